"""A trial is trained as it would be alone, keeps its curve, and says in words why it has no score."""

from itertools import islice

import numpy as np
import pytest
from search_data import DATA, MIXED, POINTS, SPACE, VALIDATION, assert_same_trials, finished

from mlp.checks import shown
from mlp.data import blobs
from mlp.losses import LOSSES, accuracy
from mlp.network import MLP
from mlp.optimizers import GradientDescent
from mlp.search import (
    HYPERPARAMETERS,
    Choices,
    Grid,
    Random,
    Trial,
    best,
    best_so_far,
    run,
    score_on_test,
    try_out,
)
from mlp.training import train


def test_a_trial_side_by_side_learns_as_it_would_alone_with_the_training_stream():
    trial = finished(Random(MIXED, 12, n_epochs=2))[5]
    settings = HYPERPARAMETERS | trial.settings
    model = MLP([64, *settings["hidden_sizes"], 10], settings["activation"], "he")
    optimizer = GradientDescent(settings["learning_rate"], settings["weight_decay"])
    for epoch in range(2):
        list(islice(train(model, LOSSES["cross-entropy"], optimizer, POINTS, seed=[0, epoch]), 7))
    np.testing.assert_allclose(trial.parameters, model.parameters.flat, atol=1e-12)
    assert trial.score == pytest.approx(accuracy(model.forward(VALIDATION.inputs)[-1], VALIDATION.targets))


def test_every_trial_keeps_its_settings_curve_and_score():
    for trial in finished(Random(MIXED, 5, n_epochs=3)):
        assert set(trial.settings) == set(MIXED)
        assert len(trial.curve) == 3 and trial.score == trial.curve[-1]
        assert trial.error is None


def test_the_number_side_by_side_changes_nothing():
    search = Random(MIXED, 10, n_epochs=2)
    assert_same_trials(finished(search, at_once=1), finished(search, at_once=7))


def test_diverged_networks_are_kept_and_told_apart():
    no_decay, too_large = 0.0, 1e60  # after seven such steps no float is large enough
    trials = finished(Grid({"weight_decay": Choices([no_decay, too_large])}, n_epochs=2))
    assert [trial.diverged for trial in trials] == [False, True]
    assert best(trials) is trials[0]


def test_a_search_runs_on_other_data_too():
    points = blobs(300, n_classes=3)
    *_, last = run(Random(SPACE, 4), points, blobs(100, n_classes=3, seed=1))
    assert best(last.trials).score > 0.8


def test_numbers_and_arrays_of_numpy_are_settings_like_any_other():
    plain = {"hidden_sizes": [(8, 4)], "batch_size": [16], "seed": [2], "learning_rate": [0.5]}
    arrays = {"hidden_sizes": np.array([[8, 4]]), "batch_size": np.array([16]), "seed": np.arange(2, 3)}
    arrays["learning_rate"] = np.array([0.5])
    (one,), (other,) = (
        finished(Grid({name: Choices(options) for name, options in space.items()}, n_epochs=1))
        for space in (plain, arrays)
    )
    assert one.curve == other.curve


# The best


def trials_with(*scores):
    return [Trial(number, {}, (score,)) for number, score in enumerate(scores)]


def test_nan_ranks_last_and_the_first_of_equals_is_the_best():
    assert best(trials_with(np.nan, 0.2, 0.7, 0.7, np.nan)).number == 2
    assert best(trials_with(np.nan, -3)).number == 1


def test_the_best_so_far_passes_over_nan():
    scores = [np.nan, 0.2, np.nan, 0.7, 0.1]
    np.testing.assert_array_equal(best_so_far(scores), [np.nan, 0.2, 0.2, 0.7, 0.7])
    assert best_so_far([]).tolist() == []


@pytest.mark.parametrize("trials", [[], [Trial(0, {})], trials_with(np.nan, np.nan)])
def test_without_a_score_there_is_no_best(trials):
    with pytest.raises(ValueError, match=f"trials holds {len(trials)} trials"):
        best(trials)


def test_a_random_search_on_a_formula_keeps_its_nan_scores_out_of_the_best():
    def score(settings):
        return np.nan if settings["learning_rate"] > 0.1 else settings["learning_rate"]

    trials = try_out(Random(SPACE, 30), score)
    assert best(trials).score == max(
        trial.score for trial in trials if trial.settings["learning_rate"] <= 0.1
    )


# The test set


def test_the_test_set_is_scored_on_request_and_only_then():
    chosen = best(finished(Random(SPACE, 5)))
    assert np.isclose(score_on_test(chosen, VALIDATION), chosen.score)  # the same network
    assert 0.5 < score_on_test(chosen, DATA.test) < 1


def test_a_trial_that_was_never_trained_has_no_score_on_the_test_set():
    with pytest.raises(ValueError, match="trial 3"):
        score_on_test(Trial(3, {}), VALIDATION)


def test_an_empty_test_set_is_an_error():
    (trial,) = finished(Grid({"learning_rate": Choices([0.1])}, n_epochs=1))
    with pytest.raises(ValueError, match="0"):
        score_on_test(trial, VALIDATION.take(slice(0)))


# Settings that cannot be trained

INVALID = [
    ("learning_rate", "fast"),
    ("learning_rate", np.array([0.1, 0.2])),
    ("batch_size", 0),
    ("batch_size", "all"),
    ("hidden_sizes", 8),
    ("seed", 1.5),
    ("scale", "big"),
    ("activation", "swish"),
]


@pytest.mark.parametrize(("name", "value"), INVALID)
def test_an_invalid_setting_is_named_on_its_trial_and_the_others_are_kept(name, value):
    failed, trained = finished(Grid({name: Choices([value, HYPERPARAMETERS[name]])}, n_epochs=1))
    assert f"{name} is {shown(value)}" in failed.error and np.isnan(failed.score)
    assert trained.error is None and len(trained.curve) == 1


@pytest.mark.parametrize(("name", "value"), INVALID)
def test_what_is_invalid_for_all_trials_is_said_once_before_the_first(name, value):
    search = Grid({name: Choices([value]), "weight_decay": Choices([0.0, 0.1])}, n_epochs=1)
    with pytest.raises((TypeError, ValueError), match=f"{name} is "):
        run(search, POINTS, VALIDATION)
