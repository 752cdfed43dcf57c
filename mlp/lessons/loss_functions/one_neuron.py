"""Which way does a single sigmoid neuron move? The slopes of two losses at its weighted sum, when the target is 1."""

import numpy as np

from ...activations import Sigmoid
from ...checks import check_number
from ...losses import LOSSES


def cross_entropy_slope(z):
    """The slope of -ln p at the weighted sum `z`, any shape, for p = sigmoid(z) and the target 1."""
    check_number("z", z)
    z = np.asarray(z, float)
    rows = z.reshape(-1, 1, 1)  # as many models as sums, one example each
    return LOSSES["binary cross-entropy"].gradient(rows, np.ones((1, 1))).reshape(z.shape)


def squared_slope(z, factor=1.0):
    """The slope of factor × (p - 1)² at the weighted sum `z`, any shape, for p = sigmoid(z): through the sigmoid by the chain rule."""
    check_number("z", z)
    z = np.asarray(z, float)
    check_number("factor", factor)
    chances = Sigmoid().value(z).reshape(-1, 1, 1)
    return (
        factor * LOSSES["mean squared error"].gradient(chances, np.ones((1, 1))) * Sigmoid().slope(chances)
    ).reshape(z.shape)
