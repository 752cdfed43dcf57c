"""How much of the loss's slope arrives at the first layer? A map over depth and the size of the first weights."""

import numpy as np

from ...network import MLP
from ...plots.numbers import counted, one_digit
from ...plots.style import panels
from ..common import CROSS_ENTROPY
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .pictures import DepthMap, LayerNorms
from .shared import SOME_DIGITS


class VanishingAndExploding:
    """How much of the loss's slope arrives at the first layer? A map over depth and the size of the first weights."""

    title = "Vanishing and exploding"
    controls = [
        Choice("activation", ("sigmoid", "tanh", "relu"), "sigmoid", "activation"),
        Seed(),
        Slider("n_layers", 1, 20, start=10, whole=True, label="hidden layers"),
        Slider(
            "scale", 0.1, 10**0.9, start=1.0, step=0.1, logarithmic=True, label="scale of the first weights"
        ),
    ]
    presets = [
        Preset(
            "sigmoid, 20 layers",
            {"activation": "sigmoid", "n_layers": 20, "scale": 1.0},
            "Bad: each layer passes on less than a quarter of what it gets.",
        ),
        Preset(
            "tanh, 20 layers",
            {"activation": "tanh", "n_layers": 20, "scale": 1.259},
            "Good: with weights of about this size, tanh neither shrinks nor stretches much.",
        ),
        Preset(
            "ReLU, too large",
            {"activation": "relu", "n_layers": 20, "scale": 5.012},
            "Bad: every layer multiplies what comes back.",
        ),
    ]
    depths, scales, width = tuple(range(1, 21)), 10.0 ** np.linspace(-1, 0.9, 20), 16
    healthy = 1e-3, 1e1

    def __init__(self):
        self.figure, (left, right) = panels(1.15, 1, gap=0.25)
        self.map = DepthMap(
            left, self.scales, self.depths, (-8, 8), "scale of the first weights", "hidden layers"
        )
        self.layers = LayerNorms(
            right, 21, (1e-12, 1e12), "layer, from the inputs", "size of its gradient", self.healthy
        )
        self.artists = self.map.artists + self.layers.artists
        self.seed = None

    def restart(self, activation, seed, n_layers, scale):
        self.activation, self.n_layers, self.scale = activation, n_layers, scale
        if seed != self.seed:
            self.seed, self.maps = seed, {}  # keeps the maps of one seed, so that memory does not grow
        if activation not in self.maps:
            self.maps[activation] = self._norms(activation, seed)
        self.norms = self.maps[activation]
        self.powers = np.log10(
            np.maximum([by_scale[0] for by_scale in self.norms], 1e-300)
        )  # (n_depths, n_scales)
        column = int(np.argmin(np.abs(np.log(self.scales / scale))))
        self.own = self.norms[n_layers - 1][:, column]  # (n_layers + 1,)
        self.map.update(
            f"First layer's gradient: {one_digit(self.own[0])}, {self.fate}",
            self.powers,
            (column, n_layers - 1),
        )
        self.layers.update(f"{activation}, scale {self.scales[column]:.2g}: layer by layer", self.own)

    def _norms(self, activation, seed):
        """For every depth the size of each layer's gradient, `(n_layers + 1, n_scales)`; all scales side by side."""
        norms = []
        for depth in self.depths:
            sizes = [64, *[self.width] * depth, 10]
            model = MLP(sizes, activation, "xavier", scale=self.scales, seed=seed, n_models=len(self.scales))
            layer_outputs = model.forward(SOME_DIGITS.inputs)
            model.backward(layer_outputs, CROSS_ENTROPY.gradient(layer_outputs[-1], SOME_DIGITS.targets))
            norms.append(
                np.array([np.linalg.norm(gradient, axis=(-2, -1)) for gradient in model.gradient.weights])
            )
        return norms

    @property
    def fate(self):
        """What becomes of the slope on its way back, in a word."""
        low, high = self.healthy
        return "vanishing" if self.own[0] < low else "exploding" if self.own[0] > high else "healthy"

    def summary(self):
        return (
            f"{self.activation}, {counted(self.n_layers, 'hidden layer')}, first weights {self.scale:.2g}"
            " times the usual size (Xavier's): the gradient of the first layer has the size"
            f" {one_digit(self.own[0])}, that of the last layer {one_digit(self.own[-1])}: {self.fate}."
        )


def _twenty_layers():
    scene = VanishingAndExploding()
    norms = scene._norms("sigmoid", seed=0)
    column = int(np.argmin(np.abs(np.log(scene.scales))))
    shallow, deep = norms[0][0, column], norms[-1][0, column]
    ratio = deep / shallow
    choice = (
        "about as large"
        if ratio > 0.1
        else (
            "a thousand times smaller"
            if ratio > 1e-6
            else "more than a billion times smaller"
            if ratio < 1e-9
            else ""
        )
    )
    return choice, {"shallow": one_digit(shallow), "deep": one_digit(deep)}


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
