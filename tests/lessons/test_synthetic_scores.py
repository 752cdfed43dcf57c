"""Grid and random trials on hills: heights and positions by hand, and what they find on average."""

import numpy as np
import pytest

from mlp.lessons.hyperparameter_search.synthetic_scores import (
    WIDTH,
    average_best,
    crossing,
    crossing_importance,
    grid_positions,
    hill,
    random_positions,
)

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    ("call", "name_and_value"),
    [
        (lambda: grid_positions(0), "n_trials is 0"),
        (lambda: grid_positions(10), "n_trials is 10.* 9"),
        (lambda: grid_positions(9, 3), "n_hyperparameters is 3"),
        (lambda: random_positions(2.5, np.random.default_rng(0)), "n_trials is 2.5"),
        (lambda: average_best(9, [0.0], n_hills=0), "n_hills is 0"),
        (lambda: average_best(9, [0.0], seed=-1), "seed is -1"),
        (lambda: crossing_importance(8), "n_trials is 8"),
    ],
)
def test_an_invalid_argument_is_named_in_the_error(call, name_and_value):
    with pytest.raises(ValueError, match=name_and_value):
        call()


def test_heights_by_hand():
    assert hill(0.3, 0.9, (0.3, 0.9), 1) == 1
    assert hill(0.3 + WIDTH, 0.9, (0.3, 0.9), 1) == pytest.approx(np.exp(-1 / 2))
    assert hill(0.3, 0.9 - WIDTH, (0.3, 0.9), 0.5) == pytest.approx(np.exp(-1 / 8))
    assert hill(0.3, 0.0, (0.3, 0.9), 0) == 1  # what does not matter costs nothing


def test_a_grid_of_four_stands_in_the_quarters_and_with_one_hyperparameter_in_a_row():
    assert sorted(zip(*grid_positions(4), strict=True)) == [
        (0.25, 0.25),
        (0.25, 0.75),
        (0.75, 0.25),
        (0.75, 0.75),
    ]
    first, second = grid_positions(4, n_hyperparameters=1)
    assert (first.tolist(), second.tolist()) == ([0.125, 0.375, 0.625, 0.875], [0.5] * 4)


def test_random_positions_follow_the_generator_and_leave_a_lone_second_in_the_middle():
    first, second = random_positions(50, np.random.default_rng(0))
    again, middle = random_positions(50, np.random.default_rng(0), n_hyperparameters=1)
    assert (first == again).all() and (middle == 0.5).all() and np.ptp(second) > 0.5
    assert min(first.min(), second.min()) >= 0 and max(first.max(), second.max()) < 1


def test_one_trial_of_each_is_as_good_as_a_point_in_the_middle_or_anywhere():
    grid, random = average_best(1, [0.0], n_hills=4000)
    to_the_top = np.random.default_rng(1).uniform(size=(2, 100_000))
    assert grid[0] == pytest.approx(hill(0.5, 0.5, to_the_top, 0).mean(), abs=0.02)
    assert random[0] == pytest.approx(hill(to_the_top[1], 0.5, to_the_top, 0).mean(), abs=0.02)


def test_two_lines_cross_where_a_ruler_says():
    assert crossing([0, 1, 2], [1, 1, 1], [4, 2, -2]) == pytest.approx(1.25)
    assert np.isnan(crossing([0, 1, 2], [1, 1, 1], [4, 2, 2]))


@pytest.mark.parametrize("n_trials", [9, 25, 100])
def test_grid_and_random_search_are_equally_good_at_a_fifth_to_a_quarter_of_the_importance(n_trials):
    importance = crossing_importance(n_trials)
    assert 0.18 < importance < 0.27
    below, at, above = np.subtract(*average_best(n_trials, [importance / 2, importance, 2 * importance]))
    assert below < 0 < above  # the lead of the grid
    assert at == pytest.approx(0, abs=0.003)


def test_the_crossing_hardly_depends_on_the_hills_that_were_drawn():
    assert np.ptp([crossing_importance(9, seed=seed) for seed in range(4)]) < 0.03
