"""The training loop in plain code, and what its exercise says about the usual mistakes."""

import numpy as np
import pytest
from driving import verdict

from mlp import LOSSES, MLP, GradientDescent, Momentum, train
from mlp.lessons.batch_and_epoch import plain_training, write_training
from mlp.lessons.common import DIGITS

CROSS_ENTROPY = LOSSES["cross-entropy"]
CELL = """
____ = ...
def my_training(model, loss, optimizer, points, batch_size, n_epochs, seed=0):
    rng = np.random.default_rng(seed)
    losses = {start}
    for epoch in range(n_epochs):
        order = {shuffle}
        for start in range(0, len(order), batch_size):
            batch = points.take({cut})
            layer_outputs = {forward}
            losses.append(loss.value(layer_outputs[-1], batch.targets))
            delta = {delta}
            model.backward(layer_outputs, delta)
            {update}
    return losses
"""
FILLED = {
    "shuffle": "rng.permutation(len(points.inputs))",
    "cut": "order[start : start + batch_size]",
    "forward": "model.forward(batch.inputs)",
    "delta": "loss.gradient(layer_outputs[-1], batch.targets)",
    "update": "optimizer.update(model.parameters.flat, model.gradient.flat)",
    "start": "[]",
}


def filled(**blanks):
    return CELL.format(**FILLED | blanks)


@pytest.mark.parametrize("optimizer", [GradientDescent, Momentum])
@pytest.mark.parametrize(("batch_size", "seed"), [(32, 0), (7, 3), (200, 1)])
def test_the_plain_loop_gives_the_losses_and_parameters_of_train(optimizer, batch_size, seed):
    points = DIGITS.train.take(slice(60))
    mine, theirs = MLP([64, 8, 10], "tanh", seed=seed), MLP([64, 8, 10], "tanh", seed=seed)
    losses = plain_training(mine, CROSS_ENTROPY, optimizer(0.3), points, batch_size, 3, seed)
    training = train(theirs, CROSS_ENTROPY, optimizer(0.3), points, batch_size, seed)
    np.testing.assert_allclose(losses, [next(training).loss for _ in losses], rtol=1e-12)
    np.testing.assert_allclose(mine.parameters.flat, theirs.parameters.flat, rtol=1e-10)
    assert len(losses) == 3 * np.ceil(60 / batch_size)


def test_the_filled_cell_and_the_solution_are_right():
    assert verdict(write_training, filled()) == "Right!"
    assert verdict(write_training, write_training.solution) == "Right!"
    assert write_training.solution.count("\n") <= 15


def test_the_untouched_cell_is_not_attempted_yet():
    untouched = filled(**dict.fromkeys(FILLED, "____"))
    assert verdict(write_training, untouched).startswith("Not attempted yet.")


def test_a_blank_that_is_left_is_named():
    assert "Some blanks are left" in verdict(write_training, filled(update="____"))


ONE_ORDER = filled().replace("    for epoch", "    order = rng.permutation(100)\n    for epoch")
ONE_ORDER = ONE_ORDER.replace("        order = rng.permutation(len(points.inputs))\n", "")
NEW_GENERATOR = filled(shuffle="np.random.default_rng(seed).permutation(len(points.inputs))")
FULL_BATCHES = filled().replace("range(0, len(order), ", "range(0, len(order) - batch_size + 1, ")
OUTER_UPDATE = filled(update="pass").replace("    return", "        {update}\n    return").format(**FILLED)
EACH_EPOCH = filled().replace("return losses", "return losses[2::4]")
HAND_MADE = "model.parameters.flat[...] -= 0.5 * model.gradient.flat"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (ONE_ORDER, "repeats the same order"),
        (NEW_GENERATOR, "repeats the same order"),
        (filled(shuffle="np.arange(len(points.inputs))"), "old order"),
        (filled(shuffle="rng.permutation(batch_size)"), "yours has 3 losses"),
        (filled(shuffle="rng.permutation(len(points.inputs))[::-1]"), "of the first batch"),
        (filled(cut="order"), "uses all the data"),
        (filled(cut="order[start : start + batch_size - 1]"), "31 digits"),
        (filled(cut="slice(start, start + batch_size)"), "old order"),
        (FULL_BATCHES, "last batch of each epoch is missing"),
        (filled(forward="model.forward(points.inputs)"), "stopped with"),
        (filled(delta="layer_outputs[-1] - batch.targets"), "delta is loss.gradient"),
        (filled(delta="loss.value(layer_outputs[-1], batch.targets)"), "stopped with"),
        (filled(update="pass"), "no update moved it"),
        (filled(update="optimizer.update(model.gradient.flat, model.parameters.flat)"), "in this order"),
        (OUTER_UPDATE, "one update in each epoch only"),
        (filled(update=HAND_MADE), "another optimizer"),
        (filled().replace("return losses", "return model"), "Return the list losses"),
        (filled().replace("range(n_epochs)", "range(1)"), "one epoch"),
        (EACH_EPOCH, "one for each epoch"),
        ("def my_training(*a):\n    return []", "losses.append"),
        ("def my_training(*a):\n    return [1.0] * 5", "each start in range"),
    ],
)
def test_common_mistakes_with_the_training_loop_are_recognised(source, words):
    assert words in verdict(write_training, source)


def test_a_loop_that_changes_its_digits_does_not_change_what_is_right():
    spoiling = filled().replace("    return", "    points.inputs[:] = 0\n    return")
    assert verdict(write_training, spoiling) == "Right!"
    assert verdict(write_training, filled()) == "Right!"
