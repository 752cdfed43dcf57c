"""How large should initial weights be, so that a signal passes through all layers of a deep network?"""

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.numbers import counted, two_digits
from ...plots.style import panels
from ..common import DIGITS, GUESSING, train_on_digits
from ..history import History
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .pictures import Ridges
from .shared import BOTH

# The initialization that each start uses, and the factor for its weights.
STARTS = {
    "zeros": ("zeros", 1.0),
    "tiny": ("he", 0.1),
    "xavier": ("xavier", 1.0),
    "he": ("he", 1.0),
    "huge": ("he", 5.0),
}


class WhereYouStart:
    """The outputs of all hidden layers, and the loss, from five kinds of initial weights."""

    title = "Where you start"
    controls = [
        Choice("start", tuple(STARTS), "he", "initial weights"),
        Choice("activation", ("tanh", "relu"), "tanh", "activation"),
        Slider("depth", 1, 8, start=5, integer=True, label="hidden layers"),
        Seed(),
    ]
    presets = [
        Preset(
            "silent",
            {"start": "tiny", "activation": "tanh", "depth": 5},
            "Bad: every layer passes on a fraction of what it gets, and the slopes vanish, too.",
        ),
        Preset(
            "saturated",
            {"start": "huge", "activation": "tanh", "depth": 5},
            "Bad: nearly all outputs are -1 or 1, where the slope of tanh is 0.",
        ),
        Preset(
            "xavier",
            {"start": "xavier", "activation": "tanh", "depth": 5},
            "Good: made for tanh; at the start the spread shrinks only a little from layer to layer.",
        ),
        Preset(
            "he",
            {"start": "he", "activation": "relu", "depth": 5},
            "Good: made for ReLU, which throws half of the numbers away.",
        ),
    ]
    n_steps, steps_a_frame, preview_frames, width = 400, 8, 50, 32

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.ridges = Ridges(left, 8, "outputs, for 200 digits (beyond 1: at the edge)")
        threshold = GUESSING, "guessing: ln 10 = 2.303"
        self.losses = Curves(right, BOTH, self.n_steps, (0.03, 30), "loss", threshold=threshold)
        self.artists = self.ridges.artists + self.losses.artists

    def restart(self, start, activation, depth, seed):
        self.start, self.activation, self.depth = start, activation, depth
        initialization, scale = STARTS[start]
        self.model = MLP([64, *[self.width] * depth, 10], activation, initialization, scale, seed)
        training = train_on_digits(self.model, GradientDescent(0.1), seed, validate_every=self.steps_a_frame)
        self.history = History(training, self.n_steps)
        self._show()

    def advance(self):
        runs_on = self.history.advance(self.steps_a_frame)
        self._show()
        return runs_on

    def _run_forward(self):
        """Keeps the outputs of all hidden layers, unless the network has diverged and they are not finite."""
        with np.errstate(over="ignore", invalid="ignore"):
            layers = self.model.forward(DIGITS.train.inputs[:200])[1:-1]
            spreads = [layer.std() for layer in layers]
        if np.isfinite(spreads).all():
            self.layers, self.spreads = layers, spreads  # spreads: standard deviations

    def _show(self):
        self._run_forward()
        first, last = two_digits(self.spreads[0]), two_digits(self.spreads[-1])
        self.ridges.update(f"Spread {first} in the first layer, {last} in the last", self.layers)
        n_done = self.history.n_done
        self.losses.follow(f"{self.start.capitalize()}, {n_done} updates: {self.finding}", self.history)

    @property
    def finding(self):
        """The loss so far, in a few words."""
        history = self.history
        if not history.losses:
            return "not started"
        if history.diverged_at is not None:
            return f"diverged at update {history.diverged_at}"
        loss = history.validation_losses[-1]
        is_guessing = 0.95 * GUESSING < loss < 1.1 * GUESSING
        return f"still guessing, {loss:.2f}" if is_guessing else f"validation loss {loss:.2g}"

    def count_kinds(self):
        """How many different neurons the first layer has."""
        return len(np.unique(self.model.parameters.weights[0], axis=-1).mT)

    def pin(self):
        self.losses.pin(self.start)

    def unpin(self):
        self.losses.unpin()

    def summary(self):
        return (
            f"{counted(self.depth, 'hidden layer')} of {self.width}, {self.activation}, initial weights"
            f" {self.start}, {self.history.n_done} of {self.n_steps} updates: {self.finding}. The spread of"
            f" the outputs is {two_digits(self.spreads[0])} in the first hidden layer and"
            f" {two_digits(self.spreads[-1])} in the last; the first has"
            f" {counted(self.count_kinds(), 'different neuron')}."
        )


def _from_zero():
    scene = WhereYouStart()
    scene.restart(start="zeros", activation="tanh", depth=5, seed=0)
    scene.history.advance(scene.n_steps)
    parameters, loss = scene.model.parameters.flat, scene.history.validation_losses[-1]
    n_moved = np.count_nonzero(parameters)
    choice = "hardly anything: it still guesses" if n_moved else "nothing moves at all"
    if loss < 0.9 * GUESSING:
        choice = "as much as any other, only later"
    return choice, {"n_moved": n_moved, "n_parameters": parameters.size, "loss": loss, "guessing": GUESSING}


from_zero = Question(
    "All weights of a network start at 0. What has it learned after 400 updates?",
    {
        "as much as any other, only later": (
            "Time does not help. Its loss is {loss:.2f}, and guessing costs {guessing:.2f}. With all weights"
            " equal, all neurons of a layer get the same slope, so they stay equal."
        ),
        "hardly anything: it still guesses": (
            "{n_moved} of {n_parameters:,} parameters have moved, the biases of the last layer. They learn"
            " how frequent each digit is. No slope gets through weights that are 0."
        ),
        "nothing moves at all": (
            "Nearly: no slope gets through weights that are 0. But the biases of the last layer need no"
            " weights for theirs: {n_moved} of {n_parameters:,} parameters have moved. The loss is"
            " {loss:.2f}."
        ),
    },
    _from_zero,
)
