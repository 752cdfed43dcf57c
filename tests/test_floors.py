"""The house of docs/ARCHITECTURE.md: imports only go down, files stay small, the core needs only numpy."""

import ast
import importlib
import inspect
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
FLOORS = CORE | {"tables": 0, "published": 1, "search": 3, "plots": 4, "lessons": 5, "live": 6}
SAID_BY_THE_CLASS = {"value", "gradient", "slope", "rate", "update"}
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
    """The floor of a module's room."""
    room = module.split(".")[1]
    floors = FLOORS | {"__init__": 2, "__version__": 0}  # `import mlp` may load the core
    assert room in floors, (
        f"{module} has no floor: give mlp/{room} one in FLOORS, and in docs/ARCHITECTURE.md"
    )
    return floors[room]


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
    lowest = {"ipywidgets": 6, "traitlets": 6, "IPython": 6, "matplotlib": 4, "PIL": 4}
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


def test_a_room_without_a_floor_is_named():
    with pytest.raises(AssertionError, match="mlp.cellar.wine has no floor: give mlp/cellar one"):
        floor("mlp.cellar.wine")


@pytest.mark.parametrize("room", FLOORS)
def test_every_room_of_the_list_exists(room):
    assert (ROOT / "mlp" / room).is_dir() or (ROOT / "mlp" / f"{room}.py").exists()


@every_file
def test_a_file_has_at_most_250_lines(file):
    assert len(file.read_text("utf-8").splitlines()) <= 250


def test_the_core_has_fewer_than_950_lines_to_read():
    texts = [(ROOT / "mlp" / f"{name}.py").read_text("utf-8") for name in CORE]
    assert sum(bool(line.strip()) for text in texts for line in text.splitlines()) < 950


@pytest.mark.parametrize("name", CORE)
def test_every_public_name_of_the_core_has_a_docstring(name):
    module = importlib.import_module(f"mlp.{name}")
    assert [what for what, item in public_names(module) if not inspect.getdoc(item)] == []


def public_names(module):
    """What a module defines: functions and classes, and the methods and properties of classes, by name."""
    for name, item in vars(module).items():
        if not name.startswith("_") and callable(item) and item.__module__ == module.__name__:
            yield name, item
            if inspect.isclass(item):
                yield from ((f"{name}.{part}", member) for part, member in own_members(item))


def own_members(owner):
    """Methods and properties, but for `value`, `gradient` and their like: the class says what they are."""
    for name, member in vars(owner).items():
        speaks = inspect.isfunction(member) or isinstance(member, property)
        if speaks and not name.startswith("_") and name not in SAID_BY_THE_CLASS:
            yield name, member


@every_file
def test_what_is_remembered_for_every_seed_has_a_bound(file):
    """A hand that draws new seeds for an hour must not fill the memory."""
    module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    for name, function in vars(module).items():
        if hasattr(function, "cache_parameters") and function.cache_parameters()["maxsize"] is None:
            assert "seed" not in inspect.signature(function).parameters, name
