"""The surfaces of the lesson on the learning rate, and walks over them."""

import numpy as np
import pytest

from mlp.lessons.learning_rate.curvature import hessian_of_line
from mlp.lessons.learning_rate.surfaces import LineLoss, SaddleLoss, points_of_the_line
from mlp.lessons.learning_rate.walks import steps_near, steps_to_arrive, walk
from mlp.optimizers import GradientDescent

pytestmark = pytest.mark.filterwarnings("error")
SURFACES = {"line": LineLoss(points_of_the_line(scaled=False)), "saddle": SaddleLoss()}
surfaces = pytest.mark.parametrize("name", SURFACES)


@surfaces
@pytest.mark.parametrize("place", [(0.3, -0.7), (1.2, 0.01), (-2.0, 1.5)])
def test_the_gradient_is_the_derivative_of_the_value(name, place):
    surface, nudge = SURFACES[name], 1e-6 * np.eye(2)
    differences = [(surface.value(*(place + move)) - surface.value(*(place - move))) / 2e-6 for move in nudge]
    np.testing.assert_allclose(surface.gradient(np.array(place)), differences, atol=1e-6)


@surfaces
def test_the_gradient_is_zero_at_the_minimum(name):
    np.testing.assert_allclose(SURFACES[name].gradient(SURFACES[name].minimum), 0, atol=1e-12)


def test_the_saddle_has_the_slope_zero_and_goes_up_one_way_and_down_the_other():
    surface = SaddleLoss()
    np.testing.assert_array_equal(surface.gradient((0.0, 0.0)), 0)
    assert (
        surface.value(0.0, 0.1) < surface.value(0.0, 0.0) == surface.saddle_height < surface.value(0.1, 0.0)
    )


def test_the_curvature_of_the_line_loss_is_its_hessian():
    points = points_of_the_line(scaled=False)
    loss, nudge = LineLoss(points), 1e-5 * np.eye(2)
    rows = [(loss.gradient(move) - loss.gradient(-move)) / 2e-5 for move in nudge]
    np.testing.assert_allclose(rows, hessian_of_line(points.inputs), rtol=1e-6)


def test_many_losses_at_once_are_those_of_single_lines():
    loss, slopes, intercepts = SURFACES["line"], np.array([0.0, 1.0, 2.0]), np.array([[-1.0], [0.5]])
    values = loss.value(slopes, intercepts)
    assert values.shape == (2, 3)
    assert values[1, 2] == pytest.approx(loss.value(np.array(2.0), np.array(0.5)))


def test_a_walk_of_plain_descent_is_that_by_hand():
    path = walk(GradientDescent(0.1), SaddleLoss().gradient, (1.0, 0.5), n_steps=2)
    np.testing.assert_allclose(path, [[1, 0.5], [0.9, 0.5375], [0.81, 0.5375 - 0.1 * (0.5375**3 - 0.5375)]])


def test_a_walk_leaves_its_start_alone():
    start = np.array([1.0, 1.0])
    walk(GradientDescent(0.1), SaddleLoss().gradient, start, n_steps=3)
    np.testing.assert_array_equal(start, 1)


@pytest.mark.parametrize(
    ("distances", "n_steps"),
    [([3, 2, 0.5, 0.4], 2), ([3, 0.5, 2, 0.4], 3), ([0.1, 0.2], 0), ([3, 2], None), ([3, np.nan], None)],
)
def test_it_has_arrived_when_it_stays_near(distances, n_steps):
    assert steps_to_arrive(np.array(distances, float), near=1.0) == n_steps


def test_the_steps_near_a_place_are_counted():
    path = np.array([[1.0, 0.0], [0.1, 0.1], [0.0, 0.19], [0.0, 0.2], [0.0, 1.0]])
    assert steps_near(path, (0.0, 0.0), radius=0.2) == 2
