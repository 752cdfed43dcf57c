"""Is everything installed as the notebooks need it? If not: what is wrong, and what to do about it."""

import platform
import tomllib
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import ipywidgets as widgets

from .former import replace_former
from .loop import CellLoop

NEEDED = ("numpy", "matplotlib", "pillow", "ipywidgets")
REPAIR = (
    "Close JupyterLab, delete the folder .venv in the project's folder, and start again as README.md says."
)
ALL_WELL = "Everything is in place."


def check_installation():
    """Whether everything is installed, in words, and a button to try; for the last line of a cell."""
    return Installation(problems(_installed(), Path(__file__).parents[1], Path.cwd()))


def problems(installed, package, here):
    """What is wrong and what to do about it, one or two sentences each.

    `installed` maps "Python" and each package to its version, or to None if it is missing.
    `package` is the folder of `mlp`, and `here` the folder of the notebook.
    """
    spans = tested_spans()
    found = [_outdated(name, installed[name], spans.get(name.lower())) for name in ("Python", *NEEDED)]
    beside = here.parent / "mlp"
    if (beside / "network.py").exists() and beside.resolve() != package.resolve():
        found.append(f"This kernel uses another copy of the package mlp, in {package}. {REPAIR}")
    return [problem for problem in found if problem]


def tested_spans():
    """The tested versions by name, oldest and newest, from pyproject.toml; none where that is not there."""
    table = Path(__file__).parents[2] / "pyproject.toml"
    if not table.exists():  # the package was not installed from the project's folder
        return {}
    tested = tomllib.loads(table.read_text("utf-8"))["tool"]["mlp"]["tested"]
    return {name: (versions["oldest"], versions["newest"]) for name, versions in tested.items()}


def _outdated(name, installed, span):
    """What is wrong with the installed version of one package, or None. `span` is None where any will do."""
    if installed is None:
        return f"{name} is missing. {REPAIR}"
    if span is None or _numbers(span[0]) <= _numbers(installed) <= _numbers(span[1]):
        return None
    if name == "Python":
        tested = f"the notebooks are tested with {span[0]} to {span[1]}"
        return f"This is Python {installed}; {tested}. Install one of these. {REPAIR}"
    wanted = " to ".join(".".join(map(str, _numbers(end))) for end in span)
    return f"{name} has the version {installed}; it must be {wanted}. {REPAIR}"


def _installed():
    versions = {"Python": platform.python_version()}
    for name in NEEDED:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = None
    return versions


def _numbers(dotted):
    """The first two numbers of a version: (3, 12) for "3.12.1"."""
    numbers = [int("".join(filter(str.isdigit, part)) or 0) for part in dotted.split(".")]
    return (*numbers, 0)[:2]


class Installation(widgets.VBox):
    """The problems found, or that there is none, and a button that shows whether widgets work."""

    def __init__(self, found):
        self.words = "\n".join(found) or ALL_WELL
        said, self._answer = widgets.HTML(), widgets.HTML()
        said.value = _lines(found or [ALL_WELL])
        button = widgets.Button(description="Press me", icon="hand-o-right")
        super().__init__([said, widgets.HBox([button, self._answer])])
        replace_former(self)
        cell = CellLoop()
        button.on_click(lambda button: cell.soon(self._pressed))

    def _pressed(self):
        self._answer.value = _lines(["The button works: you can use every scene."])

    def __repr__(self):
        return self.words

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": self.words}


def _lines(sentences):
    lines = "<br>".join(escape(sentence) for sentence in sentences)
    return f'<div role="status" style="font-size:15px;line-height:1.45">{lines}</div>'
