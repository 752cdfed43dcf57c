"""Halving keeps the best, continues them as if they had never stopped, and drops a trial without a score."""

import numpy as np
import pytest
from search_data import POINTS, SPACE, VALIDATION, finished

from mlp.search import Choices, Grid, Halving, Linear, Logarithmic, best, run, try_out

RATES = {"learning_rate": Logarithmic(0.01, 1)}


def test_halving_keeps_the_best_third_and_spends_what_it_said():
    search = Halving(SPACE, n_trials=9, n_epochs=1, factor=3)
    *_, last = run(search, POINTS, VALIDATION)
    lengths = sorted(len(trial.curve) for trial in last.trials)
    assert lengths == [1] * 6 + [3] * 2 + [9]
    assert last.n_epochs_done == search.total_epochs == 9 + 3 * 2 + 1 * 6
    first = sorted((trial.curve[0] for trial in last.trials), reverse=True)
    assert min(trial.curve[0] for trial in last.trials if len(trial.curve) > 1) >= first[3]


def test_a_survivor_of_halving_is_trained_as_if_it_had_never_stopped():
    winner = best([trial for trial in finished(Halving(RATES, n_trials=9)) if len(trial.curve) == 9])
    rate = Choices([winner.settings["learning_rate"]])
    (alone,) = finished(Grid({"learning_rate": rate}, n_epochs=9))
    assert alone.curve == winner.curve
    np.testing.assert_array_equal(alone.parameters, winner.parameters)


@pytest.mark.parametrize("failed", [{0}, {8}, {0, 1, 2, 3, 4, 5, 6}])
def test_a_trial_whose_score_is_nan_never_survives(failed):
    search = Halving(RATES, n_trials=9, n_epochs=1, seed=1)
    numbers = {own["learning_rate"]: number for number, own in enumerate(search.settings)}

    def score(settings):
        number = numbers[settings["learning_rate"]]
        return np.nan if number in failed else number / 10

    trials = try_out(search, score)
    assert best(trials).number == max(set(range(9)) - failed)
    assert len(best(trials).curve) == 9
    assert all(len(trials[number].curve) == 1 for number in failed)


def test_halving_is_over_when_no_trial_has_a_score():
    trials = try_out(Halving(RATES, n_trials=9), lambda settings: np.nan)
    assert [len(trial.curve) for trial in trials] == [1] * 9


@pytest.mark.parametrize(
    ("call", "name_and_value"),
    [
        (lambda: Halving(SPACE, 0), "n_trials is 0"),
        (lambda: Halving(SPACE, factor=1), "factor is 1"),
        (lambda: Halving(SPACE, seed=-1), "seed is -1"),
        (lambda: Halving(SPACE, n_epochs=2.5), "n_epochs is 2.5"),
        (lambda: Halving({"lr": Linear(0, 1)}), "hyperparameter is 'lr'"),
    ],
)
def test_an_invalid_argument_is_named_in_the_error(call, name_and_value):
    with pytest.raises(ValueError, match=name_and_value):
        call()
