"""How much does a network forget while it learns something new?"""

import numpy as np

from ...data import Points
from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Bars, Curves
from ...plots.style import TRAINING, VALIDATION, panels
from ...training import advance, train
from ..common import CROSS_ENTROPY, DIGITS
from ..history import History
from ..scene import Preset, Slider, Toggle
from ..tasks import Question


class FineTuneAndForget:
    """A network that knows the digits 0-4 now learns 5-9: its accuracy on both, and digit by digit."""

    title = "Fine-tune and forget"
    controls = [
        Slider("mixed_in", 0.0, 0.5, start=0.0, step=0.05, label="old digits mixed in"),
        Toggle("frozen", False, "freeze the first layer"),
        Slider("learning_rate", 1e-4, 1.0, start=0.001, logarithmic=True, label="learning rate"),
    ]
    presets = [
        Preset(
            "timid",
            {"mixed_in": 0.0, "frozen": False, "learning_rate": 1e-3},
            "Keeps the old and learns nothing new.",
        ),
        Preset(
            "halfway",
            {"mixed_in": 0.0, "frozen": False, "learning_rate": 1e-2},
            "Some of both, neither of them well.",
        ),
        Preset(
            "bold",
            {"mixed_in": 0.0, "frozen": False, "learning_rate": 0.1},
            "Bad: learns the new and forgets the old.",
        ),
        Preset(
            "bold, with reminders",
            {"mixed_in": 0.1, "frozen": False, "learning_rate": 0.1},
            "Good: a tenth of the old digits is enough to remember.",
        ),
    ]
    n_steps, steps_a_frame, preview_frames = 300, 10, 30

    def __init__(self):
        self.figure, (left, right) = panels(3, 2)
        colors, limits = {"old 0-4": TRAINING, "new 5-9": VALIDATION}, (0, 1.05)
        self.curves = Curves(
            left, colors, self.n_steps, limits, "accuracy on validation digits", logarithmic_y=False
        )
        names, colors = [str(digit) for digit in range(10)], [TRAINING] * 5 + [VALIDATION] * 5
        self.bars = Bars(right, names, colors, "digit", "accuracy")
        self.artists = self.curves.artists + self.bars.artists
        self.taught = _network()
        advance(train(self.taught, CROSS_ENTROPY, GradientDescent(0.5), _old(DIGITS.train)), 600)

    def restart(self, mixed_in, frozen, learning_rate):
        self.learning_rate = learning_rate
        self.model, points = _network(), _new_and_reminders(DIGITS.train, mixed_in)
        self.model.parameters.flat[...] = self.taught.parameters.flat
        optimizer = GradientDescent(learning_rate)
        training = train(self.model, CROSS_ENTROPY, optimizer, points, n_frozen=int(frozen))
        self.history = History(training, self.n_steps, self._measure)
        self._show()

    def advance(self):
        if not self.history.is_over:
            self.history.advance(self.steps_a_frame)
            self._show()
        return not self.history.is_over

    def _measure(self):
        """The accuracy on the old and on the new validation digits, and on each of the ten, `(10,)`."""
        labels = DIGITS.validation.labels
        correct = self.model.forward(DIGITS.validation.inputs)[-1].argmax(axis=-1) == labels
        each = np.array([correct[labels == digit].mean() for digit in range(10)])
        return {"old": correct[labels < 5].mean(), "new": correct[labels >= 5].mean(), "each digit": each}

    @property
    def old_accuracy(self):
        """The accuracy on the validation digits 0-4 after the last update."""
        return self.history.measured["old"][-1]

    @property
    def new_accuracy(self):
        """The accuracy on the validation digits 5-9 after the last update."""
        return self.history.measured["new"][-1]

    def _show(self):
        updates, measured = self.history.measured_at, self.history.measured
        lines = {"old 0-4": (updates, measured["old"]), "new 5-9": (updates, measured["new"])}
        old, new = self.old_accuracy, self.new_accuracy
        finding = f"After {updates[-1]} updates: {old:.0%} of the old, {new:.0%} of the new"
        self.curves.update(finding, **lines)
        self.bars.update("Digit by digit", measured["each digit"][-1])

    def pin(self):
        self.curves.pin(f"old, {self.learning_rate:.2g}")

    def unpin(self):
        self.curves.unpin()

    def summary(self):
        return (
            f"Learning rate {self.learning_rate:.2g}, {self.history.n_done} of {self.n_steps} updates on the"
            f" new digits: accuracy {self.old_accuracy:.0%} on the old digits 0-4 and {self.new_accuracy:.0%}"
            " on the new digits 5-9."
        )


def _network():
    return MLP([64, 32, 10], "relu", "he")


def _old(points):
    return points.take(points.labels < 5)


def _new_and_reminders(points, mixed_in):
    """The new digits, and the first old ones: `mixed_in` is their share of all the old digits."""
    new, old = points.take(points.labels >= 5), _old(points)
    reminders = old.take(slice(round(mixed_in * len(old.inputs))))
    return Points(*(np.concatenate(parts) for parts in zip(new, reminders)))


def _forgotten():
    scene = FineTuneAndForget()
    scene.restart(mixed_in=0.0, frozen=False, learning_rate=0.1)
    before = scene.old_accuracy
    scene.history.advance(scene.n_steps)
    old = scene.old_accuracy
    return _in_words(old), {"before": before, "old": old, "new": scene.new_accuracy}


def _in_words(share):
    if share > 0.8:
        return "nearly all"
    return "about half" if share > 0.3 else "hardly any"


what_is_left = Question(
    "The network knows the digits 0-4 and now sees only 5-9, 300 updates at a rate of 0.1. How many of the"
    " old digits does it still get right?",
    {
        "nearly all": (
            "Nothing in the new data asks it to remember: {old:.0%} of the old are left of {before:.0%},"
            " while it learned {new:.0%} of the new."
        ),
        "about half": (
            "It is more drastic: {old:.0%} are left of {before:.0%}. Not answering 0-4 lowers the loss on the"
            " new digits at once."
        ),
        "hardly any": (
            "From {before:.0%} to {old:.0%}: the quickest way to lower the loss on 5-9 is never to answer"
            " 0-4."
        ),
    },
    _forgotten,
)
