"""A search keeps every trial, gives the same result wherever it is trained, and says in words what went wrong."""

import os
import re
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

import distributed
import numpy as np
import pytest

from mlp.data import blobs, digits, split
from mlp.lessons.hyperparameter_search import table
from mlp.lessons.hyperparameter_search.probability import best_of_coins, chance_to_hit, trials_needed
from mlp.losses import LOSSES, accuracy
from mlp.network import MLP
from mlp.optimizers import GradientDescent
from mlp.search import (
    HYPERPARAMETERS,
    SEARCHES,
    Bayesian,
    Choices,
    Grid,
    Halving,
    Linear,
    Logarithmic,
    Random,
    Surrogate,
    Trial,
    best,
    run,
    score_on_test,
    try_out,
)
from mlp.search.trials import groups_of, train_group
from mlp.training import train

DATA = split(digits())
POINTS, VALIDATION = DATA.train.take(slice(200)), DATA.validation
SPACE = {"learning_rate": Logarithmic(0.003, 3.0), "weight_decay": Logarithmic(1e-5, 0.1)}
MIXED = SPACE | {"activation": Choices(["relu", "tanh"]), "hidden_sizes": Choices([(8,), (16,), (8, 8)])}


def finished(search, **options):
    *_, last = run(search, POINTS, VALIDATION, **options)
    return last.trials


def trained_trial():
    return finished(Grid({"learning_rate": Choices([0.1])}, n_epochs=1))[0]


def assert_same_trials(one, other):
    assert [trial[:3] + trial[4:] for trial in one] == [trial[:3] + trial[4:] for trial in other]
    for mine, yours in zip(one, other, strict=True):
        np.testing.assert_array_equal(mine.parameters, yours.parameters)


# Ranges


@pytest.mark.parametrize("values", [Linear(-2, 3), Logarithmic(1e-4, 10)])
def test_a_share_becomes_a_value_and_comes_back(values):
    assert values.value(0) == pytest.approx(values.low)
    assert values.value(1) == pytest.approx(values.high)
    assert values.coordinates(values.value(0.3)) == pytest.approx([0.3])


@pytest.mark.parametrize(
    "values", [Linear(-2, 3), Logarithmic(1e-4, 10), Choices(["relu", "tanh", "sigmoid"])]
)
def test_shares_have_the_coordinates_of_their_values(values):
    shares = np.array([0.0, 0.2, 0.5, 0.9, 1.0])
    np.testing.assert_allclose(
        values.coordinates_of_shares(shares),
        [values.coordinates(values.value(share)) for share in shares],
        atol=1e-12,
    )


def test_in_the_middle_of_a_logarithmic_range_is_the_geometric_mean():
    assert Logarithmic(1e-3, 1e3).value(0.5) == pytest.approx(1)
    assert Linear(1e-3, 1e3).value(0.5) == pytest.approx(500.0005)


def test_choices_are_equally_likely_and_equally_far_from_one_another():
    options = Choices(["relu", "tanh", "sigmoid"])
    assert [options.value(share) for share in (0, 0.3, 0.34, 0.7, 1)] == [
        "relu",
        "relu",
        "tanh",
        "sigmoid",
        "sigmoid",
    ]
    assert options.coordinates("tanh") == [0, 1, 0]


# What is proposed


def test_a_grid_holds_every_combination_once():
    trials = try_out(Grid(MIXED, n_values=3), lambda settings: 0)
    assert len(trials) == 3 * 3 * 2 * 3
    assert len({repr(trial.settings) for trial in trials}) == len(trials)
    rates = sorted({trial.settings["learning_rate"] for trial in trials})
    assert rates[1] / rates[0] == pytest.approx(rates[2] / rates[1])


def test_random_settings_lie_in_their_ranges_and_follow_the_seed():
    settings = [trial.settings for trial in try_out(Random(MIXED, 200, seed=4), lambda settings: 0)]
    assert all(0.003 <= own["learning_rate"] <= 3 for own in settings)
    assert {own["hidden_sizes"] for own in settings} == {(8,), (16,), (8, 8)}
    assert np.mean([own["learning_rate"] < 0.3 for own in settings]) == pytest.approx(
        2 / 3, abs=0.1
    )  # two decades of three
    assert settings == Random(MIXED, 200, seed=4).settings != Random(MIXED, 200, seed=5).settings


