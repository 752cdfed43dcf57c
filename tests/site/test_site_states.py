"""Whole runs, an action and a cut of the website are the scene's own; test_site_every_scene.py has more."""

import numpy as np
import pytest
from driving import opened
from make_site.render import render
from make_site.states import Limits, State, plan
from moves import check, drive, run_on, shown
from PIL import Image

from mlp.lessons import backpropagation, hyperparameter_search, learning_rate, loss_functions
from mlp.plots.style import look

FEW = Limits(positions=3, grid=10, frames=3, preset_frames=2, presses=3, longest=60)  # both runs end sooner


@pytest.mark.parametrize("scene_class", [loss_functions.ThreeLines, learning_rate.FineTuneAndForget])
def test_every_base_and_every_state_after_a_whole_run_is_what_the_scene_shows(scene_class, tmp_path):
    made, table = plan(scene_class, FEW), render(scene_class, FEW, tmp_path)
    for at in made.bases:
        scene = opened(scene_class, **made.settings(scene_class.controls, at))
        run = table["runs"][State(at).key]
        check(scene, run[0], table, tmp_path)
        run_on(scene, FEW)
        check(scene, run[-1], table, tmp_path)
    assert len(table["runs"][State(made.bases[0]).key]) == FEW.frames + 1
    for state in made.states:
        scene = opened(scene_class)
        drive(scene, made, state, FEW)
        check(scene, table["states"][state.key], table, tmp_path)


def test_an_action_is_pressed_again_and_again_and_a_live_toggle_follows(tmp_path):
    table = render(hyperparameter_search.YourOwnTestSet, FEW, tmp_path)
    scene = opened(hyperparameter_search.YourOwnTestSet)
    with look():
        scene.try_ten()
        scene.try_ten()
        key = next(iter(table["runs"])) + "+try_ten*2"
        check(scene, table["states"][key], table, tmp_path)
        scene.change(fresh=True, learning_rate=0.3, width=8)
    check(scene, table["states"][key.replace("0+", "1~0+")], table, tmp_path)


def test_white_stays_white(tmp_path):
    image, _ = shown(opened(learning_rate.BallInABowl))
    assert image.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("scene_class", [learning_rate.BallInABowl, learning_rate.OwnThreshold])
def test_two_panels_are_cut_where_nothing_is_drawn_in_any_picture(scene_class, tmp_path):
    table = render(scene_class, FEW, tmp_path)
    above, below, row = table["cut"]
    for name in table["pictures"]:
        pixels = np.asarray(Image.open(tmp_path / f"{name}.webp").convert("RGB"))
        assert (pixels[:row, above] > 249).all() and (pixels[row:, below] > 249).all()


def test_a_drawing_in_one_piece_is_not_cut(tmp_path):
    assert render(backpropagation.ThreeInARow, FEW, tmp_path)["cut"] is None
