"""Dropout: its gradient against central differences, what it draws, and what it leaves alone."""

from itertools import islice

import numpy as np
import pytest

from mlp.activations import ACTIVATIONS
from mlp.data import moons
from mlp.dropout import Dropout
from mlp.losses import LOSSES
from mlp.network import MLP
from mlp.optimizers import GradientDescent
from mlp.training import evaluate, train

pytestmark = pytest.mark.filterwarnings("error")
CROSS_ENTROPY = LOSSES["cross-entropy"]


def trained(dropout, n_steps=20, **model_options):
    model = MLP([2, 8, 6, 2], "tanh", **model_options)
    steps = list(
        islice(
            train(model, CROSS_ENTROPY, GradientDescent(0.3), moons(), dropout_rate=dropout, seed=4), n_steps
        )
    )
    return model.parameters.flat, [step.loss for step in steps]


@pytest.mark.parametrize("n_models", [None, 3])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_under_a_fixed_mask_is_that_of_central_differences(activation, n_models):
    model = MLP([2, 5, 4, 2], activation, seed=1, n_models=n_models)
    model.parameters.flat += 0.1 * np.random.default_rng(2).standard_normal(model.parameters.flat.shape)
    inputs, targets = moons(7)
    dropout_rate = 0.4 if n_models is None else np.array([0.0, 0.3, 0.6])
    masks = Dropout(dropout_rate, model.sizes).masks(7)
    layer_outputs = model.forward(inputs, masks)
    model.backward(layer_outputs, CROSS_ENTROPY.gradient(layer_outputs[-1], targets), masks)
    slopes = np.zeros_like(model.parameters.flat)
    for k in range(slopes.shape[-1]):
        middle, sides = model.parameters.flat[..., k].copy(), []
        for shift in (1e-6, -1e-6):
            model.parameters.flat[..., k] = middle + shift
            sides.append(CROSS_ENTROPY.value(model.forward(inputs, masks)[-1], targets))
        model.parameters.flat[..., k] = middle
        slopes[..., k] = (sides[0] - sides[1]) / 2e-6
    np.testing.assert_allclose(model.gradient.flat, slopes, atol=1e-8)


@pytest.mark.parametrize("dropout_rate", [0.1, 0.5, 0.9])
def test_this_share_is_silenced_and_the_mean_is_kept(dropout_rate):
    _, mask = Dropout(dropout_rate, [2, 100, 2]).masks(2000)
    assert (mask == 0).mean() == pytest.approx(dropout_rate, abs=0.01)
    assert mask.mean() == pytest.approx(1, abs=0.03)
    assert np.unique(mask) == pytest.approx([0, 1 / (1 - dropout_rate)])


def test_every_batch_has_a_new_mask_and_every_seed_its_own():
    dropout, again, other = (
        Dropout(0.5, [2, 50, 2], 0),
        Dropout(0.5, [2, 50, 2], 0),
        Dropout(0.5, [2, 50, 2], 1),
    )
    first, second = dropout.masks(4)[1], dropout.masks(4)[1]
    assert (first != second).any()
    np.testing.assert_array_equal(first, again.masks(4)[1])
    assert (first != other.masks(4)[1]).any()


def test_a_hidden_output_is_silent_for_the_layer_after_it():
    model = MLP([2, 6, 2], "tanh")
    masks = [1.0, np.array([[0.0, 2.0, 0.0, 2.0, 0.0, 2.0]])]
    before = model.forward(moons(5).inputs, masks)[-1]
    model.parameters.weights[1][::2] += 100
    np.testing.assert_array_equal(model.forward(moons(5).inputs, masks)[-1], before)


def test_runs_without_dropout_keep_their_numbers():
    model = MLP([2, 8, 6, 2], "tanh")
    plain = train(model, CROSS_ENTROPY, GradientDescent(0.3), moons(), seed=4)
    losses = [step.loss for step in islice(plain, 20)]
    flat, losses_at_zero = trained(0.0)
    assert losses == losses_at_zero
    np.testing.assert_array_equal(model.parameters.flat, flat)
    assert trained(0.5)[1] != losses


def test_models_side_by_side_are_silenced_as_they_would_be_alone():
    dropout_rates = [0.0, 0.3, 0.8]
    together, _ = trained(np.array(dropout_rates), n_models=3)
    alone = np.stack([trained(dropout_rate)[0] for dropout_rate in dropout_rates])
    np.testing.assert_allclose(together, alone, rtol=1e-9)


def test_validation_is_without_dropout():
    model = MLP([2, 8, 2])
    step = next(
        train(model, CROSS_ENTROPY, GradientDescent(0.3), moons(), dropout_rate=0.9, validation=moons(50))
    )
    assert step.validation_loss == evaluate(model, CROSS_ENTROPY, moons(50))


def test_float32_stays_float32():
    model = MLP([2, 8, 2], dtype=np.float32)
    masks = Dropout(0.5, model.sizes, 0, np.float32).masks(3)
    assert {layer.dtype for layer in model.forward(moons(3).inputs, masks)} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("dropout", "sentence"),
    [
        (1.0, "dropout_rate is 1.0; it must be a number at least 0 below 1"),
        (-0.1, "dropout_rate is -0.1"),
        (np.nan, "dropout_rate is nan"),
    ],
)
def test_an_invalid_dropout_rate_is_named_in_the_error(dropout, sentence):
    with pytest.raises(ValueError, match=sentence):
        train(MLP([2, 4, 2]), CROSS_ENTROPY, GradientDescent(0.1), moons(), dropout_rate=dropout)


def test_one_rate_for_each_model_or_one_for_all():
    with pytest.raises(
        ValueError, match=r"dropout_rate has the shape \(2,\); it must be one number, or one for each model"
    ):
        train(
            MLP([2, 4, 2], n_models=3),
            CROSS_ENTROPY,
            GradientDescent(0.1),
            moons(),
            dropout_rate=np.array([0.1, 0.2]),
        )
