"""Every loss: its value by hand, its gradient against central differences, and no answer too wrong for it."""

import re

import numpy as np
import pytest

from mlp.losses import LOSSES, accuracy, softmax

pytestmark = pytest.mark.filterwarnings("error")
everywhere = pytest.mark.parametrize("name", LOSSES)


def some_targets(name, shape, rng):
    if name == "cross-entropy":
        return np.eye(shape[-1])[rng.integers(shape[-1], size=shape[:-1])]
    if name == "binary cross-entropy":
        return rng.integers(2, size=shape).astype(float)
    return rng.choice([-1.0, 1.0], size=shape) if name == "hinge" else rng.normal(size=shape)


@everywhere
@pytest.mark.parametrize("shape", [(6, 3), (4, 1), (2, 5, 3)])
def test_gradient_is_the_limit_of_small_differences(name, shape):
    loss, tiny, rng = LOSSES[name], 1e-6, np.random.default_rng(0)
    outputs, targets = 2 * rng.normal(size=shape), some_targets(name, shape, rng)
    differences = np.empty(shape)
    for place in np.ndindex(shape):
        change = np.zeros(shape)
        change[place] = tiny
        differences[place] = (
            loss.value(outputs + change, targets) - loss.value(outputs - change, targets)
        ).sum() / (2 * tiny)
    np.testing.assert_allclose(loss.gradient(outputs, targets), differences, rtol=1e-6, atol=1e-9)


@everywhere
def test_many_models_get_the_loss_that_each_gets_alone(name):
    rng = np.random.default_rng(1)
    outputs, targets = rng.normal(size=(3, 6, 4)), some_targets(name, (6, 4), rng)  # the targets are shared
    alone = [LOSSES[name].value(own, targets) for own in outputs]
    np.testing.assert_allclose(LOSSES[name].value(outputs, targets), alone, rtol=1e-14)


BY_HAND = {  # outputs, targets, value, gradient
    "mean squared error": ([[3.0], [1.0]], [[1.0], [0.0]], 5 / 2, [[2.0], [1.0]]),
    "mean absolute error": ([[3.0], [-1.0]], [[1.0], [0.0]], 3 / 2, [[1 / 2], [-1 / 2]]),
    "huber": ([[3.0], [0.5]], [[0.0], [0.0]], (2.5 + 0.125) / 2, [[1 / 2], [1 / 4]]),
    "hinge": ([[0.5], [-2.0]], [[1.0], [-1.0]], 0.5 / 2, [[-1 / 2], [0.0]]),
    "binary cross-entropy": (
        [[np.log(3)], [0.0]],
        [[1.0], [0.0]],
        (np.log(4 / 3) + np.log(2)) / 2,
        [[-1 / 8], [1 / 4]],
    ),
    "cross-entropy": (
        [[np.log(3), 0.0], [0.0, 0.0]],
        [[1.0, 0.0], [0.0, 1.0]],
        (np.log(4 / 3) + np.log(2)) / 2,
        [[-1 / 8, 1 / 8], [1 / 4, -1 / 4]],
    ),
}


@everywhere
def test_a_value_and_a_gradient_worked_out_by_hand(name):
    outputs, targets, value, gradient = (np.array(part) for part in BY_HAND[name])
    np.testing.assert_allclose(LOSSES[name].value(outputs, targets), value, rtol=1e-14)
    np.testing.assert_allclose(LOSSES[name].gradient(outputs, targets), gradient, rtol=1e-14)


@everywhere
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_absurd_outputs_give_finite_numbers_without_a_warning(name, dtype):
    outputs = np.array([[1000.0, -1000.0], [-1000.0, 1000.0]], dtype)
    targets = np.eye(2, dtype=dtype)[[0, 0]]
    assert np.isfinite(LOSSES[name].value(outputs, targets))
    assert np.isfinite(LOSSES[name].gradient(outputs, targets)).all()


