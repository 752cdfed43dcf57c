"""How does the learning rate change during training? Each schedule gives the rate for an update, counted from 0."""

import numpy as np

from .checks import check_number


class Constant:
    """The same learning rate at every update."""

    def __init__(self, learning_rate, n_steps):
        self.learning_rate = check_number("learning_rate", learning_rate, above=0)
        check_number("n_steps", n_steps, at_least=1, whole=True)

    def rate(self, step):
        return self.learning_rate


class StepDecay:
    """The learning rate, cut to a tenth at half of the run and again at three quarters."""

    def __init__(self, learning_rate, n_steps):
        self.learning_rate = check_number("learning_rate", learning_rate, above=0)
        self.n_steps = check_number("n_steps", n_steps, at_least=1, whole=True)

    def rate(self, step):
        n_cuts = (step >= self.n_steps / 2) + (step >= self.n_steps * 3 / 4)
        return self.learning_rate * 0.1**n_cuts


class Cosine:
    """The learning rate, falling to nearly 0 along half a cosine wave (Loshchilov and Hutter 2017)."""

    def __init__(self, learning_rate, n_steps):
        self.learning_rate = check_number("learning_rate", learning_rate, above=0)
        self.n_steps = check_number("n_steps", n_steps, at_least=1, whole=True)

    def rate(self, step):
        progress = min(
            (step + 0.5) / self.n_steps, 1 - 0.5 / self.n_steps
        )  # never quite 1: a rate is above 0
        return self.learning_rate * (1 + np.cos(np.pi * progress)) / 2


class WarmUp:
    """A straight climb to the learning rate over the first tenth of the run, then a cosine down (Goyal et al. 2017)."""

    def __init__(self, learning_rate, n_steps):
        self.learning_rate = check_number("learning_rate", learning_rate, above=0)
        self.n_climb = max(1, check_number("n_steps", n_steps, at_least=2, whole=True) // 10)
        self.descent = Cosine(learning_rate, n_steps - self.n_climb)

    def rate(self, step):
        if step < self.n_climb:
            return self.learning_rate * (step + 1) / self.n_climb
        return self.descent.rate(step - self.n_climb)


SCHEDULES = {"constant": Constant, "step": StepDecay, "cosine": Cosine, "warm-up": WarmUp}
