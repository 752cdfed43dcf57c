"""Gradients of single examples, means of batches, their spread, and principal components."""

import numpy as np
import pytest

from mlp import LOSSES, MLP
from mlp.lessons.batch_and_epoch.noise import (
    finite_population_correction,
    gradients_of_examples,
    means_of_batches,
    principal_components,
    spread,
)
from mlp.lessons.batch_and_epoch.shared import FIVE_HUNDRED


def test_the_mean_of_single_gradients_is_the_gradient_of_the_batch():
    model, loss = MLP([64, 16, 10], "tanh"), LOSSES["cross-entropy"]
    points = FIVE_HUNDRED.take(np.arange(3, 40))
    each = gradients_of_examples(model, loss, points)
    layer_outputs = model.forward(points.inputs)
    model.backward(layer_outputs, loss.gradient(layer_outputs[-1], points.targets))
    np.testing.assert_allclose(each.mean(axis=0), model.gradient.flat, atol=1e-12)


def test_batches_without_replacement_take_no_row_twice():
    means = means_of_batches(np.eye(6), 20)
    assert means[:, 2].max() == pytest.approx(1 / 3)
    np.testing.assert_allclose(means[:, -1], 1 / 6)


def test_batches_with_replacement_may_take_a_row_twice():
    assert means_of_batches(np.eye(6), 20, replacement=True)[:, 2].max() > 0.5


def test_the_same_seed_draws_the_same_batches():
    rows = np.arange(12.0).reshape(6, 2)
    np.testing.assert_array_equal(means_of_batches(rows, 5, seed=3), means_of_batches(rows, 5, seed=3))
    assert (means_of_batches(rows, 5, seed=3) != means_of_batches(rows, 5, seed=4)).any()


@pytest.mark.parametrize(("n_batches", "error"), [(0, ValueError), (2.5, ValueError), ("many", TypeError)])
def test_an_invalid_number_of_batches_is_named_in_the_error(n_batches, error):
    with pytest.raises(error, match=f"n_batches is {n_batches!r}"):
        means_of_batches(np.eye(3), n_batches)


def test_an_invalid_seed_is_named_in_the_error():
    with pytest.raises(ValueError, match="seed is -1"):
        means_of_batches(np.eye(3), 2, seed=-1)


def test_principal_components_are_the_directions_along_which_rows_differ_most():
    rows = np.random.default_rng(0).standard_normal((400, 4)) * [1, 5, 0.1, 3] + 7
    np.testing.assert_allclose(np.abs(principal_components(rows)), np.eye(4)[:, [1, 3]], atol=0.1)


def test_principal_components_agree_with_the_singular_value_decomposition():
    rows = np.random.default_rng(1).standard_normal((5, 30))
    directions = np.linalg.svd(rows - rows.mean(axis=0))[2][:2].T
    np.testing.assert_allclose(np.abs(principal_components(rows)), np.abs(directions), atol=1e-9)


@pytest.mark.parametrize("rows", [np.ones(4), np.ones((2, 5))])
def test_too_few_rows_for_principal_components_are_named_in_the_error(rows):
    with pytest.raises(ValueError, match=rf"rows has the shape \({rows.shape[0]},"):
        principal_components(rows)


def test_the_spread_of_one_estimate_is_its_distance():
    assert spread(np.array([[3.0, 4.0]]), np.zeros(2)) == 5


def test_the_spread_is_taken_for_each_of_several_clouds():
    clouds = np.array([[[1.0, 0.0], [-1.0, 0.0]], [[0.0, 3.0], [0.0, -3.0]]])  # (2 clouds, 2 estimates, 2)
    np.testing.assert_allclose(spread(clouds, np.zeros(2)), [1, 3])


def test_the_correction_goes_from_one_to_zero():
    np.testing.assert_allclose(finite_population_correction(5, np.array([1, 2, 5])), [1, np.sqrt(3 / 4), 0])


def test_the_correction_is_that_of_all_batches_that_can_be_drawn():
    numbers = np.array([[1.0], [4.0], [9.0]])
    pairs = np.array([numbers[[0, 1]], numbers[[0, 2]], numbers[[1, 2]]]).mean(axis=1)  # (3, 1)
    with_replacement = spread(numbers, numbers.mean(axis=0)) / np.sqrt(2)
    expected = with_replacement * finite_population_correction(3, 2)
    assert spread(pairs, numbers.mean(axis=0)) == pytest.approx(expected)


@pytest.mark.parametrize(("n_examples", "batch_size", "named"), [(1, 1, "n_examples is 1"), (5, 6, "is 6")])
def test_numbers_without_a_correction_are_named_in_the_error(n_examples, batch_size, named):
    with pytest.raises(ValueError, match=named):
        finite_population_correction(n_examples, batch_size)
