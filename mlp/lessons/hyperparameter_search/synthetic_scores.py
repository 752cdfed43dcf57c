"""Grid or random search, if one of two hyperparameters matters less? Both on hills with a random top.

Bergstra and Bengio 2012.
"""

import numpy as np

from ...checks import check_number, check_seed

N_HILLS = 2000  # for an average; the crossing below is then right to about 0.01
WIDTH = 0.15  # how far from its top a hill reaches, as a share of the range
IMPORTANCES = np.linspace(0, 1, 21)  # of the second hyperparameter; the first has importance 1


def hill(first, second, top, importance):
    """The score 0…1 at positions in the unit square, highest at `top` (first, second).

    `importance` 0…1 is that of the second hyperparameter: 0 means that it changes nothing.
    """
    return _height((first - top[0]) ** 2 + importance**2 * (second - top[1]) ** 2)


def _height(squared_distance):
    return np.exp(-squared_distance / (2 * WIDTH**2))


def grid_positions(n_trials, n_hyperparameters=2):
    """Evenly spread positions, `(n_trials,)` for each of two hyperparameters.

    With one hyperparameter, the second stays in the middle.
    """
    _check_counts(n_trials, n_hyperparameters)
    n_values = round(n_trials ** (1 / n_hyperparameters))
    if n_values**n_hyperparameters != n_trials:
        wanted = f"for a grid of two hyperparameters it must be a square, such as {n_values**2}"
        raise ValueError(f"n_trials is {n_trials}; {wanted}")
    values = (np.arange(n_values) + 0.5) / n_values
    first, second = np.meshgrid(values, values if n_hyperparameters == 2 else [0.5])
    return first.ravel(), second.ravel()


def random_positions(n_trials, rng, n_hyperparameters=2, leading=()):
    """Random positions, in the form of `grid_positions`; with `leading` axes, each `(*leading, n_trials)`."""
    _check_counts(n_trials, n_hyperparameters)
    first, second = np.moveaxis(rng.uniform(size=(*leading, 2, n_trials)), -2, 0)
    return first, second if n_hyperparameters == 2 else np.full_like(first, 0.5)


def average_best(n_trials, importances, n_hyperparameters=2, n_hills=N_HILLS, seed=0):
    """The best scores of a grid and of random trials, averaged over hills: two arrays `(n_importances,)`."""
    check_number("n_hills", n_hills, at_least=1, whole=True)
    check_seed(seed)
    rng = np.random.default_rng(seed)
    tops = rng.uniform(size=(2, n_hills, 1))
    drawn = random_positions(n_trials, rng, n_hyperparameters, leading=(n_hills,))
    tried = grid_positions(n_trials, n_hyperparameters), drawn
    return tuple(_averages(tops, own, np.asarray(importances)) for own in tried)


def crossing_importance(n_trials, n_hills=N_HILLS, seed=0):
    """The importance of the second hyperparameter at which grid and random search are equally good.

    Below it random search finds the better score, above it the grid, on average. nan if they are never equal.
    """
    return crossing(IMPORTANCES, *average_best(n_trials, IMPORTANCES, n_hills=n_hills, seed=seed))


def crossing(x, one, other):
    """The first x at which two lines through heights `(n,)` cross; nan if they never do."""
    lead = np.asarray(one) - np.asarray(other)
    changes = np.flatnonzero(lead[:-1] * lead[1:] < 0)
    if not len(changes):
        return np.nan
    k = changes[0]
    return float(x[k] + (x[k + 1] - x[k]) * lead[k] / (lead[k] - lead[k + 1]))


def _averages(tops, positions, importances):
    """The height of the highest position, averaged over all hills, `(n_importances,)`."""
    first, second = ((own - top) ** 2 for own, top in zip(positions, tops, strict=True))
    # the nearest is the highest, and only its exponential is needed
    nearest = [(first + weight * second).min(axis=-1) for weight in importances**2]
    return _height(np.array(nearest)).mean(axis=-1)


def _check_counts(n_trials, n_hyperparameters):
    check_number("n_trials", n_trials, at_least=1, whole=True)
    check_number("n_hyperparameters", n_hyperparameters, at_least=1, at_most=2, whole=True)
