"""Eight estimators: their formulas against simulations and textbook values, and errors for invalid sizes."""

import re

import numpy as np
import pytest

from mlp.lessons.loss_functions.estimators import ESTIMATORS, draw_samples, simulate, variance_of_median

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("n", [3, 4, 5, 100])
@pytest.mark.parametrize("name", ESTIMATORS)
def test_a_simulation_agrees_with_the_formula_within_its_standard_error(name, n):
    rule, off = ESTIMATORS[name], []
    for seed in range(20):
        simulation = simulate(rule, draw_samples(2000, n, seed))
        off.append((simulation.mean_squared_error - rule.mean_squared_error(n)) / simulation.standard_error)
    assert np.max(np.abs(off)) < 5 and abs(np.mean(off)) < 1.5  # 20 means of skewed errors
    assert np.mean(np.abs(off) < 2) > 0.7  # what the summary's "give or take" promises


@pytest.mark.parametrize("name", ESTIMATORS)
def test_the_simulated_error_is_bias_squared_plus_variance(name):
    simulation = simulate(ESTIMATORS[name], draw_samples(2000, 5))
    assert simulation.mean_squared_error == pytest.approx(simulation.bias**2 + simulation.variance, rel=1e-12)


def test_estimates_of_one_sample_by_hand():
    sample = np.array([[0.0, 1.0, 5.0]])  # mean 2, squared distances 4 + 1 + 9 = 14
    estimates = {name: rule.estimates(sample)[0] for name, rule in ESTIMATORS.items()}
    assert estimates == pytest.approx({
        "mean": 2,
        "median": 1,
        "first value only": 0,
        "0.8 × mean": 1.6,
        "mean + 0.5": 2.5,
        "variance, ÷ (n - 1)": 7,
        "variance, ÷ n": 14 / 3,
        "variance, ÷ (n + 1)": 3.5,
    })  # fmt: skip


def test_the_three_divisors_at_five_values():
    divisors = ("(n - 1)", "n", "(n + 1)")
    errors = [ESTIMATORS[f"variance, ÷ {divisor}"].mean_squared_error(5) for divisor in divisors]
    np.testing.assert_allclose(errors, [0.5, 0.36, 1 / 3], rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "is_unbiased", "is_efficient", "is_consistent"),
    [
        ("mean", True, True, True),
        ("median", True, False, True),
        ("first value only", True, False, False),
        ("0.8 × mean", False, False, False),
        ("mean + 0.5", False, False, False),
        ("variance, ÷ (n - 1)", True, True, True),
        ("variance, ÷ n", False, False, True),
        ("variance, ÷ (n + 1)", False, False, True),
    ],
)
def test_unbiased_efficient_and_consistent_are_three_different_things(
    name, is_unbiased, is_efficient, is_consistent
):
    rule = ESTIMATORS[name]
    assert rule.is_unbiased(5) == is_unbiased
    assert (rule.is_unbiased(5) and rule.efficiency(5) > 0.999) == is_efficient
    assert rule.is_consistent() == is_consistent


def test_the_error_of_mean_plus_a_half_stops_at_a_quarter():
    assert ESTIMATORS["mean + 0.5"].limit == pytest.approx(0.25, abs=1e-4)


def test_the_first_value_only_never_improves():
    assert {ESTIMATORS["first value only"].mean_squared_error(n) for n in (3, 5, 101)} == {1.0}


@pytest.mark.parametrize(
    ("n", "variance"),
    [(1, 1), (2, 1 / 2), (3, 1 - np.sqrt(3) / np.pi), (4, 0.2982), (5, 0.2868)],  # of 2 values it is the mean
)
def test_the_variance_of_the_median_of_few_values_is_that_of_the_textbooks(n, variance):
    assert variance_of_median(n) == pytest.approx(variance, abs=5e-5)


@pytest.mark.parametrize("n", [998, 999])
def test_the_variance_of_the_median_approaches_its_limit(n):
    assert variance_of_median(n) == pytest.approx(np.pi / (2 * n), rel=2e-3)
    assert variance_of_median(n + 2) < variance_of_median(n)  # no step upwards where the limit takes over


def test_the_median_of_many_values_has_an_efficiency_of_two_over_pi():
    assert ESTIMATORS["median"].efficiency(10001) == pytest.approx(2 / np.pi)


def test_a_larger_sample_keeps_the_values_of_the_smaller():
    np.testing.assert_array_equal(draw_samples(2000, 101, seed=3)[:, :5], draw_samples(2000, 5, seed=3))


@pytest.mark.parametrize("name", ESTIMATORS)
@pytest.mark.parametrize("question", ["mean_squared_error", "is_unbiased", "efficiency"])
@pytest.mark.parametrize(
    ("n", "error"),
    [
        (0, ValueError),
        (-1, ValueError),
        (2.5, ValueError),
        (np.nan, ValueError),
        ("ten", TypeError),
        (None, TypeError),
    ],
)
def test_an_invalid_sample_size_is_named_in_the_error(name, question, n, error):
    with pytest.raises(error, match=re.escape(f"n is {n!r}")):
        getattr(ESTIMATORS[name], question)(n)


def test_the_variance_of_a_single_value_is_refused_but_not_its_mean():
    with pytest.raises(ValueError, match="n is 1.*at least 2"):
        ESTIMATORS["variance, ÷ (n - 1)"].mean_squared_error(1)
    assert ESTIMATORS["mean"].mean_squared_error(1) == 1


def test_invalid_numbers_of_values_and_seeds_are_named_in_the_error():
    with pytest.raises(ValueError, match="n is 0.*at least 1"):
        variance_of_median(0)
    with pytest.raises(ValueError, match="n is 0.*at least 1"):
        draw_samples(10, 0)
    with pytest.raises(ValueError, match="seed is -1"):
        draw_samples(3, 4, seed=-1)