def hill(settings):
    return (
        -((np.log10(settings["learning_rate"]) + 0.7) ** 2)
        - 0.1 * (np.log10(settings["weight_decay"]) + 3) ** 2
    )


def test_bayesian_search_beats_random_search_on_a_hill_on_average():
    ends = {
        search: np.mean([best(try_out(search(SPACE, 12, seed=seed), hill)).score for seed in range(20)])
        for search in (Bayesian, Random)
    }
    assert ends[Bayesian] > ends[Random] / 2  # both are below 0, the top: less than half as far from it


def test_the_surrogate_passes_near_what_it_saw_and_is_unsure_elsewhere():
    places = np.array([[0.0], [0.3], [0.6]])
    scores = np.sin(3 * places[:, 0])
    mean, deviation = Surrogate(places, scores).predict(np.array([[0.3], [5.0]]))
    assert mean[0] == pytest.approx(scores[1], abs=0.05)
    assert mean[1] == pytest.approx(scores.mean(), abs=0.01)
    assert deviation[1] > 3 * deviation[0]


def test_the_fitted_length_scale_follows_how_quickly_the_score_changes():
    places = np.linspace(0, 1, 25)[:, None]
    slow, quick = (Surrogate(places, np.sin(speed * places[:, 0])).length_scale for speed in (1, 10))
    assert quick < slow / 2


def test_the_surrogate_agrees_with_the_textbook_formula():
    rng = np.random.default_rng(0)
    places, scores, new = rng.uniform(size=(6, 2)), rng.normal(size=6), rng.uniform(size=(4, 2))
    surrogate = Surrogate(places, scores)

    def kernel(a, b):
        return np.array(
            [[np.exp(-np.sum((p - q) ** 2) / 2 / surrogate.length_scale**2) for q in b] for p in a]
        )

    inverse = np.linalg.inv(kernel(places, places) + surrogate.noise**2 * np.eye(6))
    mean = scores.mean() + kernel(new, places) @ inverse @ (scores - scores.mean())
    variance = scores.var() * (1 - np.diag(kernel(new, places) @ inverse @ kernel(places, new)))
    guessed, deviation = surrogate.predict(new)
    np.testing.assert_allclose(guessed, mean)
    np.testing.assert_allclose(deviation**2, variance)


def test_expected_improvement_is_the_average_of_the_improvements():
    surrogate = Surrogate(np.array([[0.0], [0.4], [1.0]]), np.array([0.1, 0.7, 0.3]))
    place = np.array([[0.6]])
    mean, deviation = surrogate.predict(place)
    draws = mean + deviation * np.random.default_rng(0).standard_normal(200_000)
    assert surrogate.expected_improvement(place, 0.6)[0] == pytest.approx(
        np.maximum(draws - 0.6, 0).mean(), rel=0.02
    )


def test_halving_keeps_the_best_third_and_spends_what_it_said():
    search = Halving(SPACE, n_trials=9, n_epochs=1, factor=3)
    *_, last = run(search, POINTS, VALIDATION)
    lengths = sorted(len(trial.curve) for trial in last.trials)
    assert lengths == [1] * 6 + [3] * 2 + [9]
    assert last.n_epochs_done == search.total_epochs == 9 + 3 * 2 + 1 * 6
    first = sorted((trial.curve[0] for trial in last.trials), reverse=True)
    assert min(trial.curve[0] for trial in last.trials if len(trial.curve) > 1) >= first[3]


def test_a_survivor_of_halving_is_trained_as_if_it_had_never_stopped():
    search = Halving({"learning_rate": Logarithmic(0.01, 1)}, n_trials=9)
    winner = best([trial for trial in finished(search) if len(trial.curve) == 9])
    settings = winner.settings
    alone = finished(Grid({"learning_rate": Choices([settings["learning_rate"]])}, n_epochs=9))
    assert alone[0].curve == winner.curve
    np.testing.assert_array_equal(alone[0].parameters, winner.parameters)


