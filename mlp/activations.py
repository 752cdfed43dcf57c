"""What does a neuron do with its weighted sum? The functions between the layers, each with its slope.

`value(z)` takes weighted sums of any shape. `slope(a)` takes the activation's *output*, so that one array
per layer is all the backward pass has to remember.
"""

import numpy as np


class Identity:
    """The weighted sum itself; layers of it collapse into one straight line."""

    def value(self, z):
        return z

    def slope(self, a):
        return np.ones_like(a)


class Sigmoid:
    """Squeezes any number into 0…1; its slope is at most 1/4."""

    def value(self, z):
        return 0.5 * (1 + np.tanh(0.5 * z))  # 1 / (1 + exp(-z)), but it cannot overflow

    def slope(self, a):
        return a * (1 - a)


class Tanh:
    """Squeezes any number into -1…1; its slope is at most 1."""

    def value(self, z):
        return np.tanh(z)

    def slope(self, a):
        return 1 - a * a


class ReLU:
    """Lets positive numbers pass and stops the others; a neuron that is never positive learns nothing."""

    def value(self, z):
        return np.maximum(z, 0)

    def slope(self, a):
        return (a > 0).astype(a.dtype)  # 1 where the output is positive


class LeakyReLU:
    """Like ReLU, but one per cent of a negative number leaks through, so the slope is never zero."""

    leak = 0.01

    def value(self, z):
        return np.maximum(z, self.leak * z)

    def slope(self, a):
        return np.where(a > 0, 1, self.leak).astype(a.dtype)


ACTIVATIONS = {
    "identity": Identity(),
    "sigmoid": Sigmoid(),
    "tanh": Tanh(),
    "relu": ReLU(),
    "leaky relu": LeakyReLU(),
}
