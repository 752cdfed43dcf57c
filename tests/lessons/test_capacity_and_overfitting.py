"""The scenes and exercises of capacity and overfitting, driven without Jupyter."""

from functools import cache

import numpy as np
import pytest
from driving import at_the_end, opened, run_to_the_end, verdict

from mlp.lessons import capacity_and_overfitting
from mlp.lessons.capacity_and_overfitting import (
    STARTS,
    CostOfSize,
    NoisyLabels,
    PolynomialDegree,
    WhereYouStart,
    WiderAndWider,
)
from mlp.lessons.common import GUESSING

pytestmark = pytest.mark.filterwarnings("error")
run = cache(at_the_end)  # several tests look at the same run


@pytest.mark.parametrize("seed", range(5))
def test_ten_parameters_meet_ten_points_and_no_others(seed):
    scene = opened(PolynomialDegree, n_points=10, noise=0.2, seed=seed, degree=9)
    assert scene.training_errors[9] < 1e-12
    assert scene.new_errors[9] > 2 * scene.new_errors[3]
    assert "the mean squared error is 0 on the training points" in scene.summary()


@pytest.mark.parametrize("seed", range(5))
def test_with_a_hundred_points_degree_nine_is_fine(seed):
    scene = opened(PolynomialDegree, n_points=100, noise=0.2, seed=seed, degree=9)
    assert scene.new_errors[9] < 1.2 * scene.new_errors.min()


def test_training_error_never_rises_with_the_degree():
    scene = opened(PolynomialDegree)
    assert (np.diff(scene.training_errors) < 1e-9).all()


def test_another_degree_keeps_the_points():
    scene = opened(PolynomialDegree)
    points = scene.seen
    scene.change(degree=7)
    assert scene.seen is points
    assert "degree 7 (8 parameters)" in scene.summary()


def test_wrong_labels_are_learned_by_heart_and_cost_accuracy():
    scene = run(NoisyLabels)
    assert scene.training_accuracy[0] == 1.0
    assert scene.n_by_heart[0] == scene.is_wrong.sum() == 20
    assert 0.65 < scene.validation_accuracy[0] < 0.8


def test_dropout_helps_but_too_little_does_nothing_and_too_much_underfits():
    training, validation = run(NoisyLabels).training_accuracy, run(NoisyLabels).validation_accuracy
    best = validation.argmax()
    assert 3 <= best <= 8
    assert validation[best] > validation[0] + 0.05
    assert abs(validation[1] - validation[0]) < 0.03
    assert validation[9] < validation[best] - 0.05
    assert training[9] < 0.9


def test_weight_decay_helps_and_too_much_underfits():
    none, some, much = (run(NoisyLabels, weight_decay=decay) for decay in (0.0, 0.02, 0.1))
    assert some.validation_accuracy[0] > none.validation_accuracy[0] + 0.04
    assert some.n_by_heart[0] < none.n_by_heart[0]
    assert much.training_accuracy[0] < 0.75 and much.validation_accuracy[0] < none.validation_accuracy[0]


def test_dropout_leaves_most_wrong_labels_learned_and_too_much_of_both_loses_right_ones():
    assert 10 < run(NoisyLabels).n_by_heart[7] < 20
    scene = run(NoisyLabels, weight_decay=0.05, dropout_rate=0.9)
    n_right_labels = scene.n_points - scene.is_wrong.sum()
    n_right_learned = round(scene.n_points * scene.training_accuracy[9]) - scene.n_by_heart[9]
    assert n_right_labels / 2 < n_right_learned < 0.8 * n_right_labels


def test_another_rate_on_the_left_does_not_restart_the_run():
    scene = opened(NoisyLabels)
    scene.advance()
    parameters = scene.model.parameters.flat.copy()
    scene.change(dropout_rate=0.7)
    np.testing.assert_array_equal(scene.model.parameters.flat, parameters)
    assert "With dropout 0.7" in scene.summary()


def test_validation_accuracy_rises_with_the_width_and_stays():
    validation = run(WiderAndWider).validation_accuracy
    assert validation[0] < 0.6 < 0.8 < validation[4]
    assert min(validation[5:]) > max(validation) - 0.04


def test_a_wide_network_learns_wrong_labels_too():
    scene = run(WiderAndWider, share_wrong=0.2)
    assert scene.training_accuracy[8] > 0.95
    assert scene.validation_accuracy[8] < 0.85
    assert scene.n_parameters == 38410


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_only_initial_weights_of_a_fitting_size_learn(activation):
    losses = {
        start: run(WhereYouStart, start=start, activation=activation).history.validation_losses[-1]
        for start in STARTS
    }
    assert all(losses[start] > 0.9 * GUESSING for start in ("zeros", "tiny"))
    assert losses["huge"] > 1  # where exactly it ends hangs on the last digit of every sum
    assert losses["he"] < losses["xavier"] < 0.5


def test_zeros_never_break_the_symmetry():
    scene = run(WhereYouStart, start="zeros")
    assert scene.count_kinds() == 1
    assert np.count_nonzero(scene.model.parameters.flat) == 10  # the biases of the last layer
    assert "still guessing" in scene.summary()


