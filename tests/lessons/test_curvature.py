"""The curvature of a line's loss, its threshold, and the best line."""

import re

import numpy as np
import pytest

from mlp.data import Points, line
from mlp.lessons.learning_rate import best_line, hessian_of_line, threshold
from mlp.lessons.learning_rate.descent import descend

INPUTS = np.array([[1.0], [2.0], [3.0]])


def test_the_hessian_of_three_inputs_by_hand():
    np.testing.assert_allclose(hessian_of_line(INPUTS), [[2 * 14 / 3, 2 * 2], [2 * 2, 2]])


def test_the_hessian_is_the_second_difference_of_the_loss():
    targets, at, h = np.array([0.3, -1.0, 2.0]), np.array([0.7, -0.2]), 1e-3
    loss = lambda parameters: np.mean((parameters[0] * INPUTS[:, 0] + parameters[1] - targets) ** 2)
    for row, along in enumerate(h * np.eye(2)):
        second = loss(at + along) - 2 * loss(at) + loss(at - along)
        assert second / h**2 == pytest.approx(hessian_of_line(INPUTS)[row, row], rel=1e-5)


def test_the_threshold_is_two_divided_by_the_largest_curvature():
    assert threshold([[3.0, 0.0], [0.0, 8.0]]) == pytest.approx(2 / 8)
    assert threshold([[28 / 3]]) == pytest.approx(3 / 14)


@pytest.mark.parametrize(("share", "arrives"), [(0.99, True), (1.01, False)])
def test_descent_in_a_parabola_arrives_just_below_the_threshold_and_not_just_above(share, arrives):
    path = descend(lambda weight: 5 * weight, 1.0, share * threshold([[5.0]]), n_steps=1000)
    assert (abs(path[-1]) < 1e-6) == arrives


def test_the_best_line_has_no_slope_in_its_loss():
    points = line(n=40, noise=0.5, seed=3)
    slope, intercept = best_line(points)
    errors = slope * points.inputs + intercept - points.targets
    assert abs(errors.mean()) < 1e-12 and abs((errors * points.inputs).mean()) < 1e-12


def test_the_best_line_through_points_on_a_line_is_that_line():
    np.testing.assert_allclose(best_line(Points(INPUTS, 2 * INPUTS - 1)), [2, -1])


@pytest.mark.parametrize("inputs", [np.ones(3), np.ones((3, 2)), np.ones((0, 1))])
def test_inputs_of_another_shape_are_named_in_the_error(inputs):
    with pytest.raises(ValueError, match=re.escape(f"inputs has the shape {inputs.shape}")):
        hessian_of_line(inputs)


@pytest.mark.parametrize("hessian", [2.0, [1.0, 2.0], np.ones((2, 3)), np.ones((0, 0))])
def test_a_hessian_that_is_not_square_is_named_in_the_error(hessian):
    with pytest.raises(ValueError, match=re.escape(f"hessian has the shape {np.shape(hessian)}")):
        threshold(hessian)


def test_a_loss_that_curves_upwards_nowhere_has_no_threshold():
    with pytest.raises(ValueError, match="hessian has the largest eigenvalue -1"):
        threshold([[-1.0]])


def test_the_threshold_of_a_column_in_a_file_is_read_as_the_notebook_says(tmp_path):
    (tmp_path / "my.csv").write_text("length,price\n1,10\n2,20\n3,25\n")
    inputs = np.loadtxt(tmp_path / "my.csv", delimiter=",", skiprows=1, usecols=[0], ndmin=2)
    assert threshold(hessian_of_line(inputs)) == pytest.approx(threshold(hessian_of_line(INPUTS)))
