"""How curved is the loss of a straight line, and which learning rate is the largest that works?"""

import numpy as np

from ...checks import as_array


def hessian_of_line(inputs):
    """The second derivatives of the mean squared error of slope × inputs + intercept, `(2, 2)`.

    `inputs` is `(n, 1)`. The targets do not matter: the loss has the same curvature everywhere.
    """
    columns = _with_ones(inputs)
    return 2 * columns.T @ columns / len(columns)


def threshold(hessian):
    """The learning rate above which gradient descent diverges on a quadratic loss: 2 / its largest curvature.

    The curvatures are the eigenvalues of the symmetric matrix `hessian`, `(n, n)`. Each step multiplies the
    error along an eigenvector by 1 - learning rate × eigenvalue, which must lie between -1 and 1.
    """
    hessian = as_array("hessian", hessian, float)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1] or not hessian.size:
        raise ValueError(f"hessian has the shape {hessian.shape}; it must be a square matrix, (n, n)")
    largest = np.linalg.eigvalsh(hessian)[-1]
    if not largest > 0:
        raise ValueError(f"hessian has the largest eigenvalue {largest:g}; it must be above 0")
    return 2 / largest


def best_line(points):
    """The slope and the intercept with the lowest mean squared error, `(2,)`, for points with one input."""
    return np.linalg.lstsq(_with_ones(points.inputs), points.targets)[0][:, 0]


def _with_ones(inputs):
    """A column for the slope, one for the intercept, `(n, 2)`."""
    inputs = as_array("inputs", inputs, float)
    if inputs.ndim != 2 or inputs.shape[1] != 1 or not len(inputs):
        raise ValueError(f"inputs has the shape {inputs.shape}; it must be one column, (n, 1)")
    return np.hstack([inputs, np.ones_like(inputs)])
