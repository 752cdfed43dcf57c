"""What a lesson asks of a student, as plain data: questions to predict, cards to sort, code to write."""

from collections.abc import Callable
from typing import NamedTuple


class Question(NamedTuple):
    """A prediction to make before the first move.

    `choices` maps every choice to its feedback. `answer()` computes the right choice from the scene and gives
    it together with the numbers that the feedbacks may mention as `{name}`.
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
    """Words to sort into kinds. `kinds` maps every kind to the question that tells it from the others."""

    text: str
    kinds: dict
    cards: list


class Exercise(NamedTuple):
    """A piece of code to write.

    `check(answer)` gives None if the answer is right, else a sentence about the mistake. `example` are
    arguments for a first call, when the answer is a function. `solution` is source code that defines `name`.
    """

    name: str
    task: str
    check: Callable
    hint: str
    solution: str
    example: tuple | None = None


class Sketch(NamedTuple):
    """A curve to draw before it is computed: a height at each of a few places, straight lines in between.

    `answer()` computes the true curve, places and heights `(n,)`, and the numbers that a reason may mention
    as `{name}`. `reasons` says in one sentence why a drawn curve is "right", "too high" or "too low". It also
    says why the curve is not "flat", "rises", "falls", "hill" or "valley"; a shape may be left out.
    """

    text: str
    places: tuple  # of the points to draw, from left to right
    limits: tuple  # the lowest and the highest height
    labels: tuple  # of the x and the y axis
    answer: Callable
    reasons: dict
    scales: tuple = ("linear", "linear")  # of the x and the y axis; or "log"
