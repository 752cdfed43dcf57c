"""Averages with two standard errors, and which search leads by how much."""

import numpy as np
import pytest

from mlp.lessons.hyperparameter_search.repeated_searches import SEARCHES, average_and_error, lead, repetition


def test_two_standard_errors_by_hand():
    assert average_and_error([1.0, 2.0, 3.0]) == pytest.approx((2, 2 / np.sqrt(3)))
    assert average_and_error([7.0]) == (7, pytest.approx(np.nan, nan_ok=True))


def test_two_standard_errors_are_twice_the_spread_of_averages_and_hold_95_percent_of_them():
    draws = np.random.default_rng(0).exponential(size=(4000, 40))
    averages, errors = np.array([average_and_error(numbers) for numbers in draws]).T
    assert np.sqrt(np.mean(errors**2)) == pytest.approx(2 * averages.std(), rel=0.03)
    assert np.mean(np.abs(averages - 1) < errors) == pytest.approx(0.95, abs=0.03)  # the true mean is 1


def test_the_lead_is_that_over_the_second_and_its_error_that_of_the_differences():
    ends = {"third": [0.1, 0.1, 0.1], "first": [0.5, 0.7, 0.9], "second": [0.4, 0.6, 0.8]}
    assert lead(ends) == ("first", pytest.approx(0.1), pytest.approx(0, abs=1e-12))


def test_a_repetition_holds_as_many_scores_of_every_search_and_follows_its_seed():
    scores = repetition(9, seed=3)
    assert list(scores) == list(SEARCHES) and {len(own) for own in scores.values()} == {9}
    assert scores == repetition(9, seed=3) != repetition(9, seed=4)


@pytest.mark.parametrize(
    ("call", "name_and_value"),
    [
        (lambda: repetition(0, 0), "n_trials is 0"),
        (lambda: repetition(9, -1), "seed is -1"),
        (lambda: average_and_error([]), r"numbers is array\(\[\]"),
        (lambda: average_and_error([1, np.nan]), "numbers is .*nan"),
    ],
)
def test_an_invalid_argument_is_named_in_the_error(call, name_and_value):
    with pytest.raises(ValueError, match=name_and_value):
        call()
