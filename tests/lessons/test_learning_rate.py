"""Notebook 3's scenes, driven without Jupyter: the numbers of docs/CURRICULUM.md and the common mistakes."""

import numpy as np
import pytest
from driving import advance, at_the_end, opened, run_to_the_end, verdict

from mlp.lessons import learning_rate
from mlp.lessons.common import GUESSING
from mlp.lessons.learning_rate import (
    BallInABowl,
    FineTuneAndForget,
    OwnThreshold,
    RateInYourHand,
    RateThatChanges,
    StuckOrSlow,
)
from mlp.lessons.learning_rate.rate_that_changes import BOLD

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    ("step_size", "distance"), [(0.1, 0.122), (1.9, 0.122), (1.0, 0.0), (2.0, 1.0), (2.1, 6.73)]
)
def test_the_ball_ends_at_the_distance_in_the_curriculum(step_size, distance):
    scene = opened(BallInABowl, step_size=step_size)
    assert abs(scene.weights[-1]) == pytest.approx(distance, abs=0.005)


@pytest.mark.parametrize("scaled", [False, True])
def test_one_per_cent_decides_between_converging_and_exploding(scaled):
    scene = opened(OwnThreshold)
    losses = {}
    for share in (0.5, 0.99, 1.01):
        scene.restart(scaled=scaled, learning_rate=0.01)
        scene.restart(scaled=scaled, learning_rate=share * scene.threshold)
        losses[share] = scene.loss
    assert losses[0.99] < 2 * losses[0.5]
    assert losses[1.01] > 100 * losses[0.5]


@pytest.mark.parametrize("scaled", [False, True])
def test_at_the_threshold_the_fit_swings_without_end(scaled):
    scene = opened(OwnThreshold, scaled=scaled)
    scene.restart(scaled=scaled, learning_rate=round(scene.threshold, 9))
    assert "swings without end" in scene.summary()
    scene.restart(scaled=scaled, learning_rate=1.001 * scene.threshold)
    assert "explodes" in scene.summary()


def test_the_threshold_is_that_of_the_scenes_own_points():
    scene = opened(OwnThreshold, scaled=True)
    assert scene.threshold == pytest.approx(1, abs=1e-9)  # mean 0 and spread 1: both curvatures are 2
    scene.restart(scaled=False, learning_rate=0.01)
    assert scene.threshold == pytest.approx(0.0942, abs=5e-5)


def test_far_above_the_threshold_the_fit_says_where_it_diverged():
    scene = opened(OwnThreshold, scaled=False, learning_rate=3.0)
    assert f"diverged at update {scene.diverged_at}" in scene.summary()


def test_a_low_rate_hardly_learns_a_good_one_learns_and_a_high_one_kills_the_neurons():
    losses = {}
    for rate in (1e-4, 1.0, 3.0):
        scene = opened(RateInYourHand, seed=0, learning_rate=rate)
        advance(scene, 30)
        losses[rate] = np.mean(scene.history.losses[-5:])
    assert losses[1e-4] > 0.9 * GUESSING
    assert losses[1.0] < 0.05
    assert losses[3.0] == pytest.approx(GUESSING, abs=0.1)  # dead, not infinite
    assert "dead" in scene.summary() and scene.count_awake() < 3


def test_leaky_neurons_survive_a_rate_that_kills_others_and_diverge_at_a_higher_one():
    scene = opened(RateInYourHand, activation="leaky relu", seed=1, learning_rate=3.0)
    advance(scene, 60)
    assert np.mean(scene.history.losses[-5:]) < 0.5 * GUESSING
    scene = at_the_end(RateInYourHand, activation="leaky relu", learning_rate=30.0)
    assert f"diverged at update {scene.history.diverged_at}" in scene.summary()


def test_a_diverged_run_is_not_blamed_on_a_rate_that_came_later():
    scene = at_the_end(RateInYourHand, activation="leaky relu", learning_rate=30.0)
    scene.change(learning_rate=1e-4)
    scene.pin()
    assert "At a learning rate of 30 the training run diverged" in scene.summary()
    assert scene.losses.past[-1].get_text() == "30"


def test_a_new_rate_does_not_restart_the_run():
    scene = opened(RateInYourHand)
    advance(scene, 5)
    parameters = scene.model.parameters.flat.copy()
    scene.change(learning_rate=0.01)
    np.testing.assert_array_equal(scene.model.parameters.flat, parameters)
    assert scene.history.n_done == 100
    scene.advance()
    assert scene.rate_in_use == 0.01
    assert scene.changed_at == [100]


