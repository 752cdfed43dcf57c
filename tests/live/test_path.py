"""How many places does a value pass on its way from a slider to the picture?

Counted are the files of the package that are entered from the slider's callback to the bytes of the picture.
All files of `plots/` and a lesson's `pictures.py` count as one place: the picture. The core, and what a
lesson computes besides its scene, count as one place: the maths.
"""

import sys
from pathlib import Path

import pytest
from driving import declared, is_scene, values_of

import mlp
from mlp.lessons import capacity_and_overfitting, learning_rate, loss_functions
from mlp.live import explore

PACKAGE = Path(mlp.__file__).parent
NEEDED = {
    "live/controls",
    "live/loop",
    "live/explorer",
    "lessons/scene",
    "the scene",
    "the picture",
    "live/canvas",
}
RESTARTING = {
    learning_rate.BallInABowl: "step_factor",
    learning_rate.RateInYourHand: "seed",
    loss_functions.BagOfBalls: "share",
    capacity_and_overfitting.PolynomialDegree: "noise",
}


def has_live_controls(item):
    return is_scene(item) and any(control.live for control in item.controls)


def place_of(file, scene_class):
    """The place that a file of the package belongs to."""
    path = Path(file).relative_to(PACKAGE).with_suffix("")
    if path.parts[0] == "plots" or path.stem == "pictures":
        return "the picture"
    if file == sys.modules[scene_class.__module__].__file__:
        return "the scene"
    return str(path) if path.parts[0] == "live" or path.stem == "scene" else "the maths"


def at_rest(scene_class):
    """An explorer of the scene in which no run goes on."""
    explorer = explore(scene_class)
    explorer.play = lambda: None
    return explorer


def places_passed(explorer, name):
    """The places that one move of the control passes, after a first move that has warmed everything up."""
    scene_class, files, is_over = type(explorer.scene), [], False
    widget, control = explorer.panel.widgets[name], next(c for c in scene_class.controls if c.name == name)
    first, second = [value for value in values_of(control) if value != widget.value][:1], widget.value

    def note(frame, event, _):
        nonlocal is_over
        file, function = frame.f_code.co_filename, frame.f_code.co_name
        if not is_over and file.startswith(str(PACKAGE)):
            files.append(file)
            is_over = event == "return" and function == "frame"

    widget.value = first[0]
    sys.setprofile(note)
    widget.value = second
    sys.setprofile(None)
    assert is_over
    return {place_of(file, scene_class) for file in files}


@pytest.mark.parametrize("scene_class", declared(has_live_controls))
def test_a_live_move_passes_seven_places_and_the_maths(scene_class):
    explorer = at_rest(scene_class)
    for control in scene_class.controls:
        if control.live:
            assert places_passed(explorer, control.name) - {"the maths"} == NEEDED


@pytest.mark.parametrize(
    ("scene_class", "name"), RESTARTING.items(), ids=lambda item: getattr(item, "__name__", item)
)
def test_a_restarting_move_passes_the_same_places(scene_class, name):
    assert places_passed(at_rest(scene_class), name) - {"the maths"} == NEEDED
