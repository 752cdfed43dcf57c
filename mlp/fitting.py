"""Which straight line fits best? One answer for every loss: least squares, least absolute errors, Huber's in between, and the widest street."""
import numpy as np

from .checks import check_can, check_choice, check_number


def best_line(loss, points):
    """Slope and intercept, `(2,)`, of the line with the smallest loss; `loss` is a name of `BEST_LINES`."""
    fit = check_choice("loss", loss, BEST_LINES)
    check_can("points", points, "targets", "Points, such as line()")
    for name, column in (("inputs", points.inputs), ("targets", points.targets)):
        check_number(f"points.{name}", column)
        if column.ndim != 2 or column.shape[-1] != 1:
            raise ValueError(f"points.{name} has the shape {column.shape}; for a line it must be (n, 1)")
    if np.ptp(points.inputs) == 0:
        raise ValueError(f"points.inputs is {points.inputs[0, 0]} throughout; for a line it must hold at least two different numbers")
    return fit(points.inputs[:, 0], points.targets[:, 0])


def least_squares(x, y, weights=1.0):
    """The line with the smallest (weighted) sum of squared errors, slope and intercept."""
    columns = np.stack([x, np.ones_like(x)], axis=-1)   # (n, 2)
    root = np.sqrt(np.broadcast_to(weights, x.shape))
    return np.linalg.lstsq(columns * root[:, None], y * root)[0]


def least_absolute(x, y):
    """The line with the smallest sum of absolute errors. One of the best passes through two of the points: all pairs are tried."""
    first, second = np.triu_indices(len(x), k=1)
    apart = x[first] != x[second]
    first, second = first[apart], second[apart]
    slopes = (y[second] - y[first]) / (x[second] - x[first])
    intercepts = y[first] - slopes * x[first]
    errors = np.abs(slopes[:, None] * x + intercepts[:, None] - y).sum(axis=-1)   # one sum for every pair
    return np.array([slopes[errors.argmin()], intercepts[errors.argmin()]])


def least_huber(x, y, n_rounds=100):
    """The line with the smallest Huber loss: least squares again and again, a point counting less the farther it lies beyond 1."""
    line = least_squares(x, y)
    for _ in range(n_rounds):
        sizes = np.abs(line[0] * x + line[1] - y)
        line = least_squares(x, y, weights=1 / np.maximum(sizes, 1))
    return line


def widest_street(inputs, targets, C, n_rounds=18):
    """The lines of linear support vector machines, `(n_models, 3)`: two weights and a bias for each of the `C (n_models,)`.

    `inputs (n, 2)`; `targets (n, 1)` are -1 and +1. At the minimum of ½|w|² + C × (sum of hinge losses) each point pushes with a
    force from 0 (beyond the street, on its own side) to C (in it). An interior point method goes there with Newton's steps: force times
    spare room, and force left times lateness, are all brought to one number, ten times smaller in each round (Boyd and Vandenberghe 2004, chapter 11).
    """
    C = np.asarray(C, float)[:, None]
    rows = np.hstack([inputs, np.ones_like(targets)]) * targets   # (n, 3): rows @ line is a point's agreement
    own = np.diag([1.0, 1.0, 0.0])                                # of ½|w|²: the bias is free
    lines = np.zeros((len(C), 3))
    late, forces = np.full((len(C), len(rows)), 2.0), np.repeat(C / (2 + C), len(rows), axis=1)   # (n_models, n)
    for _ in range(n_rounds):
        spare, rest = lines @ rows.T - 1 + late, C - forces
        goal = np.maximum(0.1 * (forces * spare + rest * late).mean(axis=-1, keepdims=True) / 2, 1e-8 * C)   # not down to where rounding rules
        wish, size = goal / forces - spare - goal / rest + late, spare / forces + late / rest
        curvature = own + rows.T @ (rows / size[..., None])       # (n_models, 3, 3)
        unrest = forces @ rows - lines @ own + (wish / size) @ rows
        turn = np.linalg.solve(curvature, unrest[..., None])[..., 0]
        push = (wish - turn @ rows.T) / size
        delay = (goal + late * push) / rest - late
        shrinking = np.maximum.reduce([-(turn @ rows.T + delay) / spare, -delay / late, -push / forces, push / rest])
        step = 1 / np.maximum(1, shrinking.max(axis=-1, keepdims=True) / 0.99)   # nothing may sink to 0
        lines, late, forces = lines + step * turn, late + step * delay, forces + step * push
    return lines


BEST_LINES = {"mean squared error": least_squares, "mean absolute error": least_absolute, "huber": least_huber}
