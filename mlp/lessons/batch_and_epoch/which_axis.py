"""Four batch sizes, trained once, drawn against four axes: which one is best depends on what you count."""

from functools import cache
from time import perf_counter

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.style import panels
from ...training import advance, evaluate, train
from ..common import CROSS_ENTROPY
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .pictures import Ranking, Runs
from .shared import FIVE_HUNDRED


class Race:
    """One batch size, the same network with three learning rates side by side, and what each stage has cost."""

    def __init__(self, batch_size, rates, points, seed, equal_epochs, equal_updates):
        self.batch_size, self.points = batch_size, points
        self.per_epoch = int(np.ceil(len(points.inputs) / batch_size))
        self.model = MLP([64, 16, 10], "tanh", seed=seed, n_models=len(rates))
        self.training = train(
            self.model, CROSS_ENTROPY, GradientDescent(np.reshape(rates, (-1, 1))), points, batch_size, seed
        )
        self.updates, self.seconds, self.losses = [0], [0.0], [evaluate(self.model, CROSS_ENTROPY, points)]
        compared_at = equal_updates, equal_epochs * self.per_epoch
        n_updates = max(compared_at)
        early, evenly = np.geomspace(1, n_updates, 25), np.linspace(n_updates / 50, n_updates, 50)
        self.stops = sorted({round(stop) for stop in [*early, *evenly, *compared_at]} - {0})

    @property
    def share_done(self):
        return self.updates[-1] / self.stops[-1]

    def advance(self):
        """Trains as far as the next place where the loss is measured."""
        if self.share_done < 1:
            goal = next(stop for stop in self.stops if stop > self.updates[-1])
            began = perf_counter()
            advance(self.training, goal - self.updates[-1])
            self.seconds.append(self.seconds[-1] + perf_counter() - began)
            self.updates.append(goal)
            self.losses.append(evaluate(self.model, CROSS_ENTROPY, self.points))

    def along(self, axis, rule):
        """Places on the axis and losses with the learning rate of the rule, `(n,)` each, from the first update on."""
        updates = np.array(self.updates[1:])
        examples = np.minimum(self.batch_size * updates, len(self.points.inputs) * updates / self.per_epoch)
        places = {
            "epochs": updates / self.per_epoch,
            "updates": updates,
            "examples": examples,
            "seconds": np.array(self.seconds[1:]),
        }
        return places[axis], np.array([losses[rule] for losses in self.losses[1:]])


