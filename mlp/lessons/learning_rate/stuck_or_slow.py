"""Can a longer step find a deeper valley?"""

import numpy as np

from ...plots.curves import Curves
from ...plots.landscapes import Landscape
from ...plots.style import TRAINING, panels
from ..scene import Preset, Slider
from ..tasks import Question
from .descent import descend


class StuckOrSlow:
    """Gradient descent on a loss with two valleys, one deeper: the path, and the weight after each step."""

    title = "Stuck or slow?"
    controls = [Slider("learning_rate", 0.005, 0.4, start=0.05, step=0.005, label="learning rate")]
    presets = [
        Preset("stuck", {"learning_rate": 0.05}, "Stops in the first valley on its way, the shallow one."),
        Preset(
            "leaps over",
            {"learning_rate": 0.18},
            "Good here: long enough to leap over the hill, short enough to settle.",
        ),
        Preset(
            "restless", {"learning_rate": 0.28}, "Bad: finds the deep valley and never comes to rest in it."
        ),
        Preset(
            "overflow",
            {"learning_rate": 0.35},
            "Bad: a few leaps, each longer than the last, until the numbers overflow.",
        ),
    ]
    n_steps = 200

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.hills = Landscape(left, self.loss, limits=(-2.1, 2.1), y_limits=(-0.6, 4.2))
        self.curve = Curves(
            right, {"weight": TRAINING}, self.n_steps, (-2.1, 2.1), "weight", "steps", logarithmic_y=False
        )
        self.artists = self.hills.artists + self.curve.artists

    @staticmethod
    def loss(weight):
        return (weight**2 - 1) ** 2 + 0.3 * weight

    @staticmethod
    def slope(weight):
        return 4 * weight * (weight**2 - 1) + 0.3

    def restart(self, learning_rate):
        self.learning_rate = learning_rate
        self.weights = descend(self.slope, start=1.6, learning_rate=learning_rate, n_steps=self.n_steps)
        sizes = np.abs(self.weights)
        self.hills.update(self.finding.capitalize(), self.weights[sizes < 1e6])
        shown = np.where(sizes < 20, self.weights, np.nan)  # leaps out of the picture are left out
        self.curve.update(f"Learning rate {learning_rate:.3f}", weight=(np.arange(self.n_steps + 1), shown))

    @property
    def finding(self):
        """Where the descent ends, in a few words."""
        finite = np.isfinite(self.weights)
        if not finite.all():
            return f"diverged at step {np.argmin(finite)}"
        *_, before, last = self.weights
        if abs(last - before) > 0.01:
            return "bounces without end"
        if abs(self.slope(last)) > 0.01:
            return f"still on its way at {last:.3f}"
        valley = "stuck in the shallow valley" if last > 0 else "in the deep valley"
        return f"{valley} at {last:.3f}"

    def pin(self):
        self.curve.pin(f"{self.learning_rate:.3f}")

    def unpin(self):
        self.curve.unpin()

    def summary(self):
        return f"Learning rate {self.learning_rate:.3f}, {self.n_steps} steps from 1.6: {self.finding}."


def _deep_valley():
    rates = (0.05, 0.18, 0.28, 0.35)
    paths = {rate: descend(StuckOrSlow.slope, 1.6, rate, StuckOrSlow.n_steps) for rate in rates}
    settled = {rate: path[-1] for rate, path in paths.items() if abs(path[-1] - path[-2]) < 0.001}
    best = min(settled, key=lambda rate: StuckOrSlow.loss(settled[rate]))
    overflow = int(np.argmin(np.isfinite(paths[0.35])))
    return str(best), {"shallow": paths[0.05][-1], "deep": paths[0.18][-1], "overflow": overflow}


finds_the_deep_valley = Question(
    "The descent starts at 1.6, the deep valley is on the left. Which learning rate comes to rest in it?",
    {
        "0.05": "Careful steps roll into the first valley and stay there, at {shallow:.3f}.",
        "0.18": (
            "The first steps are long enough to leap over the hill, the later ones short enough to settle at"
            " {deep:.3f}."
        ),
        "0.28": (
            "It gets there, but its steps are too long for the narrow valley: it bounces from side to side"
            " without end."
        ),
        "0.35": "Every leap is longer than the last: at step {overflow} the numbers overflow.",
    },
    _deep_valley,
)
