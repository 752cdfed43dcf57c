"""Controls: the numbers beside sliders, and buttons for a single step."""

import math
from itertools import pairwise

import numpy as np
import pytest
from driving import declared, is_scene

from mlp.lessons.scene import Seed, Slider
from mlp.live.controls import ControlPanel
from mlp.live.numerals import n_steps_of, read_number, rounded, written

STAGE = Slider("stage", 0, 3, start=0, integer=True, stepped=True, label="stage")
FINE = Slider("rate", 0.001, 3.0, start=1.0, logarithmic=True, decades_per_step=0.002, label="rate")


def beside(panel, name="stage"):
    """What stands above a slider's track: buttons for one step, if there are any, and the number."""
    cell = next(cell for cell in panel.box.children if panel.widgets[name] in cell.children)
    return cell.children[1].children


def test_back_and_next_move_one_step_and_stop_at_the_ends():
    panel = ControlPanel([STAGE], settings={}, hide=())
    back, on, _ = beside(panel)
    assert (back.description, on.description) == ("Back", "Next")
    back.click()
    assert panel.values == {"stage": 0}
    for expected in (1, 2, 3, 3):
        on.click()
        assert panel.values == {"stage": expected}
    back.click()
    assert panel.values == {"stage": 2}


def test_a_slider_with_more_steps_than_a_mouse_can_choose_has_buttons_for_a_single_one():
    panel = ControlPanel([FINE, STAGE._replace(name="plain", stepped=False)], settings={}, hide=())
    down, up, _ = beside(panel, "rate")
    up.click()
    assert panel.values["rate"] == pytest.approx(10**0.002, rel=1e-3)
    down.click()
    assert panel.values["rate"] == pytest.approx(1)
    assert len(beside(panel, "plain")) == 1


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *[("0.05", 0.05), ("0,05", 0.05), (" 0,050 ", 0.05)],
        *[("1 000", 1000), ("1\u202f000", 1000), ("1,000", 1000)],
        *[("12,000.5", 12000.5), ("1e-3", 0.001), ("−5", -5), ("-5", -5), ("3 × 10⁻⁵", 3e-5), ("10⁻⁶", 1e-6)],
        *[("", None), ("abc", None), ("nan", None), ("inf", None), ("1,2,3", None), ("--1", None)],
    ],
)
def test_a_number_is_read_however_a_hand_types_it(words, number):
    assert read_number(words) == (number if number is None else pytest.approx(number))


@pytest.mark.parametrize(
    ("slider", "rounded", "moved"),
    [
        (Slider("rate", 0.01, 0.1, start=0.05, logarithmic=True, label="rate"), 10**-1.3, 0.0525),
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


def values_in_steps(control):
    """Every value that a slider can be dragged to, in order."""
    places = np.linspace(*ends_of(control), n_steps_of(control) + 1)
    if control.logarithmic:
        return list(10**places)
    return [int(place) for place in places] if control.integer else list(places)


def ends_of(control):
    return [math.log10(end) if control.logarithmic else end for end in (control.low, control.high)]


SLIDERS = {
    f"{scene.id}-{control.name}": control
    for scene in declared(is_scene)
    for control in scene.values[0].controls
    if isinstance(control, Slider)
}


@pytest.mark.parametrize("control", SLIDERS.values(), ids=SLIDERS)
def test_the_number_beside_a_slider_changes_with_every_step_and_is_the_one_that_is_used(control):
    used = [rounded(control, value) for value in values_in_steps(control)]
    shown = [written(control, value) for value in used]
    assert [(own, following) for own, following in pairwise(shown) if own == following] == []
    assert [read_number(words) for words in shown] == pytest.approx(used, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("control", SLIDERS.values(), ids=SLIDERS)
def test_a_label_is_short_enough_for_a_column(control):
    assert len(control.label) <= 25


@pytest.mark.parametrize("value", [2.5, 2.0, True, "2", None, math.nan, 4, -1])  # 2.5 would be cut off to 2
def test_a_whole_slider_takes_whole_numbers_of_its_range_only(value):
    with pytest.raises(ValueError, match=f"stage is {value!r}; it must be a whole number from 0 to 3"):
        ControlPanel([STAGE], settings={"stage": value}, hide=())
    with pytest.raises(ValueError, match="seed is 1.5; it must be a whole number from 0 to 9,999"):
        ControlPanel([Seed()], settings={"seed": 1.5}, hide=())
