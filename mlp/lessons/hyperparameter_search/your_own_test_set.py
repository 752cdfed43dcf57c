"""Labels by coin flips: nothing can be learned. Tune on the test set, and see what you "find"."""

import numpy as np

from ...data import Points, one_hot
from ...plots.curves import Bars
from ...plots.style import GOOD, VALIDATION, panels
from ...search import Trial, best, score_on_test
from ...search.trials import train_group
from ..scene import Action, Seed, Slider, Toggle
from ..tasks import Question
from .scores import ScoresSoFar


class YourOwnTestSet:
    """Labels by coin flips: nothing can be learned. Tune on the test set, and see what you "find"."""

    title = "Tune on the test set"
    controls = [
        Seed(),
        Slider("learning_rate", 0.01, 3.0, start=0.3, logarithmic=True, label="learning rate", live=True),
        Slider("width", 2, 32, start=8, whole=True, label="hidden neurons", live=True),
        Toggle("fresh", False, "open 10,000 fresh points", live=True),
    ]
    actions = [
        Action(
            "try_one",
            "Try",
            "check",
            "Train a network with these settings and look at its score on the test set",
        ),
        Action("try_ten", "Try ten", "forward", "The same ten times, each with other first weights"),
    ]
    n_most, n_test, n_epochs = 100, 100, 3

    def __init__(self):
        self.figure, (left, right) = panels(5, 2)
        self.scores = ScoresSoFar(
            left,
            self.n_most,
            (0.3, 0.75),
            "networks tried",
            "test points right",
            0.5,
            "dashed: what there is to learn, 50%",
        )
        names, colors = ["your test set", "fresh points"], [VALIDATION, GOOD]
        self.bars = Bars(right, names, colors, "", "share right", danger=0.5)
        self.artists = self.scores.artists + self.bars.artists

    def restart(self, seed, learning_rate, width, fresh):
        self.settings = {"learning_rate": learning_rate, "hidden_sizes": (width,)}
        rng = np.random.default_rng([6, seed])
        sizes = {"points": 100, "test": self.n_test, "fresh": 10_000}
        self.data = {
            name: Points(rng.standard_normal((n, 10)), one_hot(rng.integers(2, size=n), 2))
            for name, n in sizes.items()
        }
        self.trials, self.is_open = [], fresh
        self._show()

    def change(self, learning_rate, width, fresh):
        self.settings = self.settings | {"learning_rate": learning_rate, "hidden_sizes": (width,)}
        self.is_open = fresh
        self._show()

    def try_one(self):
        """One network with the settings as they stand."""
        self._try(1)

    def try_ten(self):
        """Ten networks with the settings as they stand, each with first weights of its own."""
        self._try(10)

    def _try(self, n):
        numbers = range(len(self.trials), min(len(self.trials) + n, self.n_most))
        new = [Trial(number, self.settings | {"seed": number}) for number in numbers]
        if new:
            *_, done = train_group(
                new, self.n_epochs, self.data["points"], self.data["test"]
            )  # the leak: choose by what should judge
            self.trials += done
        self._show()

    def _show(self):
        scores = [trial.score for trial in self.trials]
        finding = (
            f"Best of {len(scores)} on the test set: {max(scores):.0%}" if scores else "Nothing tried yet"
        )
        self.scores.update(
            f"{finding}. Now: rate {self.settings['learning_rate']:.2g}, {self.settings['hidden_sizes'][0]}"
            " neurons",
            scores,
        )
        self.best_score = max(scores, default=0.0)
        self.true_score = (
            score_on_test(best(self.trials), self.data["fresh"]) if scores and self.is_open else 0.0
        )
        truth = (
            f"The truth: {self.true_score:.1%}"
            if self.true_score
            else "Open, but nothing tried"
            if self.is_open
            else "Not opened yet"
        )
        self.bars.update(truth, [self.best_score, self.true_score])

    def summary(self):
        settings = (
            f"Learning rate {self.settings['learning_rate']:.2g}, {self.settings['hidden_sizes'][0]} hidden"
            " neurons. "
        )
        state = "The fresh points are open. " if self.is_open else "The fresh points are closed. "
        if not self.trials:
            return settings + state + "No network has been tried yet; the labels are coin flips."
        words = (
            f"{len(self.trials)} of at most {self.n_most} networks tried; the best gets {self.best_score:.0%}"
            f" of the {self.n_test} test points right"
        )
        return (
            settings
            + state
            + words
            + (f", and {self.true_score:.1%} of the fresh ones." if self.true_score else ".")
        )


def _tuned_on_test():
    scene = YourOwnTestSet()
    scene.restart(seed=0, learning_rate=0.3, width=8, fresh=True)
    for _ in range(10):
        scene.try_ten()
    choice = (
        "both about 50%"
        if scene.best_score < 0.55
        else "both about 60%"
        if scene.true_score > 0.55
        else "60% or more, then 50%"
    )
    return choice, {"best": scene.best_score, "true": scene.true_score}


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
