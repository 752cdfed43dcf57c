"""Why is a classifier not trained by squared errors? One neuron that is sure of the wrong class shows it."""

import numpy as np

from ...plots.curves import Curves
from ...plots.numbers import three_digits_in_full, times
from ...plots.profiles import Profiles
from ...plots.style import DANGER, GOOD, panels
from ..scene import Preset, Slider, Toggle
from ..tasks import Question
from .one_neuron import chance, cross_entropy_slope, squared_slope


class WhyNotSquares:
    """One neuron with a sigmoid, sure of the wrong class: two losses train it, side by side."""

    title = "Why not squares for classes?"
    controls = [
        Toggle("halved", False, "write ½ in front of the square"),
        Slider("start", -10.0, 3.0, start=-5.0, step=0.1, label="z at the start"),
        Slider("learning_rate", 0.1, 10.0, start=1.0, logarithmic=True, label="learning rate"),
    ]
    presets = [
        Preset(
            "unsure",
            {"start": 0.0, "learning_rate": 1.0},
            "From the middle both arrive; squares take somewhat longer.",
        ),
        Preset(
            "wrong",
            {"start": -5.0, "learning_rate": 1.0},
            "Sure of the wrong class: squares need many more updates.",
        ),
        Preset(
            "very wrong",
            {"start": -10.0, "learning_rate": 1.0},
            "Bad: the square hardly has a slope here, so nothing moves.",
        ),
    ]
    n_steps, steps_a_frame, preview_frames = 300, 3, 100

    def __init__(self):
        self.figure, (left, right) = panels(1.2, 1, gap=0.3)
        colors = {"squares": DANGER, "cross-entropy": GOOD}
        y_axis = {"y_label": "chance of the true class", "y_ticks": np.linspace(0, 1, 6)}
        self.chances = Curves(left, colors, self.n_steps, (-0.08, 1.1), **y_axis, logarithmic_y=False)
        axes = (-10, 10), (1e-5, 3), "weighted sum z", "size of the slope (log scale)", ("linear", "log")
        self.slopes = Profiles(right, colors, *axes, x_ticks=[-10, -5, 0, 5, 10], room=0)
        self.artists = self.chances.artists + self.slopes.artists

    def restart(self, halved, start, learning_rate):
        self.start, self.learning_rate = start, learning_rate
        self.factor = 0.5 if halved else 1.0
        self.sums = {"cross-entropy": [start], "squares": [start]}  # z after every update
        z = np.linspace(-10, 10, 201)
        self.slopes.draw(z, **{name: -self.slope(name, z) for name in self.sums})
        self.slopes.name(**{"cross-entropy": (-9.7, 1.9), "squares": (-4.5, 0.0035)})
        self._show()

    def slope(self, name, z):
        """The slope of the named loss at the weighted sum `z`, any shape; the target is 1."""
        return cross_entropy_slope(z) if name == "cross-entropy" else squared_slope(z, self.factor)

    @property
    def ratio(self):
        """How many times smaller the square's slope is, where the training runs start."""
        return self.slope("cross-entropy", self.start) / self.slope("squares", self.start)

    def advance(self):
        for _ in range(min(self.steps_a_frame, self.n_steps - self.n_done)):
            for name, sums in self.sums.items():
                sums.append(sums[-1] - self.learning_rate * float(self.slope(name, sums[-1])))
        self._show()
        return self.n_done < self.n_steps

    @property
    def n_done(self):
        return len(self.sums["squares"]) - 1

    @property
    def chances_now(self):
        """The chance that the neuron gives the true class now, by loss."""
        return {name: float(chance(sums[-1])) for name, sums in self.sums.items()}

    def _show(self):
        updates, now = np.arange(self.n_done + 1), self.chances_now
        finding = (
            f"After {self.n_done} updates: {now['cross-entropy']:.2f} by cross-entropy, {now['squares']:.2f}"
            " by squares"
        )
        self.chances.update(finding, **{name: (updates, chance(sums)) for name, sums in self.sums.items()})
        places = {name: (sums[-1], -self.slope(name, sums[-1])) for name, sums in self.sums.items()}
        self.slopes.point(f"At z = {self.start:.1f} squares pull {times(self.ratio)} less", **places)

    def pin(self):
        self.chances.pin(f"squares, z = {self.start:.1f}")

    def unpin(self):
        self.chances.unpin()

    def summary(self):
        now = self.chances_now
        slopes = {name: float(self.slope(name, self.start)) for name in self.sums}
        return (
            f"Target 1, start at z = {self.start:.1f}: slope"
            f" {three_digits_in_full(slopes['cross-entropy'])} for cross-entropy,"
            f" {three_digits_in_full(slopes['squares'])} for squares, {times(self.ratio)} smaller."
            f" After {self.n_done} of {self.n_steps} updates the true class gets {now['cross-entropy']:.3f}"
            f" by cross-entropy and {now['squares']:.3f} by squares."
        )


def _how_much_smaller():
    sharp, flat = float(cross_entropy_slope(-5.0)), float(squared_slope(-5.0))
    facts = {"ratio": sharp / flat, "sharp": sharp, "flat": flat, "chance": float(chance(-5.0))}
    if sharp / flat < 2:
        return "about the same", facts
    return "about 7 times smaller" if sharp / flat < 20 else "about 75 times smaller", facts


how_much_smaller = Question(
    "The target is 1, and the weighted sum is -5: the neuron is sure of the wrong class. How large is the"
    " slope of (p - 1)², compared with the slope of the cross-entropy?",
    {
        "about the same": (
            "Both losses are large, but a slope is what moves the weights: {flat:.4f} against {sharp:.3f},"
            " {ratio:.0f} times smaller."
        ),
        "about 7 times smaller": (
            "It is even smaller, {ratio:.0f} times. The sigmoid is nearly flat at p = {chance:.4f}. Its slope"
            " is a factor of the square's slope: {flat:.4f} against {sharp:.3f}."
        ),
        "about 75 times smaller": (
            "{flat:.4f} against {sharp:.3f}. The square's slope goes through the flat sigmoid; in the"
            " cross-entropy the logarithm undoes it."
        ),
    },
    _how_much_smaller,
)
