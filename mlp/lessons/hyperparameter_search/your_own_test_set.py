"""Labels by coin flips: nothing can be learned. Tune on the test set, and see what you "find"."""

from copy import deepcopy

import numpy as np

from ...data import Points, one_hot
from ...plots.curves import Bars
from ...plots.style import GOOD, VALIDATION, panels
from ...search import Trial, best, score_on_test
from ...search.trials import train_group
from ..scene import Action, Preset, Seed, Slider, Toggle
from ..tasks import Question
from .scores import ScoresSoFar


class YourOwnTestSet:
    """Labels by coin flips: nothing can be learned. Tune on the test set, and see what you "find"."""

    title = "Tune on the test set"
    controls = [
        Seed(),
        Slider("learning_rate", 0.01, 3.0, start=0.3, logarithmic=True, label="learning rate", live=True),
        Slider("width", 2, 32, start=8, integer=True, label="hidden neurons", live=True),
        Toggle("fresh", False, "open 10,000 fresh points", live=True),
    ]
    actions = [
        Action(
            "try_one",
            "Try",
            "check",
            "Train a network with these settings and look at its score on the test set",
        ),
        Action("try_ten", "Try ten", "forward", "The same ten times, each with other initial weights"),
    ]
    presets = [
        Preset(
            "a small network",
            {"learning_rate": 0.03, "width": 2},
            "Two neurons and short steps: no setting can learn what coins decide.",
        ),
        Preset(
            "a large network",
            {"learning_rate": 3.0, "width": 32},
            "Not better, in spite of more parameters: only the number of networks tried raises the best.",
        ),
    ]
    n_most, n_test, n_epochs = 100, 100, 3

    def __init__(self):
        self.figure, (left, right) = panels(5, 2)
        labels = ("networks tried", "accuracy on the test set")
        truth = (0.5, "dashed: guessing, 50%")
        self.scores = ScoresSoFar(left, self.n_most, (0.3, 0.75), *labels, *truth)
        names, colors = ["your test set", "fresh points"], [VALIDATION, GOOD]
        self.bars = Bars(right, names, colors, "", "accuracy", danger=0.5)
        self.artists = self.scores.artists + self.bars.artists

    def restart(self, seed, learning_rate, width, fresh):
        self.rng = np.random.default_rng([6, seed])
        sizes = {"points": 100, "test": self.n_test}
        self.data = {name: _coin_flips(n, self.rng) for name, n in sizes.items()}
        self.trials = []
        self.change(learning_rate, width, fresh)

    def change(self, learning_rate, width, fresh):
        self.settings = {"learning_rate": learning_rate, "hidden_sizes": (width,)}
        self.is_open = fresh
        self._show()

    def try_one(self):
        """One network with the present settings."""
        self._try(1)

    def try_ten(self):
        """Ten networks with the present settings, each with initial weights of its own."""
        self._try(10)

    def _try(self, n):
        numbers = range(len(self.trials), min(len(self.trials) + n, self.n_most))
        new = [Trial(number, self.settings | {"seed": number}) for number in numbers]
        if new:
            # the leak: we choose by the data that should judge
            *_, done = train_group(new, self.n_epochs, self.data["points"], self.data["test"])
            self.trials += done
        self._show()

    def fresh_points(self):
        """The same 10,000 whenever they are asked for; kept, they would take a megabyte."""
        return _coin_flips(10_000, deepcopy(self.rng))

    @property
    def best_score(self):
        """The highest accuracy on the test set; 0 without a trial."""
        return best(self.trials).score if self.trials else 0.0

    def _show(self):
        self.true_score = 0.0
        if self.trials and self.is_open:
            self.true_score = score_on_test(best(self.trials), self.fresh_points())
        rate, (width,) = self.settings.values()
        now = f"Now: rate {rate:.2g}, {width} neurons"
        self.scores.update(f"{self.finding}. {now}", [trial.score for trial in self.trials])
        self.bars.update(self.truth, [self.best_score, self.true_score])

    @property
    def finding(self):
        """What the test set says, in a few words."""
        if not self.trials:
            return "Nothing tried yet"
        return f"Best of {len(self.trials)} on the test set: {self.best_score:.0%}"

    @property
    def truth(self):
        """What the fresh points say, in a few words."""
        if not self.is_open:
            return "Not opened yet"
        return f"The truth: {self.true_score:.1%}" if self.trials else "Open, but nothing tried"

    def summary(self):
        rate, (width,) = self.settings.values()
        state = f"Learning rate {rate:.2g}, {width} hidden neurons. "
        state += f"The fresh points are {'open' if self.is_open else 'closed'}."
        if not self.trials:
            return f"{state} No network has been tried yet; the labels are coin flips."
        truth = f", and {self.true_score:.1%} on the fresh ones" if self.is_open else ""
        return (
            f"{state} {len(self.trials)} of at most {self.n_most} networks tried; the best has an accuracy of"
            f" {self.best_score:.0%} on the {self.n_test} test points{truth}."
        )


def _coin_flips(n, rng):
    """Points with ten random inputs and a random label."""
    return Points(rng.standard_normal((n, 10)), one_hot(rng.integers(2, size=n), 2))


def _tuned_on_test():
    scene = YourOwnTestSet()
    scene.restart(seed=0, learning_rate=0.3, width=8, fresh=True)
    for _ in range(10):
        scene.try_ten()
    facts = {"best": scene.best_score, "true": scene.true_score}
    if scene.best_score < 0.55:
        return "both about 50%", facts
    return "both about 60%" if scene.true_score > 0.55 else "60% or more, then 50%", facts


what_the_test_set_says = Question(
    "The labels are coin flips. You train 100 networks and keep the one with the best score on 100 test"
    " points. What does it score there, and what on fresh points?",
    {
        "both about 50%": (
            "On fresh points, yes: {true:.1%}. But you chose the luckiest of 100, and luck shows where it was"
            " chosen: {best:.0%}."
        ),
        "both about 60%": (
            "It looks like {best:.0%} where it was chosen. Fresh points know nothing of that choice:"
            " {true:.1%}."
        ),
        "60% or more, then 50%": (
            "The luckiest of 100 gets {best:.0%} where it was chosen, and {true:.1%} on fresh points. Nothing"
            " was learned."
        ),
    },
    _tuned_on_test,
)
