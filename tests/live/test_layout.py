"""How an explorer is laid out: columns of controls, and where a picture is cut for a narrow output."""

import pytest
from driving import declared, is_scene
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from mlp.live import explore
from mlp.live.canvas import Canvas
from mlp.live.cuts import pieces_of
from mlp.live.styles import columns_and_rows
from mlp.plots.style import look, panels

# one column of panels, and one drawing: both are narrow enough to be seen whole
CANNOT_BE_CUT = {"RateThatChanges", "ThreeInARow"}


@pytest.mark.parametrize(
    ("spans", "width", "expected"),
    [
        ([1], 900, (1, 1)),
        ([1] * 5, 900, (5, 1)),  # no lone fifth control
        ([1] * 9, 900, (5, 2)),
        ([1] * 6, 900, (3, 2)),
        ([2, 1], 900, (3, 1)),
        ([2] + [1] * 11, 900, (5, 3)),
        ([1, 2, 1], 360, (2, 3)),
        ([2, 1], 200, (1, 2)),
    ],
)
def test_controls_stand_in_as_few_rows_as_the_width_allows(spans, width, expected):
    assert columns_and_rows(spans, width) == expected


def pieces(figure):
    with look():
        canvas = Canvas(figure, [])
        return pieces_of(canvas, [canvas.still()])


def test_a_picture_is_cut_between_its_panels_just_left_of_the_words_of_the_right_one():
    figure, (left, right) = panels(1, 1)
    right.set_ylabel("a label")
    canvas = Canvas(figure, [])
    first, second = pieces_of(canvas, [canvas.still()])
    assert left.get_position().x1 < first < canvas.left_edge(right) < first + 0.02
    assert first + second == pytest.approx(1)


def test_a_picture_whose_panels_touch_or_that_has_none_stays_in_one_piece():
    figure, _ = panels(1, 1)
    figure.add_artist(Line2D([0.2, 0.8], [0.5, 0.5]))
    assert pieces(figure) == [1.0]
    assert pieces(Figure((4, 2))) == [1.0]
    assert pieces(panels(1, rows=2)[0]) == [1.0]


@pytest.mark.parametrize("scene_class", declared(is_scene))
def test_every_picture_with_panels_side_by_side_can_be_cut(scene_class):
    explorer = explore(scene_class)
    [picture] = [box for box in explorer.children if "mlp-picture" in box._dom_classes]
    is_one_panel = len(explorer.scene.figure.axes) == 1
    assert (len(picture.children) == 1) == (is_one_panel or scene_class.__name__ in CANNOT_BE_CUT)
