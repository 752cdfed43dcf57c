"""A deep network and its first weights: how large should they be, so that something comes through all layers?"""

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.numbers import counted, two_digits
from ...plots.style import panels
from ...training import train
from ..common import CROSS_ENTROPY, DIGITS, GUESSING
from ..history import History
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .pictures import Ridges
from .shared import BOTH

# What a start is called, the initialization it uses, and what that is multiplied by.
STARTS = {
    "zeros": ("zeros", 1.0),
    "tiny": ("he", 0.1),
    "xavier": ("xavier", 1.0),
    "he": ("he", 1.0),
    "huge": ("he", 5.0),
}


class WhereYouStart:
    """A deep network and its first weights: how large should they be, so that something comes through all layers?"""

    title = "Where you start"
    controls = [
        Choice("start", tuple(STARTS), "he", "first weights"),
        Choice("activation", ("tanh", "relu"), "tanh", "activation"),
        Slider("depth", 1, 8, start=5, integer=True, label="hidden layers"),
        Seed(),
    ]
    presets = [
        Preset(
            "silent",
            {"start": "tiny", "activation": "tanh", "depth": 5},
            "Bad: every layer passes on a fraction of what it gets, and the slopes vanish with it.",
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
        self.losses = Curves(
            right, BOTH, self.n_steps, (0.03, 30), "loss", threshold=(GUESSING, "guessing: ln 10 = 2.303")
        )
        self.artists = self.ridges.artists + self.losses.artists

    def restart(self, start, activation, depth, seed):
        self.start, self.activation = start, activation
        initialization, scale = STARTS[start]
        self.model = MLP([64, *[self.width] * depth, 10], activation, initialization, scale, seed)
        optimizer, every = GradientDescent(0.1), self.steps_a_frame
        training = train(
            self.model,
            CROSS_ENTROPY,
            optimizer,
            DIGITS.train,
            seed=seed,
            validation=DIGITS.validation,
            validate_every=every,
        )
        self.history = History(training, self.n_steps)
        self._show()

    def advance(self):
        runs_on = self.history.advance(self.steps_a_frame)
        self._show()
        return runs_on

    def _show(self):
        history = self.history
        with np.errstate(over="ignore", invalid="ignore"):
            layers = self.model.forward(DIGITS.train.inputs[:200])[1:-1]
            if np.isfinite(
                [layer.std() for layer in layers]
            ).all():  # a diverged network has no outputs to show: keep the last ones
                self.layers = layers
        first, last = two_digits(self.spreads[0]), two_digits(self.spreads[-1])
        self.ridges.update(f"Spread {first} in the first layer, {last} in the last", self.layers)
        self.losses.follow(f"{self.start.capitalize()}, {history.n_done} updates: {self.fate}", history)

    @property
    def spreads(self):
        """The standard deviation of every hidden layer's outputs."""
        return [layer.std() for layer in self.layers]

    @property
    def n_kinds(self):
        """How many different neurons the first layer has."""
        return len(np.unique(self.model.parameters.weights[0], axis=-1).mT)

    @property
    def fate(self):
        """The loss so far, in a few words."""
        history = self.history
        if not history.losses:
            return "not started"
        if history.diverged_at is not None:
            return f"diverged at update {history.diverged_at}"
        loss = history.validation_losses[-1]
        return (
            f"still guessing, {loss:.2f}"
            if 0.95 * GUESSING < loss < 1.1 * GUESSING
            else f"validation loss {loss:.2g}"
        )

    def pin(self):
        self.losses.pin(self.start)

    def unpin(self):
        self.losses.unpin()

    def summary(self):
        n_layers = counted(len(self.layers), "hidden layer")
        return (
            f"{n_layers} of {self.width}, {self.activation}, first weights {self.start},"
            f" {self.history.n_done} of {self.n_steps} updates: {self.fate}. The spread of the outputs is"
            f" {two_digits(self.spreads[0])} in the first hidden layer and {two_digits(self.spreads[-1])} in"
            f" the last; the first has {counted(self.n_kinds, 'different neuron')}."
        )


def _from_zero():
    scene = WhereYouStart()
    scene.restart(start="zeros", activation="tanh", depth=5, seed=0)
    while scene.advance():
        pass
    n_moved, n_parameters = np.count_nonzero(scene.model.parameters.flat), scene.model.parameters.flat.size
    loss = scene.history.validation_losses[-1]
    choice = (
        "nothing moves at all"
        if n_moved == 0
        else (
            "hardly anything: it still guesses"
            if loss > 0.9 * GUESSING
            else "as much as any other, only later"
        )
    )
    return choice, {"n_moved": n_moved, "n_parameters": n_parameters, "loss": loss, "guessing": GUESSING}


from_zero = Question(
    "All weights of a network start at 0. What has it learned after 400 updates?",
    {
        "as much as any other, only later": (
            "Its loss is {loss:.2f}, guessing costs {guessing:.2f}. With all weights equal, all neurons of a"
            " layer get the same slope and stay equal, for ever."
        ),
        "hardly anything: it still guesses": (
            "{n_moved} of {n_parameters:,} parameters have moved, the biases of the last layer: they learn"
            " how frequent each digit is. No slope comes past weights that are 0."
        ),
        "nothing moves at all": (
            "Nearly: no slope comes past weights that are 0. But the biases of the last layer need none:"
            " {n_moved} of {n_parameters:,} parameters have moved, and the loss is {loss:.2f}."
        ),
    },
    _from_zero,
)
