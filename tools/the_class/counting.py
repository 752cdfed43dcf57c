"""Where does a class stand, what did it predict, and which mistakes did it make?"""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

import numpy as np
from teaching import NOTEBOOKS, answer, lesson

from mlp.lessons.drawn import KINDS, difference
from mlp.lessons.tasks import Question, Sketch
from mlp.live.kept import KIND_OF

NUMBER = re.compile(r"-?\d[\d.,]*(e[+-]?\d+)?")


class Counted(NamedTuple):
    """How a class has answered one task: from every choice to a number of students, and the right choice."""

    name: str
    asked: str
    counts: dict
    right: str


@cache
def tasks_of(stem):
    """The questions, sketches, cards and exercises of a notebook, by their full names, in its order."""
    declared = vars(lesson(stem)).items()
    return {f"{stem[3:]}.{name}": task for name, task in declared if type(task) in KIND_OF}


def stems():
    return [path.stem for path in sorted(NOTEBOOKS.glob("*.ipynb"))]


def standing(student, stem):
    """How many tasks of a notebook a student has answered and solved, and how many there are."""
    names = tasks_of(stem)
    given = [student.answers[name] for name in names if name in student.answers]
    return len(given), sum(bool(answer.solved) for answer in given), len(names)


def predictions(students, only=""):
    """A `Counted` for every question and sketch that the class has answered; the first answers are counted.

    `only` is the beginning of the names to take, such as "learning_rate" or "learning_rate.where_else".
    """
    for stem in stems():
        for name, task in tasks_of(stem).items():
            given = _given(students, name, task)
            if given and name.startswith(only) and type(task) in COUNT:
                right = answer(stem, name.split(".")[1])
                yield COUNT[type(task)](name, task, list(map(first_answer, given)), right)


def _given(students, name, task):
    """What the students have answered to one task; a forged answer of another kind is left out."""
    answers = [student.answers[name] for student in students if name in student.answers]
    return [one for one in answers if one.kind == KIND_OF[type(task)]]


def first_answer(given):
    """The answer before any feedback; the present one while feedback is held back."""
    return given.answer if given.first_answer is None else given.first_answer


def _count_choices(name, question, given, right):
    counts = Counter(choice if choice in question.choices else "another choice" for choice in given)
    every = {choice: counts[choice] for choice in [*question.choices, *counts]}
    return Counted(name, question.text, every, right[0])


def _count_curves(name, task, given, right):
    x, y, _ = right
    fitting = [heights for heights in given if len(heights) == len(task.places)]
    counts = Counter(difference(task, np.array(heights), x, y).kind for heights in fitting)
    return Counted(name, task.text, {kind: counts[kind] for kind in KINDS if counts[kind]}, "right")


COUNT = {Question: _count_choices, Sketch: _count_curves}


def mistakes(students, only=""):
    """Triples for every exercise and game: its name, its task, and its mistakes, the most frequent first.

    A mistake is a pair: its sentence, and how many students made it. Sentences that differ only in numbers
    are one mistake.
    """
    for stem in stems():
        for name, task in tasks_of(stem).items():
            made = _count_mistakes(_given(students, name, task))
            if made and type(task) not in COUNT and name.startswith(only):
                yield name, getattr(task, "task", "") or task.text, made


def _count_mistakes(given):
    """From the mistakes of several students to pairs of a sentence and how many students made it."""
    counts, sentences = Counter(), {}
    for one in given:
        same = {NUMBER.sub("#", sentence): sentence for sentence in one.mistakes}
        counts.update(same.keys())
        sentences = same | sentences  # of the first student who made it
    return [(sentences[kind], n_students) for kind, n_students in counts.most_common()]
