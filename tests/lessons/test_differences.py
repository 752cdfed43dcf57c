"""Gradients by finite differences: the slow and the fast version agree, and leave the model as it was."""

import numpy as np
import pytest

from mlp.data import Points
from mlp.lessons.backpropagation.comparison import relative_error
from mlp.lessons.backpropagation.differences import (
    both_differences,
    central_difference,
    forward_difference,
    slopes_one_by_one,
)
from mlp.lessons.backpropagation.planted_bugs import backward
from mlp.losses import LOSSES
from mlp.network import MLP

pytestmark = pytest.mark.filterwarnings("error")
SQUARED_ERROR = LOSSES["mean squared error"]


def case(sizes=(3, 3, 3, 3), activation="tanh", n=10):
    rng = np.random.default_rng(2)
    model = MLP(list(sizes), activation)
    model.parameters.flat += 0.3 * rng.standard_normal(model.parameters.flat.shape)
    return model, Points(rng.standard_normal((n, sizes[0])), rng.standard_normal((n, sizes[-1])))


def test_single_precision_is_refused():
    model, points = MLP([3, 2], dtype=np.float32), case((3, 2))[1]
    with pytest.raises(ValueError, match="model computes in float32"):
        central_difference(model, SQUARED_ERROR, points)


@pytest.mark.parametrize("difference", [forward_difference, central_difference])
def test_differences_leave_the_parameters_as_they_were(difference):
    model, points = case()
    before = model.parameters.flat.copy()
    difference(model, SQUARED_ERROR, points)
    np.testing.assert_array_equal(model.parameters.flat, before)


def test_half_the_step_halves_the_forward_error_and_quarters_the_central_one():
    model, points = case()
    backward(model, model.forward(points.inputs), points.targets)
    right = model.gradient.flat.copy()
    for difference, factor in ((forward_difference, 2), (central_difference, 4)):
        long, short = (
            relative_error(difference(model, SQUARED_ERROR, points, step), right) for step in (2e-3, 1e-3)
        )
        assert long / short == pytest.approx(factor, rel=0.05)


def test_side_by_side_and_one_by_one_find_the_same_gradient():
    rng, model = np.random.default_rng(0), MLP([10, 10, 3], seed=1)  # 143 parameters, 128 at once
    points = Points(rng.standard_normal((4, 10)), rng.standard_normal((4, 3)))
    forward, central = both_differences(model, SQUARED_ERROR, points, 1e-4)
    np.testing.assert_allclose(
        forward, forward_difference(model, SQUARED_ERROR, points, 1e-4), rtol=1e-9, atol=1e-10
    )
    before = model.parameters.flat[2]
    model.parameters.flat[2] = before + 1e-4
    above = SQUARED_ERROR.value(model.forward(points.inputs)[-1], points.targets)
    model.parameters.flat[2] = before - 1e-4
    below = SQUARED_ERROR.value(model.forward(points.inputs)[-1], points.targets)
    assert central[2] == pytest.approx((above - below) / 2e-4, rel=1e-9)


def test_slopes_come_one_by_one_and_by_hand():
    model, points = MLP([1, 1], initialization="zeros"), Points(np.array([[3.0]]), np.array([[2.0]]))
    slopes = slopes_one_by_one(model, SQUARED_ERROR, points)
    assert next(slopes) == pytest.approx(2 * (0 - 2) * 3, rel=1e-5)  # the weight sees the input 3
    assert next(slopes) == pytest.approx(2 * (0 - 2), rel=1e-5)  # the bias sees a 1
    assert next(slopes, None) is None


@pytest.mark.parametrize("step", [0, -1e-5, np.nan])
def test_an_invalid_step_is_named_in_the_error(step):
    model, points = case()
    with pytest.raises(ValueError, match=f"step is {step}"):
        central_difference(model, SQUARED_ERROR, points, step)


def test_a_class_instead_of_a_network_is_named_in_the_error():
    with pytest.raises(TypeError, match="model is <class"):
        central_difference(MLP, SQUARED_ERROR, Points(np.ones((4, 2)), np.ones((4, 2))))


def test_networks_side_by_side_are_refused():
    with pytest.raises(ValueError, match="model holds 3 networks"):
        central_difference(MLP([2, 2], n_models=3), SQUARED_ERROR, Points(np.ones((4, 2)), np.ones((4, 2))))
