"""Which batch size is best: does the answer depend on what you count?"""

from functools import cache

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.numbers import two_digits
from ...plots.style import panels
from ...training import advance, evaluate, train
from ..common import CROSS_ENTROPY
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .pictures import Ranking, Runs
from .race import Race
from .shared import FIVE_HUNDRED


class WhichAxis:
    """Four batch sizes, their losses and accuracies against one of four axes, and their ranking on each."""

    title = "Which axis?"
    rules = ("the same for all", "times the root of B", "times B")
    controls = [
        Seed(),
        Slider("learning_rate", 0.01, 0.1, start=0.05, logarithmic=True, label="learning rate, B = 1"),
        Choice("rule", rules, "the same for all", "learning rate for larger B", live=True),
        Choice("axis", ("epochs", "updates", "examples", "seconds"), "epochs", "draw against", live=True),
    ]
    presets = [
        Preset(
            "equal epochs",
            {"rule": "the same for all", "axis": "epochs"},
            "Fair if data are what you pay for. Small batches take more steps out of them.",
        ),
        Preset(
            "equal updates",
            {"rule": "the same for all", "axis": "updates"},
            "Fair if updates are what you pay for. Large batches make the better ones.",
        ),
        Preset(
            "rate grows with B",
            {"learning_rate": 0.02, "rule": "times B", "axis": "epochs"},
            "Good up to a point: three curves nearly coincide. For the largest batch the rate is too high.",
        ),
    ]
    batch_sizes, equal_epochs, equal_updates = (1, 8, 64, 500), 10, 500
    # not to the end: the ranking there depends on measured seconds, which no stored picture may hold
    preview_frames = 25
    limits = {"epochs": (0.0015, 2000), "updates": (0.8, 4e4), "examples": (0.8, 4e6), "seconds": (1e-4, 100)}

    def __init__(self):
        self.figure, (left, middle, right) = panels(1.15, 1.1, 1.05, left=0.08, gap=0.32, bottom=0.2)
        names = [f"B = {size}" for size in self.batch_sizes]
        self.runs = Runs(left, names, (0.01, 6), "loss on all 500 digits")
        self.accuracies = Runs(middle, names, (0, 1), "accuracy on validation digits", logarithmic_y=False)
        self.ranking = Ranking(right, names, list(self.limits))
        self.artists = self.runs.artists + self.accuracies.artists + self.ranking.artists
        self.axis = None

    def restart(self, seed, learning_rate, rule, axis):
        self.learning_rate, self.rule = learning_rate, rule
        self.races = [self._race(batch_size, learning_rate, seed) for batch_size in self.batch_sizes]
        self._use_axis(axis)
        self._show()

    def _race(self, batch_size, learning_rate, seed):
        rates = learning_rate * np.array([1, np.sqrt(batch_size), batch_size])  # in the order of the rules
        return Race(batch_size, rates, FIVE_HUNDRED, seed, self.equal_epochs, self.equal_updates)

    def change(self, rule, axis):
        self.rule = rule
        self._use_axis(axis)
        self._show()

    def advance(self):
        for race in self.races:
            race.advance()
        self._show()
        return self.share_done < 1

    def _use_axis(self, axis):
        if axis != self.axis:
            self.axis = axis
            label = "seconds, on this computer" if axis == "seconds" else axis
            for runs in (self.runs, self.accuracies):
                runs.use_axis(label, self.limits[axis])

    @property
    def share_done(self):
        """How much of all training is done, from 0 to 1."""
        return sum(race.n_measured for race in self.races) / sum(len(race.stops) for race in self.races)

    def finish(self, axis):
        """The position on the axis where the runs are compared; in seconds, where the shortest run ends."""
        finishes = {
            "epochs": self.equal_epochs,
            "updates": self.equal_updates,
            "examples": self.equal_epochs * len(FIVE_HUNDRED.inputs),
        }
        return finishes[axis] if axis in finishes else min(race.seconds for race in self.races)

    def losses_at_finish(self, axis):
        """The loss of every batch size where the runs are compared, `(4,)`; only after all have ended."""
        return self._at_finish(axis, "loss")

    def accuracies_at_finish(self, axis):
        """The accuracy on the validation digits there, `(4,)`."""
        return self._at_finish(axis, "accuracy")

    def _at_finish(self, axis, measured):
        finish = np.log(self.finish(axis))
        return np.array([np.interp(finish, np.log(x), y) for x, y in self._runs_along(axis, measured)])

    def _runs_along(self, axis, measured="loss"):
        k = self.rules.index(self.rule)
        return [race.along(axis, k, measured) for race in self.races]

    def _show(self):
        finish = self.finish(self.axis) if self.share_done == 1 else None
        name = f"equal {self.axis}"
        self.runs.update(self.finding, self._runs_along(self.axis), finish, name, self.share_done)
        accuracies = self._runs_along(self.axis, "accuracy")
        self.accuracies.update(self._accuracy_title(), accuracies, finish, "", 0)
        self._show_ranking(list(self.limits))

    def _show_ranking(self, axes):
        finding, ranks = "Ranking: at the end", np.empty((len(self.races), 0))
        if self.share_done == 1:
            losses = np.stack([self.losses_at_finish(axis) for axis in axes], axis=-1)  # (4 sizes, 4 axes)
            finding, ranks = "Ranking of the losses", 1 + losses.argsort(axis=0).argsort(axis=0)
        self.ranking.update(finding, ranks, axes.index(self.axis))

    @property
    def finding(self):
        """How far the runs are; when they have ended, the best and the worst batch size on this axis."""
        if self.share_done == 0:
            return "Press Play: four training runs"
        if self.share_done < 1:
            return f"Training, {self.share_done:.0%} done"
        losses = self.losses_at_finish(self.axis)
        ends = losses.argmin(), losses.argmax()
        best, worst = (f"B = {self.batch_sizes[k]} ({two_digits(losses[k])})" for k in ends)
        return f"Best {best}, worst {worst}"

    def _accuracy_title(self):
        if self.share_done < 1:
            return "Share of right answers"
        return "Right: " + self._accuracies_in_words()

    def _accuracies_in_words(self):
        return ", ".join(f"{share:.0%}" for share in self.accuracies_at_finish(self.axis))

    def first_against_last(self):
        """One sentence: the losses of the smallest and largest batch, in equal epochs and equal updates."""
        smallest, largest = self.batch_sizes[0], self.batch_sizes[-1]
        told, leaders = [], []
        for count, axis in ((self.equal_epochs, "epochs"), (self.equal_updates, "updates")):
            losses = self.losses_at_finish(axis)
            told.append(
                f"after {count} {axis} B = {smallest} has a loss of {two_digits(losses[0])},"
                f" B = {largest} of {two_digits(losses[-1])}"
            )
            leaders.append(smallest if losses[0] < losses[-1] else largest)
        flips = leaders[0] != leaders[1]
        finding = "the ranking flips" if flips else f"B = {leaders[0]} is ahead both times"
        return f"{'; '.join(told)}: {finding}.".replace("after", "After", 1)

    def summary(self):
        if self.share_done == 1:
            return (
                f"Equal {self.axis}: {self.finding[0].lower()}{self.finding[1:]}. {self.first_against_last()}"
                f" Right on the validation digits: {self._accuracies_in_words()}."
            )
        sizes = ", ".join(map(str, self.batch_sizes))
        return (
            f"Batch sizes {sizes}, learning rate {self.learning_rate:.2g} ({self.rule}), drawn against"
            f" {self.axis}: {self.share_done:.0%} of the training done."
        )


