"""A network that knows the digits 0-4 now learns 5-9: how much of the old does the learning rate leave?"""

from itertools import islice

import numpy as np

from ...data import Points
from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Bars, Curves
from ...plots.style import TRAINING, VALIDATION, panels
from ...training import advance, train
from ..common import CROSS_ENTROPY, DIGITS
from ..scene import Preset, Slider, Toggle
from ..tasks import Question


class FineTuneAndForget:
    """A network that knows the digits 0-4 now learns 5-9: how much of the old does the learning rate leave?"""

    title = "Fine-tune and forget"
    controls = [
        Slider("mixed_in", 0.0, 0.5, start=0.0, step=0.05, label="share of the old digits mixed in"),
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
        self.shares = Curves(
            left,
            {"old 0-4": TRAINING, "new 5-9": VALIDATION},
            self.n_steps,
            (0, 1.05),
            "share of validation digits right",
            logarithmic_y=False,
        )
        self.bars = Bars(
            right,
            [str(digit) for digit in range(10)],
            [TRAINING] * 5 + [VALIDATION] * 5,
            "digit",
            "share right",
        )
        self.artists = self.shares.artists + self.bars.artists
        self.taught = MLP([64, 32, 10], "relu", "he")
        advance(train(self.taught, CROSS_ENTROPY, GradientDescent(0.5), _old(DIGITS.train)), 600)

    def restart(self, mixed_in, frozen, learning_rate):
        self.learning_rate = learning_rate
        self.model = MLP([64, 32, 10], "relu", "he")
        self.model.parameters.flat[...] = self.taught.parameters.flat
        new, old = DIGITS.train.take(DIGITS.train.labels >= 5), _old(DIGITS.train)
        reminders = old.take(slice(round(mixed_in * len(old.inputs))))
        points = Points(
            np.concatenate([new.inputs, reminders.inputs]), np.concatenate([new.targets, reminders.targets])
        )
        self.training = train(
            self.model, CROSS_ENTROPY, GradientDescent(learning_rate), points, n_frozen=int(frozen)
        )
        self.updates, self.old_right, self.new_right = [], [], []
        self._measure(0)

    def advance(self):
        if self.updates[-1] < self.n_steps:
            *_, last = islice(self.training, self.steps_a_frame)
            self._measure(last.number)
        return self.updates[-1] < self.n_steps

    def _measure(self, n_done):
        labels = DIGITS.validation.labels
        right = self.model.forward(DIGITS.validation.inputs)[-1].argmax(axis=-1) == labels
        self.updates.append(n_done)
        self.old_right.append(right[labels < 5].mean())
        self.new_right.append(right[labels >= 5].mean())
        lines = {"old 0-4": (self.updates, self.old_right), "new 5-9": (self.updates, self.new_right)}
        self.shares.update(
            f"After {n_done} updates: {self.old_right[-1]:.0%} of the old, {self.new_right[-1]:.0%} of"
            " the new",
            **lines,
        )
        self.bars.update("Digit by digit", [right[labels == digit].mean() for digit in range(10)])

    def pin(self):
        self.shares.pin(f"old, {self.learning_rate:.2g}")

    def unpin(self):
        self.shares.unpin()

    def summary(self):
        return (
            f"Learning rate {self.learning_rate:.2g}, {self.updates[-1]} of {self.n_steps} updates on the new"
            f" digits: {self.old_right[-1]:.0%} of the old digits 0-4 and {self.new_right[-1]:.0%} of the new"
            " digits 5-9 are right."
        )


def _forgotten():
    scene = FineTuneAndForget()
    scene.restart(mixed_in=0.0, frozen=False, learning_rate=0.1)
    before = scene.old_right[0]
    while scene.advance():
        pass
    old, new = scene.old_right[-1], scene.new_right[-1]
    return "nearly all" if old > 0.8 else "about half" if old > 0.3 else "hardly any", {
        "before": before,
        "old": old,
        "new": new,
    }


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


def _old(points):
    return points.take(points.labels < 5)
