import matplotlib as mpl
import numpy as np
from driving import opened, painted, pixels

from mlp.lessons.learning_rate import BallInABowl


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


def test_a_picture_that_rests_keeps_one_tick_an_axis_even_under_a_style_of_ones_own():
    canvas = painted(opened(BallInABowl))
    before, axis = pixels(canvas), canvas.figure.axes[0].yaxis
    assert len(axis.majorTicks) > 1
    with mpl.rc_context({"ytick.major.size": 20, "ytick.labelsize": 30}):
        canvas.rest()
    assert len(axis.majorTicks) == 1
    canvas.paint()
    np.testing.assert_array_equal(pixels(canvas), before)
