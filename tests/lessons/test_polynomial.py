"""Curves through points: powers, the best coefficients, and heights, by hand and against another library."""

import numpy as np
import pytest

from mlp.lessons.capacity_and_overfitting.polynomial import fit, powers, value

pytestmark = pytest.mark.filterwarnings("error")


def test_powers_and_heights_by_hand():
    assert powers([2, 3], 3).tolist() == [[1, 2, 4, 8], [1, 3, 9, 27]]
    assert value([1, 0, -2], [0, 3]).tolist() == [1, 1 - 2 * 9]


def test_a_line_through_three_points_by_hand():
    slope = (0 + 3) / (1 + 1)  # and the height 2, the mean, at 1
    np.testing.assert_allclose(fit([0, 1, 2], [1, 1, 4], 1), [2 - slope, slope])


def test_as_many_parameters_as_points_meet_them_all():
    x, y = np.random.default_rng(0).uniform(-1, 1, (2, 6))
    np.testing.assert_allclose(value(fit(x, y, 5), x), y, atol=1e-9)


def test_the_fit_is_the_one_that_numpy_finds_with_another_method():
    x, y = np.random.default_rng(1).uniform(-1, 1, (2, 30))
    np.testing.assert_allclose(fit(x, y, 4), np.polynomial.Polynomial.fit(x, y, 4).convert().coef, rtol=1e-8)


def test_of_several_best_coefficients_fit_returns_the_smallest():
    np.testing.assert_allclose(fit([1.0], [6.0], 2), [2, 2, 2])  # all with a + b + c = 6 meet the point


@pytest.mark.parametrize(
    ("degree", "error"),
    [(-1, ValueError), (2.0, ValueError), (np.nan, ValueError), ("two", TypeError), (None, TypeError)],
)
def test_an_invalid_degree_is_named_in_the_error(degree, error):
    with pytest.raises(error, match=f"^degree is '?{degree}"):
        fit([0, 1], [0, 1], degree)


@pytest.mark.parametrize("degree", [1024, 2000])
def test_a_degree_whose_powers_overflow_is_named_in_the_error(degree):
    with pytest.raises(ValueError, match=f"^degree is {degree}"):
        fit([0, 1, 2], [0, 1, 2], degree)


def test_a_high_degree_is_fitted_where_its_powers_are_finite():
    assert np.isfinite(fit([-1.0, 0.0, 0.5, 1.0], [0, 1, 2, 3], 2000)).all()


def test_high_powers_of_whole_numbers_do_not_overflow():
    assert powers([10], 20)[0, -1] == 1e20


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: fit([0, 1, 2], [0, 1], 1), ValueError, "x lists 3 .* y lists 2"),
        (lambda: fit([0, np.nan], [0, 1], 1), ValueError, r"x is \[0, nan\]"),
        (lambda: fit([0, 1], ["low", "high"], 1), TypeError, r"y is \['low', 'high'\]"),
        (lambda: fit([[0], [1]], [0, 1], 1), ValueError, r"x has the shape \(2, 1\)"),
        (lambda: powers(3, 2), ValueError, r"x has the shape \(\)"),
        (lambda: value(3, [1]), ValueError, r"coefficients has the shape \(\)"),
        (lambda: value([], [1]), ValueError, r"coefficients is \[\]"),
        (lambda: powers(None, 2), TypeError, "x is None"),
    ],
)
def test_invalid_lists_of_numbers_are_named_in_the_error(call, error, words):
    with pytest.raises(error, match=words):
        call()
