"""What does it cost to try few values of what matters? Grid and random trials on hills whose top is anywhere.

Bergstra and Bengio 2012.
"""

import numpy as np

from ...checks import check_number, check_seed

WIDTH = 0.15  # how far from its top a hill reaches, as a share of the range


def hill(first, second, top, importance):
    """The score 0…1 at places in the unit square, highest at `top` (first, second); `importance` 0…1 is that of the second."""
    return np.exp(-((first - top[0]) ** 2 + importance**2 * (second - top[1]) ** 2) / (2 * WIDTH**2))


def grid_places(n_trials, n_hyperparameters=2):
    """Evenly spread places, `(n_trials,)` for each of two hyperparameters; with one, the second stays in the middle."""
    _check_counts(n_trials, n_hyperparameters)
    n_values = round(n_trials ** (1 / n_hyperparameters))
    if n_values**n_hyperparameters != n_trials:
        raise ValueError(
            f"n_trials is {n_trials}; for a grid of two hyperparameters it must be a square, such as"
            f" {n_values**2}"
        )
    values = (np.arange(n_values) + 0.5) / n_values
    first, second = np.meshgrid(values, values if n_hyperparameters == 2 else [0.5])
    return first.ravel(), second.ravel()


def random_places(n_trials, rng, n_hyperparameters=2):
    """Places drawn at random, as `grid_places` gives them."""
    _check_counts(n_trials, n_hyperparameters)
    first, second = rng.uniform(size=(2, n_trials))
    return first, second if n_hyperparameters == 2 else np.full(n_trials, 0.5)


def average_best(n_trials, importances, n_hyperparameters=2, n_hills=300, seed=0):
    """The best score of a grid and of random trials, averaged over hills, for every importance: two arrays `(n_importances,)`."""
    check_number("n_hills", n_hills, at_least=1, whole=True)
    check_seed(seed)
    rng = np.random.default_rng(seed)
    tops = rng.uniform(size=(2, n_hills, 1))
    drawn = np.array(
        [random_places(n_trials, rng, n_hyperparameters) for _ in range(n_hills)]
    )  # (n_hills, 2, n_trials)
    tried = grid_places(n_trials, n_hyperparameters), (drawn[:, 0], drawn[:, 1])
    return tuple(
        np.array([hill(*places, tops, importance).max(axis=-1).mean() for importance in importances])
        for places in tried
    )


def _check_counts(n_trials, n_hyperparameters):
    check_number("n_trials", n_trials, at_least=1, whole=True)
    check_number("n_hyperparameters", n_hyperparameters, at_least=1, at_most=2, whole=True)
