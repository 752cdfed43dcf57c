"""What a scene declares, as plain data: its controls, presets, questions and exercises."""
from collections.abc import Callable
from typing import Any, NamedTuple


class Slider(NamedTuple):
    """A number to drag. `live` ones act in the middle of a run, the others start it anew."""

    name: str
    low: float
    high: float
    start: float
    label: str
    step: float | None = None    # for a logarithmic slider, in powers of ten
    logarithmic: bool = False
    whole: bool = False
    live: bool = False
    marked: bool = False         # the scene's `slider_marks` shows a tick under it
    stepped: bool = False        # with buttons for one step back and one step on
    small: bool = False          # shares its row with its small neighbours


class Choice(NamedTuple):
    """One of several words, or of several numbers to drag through."""

    name: str
    options: tuple
    start: Any
    label: str
    live: bool = False
    small: bool = False          # shares its row with its small neighbours


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


class Question(NamedTuple):
    """A prediction to make before the first move.

    `choices` maps every choice to its feedback. `answer()` computes the right choice from the scene and gives it
    together with the numbers that the feedbacks may mention as `{name}`.
    """

    text: str
    choices: dict
    answer: Callable


class Card(NamedTuple):
    """A word to sort, the kind it belongs to, and one sentence that says why."""

    name: str
    kind: str
    reason: str


class Cards(NamedTuple):
    """Words to sort into kinds. `kinds` maps every kind to the question by which it is told from the others."""

    text: str
    kinds: dict
    cards: list


class Exercise(NamedTuple):
    """A piece of code to write.

    `check(answer)` gives None if the answer is right, else a sentence about the mistake. `example` are arguments
    for a first call, when the answer is a function. `solution` is source code that defines `name`.
    """

    name: str
    task: str
    check: Callable
    hint: str
    solution: str
    example: tuple | None = None
