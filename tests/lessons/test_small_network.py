"""The network with 2, 3 and 1 neurons: its numbers by hand, its loss along one of them, and one update."""

import numpy as np
import pytest

from mlp.lessons.backpropagation.small_network import SmallNetwork

pytestmark = pytest.mark.filterwarnings("error")
WEIGHTS, LAST = np.array([[0.5, -0.3, 0.8], [0.2, 0.9, -0.6]]), np.array([[1.0], [-0.7], [0.4]])


def network(weights=WEIGHTS, last_weights=LAST, n_alternatives=1):
    small = SmallNetwork(n_alternatives)
    small.use(weights, last_weights)
    return small


def test_values_and_slopes_by_hand():
    values, slopes = network().values, network().slopes
    z = np.array([1 * 0.5 + 2 * 0.2 + 0.1, -1 * 0.3 + 2 * 0.9 + 0.0, 1 * 0.8 - 2 * 0.6 - 0.2])
    y = np.tanh(z) @ [1.0, -0.7, 0.4] + 0.2
    assert [values["z₁"], values["z₂"], values["z₃"]] == pytest.approx(z)
    assert [values["y"], values["L"]] == pytest.approx([y, (y - 1) ** 2])
    assert [slopes["y"], slopes["c"], slopes["L"]] == pytest.approx([2 * (y - 1), 2 * (y - 1), 1])
    assert slopes["w₂₁"] == pytest.approx(2 * slopes["w₁₁"])  # the inputs are 1 and 2


@pytest.mark.parametrize(
    ("name", "row", "column"), [("w₁₂", 0, 1), ("w₂₃", 1, 2), ("v₁", 0, 0), ("v₃", 2, 0)]
)
def test_the_loss_along_a_weight_is_that_of_a_network_with_this_weight(name, row, column):
    weights, last = WEIGHTS.copy(), LAST.copy()
    (weights if name[0] == "w" else last)[row, column] = 1.7
    assert network().losses_at(name, [1.7]) == pytest.approx([network(weights, last).values["L"]])


@pytest.mark.parametrize("name", ["x₁", "x₂", "w₁₁", "v₂"])
def test_the_loss_along_a_number_has_its_slope(name):
    small = network(n_alternatives=2)
    here = small.values[name]
    above, below = small.losses_at(name, [here + 1e-5, here - 1e-5])
    assert (above - below) / 2e-5 == pytest.approx(small.slopes[name], rel=1e-6)


def test_the_update_moves_every_parameter_and_leaves_the_values():
    small = network()
    before = dict(small.values)
    assert {name[0] for name in small.updated} == set("wvbc")
    for name, number in small.updated.items():
        assert number == pytest.approx(before[name] - 0.1 * small.slopes[name])
    assert small.values == before
    assert small.new_loss < before["L"]
