"""Training keeps every layer's outputs for the backward pass: how many examples at once fit under the bar?"""

import numpy as np

from ...network import MLP
from ...plots.style import panels
from ..scene import Preset, Slider
from ..tasks import Question
from .pictures import MemoryBar, MemoryGrowth


class MemoryOfABatch:
    """Training keeps every layer's outputs for the backward pass: how many examples at once fit under the bar?"""

    title = "Memory"
    controls = [
        Slider("width", 8, 128, start=64, step=8, whole=True, label="width of the hidden layers"),
        Slider("n_hidden", 1, 4, start=2, whole=True, label="number of hidden layers"),
        Slider("bar", 200, 3000, start=1000, step=50, whole=True, label="the bar, in kilobytes"),
        Slider("batch_size", 1, 1024, start=64, whole=True, label="batch size, B"),
    ]
    presets = [
        Preset(
            "one by one",
            {"batch_size": 1},
            "Hardly any activations: nearly all the memory is the network itself.",
        ),
        Preset(
            "too much",
            {"width": 64, "n_hidden": 2, "bar": 1000, "batch_size": 512},
            "Bad: a real machine would stop with an out-of-memory error.",
        ),
        Preset(
            "wide",
            {"width": 128, "n_hidden": 4, "bar": 1000, "batch_size": 64},
            "Here the network itself takes most of the bar, and little is left for the batch.",
        ),
    ]
    highest = 3200  # kilobytes

    def __init__(self):
        self.figure, (left, right) = panels(1, 1.25, gap=0.24)
        self.stack = MemoryBar(left, ["parameters", "gradient", "activations"], self.highest)
        self.growth = MemoryGrowth(right, 1024, self.highest)
        self.artists = self.stack.artists + self.growth.artists
        self.inputs = np.zeros((1024, 64))

    def restart(self, width, n_hidden, bar, batch_size):
        self.batch_size, self.bar = batch_size, bar
        self.model = MLP([64, *[width] * n_hidden, 10], "tanh", "zeros")
        self.parameters, self.gradient = self.model.parameters.flat.nbytes, self.model.gradient.flat.nbytes
        self.activations = self.bytes_of(batch_size)
        self.stack.update(
            self.verdict[0].upper() + self.verdict[1:],
            np.array([self.parameters, self.gradient, self.activations]) / 1000,
            bar,
        )
        fixed, each = (self.parameters + self.gradient) / 1000, self.bytes_of(1) / 1000
        self.growth.update(
            f"{each:.3g} kB for each example, {fixed:,.0f} kB without any", fixed, each, batch_size, bar
        )

    def bytes_of(self, batch_size):
        """Bytes of all the arrays that `forward` returns for a batch: the inputs, and every layer's outputs."""
        return sum(outputs.nbytes for outputs in self.model.forward(self.inputs[:batch_size]))

    @property
    def total(self):
        return self.parameters + self.gradient + self.activations

    @property
    def verdict(self):
        """Whether it fits, in a few words."""
        room = 1000 * self.bar - self.total
        if room < 0:
            return f"{-room / 1000:,.0f} kB too much"
        one_more = self.bytes_of(self.batch_size + 1) - self.activations if self.batch_size < 1024 else np.inf
        return (
            "fits, and not one example more would"
            if room < one_more < np.inf
            else f"fits, with {room / 1000:,.0f} kB to spare"
        )

    def summary(self):
        sizes = "-".join(map(str, self.model.sizes))
        return (
            f"Network {sizes}, batch of {self.batch_size}: parameters {self.parameters:,} bytes, gradient"
            f" {self.gradient:,}, activations {self.activations:,}, {self.total / 1000:,.0f} kB in all under"
            f" a bar of {self.bar:,} kB: {self.verdict}."
        )


def _doubled():
    scene = MemoryOfABatch()
    scene.restart(width=64, n_hidden=2, bar=1000, batch_size=64)
    once, parameters = scene.activations, scene.parameters
    scene.restart(width=64, n_hidden=2, bar=1000, batch_size=128)
    grew = [
        name
        for name, before, after in (
            ("parameters", parameters, scene.parameters),
            ("activations", once, scene.activations),
        )
        if after == 2 * before
    ]
    right = {("activations",): "only the activations", ("parameters",): "only the parameters"}.get(
        tuple(grew), "both"
    )
    return right, {"once": once, "twice": scene.activations, "parameters": parameters}


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
