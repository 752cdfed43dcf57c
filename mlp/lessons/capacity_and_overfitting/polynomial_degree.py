"""Curves of every degree through a few noisy points: which of them holds for new points?"""

import numpy as np

from ...plots.numbers import counted, error_in_words
from ...plots.profiles import Profiles
from ...plots.style import TRAINING, VALIDATION, panels
from ..scene import Preset, Seed, Slider
from ..tasks import Question
from .pictures import FittedCurve
from .polynomial import fit, value


class PolynomialDegree:
    """Curves of every degree through a few noisy points: which of them holds for new points?"""

    title = "Polynomial degree"
    controls = [
        Slider("n_points", 5, 100, start=10, whole=True, label="points to learn from"),
        Slider("noise", 0.0, 0.6, start=0.2, step=0.05, label="noise"),
        Seed(),
        Slider("degree", 0, 12, start=1, whole=True, label="degree", live=True),
    ]
    presets = [
        Preset(
            "too stiff",
            {"n_points": 10, "noise": 0.2, "degree": 1},
            "Underfits: a straight line cannot bend, whatever the data say.",
        ),
        Preset(
            "fits",
            {"n_points": 10, "noise": 0.2, "degree": 3},
            "Good: it follows the shape and not the noise.",
        ),
        Preset(
            "through every point",
            {"n_points": 10, "noise": 0.2, "degree": 9},
            "Overfits: ten parameters for ten points, and nothing is left for new ones.",
        ),
        Preset(
            "same degree, 100 points",
            {"n_points": 100, "noise": 0.2, "degree": 9},
            "Good: the same ten parameters, but now the data hold them.",
        ),
    ]
    degrees, n_new = np.arange(13), 200

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.curve = FittedCurve(left, self.truth, (-1, 1), (-2.2, 2.2))
        colors = {"training": TRAINING, "new points": VALIDATION}
        self.errors = Profiles(
            right,
            colors,
            (0, 12),
            (1e-3, 1e3),
            "degree",
            "mean squared error",
            ("linear", "log"),
            range(0, 13, 3),
            room=0.25,
        )
        self.artists = self.curve.artists + self.errors.artists

    @staticmethod
    def truth(x):
        return np.sin(3 * x)

    def restart(self, n_points, noise, seed, degree):
        rng = np.random.default_rng(seed)
        self.seen, self.new = (self._draw(n, noise, rng) for n in (n_points, self.n_new))
        self.fits = [fit(*self.seen, degree) for degree in self.degrees]
        self.training_errors = np.array([self._error(fitted, self.seen) for fitted in self.fits])
        self.new_errors = np.array([self._error(fitted, self.new) for fitted in self.fits])
        self.errors.mark(n_points - 1, "a parameter for every point")
        self.change(degree)

    def change(self, degree):
        self.degree = degree
        heights = value(self.fits[degree], self.curve.places)
        few_new = self.new[0][:60], self.new[1][:60]
        self.curve.update(
            f"Degree {degree}: {self._parameters_in_words}, {len(self.seen[0])} points",
            self.seen,
            few_new,
            heights,
        )
        finding = (
            f"Error {error_in_words(self.training_errors[degree])} (training),"
            f" {error_in_words(self.new_errors[degree])} (new points)"
        )
        self.errors.update(
            finding, self.degrees, degree, training=self.training_errors, **{"new points": self.new_errors}
        )

    @property
    def _parameters_in_words(self):
        return counted(self.degree + 1, "parameter")

    def _draw(self, n, noise, rng):
        inputs = -1 + 2 * (np.arange(n) + rng.uniform(size=n)) / n  # one in each of n equal parts
        order = rng.permutation(n)
        return inputs[order], (self.truth(inputs) + noise * rng.standard_normal(n))[order]

    @staticmethod
    def _error(coefficients, points):
        inputs, outputs = points
        return np.mean((value(coefficients, inputs) - outputs) ** 2)

    def pin(self):
        self.errors.pin("new points", f"{len(self.seen[0])} points")

    def unpin(self):
        self.errors.unpin()

    def summary(self):
        best = self.new_errors.argmin()
        return (
            f"{len(self.seen[0])} points, degree {self.degree} ({self._parameters_in_words}): the mean"
            f" squared error is {error_in_words(self.training_errors[self.degree])} on the training points and"
            f" {error_in_words(self.new_errors[self.degree])} on {self.n_new} new ones. New points like degree"
            f" {best} best, with {error_in_words(self.new_errors[best])}."
        )


def _ten_parameters():
    scene = PolynomialDegree()
    scene.restart(n_points=10, noise=0.2, seed=0, degree=9)
    training, new = scene.training_errors[9], scene.new_errors[9]
    choice = (
        "small for both"
        if new < 0.1
        else "0 for the ten, large for the new"
        if training < 1e-12
        else "large for both"
    )
    return choice, {
        "training": error_in_words(training),
        "new": error_in_words(new),
        "cubic": error_in_words(scene.new_errors[3]),
    }


ten_parameters = Question(
    "Ten noisy points, and a polynomial of degree 9: ten parameters. How large is its error on these ten"
    " points, and on new ones from the same source?",
    {
        "small for both": (
            "On the ten points it is {training}. But to meet each of them, noise and all, the curve swings"
            " wildly in between: {new} on new points. Degree 3 gets {cubic} there."
        ),
        "0 for the ten, large for the new": (
            "Ten parameters can meet any ten points, so the noise is learned, too: {training} on the ten,"
            " {new} on new points. Degree 3 gets {cubic} there."
        ),
        "large for both": (
            "Ten parameters can meet any ten points exactly: {training}. Only on new points is it large:"
            " {new}."
        ),
    },
    _ten_parameters,
)
