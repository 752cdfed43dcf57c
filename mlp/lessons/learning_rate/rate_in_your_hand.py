"""What happens when you change the learning rate in the middle of a run?"""

import numpy as np

from ...losses import accuracy
from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.marks import Flags
from ...plots.numbers import one_digit
from ...plots.style import GOOD, PAST, TRAINING, VALIDATION, panels
from ...training import train
from ..column_names import inputs_in_words
from ..common import CROSS_ENTROPY, DIGITS, GUESSING
from ..history import History
from ..own_data import SCALED_BY_TRAINING, check_classes, sample, split_and_scaled
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question


class RateInYourHand:
    """A network learns the digits while you drag its learning rate: the losses, and how far each step goes.

    A step's length is drawn as a share of the length of all parameters. A new rate does not restart the run.
    """

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
            "Bad: leaky neurons cannot die, so the leaps go on until the loss overflows.",
        ),
    ]
    n_steps, steps_a_frame, preview_frames = 3000, 20, 40
    check_points = staticmethod(check_classes)

    def __init__(self, points=None):
        self.figure, (left, right) = panels(3, 2)
        self.sample = points and sample(points)
        self.parts = DIGITS if points is None else split_and_scaled(self.sample.points, validation=0.3)
        if points is not None:
            self.presets = []  # their reasons are about the digits
        n_classes = self.parts.train.targets.shape[1]
        self.sizes = [self.parts.train.inputs.shape[1], 32, n_classes]
        self.guessing = np.log(n_classes)
        guessing = self.guessing, f"guessing: ln {n_classes} = {self.guessing:.3f}"
        colors = {"training": TRAINING, "validation": VALIDATION}
        self.losses = Curves(left, colors, self.n_steps, (0.001, 30), "loss", threshold=guessing)
        self.changes = Flags(left)
        name, limits = "learning rate; share = step ÷ weights", (1e-7, 1e2)
        self.rates = Curves(right, {"rate": GOOD, "share": PAST}, self.n_steps, limits, name)
        self.artists = [*self.losses.artists, *self.changes.artists, *self.rates.artists]

    def restart(self, activation, seed, learning_rate):
        self.model = MLP(self.sizes, activation, "he", seed=seed)
        self.optimizer = GradientDescent(learning_rate)
        validation = {"validation": self.parts.validation, "validate_every": self.steps_a_frame}
        data = self.parts.train
        training = train(self.model, CROSS_ENTROPY, self.optimizer, data, seed=seed, **validation)
        self.history = History(training, self.n_steps, self._measure)
        self.changed_at = []
        self._show()

    def change(self, learning_rate):
        self.optimizer.learning_rate = learning_rate
        self.changed_at.append(self.history.n_done)
        self._show()

    def advance(self):
        if not self.history.is_over:
            self.history.advance(self.steps_a_frame)
            self._show()
        return not self.history.is_over

    def _measure(self):
        """The learning rate, and the length of the last step as a share of the length of all parameters."""
        rate = self.optimizer.learning_rate
        with np.errstate(over="ignore", invalid="ignore"):  # a diverged network has no finite share
            gradient, parameters = (
                np.linalg.norm(part.flat) for part in (self.model.gradient, self.model.parameters)
            )
            return {"rate": rate, "share": rate * gradient / parameters}

    def _show(self):
        self.finding = self._describe()
        history = self.history
        self.losses.follow(f"After {history.n_done} updates: {self.finding}", history)
        self.changes.update(self.changed_at)
        # the first entries were measured before the first step
        lines = {name: (history.updates, values[1:]) for name, values in history.measured.items()}
        self.rates.update(f"Learning rate {self.optimizer.learning_rate:.2g}", **lines)

    def _describe(self):
        """How the run goes, in a few words, from the last hundred losses."""
        if not self.history.losses:
            return "not started"
        if self.history.diverged_at is not None:
            return f"diverged at update {self.history.diverged_at}"
        loss = np.mean(self.history.losses[-5:])
        if loss > 1e4:
            return f"loss {one_digit(loss)}, growing"
        if loss > 1.5 * self.guessing:
            return f"loss {loss:.3g}, jumping about"
        if loss > 0.95 * self.guessing and self.count_awake() < 3:
            return f"loss {loss:.3g}, dead"
        return f"loss {loss:.2g}"

    def count_awake(self):
        """The number of hidden neurons with an output above 0 for at least one validation example."""
        hidden = self.model.forward(self.parts.validation.inputs)[1]
        return int((hidden > 0).any(axis=0).sum())

    @property
    def rate_in_use(self):
        """The learning rate of the last updates; the slider may have moved since."""
        return self.history.measured["rate"][-1] if self.history.n_done else self.optimizer.learning_rate

    def pin(self):
        self.losses.pin(f"{self.rate_in_use:.2g}")

    def unpin(self):
        self.losses.unpin()

    def summary(self):
        history = self.history
        if not history.losses:
            data = "your table" if self.sample else "digits"
            ready = f"A network of {'-'.join(map(str, self.sizes))} is ready to learn {data}."
            return f"{ready} Drag the learning rate, or press Play.{self._own_in_words()}"
        if history.diverged_at is not None:
            return (
                f"At a learning rate of {self.rate_in_use:.2g} the training run {self.finding}: the loss"
                " overflowed. Press Restart."
            )
        inputs, targets = self.parts.validation
        correct = accuracy(self.model.forward(inputs)[-1], targets)
        validation = "validation rows" if self.sample else "validation digits"
        of = f" for {self.sample.names.target}" if self.sample else ""
        return (
            f"After {history.n_done} updates, now at a learning rate of {self.optimizer.learning_rate:.2g}:"
            f" {self.finding} (guessing: {self.guessing:.3f}). Accuracy on the {validation}:"
            f" {correct:.0%}{of}; hidden neurons awake: {self.count_awake()} of 32."
            + (" The run is over: press Restart." if history.is_over else "")
            + self._own_in_words()
        )

    def _own_in_words(self):
        if self.sample is None:
            return ""
        return f" {self.sample.in_words('used')}; {inputs_in_words(self.sample.names)}: {SCALED_BY_TRAINING}."


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
    return choice, {"loss": loss, "guessing": GUESSING, "awake": scene.count_awake()}


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
