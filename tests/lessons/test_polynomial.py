"""Curves through points: powers, the best coefficients, and heights, by hand and against another library."""

import re

import numpy as np
import pytest

from mlp.lessons.capacity_and_overfitting.polynomial import fit, powers, value

pytestmark = pytest.mark.filterwarnings("error")


def test_powers_and_heights_by_hand():
    assert powers([2, 3], 3).tolist() == [[1, 2, 4, 8], [1, 3, 9, 27]]
    assert value([1, 0, -2], [0, 3]).tolist() == [1, 1 - 2 * 9]


def test_a_line_through_three_points_by_hand():
    np.testing.assert_allclose(
        fit([0, 1, 2], [1, 1, 4], 1), [0.5, 1.5]
    )  # the mean 2 at the mean 1, slope (0 + 3) / (1 + 1)


def test_as_many_parameters_as_points_meet_them_all():
    x, y = np.random.default_rng(0).uniform(-1, 1, (2, 6))
    np.testing.assert_allclose(value(fit(x, y, 5), x), y, atol=1e-9)


def test_the_fit_is_the_one_numpy_finds():
    x, y = np.random.default_rng(1).uniform(-1, 1, (2, 30))
    np.testing.assert_allclose(fit(x, y, 4), np.polynomial.Polynomial.fit(x, y, 4).convert().coef, rtol=1e-8)


def test_of_several_best_coefficients_the_smallest_are_taken():
    np.testing.assert_allclose(fit([1.0], [6.0], 2), [2, 2, 2])  # all with a + b + c = 6 meet the point


@pytest.mark.parametrize(
    ("degree", "error"),
    [(-1, ValueError), (2.0, ValueError), (np.nan, ValueError), ("two", TypeError), (None, TypeError)],
)
def test_a_degree_that_is_none_is_named(degree, error):
    with pytest.raises(
        error,
        match=(
            f"^degree is {degree}; it must be a whole number at least 0"
            if error is ValueError
            else f"^degree is {degree!r}; it must be"
        ),
    ):
        fit([0, 1], [0, 1], degree)


def test_high_powers_of_whole_numbers_do_not_overflow():
    assert powers([10], 20)[0, -1] == 1e20


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (
            lambda: fit([0, 1, 2], [0, 1], 1),
            ValueError,
            "x lists 3 numbers but y lists 2; there must be as many",
        ),
        (lambda: fit([0, np.nan], [0, 1], 1), ValueError, "x is [0, nan]; it must be a number"),
        (lambda: fit([0, 1], ["low", "high"], 1), TypeError, "y is ['low', 'high']; it must be a number"),
        (
            lambda: fit([[0], [1]], [0, 1], 1),
            ValueError,
            "x has the shape (2, 1); it must be a list of numbers, (n,)",
        ),
        (lambda: powers(3, 2), ValueError, "x has the shape (); it must be a list of numbers, (n,)"),
        (
            lambda: value(3, [1]),
            ValueError,
            "coefficients has the shape (); it must be a list of numbers, (n,)",
        ),
        (lambda: value([], [1]), ValueError, "coefficients is []; it must be a number"),
        (lambda: powers(None, 2), TypeError, "x is None; it must be a number"),
    ],
)
def test_numbers_that_make_no_curve_are_named(call, error, sentence):
    with pytest.raises(error, match=re.escape(sentence)):
        call()
