"""Where the next range lies: around the best, half as wide, or as wide as before."""

import pytest

from mlp.lessons.hyperparameter_search.narrowing import is_on_edge, moved, narrowed


def test_a_narrowed_range_has_half_as_many_powers_of_ten_around_the_best():
    assert narrowed(0.1, 0.001, 10) == pytest.approx((0.01, 1))


def test_a_moved_range_is_as_wide_as_before():
    assert moved(10, 0.001, 10) == pytest.approx((0.1, 1000))


@pytest.mark.parametrize(("value", "is_near_an_end"), [(0.0011, True), (9, True), (0.1, False), (2, False)])
def test_the_edge_is_the_outer_part_of_the_powers_of_ten(value, is_near_an_end):
    assert is_on_edge(value, 0.001, 10) == is_near_an_end
