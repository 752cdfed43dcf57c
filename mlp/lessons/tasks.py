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
