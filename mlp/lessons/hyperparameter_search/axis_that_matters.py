"""Grid and random trials on a hill: what if one of two hyperparameters hardly matters?"""

from functools import cache

import numpy as np

from ...plots.numbers import counted
from ...plots.profiles import Profiles
from ...plots.style import TRAINING, VALIDATION, panels
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .pictures import TrialMap
from .synthetic_scores import IMPORTANCES, average_best, crossing, grid_positions, hill, random_positions

AXIS = np.linspace(0, 1, 81)  # of the map, in both directions


class AxisThatMatters:
    """Grid and random trials on a hill: what if one of two hyperparameters hardly matters?"""

    title = "The axis that matters"
    controls = [
        Choice("n_trials", (9, 25, 100), 9, "trials"),
        Choice("n_hyperparameters", (1, 2), 2, "hyperparameters"),
        Slider("importance", 0.0, 1.0, start=0.0, step=0.05, label="importance of the 2nd"),
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
            "one matters a little less",
            {"n_hyperparameters": 2, "importance": 0.35},
            "The grid is better already: random search needs a second one below a quarter.",
        ),
        Preset(
            "only one there",
            {"n_hyperparameters": 1, "importance": 0.0},
            "With one hyperparameter the grid is at least as good: nine values, too, and no gaps.",
        ),
    ]

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.square = TrialMap(left, "first hyperparameter", "second hyperparameter")
        self.curves = Profiles(
            right,
            {"grid": TRAINING, "random": VALIDATION},
            (0, 1),
            (0.4, 1.02),
            "importance of the second",
            "best score, average of 2,000 hills",
            x_ticks=(0, 0.2, 0.4, 0.6, 0.8, 1),
        )
        self.artists = self.square.artists + self.curves.artists

    def restart(self, n_trials, n_hyperparameters, importance, seed):
        self.n_trials, self.n_hyperparameters, self.importance = n_trials, n_hyperparameters, importance
        self._show_hill(seed)
        self._show_averages()

    @property
    def importance_in_use(self):
        """That of the second hyperparameter; 0 if there is only one."""
        return self.importance if self.n_hyperparameters == 2 else 0.0

    def _show_hill(self, seed):
        rng = np.random.default_rng(seed)
        top = rng.uniform(0.1, 0.9, 2)
        positions = {
            "grid": grid_positions(self.n_trials, self.n_hyperparameters),
            "random": random_positions(self.n_trials, rng, self.n_hyperparameters),
        }
        best = {name: hill(*tried, top, self.importance_in_use).max() for name, tried in positions.items()}
        self.here = best
        heights = hill(*np.meshgrid(AXIS, AXIS), top, self.importance_in_use)
        finding = f"This hill: grid {best['grid']:.2f}, random {best['random']:.2f}"
        self.square.update(finding, heights, top, **positions)

    def _show_averages(self):
        lines = dict(zip(("grid", "random"), _swept(self.n_trials, self.n_hyperparameters), strict=True))
        self.crossing = crossing(IMPORTANCES, lines["grid"], lines["random"])  # nan with one hyperparameter
        index = int(np.abs(IMPORTANCES - self.importance).argmin())
        self.average = {name: heights[index] for name, heights in lines.items()}
        self.curves.update(f"On average: {self.finding}", IMPORTANCES, index, **lines)
        self.curves.mark(self.crossing, f"equal at {self.crossing:.2f}")

    @property
    def finding(self):
        """Which search is better on average, in a few words."""
        lead = self.average["random"] - self.average["grid"]
        if abs(lead) < 0.01:
            return "no difference to speak of"
        return f"random is better by {lead:.2f}" if lead > 0 else f"the grid is better by {-lead:.2f}"

    def summary(self):
        n_values = round(self.n_trials ** (1 / self.n_hyperparameters))
        equal = f" The two are equally good at an importance of {self.crossing:.2f}."
        return (
            f"{self.n_trials} trials, {counted(self.n_hyperparameters, 'hyperparameter')}, importance of the"
            f" second {self.importance:.2f}: the grid tries {n_values} values of the first, random search"
            f" {self.n_trials}. Best score on this hill {self.here['grid']:.2f} against"
            f" {self.here['random']:.2f}, on 2,000 hills {self.average['grid']:.2f} against"
            f" {self.average['random']:.2f} on average: {self.finding}."
        ) + (equal if np.isfinite(self.crossing) else "")


@cache
def _swept(n_trials, n_hyperparameters):
    if n_hyperparameters == 2:
        return average_best(n_trials, IMPORTANCES)
    return tuple(np.repeat(height, len(IMPORTANCES)) for height in average_best(n_trials, [0.0], 1))


def _one_of_two():
    (grid,), (random,) = average_best(9, [0.0])
    (grid_one,), (random_one,) = average_best(9, [0.0], n_hyperparameters=1)
    facts = {"grid": grid, "random": random, "grid_one": grid_one, "random_one": random_one}
    if abs(random - grid) < 0.01:
        return "both alike", facts
    return "random search" if random > grid else "the grid", facts


who_wins_when_one_matters = Question(
    "Nine trials, two hyperparameters, and only the first one matters. We do not know that. Which search"
    " finds the better score, on average?",
    {
        "the grid": (
            "Its nine trials have only three different values of what matters: {grid:.2f}, against"
            " {random:.2f} for random search. If there were only one hyperparameter, it would have nine, and"
            " reach {grid_one:.2f}."
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
