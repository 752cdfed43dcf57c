"""Which losses over two weights do the scenes of this lesson walk on? Each one with its gradient."""

import numpy as np

from ...data import Points, line
from .curvature import best_line


def points_of_the_line(scaled):
    """The 40 points of the scenes, their inputs around 3, or `scaled` to the mean 0 and the spread 1."""
    points = line(n=40, noise=0.5, seed=3)
    inputs = points.inputs + 3
    return Points((inputs - inputs.mean()) / inputs.std() if scaled else inputs, points.targets)


class LineLoss:
    """The mean squared error of slope × input + intercept: a valley over these two."""

    def __init__(self, points):
        self.inputs, self.targets = (part[:, 0] for part in points)  # (n,) each
        self.minimum = best_line(points)  # (2,)

    def value(self, slopes, intercepts):
        """The losses of any number of lines; `slopes` and `intercepts` have one shape, or broadcast."""
        errors = slopes[..., None] * self.inputs + intercepts[..., None] - self.targets  # (..., n)
        return (errors**2).mean(axis=-1)

    def gradient(self, place):
        """The derivatives by slope and intercept, `(2,)`, at a `place` (slope, intercept)."""
        errors = place[0] * self.inputs + place[1] - self.targets  # (n,)
        return 2 * np.array([np.mean(errors * self.inputs), np.mean(errors)])


class SaddleLoss:
    """½x² - ½y² + ¼y⁴ + ¼: a saddle at (0, 0) between two valleys at (0, 1) and (0, -1), where it is 0."""

    minimum = np.array([0.0, 1.0])
    saddle_height = 0.25

    def value(self, x, y):
        return x**2 / 2 - y**2 / 2 + y**4 / 4 + 1 / 4

    def gradient(self, place):
        """The derivatives by both weights, `(2,)`, at a `place` (x, y)."""
        x, y = place
        return np.array([x, y**3 - y])
