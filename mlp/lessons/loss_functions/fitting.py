"""Which straight line fits best? One answer for every loss: least squares, least absolute errors, and Huber's in between."""

import numpy as np

from ...checks import check_can, check_number, look_up


def best_line(loss, points):
    """Slope and intercept, `(2,)`, of the line with the smallest loss; `loss` is a name of `BEST_LINES`."""
    fit = look_up("loss", loss, BEST_LINES)
    check_can("points", points, "targets", "Points, such as line()")
    for name, column in (("inputs", points.inputs), ("targets", points.targets)):
        check_number(f"points.{name}", column)
        if column.ndim != 2 or column.shape[-1] != 1:
            raise ValueError(f"points.{name} has the shape {column.shape}; for a line it must be (n, 1)")
    if np.ptp(points.inputs) == 0:
        raise ValueError(
            f"points.inputs is {points.inputs[0, 0]} throughout; for a line it must hold at least two"
            " different numbers"
        )
    return fit(points.inputs[:, 0], points.targets[:, 0])


def least_squares(x, y, weights=1.0):
    """The line with the smallest (weighted) sum of squared errors, slope and intercept."""
    columns = np.stack([x, np.ones_like(x)], axis=-1)  # (n, 2)
    root = np.sqrt(np.broadcast_to(weights, x.shape))
    return np.linalg.lstsq(columns * root[:, None], y * root)[0]


def least_absolute(x, y):
    """The line with the smallest sum of absolute errors. One of the best passes through two of the points: all pairs are tried."""
    first, second = np.triu_indices(len(x), k=1)
    apart = x[first] != x[second]
    first, second = first[apart], second[apart]
    slopes = (y[second] - y[first]) / (x[second] - x[first])
    intercepts = y[first] - slopes * x[first]
    errors = np.abs(slopes[:, None] * x + intercepts[:, None] - y).sum(axis=-1)  # one sum for every pair
    return np.array([slopes[errors.argmin()], intercepts[errors.argmin()]])


def least_huber(x, y, n_rounds=100):
    """The line with the smallest Huber loss: least squares again and again, a point counting less the farther it lies beyond 1."""
    line = least_squares(x, y)
    for _ in range(n_rounds):
        sizes = np.abs(line[0] * x + line[1] - y)
        line = least_squares(x, y, weights=1 / np.maximum(sizes, 1))
    return line


BEST_LINES = {
    "mean squared error": least_squares,
    "mean absolute error": least_absolute,
    "huber": least_huber,
}
