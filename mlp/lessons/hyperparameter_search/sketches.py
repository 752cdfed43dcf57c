"""Which curves can be drawn before they are computed? The best of a random search, trial after trial."""

from functools import cache

import numpy as np

from ...search import Random, best_so_far, try_out
from ..tasks import Sketch
from . import table

N_SEARCHES, N_TRIALS = 30, 40


@cache
def _best_so_far():
    best = np.mean([_search(seed) for seed in range(N_SEARCHES)], axis=0)  # (n_trials,)
    facts = {"first": best[0], "ten": best[9], "last": best[-1], "more": best[-1] - best[9]}
    return np.arange(1, N_TRIALS + 1), best, facts


def _search(seed):
    trials = try_out(
        Random(table.SPACE, N_TRIALS, table.N_EPOCHS, seed),
        lambda settings: table.score(settings, seed % table.N_SEEDS),
    )
    return best_so_far([trial.score for trial in trials])


best_so_far_by_trial = Sketch(
    "A random search tries 40 settings of learning rate and weight decay. Draw the best validation accuracy"
    " so far, the average of 30 such searches. After one trial it is 0.4.",
    places=(1, 5, 10, 20, 40),
    limits=(0, 1),
    labels=("trials", "best accuracy so far"),
    answer=_best_so_far,
    reasons={
        "right": "The first ten trials bring it to {ten:.2f}; the other thirty add only {more:.2f}.",
        "too high": "A random trial is often bad: {first:.2f} on average. The best of several is good.",
        "too low": "Good settings are not rare: the best of ten is {ten:.2f}, the best of 40 is {last:.2f}.",
        "flat": "One random trial gives {first:.2f} on average; the best of ten gives {ten:.2f}.",
        "falls": "The best so far can never get worse: a bad trial is simply not the best.",
        "hill": "The best so far can never get worse: a bad trial is simply not the best.",
        "valley": "The best so far can never get worse: a bad trial is simply not the best.",
    },
)
