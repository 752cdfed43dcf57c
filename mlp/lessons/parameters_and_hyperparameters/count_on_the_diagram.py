"""Wider or deeper: how fast do parameters grow, and how fast do the paths through the network?"""

from math import prod

import numpy as np

from ...network import Parameters, count_parameters
from ...plots.numbers import large_count
from ...plots.profiles import Profiles
from ...plots.style import GOOD, PAST, panels
from ..scene import Choice, Preset, Slider, Toggle
from ..tasks import Question
from .diagrams import LayerDiagram


def count_paths(sizes):
    """How many ways lead from an input to an output, one unit of every layer on each: all sizes multiplied."""
    return prod(sizes)


class CountOnTheDiagram:
    """Wider or deeper: how fast do parameters grow, and how fast do the paths through the network?"""

    title = "Count on the diagram"
    controls = [
        Choice("n_inputs", (1, 2, 64, 784), 784, "inputs"),
        Slider("width", 1, 100, start=16, whole=True, label="units in the first hidden layer"),
        Slider("depth", 0, 10, start=2, whole=True, label="hidden layers"),
        Toggle("halving", False, "each hidden layer half as wide as the one before"),
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
        axes = (-0.5, 10), (1, 1e26), "hidden layers", "how many", scales
        self.growth = Profiles(right, colors, *axes, x_ticks=[0, 5, 10], room=0.47)
        self.artists = self.diagram.artists + self.growth.artists

    def restart(self, n_inputs, width, depth, halving, n_outputs):
        def sizes(n_hidden):
            return [n_inputs, *(max(1, width >> k) if halving else width for k in range(n_hidden)), n_outputs]

        self.sizes = sizes(depth)
        self.parameters = Parameters(
            self.sizes
        )  # the array itself, with room for every number this network would learn
        self.n_parameters, self.n_paths = len(self.parameters.flat), count_paths(self.sizes)
        n_left_out = sum(size > LayerDiagram.most_drawn for size in self.sizes)
        note = (
            f"Of a layer with more than {LayerDiagram.most_drawn} units, only {LayerDiagram.most_drawn} are"
            " drawn."
            if n_left_out
            else "Every unit is drawn."
        )
        self.diagram.update(
            f"{self.n_parameters:,} parameters (grey lines, and a bias for each neuron)",
            self.sizes,
            note + " Green: one path.",
        )
        depths = np.arange(self.max_depth + 1)
        curves = {
            name: np.array([float(count(sizes(k))) for k in depths])
            for name, count in (("parameters", count_parameters), ("paths", count_paths))
        }
        self.growth.update(
            f"{large_count(self.n_paths)} path{'s' if self.n_paths > 1 else ''}", depths, depth, **curves
        )

    def summary(self):
        gaps = [
            f"{n_in} × {n_out} + {n_out}" for n_in, n_out in zip(self.sizes[:-1], self.sizes[1:], strict=True)
        ]
        return (
            f"A network of {'-'.join(map(str, self.sizes))}:"
            f" {' and '.join(gaps) if len(gaps) < 4 else f'{len(gaps)} gaps'} make {self.n_parameters:,}"
            " parameters, the length of its flat array. Paths from an input to an output:"
            f" {large_count(self.n_paths)}."
        )


def _nine_more_layers():
    shallow, deep = [784, 100, 10], [784, *[100] * 10, 10]
    more, more_paths = (
        count_parameters(deep) / count_parameters(shallow),
        count_paths(deep) // count_paths(shallow),
    )
    choice = (
        "ten times as many of both"
        if more_paths < 100
        else (
            "twice as many parameters, 10¹⁸ times as many paths"
            if more < 10
            else "10¹⁸ times as many of both"
        )
    )
    first, gap = count_parameters(deep[:2]), count_parameters([100, 100])
    return choice, {
        "shallow": count_parameters(shallow),
        "deep": count_parameters(deep),
        "more": more,
        "first": first,
        "gap": gap,
        "paths": large_count(more_paths),
    }


nine_more_layers = Question(
    "A network of 784-100-10 gets nine more hidden layers of 100 units each. What grows, and about how much?",
    {
        "ten times as many of both": (
            "Each new layer adds {gap:,} parameters, but the first gap, at the 784 inputs, alone has"
            " {first:,}. All in all {more:.1f} times as many: {deep:,} instead of {shallow:,}. And paths"
            " multiply."
        ),
        "twice as many parameters, 10¹⁸ times as many paths": (
            "Parameters add: nine times {gap:,} more, {deep:,} instead of {shallow:,}. Paths multiply: a"
            " hundred times as many with every layer, {paths} times in all."
        ),
        "10¹⁸ times as many of both": (
            "Paths do multiply like that. A parameter belongs to one line, however many paths run over it:"
            " {deep:,} instead of {shallow:,}, {more:.1f} times as many."
        ),
    },
    _nine_more_layers,
)
