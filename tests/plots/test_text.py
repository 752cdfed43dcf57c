"""Text that moves looks like matplotlib's own, with every version of matplotlib that is allowed."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from mlp.live.canvas import Canvas
from mlp.plots.style import look, panels
from mlp.plots.text import MovingText, moving_text, moving_title

WORDS = "gradient ∂L/∂w, step 10⁻⁴"


def picture(kind, x, y, words=WORDS, **options):
    """The pixels `(height, width)` of a text alone on white, 0 for white; `x`, `y` in pixels."""
    figure, (ax,) = panels(1, size=(6, 2))
    ax.set_axis_off()
    with look():
        text = kind(x, y, words, transform=IdentityTransform(), color="#0072B2", **options)
    canvas = Canvas(figure, [ax.add_artist(text)])
    canvas.paint()
    return 255 - canvas.pixels[..., :3].min(axis=-1).astype(int)


def box(pixels):
    """The first and last row and column with ink."""
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    return np.array([rows[0], rows[-1], columns[0], columns[-1]])


@pytest.mark.parametrize("options", [{}, {"fontsize": 9}, {"fontsize": 15}, {"weight": "bold"}], ids=str)
def test_every_pixel_of_a_word_is_that_of_matplotlibs_own_text(options):
    for word in WORDS.split():
        theirs, ours = (picture(kind, 200, 100, word, **options) for kind in (Text, MovingText))
        assert theirs.max() > 200
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("n_words", range(1, len(WORDS.split()) + 1))
def test_every_word_of_a_line_stands_where_matplotlib_puts_it_to_half_a_pixel(n_words):
    line = " ".join(WORDS.split()[:n_words])
    theirs, ours = (picture(kind, 200, 100, line) for kind in (Text, MovingText))
    assert np.abs(box(ours) - box(theirs)).max() <= 1


@pytest.mark.parametrize("ha", ["left", "center", "right"])
@pytest.mark.parametrize("va", ["top", "center", "baseline", "bottom"])
def test_it_is_aligned_as_matplotlibs_own_text_to_the_pixel(ha, va):
    theirs, ours = (picture(kind, 300.4, 100.3, ha=ha, va=va) for kind in (Text, MovingText))
    assert np.abs(box(ours) - box(theirs)).max() <= 1
    assert abs(ours.sum() / theirs.sum() - 1) < 0.01


def test_an_empty_text_and_one_of_spaces_leave_no_trace():
    figure, (ax,) = panels(1, size=(6, 2))
    canvas = Canvas(figure, [moving_text(ax, 0.5, 0.5, words) for words in ("", "   ")])
    canvas.paint()
    nothing = canvas.pixels.copy()
    canvas.artists = []
    canvas.paint()
    np.testing.assert_array_equal(canvas.pixels, nothing)


def test_a_title_stands_where_matplotlib_puts_titles():
    def title_box(is_ours):
        figure, (ax,) = panels(1, size=(6, 2))
        ax.set_axis_off()
        if is_ours:
            moving_title(ax).set_text("Loss after 600 updates")
        else:
            with look():
                ax.set_title("Loss after 600 updates")
        canvas = Canvas(figure, [])
        canvas.paint()
        return box(255 - canvas.pixels[..., :3].min(axis=-1).astype(int))

    assert np.abs(title_box(True) - title_box(False)).max() <= 1


@pytest.mark.parametrize(
    "key, value", [("text.hinting", "none"), ("text.antialiased", False), ("font.style", "italic")]
)
def test_it_ignores_what_a_student_has_set(key, value):
    plain = picture(MovingText, 200, 100, fontsize=13.37)
    with mpl.rc_context({key: value}):
        again = picture(MovingText, 200, 100, fontsize=13.37000001)  # not the pixels that were kept
    np.testing.assert_array_equal(again, plain)