# What is trained


def test_a_trial_side_by_side_learns_as_it_would_alone_with_the_training_stream():
    trial = finished(Random(MIXED, 12, n_epochs=2))[5]
    settings = HYPERPARAMETERS | trial.settings
    model = MLP([64, *settings["hidden_sizes"], 10], settings["activation"], "he")
    optimizer = GradientDescent(settings["learning_rate"], settings["weight_decay"])
    for epoch in range(2):
        for step in islice(train(model, LOSSES["cross-entropy"], optimizer, POINTS, seed=[0, epoch]), 7):
            pass
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
    trials = finished(
        Grid({"weight_decay": Choices([0.0, 1e60])}, n_epochs=2)
    )  # no number is as large as seven such steps make it
    assert [trial.diverged for trial in trials] == [False, True]
    assert best(trials) is trials[0]


def test_the_test_set_is_scored_on_request_and_only_then():
    chosen = best(finished(Random(SPACE, 5)))
    assert np.isclose(score_on_test(chosen, VALIDATION), chosen.score)  # the same network
    assert 0.5 < score_on_test(chosen, DATA.test) < 1


# The stored table


def test_a_random_sample_of_the_stored_trainings_comes_out_the_same():
    rng = np.random.default_rng(20)
    proposed = table.whole_search().propose([])
    some = [
        proposed.trials[k]._replace(number=number)
        for number, k in enumerate(rng.choice(len(proposed.trials), 48, replace=False))
    ]
    *_, trials = train_group_by_group(some, table.N_EPOCHS)
    stored = [table.score(trial.settings, trial.settings["seed"]) for trial in trials]
    differences = np.abs(np.array([trial.score for trial in trials]) - stored)
    assert (
        np.median(differences) == 0
    )  # on the machine that made it all are 0; rounding may flip some digits elsewhere
    assert np.mean(differences < 0.02) > 0.85  # at rates that throw a network about, rounding decides


def train_group_by_group(trials, n_epochs):
    data = table.data()
    for group in groups_of(trials, 64):
        yield from train_group(group, n_epochs, data.train, data.validation)


def test_the_nearest_stored_training_answers():
    rates, decays = table.VALUES["learning_rate"], table.VALUES["weight_decay"]
    settings = {"learning_rate": rates[20] * 1.1, "weight_decay": decays[7] / 1.1}
    assert table.score(settings, seed=2) == table.scores()[20, 7, 2]
    assert table.scores().shape == (len(rates), len(decays), table.N_SEEDS)


# Where it is trained


@pytest.fixture(scope="module")
def processes():
    with ProcessPoolExecutor(2) as executor:
        yield executor


@pytest.mark.parametrize("name", SEARCHES)
def test_processes_give_the_same_trials_in_the_same_order(name, processes):
    search = Grid(MIXED, 2, n_epochs=2) if name == "grid" else SEARCHES[name](MIXED, 6, n_epochs=2)
    assert_same_trials(finished(search, at_once=3), finished(search, at_once=3, executor=processes))


def test_a_dask_cluster_gives_the_same_trials_in_the_same_order(tmp_path):
    search = Random(MIXED, 8, n_epochs=2)
    options = {
        "n_workers": 2,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": None,
        "local_directory": tmp_path,
    }
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        assert_same_trials(finished(search), finished(search, executor=client.get_executor()))


@pytest.mark.parametrize("n_processes", [0, 2])
def test_a_trial_that_fails_says_why_and_the_others_are_kept(n_processes, request):
    executor = request.getfixturevalue("processes") if n_processes else None
    sizes = Choices([(8,), (0,), (8,)])
    rates = Choices([0.1, "fast", 0.2])
    trials = finished(Grid({"learning_rate": rates, "hidden_sizes": sizes}, n_epochs=1), executor=executor)
    failed = [trial.number for trial in trials if trial.error]
    assert failed == [1, 3, 4, 5, 7]
    assert "at least two layer sizes" in trials[1].error
    assert all(trial.curve for trial in trials if trial.number not in failed)


