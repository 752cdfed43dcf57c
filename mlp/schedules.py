"""How does the learning rate change during training? `rate(step)` is that of an update, counted from 0.

A rate is always above 0, also after the last of the `n_steps`.
"""

import numpy as np

from .checks import check_number, plain


class Constant:
    """The same learning rate at every update."""

    def __init__(self, learning_rate, n_steps):
        self.learning_rate, _ = _checked(learning_rate, n_steps)

    def rate(self, step):
        _checked_step(step)
        return self.learning_rate


class StepDecay:
    """The learning rate, cut to a tenth at half of the run and again at three quarters."""

    def __init__(self, learning_rate, n_steps):
        self.learning_rate, self.n_steps = _checked(learning_rate, n_steps)

    def rate(self, step):
        quarter = _checked_step(step) * 4 // self.n_steps
        return self.learning_rate * (1, 1, 0.1, 0.1**2)[min(quarter, 3)]


class Cosine:
    """The learning rate, falling to nearly 0 along half a cosine wave (Loshchilov and Hutter 2017)."""

    def __init__(self, learning_rate, n_steps):
        self.learning_rate, self.n_steps = _checked(learning_rate, n_steps)

    def rate(self, step):
        progress = min((_checked_step(step) + 0.5) / self.n_steps, 1 - 0.5 / self.n_steps)  # never quite 1
        return self.learning_rate * float(1 + np.cos(np.pi * progress)) / 2


class WarmUp:
    """A straight climb over the first tenth of the run, then a cosine down (Goyal et al. 2017)."""

    def __init__(self, learning_rate, n_steps):
        self.learning_rate, n_steps = _checked(learning_rate, n_steps, n_least=2)
        self.n_climb = max(1, n_steps // 10)
        self.descent = Cosine(learning_rate, n_steps - self.n_climb)

    def rate(self, step):
        step = _checked_step(step)
        if step < self.n_climb:
            return self.learning_rate * (step + 1) / self.n_climb
        return self.descent.rate(step - self.n_climb)


def _checked(learning_rate, n_steps, n_least=1):
    check_number("learning_rate", learning_rate, above=0)
    check_number("n_steps", n_steps, at_least=n_least, whole=True)
    return np.asarray(learning_rate) if np.ndim(learning_rate) else plain(learning_rate), plain(n_steps)


def _checked_step(step):
    if type(step) is not int or step < 0:  # in a training run it never is
        check_number("step", step, at_least=0, whole=True)
    return plain(step)


SCHEDULES = {"constant": Constant, "step": StepDecay, "cosine": Cosine, "warm-up": WarmUp}
