"""What does a larger network cost: in parameters, in products, and in time on this computer?"""

from time import perf_counter

import numpy as np

from ...network import MLP, count_multiply_adds, count_parameters
from ...optimizers import GradientDescent
from ...plots.numbers import counted, in_millions, milliseconds
from ...plots.profiles import Profiles
from ...plots.style import PAST, TRAINING, panels
from ...training import train
from ..common import CROSS_ENTROPY, DIGITS, backward_multiplications
from ..scene import Choice, Preset, Slider
from ..tasks import Question


class CostOfSize:
    """Parameters, products and milliseconds per update for six widths, at the depth that is chosen."""

    title = "Cost of size"
    controls = [
        Slider("depth", 1, 8, start=2, integer=True, label="hidden layers"),
        Choice("width", (8, 16, 32, 64, 128, 256), 32, "hidden width", live=True),
    ]
    presets = [
        Preset(
            "small",
            {"depth": 2, "width": 16},
            "Here doubling costs hardly any time: numpy's calls, not the products, take it.",
        ),
        Preset(
            "large",
            {"depth": 8, "width": 256},
            "Here time follows the products: twice as wide is nearly four times as long.",
        ),
    ]
    batch_size, n_rounds, seconds_a_frame = 32, 4, 0.01
    widths = np.array(controls[-1].options)

    def __init__(self):
        self.figure, (left, right) = panels(1, 1, left=0.09, gap=0.23)
        x, scales = "hidden width", ("log", "log")
        colors = {"products": PAST, "parameters": TRAINING}
        self.counts = Profiles(
            left, colors, (8, 256), (300, 3e8), x, "how many", scales, self.widths, room=0.25
        )
        colors, y = {"as products": PAST, "measured": TRAINING}, "milliseconds per update"
        self.times = Profiles(right, colors, (8, 256), (0.003, 100), x, y, scales, self.widths, room=0.27)
        self.artists = self.counts.artists + self.times.artists

    def restart(self, depth, width):
        self.depth, self.n_frames = depth, 0
        self.training_runs = {}
        self.milliseconds = np.full(len(self.widths), np.nan)  # the shortest time measured for each width
        self.change(width)

    def change(self, width):
        self.index = int(np.flatnonzero(self.widths == width)[0])
        self._show_counts()
        self._show_times()

    @property
    def is_over(self):
        """True when every width has been measured in every round."""
        return self.n_frames >= self.n_rounds * len(self.widths)

    def advance(self):
        """Measures one width. Returns False when all are measured."""
        if not self.is_over:
            k = self.n_frames % len(self.widths)
            self.milliseconds[k] = np.fmin(self.milliseconds[k], 1000 * self._seconds_per_update(k))
            self.n_frames += 1
            self._show_times()
        return not self.is_over

    def sizes(self, width, times_as_deep=1):
        """The layer sizes of a network of this width."""
        return [64, *[int(width)] * self.depth * times_as_deep, 10]

    def n_products(self, width):
        """The products of one update: forward, for the weights' slopes, and back to the first layer."""
        sizes = self.sizes(width)
        return self.batch_size * (count_multiply_adds(sizes) + backward_multiplications(sizes))

    def _seconds_per_update(self, k):
        """The shortest time of an update, from as many as fit into one frame."""
        if k not in self.training_runs:
            self.training_runs[k] = self._training(self.widths[k])
        shortest, end = np.inf, perf_counter() + self.seconds_a_frame
        while perf_counter() < end:
            began = perf_counter()
            next(self.training_runs[k])
            shortest = min(shortest, perf_counter() - began)
        return shortest

    def _training(self, width):
        model, optimizer = MLP(self.sizes(width), "relu", "he"), GradientDescent(0.01)
        return train(model, CROSS_ENTROPY, optimizer, DIGITS.train, self.batch_size)

    def _show_counts(self):
        k, parameters = self.index, np.array([count_parameters(self.sizes(width)) for width in self.widths])
        self.products = np.array([self.n_products(width) for width in self.widths], float)
        finding = f"{parameters[k]:,} parameters, {in_millions(self.products[k])} products"
        self.counts.update(finding, self.widths, k, parameters=parameters, products=self.products)

    def _show_times(self):
        through_the_widest = self.products * self.milliseconds[-1] / self.products[-1]
        lines = {"measured": self.milliseconds, "as products": through_the_widest}
        self.times.update(self.finding, self.widths, self.index, **lines)

    @property
    def finding(self):
        """How long an update takes, in a few words."""
        measured = self.milliseconds[self.index]
        if not np.isnan(measured):
            return f"{milliseconds(measured)} per update, on this computer"
        return "Measuring the narrower ones first" if self.n_frames else "Not measured yet: press Play"

    def summary(self):
        width, measured = self.widths[self.index], self.milliseconds[self.index]
        others = self.sizes(width), self.sizes(2 * width), self.sizes(width, 2)
        own, wider, deeper = (count_parameters(sizes) for sizes in others)
        time = f" An update takes {milliseconds(measured)} on this computer."
        return (
            f"{counted(self.depth, 'hidden layer')} of {width}: {own:,} parameters,"
            f" {in_millions(self.n_products(width))} products in an update of {self.batch_size} digits. Twice"
            f" as wide has {wider / own:.2f} times the parameters, twice as deep {deeper / own:.2f} times."
            f"{'' if np.isnan(measured) else time}"
        )


def _wide_or_deep():
    width, depth = 128, 4
    shapes = (width, depth), (2 * width, depth), (width, 2 * depth)
    one, wide, deep = (count_parameters([64, *[width] * depth, 10]) for width, depth in shapes)
    choice = "twice as wide" if wide > deep else "twice as deep"
    if abs(wide - deep) < 0.05 * min(wide, deep):
        choice = "it is the same"
    return choice, {"one": one, "wide": wide, "deep": deep, "wider": wide / one, "deeper": deep / one}


wide_or_deep = Question(
    "A network reads 64 pixels with four hidden layers of 128 neurons. Which costs more parameters: twice the"
    " width, or twice the number of layers?",
    {
        "twice as wide": (
            "Between two hidden layers there are width × width weights, now four times as many. Parameters:"
            " {one:,} before, {wide:,} twice as wide, {deep:,} twice as deep."
        ),
        "twice as deep": (
            "Another layer adds one block of 128 × 128 weights. But twice the width makes every such block"
            " four times as large: {wide:,} against {deep:,}."
        ),
        "it is the same": (
            "Depth adds blocks, so it doubles them. Width enters every block twice, once for the rows and"
            " once for the columns: {wide:,} against {deep:,}."
        ),
    },
    _wide_or_deep,
)
