"""What does a module depend on? All files of the package that it imports, directly or not."""

import ast
import sys
from functools import cache
from importlib import import_module
from importlib.util import resolve_name
from pathlib import Path

PACKAGE = "mlp"


def files_behind(name):
    """The files of the package behind a module, its own included, sorted; `name` as in sys.modules."""
    found, waiting = {}, [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = Path(import_module(name).__file__)
            waiting += _imported_by(name)
    return sorted(found.values())


@cache
def _imported_by(name):
    """The names of the package's modules that a module imports, anywhere in it."""
    module = import_module(name)
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), module.__package__)
            names += [_module_of(base, alias.name) for alias in node.names]
    return [name for name in names if name.split(".")[0] == PACKAGE]


def _module_of(base, name):
    """Which module `from base import name` needs: a package's other modules do not count."""
    import_module(base)
    return f"{base}.{name}" if f"{base}.{name}" in sys.modules else base
