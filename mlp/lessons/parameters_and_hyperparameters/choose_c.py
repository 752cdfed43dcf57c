"""What does C decide in a support vector machine, and what does training decide?"""

import numpy as np

from ...plots.numbers import decimals, listed
from ...plots.profiles import Profiles
from ...plots.style import TRAINING, panels
from ..scene import Preset, Seed, Slider
from ..tasks import Question
from .pictures import Margin
from .svm import fit_svms, is_support_vector, margins, street_width, two_clouds


class ChooseC:
    """A linear support vector machine: you choose C, training finds the line; only some points matter."""

    title = "You choose C, training finds the rest"
    controls = [
        Seed(),
        Slider(
            "C", 0.01, 100.0, start=1.0, decades_per_step=0.05, logarithmic=True, label="C (price of a point)"
        ),
    ]
    presets = [
        Preset(
            "cheap", {"C": 0.01}, "A street so wide that most points lie in it: most are support vectors."
        ),
        Preset("balanced", {"C": 1.0}, "A compromise: a narrower street, and far fewer support vectors."),
        Preset(
            "expensive",
            {"C": 100.0},
            "The narrowest street: the fewest points decide where it lies, so each of them counts for much.",
        ),
    ]
    n_points = 60

    def __init__(self):
        self.figure, (left, right) = panels(1, 1.15, gap=0.24)
        self.margin = Margin(left, (-4.6, 4.6), "first input", "second input")
        axes = (0.009, 100), (-1, 1), "C, chosen", "weights and bias, learned", ("log", "linear")
        styles = {"first weight": "-", "second weight": "--", "bias": ":"}
        styles = {name: {"linestyle": style} for name, style in styles.items()}
        colors, ticks = dict.fromkeys(styles, TRAINING), [0.01, 0.1, 1, 10, 100]
        self.learned = Profiles(right, colors, *axes, x_ticks=ticks, room=0.29, styles=styles)
        self.artists = self.margin.artists + self.learned.artists
        self.seed = None

    def restart(self, seed, C):
        if seed != self.seed:
            self._train_all(seed)
        self.choice = int(np.argmin(np.abs(np.log(self.all_C / C))))
        self.parameters = self.model.parameters.flat[self.choice]  # (3,)
        self.weights, self.bias = self.parameters[:2], self.parameters[2]
        self.is_support = is_support_vector(self.parameters, self.points)  # (n_points,)
        self.n_wrong = int((margins(self.parameters, self.points) < 0).sum())
        self._show()

    def _train_all(self, seed):
        # every C that the slider can show is trained at once, so that a move does not have to wait
        self.seed, self.points = seed, two_clouds(self.n_points, seed)
        self.all_C = np.geomspace(0.01, 100, 81)
        self.model = fit_svms(self.points, self.all_C)
        low, high = self.model.parameters.flat.min(), self.model.parameters.flat.max()
        self.learned.set_heights(low - 0.1 * (high - low), high + 0.1 * (high - low))

    def _show(self):
        finding = f"{self.is_support.sum()} of {self.n_points} points are support vectors"
        inputs, targets = self.points.inputs, self.points.targets[:, 0]
        self.margin.update(finding, self.weights, self.bias, inputs, targets, self.is_support)
        numbers = dict(zip(self.learned.lines, self.model.parameters.flat.T, strict=True))
        finding = f"C = {self.chosen:.3g}: learned {listed(self.weights)} and {decimals(self.bias)}"
        self.learned.update(finding, self.all_C, self.choice, **numbers)

    @property
    def chosen(self):
        """The trained C that is nearest to the slider's."""
        return self.all_C[self.choice]

    @property
    def street(self):
        """The width of the street, between the two dashed lines."""
        return street_width(self.parameters)

    def summary(self):
        verb = "is" if self.n_wrong == 1 else "are"
        return (
            f"C = {self.chosen:.3g} was chosen. Training learned the weights {listed(self.weights)} and the"
            f" bias {decimals(self.bias)}: the street is {self.street:.2f} wide, {self.is_support.sum()} of"
            f" {self.n_points} points are support vectors (ringed), {self.n_wrong} {verb} on the wrong side."
        )


def _dearer():
    points = two_clouds(ChooseC.n_points)
    parameters = fit_svms(points, [0.1, 10.0]).parameters.flat  # (2, 3)
    before, after = street_width(parameters)
    n_before, n_after = is_support_vector(parameters, points).sum(axis=-1)
    facts = {"before": before, "after": after, "n_before": n_before, "n_after": n_after}
    return _compared(before, after), facts


def _compared(before, after):
    if after > 1.05 * before:
        return "wider"
    return "narrower" if after < 0.95 * before else "as wide as before"


dearer_points = Question(
    "C is the price of a point in the street or on the wrong side. You raise it from 0.1 to 10. The street"
    " between the dashed lines becomes …",
    {
        "wider": (
            "A higher price does not make room. A wider street has more points in it, and those are expensive"
            " now. It shrinks from {before:.2f} to {after:.2f}."
        ),
        "narrower": (
            "Points in the street are expensive now, so training makes it narrow: {after:.2f} instead of"
            " {before:.2f}. There are {n_after} support vectors instead of {n_before}."
        ),
        "as wide as before": (
            "C is not a parameter, but it decides which parameters training finds: the street shrinks from"
            " {before:.2f} to {after:.2f}."
        ),
    },
    _dearer,
)
