"""What is a scene? Its controls as plain data."""

from typing import Any, NamedTuple


class Slider(NamedTuple):
    """A number to drag. `live` ones act in the middle of a run, the others start it anew."""

    name: str
    low: float
    high: float
    start: float
    label: str
    step: float | None = None  # for a logarithmic slider, in powers of ten
    logarithmic: bool = False
    whole: bool = False
    live: bool = False
    marked: bool = False  # the scene's `slider_marks` shows a tick under it
    stepped: bool = False  # with buttons for one step back and one step on
    small: bool = False  # shares its row with its small neighbours


class Choice(NamedTuple):
    """One of several words, or of several numbers to drag through."""

    name: str
    options: tuple
    start: Any
    label: str
    live: bool = False
    small: bool = False  # shares its row with its small neighbours


class Toggle(NamedTuple):
    """Yes or no."""

    name: str
    start: bool
    label: str
    live: bool = False


class Seed(NamedTuple):
    """The number all random draws start from, with a button for another one."""

    name: str = "seed"
    start: int = 0
    label: str = "seed"
    live: bool = False


class Preset(NamedTuple):
    """Settings worth seeing, and one sentence that says why they are good or bad."""

    name: str
    settings: dict
    reason: str


class Action(NamedTuple):
    """Something to do by a button: the scene's method of this name."""

    name: str
    label: str
    icon: str
    reason: str