def test_a_dead_network_stays_dead_at_a_good_rate():
    scene = opened(RateInYourHand, seed=0, learning_rate=3.0)
    advance(scene, 30)
    scene.change(learning_rate=1.0)
    advance(scene, 30)
    assert np.mean(scene.history.losses[-5:]) > 0.9 * GUESSING


@pytest.mark.parametrize("weight", [-1.3, 0.0, 0.5, 1.6])
def test_the_slope_of_the_hills_is_the_derivative_of_their_loss(weight):
    difference = (StuckOrSlow.loss(weight + 1e-6) - StuckOrSlow.loss(weight - 1e-6)) / 2e-6
    assert StuckOrSlow.slope(weight) == pytest.approx(difference, abs=1e-6)


@pytest.mark.parametrize(("rate", "end"), [(0.05, 0.960), (0.12, 0.960), (0.15, -1.036), (0.2, -1.036)])
def test_the_descent_ends_in_the_valley_of_the_curriculum(rate, end):
    scene = opened(StuckOrSlow, learning_rate=rate)
    assert scene.weights[-1] == pytest.approx(end, abs=0.001)


def test_longer_steps_bounce_and_still_longer_ones_overflow():
    scene = opened(StuckOrSlow, learning_rate=0.28)
    assert "bounces" in scene.summary()
    scene.restart(learning_rate=0.35)
    assert "diverged at step 8" in scene.summary()


@pytest.mark.parametrize(
    ("name", "loss"), [("constant", 2.33), ("step", 2.31), ("cosine", 0.252), ("warm-up", 0.0896)]
)
@pytest.mark.parametrize("nudge", [0, 1e-13], ids=["as it is", "rounded differently"])
def test_what_a_bold_rate_leaves_is_the_same_on_every_machine(name, loss, nudge):
    scene = opened(RateThatChanges, schedule=name, **BOLD)
    scene.model.parameters.flat *= 1 + nudge * np.random.default_rng(0).standard_normal(
        scene.model.parameters.flat.size
    )
    run_to_the_end(scene)
    assert scene.history.validation_losses[-1] == pytest.approx(loss, rel=0.005)


@pytest.mark.parametrize(
    ("rate", "mixed_in", "old", "new"),
    [
        (0.001, 0.0, (0.95, 1), (0, 0.05)),
        (0.01, 0.0, (0.4, 0.8), (0.5, 0.9)),
        (0.1, 0.0, (0, 0.2), (0.95, 1)),
        (0.1, 0.1, (0.7, 1), (0.95, 1)),
    ],
)
def test_the_rate_decides_how_much_is_forgotten_and_reminders_help(rate, mixed_in, old, new):
    scene = at_the_end(FineTuneAndForget, mixed_in=mixed_in, frozen=False, learning_rate=rate)
    assert old[0] <= scene.old_accuracy <= old[1]
    assert new[0] <= scene.new_accuracy <= new[1]


def test_a_frozen_first_layer_does_not_move():
    scene = at_the_end(FineTuneAndForget, mixed_in=0.0, frozen=True, learning_rate=0.1)
    np.testing.assert_array_equal(scene.model.parameters.weights[0], scene.taught.parameters.weights[0])
    assert np.any(scene.model.parameters.weights[1] != scene.taught.parameters.weights[1])


@pytest.mark.parametrize(
    ("step", "feedback"),
    [
        ("weights.append(weights[-1] + learning_rate * slope(weights[-1]))", "against the slope"),
        ("weights.append(weights[-1] - slope(weights[-1]))", "learning rate is missing"),
        ("weights.append(weights[-1] - learning_rate * slope(start))", "slope at the start"),
        ("weights = [weights[-1] - learning_rate * slope(weights[-1])]", "must hold 4 weights"),
    ],
)
def test_common_mistakes_in_the_descent_are_recognised(step, feedback):
    source = (
        "def my_descend(slope, start, learning_rate, n_steps):\n    weights = [start]\n    for _ in"
        f" range(n_steps):\n        {step}\n    return weights"
    )
    assert feedback in verdict(learning_rate.write_descent, source)


@pytest.mark.parametrize(
    ("formula", "feedback"),
    [
        ("1 / np.sum(inputs**2)", "mean"),
        ("2 / np.mean(inputs**2)", "not half of it"),
        ("2 * np.mean(inputs**2)", "That is the curvature"),
        ("np.mean(inputs**2)", "That is the mean of the squares"),
        ("1 / np.mean(inputs) ** 2", "Square first"),
    ],
)
def test_common_mistakes_in_the_threshold_are_recognised(formula, feedback):
    assert feedback in verdict(
        learning_rate.find_the_threshold, f"def my_threshold(inputs):\n    return {formula}"
    )
