"""The machine of single numbers: its exercises, and the notebook's own cells with the answers in them."""

from functools import cache
from pathlib import Path

import nbformat
import numpy as np
import pytest
from driving import verdict

from mlp import LOSSES, MLP, GradientDescent, train
from mlp.data import Points
from mlp.lessons.backpropagation import write_relu, write_training

pytestmark = pytest.mark.filterwarnings("error")
NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "05_backpropagation.ipynb"
INPUTS, TARGETS = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([[0], [1], [1], [0.0]])


def machine():
    """The names that the notebook's cells about the machine define, with the solutions as answers."""
    cells = {cell.id: cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells}
    relu = cells["my-relu"].split("def relu(self):")[1].rsplit("exercise(", 1)[0]
    names = {"np": np}
    parts = cells["c602a34e"], write_relu.solution, "def relu(self):" + relu, cells["xor-network"]
    for source in (*parts, write_training.solution):
        exec(source, names)
    return names


def start(seed):
    return np.random.default_rng(seed).standard_normal(17)


@cache
def losses_of_ten_seeds(n_updates):
    """The losses at XOR before every update `(n_updates, 10)`, for the seeds 0 to 9, and the models."""
    models = MLP([2, 4, 1], "relu", n_models=10)
    models.parameters.flat[...] = [start(seed) for seed in range(10)]
    mean_squared = LOSSES["mean squared error"]
    training = train(models, mean_squared, GradientDescent(4 * 0.05), Points(INPUTS, TARGETS), batch_size=4)
    return np.array([4 * next(training).loss for _ in range(n_updates)]), models


def test_the_machine_learns_xor_exactly_as_mlp_does():
    names = machine()
    numbers = [names["Number"](value) for value in start(1)]
    losses = names["my_training"](names["xor_loss"], numbers, learning_rate=0.05, n_updates=200)
    np.testing.assert_allclose(losses, losses_of_ten_seeds(200)[0][:, 1], rtol=1e-6)
    assert losses[0] == pytest.approx(7.15, abs=5e-3)
    assert losses[-1] == pytest.approx(3e-7, rel=0.2)
    outputs = [names["network"](x1, x2, numbers).value for x1, x2, _ in names["XOR"]]
    np.testing.assert_allclose(outputs, TARGETS[:, 0], atol=5e-4)


def test_five_of_ten_starts_learn_xor_and_the_others_never_do():
    after_200, after_2000 = losses_of_ten_seeds(200)[0][-1], losses_of_ten_seeds(2000)[0][-1]
    learned = after_200 < 0.001
    assert learned.sum() == 5
    assert np.all(after_200[~learned] >= 0.499) and np.all(after_2000[~learned] >= 0.499)


def test_with_seeds_0_and_4_all_hidden_neurons_are_dead():
    _, models = losses_of_ten_seeds(200)
    hidden = models.forward(INPUTS)[1]  # (10, 4, 4)
    assert [seed for seed in range(10) if not hidden[seed].any()] == [0, 4]


@pytest.mark.parametrize(
    ("relu", "feedback"),
    [
        (lambda value: (max(value, 0.0), float(value > 0)), "Right"),
        (lambda value: (max(value, 0), 1 if value >= 0 else 0), "Right"),
        (lambda value: max(value, 0.0), "Return two numbers"),
        (lambda value: (value, 1.0), "does not pass"),
        (lambda value: (abs(value), 1.0), "absolute value"),
        (lambda value: (max(value, 0.0), 1.0), "does not change"),
        (lambda value: (max(value, 0.0), max(value, 0.0)), "That is the value"),
        (lambda value: (float(value > 0), max(value, 0.0)), "wrong order"),
        (lambda value: (max(value, 0.0), 0.5), "slope of ReLU at 3 is not 0.5"),
        (lambda value: (2 * max(value, 0.0), 2.0), "ReLU of 3 is not 6"),
        (lambda value: ("3", "1"), "Both must be numbers"),
        (lambda value: (max(value, 0.0) or 0.1 * (value == 0), float(value > 0)), "ReLU of 0 is 0"),
    ],
)
def test_usual_mistakes_in_relu_are_recognised(relu, feedback):
    assert feedback in verdict(write_relu, relu)


RESET = "        for number in numbers:\n            number.slope = 0.0\n"
BACK = "        loss.backward()\n"


@pytest.mark.parametrize(
    ("old", "new", "feedback"),
    [
        (RESET, "", "earlier updates"),
        (" -= ", " += ", "The loss rises"),
        ("learning_rate * number.slope", "number.slope", "learning rate is missing"),
        (BACK, "", "never changes"),
        (RESET + BACK, BACK + RESET, "never changes"),
        ("append(loss.value)", "append(loss)", "only: loss.value"),
        ("number.value -=", "value = number.value -", "never changes"),
        ("    return losses", "    return loss.value", "Return a list"),
        ("range(n_updates)", "range(n_updates - 1)", "give four losses"),
        ("return losses", "return [loss_of(numbers).value, *losses[1:]]", "the losses are 8, 2, 0.5"),
    ],
)
def test_usual_mistakes_in_the_training_are_recognised(old, new, feedback):
    source = write_training.solution
    assert old in source
    assert feedback in verdict(write_training, source.replace(old, new))


def test_a_list_that_begins_after_the_first_update_is_recognised():
    keep = "        losses.append(loss.value)\n"
    source = write_training.solution.replace(keep, "").replace(
        "    return losses", "        losses.append(loss_of(numbers).value)\n    return losses"
    )
    assert "begins after the first update" in verdict(write_training, source)
