"""Which trials deserve more epochs? Successive halving trains all a little and keeps the best, repeatedly."""

from ..checks import generator
from .ranges import check_space, draw
from .strategies import Round, as_count, numbered
from .trials import HYPERPARAMETERS, by_score


class Halving:
    """`n_trials` random settings; after `n_epochs`, one of `factor` continues to `factor` times as many.

    This repeats until one is left. Survivors continue from where they are; a score of nan never survives.
    (Karnin et al. 2013, for training runs Jamieson and Talwalkar 2016; a factor of 2 halves, hence the name.)
    """

    def __init__(self, space, n_trials=27, n_epochs=1, factor=3, seed=0):
        check_space(space, HYPERPARAMETERS)
        n_trials, n_epochs = as_count("n_trials", n_trials), as_count("n_epochs", n_epochs)
        rng = generator(seed)
        self.settings = [draw(space, rng) for _ in range(n_trials)]
        self.rungs = _rungs(n_trials, n_epochs, as_count("factor", factor, at_least=2))
        before = [0, *(up_to for _, up_to in self.rungs)]
        self.total_epochs = sum(
            n_left * (up_to - begun) for (n_left, up_to), begun in zip(self.rungs, before, strict=False)
        )

    def propose(self, trials):
        """The best of the trials that came furthest, to be trained up to the next rung."""
        if not trials:
            return Round(numbered(self.settings), self.rungs[0][1])
        reached = max((len(trial.curve) for trial in trials if trial.error is None), default=0)
        ranked = by_score([trial for trial in trials if len(trial.curve) == reached])
        for n_left, up_to in self.rungs:
            if ranked and reached < up_to:
                return Round(sorted(ranked[:n_left], key=lambda trial: trial.number), up_to)
        return None


def _rungs(n_trials, n_epochs, factor):
    """How many trials are trained, and up to which epoch, one pair after another."""
    rungs = [(n_trials, n_epochs)]
    while rungs[-1][0] > 1:
        n_left, up_to = rungs[-1]
        rungs.append((max(1, n_left // factor), up_to * factor))
    return rungs