def test_spreads_vanish_stay_or_saturate():
    spreads = {}
    for start in STARTS:
        spreads[start] = opened(WhereYouStart, start=start, activation="tanh", depth=8, seed=0).spreads
    assert spreads["tiny"][-1] < 1e-4 * spreads["tiny"][0]
    assert 0.5 < spreads["he"][-1] / spreads["he"][0] < 1.5
    assert spreads["huge"][-1] > 0.9


def test_an_exploding_start_says_where_it_diverged():
    scene = run(WhereYouStart, start="huge", activation="relu", depth=8)
    assert f"diverged at update {scene.history.diverged_at}" in scene.summary()


@pytest.mark.parametrize("depth, seed", [(6, 4), (7, 5), (7, 9)])
def test_outputs_too_large_to_measure_do_not_stop_the_scene(depth, seed):
    scene = run(WhereYouStart, start="huge", activation="relu", depth=depth, seed=seed)
    assert np.isfinite(scene.spreads).all() and "inf" not in scene.summary()


def test_no_time_is_shown_before_one_is_measured_and_a_run_measures_every_width():
    scene = opened(CostOfSize)
    assert "ms" not in scene.summary() and "measured" in scene.times.title.get_text()
    run_to_the_end(scene)
    assert (scene.milliseconds > 0).all()
    assert "ms on this computer" in scene.summary()
    assert not scene.advance()


def test_the_products_of_an_update_are_those_of_its_matrices():
    scene = opened(CostOfSize, depth=2, width=32)
    forward, slopes, backward = 64 * 32 + 32 * 32 + 32 * 10, 64 * 32 + 32 * 32 + 32 * 10, 32 * 32 + 32 * 10
    assert scene.n_products(32) == scene.batch_size * (forward + slopes + backward)
    assert "3,466 parameters" in scene.summary()


def test_twice_as_wide_costs_more_than_twice_as_deep():
    scene = opened(CostOfSize, depth=8, width=256)
    assert "Twice as wide has 3.91 times the parameters, twice as deep 2.10 times" in scene.summary()


@pytest.mark.parametrize(
    ("formula", "feedback"),
    [
        ("outputs", "Nothing is silenced"),
        ("outputs * (rng.random(outputs.shape) >= dropout_rate)", "sums become smaller"),
        ("outputs * (rng.random(outputs.shape) >= dropout_rate) / dropout_rate", "not by 1 / dropout_rate"),
        ("outputs * (rng.random(outputs.shape) < dropout_rate) / (1 - dropout_rate)", "Turned around"),
        ("outputs * (rng.random((len(outputs), 1)) >= dropout_rate) / (1 - dropout_rate)", "Whole rows"),
        ("outputs[rng.random(len(outputs)) >= dropout_rate]", "must have the shape"),
        ("rng.random(outputs.shape) >= dropout_rate", "That is the mask"),
        ("(rng.random(outputs.shape) >= dropout_rate) / (1 - dropout_rate)", "That is the mask"),
        (
            "outputs * (rng.random(outputs.shape) >= dropout_rate) * 2",
            "must be multiplied by 1 / (1 - 0.25) = 1.333; your first is multiplied by 2.000",
        ),
    ],
)
def test_usual_mistakes_in_dropout_are_recognised(formula, feedback):
    source = f"def my_dropout(outputs, dropout_rate, rng):\n    return {formula}"
    assert feedback in verdict(capacity_and_overfitting.write_dropout, source)


@pytest.mark.parametrize(
    ("formula", "feedback"),
    [
        ("sum(a * b + b for a, b in zip(sizes, sizes[1:]))", "A bias is added"),
        ("np.prod(sizes)", "counts paths"),
        ("sum(sizes)", "counts neurons"),
        ("sum(a * b for a, b in zip(sizes[:-2], sizes[1:]))", "last gap"),
        ("7", "it is 3×4 + 4×5 + 5×2 = 42"),
    ],
)
def test_usual_mistakes_in_the_products_are_recognised(formula, feedback):
    source = f"def my_products(sizes):\n    return {formula}"
    assert feedback in verdict(capacity_and_overfitting.count_products, source)


def test_answers_that_change_what_they_are_given_are_right_every_time():
    for _ in range(2):
        assert capacity_and_overfitting.count_products.check(_products_by_popping) is None
        assert capacity_and_overfitting.write_dropout.check(_dropout_in_place) is None


def _products_by_popping(sizes):
    n_products, n_in = 0, sizes.pop(0)
    while sizes:
        n_out = sizes.pop(0)
        n_products, n_in = n_products + n_in * n_out, n_out
    return n_products


def _dropout_in_place(outputs, dropout_rate, rng):
    outputs *= (rng.random(outputs.shape) >= dropout_rate) / (1 - dropout_rate)
    return outputs


@pytest.mark.parametrize("answer", [[42], "42", 42.5])
def test_a_count_of_another_kind_is_shown_with_the_right_one(answer):
    assert f"= 42; yours is {answer}" in capacity_and_overfitting.count_products.check(lambda sizes: answer)
