"""What does a gradient cost, found by nudging every parameter, and found by one pass back?"""

from itertools import islice

import numpy as np

from ...data import Points
from ...network import MLP, count_parameters
from ...plots.numbers import one_digit
from ...plots.profiles import Profiles
from ...plots.style import GRADIENT, PAST, panels
from ..common import CROSS_ENTROPY, SQUARED_ERROR
from ..scene import Preset, Slider
from ..tasks import Question
from .comparison import relative_error
from .cost import (
    CountingModel,
    numbers_kept,
    numbers_passing_through,
    passes_for_differences,
    work_of_backpropagation,
)
from .differences import forward_difference, slopes_one_by_one
from .pictures import RaceTrack
from .shared import SOME_DIGITS

LARGE = [784, 50, 10]  # of the goal


class PriceOfGradient:
    """A race between nudging and backpropagation, and the numbers that backpropagation keeps in memory."""

    title = "The price of a gradient"
    controls = [
        Slider("width", 1, 20, start=8, integer=True, label="neurons in a layer"),
        Slider("depth", 1, 10, start=1, integer=True, label="hidden layers"),
    ]
    presets = [
        Preset("small", {"width": 4, "depth": 1}, "Even a tiny network has hundreds of parameters to nudge."),
        Preset(
            "deep",
            {"width": 20, "depth": 10},
            "Nudging costs more with every layer, and so does the memory for the way back.",
        ),
    ]
    n_frames, preview_frames = 30, 20
    depths = np.arange(1, 11)

    def __init__(self):
        self.figure, (left, right) = panels(1.15, 1)
        colors = {"nudging": PAST, "backpropagation": GRADIENT}
        self.race = RaceTrack(left, colors, (1, 1e5), "work, in forward passes", "share of the slopes known")
        colors, labels = {"to learn": GRADIENT, "to predict": PAST}, ("hidden layers", "numbers in memory")
        self.memory = Profiles(right, colors, (1, 10), (0, 9500), *labels, x_ticks=[1, 4, 7, 10])
        self.artists = self.race.artists + self.memory.artists

    def restart(self, width, depth):
        self.sizes = _sizes(width, depth)
        self.model = CountingModel(MLP(self.sizes, "tanh"))
        self.by_backward = self._gradient()
        self.work = work_of_backpropagation(self.sizes)
        self.nudging = slopes_one_by_one(self.model, CROSS_ENTROPY, SOME_DIGITS, step=1e-5)
        self.model.n_forward, self.by_nudging = 0, []
        self.runs = [(1, 0.0)]
        self._show_memory(width, depth)
        self._show_race()

    def _gradient(self):
        model = self.model.model
        layer_outputs = model.forward(SOME_DIGITS.inputs)
        model.backward(layer_outputs, CROSS_ENTROPY.gradient(layer_outputs[-1], SOME_DIGITS.targets))
        return model.gradient.flat.copy()

    def advance(self):
        """Nudges some more parameters. Returns False when all are done."""
        n_parameters = len(self.by_backward)
        self.by_nudging += islice(self.nudging, -(-n_parameters // self.n_frames))
        if self.model.n_forward > self.runs[-1][0]:
            self.runs.append((self.model.n_forward, len(self.by_nudging) / n_parameters))
        self._show_race()
        return not self.is_over

    @property
    def is_over(self):
        """True when all parameters have been nudged."""
        return len(self.by_nudging) == len(self.by_backward)

    @property
    def finding(self):
        """How far nudging has come, in a few words."""
        n_passes = self.model.n_forward
        if self.is_over:
            return f"Nudging needed {n_passes:,} passes, {n_passes / self.work:,.0f} times the work"
        n_known, n_parameters = len(self.by_nudging), len(self.by_backward)
        return f"Nudging: {n_known:,} of {n_parameters:,} slopes after {n_passes:,} passes"

    def _show_race(self):
        goal = passes_for_differences(LARGE)
        nudging = np.array(self.runs).T  # (2, n_readings): forward passes and shares
        at_once = np.array([(1, 0.0), (self.work, 0.0), (self.work, 1.0)]).T
        name = f"{'-'.join(map(str, LARGE))}: {goal:,}"
        self.race.update(self.finding, goal, name, nudging=nudging, backpropagation=at_once)

    def _show_memory(self, width, depth):
        """Counts the arrays that `forward` really returns, for every number of hidden layers."""
        models = [MLP(_sizes(width, depth), "tanh", "zeros") for depth in self.depths]
        outputs = [model.forward(SOME_DIGITS.inputs) for model in models]
        self.kept = [numbers_kept(layer_outputs) for layer_outputs in outputs]
        self.held = [numbers_passing_through(layer_outputs) for layer_outputs in outputs]
        self.n_kept, self.n_held = self.kept[depth - 1], self.held[depth - 1]
        finding = f"Going back keeps {self.n_kept:,} numbers"
        lines = {"to learn": self.kept, "to predict": self.held}
        self.memory.update(finding, self.depths, depth - 1, **lines)

    def summary(self):
        return (
            f"Network {self._architecture()}, {len(self.by_backward):,} parameters. {self.finding}."
            f" Backpropagation: one pass forward, one back, together the work of {self.work:.2f} forward"
            f" passes. For 784-50-10 nudging needs {passes_for_differences(LARGE):,} passes."
            f"{self._agreement()} Going back keeps {self.n_kept:,} numbers for 32 digits; a prediction holds"
            f" {self.n_held:,} at a time."
        )

    def _architecture(self):
        depth = len(self.sizes) - 2
        if depth > 3:
            return f"64, {depth} hidden layers of {self.sizes[1]}, 10"
        return "-".join(map(str, self.sizes))

    def _agreement(self):
        if not self.is_over:
            return ""
        error = relative_error(np.array(self.by_nudging), self.by_backward)
        return f" The two gradients differ by {one_digit(error)} of the largest slope."


def _sizes(width, depth):
    return [64, *[width] * depth, 10]


def _passes():
    small = CountingModel(MLP([3, 4, 2], "tanh"))
    forward_difference(small, SQUARED_ERROR, Points(np.ones((5, 3)), np.ones((5, 2))))
    n_extra = small.n_forward - count_parameters([3, 4, 2])  # beyond one pass per parameter
    n_passes = count_parameters(LARGE) + n_extra
    work = work_of_backpropagation(LARGE)
    facts = {"n_passes": n_passes, "n_parameters": count_parameters(LARGE), "work": work}
    return next(choice for choice in ("2", "845", "39,761") if choice == f"{n_passes:,}"), facts


price_of_nudging = Question(
    "A network with 784 inputs, 50 hidden neurons and 10 outputs. How many forward passes does it take to"
    " find its gradient by nudging every parameter once, to one side?",
    {
        "2": (
            "That is nearly the price of backpropagation: one pass forward and one back, the work of"
            " {work:.2f} forward passes. Nudging takes {n_passes:,}."
        ),
        "845": (
            "One for each neuron would not do: every single parameter has its own slope. There are"
            " {n_parameters:,} of them, and one more pass to compare with."
        ),
        "39,761": (
            "One for each of the {n_parameters:,} weights and biases, and one to compare with."
            " Backpropagation: the work of {work:.2f} forward passes."
        ),
    },
    _passes,
)
