"""The look of the series: text that moves."""

import numpy as np
import pytest
from matplotlib.text import Text

from mlp.live.canvas import Canvas
from mlp.plots.style import look, panels
from mlp.plots.text import MovingText


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"ha": "right", "fontsize": 9},
        {"ha": "center", "va": "center"},
        {"va": "top", "fontsize": 15},
        {"va": "bottom", "weight": "bold"},
    ],
    ids=str,
)
def test_words_look_like_matplotlibs_own_text(options):
    def picture(kind):
        figure, (ax,) = panels(1, size=(6, 2))
        ax.set_axis_off()
        with look():
            text = kind(
                0.5, 0.5, "gradient ∂L/∂w, step 10⁻⁴", transform=ax.transAxes, color="#0072B2", **options
            )
        canvas = Canvas(figure, [ax.add_artist(text)])
        canvas.paint()
        return canvas.pixels[..., :3].copy()

    theirs, ours = picture(Text), picture(MovingText)
    assert np.ptp(theirs) > 200
    shifts = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]  # a pixel's rounding is not seen
    assert any((np.roll(ours, shift, axis=(0, 1)) == theirs).all() for shift in shifts)
