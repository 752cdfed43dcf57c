"""Which step factors lead to the bottom of a bowl?"""

import numpy as np

from ...plots.curves import Curves
from ...plots.landscapes import Landscape
from ...plots.style import TRAINING, panels
from ..scene import Preset, Slider
from ..tasks import Question
from .descent import descend


class BallInABowl:
    """Twenty steps of gradient descent in the parabola ½w²: the path, and the distance after each step."""

    title = "Ball in a bowl"
    controls = [Slider("step_factor", 0.0, 2.2, start=0.1, step=0.01, label="learning rate × curvature")]
    presets = [
        Preset(
            "careful", {"step_factor": 0.1}, "Good but slow: each step keeps nine tenths of the distance."
        ),
        Preset("one leap", {"step_factor": 1.0}, "Best: one step is enough, but only in a parabola."),
        Preset("too far", {"step_factor": 2.1}, "Bad: every step lands higher up on the other side."),
    ]
    n_steps = 20

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.bowl = Landscape(left, lambda weight: weight**2 / 2, limits=(-2.4, 2.4), y_limits=(-0.15, 2.9))
        name, limits = "distance from the bottom", (0.001, 10)
        self.distance = Curves(right, {"distance": TRAINING}, self.n_steps, limits, name, x_label="steps")
        self.artists = self.bowl.artists + self.distance.artists

    def restart(self, step_factor):
        self.step_factor, self.weights = step_factor, _descent(step_factor)
        distances = np.abs(self.weights)  # (n_steps + 1,)
        self.bowl.update(f"Step factor {step_factor:.2f}: {self.finding}", self.weights)
        shown = np.where(distances > 0, distances, np.nan)  # a logarithmic axis has no place for 0
        finding = f"After {self.n_steps} steps: {distances[-1]:.3g} from the bottom"
        self.distance.update(finding, distance=(np.arange(self.n_steps + 1), shown))

    @property
    def finding(self):
        """How the ball moves, in a few words."""
        factor = self.step_factor
        if factor == 0:
            return "does not move"
        if factor < 1:
            return "rolls down one side"
        if factor == 1:
            return "arrives in one step"
        if factor < 2:
            return "overshoots, but comes closer each time"
        return "swings without end" if factor == 2 else "climbs out of the bowl"

    def pin(self):
        self.distance.pin(f"{self.step_factor:.2f}")

    def unpin(self):
        self.distance.unpin()

    def summary(self):
        return (
            f"Step factor {self.step_factor:.2f}: the ball {self.finding}. It starts 1 from the bottom"
            f" and after {self.n_steps} steps is {abs(self.weights[-1]):.3g} away."
        )


def _descent(step_factor):
    return descend(lambda weight: weight, start=1.0, learning_rate=step_factor, n_steps=BallInABowl.n_steps)


def _mirror():
    ends = {factor: abs(_descent(factor)[-1]) for factor in (0.1, 0.2, 1.0, 1.9, 2.1)}
    nearest = min((0.2, 1.0, 1.9, 2.1), key=lambda factor: abs(ends[factor] - ends[0.1]))
    return str(nearest), {"end": ends[0.1], "small": ends[0.2], "mirror": ends[1.9], "far": ends[2.1]}


where_else = Question(
    "With step factor 0.1 the ball is some way from the bottom after 20 steps. Which other step factor ends"
    " equally far away?",
    {
        "0.2": (
            "Twice the step keeps 0.8 of the distance each time instead of 0.9, twenty times over: it ends at"
            " {small:.3f}, not at {end:.3f}."
        ),
        "1.0": (
            "That one is special: its first step lands exactly on the bottom. The step factor 0.1 ends at"
            " {end:.3f}."
        ),
        "1.9": (
            "Each step multiplies the distance by 1 - 1.9 = -0.9. It changes sides every time, but shrinks as"
            " slowly as 0.9: both end at {mirror:.3f}."
        ),
        "2.1": (
            "Each step multiplies the distance by 1 - 2.1 = -1.1, so it grows: after 20 steps it is"
            " {far:.2f}."
        ),
    },
    _mirror,
)
