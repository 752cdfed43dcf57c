"""Best lines by hand: what an outlier does to least squares, least absolute errors, and Huber's."""

import numpy as np
import pytest

from mlp.data import Points
from mlp.lessons.loss_functions.fitting import (
    BEST_LINES,
    best_line,
    least_absolute,
    least_huber,
    least_squares,
)

pytestmark = pytest.mark.filterwarnings("error")
X, FLAT = np.array([-1.0, 0.0, 1.0]), np.array([0.0, 3.0, 0.0])


@pytest.mark.parametrize("name", BEST_LINES)
def test_points_on_a_line_are_met(name):
    points = Points(X[:, None], 2 * X[:, None] - 1)
    np.testing.assert_allclose(best_line(name, points), [2, -1], atol=1e-9)


def test_three_points_by_hand():
    np.testing.assert_allclose(least_squares(X, FLAT), [0, 1], atol=1e-12)  # the mean of 0, 3, 0
    np.testing.assert_allclose(
        least_absolute(X, FLAT), [0, 0], atol=1e-12
    )  # through two of them, past the third
    np.testing.assert_allclose(
        least_huber(X, FLAT), [0, 0.5], atol=1e-6
    )  # two errors of a against one that counts as 1: 2a = 1
    np.testing.assert_allclose(
        least_squares(X, FLAT, weights=np.array([1, 2, 1])), [0, 1.5]
    )  # the middle one counts twice
