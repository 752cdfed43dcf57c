"""Grid and random trials on a hill: what if one of two hyperparameters hardly matters?"""

from functools import cache

import numpy as np

from ...plots.curves import Curves
from ...plots.marks import Upright
from ...plots.numbers import counted
from ...plots.style import PAST, TRAINING, VALIDATION, panels
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .pictures import TrialMap
from .synthetic_scores import average_best, grid_places, hill, random_places


class AxisThatMatters:
    """Grid and random trials on a hill: what if one of two hyperparameters hardly matters?"""

    title = "The axis that matters"
    controls = [
        Choice("n_trials", (9, 25, 100), 9, "trials"),
        Choice("n_hyperparameters", (1, 2), 2, "hyperparameters"),
        Slider("importance", 0.0, 1.0, start=0.0, step=0.05, label="importance of the second"),
        Seed(start=1),
    ]
    presets = [
        Preset(
            "one matters",
            {"n_hyperparameters": 2, "importance": 0.0},
            "Random is better: nine different values of what matters, where the grid has three.",
        ),
        Preset(
            "both matter",
            {"n_hyperparameters": 2, "importance": 1.0},
            "The grid is better: it leaves no large holes.",
        ),
        Preset(
            "only one there",
            {"n_hyperparameters": 1, "importance": 0.0},
            "With one hyperparameter the grid is at least as good: it has nine values, too, and leaves no"
            " gaps.",
        ),
    ]
    importances = np.linspace(0, 1, 11)

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.square = TrialMap(left, "first hyperparameter", "second hyperparameter")
        colors = {"grid": TRAINING, "random": VALIDATION}
        self.curves = Curves(
            right,
            colors,
            1,
            (0.4, 1.02),
            "best score, average of 300 hills",
            x_label="importance of the second",
            logarithmic_y=False,
        )
        self.marker = Upright(right, color=PAST, linestyle=":")
        self.artists = [*self.square.artists, *self.marker.artists, *self.curves.artists]

    def restart(self, n_trials, n_hyperparameters, importance, seed):
        self.n_trials, self.n_hyperparameters, self.importance = n_trials, n_hyperparameters, importance
        rng = np.random.default_rng(seed)
        top = rng.uniform(0.1, 0.9, 2)
        places = {
            "grid": grid_places(n_trials, n_hyperparameters),
            "random": random_places(n_trials, rng, n_hyperparameters),
        }
        used = importance if n_hyperparameters == 2 else 0.0
        self.here = {name: hill(*tried, top, used).max() for name, tried in places.items()}
        x, y = np.meshgrid(np.linspace(0, 1, 81), np.linspace(0, 1, 81))
        self.square.update(
            f"This hill: grid {self.here['grid']:.2f}, random {self.here['random']:.2f}",
            hill(x, y, top, used),
            top,
            **places,
        )
        sweep = dict(zip(("grid", "random"), _swept(n_trials, n_hyperparameters), strict=True))
        self.average = {name: np.interp(used, self.importances, heights) for name, heights in sweep.items()}
        self.curves.update(
            f"On average: {self.finding}",
            **{name: (self.importances, heights) for name, heights in sweep.items()},
        )
        self.marker.move(importance)

    @property
    def finding(self):
        """Which search is better on average, in a few words."""
        lead = self.average["random"] - self.average["grid"]
        if abs(lead) < 0.01:
            return "no difference to speak of"
        return f"random is better by {lead:.2f}" if lead > 0 else f"the grid is better by {-lead:.2f}"

    def summary(self):
        n_values = round(self.n_trials ** (1 / self.n_hyperparameters))
        return (
            f"{self.n_trials} trials, {counted(self.n_hyperparameters, 'hyperparameter')}, importance of the"
            f" second {self.importance:.2f}: the grid tries {n_values} values of the first, random search"
            f" {self.n_trials}. Best score on this hill {self.here['grid']:.2f} against"
            f" {self.here['random']:.2f}, on 300 hills {self.average['grid']:.2f} against"
            f" {self.average['random']:.2f} on average: {self.finding}."
        )


@cache
def _swept(n_trials, n_hyperparameters):
    return average_best(
        n_trials, AxisThatMatters.importances if n_hyperparameters == 2 else np.zeros(11), n_hyperparameters
    )


def _one_of_two():
    (grid,), (random,) = average_best(9, [0.0])
    (grid_one,), (random_one,) = average_best(9, [0.0], n_hyperparameters=1)
    choice = "random search" if random > grid + 0.01 else "the grid" if grid > random + 0.01 else "both alike"
    return choice, {"grid": grid, "random": random, "grid_one": grid_one, "random_one": random_one}


who_wins_when_one_matters = Question(
    "Nine trials, two hyperparameters, and only the first one matters (but we do not know that). Which search"
    " finds the better score, on average?",
    {
        "the grid": (
            "Its nine trials have only three different values of what matters: {grid:.2f}, against"
            " {random:.2f} for random search. With one hyperparameter in all it would have nine, and reach"
            " {grid_one:.2f}."
        ),
        "random search": (
            "Every random trial is a new value of what matters, a grid of nine has three: {random:.2f}"
            " against {grid:.2f}."
        ),
        "both alike": (
            "They try equally often, but not equally many values of what matters, three against nine:"
            " {grid:.2f} and {random:.2f}."
        ),
    },
    _one_of_two,
)
