"""Which way does one sigmoid neuron move? The slopes of two losses at its weighted sum, for the target 1."""

import numpy as np

from ...activations import Sigmoid
from ...checks import check_number
from ...losses import LOSSES


def chance(z):
    """The neuron's output, the chance of the class 1, at the weighted sum `z`, any shape: sigmoid(z)."""
    return Sigmoid().value(np.asarray(z, float))


def cross_entropy_slope(z):
    """The derivative of -ln p by the weighted sum `z`, any shape, where p = sigmoid(z)."""
    check_number("z", z)
    z = np.asarray(z, float)
    rows = z.reshape(-1, 1, 1)  # one model with one example for each sum
    return LOSSES["binary cross-entropy"].gradient(rows, np.ones((1, 1))).reshape(z.shape)


def squared_slope(z, factor=1.0):
    """The derivative of factor × (p - 1)² by the weighted sum `z`, any shape, where p = sigmoid(z).

    By the chain rule it is the slope of the square times the slope of the sigmoid.
    """
    check_number("z", z)
    z = np.asarray(z, float)
    check_number("factor", factor)
    chances = chance(z).reshape(-1, 1, 1)
    outer = factor * LOSSES["mean squared error"].gradient(chances, np.ones((1, 1)))
    return (outer * Sigmoid().slope(chances)).reshape(z.shape)
