"""Best lines by hand: what an outlier does to least squares, least absolute errors, and Huber's; the street between two points."""
import numpy as np
import pytest

from mlp.data import Points
from mlp.fitting import BEST_LINES, best_line, least_absolute, least_huber, least_squares, widest_street

pytestmark = pytest.mark.filterwarnings("error")
X, FLAT = np.array([-1.0, 0.0, 1.0]), np.array([0.0, 3.0, 0.0])


@pytest.mark.parametrize("name", BEST_LINES)
def test_points_on_a_line_are_met(name):
    points = Points(X[:, None], 2 * X[:, None] - 1)
    np.testing.assert_allclose(best_line(name, points), [2, -1], atol=1e-9)


def test_three_points_by_hand():
    np.testing.assert_allclose(least_squares(X, FLAT), [0, 1], atol=1e-12)                      # the mean of 0, 3, 0
    np.testing.assert_allclose(least_absolute(X, FLAT), [0, 0], atol=1e-12)                     # through two of them, past the third
    np.testing.assert_allclose(least_huber(X, FLAT), [0, 0.5], atol=1e-6)                       # two errors of a against one that counts as 1: 2a = 1
    np.testing.assert_allclose(least_squares(X, FLAT, weights=np.array([1, 2, 1])), [0, 1.5])   # the middle one counts twice


def test_the_street_between_two_points_by_hand():
    inputs, targets = np.array([[-1.0, 0.0], [1.0, 0.0]]), np.array([[-1.0], [1.0]])
    # from point to point if they may push with 1/2 each, with less force they are overrun: the weight is 2 × C
    np.testing.assert_allclose(widest_street(inputs, targets, [0.1, 0.4, 1.0, 100.0])[:, 0], [0.2, 0.8, 1.0, 1.0], rtol=1e-4)
    np.testing.assert_allclose(widest_street(inputs, targets, [0.1, 0.4, 1.0, 100.0])[:, 1:], 0, atol=1e-4)


@pytest.mark.parametrize("seed", [0, 9, 10, 9999])
def test_no_line_nearby_is_better_than_the_widest_street(seed):
    rng = np.random.default_rng(seed)
    inputs, targets, all_C = rng.standard_normal((60, 2)), rng.choice([-1.0, 1.0], (60, 1)), np.array([0.01, 1.0, 100.0])

    def price(lines):
        errors = np.maximum(0, 1 - targets[:, 0] * (lines[:, :2] @ inputs.T + lines[:, 2:]))   # (3, 60)
        return (lines[:, :2] ** 2).sum(axis=-1) / 2 + all_C * errors.sum(axis=-1)

    found = widest_street(inputs, targets, all_C)
    for size in (0.001, 0.01, 0.1, 1):
        for _ in range(50):
            assert (price(found) < (1 + 1e-6) * price(found + size * rng.standard_normal((3, 3)))).all()
