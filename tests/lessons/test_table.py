"""The stored training runs are real: trained again, they come out the same."""

import numpy as np
import pytest

from mlp.lessons import hyperparameter_search as lesson
from mlp.lessons.hyperparameter_search import halving_table, table
from mlp.search import Halving, run
from mlp.search.trials import groups_of, train_to_the_end


def test_a_random_sample_of_the_stored_training_runs_comes_out_the_same():
    every = table.whole_search().propose([]).trials
    chosen = np.random.default_rng(20).choice(len(every), 48, replace=False)
    some = [every[k]._replace(number=number) for number, k in enumerate(chosen)]
    trials = [trial for group in groups_of(some, 64) for trial in trained(group)]
    stored = [table.score(trial.settings, trial.settings["seed"]) for trial in trials]
    differences = np.abs(np.array([trial.score for trial in trials]) - stored)
    # on the machine that made the table all are 0; elsewhere rounding may flip some digits,
    # and at learning rates that throw a network about, rounding decides
    assert np.median(differences) == 0
    assert np.mean(differences < 0.02) > 0.85


def trained(group):
    data = table.data()
    return train_to_the_end(group, table.N_EPOCHS, data.train, data.validation)


def test_the_nearest_stored_training_run_answers():
    rates, decays = table.VALUES["learning_rate"], table.VALUES["weight_decay"]
    settings = {"learning_rate": rates[20] * 1.1, "weight_decay": decays[7] / 1.1}
    assert table.score(settings, seed=2) == table.scores()[20, 7, 2]
    assert table.scores().shape == (len(rates), len(decays), table.N_SEEDS)


@pytest.mark.parametrize(
    ("settings", "seed", "name_and_value"),
    [
        ({"learning_rate": 1e-4, "weight_decay": 0.1}, 0, "learning_rate is 0.0001"),  # not the other end
        ({"learning_rate": 0.1}, 0, "settings is .*weight_decay"),
        ({"learning_rate": 0.1, "weight_decay": 0.1}, 4, "seed is 4"),
    ],
)
def test_what_is_not_stored_is_named_in_the_error(settings, seed, name_and_value):
    with pytest.raises(ValueError, match=name_and_value):
        table.score(settings, seed)


@pytest.mark.parametrize("seed", [0, 5])
def test_the_stored_searches_of_27_networks_come_out_the_same(seed):
    data, search = table.data(), halving_table.whole_search(seed)
    *_, progress = run(search, data.train, data.validation)
    right = 359 * np.array([trial.curve for trial in progress.trials])
    differences = np.abs(right - lesson.right_digits(seed))
    # as above: all are 0 on the machine that made the table
    assert np.median(differences) < 0.5
    assert np.mean(differences < 8) > 0.85


def test_a_search_that_is_not_stored_is_named_in_the_error():
    with pytest.raises(ValueError, match="seed is 6"):
        lesson.right_digits(6)


def test_halving_by_hand_on_the_stored_runs_keeps_the_network_that_halving_keeps():
    data, right = table.data(), lesson.right_digits(0)
    left = np.arange(27)
    for epoch in (1, 3, 9):
        left = left[np.argsort(-right[left, epoch - 1], kind="stable")[: len(left) // 3]]
    *_, progress = run(Halving(lesson.GivingUpEarly.space, 27), data.train, data.validation)
    (kept,) = [trial for trial in progress.trials if len(trial.curve) == 27]
    assert kept.number == left[0]