@cache
def _same_epochs():
    one, all_digits = _loss_after(5000, batch_size=1), _loss_after(10, batch_size=500)
    return _lower(one, all_digits), {"one": one, "all": all_digits}


def _loss_after(n_updates, batch_size):
    model = MLP([64, 16, 10], "tanh")
    advance(train(model, CROSS_ENTROPY, GradientDescent(0.05), FIVE_HUNDRED, batch_size), n_updates)
    return evaluate(model, CROSS_ENTROPY, FIVE_HUNDRED)


def _lower(one, all_digits):
    if 2 * one < all_digits:
        return "B = 1, by far"
    return "B = 500, by far" if 2 * all_digits < one else "about the same"


after_ten_epochs = Question(
    "500 digits, ten epochs, the same learning rate of 0.05. Which batch size ends at the lower loss, B = 1"
    " or B = 500?",
    {
        "B = 1, by far": (
            "Ten epochs are 5,000 updates for B = 1 and only 10 for B = 500. The losses are {one:.2f} and"
            " {all:.2f}. Each of the 5,000 steps is rough, but together they go much further."
        ),
        "about the same": (
            "They do see the same examples equally often. But B = 500 makes 10 updates out of them, and B = 1"
            " makes 5,000. The losses are {all:.2f} and {one:.2f}."
        ),
        "B = 500, by far": (
            "Its gradients are exact, but it takes only 10 steps: a loss of {all:.2f}. The 5,000 rough steps"
            " of B = 1 get to {one:.2f}."
        ),
    },
    _same_epochs,
)
