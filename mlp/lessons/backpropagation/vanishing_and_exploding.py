"""How much of the loss's slope arrives at the first layer, in networks of every depth and scale?"""

import numpy as np

from ...network import MLP
from ...plots.numbers import counted, one_digit
from ...plots.style import panels
from ..common import CROSS_ENTROPY
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .pictures import DepthMap, LayerNorms
from .shared import SOME_DIGITS

WIDTH = 16


class VanishingAndExploding:
    """The size of the first layer's gradient for 400 networks, and of every layer's for one of them."""

    title = "Vanishing and exploding"
    controls = [
        Choice("activation", ("sigmoid", "tanh", "relu"), "sigmoid", "activation"),
        Seed(),
        Slider("depth", 1, 20, start=10, integer=True, label="hidden layers"),
        Slider(
            "scale", 0.1, 10**0.9, start=1.0, decades_per_step=0.1, logarithmic=True, label="initial scale"
        ),
    ]
    presets = [
        Preset(
            "sigmoid, 20 layers",
            {"activation": "sigmoid", "depth": 20, "scale": 1.0},
            "Bad: each layer passes on less than a quarter of what it gets.",
        ),
        Preset(
            "tanh, 20 layers",
            {"activation": "tanh", "depth": 20, "scale": 1.259},
            "Good: with weights of about this size, tanh neither shrinks nor stretches much.",
        ),
        Preset(
            "ReLU, too large",
            {"activation": "relu", "depth": 20, "scale": 5.012},
            "Bad: every layer multiplies what comes back.",
        ),
    ]
    depths, scales = tuple(range(1, 21)), 10.0 ** np.linspace(-1, 0.9, 20)
    healthy = 1e-3, 1e1

    def __init__(self):
        self.figure, (left, right) = panels(1.1, 1, gap=0.55)
        labels = "scale of the initial weights", "hidden layers"
        self.map = DepthMap(left, self.scales, self.depths, (-8, 8), *labels)
        labels = "layer, from the inputs", "size of its gradient"
        self.layers = LayerNorms(right, 21, (1e-12, 1e12), *labels, self.healthy)
        self.artists = self.map.artists + self.layers.artists
        self.seed = None

    def restart(self, activation, seed, depth, scale):
        self.activation, self.depth, self.scale = activation, depth, scale
        if seed != self.seed:
            self.seed, self.maps = seed, {}  # only the maps of one seed, so that memory does not grow
        if activation not in self.maps:
            self.maps[activation] = self._norms()
        self.norms = self.maps[activation]
        first = np.array([norms[0] for norms in self.norms])  # (n_depths, n_scales)
        self.powers = np.log10(np.maximum(first, 1e-300))
        self.column = int(np.argmin(np.abs(np.log(self.scales / scale))))
        self.own = self.norms[depth - 1][:, self.column]  # (depth + 1,)
        self._show()

    def _norms(self):
        """The norms of all layers' gradients: for each depth an array `(depth + 1, n_scales)`."""
        return [norms_of_layers(self.activation, self.seed, depth, self.scales) for depth in self.depths]

    def _show(self):
        finding = f"First layer's gradient: {one_digit(self.own[0])}, {self.finding}"
        self.map.update(finding, self.powers, (self.column, self.depth - 1))
        scale = self.scales[self.column]
        self.layers.update(f"{self.activation}, scale {scale:.2g}: layer by layer", self.own)

    @property
    def finding(self):
        """What happens to the slope on its way back, in a word."""
        low, high = self.healthy
        if self.own[0] < low:
            return "vanishing"
        return "exploding" if self.own[0] > high else "healthy"

    def summary(self):
        return (
            f"{self.activation}, {counted(self.depth, 'hidden layer')}, initial weights {self.scale:.2g}"
            " times the usual size (Xavier's): the gradient of the first layer has the size"
            f" {one_digit(self.own[0])}, that of the last layer {one_digit(self.own[-1])}:"
            f" {self.finding}."
        )


def norms_of_layers(activation, seed, depth, scales):
    """The norms of the layers' gradients, `(depth + 1, n_scales)`: one network for each scale."""
    sizes = [64, *[WIDTH] * depth, 10]
    model = MLP(sizes, activation, "xavier", scale=scales, seed=seed, n_models=len(scales))
    layer_outputs = model.forward(SOME_DIGITS.inputs)
    model.backward(layer_outputs, CROSS_ENTROPY.gradient(layer_outputs[-1], SOME_DIGITS.targets))
    return np.array([np.linalg.norm(gradient, axis=(-2, -1)) for gradient in model.gradient.weights])


def _twenty_layers():
    shallow, deep = (norms_of_layers("sigmoid", 0, depth, np.ones(1))[0, 0] for depth in (1, 20))
    facts = {"shallow": one_digit(shallow), "deep": one_digit(deep)}
    ranges = {
        "about as large": (0.1, np.inf),
        "a thousand times smaller": (1e-6, 0.1),
        "more than a billion times smaller": (0.0, 1e-9),
    }
    return next(choice for choice, (low, high) in ranges.items() if low <= deep / shallow < high), facts


through_twenty_layers = Question(
    "A sigmoid network gets 20 hidden layers instead of one. How large is the gradient that arrives at its"
    " first layer, compared with before?",
    {
        "about as large": (
            "The slope of a sigmoid is at most 1/4, and every layer multiplies by it once more: {shallow}"
            " with one layer, {deep} with twenty."
        ),
        "a thousand times smaller": (
            "That would take about five layers. A quarter at most, twenty times over: from {shallow} down to"
            " {deep}."
        ),
        "more than a billion times smaller": (
            "At most 1/4 per layer, twenty times: from {shallow} with one hidden layer down to {deep} with"
            " twenty. The first layers practically do not learn."
        ),
    },
    _twenty_layers,
)
