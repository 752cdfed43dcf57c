"""Which settings are tried? A search proposes a round of trials, sees their scores, and proposes the next.

`propose(trials)` returns a `Round`, or None when the search is over. `total_epochs` is the budget of all
trials together.
"""

from itertools import product
from typing import NamedTuple

import numpy as np

from ..checks import check_number, generator
from .ranges import Choices, check_space, draw
from .trials import HYPERPARAMETERS, Trial


class Round(NamedTuple):
    """Trials to train, and up to which epoch."""

    trials: list
    n_epochs: int


class Grid:
    """Every combination of `n_values` evenly spread values of each range, and of all choices."""

    def __init__(self, space, n_values=3, n_epochs=5):
        check_space(space, HYPERPARAMETERS)
        n_values, self.n_epochs = as_count("n_values", n_values), as_count("n_epochs", n_epochs)
        shares = (np.arange(n_values) + 0.5) / n_values  # in the middle of equal parts
        axes = [
            values.options if isinstance(values, Choices) else map(values.value, shares)
            for values in space.values()
        ]
        self.settings = [dict(zip(space, combination, strict=True)) for combination in product(*axes)]
        self.total_epochs = len(self.settings) * self.n_epochs

    def propose(self, trials):
        """All trials in one round."""
        return None if trials else Round(numbered(self.settings), self.n_epochs)


class Random:
    """`n_trials` settings drawn at random."""

    def __init__(self, space, n_trials=9, n_epochs=5, seed=0):
        check_space(space, HYPERPARAMETERS)
        n_trials, self.n_epochs = as_count("n_trials", n_trials), as_count("n_epochs", n_epochs)
        rng = generator(seed)
        self.settings = [draw(space, rng) for _ in range(n_trials)]
        self.total_epochs = n_trials * self.n_epochs

    def propose(self, trials):
        """All trials in one round."""
        return None if trials else Round(numbered(self.settings), self.n_epochs)


def numbered(settings, first=0):
    """New trials, numbered from `first`."""
    return [Trial(number, own) for number, own in enumerate(settings, start=first)]


def as_count(name, value, at_least=1):
    """A whole number as Python's own, which never overflows; raises an error for any other value."""
    check_number(name, value, at_least=at_least, whole=True)
    return int(value)
