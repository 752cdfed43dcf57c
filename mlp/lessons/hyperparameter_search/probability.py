"""How much is luck? The chance to hit a good setting, and the accuracy of the luckiest coin-flipper."""

import math

import numpy as np

from ...checks import check_number


def chance_to_hit(top_share, n_trials):
    """The probability that one or more of `n_trials` random settings are among the best `top_share`."""
    check_number("top_share", top_share, at_least=0, at_most=1)
    check_number("n_trials", n_trials, at_least=0)
    return 1 - (1 - top_share) ** np.asarray(n_trials, float)


def trials_needed(top_share, certainty):
    """The smallest number of random trials that hit the best `top_share` with at least this probability."""
    check_number("top_share", top_share, above=0, below=1)
    check_number("certainty", certainty, at_least=0, below=1)
    return math.ceil(math.log(1 - certainty) / math.log(1 - top_share) - 1e-9)


def best_of_coins(n_models, n_points):
    """The best accuracy of `n_models` coin-flipping models on `n_points` yes-or-no questions, on average.

    Exact: the best has at most k right answers if every model has at most k.
    """
    check_number("n_models", n_models, at_least=1)
    check_number("n_points", n_points, at_least=1, whole=True)
    n_points = int(n_points)
    ways = np.array([math.comb(n_points, k) / 2**n_points for k in range(n_points + 1)])
    at_most = np.minimum(np.cumsum(ways), 1)  # (n_points + 1,): the probability for one model
    n_models = np.asarray(n_models, float)[..., None]
    return (1 - at_most**n_models)[..., :-1].sum(axis=-1) / n_points
