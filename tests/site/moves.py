"""Moves a scene as a reader would, without the website's code, and compares it with the website's table."""

import numpy as np
from driving import advance
from make_site.pictures import as_stored, name_of
from PIL import Image

from mlp.lessons.scene import Toggle
from mlp.live.canvas import Canvas
from mlp.plots.style import look


def shown(scene, canvas=None):
    """The picture of a scene as the website stores it, and its words."""
    with look():
        return as_stored(canvas or Canvas(scene.figure, scene.artists)), scene.summary()


def drive(scene, made, state, limits):
    """Makes the moves that a state stands for, without the website's code."""
    wanted = made.settings(scene.controls, state.at)
    with look():
        if state.base is None:
            scene.restart(**wanted)
        else:
            _change(scene, wanted, made.settings(scene.controls, made.bases[state.base]), limits)
        if not getattr(scene, "waits_for_play", False):
            run_on(scene, limits)


def _change(scene, wanted, first, limits):
    """A run from `first` on; live controls are moved half way, live toggles at the end."""
    scene.restart(**first)
    length = run_on(scene, limits)
    live = [one for one in scene.controls if one.live]
    moved = [one for one in live if wanted[one.name] != first[one.name]]
    scene.restart(**wanted | {one.name: first[one.name] for one in live})
    advance(scene, length if all(isinstance(one, Toggle) for one in moved) else length // 2)
    scene.change(**{one.name: wanted[one.name] for one in live})


def run_on(scene, limits):
    """Runs a scene to its end, or as far as the website shows; returns the number of frames."""
    n_frames = 0
    while hasattr(scene, "advance") and n_frames < limits.longest:
        n_frames += 1
        if not scene.advance():
            break
    return n_frames


def check(scene, told, table, folder, canvas=None):
    """Whether the website has told this picture and these words."""
    image, words = shown(scene, canvas)
    assert table["words"][told[1]] == words
    name = table["pictures"][told[0]]
    assert name == name_of(image)
    stored = Image.open(folder / f"{name}.webp").convert("RGB")
    np.testing.assert_array_equal(np.asarray(stored), np.asarray(image))
