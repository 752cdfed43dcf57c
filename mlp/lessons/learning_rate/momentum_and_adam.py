"""What do momentum and Adam do in the valley where plain descent is slow?"""

import numpy as np

from ...optimizers import Adam, GradientDescent, Momentum
from ...plots.curves import Curves
from ...plots.style import panels
from ..scene import Preset, Slider
from ..tasks import Question
from .curvature import hessian_of_line, threshold
from .pictures import LOOKS, Walks
from .surfaces import LineLoss, points_of_the_line
from .walks import steps_to_arrive, walk

OPTIMIZERS = {"plain": GradientDescent, "momentum": Momentum, "Adam": Adam}
N_STEPS, START = 300, (0.0, 0.0)
NEAR = 0.01  # above the lowest loss: then an optimizer has arrived
RATES = 0.001, 10.0, 0.05  # lowest, highest, start
FAR = 20  # from the lowest place: off the map
POINTS = points_of_the_line(scaled=False)
VALLEY, THRESHOLD = LineLoss(POINTS), threshold(hessian_of_line(POINTS.inputs))
LOWEST = VALLEY.value(*VALLEY.minimum)


class MomentumAndAdam:
    """Plain descent, momentum and Adam in one valley, each with its own learning rate: paths and losses."""

    title = "Momentum and Adam"
    controls = [
        Slider("plain", *RATES, "rate of plain descent", logarithmic=True, marked=True),
        Slider("momentum", *RATES, "rate of momentum", logarithmic=True),
        Slider("adam", *RATES, "rate of Adam", logarithmic=True),
    ]
    presets = [
        Preset(
            "the same rate",
            {"plain": 0.05, "momentum": 0.05, "adam": 0.05},
            "Unfair: the same number means another step for each of the three.",
        ),
        Preset(
            "each at its best",
            {"plain": 0.09, "momentum": 0.02, "adam": 0.2},
            "Fair: now the numbers of steps can be compared.",
        ),
        Preset(
            "beyond the threshold",
            {"plain": 0.1, "momentum": 0.1, "adam": 0.1},
            "Bad for plain descent only: its threshold is 0.0942, that of momentum is 0.179.",
        ),
        Preset(
            "very high",
            {"plain": 1.0, "momentum": 1.0, "adam": 1.0},
            "Bad for two of them: only Adam's steps stay as short as its rate says.",
        ),
    ]  # fmt: skip

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.walks = Walks(left, "slope", "intercept")
        self.walks.draw_map(*_map(), VALLEY.minimum)
        colors = {name: color for name, (color, marker) in LOOKS.items()}
        arrived, y_label = (NEAR, "arrived"), "loss above the lowest"
        self.losses = Curves(right, colors, N_STEPS, (0.001, 1e3), y_label, "steps", threshold=arrived)
        self.artists = self.walks.artists + self.losses.artists
        self.rates, self.paths, self.excess, self.arrived = {}, {}, {}, {}

    def restart(self, plain, momentum, adam):
        for name, rate in zip(OPTIMIZERS, (plain, momentum, adam)):
            if self.rates.get(name) != rate:
                self._walk(name, rate)
        self.walks.update("Seen from above: the star is the lowest place", self.paths)
        self.losses.update(f"Steps: {self.finding}", **{name: self._seen(name) for name in OPTIMIZERS})

    def _walk(self, name, rate):
        self.rates[name] = rate
        path = walk(OPTIMIZERS[name](rate), VALLEY.gradient, START, N_STEPS)
        with np.errstate(over="ignore", invalid="ignore"):
            excess = VALLEY.value(*path.T) - LOWEST  # (N_STEPS + 1,)
        far = np.abs(path - VALLEY.minimum).max(axis=1) > FAR  # an explosion would hide the map
        self.paths[name], self.excess[name] = path[: np.argmax(far) + 1] if far.any() else path, excess
        self.arrived[name] = steps_to_arrive(excess, NEAR)

    def _seen(self, name):
        """The line of one optimizer, until it has arrived."""
        end = self.arrived[name]
        shown = self.excess[name] if end is None else self.excess[name][: end + 1]
        return np.arange(len(shown)), shown

    def describe(self, name):
        """How far one optimizer comes, in a few words."""
        if self.arrived[name] is not None:
            return f"{name} {self.arrived[name]}"
        last = self.excess[name][-1]
        return f"{name} above {N_STEPS}" if last < self.excess[name][0] else f"{name} explodes"

    @property
    def finding(self):
        """How many steps each of the three needs, in a few words."""
        return ", ".join(self.describe(name) for name in OPTIMIZERS)

    @property
    def slider_marks(self):
        return {"plain": (THRESHOLD, "2 / λ")}

    def summary(self):
        rates = ", ".join(f"{name} {rate:.3g}" for name, rate in self.rates.items())
        return f"Learning rates: {rates}. Steps to the lowest place: {self.finding}."


def _map():
    """The axes of a map of the valley, `(80,)` each, and its heights, a row for each y: `(80, 80)`."""
    slopes, intercepts = np.linspace(-1, 3.5, 80), np.linspace(-8, 2, 80)
    return slopes, intercepts, VALLEY.value(slopes, intercepts[:, None])


def _who_arrives():
    scene = MomentumAndAdam()
    scene.restart(plain=1.0, momentum=1.0, adam=1.0)
    steps = scene.arrived
    arrived = [name for name in OPTIMIZERS if steps[name] is not None]
    numbers = {"threshold": THRESHOLD, "momentum": 1.9 * THRESHOLD, "adam": steps["Adam"]}
    return " and ".join(arrived) or "none of them", numbers


still_arrives = Question(
    "Plain descent explodes in this valley above a rate of 0.094. Which of the three still arrives at a rate"
    " of 1?",
    {
        "none of them": (
            "The threshold 2/λ holds for plain descent only. Adam divides by the size of the slopes, so steep"
            " slopes make no long steps. It arrives after {adam} steps."
        ),
        "momentum": (
            "Momentum adds up earlier steps. It bears a higher rate than plain descent, {momentum:.3f}"
            " instead of {threshold:.3f}, but not 1."
        ),
        "Adam": (
            "Adam divides each slope by its usual size. A step is about as long as its rate, however steep"
            " the valley is. It arrives after {adam} steps."
        ),
        "momentum and Adam": (
            "Adam does, after {adam} steps. Momentum has a threshold, too: {momentum:.3f}. Its long steps add"
            " up, and it explodes."
        ),
    },
    _who_arrives,
)
