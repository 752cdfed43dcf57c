"""How is a curve laid through points? A polynomial of degree d has d + 1 parameters, and one formula finds the best of them."""

import numpy as np

from ...checks import check_number


def powers(x, degree):
    """The columns 1, x, x², … up to the `degree`, `(n, degree + 1)` from `x (n,)`."""
    check_number("degree", degree, at_least=0, whole=True)
    return _row("x", x)[:, None] ** np.arange(degree + 1)


def fit(x, y, degree):
    """The coefficients `(degree + 1,)` with the least squared error, constant first; of several, the smallest ones."""
    columns, heights = powers(x, degree), _row("y", y)
    if len(columns) != len(heights):
        raise ValueError(f"x lists {len(columns)} numbers but y lists {len(heights)}; there must be as many")
    return np.linalg.lstsq(columns, heights)[0]


def value(coefficients, x):
    """The polynomial's heights at `x`, `(n,)`."""
    coefficients = _row("coefficients", coefficients)
    return powers(x, len(coefficients) - 1) @ coefficients


def _row(name, numbers):
    check_number(name, numbers)
    row = np.asarray(numbers, float)  # high powers of whole numbers would overflow unseen
    if row.ndim != 1:
        raise ValueError(f"{name} has the shape {row.shape}; it must be a list of numbers, (n,)")
    return row
