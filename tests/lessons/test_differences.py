"""The gradient check: it passes what is right, catches every planted bug, and leaves the model as it was."""

import numpy as np
import pytest

from mlp.activations import ACTIVATIONS
from mlp.data import Points
from mlp.lessons.backpropagation.differences import (
    both_differences,
    central_difference,
    check_gradient,
    forward_difference,
    relative_error,
    slopes_one_by_one,
)
from mlp.lessons.backpropagation.planted_bugs import PLANTED_BUGS, backward
from mlp.losses import LOSSES
from mlp.network import MLP

pytestmark = pytest.mark.filterwarnings("error")
SQUARED_ERROR = LOSSES["mean squared error"]


def case(sizes=(3, 3, 3, 3), activation="tanh", n=10):
    rng = np.random.default_rng(2)
    model = MLP(list(sizes), activation)
    model.parameters.flat += 0.3 * rng.standard_normal(model.parameters.flat.shape)
    return model, Points(rng.standard_normal((n, sizes[0])), rng.standard_normal((n, sizes[-1])))


def disagreeing(backward_pass, *case):
    model, points = case
    return [
        row.tensor for row in check_gradient(backward_pass, model, SQUARED_ERROR, points) if not row.agrees
    ]


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [(3, 3, 3, 3), (2, 5, 1), (4, 2)])
def test_the_right_backward_pass_is_passed_and_is_the_models_own(sizes, activation):
    model, points = case(sizes, activation)
    assert disagreeing(backward, model, points) == []
    found = model.gradient.flat.copy()
    layer_outputs = model.forward(points.inputs)
    model.backward(layer_outputs, SQUARED_ERROR.gradient(layer_outputs[-1], points.targets))
    np.testing.assert_allclose(found, model.gradient.flat, rtol=1e-12)


def test_where_there_is_hardly_a_slope_rounding_is_no_mistake():
    points = Points(np.array([[0.0], [1.0], [2.0]]), np.array([[0.1], [0.9], [2.2]]))
    at_the_minimum = MLP([1, 1], "identity", "zeros")
    columns = np.column_stack([points.inputs, np.ones(3)])
    at_the_minimum.parameters.flat[:] = np.linalg.lstsq(columns, points.targets)[0][:, 0]
    assert disagreeing(backward, at_the_minimum, points) == []


def test_single_precision_is_refused():
    model, points = MLP([3, 2], dtype=np.float32), case((3, 2))[1]
    with pytest.raises(ValueError, match="model computes in float32; a gradient check needs float64"):
        check_gradient(backward, model, SQUARED_ERROR, points)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("missing slope", ["weights 1", "biases 1", "weights 2", "biases 2"]),
        ("no 1/N", ["weights 1", "biases 1", "weights 2", "biases 2", "weights 3", "biases 3"]),
        ("wrong transpose", ["weights 1", "biases 1", "weights 2", "biases 2"]),
        ("forgotten bias", ["biases 1", "biases 2", "biases 3"]),
        ("wrong sign", ["weights 1", "biases 1", "weights 2", "biases 2", "weights 3", "biases 3"]),
    ],
)
def test_every_planted_bug_is_caught_where_it_is(name, wrong):
    assert disagreeing(PLANTED_BUGS[name], *case()) == wrong


def test_two_bugs_hide_where_they_make_no_difference():
    assert disagreeing(PLANTED_BUGS["missing slope"], *case(activation="identity")) == []
    assert disagreeing(PLANTED_BUGS["wrong transpose"], *case(activation="identity")) != []
    assert disagreeing(PLANTED_BUGS["no 1/N"], *case(n=1)) == []


def test_no_1_over_n_is_n_times_too_large():
    model, points = case(n=10)
    rows = check_gradient(PLANTED_BUGS["no 1/N"], model, SQUARED_ERROR, points)
    np.testing.assert_allclose([row.exact / row.approximate for row in rows], 10, rtol=1e-6)


@pytest.mark.parametrize("difference", [forward_difference, central_difference])
def test_nudging_leaves_the_parameters_as_they_were(difference):
    model, points = case()
    before = model.parameters.flat.copy()
    difference(model, SQUARED_ERROR, points)
    np.testing.assert_array_equal(model.parameters.flat, before)


def test_halving_the_nudge_halves_the_forward_error_and_quarters_the_central_one():
    model, points = case()
    check_gradient(backward, model, SQUARED_ERROR, points)
    right = model.gradient.flat.copy()
    for difference, factor in ((forward_difference, 2), (central_difference, 4)):
        long, short = (
            relative_error(difference(model, SQUARED_ERROR, points, nudge), right) for nudge in (2e-3, 1e-3)
        )
        assert long / short == pytest.approx(factor, rel=0.05)


def test_side_by_side_or_one_by_one_nudging_says_the_same():
    rng, model = (
        np.random.default_rng(0),
        MLP([10, 10, 3], seed=1),
    )  # 143 parameters: more than are nudged side by side
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


def test_the_relative_error_by_hand():
    assert relative_error(np.array([1.0, 4.5]), np.array([1.0, -5.0])) == pytest.approx(9.5 / 5)


@pytest.mark.parametrize("nudge", [0, -1e-5, np.nan])
def test_a_nudge_that_is_none_is_refused(nudge):
    model, points = case()
    with pytest.raises(ValueError, match="nudge is .*; it must be a number above 0"):
        central_difference(model, SQUARED_ERROR, points, nudge)


@pytest.mark.parametrize(
    ("gradient", "right", "sentence"),
    [
        (np.ones(3), np.ones(2), r"gradient has the shape \(3,\) but right has \(2,\); they must agree"),
        (np.ones(2), np.zeros(2), "right is zero throughout; it must have an entry to compare with"),
    ],
)
def test_gradients_that_cannot_be_compared_are_refused(gradient, right, sentence):
    with pytest.raises(ValueError, match=sentence):
        relative_error(gradient, right)


def test_a_class_in_place_of_a_network_is_named():
    with pytest.raises(TypeError, match="model is <class .*; it must be a network"):
        central_difference(MLP, SQUARED_ERROR, Points(np.ones((4, 2)), np.ones((4, 2))))


def test_networks_side_by_side_are_refused():
    with pytest.raises(
        ValueError, match="model holds 3 networks side by side; a gradient check takes one network"
    ):
        central_difference(MLP([2, 2], n_models=3), SQUARED_ERROR, Points(np.ones((4, 2)), np.ones((4, 2))))
