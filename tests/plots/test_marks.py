"""Marks: labels make room for each other, and moving lines keep their names in sight."""

import numpy as np
import pytest

from mlp.plots.marks import Flags, Level, Upright, dot, on_axes, spread, star, threshold
from mlp.plots.style import DANGER, GOOD, panels


@pytest.fixture
def ax():
    figure, (ax,) = panels(1)
    ax.set(xlim=(0, 10), ylim=(0, 100))
    return ax


def test_labels_that_have_room_stay_where_they_are():
    np.testing.assert_array_equal(spread([0.7, 0.1, 0.4], 0.2), [0.7, 0.1, 0.4])


def test_labels_too_close_make_room_and_keep_their_order():
    np.testing.assert_allclose(spread([0.52, 0.5, 0.51], 0.1), [0.7, 0.5, 0.6])


def test_labels_stay_between_the_lowest_and_the_highest_place():
    np.testing.assert_allclose(spread([-1, 0.99, 1.0], 0.1, 0.05, 0.95), [0.05, 0.85, 0.95])


def test_labels_keep_out_of_the_ranges_that_are_taken():
    np.testing.assert_allclose(spread([0.5, 0.55], 0.1, taken=[(0.45, 0.6)]), [0.6, 0.7])


def test_the_order_of_labels_may_be_given():
    np.testing.assert_allclose(spread([0.5, 0.501], 0.1, order=[1, 0]), [0.601, 0.501])


def test_no_labels_have_no_heights():
    assert len(spread([], 0.1)) == 0


@pytest.mark.parametrize("n", [2, 3, 6])
def test_random_labels_are_never_on_top_of_one_another(n):
    rng = np.random.default_rng(n)
    for _ in range(50):
        places = spread(rng.uniform(0, 1, n), 0.1, 0.05, 0.95)
        assert np.diff(np.sort(places)).min() > 0.1 - 1e-12
        assert places.min() >= 0.05 and places.max() <= 0.95 + 1e-12


@pytest.mark.parametrize("x, ha", [(1, "left"), (9, "right")])
def test_the_name_of_an_upright_line_stands_on_the_roomier_side(ax, x, ha):
    line = Upright(ax)
    line.move(x, "2 / λ")
    place = on_axes(ax, x, 0)[0]
    assert line.name.get_ha() == ha and line.name.get_text() == "2 / λ"
    assert (line.name.get_position()[0] > place) == (ha == "left")


@pytest.mark.parametrize("x", [None, -1, 10.5])
def test_an_upright_line_beyond_the_axis_hides_with_its_name(ax, x):
    line = Upright(ax)
    line.move(5, "here")
    line.move(x, "there")
    assert not line.line.get_visible() and line.name.get_text() == ""


def test_a_level_line_hides_and_comes_back(ax):
    level = Level(ax)
    assert not level.line.get_visible()
    level.move(42)
    assert level.line.get_visible() and list(level.line.get_ydata()) == [42, 42]
    level.move(None)
    assert not level.line.get_visible()


def test_flags_stand_at_the_upper_edge(ax):
    flags = Flags(ax)
    flags.update([2, 7])
    across_and_up = flags.flags.get_transform().transform(np.column_stack(flags.flags.get_data()))
    np.testing.assert_allclose(across_and_up, ax.transData.transform([(2, 100), (7, 100)]))


def test_thresholds_are_dashed_and_the_best_is_green(ax):
    for line in (threshold(ax, x=3), threshold(ax, y=3)):
        assert line.get_color() == DANGER and line.get_linestyle() == "--"
    assert star(ax).get_color() == GOOD and star(ax).get_marker() == "*"


def test_a_dot_at_the_edge_is_not_cut(ax):
    assert not dot(ax, GOOD).get_clip_on()
