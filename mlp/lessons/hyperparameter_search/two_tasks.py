"""The same random search on two tasks: is the best learning rate of one also the best of the other?"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ...data import Points, Split, moons, split
from ...plots.style import panels
from ...search import Choices, Grid, Logarithmic, Random, best, run
from ..common import DIGITS
from ..scene import Choice, Preset, Seed
from ..tasks import Question
from .scores import ScoresOverRate

LOW, HIGH = 1e-3, 10.0
RATES = [float(rate) for rate in np.geomspace(LOW, HIGH, 25)]  # of the whole curve
N_TRIALS, N_EPOCHS = 9, 5


class Task(NamedTuple):
    """What is learned, and by a network with which hidden layers."""

    data: Split
    hidden_sizes: tuple


def _up_to_16(points):
    """The same digits with grey values 0…16, as they were scanned, instead of 0…1."""
    return Points(16 * points.inputs, points.targets)


SCANNED = Split(*map(_up_to_16, DIGITS))
FIRST = Task(DIGITS, (32,))
OTHERS = {
    "moons": Task(split(moons(1800)), (32,)),
    "grey 0 to 16": Task(SCANNED, (32,)),
    "five hidden layers": Task(DIGITS, (32,) * 5),
}


class TwoTasks:
    """The same random search on two tasks: is the best learning rate of one also the best of the other?"""

    title = "Two tasks, one search"
    controls = [Choice("other", tuple(OTHERS), "moons", "the other task"), Seed()]
    presets = [
        Preset("other data", {"other": "moons"}, "Two inputs and two classes: the moons need longer steps."),
        Preset(
            "other unit",
            {"other": "grey 0 to 16"},
            "Bad for an old rate: inputs 16 times as large need far shorter steps.",
        ),
        Preset(
            "other network",
            {"other": "five hidden layers"},
            "The same digits, but a deep network needs shorter steps.",
        ),
    ]
    preview_frames = N_TRIALS

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.pictures = [ScoresOverRate(ax, (LOW, HIGH), (0, 1.05)) for ax in (left, right)]
        self.artists = self.pictures[0].artists + self.pictures[1].artists

    def restart(self, other, seed):
        self.other, self.seed, self.n_done = other, seed, 0
        self.trials = [], []
        self._show()

    def advance(self):
        if self.n_done < N_TRIALS:
            self.n_done += 1
            self.trials = tuple(_searched(task, self.seed)[: self.n_done] for task in self.tasks)
            self._show()
        return self.n_done < N_TRIALS

    @property
    def tasks(self):
        """The names of both tasks."""
        return "digits", self.other

    @property
    def best_rates(self):
        """The best learning rate so far for each of the two."""
        return [best(trials).settings["learning_rate"] for trials in self.trials]

    @property
    def borrowed(self):
        """The other task's accuracy with the digits' best learning rate; both searches try the same rates."""
        first, second = self.trials
        return second[first.index(best(first))].score

    def _show(self):
        borrowed = self.best_rates[0] if self.n_done else None
        marks = (None, ""), (borrowed, "best for digits")
        for name, picture, trials, mark in zip(self.tasks, self.pictures, self.trials, marks, strict=True):
            tried = [(trial.settings["learning_rate"], trial.score) for trial in trials]
            picture.update(_finding(name, trials), tried, *mark)
            picture.draw_curve(RATES, _curve(name, self.seed) if self.n_done == N_TRIALS else [])

    def summary(self):
        state = f"Random search, {self.n_done} of {N_TRIALS} training runs on each task."
        if not self.n_done:
            return f"{state} The tasks are {' and '.join(self.tasks)}."
        found = " ".join(f"{_finding(*own)}." for own in zip(self.tasks, self.trials, strict=True))
        return f"{state} {found} With the digits' best rate, {self.other}: {self.borrowed:.1%}."


def _finding(name, trials):
    if not trials:
        return f"{name.capitalize()}: nothing tried yet"
    chosen = best(trials)
    rate = chosen.settings["learning_rate"]
    return f"{name.capitalize()}: best rate {rate:.2g}, accuracy {chosen.score:.1%}"


def _space(name, seed):
    """The learning rate is searched; the initial weights and the network are fixed."""
    hidden_sizes = _task(name).hidden_sizes
    rates = {"learning_rate": Logarithmic(LOW, HIGH)}
    return rates | {"seed": Choices([seed]), "hidden_sizes": Choices([hidden_sizes])}


def _task(name):
    return FIRST if name == "digits" else OTHERS[name]


def _trained(search, data):
    progress = list(run(search, data.train, data.validation))
    return progress[-1].trials


@lru_cache(maxsize=64)
def _searched(name, seed):
    return _trained(Random(_space(name, seed), N_TRIALS, N_EPOCHS, seed), _task(name).data)


@lru_cache(maxsize=64)
def _curve(name, seed):
    """The validation accuracy at all `RATES`, `(n_rates,)`."""
    space = _space(name, seed) | {"learning_rate": Choices(RATES)}
    return [trial.score for trial in _trained(Grid(space, n_epochs=N_EPOCHS), _task(name).data)]


def best_rate(name, seed=0):
    """The learning rate with the highest validation accuracy on the whole curve of a task."""
    return RATES[int(np.argmax(_curve(name, seed)))]


def _other_unit():
    rate = best_rate("digits")
    index = RATES.index(rate)
    before, after = (_curve(name, 0)[index] for name in ("digits", "grey 0 to 16"))
    facts = {"rate": rate, "before": before, "after": after, "best": best_rate("grey 0 to 16")}
    if after < 0.2:
        return "near guessing, 10%", facts
    return ("nearly the same" if before - after < 0.02 else "some points lower"), facts


same_rate_elsewhere = Question(
    "You have found the best learning rate for digits with grey values from 0 to 1. Now the same digits come"
    " with grey values from 0 to 16. Network and learning rate stay. What is the validation accuracy?",
    {
        "nearly the same": (
            "The pictures show the same, but the numbers are 16 times as large. The slopes become"
            " larger, and the steps too long: {after:.0%} instead of {before:.0%}."
        ),
        "some points lower": (
            "Much lower: {after:.0%} instead of {before:.0%}. With numbers 16 times as large the steps at"
            " rate {rate:.2g} are far too long. The best rate is now {best:.2g}."
        ),
        "near guessing, 10%": (
            "It falls from {before:.0%} to {after:.0%}. Numbers 16 times as large make the slopes larger,"
            " and the steps too long. The best rate is now {best:.2g} instead of {rate:.2g}."
        ),
    },
    _other_unit,
)
