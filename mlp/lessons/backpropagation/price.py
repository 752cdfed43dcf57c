"""The same gradient, bought twice: by nudging every parameter, and by going back once. What does each cost?"""

from itertools import islice

import numpy as np

from ...data import Points
from ...network import MLP, backward_multiplications, count_multiply_adds, count_parameters
from ...plots.numbers import one_digit
from ...plots.profiles import Profiles
from ...plots.style import GRADIENT, PAST, panels
from ..common import CROSS_ENTROPY, SQUARED_ERROR
from ..scene import Preset, Slider
from ..tasks import Question
from .cost import Counted, numbers_kept, numbers_passing_through, passes_for_differences
from .differences import forward_difference, relative_error, slopes_one_by_one
from .pictures import RaceTrack
from .shared import SOME_DIGITS


class Price:
    """The same gradient, bought twice: by nudging every parameter, and by going back once. What does each cost?"""

    title = "The price of a gradient"
    controls = [
        Slider("n_hidden", 1, 20, start=8, whole=True, label="neurons in a hidden layer"),
        Slider("n_layers", 1, 10, start=1, whole=True, label="hidden layers"),
    ]
    presets = [
        Preset(
            "small",
            {"n_hidden": 4, "n_layers": 1},
            "Even a tiny network has hundreds of parameters to nudge.",
        ),
        Preset(
            "deep",
            {"n_hidden": 20, "n_layers": 10},
            "Nudging costs more with every layer, and so does the memory for the way back.",
        ),
    ]
    large, n_frames, preview_frames = [784, 50, 10], 30, 20

    def __init__(self):
        self.figure, (left, right) = panels(1.15, 1)
        colors = {"nudging": PAST, "backpropagation": GRADIENT}
        self.race = RaceTrack(left, colors, (1, 1e5), "work, in forward passes", "share of the slopes known")
        self.memory = Profiles(
            right,
            {"to learn": GRADIENT, "to predict": PAST},
            (1, 10),
            (0, 9500),
            "hidden layers",
            "numbers in memory",
            x_ticks=[1, 4, 7, 10],
        )
        self.artists = self.race.artists + self.memory.artists

    def restart(self, n_hidden, n_layers):
        self.sizes = [64, *[n_hidden] * n_layers, 10]
        self.model = Counted(MLP(self.sizes, "tanh"))
        self.by_backward = self._gradient()
        self.work = 1 + backward_multiplications(self.sizes) / count_multiply_adds(self.sizes)
        self.nudging = slopes_one_by_one(self.model, CROSS_ENTROPY, SOME_DIGITS, nudge=1e-5)
        self.model.n_forward, self.by_nudging = 0, []
        self.runs = [(1, 0.0)]
        self._weigh(n_hidden, n_layers)
        self._show()

    def _gradient(self):
        model = self.model.model
        layer_outputs = self.model.forward(SOME_DIGITS.inputs)
        model.backward(layer_outputs, CROSS_ENTROPY.gradient(layer_outputs[-1], SOME_DIGITS.targets))
        return model.gradient.flat.copy()

    def _weigh(self, n_hidden, n_layers):
        """Counts the arrays that `forward` really returns, for every number of hidden layers."""
        depths = np.arange(1, 11)
        passes = [
            MLP([64, *[n_hidden] * depth, 10], "tanh", "zeros").forward(SOME_DIGITS.inputs)
            for depth in depths
        ]
        self.kept, self.held = (
            [numbers_kept(arrays) for arrays in passes],
            [numbers_passing_through(arrays) for arrays in passes],
        )
        self.n_kept, self.n_held = self.kept[n_layers - 1], self.held[n_layers - 1]
        finding = f"Going back keeps {self.n_kept:,} numbers"
        self.memory.update(finding, depths, n_layers - 1, **{"to learn": self.kept, "to predict": self.held})

    def advance(self):
        """Nudges some more parameters; False when all are done."""
        n_parameters = len(self.by_backward)
        self.by_nudging += islice(self.nudging, -(-n_parameters // self.n_frames))
        if self.model.n_forward > self.runs[-1][0]:
            self.runs.append((self.model.n_forward, len(self.by_nudging) / n_parameters))
        self._show()
        return len(self.by_nudging) < n_parameters

    def _show(self):
        goal = passes_for_differences(self.large)
        name = f"{'-'.join(map(str, self.large))}: {goal:,}"
        at_once = [(1, 0.0), (self.work, 0.0), (self.work, 1.0)]
        self.race.update(
            self.fate, goal, name, nudging=np.array(self.runs).T, backpropagation=np.array(at_once).T
        )

    @property
    def fate(self):
        """How far nudging has come, in a few words."""
        n_known, n_parameters = len(self.by_nudging), len(self.by_backward)
        if n_known < n_parameters:
            return f"Nudging: {n_known:,} of {n_parameters:,} slopes after {self.model.n_forward:,} passes"
        return (
            f"Nudging needed {self.model.n_forward:,} passes, {self.model.n_forward / self.work:,.0f} times"
            " the work"
        )

    def summary(self):
        sizes = "-".join(map(str, self.sizes))
        if len(self.sizes) > 5:
            sizes = f"64, {len(self.sizes) - 2} hidden layers of {self.sizes[1]}, 10"
        agreement = ""
        if len(self.by_nudging) == len(self.by_backward):
            agreement = (
                " The two gradients differ by"
                f" {one_digit(relative_error(np.array(self.by_nudging), self.by_backward))} of the largest"
                " slope."
            )
        return (
            f"Network {sizes}, {len(self.by_backward):,} parameters. {self.fate}. Backpropagation: one pass"
            f" forward, one back, together the work of {self.work:.2f} forward passes. For 784-50-10 nudging"
            f" needs {passes_for_differences(self.large):,} passes.{agreement} Going back keeps"
            f" {self.n_kept:,} numbers for 32 digits; a prediction holds {self.n_held:,} at a time."
        )


def _passes():
    small = Counted(MLP([3, 4, 2], "tanh"))
    forward_difference(small, SQUARED_ERROR, Points(np.ones((5, 3)), np.ones((5, 2))))
    counted = small.n_forward - count_parameters([3, 4, 2])  # the passes beyond one per parameter
    n_passes = count_parameters(Price.large) + counted
    work = 1 + backward_multiplications(Price.large) / count_multiply_adds(Price.large)
    facts = {"n_passes": n_passes, "n_parameters": count_parameters(Price.large), "work": work}
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
