"""Five wrong backward passes: a gradient check catches each where it is wrong, and only there."""

import numpy as np
import pytest

from mlp.data import Points
from mlp.lessons.backpropagation.comparison import check_gradient
from mlp.lessons.backpropagation.planted_bugs import PLANTED_BUGS
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
def test_every_planted_bug_is_caught_in_the_tensors_that_it_spoils(name, wrong):
    assert disagreeing(PLANTED_BUGS[name], *case()) == wrong


def test_two_bugs_pass_where_they_make_no_difference():
    assert disagreeing(PLANTED_BUGS["missing slope"], *case(activation="identity")) == []
    assert disagreeing(PLANTED_BUGS["wrong transpose"], *case(activation="identity")) != []
    assert disagreeing(PLANTED_BUGS["no 1/N"], *case(n=1)) == []
