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
