"""The same searches, repeated on a table of real training runs: which is better on average?"""

import numpy as np

from ...plots.numbers import counted
from ...plots.profiles import Profiles
from ...plots.style import GOOD, TRAINING, VALIDATION, panels
from ...search import best_so_far
from ..scene import Choice, Preset, Seed
from ..tasks import Question
from .repeated_searches import SEARCHES, average_and_error, lead, repetition
from .scores import ResultDots

COLORS = dict(zip(SEARCHES, (TRAINING, VALIDATION, GOOD), strict=True))


class NotOneLuckyRun:
    """Grid, random and Bayesian search, repeated forty times with other draws and initial weights."""

    title = "Not one lucky run"
    controls = [Choice("n_trials", (4, 9, 16), 9, "runs of each search"), Seed(label="first seed")]
    n_repetitions = 40
    presets = [
        Preset(
            "too few runs",
            {"n_trials": 4},
            "With four runs Bayesian search is random search: its first four settings are random.",
        ),
        Preset(
            "nine runs",
            {"n_trials": 9},
            "Good for Bayesian search: after four random runs it has five more to use what it saw.",
        ),
        Preset(
            "sixteen runs",
            {"n_trials": 16},
            "All three are close together: with enough runs the choice of the search matters little.",
        ),
    ]
    n_repetitions, preview_frames = 40, 39

    def __init__(self):
        self.figure, (left, right) = panels(3, 2)
        labels, ticks = ("training runs", "best so far, average"), (0, 4, 8, 12, 16)
        self.curves = Profiles(left, COLORS, (0, 16), (0.2, 1.1), *labels, x_ticks=ticks)
        self.results = ResultDots(right, COLORS, (0.7, 1.0), "best of each repetition")
        self.artists = self.curves.artists + self.results.artists

    def restart(self, n_trials, seed):
        self.n_trials, self.seed = n_trials, seed
        self.best_so_far = {name: [] for name in SEARCHES}  # lists of (n_trials,)
        self.advance()

    def advance(self):
        n_done = self.n_done
        if n_done < self.n_repetitions:
            for name, scores in repetition(self.n_trials, self.seed + n_done).items():
                self.best_so_far[name].append(best_so_far(scores))
            self._show()
        return n_done + 1 < self.n_repetitions

    @property
    def n_done(self):
        """The number of repetitions so far."""
        return len(self.best_so_far["grid"])

    @property
    def ends(self):
        """The best score of each search in every repetition, `(n_done,)` by name."""
        return {name: np.array(curves)[:, -1] for name, curves in self.best_so_far.items()}

    @property
    def averages(self):
        """The average of the best score of each search, and two standard errors of it, by name."""
        return {name: average_and_error(scores) for name, scores in self.ends.items()}

    @property
    def finding(self):
        """Which search leads, and by how much, in a few words."""
        if self.n_done < 2:
            return "One run says little"
        ahead = lead(self.ends)
        return f"{ahead.leader.capitalize()} leads by {points(ahead.average)} ± {points(ahead.error)} points"

    def _show(self):
        lines = {name: np.mean(curves, axis=0) for name, curves in self.best_so_far.items()}
        number, title = np.arange(1, self.n_trials + 1), f"Average of {counted(self.n_done, 'repetition')}"
        self.curves.update(title, number, self.n_trials - 1, **lines)
        self.results.update(self.finding, self.averages, **self.ends)

    def summary(self):
        if self.n_done < 2:
            what = "Best validation accuracy"
        else:
            what = "Best validation accuracy on average ± two standard errors"
        searches = ", ".join(self._in_words(name) for name in SEARCHES)
        return (
            f"{counted(self.n_done, 'repetition')} with {self.n_trials} training runs each, from a table of"
            f" real training runs. {what} (and how often it stays below 90%): {searches}. {self.finding}."
        )

    def _in_words(self, name):
        (average, error), poor = self.averages[name], np.mean(self.ends[name] < 0.9)
        plus_minus = f" ± {points(error)}" if self.n_done > 1 else ""
        return f"{name} {points(average)}{plus_minus}% ({poor:.0%})"


def points(share):
    """A share in per cent, without the sign: 0.953 is 95.3."""
    return f"{100 * share:.1f}"


def _on_average():
    ends = {name: [] for name in SEARCHES}
    for seed in range(NotOneLuckyRun.n_repetitions):
        for name, scores in repetition(9, seed).items():
            ends[name].append(max(scores))
    averages = {name: average_and_error(scores) for name, scores in ends.items()}
    facts = {name: f"{points(average)} ± {points(error)}%" for name, (average, error) in averages.items()}
    ahead = lead(ends)
    return ahead.leader, facts | {"lead": f"{points(ahead.average)} ± {points(ahead.error)}"}


best_on_average = Question(
    "Each search may train nine networks. Each is repeated forty times, with other random draws and other"
    " initial weights. Which finds the best validation accuracy on average?",
    {
        "grid": (
            "It never fails, but the best learning rate lies between two of its three: {grid} on average."
            " Random search reaches {random}, Bayesian search {bayesian}."
        ),
        "random": (
            "Its typical run is good, but one in eight fails and stays below 90%. The average is {random}."
            " Bayesian search repairs such a start: {bayesian}."
        ),
        "bayesian": (
            "It begins as random search does, and repairs an unlucky start: {bayesian} on average. Random"
            " search has {random}, the grid {grid}. Its lead is {lead} points."
        ),
    },
    _on_average,
)
