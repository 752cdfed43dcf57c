"""The same range, drawn from in two ways: where do the numbers fall?"""

import numpy as np

from ...plots.numbers import short
from ...plots.style import TRAINING, VALIDATION, panels
from ...search import Linear, Logarithmic
from ..scene import Preset, Seed, Slider
from ..tasks import Question
from .pictures import DotRows
from .probability import chance_to_hit

SCALES = {"linear": Linear, "logarithmic": Logarithmic}


class LinearOrLog:
    """The same range, drawn from in two ways: where do the numbers fall?"""

    title = "Linear or logarithmic?"
    controls = [
        Slider("low", 1e-6, 0.1, start=1e-3, decades_per_step=0.5, logarithmic=True, label="lowest value"),
        Slider("high", 1.0, 1e4, start=1e3, decades_per_step=0.5, logarithmic=True, label="highest value"),
        Slider("n_draws", 10, 200, start=100, step=10, integer=True, label="numbers drawn"),
        Seed(),
    ]
    presets = [
        Preset(
            "six powers of ten",
            {"low": 1e-3, "high": 1e3},
            "Linear: hardly a number below 1. Logarithmic: half of them.",
        ),
        Preset(
            "for a learning rate",
            {"low": 1e-6, "high": 1.0},
            "Good, drawn logarithmically: a usual first range. Up to 1000 would be far too high.",
        ),
    ]

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        rows = {"linear": (TRAINING, "o"), "logarithmic": (VALIDATION, "^")}
        self.on_logarithmic = DotRows(left, rows, (1e-6, 1e4), "value, logarithmic axis")
        x_label = "value as a share of the highest, linear axis"
        self.on_linear = DotRows(right, rows, (0, 1), x_label, logarithmic_x=False)
        self.artists = self.on_logarithmic.artists + self.on_linear.artists

    def restart(self, low, high, n_draws, seed):
        self.low, self.high = low, high
        self.middle = Logarithmic(low, high).value(0.5)
        shares = np.random.default_rng(seed).uniform(size=n_draws)
        self.drawn = {name: _drawn(scale(low, high), shares) for name, scale in SCALES.items()}
        self.n_below = {name: int((numbers < self.middle).sum()) for name, numbers in self.drawn.items()}
        self.on_logarithmic.update(self.finding, self.middle, **self.drawn)
        in_shares = {name: numbers / high for name, numbers in self.drawn.items()}
        self.on_linear.update("The same numbers on a linear axis", self.middle / high, **in_shares)

    @property
    def finding(self):
        """How many numbers of each kind fall into the lower half of the powers of ten."""
        linear, logarithmic = self.n_below["linear"], self.n_below["logarithmic"]
        return f"Below {self.middle:.3g}: {linear} linear, {logarithmic} logarithmic"

    @property
    def share_below(self):
        """The share of linear draws that is expected below the middle power of ten."""
        return Linear(self.low, self.high).coordinates(self.middle)[0]

    def summary(self):
        n = len(self.drawn["linear"])
        none = 1 - chance_to_hit(self.share_below, n)
        return (
            f"{n} numbers from {short(self.low)} to {short(self.high)}. Below {self.middle:.3g}, the middle"
            f" power of ten, fall {self.n_below['linear']} of the linear draws (expected"
            f" {100 * self.share_below:.2g}%; none at all has a probability of {none:.1%}) and"
            f" {self.n_below['logarithmic']} of the logarithmic ones (expected 50%)."
        )


def _drawn(values, shares):
    return np.array([values.value(share) for share in shares])


def _below_one():
    share = Linear(1e-3, 1e3).coordinates(1)[0]
    none = 1 - chance_to_hit(share, 100)
    expected = {"most likely none": 0, "about 17": 17, "about 50": 50}
    choice = min(expected, key=lambda words: abs(expected[words] - 100 * share))
    return choice, {"expected": share, "none": none}


how_many_below_one = Question(
    "We draw 100 numbers from 0.001 to 1000, linearly: each number is as likely as any other. How many fall"
    " below 1?",
    {
        "most likely none": (
            "Below 1 lies only {expected:.1%} of the range. No draw at all falls there with a probability of"
            " {none:.1%}."
        ),
        "about 17": (
            "17 of 100 would be the share of one power of ten out of six. Three of the six lie below 1, but"
            " on a linear scale all three together have {expected:.1%} of the room."
        ),
        "about 50": (
            "That is what a logarithmic draw would give. Drawn linearly, {expected:.1%} are to be expected."
        ),
    },
    _below_one,
)
