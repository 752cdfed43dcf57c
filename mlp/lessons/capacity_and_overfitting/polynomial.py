"""Which polynomial fits points best? One of degree d has d + 1 coefficients, and least squares finds them."""

import numpy as np

from ...checks import check_number


def powers(x, degree):
    """The columns 1, x, x², … up to the `degree`: `(n, degree + 1)` from `x (n,)`."""
    check_number("degree", degree, at_least=0, whole=True)
    with np.errstate(over="ignore"):
        columns = np.vander(_row("x", x), degree + 1, increasing=True)
    if not np.isfinite(columns).all():
        raise ValueError(
            f"degree is {degree}; it must be lower, because the highest power of x is not finite"
        )
    return columns


def fit(x, y, degree):
    """The coefficients `(degree + 1,)` with the least squared error, constant first.

    If several have the same error, these are the smallest (of least norm).
    """
    columns, heights = powers(x, degree), _row("y", y)
    if len(columns) != len(heights):
        raise ValueError(f"x lists {len(columns)} numbers but y lists {len(heights)}; there must be as many")
    return np.linalg.lstsq(columns, heights)[0]


def value(coefficients, x):
    """The heights of the polynomial at `x`, `(n,)`; the constant coefficient comes first."""
    return np.polynomial.polynomial.polyval(_row("x", x), _row("coefficients", coefficients))


def _row(name, numbers):
    check_number(name, numbers)
    row = np.asarray(numbers, float)  # powers of whole numbers would overflow unnoticed
    if row.ndim != 1:
        raise ValueError(f"{name} has the shape {row.shape}; it must be a list of numbers, (n,)")
    return row
