"""What it costs to double the width or the depth: numbers to keep, products to compute, and time on your own computer."""

from time import perf_counter

import numpy as np

from ...network import MLP, backward_multiplications, count_multiply_adds, count_parameters
from ...optimizers import GradientDescent
from ...plots.numbers import counted, in_millions, milliseconds
from ...plots.profiles import Profiles
from ...plots.style import GOOD, PAST, TRAINING, panels
from ...training import train
from ..common import CROSS_ENTROPY, DIGITS
from ..scene import Choice, Preset, Slider
from ..tasks import Question


class CostOfSize:
    """What it costs to double the width or the depth: numbers to keep, products to compute, and time on your own computer."""

    title = "Cost of size"
    controls = [
        Slider("depth", 1, 8, start=2, whole=True, label="hidden layers"),
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
        colors, scales = {"products": GOOD, "parameters": TRAINING}, ("log", "log")
        self.counts = Profiles(
            left, colors, (8, 256), (300, 3e8), "hidden width", "how many", scales, self.widths, room=0.25
        )
        colors = {"as products": PAST, "measured": TRAINING}
        self.times = Profiles(
            right,
            colors,
            (8, 256),
            (0.003, 100),
            "hidden width",
            "milliseconds per update",
            scales,
            self.widths,
            room=0.27,
        )
        self.artists = self.counts.artists + self.times.artists

    def restart(self, depth, width):
        self.depth, self.n_frames = depth, 0
        self.trainings = {}
        self.milliseconds = np.full(len(self.widths), np.nan)  # the shortest that was measured
        self.change(width)

    def change(self, width):
        self.place = int(np.flatnonzero(self.widths == width)[0])
        self._show()

    def advance(self):
        if self.n_frames < self.n_rounds * len(self.widths):
            k = self.n_frames % len(self.widths)
            self.milliseconds[k] = np.fmin(self.milliseconds[k], 1000 * self._seconds_per_update(k))
            self.n_frames += 1
            self._show()
        return self.n_frames < self.n_rounds * len(self.widths)

    def sizes(self, width, times_as_deep=1):
        return [64, *[int(width)] * self.depth * times_as_deep, 10]

    def _seconds_per_update(self, k):
        if k not in self.trainings:
            model = MLP(self.sizes(self.widths[k]), "relu", "he")
            self.trainings[k] = train(
                model, CROSS_ENTROPY, GradientDescent(0.01), DIGITS.train, self.batch_size
            )
        shortest, end = np.inf, perf_counter() + self.seconds_a_frame
        while perf_counter() < end:
            began = perf_counter()
            next(self.trainings[k])
            shortest = min(shortest, perf_counter() - began)
        return shortest

    def n_products(self, width):
        """The products of one update: forward, for the weights' slopes, and backward to every layer but the inputs."""
        sizes = self.sizes(width)
        return self.batch_size * (count_multiply_adds(sizes) + backward_multiplications(sizes))

    def _show(self):
        parameters = np.array([count_parameters(self.sizes(width)) for width in self.widths], float)
        products = np.array([self.n_products(width) for width in self.widths], float)
        k = self.place
        self.counts.update(
            f"{parameters[k]:,.0f} parameters, {in_millions(products[k])} products",
            self.widths,
            k,
            parameters=parameters,
            products=products,
        )
        proportional = products * self.milliseconds[-1] / products[-1]  # through the widest
        waiting = "Measuring the narrower ones first" if self.n_frames else "Not measured yet: press Play"
        finding = (
            waiting
            if np.isnan(self.milliseconds[k])
            else f"{milliseconds(self.milliseconds[k])} per update, on this computer"
        )
        self.times.update(
            finding, self.widths, k, measured=self.milliseconds, **{"as products": proportional}
        )

    def summary(self):
        width, measured = self.widths[self.place], self.milliseconds[self.place]
        own, wider, deeper = (
            count_parameters(sizes)
            for sizes in (self.sizes(width), self.sizes(2 * width), self.sizes(width, 2))
        )
        time = (
            ""
            if np.isnan(measured)
            else f" An update takes {milliseconds(measured)} on this computer."
        )
        n_layers = counted(self.depth, "hidden layer")
        return (
            f"{n_layers} of {width}: {own:,} parameters, {in_millions(self.n_products(width))} products in an"
            f" update of {self.batch_size} digits. Twice as wide has {wider / own:.2f} times the parameters,"
            f" twice as deep {deeper / own:.2f} times.{time}"
        )


def _wide_or_deep():
    one, wide, deep = (
        count_parameters([64, *[width] * depth, 10]) for width, depth in ((128, 4), (256, 4), (128, 8))
    )
    choice = (
        "twice as wide" if wide > 1.05 * deep else "twice as deep" if deep > 1.05 * wide else "it is the same"
    )
    return choice, {"one": one, "wide": wide, "deep": deep, "wider": wide / one, "deeper": deep / one}


wide_or_deep = Question(
    "A network reads 64 pixels with four hidden layers of 128 neurons. Which costs more parameters: twice the"
    " width, or twice the number of layers?",
    {
        "twice as wide": (
            "Between two hidden layers stand width × width weights: four times as many. From {one:,} to"
            " {wide:,} parameters, {wider:.1f} times; twice as deep only {deep:,}, {deeper:.1f} times."
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
