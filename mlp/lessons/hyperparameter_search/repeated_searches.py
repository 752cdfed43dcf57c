"""Which search is better on average, and how sure is that? Searches on the table of training runs."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ...checks import as_array, check_number
from ...search import Bayesian, Grid, Random, best, try_out
from ...search.ranges import coordinates
from . import table

SEARCHES = ("grid", "random", "bayesian")


def repetition(n_trials, seed):
    """The scores of one grid, one random and one Bayesian search on the stored table, by name.

    `seed` chooses the random draws, and which of the table's initial weights all training runs start from.
    """
    check_number("n_trials", n_trials, at_least=1, whole=True)
    check_number("seed", seed, at_least=0, whole=True)
    scores = map(list, _scores(int(n_trials), int(seed)))
    return dict(zip(SEARCHES, scores, strict=True))


@lru_cache(maxsize=200)  # a scene and a cell look at the same repetitions
def _scores(n_trials, seed):
    searches = (
        Grid(table.SPACE, round(n_trials**0.5), table.N_EPOCHS),
        Random(table.SPACE, n_trials, table.N_EPOCHS, seed),
        Bayesian(table.SPACE, n_trials, table.N_EPOCHS, seed=seed),
    )
    return [[trial.score for trial in _tried_out(search, seed)] for search in searches]


def _tried_out(search, seed):
    return try_out(search, lambda settings: table.score(settings, seed % table.N_SEEDS))


def average_and_error(numbers):
    """The average of numbers `(n,)` and its ±: two standard errors, 2 s / √n, or nan for a single number."""
    numbers = as_array("numbers", numbers, float)
    check_number("numbers", numbers)
    n = numbers.size
    return float(numbers.mean()), float(2 * numbers.std(ddof=1) / np.sqrt(n)) if n > 1 else np.nan


class Lead(NamedTuple):
    """By how much one search is ahead of the next one, on average."""

    leader: str
    average: float
    error: float  # two standard errors of the average; nan after one repetition


def lead(ends):
    """The search with the best average, and its lead over the second.

    `ends` gives by name the best score of every repetition, `(n,)`. The searches share the seeds of their
    repetitions, so the error is that of the differences, not of each average.
    """
    leader, second = sorted(ends, key=lambda name: -np.mean(ends[name]))[:2]
    return Lead(leader, *average_and_error(np.subtract(ends[leader], ends[second])))


FAR = 0.5  # of a range: two of the four powers of ten of the learning rate


def jumps(n_trials=9, n_repetitions=40):
    """In how many repetitions a chosen trial of Bayesian search lies far from the best before it.

    Far means more than half of the range of one of the hyperparameters. The random first trials do not count.
    """
    return sum(_jumps(n_trials, seed) for seed in range(n_repetitions))


def _jumps(n_trials, seed):
    search = Bayesian(table.SPACE, n_trials, table.N_EPOCHS, seed=seed)
    trials = _tried_out(search, seed)
    positions = np.array([coordinates(table.SPACE, trial.settings) for trial in trials])
    for k in range(search.n_first, len(trials)):
        before = positions[trials.index(best(trials[:k]))]
        if np.abs(positions[k] - before).max() > FAR:
            return True
    return False
