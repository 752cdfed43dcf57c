"""Text that moves: drawn with the glyphs of matplotlib, without its layout of paragraphs."""

from functools import cache, lru_cache

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from .style import LOOK

ASCENT, DESCENT = (
    0.76,
    0.236,
)  # how far the letters of DejaVu Sans reach above and below their baseline, in its size
PLAIN = GraphicsContextBase()  # opaque, and not clipped


class MovingText(Text):
    """One line of moving text. It looks like matplotlib's own, whose glyphs it draws, but keeps them, and skips the layout of paragraphs."""

    def draw(self, renderer):
        words = self.get_text()
        if not words or not self.get_visible():
            return
        size = renderer.points_to_pixels(self.get_size())
        pixels, left, down, width = _pixels(words, self.get_weight(), size, to_rgb(self.get_color()))
        x, y = self.get_transform().transform(self.get_unitless_position())
        x += left - width * {"left": 0, "center": 0.5, "right": 1}[self.get_ha()]
        y -= (
            down
            + size
            * {"baseline": 0, "top": ASCENT, "center": (ASCENT - DESCENT) / 2, "bottom": -DESCENT}[
                self.get_va()
            ]
        )
        renderer.draw_image(PLAIN, round(x), round(y), pixels)


@lru_cache(maxsize=100)  # in most frames most words stay as they are
def _pixels(words, weight, size, color):
    """A line of text as pixels `(height, width, 4)`, the lowest row first; how far they begin right of its start and below its baseline; its width."""
    font = _font(weight)
    font.set_size(size, 72)
    font.set_text(words, 0, flags=LoadFlags.FORCE_AUTOHINT)
    font.draw_glyphs_to_bitmap()
    mask = np.asarray(font.get_image())
    pixels = np.empty((*mask.shape, 4), np.uint8)
    pixels[..., :3] = [round(255 * part) for part in color]
    pixels[..., 3] = mask
    left, down = font.get_bitmap_offset()
    return (
        np.ascontiguousarray(pixels[::-1]),
        left / 64,
        (font.get_descent() + down) / 64 + 1,
        font.get_width_height()[0] / 64,
    )


@cache  # to ask matplotlib for the file every time would cost as much as the drawing
def _font(weight):
    return get_font(findfont(FontProperties(family=LOOK["font.family"], weight=weight)))


def moving_text(ax, x=0.0, y=0.0, text="", transform=None, **options):
    """A moving text on the axes, in data coordinates unless a `transform` says otherwise."""
    return ax.add_artist(
        MovingText(x, y, text, transform=transform or ax.transData, clip_on=False, **options)
    )


def moving_title(ax):
    """A moving title: the panel's finding, to the left above it."""
    above = ax.transAxes + ScaledTranslation(0, LOOK["axes.titlepad"] / 72, ax.figure.dpi_scale_trans)
    return moving_text(ax, 0, 1, transform=above, fontsize=LOOK["axes.titlesize"])