class Deadly(float):
    """A learning rate that ends the process which reads it."""

    def __reduce__(self):
        return os._exit, (1,)


def test_a_worker_that_dies_is_reported_on_its_trial_and_the_others_are_kept():
    search = Grid({"learning_rate": Choices([0.05, 0.1, Deadly(0.2), 0.3, 0.4])}, n_epochs=1)
    with ProcessPoolExecutor(2) as executor:
        trials = finished(search, executor=executor, at_once=2)
    assert [trial.number for trial in trials if trial.error] == [2]
    assert "worker that trained it died" in trials[2].error
    assert [bool(trial.curve) for trial in trials] == [True, True, False, True, True]
    assert np.isnan(trials[2].score)


def test_an_executor_that_is_shut_down_is_one_sentence_and_what_was_read_stays():
    executor = ProcessPoolExecutor(1)
    stream = run(Bayesian(SPACE, 6, n_epochs=1), POINTS, VALIDATION, executor)
    first = next(stream)
    executor.shutdown()
    with pytest.raises(RuntimeError, match="executor takes no more work .* must be open"):
        next(stream)
    assert len([trial for trial in first.trials if trial.curve]) == 4


# How far it has come


def test_progress_counts_epochs_and_says_how_much_time_is_left():
    steps = list(run(Random(SPACE, 6, n_epochs=4), POINTS, VALIDATION, at_once=3))
    assert [step.n_epochs_done for step in steps] == [3, 6, 9, 12, 15, 18, 21, 24]
    assert all(step.n_epochs == 24 for step in steps)
    assert steps[0].seconds_left > 0 and steps[-1].seconds_left == 0


def test_who_stops_reading_keeps_what_is_done():
    third = next(islice(run(Random(SPACE, 6, n_epochs=4), POINTS, VALIDATION, at_once=3), 5, None))
    assert [len(trial.curve) for trial in third.trials] == [4, 4, 4, 2, 2, 2]
    assert best(third.trials).score > 0.3


def test_a_search_that_is_stopped_begins_no_new_work():
    with ProcessPoolExecutor(1) as executor:
        stream = run(Random(SPACE, 64, n_epochs=1), POINTS, VALIDATION, executor, at_once=1)
        next(stream)
        stream.close()
        assert executor.submit(len, [1]).result(timeout=5) == 1  # the queue before it is gone


