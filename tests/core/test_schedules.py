"""Every schedule: where it starts, how it goes on, where it ends; a rate is always above 0."""

import numpy as np
import pytest

from mlp.schedules import SCHEDULES, Constant, Cosine, StepDecay, WarmUp

pytestmark = pytest.mark.filterwarnings("error")
everywhere = pytest.mark.parametrize("name", SCHEDULES)


def rates(schedule, n_steps):
    return np.array([schedule.rate(step) for step in range(n_steps)])


def test_constant_never_changes():
    assert set(rates(Constant(0.3, 100), 100)) == {0.3}


def test_step_decay_cuts_to_a_tenth_at_half_and_at_three_quarters():
    schedule = StepDecay(1.0, 100)
    found = [schedule.rate(step) for step in (0, 49, 50, 74, 75, 99)]
    np.testing.assert_allclose(found, [1, 1, 0.1, 0.1, 0.01, 0.01], rtol=1e-12)


def test_cosine_starts_high_passes_half_in_the_middle_and_ends_near_zero():
    schedule = Cosine(0.2, 1000)
    assert schedule.rate(0) == pytest.approx(0.2, rel=1e-5)
    assert (schedule.rate(499) + schedule.rate(500)) / 2 == pytest.approx(0.1)
    assert 0 < schedule.rate(999) < 1e-6


def test_warm_up_climbs_evenly_for_a_tenth_then_falls_like_a_cosine():
    schedule = WarmUp(1.0, 100)
    np.testing.assert_allclose(rates(schedule, 10), np.arange(1, 11) / 10, rtol=1e-12)
    np.testing.assert_allclose(
        [schedule.rate(10 + step) for step in range(90)], rates(Cosine(1.0, 90), 90), rtol=1e-12
    )


@everywhere
@pytest.mark.parametrize("n_steps", [2, 3, 17, 1000])
def test_a_rate_is_above_zero_and_never_above_the_one_given_even_after_the_end(name, n_steps):
    found = rates(SCHEDULES[name](0.5, n_steps), 2 * n_steps)
    assert ((found > 0) & (found <= 0.5)).all()


@pytest.mark.parametrize("schedule", [Cosine, WarmUp])
def test_neighbouring_rates_differ_little(schedule):
    n_steps = 1000
    jumps = np.abs(np.diff(rates(schedule(1.0, n_steps), n_steps)))
    steepest = 0.01 if schedule is WarmUp else np.pi / 2 / n_steps  # the climb takes a hundred steps
    assert jumps.max() <= steepest * (1 + 1e-9)


@everywhere
@pytest.mark.parametrize(
    ("rate", "error"),
    [(-1.0, ValueError), (0, ValueError), (np.nan, ValueError), ("fast", TypeError), (None, TypeError)],
)
def test_a_rate_that_cannot_be_used_is_named(name, rate, error):
    with pytest.raises(error, match=f"^learning_rate is {rate!r}; it must be a number above 0"):
        SCHEDULES[name](rate, 100)


@everywhere
@pytest.mark.parametrize(
    ("n_steps", "error"),
    [(0, ValueError), (-5, ValueError), (10.5, ValueError), (np.nan, ValueError), ("ten", TypeError)],
)
def test_a_length_that_cannot_be_used_is_named(name, n_steps, error):
    with pytest.raises(error, match=f"^n_steps is {n_steps!r}; it must be a whole number at least"):
        SCHEDULES[name](0.1, n_steps)