@pytest.mark.parametrize("name", ["binary cross-entropy", "cross-entropy"])
def test_surprise_at_a_thousand_wrong_is_a_thousand(name):
    targets = np.array([[0.0, 1.0]])
    n_outputs = {"binary cross-entropy": 2, "cross-entropy": 1}[
        name
    ]  # one yes-or-no question is right, one is wrong
    assert LOSSES[name].value(np.array([[1000.0, 0.0]]), targets) == pytest.approx(
        (1000 + (n_outputs - 1) * np.log(2)) / n_outputs
    )


@everywhere
def test_float32_stays_float32(name):
    outputs, targets = np.ones((4, 2), np.float32), np.eye(2, dtype=np.float32)[[0, 1, 0, 1]]
    assert LOSSES[name].value(outputs, targets).dtype == np.float32
    assert LOSSES[name].gradient(outputs, targets).dtype == np.float32


@everywhere
@pytest.mark.parametrize("part", ["value", "gradient"])
def test_shapes_that_do_not_fit_are_both_named(name, part):
    with pytest.raises(ValueError, match=r"outputs has the shape \(4, 2\) but targets has \(4, 1\)"):
        getattr(LOSSES[name], part)(np.zeros((4, 2)), np.zeros((4, 1)))


@everywhere
@pytest.mark.parametrize("part", ["value", "gradient"])
@pytest.mark.parametrize(
    ("bad", "error", "sentence"),
    [
        ([[1.0, 2.0]], TypeError, "outputs is [[1.0, 2.0]]; it must be an array of rows"),
        (None, TypeError, "outputs is None; it must be an array of rows"),
        (np.ones(2), ValueError, "outputs has the shape (2,); it must have at least one row and one column"),
        (
            np.ones((0, 2)),
            ValueError,
            "outputs has the shape (0, 2); it must have at least one row and one column",
        ),
    ],
)
def test_what_are_no_rows_is_named(name, part, bad, error, sentence):
    with pytest.raises(error, match=re.escape(sentence)):
        getattr(LOSSES[name], part)(bad, np.ones((1, 2)))


def test_softmax_takes_a_list_and_refuses_rows_of_different_lengths():
    assert softmax([0, 0]).tolist() == [0.5, 0.5]
    with pytest.raises(
        TypeError,
        match=re.escape("outputs is [[1], [2, 3]]; it must hold numbers only, in rows of one length"),
    ):
        softmax([[1], [2, 3]])


@pytest.mark.parametrize(
    ("outputs", "targets", "sentence"),
    [
        (
            np.ones((4, 1)),
            np.ones((4, 1)),
            "outputs has the shape (4, 1); it must have a column for each class, at least two",
        ),  # would always be 1
        (np.ones((4, 2)), np.ones((4, 1)), "outputs has the shape (4, 2) but targets has (4, 1)"),
        (np.ones((0, 2)), np.ones((0, 2)), "outputs has the shape (0, 2); it must have at least one row"),
    ],
)
def test_accuracy_of_what_are_no_classes_is_refused(outputs, targets, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        accuracy(outputs, targets)


def test_softmax_of_log_odds_gives_the_odds():
    np.testing.assert_allclose(softmax(np.log([[1.0, 3.0, 6.0]])), [[0.1, 0.3, 0.6]], rtol=1e-14)


def test_softmax_does_not_mind_a_thousand_more():
    np.testing.assert_allclose(
        softmax(np.array([[1000.0, 1001.0]])), softmax(np.array([[0.0, 1.0]])), rtol=1e-14
    )


def test_accuracy_is_the_share_of_right_rows_for_each_model():
    targets = np.eye(3)[[0, 1, 2, 0]]
    outputs = np.stack([targets, np.eye(3)[[0, 0, 0, 0]]])  # one model knows all, one always says 0
    np.testing.assert_array_equal(accuracy(outputs, targets), [1.0, 0.5])
