"""Do two gradients agree? The check passes what is right, and says where a gradient is wrong."""

import numpy as np
import pytest

from mlp.activations import ACTIVATIONS
from mlp.data import Points
from mlp.lessons.backpropagation.comparison import check_gradient, relative_error
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
def test_the_right_backward_pass_agrees_and_equals_the_models_own(sizes, activation):
    model, points = case(sizes, activation)
    assert disagreeing(backward, model, points) == []
    found = model.gradient.flat.copy()
    layer_outputs = model.forward(points.inputs)
    model.backward(layer_outputs, SQUARED_ERROR.gradient(layer_outputs[-1], points.targets))
    np.testing.assert_allclose(found, model.gradient.flat, rtol=1e-12)


def test_at_a_minimum_rounding_is_not_reported_as_a_mistake():
    points = Points(np.array([[0.0], [1.0], [2.0]]), np.array([[0.1], [0.9], [2.2]]))
    at_the_minimum = MLP([1, 1], "identity", "zeros")
    columns = np.column_stack([points.inputs, np.ones(3)])
    at_the_minimum.parameters.flat[:] = np.linalg.lstsq(columns, points.targets)[0][:, 0]
    assert disagreeing(backward, at_the_minimum, points) == []


def test_no_1_over_n_is_n_times_too_large():
    model, points = case(n=10)
    rows = check_gradient(PLANTED_BUGS["no 1/N"], model, SQUARED_ERROR, points)
    np.testing.assert_allclose([row.exact / row.approximate for row in rows], 10, rtol=1e-6)


def test_the_relative_error_by_hand():
    assert relative_error(np.array([1.0, 4.5]), np.array([1.0, -5.0])) == pytest.approx(9.5 / 5)


@pytest.mark.parametrize(
    ("gradient", "right", "words"),
    [
        (np.ones(3), np.ones(2), r"gradient .*\(3,\).* right .*\(2,\)"),
        (np.ones(2), np.zeros(2), "right is zero"),
    ],
)
def test_gradients_that_cannot_be_compared_are_refused(gradient, right, words):
    with pytest.raises(ValueError, match=words):
        relative_error(gradient, right)
