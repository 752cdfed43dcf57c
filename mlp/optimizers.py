"""How far does a step go? Each optimizer moves one array of parameters against one of gradients, in place.

`parameters` and `gradient` are `(n_parameters,)` or `(n_models, n_parameters)`. A setting is one number, or
an array with one per model, `(n_models, 1)`. The `learning_rate` is read at every update: it may change.
`weight_decay` adds that share of every parameter (biases too) to its gradient; an array may hold one for each
parameter. With Adam this is an L2 penalty, not the weight decay of AdamW, which leaves the averages alone.
`Momentum` and `Adam` remember past gradients: each network needs its own optimizer.
"""

import numpy as np

from .checks import check_number, plain, refuse_shape


class GradientDescent:
    """One step straight downhill: parameters ← parameters - learning_rate × gradient."""

    def __init__(self, learning_rate=0.1, weight_decay=0.0):
        self.learning_rate = _setting("learning_rate", learning_rate, above=0)
        self.weight_decay = _setting("weight_decay", weight_decay, at_least=0)

    def update(self, parameters, gradient):
        parameters -= self.learning_rate * _decayed(self, parameters, gradient)


class Momentum:
    """A heavy ball: the velocity keeps a share of itself and adds the new gradient (Polyak 1964)."""

    def __init__(self, learning_rate=0.1, momentum=0.9, weight_decay=0.0):
        self.learning_rate = _setting("learning_rate", learning_rate, above=0)
        self.momentum = _setting("momentum", momentum, at_least=0, at_most=1)
        self.weight_decay = _setting("weight_decay", weight_decay, at_least=0)
        self.velocity = 0.0

    def update(self, parameters, gradient):
        gradient = _decayed(self, parameters, gradient, self.velocity)
        self.velocity = self.momentum * self.velocity + gradient
        parameters -= self.learning_rate * self.velocity


class Adam:
    """A step of its own size for every parameter: average gradient over average size (Kingma and Ba 2015)."""

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, weight_decay=0.0):
        self.learning_rate = _setting("learning_rate", learning_rate, above=0)
        self.beta1 = _setting("beta1", beta1, at_least=0, below=1)
        self.beta2 = _setting("beta2", beta2, at_least=0, below=1)
        self.weight_decay = _setting("weight_decay", weight_decay, at_least=0)
        self.mean, self.square, self.n_updates = 0.0, 0.0, 0

    def update(self, parameters, gradient):
        gradient = _decayed(self, parameters, gradient, self.mean)
        self.n_updates += 1
        self.mean = self.beta1 * self.mean + (1 - self.beta1) * gradient
        self.square = self.beta2 * self.square + (1 - self.beta2) * gradient**2
        mean = self.mean / (1 - self.beta1**self.n_updates)  # both averages start at zero: lift them
        square = self.square / (1 - self.beta2**self.n_updates)
        parameters -= self.learning_rate * mean / (np.sqrt(square) + 1e-8)


def _setting(name, value, **bounds):
    check_number(name, value, **bounds)
    if name != "weight_decay" and np.shape(value) and np.shape(value)[1:] != (1,):
        refuse_shape(name, value, "be one number, or (n_models, 1)")
    return np.asarray(value) if np.ndim(value) else plain(value)


def _decayed(optimizer, parameters, gradient, remembered=0.0):
    """The gradient plus the weight decay. Raises ValueError for shapes that do not fit each other."""
    shape, rate, decay = parameters.shape, optimizer.learning_rate, optimizer.weight_decay
    if gradient.shape != shape:
        refuse_shape("gradient", gradient, f"fit parameters of shape {shape}")
    if type(remembered) is np.ndarray and remembered.shape != shape:
        refuse_shape("parameters", parameters, f"be {remembered.shape}: each network needs its own optimizer")
    if type(rate) is np.ndarray and rate.shape not in ((), (*shape[:-1], 1)):
        refuse_shape("learning_rate", rate, f"fit parameters of shape {shape}")
    if type(decay) is np.ndarray and decay.shape not in ((), (*shape[:-1], 1), shape[-1:], shape):
        refuse_shape("weight_decay", decay, f"fit parameters of shape {shape}")
    return gradient + decay * parameters if type(decay) is np.ndarray or decay else gradient


OPTIMIZERS = {"gradient descent": GradientDescent, "momentum": Momentum, "adam": Adam}
