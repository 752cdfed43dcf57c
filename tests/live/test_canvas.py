import matplotlib as mpl
import numpy as np
from driving import opened, painted, pixels

from mlp.lessons.learning_rate import BallInABowl
from mlp.live import explore


def test_only_the_picture_that_moved_last_keeps_its_background_and_the_others_come_back_whole():
    scenes = [opened(BallInABowl), opened(BallInABowl)]
    first, second = canvases = [painted(scene) for scene in scenes]
    assert first.background is None and second.background is not None
    for scene in scenes:
        scene.restart(**{control.name: control.high for control in scene.controls})
    pictures = []
    for canvas in (*canvases, *canvases):
        canvas.paint()
        pictures.append(pixels(canvas))
    for picture in pictures[1:]:
        np.testing.assert_array_equal(picture, pictures[0])
    assert first.background is None and second.background is not None


def test_a_picture_that_rests_gives_back_its_ticks_and_comes_back_the_same():
    scene = opened(BallInABowl)
    canvas = painted(scene)
    before = pixels(canvas)
    assert n_ticks(scene) > 2 * len(scene.figure.axes)
    with mpl.rc_context({"ytick.major.size": 20, "ytick.labelsize": 30}):  # a style of one's own
        canvas.rest()
    assert n_ticks(scene) == 2 * len(scene.figure.axes)  # the first of each axis, which matplotlib keeps
    canvas.paint()
    np.testing.assert_array_equal(pixels(canvas), before)


def n_ticks(scene):
    return sum(len(axis.majorTicks) for ax in scene.figure.axes for axis in (ax.xaxis, ax.yaxis))


def test_an_explorer_opens_at_rest():
    explorer = explore(BallInABowl)
    assert n_ticks(explorer.scene) == 2 * len(explorer.scene.figure.axes)
