"""A grid holds every combination, random settings lie in their ranges."""

import numpy as np
import pytest
from search_data import MIXED, SPACE

from mlp.search import Grid, Random, try_out


def test_a_grid_holds_every_combination_once():
    trials = try_out(Grid(MIXED, n_values=3), lambda settings: 0)
    assert len(trials) == 3 * 3 * 2 * 3
    assert len({repr(trial.settings) for trial in trials}) == len(trials)
    rates = sorted({trial.settings["learning_rate"] for trial in trials})
    assert rates[1] / rates[0] == pytest.approx(rates[2] / rates[1])


def test_random_settings_lie_in_their_ranges_and_follow_the_seed():
    settings = Random(MIXED, 200, seed=4).settings
    assert all(0.003 <= own["learning_rate"] <= 3 for own in settings)
    assert {own["hidden_sizes"] for own in settings} == {(8,), (16,), (8, 8)}
    two_decades_of_three = np.mean([own["learning_rate"] < 0.3 for own in settings])
    assert two_decades_of_three == pytest.approx(2 / 3, abs=0.1)
    assert settings == Random(MIXED, 200, seed=4).settings != Random(MIXED, 200, seed=5).settings


def test_the_budget_does_not_overflow_with_small_integers_of_numpy():
    assert Random(SPACE, np.uint8(200), np.uint8(200)).total_epochs == 40_000


@pytest.mark.parametrize(
    ("call", "name_and_value"),
    [
        (lambda: Random(SPACE, 0), "n_trials is 0"),
        (lambda: Random(SPACE, n_epochs=0), "n_epochs is 0"),
        (lambda: Random(SPACE, seed=-1), "seed is -1"),
        (lambda: Grid(SPACE, 0), "n_values is 0"),
        (lambda: Grid(SPACE, n_epochs=2.5), "n_epochs is 2.5"),
        (lambda: Grid({"lr": None}), "hyperparameter is 'lr'"),
    ],
)
def test_an_invalid_argument_is_named_in_the_error(call, name_and_value):
    with pytest.raises(ValueError, match=name_and_value):
        call()
