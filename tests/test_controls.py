"""Rows of controls: sliders with a button for each direction, and small ones that share a row."""
import ipywidgets as widgets
import pytest

from mlp.live.controls import Board
from mlp.scenes.declarations import Slider

STAGE = Slider("stage", 0, 3, start=0, whole=True, stepped=True, label="stage")
SMALL = [Slider(name, 0.0, 1.0, start=0.5, small=True, label=name) for name in "ab"]


def test_back_and_next_move_one_step_and_stop_at_the_ends():
    board = Board([STAGE], settings={}, hide=())
    _, back, on = board.box.children[0].children
    back.click()
    assert board.values == {"stage": 0}
    for expected in (1, 2, 3, 3):
        on.click()
        assert board.values == {"stage": expected}
    back.click()
    assert board.values == {"stage": 2}


def test_small_neighbours_share_a_row_and_a_hidden_one_leaves_it():
    rows = Board([STAGE, *SMALL, STAGE._replace(name="other")], settings={}, hide=()).box.children
    assert [len(row.children) for row in rows] == [3, 2, 3]
    assert all(isinstance(slider, widgets.FloatSlider) for slider in rows[1].children)
    rows = Board([STAGE, *SMALL], settings={}, hide=("a",)).box.children
    assert [slider.description for slider in rows[1].children] == ["b"]


@pytest.mark.parametrize(
    ("slider", "rounded", "moved"),
    [
        (Slider("rate", 0.01, 0.1, start=0.05, logarithmic=True, label="rate"), 10**-1.3, 10**-1.28),
        (Slider("rate", -10.0, 3.0, start=-5.0, label="rate"), -4.999999999999999, -4.9),
    ],
)
def test_what_the_front_end_brings_onto_a_step_is_no_move_and_the_next_step_is_one(slider, rounded, moved):
    board = Board([slider], settings={}, hide=())
    board._holders["rate"].value = rounded
    assert board.values == {"rate": slider.start}
    board._holders["rate"].value = moved
    assert board.values == {"rate": moved}
    board.move({"rate": slider.low})
    assert board.values == {"rate": slider.low}
