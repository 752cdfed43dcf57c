"""How much is luck? The chance to hit a good setting, and the score of the luckiest of many models that know nothing."""

import math

import numpy as np

from ...checks import check_number


def chance_to_hit(top_share, n_trials):
    """The probability that at least one of `n_trials` random settings is among the best `top_share` of all."""
    check_number("top_share", top_share, at_least=0, at_most=1)
    check_number("n_trials", n_trials, at_least=0)
    return 1 - (1 - top_share) ** np.asarray(n_trials, float)


def trials_needed(top_share, certainty):
    """The smallest number of random trials that hit the best `top_share` with at least this probability."""
    check_number("top_share", top_share, above=0, below=1)
    check_number("certainty", certainty, at_least=0, below=1)
    return math.ceil(math.log(1 - certainty) / math.log(1 - top_share) - 1e-9)


def best_of_coins(n_models, n_points):
    """The best score that `n_models` coin-flipping models reach on `n_points` yes-or-no questions, on average.

    Exact: the best has at most k right when every model has.
    """
    check_number("n_models", n_models, at_least=1)
    check_number("n_points", n_points, at_least=1, whole=True)
    k = np.arange(n_points + 1)
    logarithms = np.array(
        [math.lgamma(n_points + 1) - math.lgamma(i + 1) - math.lgamma(n_points - i + 1) for i in k]
    )
    at_most = np.cumsum(
        np.exp(logarithms - n_points * math.log(2))
    )  # (n_points + 1,): the chance of one model
    n_models = np.asarray(n_models, float)[..., None]
    return (1 - np.minimum(at_most, 1) ** n_models)[..., :-1].sum(axis=-1) / n_points
