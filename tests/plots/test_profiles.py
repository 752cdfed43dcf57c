"""Curves over a setting: dots where you are, names at the ends, pinned lines out of the way."""

import numpy as np
import pytest

from mlp.plots.marks import on_axes
from mlp.plots.profiles import APART, Profiles
from mlp.plots.style import panels

X = np.array([1.0, 10.0, 100.0])


def profiles(room=0.25, **options):
    figure, (ax,) = panels(1)
    colors = {"training": "blue", "validation": "orange"}
    return Profiles(ax, colors, (1, 100), (0.1, 10), "width", "loss", ("log", "log"), room=room, **options)


def test_a_dot_marks_your_setting_on_every_line():
    picture = profiles()
    picture.update("", X, 1, training=np.array([1.0, 2.0, 3.0]), validation=np.array([4.0, 5.0, 6.0]))
    assert [picture.dots[name].get_data() for name in picture.dots] == [([10.0], [2.0]), ([10.0], [5.0])]


def test_what_lies_beyond_the_picture_is_at_its_edge():
    picture = profiles()
    picture.update("", X, 0, training=np.array([1e-9, 1.0, np.inf]))
    np.testing.assert_array_equal(picture.lines["training"].get_ydata(), [0.1, 1.0, 10.0])
    picture.point("", training=(2.0, 1e9))
    assert picture.dots["training"].get_data() == ([2.0], [10.0])


@pytest.mark.parametrize("above", [1.0, 1.0001, 1.1])
def test_names_at_the_ends_of_close_lines_are_apart(above):
    picture = profiles()
    picture.update("", X, 0, training=np.ones(3), validation=np.full(3, above))
    low, high = (picture.names[name].get_position()[1] for name in ("training", "validation"))
    assert high - low >= APART - 1e-12


def test_a_line_with_no_known_point_has_no_name():
    picture = profiles()
    picture.draw(X, training=np.full(3, np.nan), validation=np.ones(3))
    assert [picture.names[name].get_text() for name in picture.names] == ["", "validation"]


def test_without_room_the_axis_ends_at_the_limit_and_names_stand_only_where_they_are_put():
    picture = profiles(room=0)
    picture.draw(X, training=np.ones(3))
    assert picture.ax.get_xlim() == (1, 100) and picture.names["training"].get_text() == ""
    picture.name(training=(10.0, 1.0))
    np.testing.assert_allclose(picture.names["training"].get_position(), on_axes(picture.ax, 10.0, 1.0))


def test_a_pinned_line_stays_and_its_name_makes_room_for_the_living_ones():
    picture = profiles()
    picture.update("", X, 0, training=np.ones(3), validation=np.full(3, 5.0))
    n_lines = len(picture.ax.lines)
    picture.pin("training", "before")
    pinned = picture.past[-1].get_position()[1]
    assert len(picture.ax.lines) == n_lines + 1
    assert abs(picture.names["training"].get_position()[1] - pinned) >= APART - 1e-12
    picture.unpin()
    assert len(picture.ax.lines) == n_lines and picture.past == []


def test_dots_may_share_one_colour_and_lines_may_have_a_style():
    picture = profiles(dot_color="black", styles={"training": {"linestyle": ":"}})
    assert {dot.get_color() for dot in picture.dots.values()} == {"black"}
    assert picture.lines["training"].get_linestyle() == ":"


def test_a_mark_beyond_the_axis_is_hidden():
    picture = profiles()
    picture.mark(10, "here")
    assert picture.threshold.line.get_visible()
    picture.mark(1e6, "there")
    assert not picture.threshold.line.get_visible()
