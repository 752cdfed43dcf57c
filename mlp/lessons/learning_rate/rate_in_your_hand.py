"""A network learns real digits while you drag its learning rate: changing the rate does not restart the run."""

import numpy as np

from ...losses import accuracy
from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.marks import Flags
from ...plots.numbers import one_digit
from ...plots.style import GOOD, PAST, TRAINING, VALIDATION, panels
from ..common import DIGITS, GUESSING, train_on_digits
from ..history import History
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question


class RateInYourHand:
    """A network learns real digits while you drag its learning rate: changing the rate does not restart the run."""

    title = "A live network, the learning rate in your hand"
    controls = [
        Choice("activation", ("relu", "leaky relu"), "relu", "activation"),
        Seed(),
        Slider("learning_rate", 1e-4, 30.0, start=0.1, logarithmic=True, label="learning rate", live=True),
    ]
    presets = [
        Preset(
            "slow",
            {"activation": "relu", "learning_rate": 1e-4},
            "Too careful: the loss does fall, but it needs a thousand updates where 0.1 needs one.",
        ),
        Preset(
            "good",
            {"activation": "relu", "learning_rate": 1.0},
            "Good: about as fast as this network can take.",
        ),
        Preset(
            "dead",
            {"activation": "relu", "learning_rate": 3.0},
            "Bad: a few leaps switch the hidden neurons off, and no later rate wakes them.",
        ),
        Preset(
            "diverged",
            {"activation": "leaky relu", "learning_rate": 30.0},
            "Bad: neurons that leak cannot die, so nothing ends the leaps before the numbers do.",
        ),
    ]
    n_steps, steps_a_frame, preview_frames = 3000, 20, 40

    def __init__(self):
        self.figure, (left, right) = panels(3, 2)
        guessing = GUESSING, "guessing: ln 10 = 2.303"
        colors = {"training": TRAINING, "validation": VALIDATION}
        self.losses = Curves(left, colors, self.n_steps, (0.001, 30), "loss", threshold=guessing)
        self.changes = Flags(left)
        self.rates = Curves(right, {"rate": GOOD, "share": PAST}, self.n_steps, (1e-7, 1e2), "share or rate")
        self.artists = [*self.losses.artists, *self.changes.artists, *self.rates.artists]

    def restart(self, activation, seed, learning_rate):
        self.model = MLP([64, 32, 10], activation, "he", seed=seed)
        self.optimizer = GradientDescent(learning_rate)
        self.history = History(
            train_on_digits(self.model, self.optimizer, seed, self.steps_a_frame), self.n_steps
        )
        self.used_rates, self.shares, self.changed_at = [], [], []
        self._show()

    def change(self, learning_rate):
        self.optimizer.learning_rate = learning_rate
        self.changed_at.append(self.history.n_done)
        self._show()

    def advance(self):
        if self.history.is_over:
            return False
        runs_on = self.history.advance(self.steps_a_frame)
        self.used_rates.append(self.optimizer.learning_rate)
        with np.errstate(over="ignore", invalid="ignore"):  # of a diverged network there is no share
            sizes = [np.linalg.norm(part.flat) for part in (self.model.gradient, self.model.parameters)]
            self.shares.append(self.optimizer.learning_rate * sizes[0] / sizes[1])
        self._show()
        return runs_on

    def _show(self):
        history = self.history
        self.losses.follow(f"After {history.n_done} updates: {self.fate}", history)
        self.changes.update(self.changed_at)
        lines = {"rate": (history.updates, self.used_rates), "share": (history.updates, self.shares)}
        self.rates.update(f"Learning rate {self.optimizer.learning_rate:.2g}", **lines)

    @property
    def fate(self):
        """How the training goes, in a few words, from the last hundred losses."""
        if not self.history.losses:
            return "not started"
        if self.history.diverged_at is not None:
            return f"diverged at update {self.history.diverged_at}"
        loss = np.mean(self.history.losses[-5:])
        if loss > 1e4:
            return f"loss {one_digit(loss)}, growing"
        if loss > 1.5 * GUESSING:
            return f"loss {loss:.3g}, thrown about"
        if loss > 0.95 * GUESSING and self.n_awake < 3:
            return f"loss {loss:.3g}, dead"
        return f"loss {loss:.2g}"

    @property
    def n_awake(self):
        """How many of the hidden neurons still answer to any validation digit."""
        hidden = self.model.forward(DIGITS.validation.inputs)[1]
        return int((hidden > 0).any(axis=0).sum())

    @property
    def rate_in_use(self):
        """The rate of the last updates, also when the slider already stands elsewhere."""
        return self.used_rates[-1] if self.used_rates else self.optimizer.learning_rate

    def pin(self):
        self.losses.pin(f"{self.rate_in_use:.2g}")

    def unpin(self):
        self.losses.unpin()

    def summary(self):
        if not self.history.losses:
            return "A network of 64-32-10 is ready to learn digits. Drag the learning rate, or press Play."
        if self.history.diverged_at is not None:
            return (
                f"At a learning rate of {self.rate_in_use:.2g} the training {self.fate}: no number is large"
                " enough for its loss. Press Restart."
            )
        correct = accuracy(self.model.forward(DIGITS.validation.inputs)[-1], DIGITS.validation.targets)
        return (
            f"After {self.history.n_done} updates, now at a learning rate of"
            f" {self.optimizer.learning_rate:.2g}: {self.fate} (guessing: {GUESSING:.3f}). {correct:.0%} of"
            f" the validation digits are right; hidden neurons awake: {self.n_awake} of 32."
            + (" The run is over: press Restart." if self.history.is_over else "")
        )


def _much_too_high():
    scene = RateInYourHand()
    scene.restart("relu", seed=0, learning_rate=3.0)
    for _ in range(30):
        scene.advance()
    loss = np.mean(scene.history.losses[-5:])
    if scene.history.diverged_at is not None or loss > 10 * GUESSING:
        choice = "it grows without end"
    else:
        choice = "it ends at that of guessing" if loss > 0.9 * GUESSING else "it falls, only faster"
    return choice, {"loss": loss, "guessing": GUESSING, "awake": scene.n_awake}


three_times_too_much = Question(
    "A rate of 1 is good for this network. What does the loss do at a rate of 3?",
    {
        "it falls, only faster": (
            "There is a limit, as in the bowl. At 3 the loss is {loss:.2f} after 600 updates; guessing costs"
            " {guessing:.2f}."
        ),
        "it ends at that of guessing": (
            "The first leaps push the hidden neurons where ReLU gives 0 for every digit ({awake} of 32 are"
            " awake). All it can do is guess: {loss:.2f}."
        ),
        "it grows without end": (
            "In a bowl it would. Here the leaps switch the hidden neurons off ({awake} of 32 are awake), and"
            " the loss ends at {loss:.2f}, near that of guessing."
        ),
    },
    _much_too_high,
)
