"""Which degree should a polynomial have, so that it fits new points too?"""

import numpy as np

from ...plots.numbers import counted, error_in_words
from ...plots.profiles import Profiles
from ...plots.style import TRAINING, VALIDATION, panels
from ..column_names import on_axis
from ..own_data import check_line, limits, sample, scaled
from ..scene import Preset, Seed, Slider
from ..tasks import Question
from . import polynomial
from .noisy_sine import noisy_points, sine
from .pictures import FittedCurve


class PolynomialDegree:
    """Polynomials of degree 0 to 12 through a few noisy points, and their errors on new points."""

    title = "Polynomial degree"
    controls = [
        Slider("n_points", 5, 100, start=10, integer=True, label="points to learn from"),
        Slider("noise", 0.0, 0.6, start=0.2, step=0.05, label="noise"),
        Seed(),
        Slider("degree", 0, 12, start=1, integer=True, label="degree", live=True),
    ]
    presets = [
        Preset(
            "too stiff",
            {"n_points": 10, "noise": 0.2, "degree": 1},
            "Underfits: a straight line cannot follow a curve.",
        ),
        Preset(
            "fits",
            {"n_points": 10, "noise": 0.2, "degree": 3},
            "Good: it follows the shape and not the noise.",
        ),
        Preset(
            "through every point",
            {"n_points": 10, "noise": 0.2, "degree": 9},
            "Overfits: ten parameters meet ten points, noise included, and miss new ones.",
        ),
        Preset(
            "same degree, 100 points",
            {"n_points": 100, "noise": 0.2, "degree": 9},
            "Good: the same ten parameters, but a hundred points leave them no room to swing.",
        ),
    ]
    degrees, n_new = np.arange(13), 200
    preview = {"degree": 9}
    check_points = staticmethod(check_line)

    def __init__(self, points=None):
        self.sample = points and sample(points)
        heights, labels = (-2.2, 2.2), ("input", "output")
        if points is not None:
            heights, labels = self._use_own(), (on_axis(*pair) for pair in zip(self._columns(), labels))
        self.figure, (left, right) = panels(1, 1)
        truth = sine if points is None else _unknown
        self.curve = FittedCurve(left, truth, (-1, 1), heights, tuple(labels))
        colors = {"training": TRAINING, "new points": VALIDATION}
        labels, scales = ("degree", "mean squared error"), ("linear", "log")
        ticks = range(0, 13, 3)
        self.errors = Profiles(right, colors, (0, 12), (1e-3, 1e3), *labels, scales, ticks, room=0.25)
        self.artists = self.curve.artists + self.errors.artists

    def _use_own(self):
        """Sets controls without noise, which a table brings, and no presets. Returns the heights to show."""
        self.x, self.y = (part[:, 0] for part in self.sample.points)
        self.x, self.y = 2 * (self.x - self.x.min()) / np.ptp(self.x) - 1, scaled(self.y)
        n_points, _, *others = self.controls
        most = min(len(self.x) // 2, n_points.high)
        self.controls = [n_points._replace(high=most, start=min(most, n_points.start)), *others]
        self.presets, self.preview = [], {}
        return limits(self.y)

    def restart(self, n_points, seed, degree, noise=None):
        rng = np.random.default_rng(seed)
        if self.sample is None:
            self.seen, self.new = (noisy_points(n, noise, rng) for n in (n_points, self.n_new))
        else:
            self.seen, self.new = self._draw_own(n_points, rng)
        self.fits = [polynomial.fit(*self.seen, degree) for degree in self.degrees]
        self.training_errors = np.array([self._error(coefficients, self.seen) for coefficients in self.fits])
        self.new_errors = np.array([self._error(coefficients, self.new) for coefficients in self.fits])
        self.errors.mark(n_points - 1, "a parameter for every point")
        self.change(degree)

    def change(self, degree):
        self.degree = degree
        self._show_curve()
        self._show_errors()

    def _show_curve(self):
        heights = polynomial.value(self.fits[self.degree], self.curve.places)
        few_new = self.new[0][:60], self.new[1][:60]
        finding = f"Degree {self.degree}: {self._n_parameters()}, {len(self.seen[0])} points"
        self.curve.update(finding, self.seen, few_new, heights)

    def _show_errors(self):
        training, new = self.training_errors, self.new_errors
        finding = (
            f"Error {error_in_words(training[self.degree])} (training),"
            f" {error_in_words(new[self.degree])} (new points)"
        )
        lines = {"training": training, "new points": new}
        self.errors.update(finding, self.degrees, self.degree, **lines)

    def _n_parameters(self):
        return counted(self.degree + 1, "parameter")

    def _draw_own(self, n_points, rng):
        """Rows to learn from, and others that are new: two pairs (inputs, targets)."""
        order = rng.permutation(len(self.x))
        seen, new = order[:n_points], order[n_points : n_points + self.n_new]
        return (self.x[seen], self.y[seen]), (self.x[new], self.y[new])

    @staticmethod
    def _error(coefficients, points):
        inputs, outputs = points
        return np.mean((polynomial.value(coefficients, inputs) - outputs) ** 2)

    def pin(self):
        self.errors.pin("new points", f"{len(self.seen[0])} points")

    def unpin(self):
        self.errors.unpin()

    def summary(self):
        best = self.new_errors.argmin()
        training, new, lowest = map(
            error_in_words,
            (self.training_errors[self.degree], self.new_errors[self.degree], self.new_errors[best]),
        )
        return (
            f"{len(self.seen[0])} points, degree {self.degree} ({self._n_parameters()}): the mean"
            f" squared error is {training} on the training points and {new} on {len(self.new[0])} new ones."
            f" New points like degree {best} best, with {lowest}.{self._own_in_words()}"
        )

    def _own_in_words(self):
        if self.sample is None:
            return ""
        input_name, target = self._columns()
        scales = f"{input_name} is scaled to -1…1, {target} to mean 0 and spread 1"
        return f" {self.sample.in_words('used')}; {scales}."

    def _columns(self):
        return self.sample.names.inputs[0], self.sample.names.target


def _unknown(x):
    """The curve behind the rows of a table, which nobody knows."""
    return np.full(len(x), np.nan)


def _ten_parameters():
    scene = PolynomialDegree()
    scene.restart(n_points=10, noise=0.2, seed=0, degree=9)
    training, new = scene.training_errors[9], scene.new_errors[9]
    choice = "small for both" if new < 0.1 else "large for both"
    if training < 1e-12 and new >= 0.1:
        choice = "0 for the ten, large for the new"
    facts = {"training": training, "new": new, "cubic": scene.new_errors[3]}
    return choice, {name: error_in_words(error) for name, error in facts.items()}


ten_parameters = Question(
    "Ten noisy points, and a polynomial of degree 9: ten parameters. How large is its error on these ten"
    " points, and on new ones from the same source?",
    {
        "small for both": (
            "On the ten points it is {training}. But to meet each of them with its noise, the curve swings"
            " wildly between them: {new} on new points. Degree 3 has {cubic} there."
        ),
        "0 for the ten, large for the new": (
            "Ten parameters can meet any ten points, so the noise is learned, too: {training} on the ten,"
            " {new} on new points. Degree 3 has {cubic} there."
        ),
        "large for both": (
            "Noise does not stop the curve: ten parameters can meet any ten points exactly. Their error is"
            " {training}. Only on new points it is large: {new}."
        ),
    },
    _ten_parameters,
)
