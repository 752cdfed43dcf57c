"""Two valleys, one deeper: the learning rate decides in which of them the descent ends."""

import numpy as np

from ...optimizers import descend
from ...plots.curves import Curves
from ...plots.landscapes import Landscape
from ...plots.style import TRAINING, panels
from ..scene import Preset, Slider
from ..tasks import Question


class StuckOrSlow:
    """Two valleys, one deeper: the learning rate decides in which of them the descent ends."""

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
            "Bad: a few leaps, each longer than the last, and no number is large enough.",
        ),
    ]
    n_steps = 200

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.hills = Landscape(left, self.loss, limits=(-2.1, 2.1), y_limits=(-0.6, 4.2))
        self.places = Curves(
            right,
            {"weight": TRAINING},
            self.n_steps,
            (-2.1, 2.1),
            "weight",
            x_label="steps",
            logarithmic_y=False,
        )
        self.artists = self.hills.artists + self.places.artists

    @staticmethod
    def loss(weight):
        return (weight**2 - 1) ** 2 + 0.3 * weight

    @staticmethod
    def slope(weight):
        return 4 * weight * (weight**2 - 1) + 0.3

    def restart(self, learning_rate):
        self.learning_rate = learning_rate
        self.weights = descend(self.slope, start=1.6, learning_rate=learning_rate, n_steps=self.n_steps)
        self.hills.update(self.fate.capitalize(), self.weights[np.abs(self.weights) < 1e6])
        shown = np.where(
            np.abs(self.weights) < 20, self.weights, np.nan
        )  # what leaps out of the picture is left out
        self.places.update(f"Learning rate {learning_rate:.3f}", weight=(np.arange(self.n_steps + 1), shown))

    @property
    def fate(self):
        """Where the descent ends, in a few words."""
        finite = np.isfinite(self.weights)
        if not finite.all():
            return f"diverged at step {np.argmin(finite)}"
        *_, before, last = self.weights
        if abs(last - before) > 0.01:
            return "bounces for ever"
        steepness = abs(self.slope(last))
        if steepness > 0.01:
            return f"still on its way at {last:.3f}"
        return (
            f"stuck in the shallow valley at {last:.3f}" if last > 0 else f"in the deep valley at {last:.3f}"
        )

    def pin(self):
        self.places.pin(f"{self.learning_rate:.3f}")

    def unpin(self):
        self.places.unpin()

    def summary(self):
        return f"Learning rate {self.learning_rate:.3f}, {self.n_steps} steps from 1.6: {self.fate}."


def _deep_valley():
    ends = {
        rate: descend(StuckOrSlow.slope, 1.6, rate, StuckOrSlow.n_steps) for rate in (0.05, 0.18, 0.28, 0.35)
    }
    settled = {rate: path for rate, path in ends.items() if abs(path[-1] - path[-2]) < 0.001}
    best = min(settled, key=lambda rate: StuckOrSlow.loss(settled[rate][-1]))
    return str(best), {
        "shallow": ends[0.05][-1],
        "deep": ends[0.18][-1],
        "overflow": int(np.argmin(np.isfinite(ends[0.35]))),
    }


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
            " for ever."
        ),
        "0.35": "Every leap is longer than the last: at step {overflow} no number is large enough any more.",
    },
    _deep_valley,
)
