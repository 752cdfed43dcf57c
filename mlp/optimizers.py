"""How far does a step go? Each optimizer moves one array of parameters against one array of gradients, in place.

`parameters` and `gradient` are `(n_parameters,)` or `(n_models, n_parameters)`. A `learning_rate` is one number
or `(n_models, 1)`, is read at every update, and so may be changed in the middle of a run.
`weight_decay` adds that share of every parameter (biases too) to its gradient; an array, such as `(n_models, 1)`, holds
one for each model or for each parameter.
"""

import numpy as np

from .checks import check_can, check_number


def descend(slope, start, learning_rate, n_steps):
    """The places that gradient descent on a single weight visits, `(n_steps + 1,)`; `slope(weight)` is the loss's."""
    check_can("slope", slope, "__call__", "a function of the weight")
    check_number("learning_rate", learning_rate)
    check_number("n_steps", n_steps, at_least=0, whole=True)
    weights = [np.float64(check_number("start", start))]
    with np.errstate(
        over="ignore", invalid="ignore"
    ):  # a descent that leaves the numbers ends in inf and nan
        for _ in range(n_steps):
            weights.append(weights[-1] - learning_rate * slope(weights[-1]))
    return np.array(weights)


class GradientDescent:
    """One step straight downhill: parameters ← parameters - learning_rate × gradient."""

    def __init__(self, learning_rate=0.1, weight_decay=0.0):
        self.learning_rate = check_number("learning_rate", learning_rate, above=0)
        self.weight_decay = check_number("weight_decay", weight_decay, at_least=0)

    def update(self, parameters, gradient):
        """Moves `parameters` in place."""
        parameters -= self.learning_rate * _decayed(gradient, parameters, self.weight_decay)


class Momentum:
    """A heavy ball: the velocity keeps a share of itself and adds the new gradient (Polyak 1964)."""

    def __init__(self, learning_rate=0.1, momentum=0.9, weight_decay=0.0):
        self.learning_rate = check_number("learning_rate", learning_rate, above=0)
        self.momentum = check_number("momentum", momentum, at_least=0, at_most=1)
        self.weight_decay = check_number("weight_decay", weight_decay, at_least=0)
        self.velocity = 0.0

    def update(self, parameters, gradient):
        """Moves `parameters` in place."""
        self.velocity = self.momentum * self.velocity + _decayed(gradient, parameters, self.weight_decay)
        parameters -= self.learning_rate * self.velocity


class Adam:
    """A step of its own size for every parameter: average gradient over average size (Kingma and Ba 2015)."""

    def __init__(self, learning_rate=0.001, average=0.9, square_average=0.999, weight_decay=0.0):
        self.learning_rate = check_number("learning_rate", learning_rate, above=0)
        self.average = check_number("average", average, at_least=0, below=1)
        self.square_average = check_number("square_average", square_average, at_least=0, below=1)
        self.weight_decay = check_number("weight_decay", weight_decay, at_least=0)
        self.mean, self.square, self.n_updates = 0.0, 0.0, 0

    def update(self, parameters, gradient):
        """Moves `parameters` in place."""
        gradient = _decayed(gradient, parameters, self.weight_decay)
        self.n_updates += 1
        self.mean = self.average * self.mean + (1 - self.average) * gradient
        self.square = self.square_average * self.square + (1 - self.square_average) * gradient**2
        mean = self.mean / (1 - self.average**self.n_updates)  # both averages start at zero: lift them
        square = self.square / (1 - self.square_average**self.n_updates)
        parameters -= self.learning_rate * mean / (np.sqrt(square) + 1e-8)


def _decayed(gradient, parameters, weight_decay):
    is_off = not isinstance(weight_decay, np.ndarray) and weight_decay == 0
    return gradient if is_off else gradient + weight_decay * parameters


OPTIMIZERS = {"gradient descent": GradientDescent, "momentum": Momentum, "adam": Adam}