class WhichAxis:
    """Four batch sizes, trained once, drawn against four axes: which one is best depends on what you count."""

    title = "Which axis?"
    rules = ("the same for all", "times the root of B", "times B")
    controls = [
        Seed(),
        Slider("learning_rate", 0.01, 0.1, start=0.05, logarithmic=True, label="learning rate for B = 1"),
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
            "Good up to a point: the first curves nearly coincide; for the largest batch the rate is too"
            " much.",
        ),
    ]
    batch_sizes, equal_epochs, equal_updates = (1, 8, 64, 500), 10, 500
    preview_frames = (
        25  # not to the end: the ranking there depends on measured seconds, which no stored picture may hold
    )
    limits = {"epochs": (0.0015, 8000), "updates": (0.8, 4e4), "examples": (0.8, 4e6), "seconds": (1e-4, 100)}

    def __init__(self):
        self.figure, (left, right) = panels(1.5, 1, gap=0.22, bottom=0.16)
        names = [f"B = {size}" for size in self.batch_sizes]
        self.runs = Runs(left, names, (0.01, 6), "loss on all 500 digits")
        self.ranking = Ranking(right, names, list(self.limits))
        self.artists = self.runs.artists + self.ranking.artists
        self.axis = None

    def restart(self, seed, learning_rate, rule, axis):
        sizes = np.array(self.batch_sizes)
        rates = learning_rate * np.stack(
            [np.ones(4), np.sqrt(sizes), sizes], axis=-1
        )  # (4 batch sizes, 3 rules)
        self.learning_rate, self.rule = learning_rate, rule
        self.races = [
            Race(size, own, FIVE_HUNDRED, seed, self.equal_epochs, self.equal_updates)
            for size, own in zip(self.batch_sizes, rates, strict=True)
        ]
        self._use_axis(axis)
        self._show()

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
            self.runs.use_axis(
                "seconds of training, on this computer" if axis == "seconds" else axis, self.limits[axis]
            )

    @property
    def share_done(self):
        """How much of all training is done, from 0 to 1."""
        return sum(len(race.updates) - 1 for race in self.races) / sum(len(race.stops) for race in self.races)

    def finish(self, axis):
        """Where on the axis the runs are compared: as far as all of them have come."""
        places = {
            "epochs": self.equal_epochs,
            "updates": self.equal_updates,
            "examples": self.equal_epochs * len(FIVE_HUNDRED.inputs),
        }
        return places[axis] if axis in places else min(race.seconds[-1] for race in self.races)

    def losses_at_finish(self, axis):
        """The loss of every batch size where the runs are compared, `(4,)`; to be asked when all runs are done."""
        rule = self.rules.index(self.rule)
        return np.array(
            [
                np.interp(np.log(self.finish(axis)), np.log(x), y)
                for x, y in (race.along(axis, rule) for race in self.races)
            ]
        )

    def _show(self):
        rule = self.rules.index(self.rule)
        is_done = self.share_done == 1
        runs = [race.along(self.axis, rule) for race in self.races]
        title = (
            self._order(self.axis)
            if is_done
            else (
                f"Training, {self.share_done:.0%} done"
                if self.share_done
                else "Press Play: four trainings, side by side"
            )
        )
        finish = self.finish(self.axis) if is_done else None
        self.runs.update(title, runs, finish, f"equal {self.axis}", self.share_done)
        ranks = np.empty((4, 0))
        if is_done:
            ranks = np.stack(
                [1 + np.argsort(np.argsort(self.losses_at_finish(axis))) for axis in self.limits], axis=-1
            )
        self.ranking.update(
            "The ranking, axis by axis" if is_done else "The ranking comes at the end",
            ranks,
            list(self.limits).index(self.axis),
        )

    def _order(self, axis):
        losses = self.losses_at_finish(axis)
        best, worst = np.argmin(losses), np.argmax(losses)
        return (
            f"Equal {axis}: best B = {self.batch_sizes[best]} ({losses[best]:.2g}), worst B ="
            f" {self.batch_sizes[worst]} ({losses[worst]:.2g})"
        )

    def first_against_last(self):
        """One sentence: who is ahead, the smallest or the largest batch, in equal epochs and in equal updates."""
        pairs = {axis: self.losses_at_finish(axis)[[0, -1]] for axis in ("epochs", "updates")}
        ahead = {
            axis: self.batch_sizes[0] if pair[0] < pair[1] else self.batch_sizes[-1]
            for axis, pair in pairs.items()
        }
        told = [
            f"after {count} {axis} B = {self.batch_sizes[0]} has a loss of {pairs[axis][0]:.2g}, B ="
            f" {self.batch_sizes[-1]} of {pairs[axis][1]:.2g}"
            for axis, count in (("epochs", self.equal_epochs), ("updates", self.equal_updates))
        ]
        verdict = (
            "the ranking flips"
            if ahead["epochs"] != ahead["updates"]
            else f"B = {ahead['epochs']} is ahead both times"
        )
        return f"{'; '.join(told)}: {verdict}.".replace("after", "After", 1)

    def summary(self):
        if self.share_done < 1:
            sizes = ", ".join(map(str, self.batch_sizes))
            return (
                f"Batch sizes {sizes}, learning rate {self.learning_rate:.2g} ({self.rule}):"
                f" {self.share_done:.0%} of the training done."
            )
        return f"{self._order(self.axis)}. {self.first_against_last()}"


@cache
def _same_epochs():
    losses = {}
    for size, n_updates in ((1, 5000), (500, 10)):
        model = MLP([64, 16, 10], "tanh")
        training = train(model, CROSS_ENTROPY, GradientDescent(0.05), FIVE_HUNDRED, batch_size=size)
        advance(training, n_updates)
        losses[size] = evaluate(model, CROSS_ENTROPY, FIVE_HUNDRED)
    right = (
        "B = 1, by far"
        if 2 * losses[1] < losses[500]
        else "B = 500, by far"
        if 2 * losses[500] < losses[1]
        else "about the same"
    )
    return right, {"one": losses[1], "all": losses[500]}


after_ten_epochs = Question(
    "500 digits, ten epochs, the same learning rate of 0.05. Which batch size ends at the lower loss, B = 1"
    " or B = 500?",
    {
        "B = 1, by far": (
            "Ten epochs are 5,000 updates for B = 1 and only 10 for B = 500: a loss of {one:.2f} against"
            " {all:.2f}. Rough steps, but so many of them."
        ),
        "about the same": (
            "They see the same examples equally often. But B = 500 makes 10 updates out of them, B = 1 makes"
            " 5,000: {all:.2f} against {one:.2f}."
        ),
        "B = 500, by far": (
            "Its gradients are exact, but it takes only 10 steps: a loss of {all:.2f}. The 5,000 rough steps"
            " of B = 1 get to {one:.2f}."
        ),
    },
    _same_epochs,
)
