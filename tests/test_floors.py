"""Imports only go down the floors of docs/ARCHITECTURE.md, and `import mlp` costs numpy and nothing else."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "mlp").rglob("*.py"))
CORE = {
    "checks": 0,
    "data": 0,
    "activations": 0,
    "losses": 0,
    "optimizers": 0,
    "schedules": 0,
    "dropout": 0,
    "network": 1,
    "training": 2,
}
FLOORS = CORE | {"published": 1, "search": 3, "plots": 4, "lessons": 5, "live": 6}
every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))


def imported_modules(file):
    """The full names of the modules that a file imports, anywhere; `from .a import b` gives `mlp.a.b`."""
    package = list(file.relative_to(ROOT).parts[:-1])
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            yield from (".".join([*above, *filter(None, [node.module]), name.name]) for name in node.names)


def floor(module):
    """The floor of a module's room. KeyError for a room that nobody has given a floor."""
    room = module.split(".")[1]
    return 2 if room == "__init__" else FLOORS[room]  # what `import mlp` may load


@every_file
def test_imports_only_go_down(file):
    own = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    assert [
        module
        for module in imported_modules(file)
        if module.startswith("mlp.") and floor(module) > floor(own)
    ] == []


@every_file
def test_widgets_and_pictures_stay_on_their_floors(file):
    lowest = {"ipywidgets": 6, "IPython": 6, "matplotlib": 4, "PIL": 4}
    own = floor(".".join(file.relative_to(ROOT).with_suffix("").parts))
    outside = {module.split(".")[0] for module in imported_modules(file)} - {"mlp"} - sys.stdlib_module_names
    assert {name for name in outside if name != "numpy" and own < lowest.get(name, 7)} == set()


@every_file
def test_nothing_global_and_nothing_pickled(file):
    source = file.read_text("utf-8")
    assert [word for word in ("pyplot", "np.random.seed", "allow_pickle=True") if word in source] == []


def test_importing_mlp_loads_numpy_and_no_other_package():
    new = (
        "import sys; old = set(sys.modules); import mlp; print(*{name.split('.')[0] for name in"
        " set(sys.modules) - old})"
    )
    loaded = set(
        subprocess.run(
            [sys.executable, "-c", new], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert loaded - sys.stdlib_module_names - {"mlp", "numpy"} == set()
    assert "numpy" in loaded
