"""Which trials deserve more epochs? Successive halving: train all a little, keep the best, train them further, and so on."""

import numpy as np

from ..checks import check_number, check_seed
from .ranges import check_space, draw
from .strategies import Round, numbered
from .trials import HYPERPARAMETERS


class Halving:
    """`n_trials` random settings; after `n_epochs` the best share `1 / factor` goes on for `factor` times as many, until one is left.

    Survivors go on from where they are. (Jamieson and Talwalkar 2016; with a factor of 2 it halves, hence the name.)
    """

    def __init__(self, space, n_trials=27, n_epochs=1, factor=3, seed=0):
        check_space(space, HYPERPARAMETERS)
        check_number("n_trials", n_trials, at_least=1, whole=True)
        check_number("n_epochs", n_epochs, at_least=1, whole=True)
        check_number("factor", factor, at_least=2, whole=True)
        check_seed(seed)
        rng = np.random.default_rng(seed)
        self.settings = [draw(space, rng) for _ in range(n_trials)]
        self.rungs = [(n_trials, n_epochs)]  # how many trials are trained, and up to which epoch
        while self.rungs[-1][0] > 1:
            n_left, up_to = self.rungs[-1]
            self.rungs.append((max(1, n_left // factor), up_to * factor))
        before = [0, *(up_to for _, up_to in self.rungs)]
        self.n_epochs_in_all = sum(
            n_left * (up_to - begun) for (n_left, up_to), begun in zip(self.rungs, before)
        )

    def propose(self, trials):
        if not trials:
            return Round(numbered(self.settings), self.rungs[0][1])
        going = [trial for trial in trials if trial.error is None]
        reached = max((len(trial.curve) for trial in going), default=0)
        ranked = sorted(
            (trial for trial in going if len(trial.curve) == reached), key=lambda trial: -trial.score
        )
        for n_left, up_to in self.rungs:
            if ranked and reached < up_to:
                return Round(sorted(ranked[:n_left], key=lambda trial: trial.number), up_to)
        return None
