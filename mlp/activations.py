"""What does a neuron do with its weighted sum? The functions between the layers, each with its derivative.

`value(z)` takes weighted sums of any shape. `slope(a)`, the derivative, takes the activation's *output*:
one array per layer is then all that the backward pass has to remember. Both return floats of the same shape.
"""

import numpy as np

from .checks import as_array


class Identity:
    """The weighted sum itself; layers of it collapse into one straight line."""

    def value(self, z):
        return as_array("z", z)

    def slope(self, a):
        return np.ones_like(as_array("a", a))


class Sigmoid:
    """Squeezes any number into 0…1; its slope is at most 1/4."""

    @np.errstate(over="ignore")  # exp(-z) may be infinite: 1 / (1 + infinity) is 0, as it should be
    def value(self, z):
        return 1 / (1 + np.exp(-as_array("z", z)))

    def slope(self, a):
        return (1 - as_array("a", a)) * a


class Tanh:
    """Squeezes any number into -1…1; its slope is at most 1."""

    def value(self, z):
        return np.tanh(as_array("z", z))

    def slope(self, a):
        return 1 - as_array("a", a) ** 2


class ReLU:
    """Lets positive numbers pass and stops the others; a neuron that is never positive learns nothing."""

    def value(self, z):
        return np.maximum(as_array("z", z), 0.0)

    def slope(self, a):
        a = as_array("a", a)
        return (a > 0.0).astype(a.dtype)


class LeakyReLU:
    """Like ReLU, but one per cent of a negative number leaks through, so the slope is never zero."""

    leak = 0.01

    def value(self, z):
        z = as_array("z", z)
        return np.maximum(z, self.leak * z)

    def slope(self, a):
        a = as_array("a", a)
        return np.where(a > 0, 1, self.leak).astype(a.dtype)


ACTIVATIONS = {
    "identity": Identity(),
    "sigmoid": Sigmoid(),
    "tanh": Tanh(),
    "relu": ReLU(),
    "leaky relu": LeakyReLU(),
}
