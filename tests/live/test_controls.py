"""Rows of controls: sliders with a button for each direction, and small ones that share a row."""

import math
from itertools import pairwise

import ipywidgets as widgets
import numpy as np
import pytest
from driving import declared, is_scene

from mlp.lessons.scene import Seed, Slider
from mlp.live.controls import ControlPanel

STAGE = Slider("stage", 0, 3, start=0, integer=True, stepped=True, label="stage")
SMALL = [Slider(name, 0.0, 1.0, start=0.5, small=True, label=name) for name in "ab"]


def test_back_and_next_move_one_step_and_stop_at_the_ends():
    panel = ControlPanel([STAGE], settings={}, hide=())
    _, back, on = panel.box.children[0].children
    back.click()
    assert panel.values == {"stage": 0}
    for expected in (1, 2, 3, 3):
        on.click()
        assert panel.values == {"stage": expected}
    back.click()
    assert panel.values == {"stage": 2}


def test_small_neighbours_share_a_row_and_a_hidden_one_leaves_it():
    rows = ControlPanel([STAGE, *SMALL, STAGE._replace(name="other")], settings={}, hide=()).box.children
    assert [len(row.children) for row in rows] == [3, 2, 3]
    assert all(isinstance(slider, widgets.FloatSlider) for slider in rows[1].children)
    rows = ControlPanel([STAGE, *SMALL], settings={}, hide=("a",)).box.children
    assert [slider.description for slider in rows[1].children] == ["b"]


@pytest.mark.parametrize(
    ("slider", "rounded", "moved"),
    [
        (Slider("rate", 0.01, 0.1, start=0.05, logarithmic=True, label="rate"), 10**-1.3, 10**-1.28),
        (Slider("rate", -10.0, 3.0, start=-5.0, label="rate"), -4.999999999999999, -4.9),
    ],
)
def test_what_the_front_end_brings_onto_a_step_is_no_move_and_the_next_step_is_one(slider, rounded, moved):
    panel = ControlPanel([slider], settings={}, hide=())
    panel.widgets["rate"].value = rounded
    assert panel.values == {"rate": slider.start}
    panel.widgets["rate"].value = moved
    assert panel.values == {"rate": moved}
    panel.move({"rate": slider.low})
    assert panel.values == {"rate": slider.low}


def steps_of(slider):
    """Every value that a slider can be dragged to, in order."""
    scale, back = (
        (math.log10, lambda power: 10**power)
        if isinstance(slider, widgets.FloatLogSlider)
        else (float, float)
    )
    ends = (slider.min, slider.max)
    places = np.append(np.arange(*ends, slider.step), ends[1])
    return [back(place) for place in places if place == ends[1] or ends[1] - place > slider.step / 100], scale


@pytest.mark.parametrize(
    "scene_class",
    declared(lambda item: is_scene(item) and any(isinstance(control, Slider) for control in item.controls)),
)
def test_the_number_beside_a_slider_changes_with_every_step_and_is_accepted_as_it_is_shown(scene_class):
    panel = ControlPanel(scene_class.controls, settings={}, hide=())
    for control in scene_class.controls:
        if not isinstance(control, Slider):
            continue
        slider = panel.widgets[control.name]
        values, scale = steps_of(slider)
        form = slider.readout_format + (
            "g" if control.logarithmic else ""
        )  # no letter: for the front end the same as g, without zeros at the end
        shown = [format(int(value) if control.integer else value, form) for value in values]
        assert [(own, following) for own, following in pairwise(shown) if own == following] == []
        for value, words in zip(values, shown, strict=True):
            slider.value = (int if control.integer else float)(words)
            assert abs(scale(panel.values[control.name]) - scale(value)) < 0.5 * slider.step, (
                control.name,
                words,
            )


@pytest.mark.parametrize("value", [2.5, 2.0, True, "2", None, math.nan, 4, -1])  # 2.5 would be cut off to 2
def test_a_whole_slider_takes_whole_numbers_of_its_range_only(value):
    with pytest.raises(ValueError, match=f"stage is {value!r}; it must be a whole number from 0 to 3"):
        ControlPanel([STAGE], settings={"stage": value}, hide=())
    with pytest.raises(ValueError, match="seed is 1.5; it must be a whole number from 0 to 9,999"):
        ControlPanel([Seed()], settings={"seed": 1.5}, hide=())
