"""What a gradient costs: formulas against counts on real networks."""

import numpy as np
import pytest

from mlp.data import Points
from mlp.lessons.backpropagation.cost import (
    CountingModel,
    numbers_kept,
    numbers_passing_through,
    passes_for_differences,
    work_of_backpropagation,
)
from mlp.lessons.backpropagation.differences import forward_difference
from mlp.lessons.common import backward_multiplications
from mlp.losses import LOSSES
from mlp.network import MLP


@pytest.mark.parametrize("sizes", [[3, 2], [2, 5, 1], [4, 3, 3, 2]])
def test_forward_differences_take_one_pass_per_parameter_and_one_more(sizes):
    model = CountingModel(MLP(sizes))
    points = Points(np.ones((4, sizes[0])), np.ones((4, sizes[-1])))
    forward_difference(model, LOSSES["mean squared error"], points)
    assert model.n_forward == passes_for_differences(sizes) == model.parameters.flat.size + 1


def test_the_network_of_the_notebook_takes_39761_passes():
    assert passes_for_differences([784, 50, 10]) == 39_761


def test_multiplications_by_hand():
    weights_slopes, delta_through_the_last_layer = 2 * 3 + 3 * 1, 3 * 1
    assert backward_multiplications([2, 3, 1]) == weights_slopes + delta_through_the_last_layer


def test_the_work_of_backpropagation_by_hand():
    assert work_of_backpropagation([2, 3, 1]) == 1 + (2 * 3 + 3 * 1 + 3 * 1) / (2 * 3 + 3 * 1)


def test_numbers_in_memory_by_hand():
    layer_outputs = MLP([2, 5, 1]).forward(np.ones((4, 2)))
    assert numbers_kept(layer_outputs) == 4 * (2 + 5 + 1)
    assert numbers_passing_through(layer_outputs) == 4 * (2 + 5)
