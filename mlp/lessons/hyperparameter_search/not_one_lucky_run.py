"""The same searches again and again, on a table of real trainings from four sets of first weights: which is better on average?"""

import numpy as np

from ...plots.curves import Curves
from ...plots.numbers import counted
from ...plots.style import GOOD, TRAINING, VALIDATION, panels
from ...search import Bayesian, Grid, Random, try_out
from ..scene import Choice, Seed
from ..tasks import Question
from . import table
from .scores import ResultDots


class NotOneLuckyRun:
    """The same searches again and again, on a table of real trainings from four sets of first weights: which is better on average?"""

    title = "Not one lucky run"
    controls = [
        Choice("n_trials", (4, 9, 16), 9, "trainings of each search"),
        Seed(label="seed of the first repetition"),
    ]
    n_repetitions = 40

    def __init__(self):
        self.figure, (left, right) = panels(3, 2)
        self.colors = {"grid": TRAINING, "random": VALIDATION, "bayesian": GOOD}
        self.curves = Curves(
            left,
            self.colors,
            16,
            (0.2, 1.1),
            "best so far, average",
            x_label="trainings",
            logarithmic_y=False,
            x_ticks=[0, 4, 8, 12, 16],
        )
        self.results = ResultDots(right, self.colors, (0.7, 1.0), "best of each repetition")
        self.artists = self.curves.artists + self.results.artists

    def restart(self, n_trials, seed):
        self.n_trials, self.seed = n_trials, seed
        self.best_so_far = {name: [] for name in self.colors}  # lists of (n_trials,)
        self.advance()

    def advance(self):
        n_done = len(self.best_so_far["grid"])
        if n_done < self.n_repetitions:
            for name, scores in repetition(self.n_trials, self.seed + n_done).items():
                self.best_so_far[name].append(np.maximum.accumulate(scores))
            self._show()
        return n_done + 1 < self.n_repetitions

    def _show(self):
        number = np.arange(1, self.n_trials + 1)
        averages = {name: np.mean(curves, axis=0) for name, curves in self.best_so_far.items()}
        n = len(self.best_so_far["grid"])
        self.curves.update(
            f"Average of {counted(n, 'repetition')}",
            **{name: (number, average) for name, average in averages.items()},
        )
        ends = {name: np.array(curves)[:, -1] for name, curves in self.best_so_far.items()}
        leader = max(ends, key=lambda name: ends[name].mean())
        self.results.update(
            f"{leader.capitalize()} leads on average" if n > 1 else "One run says little", **ends
        )

    @property
    def ends(self):
        """The average of the best score of each search."""
        return {
            name: float(np.mean([curve[-1] for curve in curves])) for name, curves in self.best_so_far.items()
        }

    def summary(self):
        n = len(self.best_so_far["grid"])
        poor = {
            name: np.mean([curve[-1] < 0.9 for curve in curves]) for name, curves in self.best_so_far.items()
        }
        return (
            f"{counted(n, 'repetition')} with {self.n_trials} trainings each, from a table of real trainings."
            " Best validation score on average (and how often it stays below 90%): "
            + (", ".join(f"{name} {end:.1%} ({poor[name]:.0%})" for name, end in self.ends.items()) + ".")
        )


def repetition(n_trials, seed):
    """The scores of one grid, one random and one Bayesian search on the stored table, by name.

    `seed` chooses the random draws, and which of the table's first weights all trainings start from.
    """
    n_epochs = table.N_EPOCHS
    searches = {
        "grid": Grid(table.SPACE, round(n_trials**0.5), n_epochs),
        "random": Random(table.SPACE, n_trials, n_epochs, seed),
        "bayesian": Bayesian(table.SPACE, n_trials, n_epochs, seed=seed),
    }
    return {
        name: [
            trial.score
            for trial in try_out(search, lambda settings: table.score(settings, seed % table.N_SEEDS))
        ]
        for name, search in searches.items()
    }


def _on_average():
    ends = {name: [] for name in ("grid", "random", "bayesian")}
    for seed in range(40):
        for name, scores in repetition(9, seed).items():
            ends[name].append(max(scores))
    facts = {name: np.mean(numbers) for name, numbers in ends.items()}
    return max(facts, key=facts.get), facts


best_on_average = Question(
    "Each search may train nine networks, and each is repeated forty times with other random draws (and four"
    " sets of first weights, in turn). Which finds the best validation score on average?",
    {
        "grid": (
            "Here the best learning rate lies between two of its three, in every repetition: {grid:.1%} on"
            " average. Random search reaches {random:.1%}, Bayesian {bayesian:.1%}."
        ),
        "random": (
            "It is good, and needs no idea at all: {random:.1%} on average. But some of its draws are"
            " unlucky. Bayesian search repairs them: {bayesian:.1%}."
        ),
        "bayesian": (
            "It begins as random search does, and repairs an unlucky start: {bayesian:.1%} on average against"
            " {random:.1%} (random) and {grid:.1%} (grid). The lead is small."
        ),
    },
    _on_average,
)
