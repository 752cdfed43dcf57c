"""How many examples at once fit into the memory?"""

import numpy as np

from ...network import MLP
from ...plots.style import panels
from ..scene import Preset, Slider
from ..tasks import Question
from .pictures import MemoryBar, MemoryGrowth


class MemoryOfABatch:
    """The memory of one update: parameters, gradient, and all outputs, kept for the backward pass."""

    title = "Memory"
    controls = [
        Slider("width", 8, 128, start=64, step=8, integer=True, label="hidden width"),
        Slider("depth", 1, 4, start=2, integer=True, label="hidden layers"),
        Slider("bar", 200, 3000, start=1000, step=50, integer=True, label="the bar, in kilobytes"),
        Slider("batch_size", 1, 1024, start=64, integer=True, label="batch size, B"),
    ]
    presets = [
        Preset(
            "one by one",
            {"batch_size": 1},
            "Good for the memory: hardly any activations. Bad for the steps: each of them is rough.",
        ),
        Preset(
            "too much",
            {"width": 64, "depth": 2, "bar": 1000, "batch_size": 600},
            "Bad: a real machine would stop with an out-of-memory error.",
        ),
        Preset(
            "wide",
            {"width": 128, "depth": 4, "bar": 1000, "batch_size": 64},
            "Bad for the batch: the network alone takes 946 kB, so only 11 examples fit under the bar.",
        ),
    ]
    highest = 3200  # kilobytes

    def __init__(self):
        self.figure, (left, right) = panels(1, 1.25, gap=0.24)
        self.stack = MemoryBar(left, ["parameters", "gradient", "activations"], self.highest)
        self.growth = MemoryGrowth(right, 1024, self.highest)
        self.artists = self.stack.artists + self.growth.artists
        self.inputs = np.zeros((1024, 64))

    def restart(self, width, depth, bar, batch_size):
        self.batch_size, self.bar = batch_size, bar
        self.model = MLP([64, *[width] * depth, 10], "tanh", "zeros")
        self.parameters, self.gradient = self.model.parameters.flat.nbytes, self.model.gradient.flat.nbytes
        self.activations = self.bytes_of(batch_size)
        self.finding = self._describe()
        parts = np.array([self.parameters, self.gradient, self.activations]) / 1000
        self.stack.update(self.finding[0].upper() + self.finding[1:], parts, bar)
        fixed, each = (self.parameters + self.gradient) / 1000, self.bytes_of(1) / 1000
        finding = f"{each:.3g} kB for each example, {fixed:,.0f} kB without any"
        self.growth.update(finding, fixed, each, batch_size, bar)

    def bytes_of(self, batch_size):
        """The size in bytes of all arrays that `forward` returns for a batch: the inputs and all outputs."""
        return sum(outputs.nbytes for outputs in self.model.forward(self.inputs[:batch_size]))

    @property
    def total(self):
        """All parts together, in bytes."""
        return self.parameters + self.gradient + self.activations

    def _describe(self):
        """Whether it fits, in a few words."""
        free = 1000 * self.bar - self.total
        if free < 0:
            return f"{-free / 1000:,.0f} kB too much"
        is_largest = self.batch_size == len(self.inputs)
        if not is_largest and free < self.bytes_of(self.batch_size + 1) - self.activations:
            return "fits, and not one example more would"
        return f"fits, with {free / 1000:,.0f} kB to spare"

    def summary(self):
        sizes = "-".join(map(str, self.model.sizes))
        return (
            f"Network {sizes}, batch of {self.batch_size}: parameters {self.parameters:,} bytes, gradient"
            f" {self.gradient:,}, activations {self.activations:,}, {self.total / 1000:,.0f} kB in total"
            f" under a bar of {self.bar:,} kB: {self.finding}."
        )


def _doubled():
    once, twice = (_bytes_by_part(batch_size) for batch_size in (64, 128))
    doubled = [part for part in once if twice[part] == 2 * once[part]]
    right = "both" if len(doubled) == 2 else f"only the {doubled[0]}"
    facts = {"once": once["activations"], "twice": twice["activations"], "parameters": once["parameters"]}
    return right, facts


def _bytes_by_part(batch_size):
    scene = MemoryOfABatch()
    scene.restart(width=64, depth=2, bar=1000, batch_size=batch_size)
    return {"parameters": scene.parameters, "activations": scene.activations}


double_the_batch = Question(
    "You double the batch size. What takes twice the memory?",
    {
        "only the activations": (
            "Every example needs its own row in every layer's output: {once:,} bytes become {twice:,}. The"
            " {parameters:,} bytes of parameters are shared by all."
        ),
        "only the parameters": (
            "The parameters belong to the network, not to the data: {parameters:,} bytes before and after."
            " The activations go from {once:,} to {twice:,} bytes."
        ),
        "both": (
            "The activations do ({once:,} to {twice:,} bytes). The parameters are the same for every example,"
            " and stay at {parameters:,} bytes."
        ),
    },
    _doubled,
)
