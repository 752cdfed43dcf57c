"""Moves a scene as a reader would, without the website's code, and compares it with the website's table."""

import numpy as np
from driving import advance, opened
from make_site.pictures import as_stored, name_of
from PIL import Image

from mlp.lessons.scene import Toggle
from mlp.live.canvas import Canvas
from mlp.plots.style import look


def shown(scene):
    """The picture of a scene as the website stores it, and its words."""
    with look():
        return as_stored(Canvas(scene.figure, scene.artists)), scene.summary()


def driven(scene_class, made, state, limits):
    """A scene after the moves that a state stands for, done here without the website's code."""
    wanted = made.settings(scene_class.controls, state.at)
    if state.base is None:
        scene = opened(scene_class, **wanted)
    else:
        first = made.settings(scene_class.controls, made.bases[state.base])
        live = {one.name: first[one.name] for one in scene_class.controls if one.live}
        scene = opened(scene_class, **wanted | live)
        moved = [one for one in scene_class.controls if one.live and wanted[one.name] != first[one.name]]
        at_end = all(isinstance(one, Toggle) for one in moved)
        base_length = run_on(opened(scene_class, **first), limits)
        advance(scene, base_length if at_end else base_length // 2)
        scene.change(**{one.name: wanted[one.name] for one in scene_class.controls if one.live})
    if not getattr(scene, "waits_for_play", False):
        run_on(scene, limits)
    return scene


def run_on(scene, limits):
    """Runs a scene to its end, or as far as the website shows; returns the number of frames."""
    n_frames = 0
    while hasattr(scene, "advance") and n_frames < limits.longest:
        n_frames += 1
        if not scene.advance():
            break
    return n_frames


def check(scene, told, table, folder):
    image, words = shown(scene)
    assert table["words"][told[1]] == words
    name = table["pictures"][told[0]]
    assert name == name_of(image)
    stored = Image.open(folder / f"{name}.webp").convert("RGB")
    np.testing.assert_array_equal(np.asarray(stored), np.asarray(image))
