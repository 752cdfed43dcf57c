"""What does gradient descent do at a saddle?"""

import numpy as np

from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.landscapes import Contours
from ...plots.style import TRAINING, panels
from ..scene import Preset, Slider
from ..tasks import Question
from .surfaces import SaddleLoss
from .walks import steps_near, steps_to_arrive, walk

SURFACE, N_STEPS, START = SaddleLoss(), 300, 1.2
RADIUS = 0.2  # closer than this to the saddle counts as near
ARRIVED = 0.001  # a loss below this counts as in the valley


class Saddle:
    """A saddle seen from above, and the loss along the path: descent slows down there, and leaves."""

    title = "A saddle"
    controls = [
        Slider("offset", 1e-9, 0.3, 0.001, "start beside the ridge", decades_per_step=0.1, logarithmic=True),
        Slider("learning_rate", 0.01, 0.5, start=0.1, logarithmic=True, label="learning rate"),
    ]
    presets = [
        Preset(
            "well beside", {"offset": 0.1, "learning_rate": 0.1}, "Good: it passes by and hardly slows down."
        ),
        Preset(
            "nearly on the ridge",
            {"offset": 1e-6, "learning_rate": 0.1},
            "Looks stuck for a hundred steps, but is only slow.",
        ),
        Preset(
            "low rate",
            {"offset": 1e-3, "learning_rate": 0.01},
            "Bad: with short steps even 300 of them do not lead away.",
        ),
    ]

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.map = Contours(left, "first weight", "second weight")
        x, y = np.linspace(-1.5, 1.5, 81), np.linspace(-1.5, 1.5, 81)
        self.map.draw_map(x, y, SURFACE.value(x, y[:, None]), SURFACE.minimum)
        height = SURFACE.saddle_height, "height of the saddle"
        axes = {"logarithmic_y": False, "threshold": height}
        self.losses = Curves(right, {"loss": TRAINING}, N_STEPS, (0, 1.02), "loss", "steps", **axes)
        self.artists = self.map.ground + self.map.artists + self.losses.artists

    def restart(self, offset, learning_rate):
        self.offset, self.learning_rate = offset, learning_rate
        optimizer = GradientDescent(learning_rate)
        self.path = walk(optimizer, SURFACE.gradient, (START, offset), N_STEPS)
        losses = SURFACE.value(*self.path.T)  # (N_STEPS + 1,)
        self.n_near, self.arrived = steps_near(self.path, 0.0, RADIUS), steps_to_arrive(losses, ARRIVED)
        self.map.update(f"Steps near the saddle: {self.n_near}", self.path)
        self.losses.update(self.finding.capitalize(), loss=(np.arange(N_STEPS + 1), losses))

    @property
    def finding(self):
        """Where the descent ends, in a few words."""
        if self.arrived is not None:
            return f"in the valley after {self.arrived} steps"
        is_near = np.hypot(*self.path[-1]) < RADIUS
        return f"{'still near the saddle' if is_near else 'on its way'} after {N_STEPS} steps"

    def pin(self):
        self.losses.pin(f"{self.offset:.0e}")

    def unpin(self):
        self.losses.unpin()

    def summary(self):
        return (
            f"Start {self.offset:.2g} beside the ridge, learning rate {self.learning_rate:.2g}:"
            f" {self.finding}. Steps within {RADIUS} of the saddle: {self.n_near}."
        )


def _thousand_times_nearer():
    scene, near = Saddle(), {}
    for offset in (1e-3, 1e-6):
        scene.restart(offset=offset, learning_rate=0.1)
        near[offset] = scene.n_near
    far, close = near.values()
    return _compared(close / far), {"far": far, "close": close, "more": close - far}


def _compared(ratio):
    if ratio < 1.5:
        return "about as many"
    return "about three times as many" if ratio < 10 else "about a thousand times as many"


slows_and_leaves = Question(
    "One descent starts 0.001 beside the ridge, another 0.000001 beside it: a thousand times nearer. How many"
    " steps does the second one spend near the saddle?",
    {
        "about as many": (
            "Nearer to the ridge the slope that leads away is smaller, so it takes longer: {close} steps"
            " instead of {far}."
        ),
        "about three times as many": (
            "Each step multiplies the distance from the ridge by 1.1. A factor of 1,000 costs {more} more"
            " steps: {close} instead of {far}."
        ),
        "about a thousand times as many": (
            "That would be so if it moved by the same distance each time. But the distance from the ridge is"
            " multiplied by 1.1: {close} steps instead of {far}."
        ),
    },
    _thousand_times_nearer,
)
