"""A class that does not exist, to try out the tables before anybody has handed in."""

from pathlib import Path

import numpy as np

from mlp.live.kept import KIND_OF
from mlp.live.record import Answer
from mlp.live.report import page

from .counting import stems, tasks_of


def make_up_class(folder, n_students=12, seed=0):
    """Writes the reports of students who do not exist, to try the tables out."""
    folder, rng = Path(folder), np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, n_students + 1):
        n_notebooks = int(rng.integers(1, len(stems()) + 1))
        answers = [
            _made_up(name, task, rng)
            for stem in stems()[:n_notebooks]
            for name, task in tasks_of(stem).items()
        ]
        text = page([answer for answer in answers if rng.random() < 0.85], f"Student {number}")
        (folder / f"student_{number:02}.html").write_text(text, "utf-8")


def _made_up(name, task, rng):
    kind, asked, is_right = KIND_OF[type(task)], getattr(task, "text", "") or task.task, rng.random() < 0.5
    given, made = "a function", {} if is_right else {f"Made-up mistake {rng.integers(1, 4)}.": 1}
    if kind == "prediction":
        given, made = str(rng.choice(list(task.choices))), {}
    elif kind == "sketch":
        given, made = [float(rng.uniform(*task.limits)) for _ in task.places], {}
    elif kind == "cards":
        given = {card.name: card.kind for card in task.cards}
    when = "2026-03-02T09:00:00"
    times = {"first": when, "last": when, "times": 1, "tries": 1, "solved": when if is_right else ""}
    return Answer(name, kind, asked, given, made, given, "made up", bool(is_right), **times)
