"""Which straight line fits best? One answer for each loss: squared, absolute and Huber."""

import numpy as np

from ...checks import check_can, check_number, look_up
from ...data import Points


def nine_points(outlier=False):
    """Nine points near the line 0.6 × input + 1.5. With `outlier`, the last target has the wrong sign."""
    inputs = np.arange(-4.0, 5.0)[:, None]  # (9, 1)
    targets = np.array([-0.7, -0.3, 0.3, 0.7, 1.3, 2.4, 3.0, 3.3, 3.9])[:, None]
    if outlier:
        targets[-1] *= -1
    return Points(inputs, targets)


def best_line(loss, points):
    """Slope and intercept, `(2,)`, of the line with the smallest loss; `loss` is a name of `BEST_LINES`.

    Raises an error unless `points` has one input and one target each, and at least two different inputs.
    """
    fit = look_up("loss", loss, BEST_LINES)
    _check_columns(points)
    return fit(points.inputs[:, 0], points.targets[:, 0])


def _check_columns(points):
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


def losses_of_lines(loss, lines, points):
    """The loss of every line, `(n_lines,)`, by slopes and intercepts, `lines (n_lines, 2)`."""
    outputs = lines[:, :1, None] * points.inputs + lines[:, 1:, None]  # (n_lines, n, 1)
    return loss.value(outputs, points.targets)


def least_squares(x, y, weights=1.0):
    """The line with the smallest sum of squared errors, each times its weight: slope and intercept."""
    columns = np.stack([x, np.ones_like(x)], axis=-1)  # (n, 2)
    root = np.sqrt(np.broadcast_to(weights, x.shape))
    return np.linalg.lstsq(columns * root[:, None], y * root)[0]


def least_absolute(x, y):
    """The line with the smallest sum of absolute errors: slope and intercept.

    At least one of the best lines passes through two of the points, so the lines through all pairs are tried.
    There are too many pairs of more than 60 points; for these, the line is exact to about four digits.
    """
    if len(x) > 60:
        return _nearly_least_absolute(x, y)
    first, second = np.triu_indices(len(x), k=1)
    apart = x[first] != x[second]
    first, second = first[apart], second[apart]
    slopes = (y[second] - y[first]) / (x[second] - x[first])
    intercepts = y[first] - slopes * x[first]
    sums = np.abs(slopes[:, None] * x + intercepts[:, None] - y).sum(axis=-1)  # (n_pairs,)
    return np.array([slopes[sums.argmin()], intercepts[sums.argmin()]])


def _nearly_least_absolute(x, y, n_rounds=60):
    # as least_huber below, with an edge that comes closer and closer to 0
    line, spread = least_squares(x, y), np.ptp(y)
    for edge in np.geomspace(0.1, 1e-6, n_rounds) * spread:
        sizes = np.abs(line[0] * x + line[1] - y)
        line = least_squares(x, y, weights=1 / np.maximum(sizes, edge))
    return line


def least_huber(x, y, n_rounds=100):
    """The line with the smallest Huber loss: slope and intercept.

    Iteratively reweighted least squares: a point with an error beyond 1 gets the weight 1 / |error|.
    """
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
