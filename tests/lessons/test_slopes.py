"""The slopes at all weighted sums and outputs: against differences, and against the model's own gradient."""

import numpy as np
import pytest

from mlp.activations import ACTIVATIONS
from mlp.lessons.backpropagation.slopes import node_slopes
from mlp.network import MLP

pytestmark = pytest.mark.filterwarnings("error")


def test_the_slopes_of_one_neuron_by_hand():
    model = MLP([1, 1, 1], "identity", "zeros")
    model.parameters.weights[0][...], model.parameters.weights[1][...] = 3.0, 5.0
    sums, outputs = node_slopes(model, model.forward([[2.0]]), np.array([[7.0]]))
    assert sums[0] is None
    assert [array.item() for array in sums[1:]] == [35, 7]
    assert [array.item() for array in outputs] == [105, 35, 7]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_slope_at_the_inputs_is_what_differences_find(activation):
    model, rng = MLP([3, 4, 2], activation), np.random.default_rng(1)
    inputs, delta = rng.standard_normal((5, 3)), rng.standard_normal((5, 2))
    _, outputs = node_slopes(model, model.forward(inputs), delta)
    for row, column in np.ndindex(inputs.shape):
        step = np.zeros_like(inputs)
        step[row, column] = 1e-6
        above, below = (np.sum(delta * model.forward(moved)[-1]) for moved in (inputs + step, inputs - step))
        assert outputs[0][row, column] == pytest.approx((above - below) / 2e-6, rel=1e-6, abs=1e-8)


def test_slopes_at_nodes_hold_for_batches_and_networks_side_by_side():
    model, rng = MLP([2, 4, 3], n_models=5), np.random.default_rng(0)
    layer_outputs, delta = model.forward(rng.standard_normal((6, 2))), rng.standard_normal((5, 6, 3))
    sums, outputs = node_slopes(model, layer_outputs, delta)
    model.backward(layer_outputs, delta)
    np.testing.assert_allclose(layer_outputs[0].mT @ sums[1], model.gradient.weights[0])
    assert outputs[0].shape == (5, 6, 2)
