"""The chance to hit, the number of trials needed and the luck of coin-flippers, by hand and by throwing."""

from math import comb

import numpy as np
import pytest

from mlp.lessons.hyperparameter_search.probability import best_of_coins, chance_to_hit, trials_needed


@pytest.mark.parametrize(
    ("n_trials", "chance"), [(0, 0), (1, 0.05), (2, 0.0975), (60, 0.9539), (100, 0.9941)]
)
def test_the_chance_to_hit_the_best_twentieth(n_trials, chance):
    assert chance_to_hit(0.05, n_trials) == pytest.approx(chance, abs=5e-5)


@pytest.mark.parametrize(("share", "certainty"), [(0.05, 0.95), (0.01, 0.9), (0.5, 0.75)])
def test_the_number_of_trials_needed_is_the_smallest_that_is_enough(share, certainty):
    n = trials_needed(share, certainty)
    assert chance_to_hit(share, n) >= certainty - 1e-9 > chance_to_hit(share, n - 1)


def test_the_best_of_coin_flippers_agrees_with_thrown_coins():
    thrown = np.random.default_rng(1).binomial(100, 0.5, (4000, 100)).max(axis=-1).mean() / 100
    assert best_of_coins(100, 100) == pytest.approx(thrown, abs=0.002)
    assert best_of_coins(1, 100) == pytest.approx(0.5)


def test_the_best_of_two_coin_flippers_on_two_questions_by_hand():
    chances = [comb(2, k) / 4 for k in range(3)]  # of 0, 1 and 2 right answers
    by_hand = sum(chances[i] * chances[j] * max(i, j) / 2 for i in range(3) for j in range(3))
    assert best_of_coins(2, 2) == pytest.approx(by_hand)


def test_the_best_of_coin_flippers_is_a_number_for_many_questions_and_for_many_models_at_once():
    looks = best_of_coins(np.array([1, 10, 200]), 1600)
    assert looks.shape == (3,) and (np.diff(looks) > 0).all() and 0.5 < looks[-1] < 0.55


@pytest.mark.parametrize(
    ("call", "name_and_value"),
    [
        (lambda: chance_to_hit(1.5, 10), "top_share is 1.5"),
        (lambda: chance_to_hit(0.05, -1), "n_trials is -1"),
        (lambda: trials_needed(0, 0.95), "top_share is 0"),
        (lambda: trials_needed(0.05, 1), "certainty is 1"),
        (lambda: best_of_coins(0, 10), "n_models is 0"),
        (lambda: best_of_coins(5, 0), "n_points is 0"),
    ],
)
def test_an_invalid_argument_is_named_in_the_error(call, name_and_value):
    with pytest.raises(ValueError, match=name_and_value):
        call()
