"""What does a wider network add, and what a deeper one, in parameters and in paths?"""

import numpy as np

from ...network import Parameters, count_parameters
from ...plots.numbers import large_count
from ...plots.profiles import Profiles
from ...plots.style import GOOD, PAST, panels
from ..scene import Choice, Preset, Slider, Toggle
from ..tasks import Question
from .diagrams import LayerDiagram
from .paths import count_paths


def layer_sizes(n_inputs, width, depth, halving, n_outputs):
    """The sizes of all layers; with `halving`, each hidden layer is half as wide as the one before."""
    hidden = [max(1, width >> k) if halving else width for k in range(depth)]
    return [n_inputs, *hidden, n_outputs]


class CountOnTheDiagram:
    """Wider or deeper: how fast do parameters grow, and how fast do the paths through the network?"""

    title = "Count on the diagram"
    controls = [
        Choice("n_inputs", (1, 2, 64, 784), 784, "inputs"),
        Slider("width", 1, 100, start=16, integer=True, label="first hidden width"),
        Slider("depth", 0, 10, start=2, integer=True, label="hidden layers"),
        Toggle("halving", False, "each layer half as wide"),
        Choice("n_outputs", (1, 2, 10), 10, "outputs"),
    ]
    presets = [
        Preset(
            "by hand",
            {"n_inputs": 2, "width": 4, "depth": 2, "halving": True, "n_outputs": 1},
            "Good to count on your fingers: 12 + 10 + 3.",
        ),
        Preset(
            "no hidden layer",
            {"n_inputs": 784, "depth": 0, "n_outputs": 10},
            "Ten digits, but not ten parameters: each digit has a weight for every pixel.",
        ),
        Preset(
            "one layer",
            {"n_inputs": 784, "width": 50, "depth": 1, "halving": False, "n_outputs": 10},
            "Nearly all parameters lie in the first gap, at the pixels.",
        ),
        Preset(
            "deep",
            {"n_inputs": 784, "width": 100, "depth": 10, "halving": False, "n_outputs": 10},
            "Nine more layers only double the parameters of a single one; the paths are beyond counting.",
        ),
    ]
    max_depth = 10

    def __init__(self):
        self.figure, (left, right) = panels(3, 1, size=(10, 4.6), left=0.03, gap=0.24, bottom=0.13)
        self.diagram = LayerDiagram(left, self.max_depth + 2)
        colors, scales = {"parameters": PAST, "paths": GOOD}, ("linear", "log")
        axes = (-0.5, 10), (1, 1e26), "depth (hidden layers)", "how many", scales
        self.growth = Profiles(right, colors, *axes, x_ticks=[0, 5, 10], room=0.47)
        self.artists = self.diagram.artists + self.growth.artists

    def restart(self, n_inputs, width, depth, halving, n_outputs):
        depths = range(self.max_depth + 1)
        all_sizes = [layer_sizes(n_inputs, width, k, halving, n_outputs) for k in depths]
        self.depth, self.sizes = depth, all_sizes[depth]
        self.parameters = Parameters(self.sizes)  # the array that holds every number of such a network
        self.n_parameters, self.n_paths = len(self.parameters.flat), count_paths(self.sizes)
        self.counts = {  # by name, for every depth
            "parameters": np.array([float(count_parameters(sizes)) for sizes in all_sizes]),
            "paths": np.array([float(count_paths(sizes)) for sizes in all_sizes]),
        }
        self._show()

    def _show(self):
        finding = f"{self.n_parameters:,} parameters (grey lines, and a bias for each neuron)"
        self.diagram.update(finding, self.sizes, f"{self._what_is_drawn} Green: one path.")
        finding = f"{large_count(self.n_paths)} path{'s' if self.n_paths > 1 else ''}"
        self.growth.update(finding, np.arange(self.max_depth + 1), self.depth, **self.counts)

    @property
    def _what_is_drawn(self):
        most = LayerDiagram.most_drawn
        if max(self.sizes) <= most:
            return "Every unit is drawn."
        return f"Of a layer with more than {most} units, only {most} are drawn."

    def summary(self):
        pairs = zip(self.sizes[:-1], self.sizes[1:], strict=True)
        gaps = [f"{n_in} × {n_out} + {n_out}" for n_in, n_out in pairs]
        terms = " and ".join(gaps) if len(gaps) < 4 else f"{len(gaps)} gaps"
        return (
            f"A network of {'-'.join(map(str, self.sizes))}: {terms} make {self.n_parameters:,} parameters."
            f" Paths from an input to an output: {large_count(self.n_paths)}."
        )


def _nine_more_layers():
    shallow, deep = [784, 100, 10], [784, *[100] * 10, 10]
    more_parameters = count_parameters(deep) / count_parameters(shallow)
    more_paths = count_paths(deep) // count_paths(shallow)
    facts = {
        "shallow": count_parameters(shallow),
        "deep": count_parameters(deep),
        "more": more_parameters,
        "first": count_parameters(deep[:2]),
        "gap": count_parameters([100, 100]),
        "paths": large_count(more_paths),
    }
    return _growth_in_words(more_parameters, more_paths), facts


def _growth_in_words(more_parameters, more_paths):
    if more_paths < 100:
        return "ten times as many of both"
    if more_parameters < 10:
        return "twice as many parameters, 10¹⁸ times as many paths"
    return "10¹⁸ times as many of both"


nine_more_layers = Question(
    "A network of 784-100-10 gets nine more hidden layers of 100 units each. What grows, and about how much?",
    {
        "ten times as many of both": (
            "Each new layer adds {gap:,} parameters, but the first gap, at the 784 inputs, alone has"
            " {first:,}. In total {more:.1f} times as many: {deep:,} instead of {shallow:,}. And paths"
            " multiply."
        ),
        "twice as many parameters, 10¹⁸ times as many paths": (
            "Parameters add: nine times {gap:,} more, {deep:,} instead of {shallow:,}. Paths multiply: a"
            " hundred times as many with every layer, {paths} times in total."
        ),
        "10¹⁸ times as many of both": (
            "Paths do multiply like that. A parameter belongs to one line, however many paths run over it:"
            " {deep:,} instead of {shallow:,}, {more:.1f} times as many."
        ),
    },
    _nine_more_layers,
)
