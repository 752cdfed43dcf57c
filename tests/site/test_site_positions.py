"""Where controls stop on the website: at values that the notebook can show, and that its text uses."""

import math

import pytest
from driving import declared, is_scene
from make_site.positions import positions, step_of
from make_site.states import Limits, State, n_pictures, plan

from mlp.lessons.scene import Choice, Seed, Slider, Toggle, opening

SCENES = declared(is_scene)


def asked_of(scene_class, control):
    presets = getattr(scene_class, "presets", [])
    return [control.start, *(preset.settings.get(control.name, control.start) for preset in presets)]


@pytest.mark.parametrize("scene_class", SCENES)
def test_every_slider_stops_on_its_steps_at_its_ends_its_start_and_its_presets(scene_class):
    for control in scene_class.controls:
        asked = asked_of(scene_class, control)
        values = positions(control, asked)
        assert set(asked) <= set(values)
        assert len(values) == len(set(values))
        if isinstance(control, Slider):
            assert values == sorted(values)
            assert math.isclose(values[0], control.low) and math.isclose(values[-1], control.high)
            assert len(values) <= 25 + 2 + len(asked)
            assert all(lies_on_a_step(control, value) for value in values[1:-1] if value not in asked)


def lies_on_a_step(control, value):
    if control.logarithmic and control.decades_per_step < 0.1:
        return True  # the notebook's slider is at most one per cent away
    if control.logarithmic:
        return is_whole(math.log10(value / control.low) / control.decades_per_step)
    return is_whole((value - control.low) / step_of(control)) and (not control.integer or type(value) is int)


def is_whole(number):
    return abs(number - round(number)) < 1e-6


def test_a_choice_and_a_toggle_have_all_their_options():
    assert positions(Choice("a", ("x", "y"), "x", "a")) == ["x", "y"]
    assert positions(Toggle("a", True, "a")) == [False, True]


def test_a_seed_has_the_seeds_that_another_seed_would_draw():
    assert positions(Seed(start=0), [0, 7]) == [0, 7, 17, 544]


def test_a_logarithmic_slider_stops_at_round_numbers():
    control = Slider("rate", 1e-4, 30.0, start=0.1, label="rate", logarithmic=True)
    assert positions(control)[:6] == [1e-4, 2e-4, 3e-4, 5e-4, 1e-3, 2e-3]


@pytest.mark.parametrize("scene_class", SCENES)
def test_a_scene_has_at_most_260_pictures_and_its_opening_and_presets_are_there(scene_class):
    made = plan(scene_class, Limits())
    assert n_pictures(scene_class, made, Limits()) <= 260
    assert made.settings(scene_class.controls, made.bases[0]) == opening(scene_class)
    for preset in getattr(scene_class, "presets", []):
        wanted = opening(scene_class) | preset.settings
        assert wanted in [made.settings(scene_class.controls, at) for at in made.bases]


def test_few_states_are_all_there_and_many_are_one_control_at_a_time():
    few = type("Few", (), {"controls": [Toggle("a", False, "a"), Toggle("b", False, "b")]})
    assert {state.at for state in plan(few, Limits()).states} == {(0, 1), (1, 0), (1, 1)}
    assert {state.at for state in plan(few, Limits(grid=3)).states} == {(0, 1), (1, 0)}


def test_a_live_control_is_moved_in_the_run_of_its_base():
    scene = type("Live", (), {"controls": [Toggle("a", False, "a"), Toggle("b", False, "b", live=True)]})
    assert State((0, 1), 0) in plan(scene, Limits(grid=1)).states
    assert State((0, 1), 0).key == "0,1~0"