# Bad input


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: Linear(2, 1), "low is 2 and high is 1; low must be below high"),
        (lambda: Logarithmic(3, 3), "low must be below high"),
        (lambda: Logarithmic(0, 1), "low is 0; a logarithmic range never reaches zero"),
        (lambda: Logarithmic(-1, 1), "low is -1; a logarithmic range never reaches zero"),
        (lambda: Linear(0, np.inf), "high is inf; it must be a number"),
        (lambda: Choices([]), "must list at least one value"),
        (lambda: Choices("relu"), "must list at least one value"),
        (lambda: Random(SPACE, 0), "n_trials is 0; it must be a whole number at least 1"),
        (lambda: Bayesian(SPACE, 0), "n_trials is 0"),
        (lambda: Halving(SPACE, 0), "n_trials is 0"),
        (lambda: Grid(SPACE, 0), "n_values is 0"),
        (lambda: Random(SPACE, n_epochs=0), "n_epochs is 0"),
        (lambda: Halving(SPACE, factor=1), "factor is 1"),
        (
            lambda: Random({"lr": Linear(0, 1)}),
            "hyperparameter is 'lr'; it must be one of: learning_rate, weight_decay",
        ),
        (lambda: Random({}), "must be a dict from a hyperparameter's name to its range"),
        (lambda: run(Random(SPACE), POINTS, VALIDATION, at_once=0), "at_once is 0"),
        (lambda: best([Trial(0, {})]), "none with a score"),
        (lambda: best([]), "trials holds 0 trials"),
        (
            lambda: score_on_test(Trial(3, {}), VALIDATION),
            "trial 3 was never trained",
        ),  # would score random weights
        (lambda: score_on_test(trained_trial(), VALIDATION.take(slice(0))), "it must have at least one row"),
        (lambda: Random(SPACE, seed=-1), "seed is -1; it must be a whole number at least 0"),
        (lambda: Bayesian(SPACE, seed=2.5), "seed is 2.5"),
        (lambda: Bayesian(SPACE, n_first=0), "n_first is 0"),
        (lambda: Halving(SPACE, seed=-1), "seed is -1"),
        (lambda: Halving(SPACE, n_epochs=2.5), "n_epochs is 2.5"),
        (
            lambda: Bayesian({"lr": Linear(0, 1)}),
            "hyperparameter is 'lr'; it must be one of: learning_rate, weight_decay",
        ),
        (
            lambda: Halving({"lr": Linear(0, 1)}),
            "hyperparameter is 'lr'; it must be one of: learning_rate, weight_decay",
        ),
        (
            lambda: Grid({"lr": Linear(0, 1)}),
            "hyperparameter is 'lr'; it must be one of: learning_rate, weight_decay",
        ),
        (
            lambda: table.score({"learning_rate": 1e-4, "weight_decay": 0.1}),
            "learning_rate is 0.0001; it must be a number at least 0.001",
        ),  # would take the other end
        (
            lambda: table.score({"learning_rate": 0.1}),
            "it must have a value for each of: learning_rate, weight_decay",
        ),
        (
            lambda: table.score({"learning_rate": 0.1, "weight_decay": 0.1}, seed=4),
            "seed is 4; it must be a whole number at least 0 at most 3",
        ),
        (lambda: chance_to_hit(1.5, 10), "top_share is 1.5"),
        (lambda: chance_to_hit(0.05, -1), "n_trials is -1"),
        (lambda: trials_needed(0, 0.95), "top_share is 0; it must be a number above 0 below 1"),
        (lambda: trials_needed(0.05, 1), "certainty is 1; it must be a number at least 0 below 1"),
        (lambda: best_of_coins(0, 10), "n_models is 0"),
        (lambda: best_of_coins(5, 0), "n_points is 0"),
    ],
)
def test_bad_input_is_one_clear_sentence(call, sentence):
    with pytest.raises(ValueError) as raised:
        call()
    assert sentence in str(raised.value) and "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("argument", "value", "wanted"),
    [
        ("search", Random, "a search, such as Random(space)"),
        ("search", "random", "a search"),
        ("points", None, "Points"),
        ("validation", digits, "Points"),
        ("executor", "processes", "an open executor"),
        ("executor", ProcessPoolExecutor, "an open executor"),
    ],
)
def test_a_name_or_a_class_in_place_of_the_thing_is_named_at_the_call(argument, value, wanted):
    with pytest.raises(TypeError, match=re.escape(f"{argument} is {value!r}; it must be {wanted}")):
        run(**{"search": Random(SPACE), "points": POINTS, "validation": VALIDATION} | {argument: value})


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("learning_rate", "fast", "learning_rate is 'fast'; it must be a number"),
        ("batch_size", 0, "batch_size is 0; it must be a whole number at least 1"),
        ("batch_size", "all", "batch_size is 'all'; it must be a whole number"),
        ("hidden_sizes", 8, "hidden_sizes is 8; it must list the hidden layers' widths"),
        ("seed", 1.5, "seed is 1.5; it must be a whole number at least 0"),
        ("scale", "big", "scale is 'big'; it must be a number"),
        ("activation", "swish", "activation is 'swish'; it must be one of: identity"),
    ],
)
def test_a_setting_that_cannot_be_trained_is_one_clear_sentence_on_its_trial(name, value, sentence):
    (trial,) = finished(Grid({name: Choices([value])}, n_epochs=1))
    assert sentence in trial.error and np.isnan(trial.score)


def test_a_range_that_is_none_is_a_clear_sentence():
    with pytest.raises(TypeError, match="range of learning_rate is .*; it must be Linear"):
        Random({"learning_rate": (0.1, 1)})


def test_a_search_runs_on_other_data_too():
    points = blobs(300, n_classes=3)
    *_, last = run(Random(SPACE, 4), points, blobs(100, n_classes=3, seed=1))
    assert best(last.trials).score > 0.8
