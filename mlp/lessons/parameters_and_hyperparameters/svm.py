"""How does a linear support vector machine find its line? By gradient descent on the hinge loss.

A line is three parameters, two weights and a bias; its output is weights · point + bias. The street is the
band where the output lies between -1 and 1. Targets are -1 and +1.
"""

from itertools import islice

import numpy as np

from ...data import Points, blobs
from ...losses import LOSSES
from ...network import MLP
from ...optimizers import Momentum
from ...schedules import Cosine
from ...training import train


def two_clouds(n, seed=0):
    """Two clouds that touch, target -1 to the lower left and +1 to the upper right."""
    clouds = blobs(n, noise=1.0, seed=seed)
    turn = np.array([[-0.8, -0.6], [0.6, -0.8]])
    return Points(clouds.inputs @ turn, 2.0 * clouds.labels[:, None] - 1)


def fit_svms(points, C, n_steps=3000):
    """Trains one machine for each value in `C (n_models,)`, side by side, and returns them as one model."""
    model = MLP([2, 1], "identity", "zeros", n_models=len(C))
    for _ in islice(train_svm(model, points, C, n_steps), n_steps):
        pass
    widen_empty_streets(model.parameters.flat, points)
    return model


def train_svm(model, points, C, n_steps, learning_rate=0.3):
    """The training stream of support vector machines side by side, one for each value in `C (n_models,)`.

    ½|w|² + C × (sum of hinge losses), divided by C × n, is the mean hinge loss with a weight decay of
    1 / (C × n). The bias does not decay.
    """
    n_points = len(points.inputs)
    decay = np.zeros_like(model.parameters.flat)  # (n_models, 3)
    decay[:, :2] = 1 / (np.asarray(C)[:, None] * n_points)
    optimizer, schedule = Momentum(learning_rate, weight_decay=decay), Cosine(learning_rate, n_steps)
    return train(model, LOSSES["hinge"], optimizer, points, batch_size=n_points, schedule=schedule)


def margins(parameters, points):
    """The margin of every point, target × output, `(..., n)`, for lines `parameters (..., 3)`.

    It is negative on the wrong side of the line, and 1 on the street's edge.
    """
    return points.targets[:, 0] * (parameters[..., :2] @ points.inputs.T + parameters[..., 2:])


def is_support_vector(parameters, points):
    """True for each point on the street's edge, in the street or on the wrong side, `(..., n)`."""
    return (
        margins(parameters, points) < 1.003
    )  # training brings those on the edge close to 1, not exactly there


def street_width(parameters):
    """The width of the street, 2 / |weights|, `(...)`."""
    return 2 / np.linalg.norm(parameters[..., :2], axis=-1)


def widen_empty_streets(parameters, points):
    """Widens every street that contains no point to the nearest points on both sides, and centres its line.

    Changes `parameters (n_models, 3)` in place. Training has the same minimum but approaches it ever more
    slowly: where no point has a loss, only the small weight decay acts.
    """
    margin = margins(parameters, points)
    above, below = (margin[:, points.targets[:, 0] == side].min(axis=-1) for side in (1, -1))
    is_empty = np.minimum(above, below) > 1
    parameters[is_empty, 2] += (below - above)[is_empty] / 2
    parameters[is_empty] /= ((above + below) / 2)[is_empty, None]
