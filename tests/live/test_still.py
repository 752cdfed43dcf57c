"""A still picture in a cell: its words are its plain text and its alternative text."""

from io import BytesIO

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from mlp.data import digits, moons
from mlp.live import Still, show_digits
from mlp.plots.digits import DigitGrid
from mlp.plots.style import DANGER, look, panels


def test_a_still_picture_carries_its_words_as_plain_text_and_as_alternative_text():
    still = show_digits(digits().take(slice(3)))
    data, metadata = still._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == "3 handwritten digits: 0, 1, 2."


@pytest.mark.parametrize("dpi", [50, 100, 200])
def test_a_figure_of_ones_own_has_the_size_of_the_others(dpi):
    still = Still(Figure((5, 2), dpi=dpi), "Nothing.")
    assert Image.open(BytesIO(still.png)).size == (500, 200)


def test_each_digit_stands_at_its_place_and_a_wrong_one_is_framed_and_named_in_red():
    points = digits().take(slice(3))
    with look():
        figure, (ax,) = panels(1)
        grid = DigitGrid(ax, 1, 3)
        grid.update("", points.inputs, ["0", "7?", "2"], [False, True, False])
    for k in range(3):
        x, y = grid.corners[k]
        np.testing.assert_array_equal(grid.pixels[y : y + 8, x : x + 8].ravel(), points.inputs[k])
    assert len(grid.frames.get_segments()) == 1
    assert [text.get_color() == DANGER for text in grid.words] == [False, True, False]


def test_fewer_digits_than_places_leave_the_other_places_empty(tmp_path):
    points = digits().take(slice(4))
    with look():
        figure, (ax,) = panels(1)
        grid = DigitGrid(ax, 1, 4)
    grid.update("", points.inputs, list("0123"), [True] * 4)
    grid.update("", points.inputs[:1], ["0"], [False])
    assert grid.pixels[:, 10:].max() == 0
    assert [text.get_text() for text in grid.words] == ["0", "", "", ""]
    (tmp_path / "digits.png").write_bytes(show_digits(points).png)
    assert Image.open(tmp_path / "digits.png").size[0] == 1000


def test_digits_that_are_wrong_have_another_picture():
    points = digits().take(slice(3))
    assert show_digits(points, is_wrong=True).png != show_digits(points).png
    assert show_digits(points, is_wrong=[False] * 3).png == show_digits(points).png


def test_rows_that_are_no_pictures_are_refused_with_their_number_of_columns():
    with pytest.raises(ValueError, match="points.inputs has 2 columns"):
        show_digits(moons(4))
