"""How is a curve laid through points? A polynomial of degree d has d + 1 parameters, and one formula finds the best of them."""
import numpy as np

from .checks import check_number


def powers(x, degree):
    """The columns 1, x, x², … up to the `degree`, `(n, degree + 1)` from `x (n,)`."""
    return np.asarray(x)[:, None] ** np.arange(check_number("degree", degree, at_least=0, whole=True) + 1)


def fit(x, y, degree):
    """The coefficients `(degree + 1,)` with the least squared error, constant first; of several, the smallest ones."""
    return np.linalg.lstsq(powers(x, degree), y)[0]


def value(coefficients, x):
    """The polynomial's heights at `x`, `(n,)`."""
    return powers(x, len(coefficients) - 1) @ coefficients
