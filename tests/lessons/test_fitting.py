"""Best lines by hand, against lines nearby, and errors for points that determine no line."""

import re

import numpy as np
import pytest

from mlp.data import Points, digits, line
from mlp.lessons.loss_functions.fitting import (
    BEST_LINES,
    best_line,
    least_absolute,
    least_huber,
    least_squares,
    losses_of_lines,
    nine_points,
)
from mlp.losses import LOSSES

pytestmark = pytest.mark.filterwarnings("error")
X, PEAK = np.array([-1.0, 0.0, 1.0]), np.array([0.0, 3.0, 0.0])


@pytest.mark.parametrize("name", BEST_LINES)
def test_points_on_a_line_give_that_line(name):
    points = Points(X[:, None], 2 * X[:, None] - 1)
    np.testing.assert_allclose(best_line(name, points), [2, -1], atol=1e-9)


def test_three_points_by_hand():
    np.testing.assert_allclose(least_squares(X, PEAK), [0, 1], atol=1e-12)  # the mean of 0, 3, 0
    np.testing.assert_allclose(least_absolute(X, PEAK), [0, 0], atol=1e-12)  # through two of the points
    # two errors of size a against one that counts as 1: 2a = 1
    np.testing.assert_allclose(least_huber(X, PEAK), [0, 0.5], atol=1e-6)
    # the middle point counts twice
    np.testing.assert_allclose(least_squares(X, PEAK, weights=np.array([1, 2, 1])), [0, 1.5])


def test_the_losses_of_several_lines_by_hand():
    points = Points(X[:, None], PEAK[:, None])
    lines = np.array([[0.0, 1.0], [1.0, 0.0]])  # errors 1, -2, 1 and -1, -3, 1
    np.testing.assert_allclose(losses_of_lines(LOSSES["mean squared error"], lines, points), [2, 11 / 3])
    np.testing.assert_allclose(losses_of_lines(LOSSES["mean absolute error"], lines, points), [4 / 3, 5 / 3])


@pytest.mark.parametrize("outlier", [False, True])
@pytest.mark.parametrize("name", BEST_LINES)
def test_no_line_nearby_is_better_than_the_best(name, outlier):
    points = nine_points(outlier)
    best, rng = best_line(name, points), np.random.default_rng(0)
    nearby = best + rng.normal(size=(500, 2)) * 10.0 ** rng.uniform(-4, 0, size=(500, 1))
    smallest = losses_of_lines(LOSSES[name], best[None], points)[0]
    assert losses_of_lines(LOSSES[name], nearby, points).min() >= smallest - 1e-12


def test_the_outlier_moves_the_line_of_squares_and_not_that_of_absolute_errors():
    before, after = (
        {name: best_line(name, nine_points(outlier))[0] for name in BEST_LINES} for outlier in (False, True)
    )
    assert after["mean absolute error"] == pytest.approx(before["mean absolute error"])
    assert before["mean squared error"] - after["mean squared error"] > 0.4


@pytest.mark.parametrize(("name", "best"), [("mean squared error", 22), ("mean absolute error", 3)])
def test_of_single_numbers_squares_choose_the_mean_and_absolute_errors_the_median(name, best):
    values = np.array([1.0, 2.0, 3.0, 4.0, 100.0])[:, None]
    tries = np.linspace(0, 100, 10001)
    outputs = np.broadcast_to(tries[:, None, None], (len(tries), 5, 1))  # one model for each try
    assert tries[LOSSES[name].value(outputs, values).argmin()] == pytest.approx(best)


def test_an_unknown_loss_is_named_in_the_error_with_the_known_ones():
    with pytest.raises(ValueError, match="loss is 'squares'.*mean squared error, mean absolute error, huber"):
        best_line("squares", nine_points())


@pytest.mark.parametrize(
    ("points", "error", "words"),
    [
        (None, TypeError, "points is None"),
        (line(1), ValueError, "at least two different numbers"),
        (Points(np.ones((4, 1)), np.arange(4.0)[:, None]), ValueError, "points.inputs is 1.0 throughout"),
        (digits(), ValueError, "points.inputs has the shape (1797, 64)"),  # not the first column alone
        (Points(np.array([[0.0], [np.nan]]), np.ones((2, 1))), ValueError, "points.inputs is"),
    ],
    ids=["None", "one point", "one input", "digits", "not a number"],
)
@pytest.mark.parametrize("name", BEST_LINES)
def test_points_that_determine_no_line_are_named_in_the_error(name, points, error, words):
    with pytest.raises(error, match=re.escape(words)):
        best_line(name, points)
