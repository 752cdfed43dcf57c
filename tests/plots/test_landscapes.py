"""A descent on its loss: in one dimension along the curve, in two on a map."""

import numpy as np

from mlp.live.canvas import Canvas
from mlp.plots.landscapes import Contours, Landscape
from mlp.plots.style import panels


def test_the_ball_lies_on_the_curve_where_the_path_ends():
    figure, (ax,) = panels(1)
    picture = Landscape(ax, np.square, (-2, 2), (0, 4))
    picture.update("", np.array([2.0, 1.0, 0.5]))
    assert picture.ball.get_data() == ([0.5], [0.25])
    np.testing.assert_array_equal(picture.path.get_ydata(), [4.0, 1.0, 0.25])


def test_another_map_with_the_same_limits_is_no_full_drawing():
    figure, (ax,) = panels(1)
    picture = Contours(ax, "slope", "intercept")
    x = np.linspace(-1, 1, 20)
    heights = x[:, None] ** 2 + x**2 + 0.01
    picture.draw_map(x, x, heights, (0, 0))
    picture.update("", np.zeros((1, 2)))
    canvas = Canvas(figure, picture.ground + picture.artists)
    canvas.paint()
    before = canvas.pixels.copy()
    picture.draw_map(x, x, heights[::-1] ** 2, (0.5, 0.5))
    assert not figure.stale
    canvas.paint()
    assert (canvas.pixels != before).any()
    picture.draw_map(2 * x, x, heights, (0, 0))
    assert figure.stale
