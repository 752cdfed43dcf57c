"""Text that moves: drawn by matplotlib, but without its layout of paragraphs, and kept as pixels."""

from functools import lru_cache

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from .style import LOOK, look

ASCENT, DESCENT = 0.76, 0.236  # how far DejaVu Sans reaches above and below its baseline, in its size
SHIFTS = {"left": 0, "center": 0.5, "right": 1}  # of the width
LIFTS = {"baseline": 0, "top": ASCENT, "center": (ASCENT - DESCENT) / 2, "bottom": -DESCENT}  # of the size
NOTHING = np.zeros((1, 1, 4), np.uint8)
PLAIN = GraphicsContextBase()  # opaque, and not clipped


class MovingText(Text):
    """One line of moving text. It looks like matplotlib's own, and is ten times as fast to draw again."""

    def draw(self, renderer):
        words = self.get_text()
        if not words or not self.get_visible():
            return
        look_of_it = self.get_size(), self.get_weight(), to_rgb(self.get_color())
        pixels, left, down, width = _line(words, *look_of_it, renderer.dpi)
        x, y = self.get_transform().transform(self.get_unitless_position())
        x += left - width * SHIFTS[self.get_ha()]
        y -= down + renderer.points_to_pixels(self.get_size()) * LIFTS[self.get_va()]
        renderer.draw_image(PLAIN, round(x), round(y), pixels)


@lru_cache(maxsize=100)  # in most frames most lines stay as they are
def _line(words, *look_of_it):
    """A line of text as an image, `(height, width, 4)`, the lowest row first.

    It is put together from its words: in a line that changes, most words are those of the line before.
    Also returns how far the image begins to the right of the text's start and below its baseline, and how
    wide the text is.
    """
    placed, pen, space = [], 0.0, _word(" ", *look_of_it)[-1]
    for word in words.split(" "):
        pixels, left, down, width = _word(word, *look_of_it) if word else (NOTHING, 0, 0, 0)
        placed.append((pixels, round(pen) + left, down))
        pen += width + space
    start, depth = min(left for _, left, _ in placed), max(down for *_, down in placed)
    height = max(len(pixels) - down for pixels, _, down in placed) + depth
    line = np.zeros((height, placed[-1][1] - start + placed[-1][0].shape[1], 4), np.uint8)
    for pixels, left, down in placed:
        line[depth - down :, left - start :][: len(pixels), : pixels.shape[1]] = pixels
    return line, start, depth, pen - space


@lru_cache(maxsize=500)
def _word(words, size, weight, color, dpi):
    """The same for a single word, drawn by matplotlib."""
    with look():
        font = FontProperties(family=LOOK["font.family"], weight=weight, size=size)
        width, margin = _width(words, font, dpi), int(size * dpi / 72) + 2
        sheet = RendererAgg(int(width) + 2 * margin, 3 * margin, dpi)
        pen = sheet.new_gc()
        pen.set_foreground(color)
        sheet.draw_text(pen, margin, 2 * margin, words, font, 0)
    inked = np.asarray(sheet.buffer_rgba())
    rows, columns = (np.flatnonzero(inked[..., 3].any(axis=axis)) for axis in (1, 0))
    if not len(rows):  # nothing but spaces
        return NOTHING, 0, 0, width
    top, bottom, left = rows[0], rows[-1] + 1, columns[0]
    image = inked[top:bottom, left : columns[-1] + 1]
    return np.ascontiguousarray(image[::-1]), left - margin, bottom - 2 * margin, width


@lru_cache(maxsize=4)
def _ruler_of(dpi):
    return RendererAgg(1, 1, dpi)


def _width(words, font, dpi):
    return _ruler_of(dpi).get_text_width_height_descent(words, font, False)[0]


def moving_text(ax, x=0.0, y=0.0, text="", transform=None, **options):
    """A moving text on the axes, in data coordinates unless a `transform` says otherwise."""
    return ax.add_artist(
        MovingText(x, y, text, transform=transform or ax.transData, clip_on=False, **options)
    )


def moving_title(ax):
    """A moving title: the panel's finding, to the left above it."""
    above = ax.transAxes + ScaledTranslation(0, LOOK["axes.titlepad"] / 72, ax.figure.dpi_scale_trans)
    return moving_text(ax, 0, 1, transform=above, fontsize=LOOK["axes.titlesize"])


def drawable(name, otherwise):
    """A name as the label of an axis, or `otherwise` if the font cannot draw it, as with Korean."""
    font = get_font(findfont(FontProperties(family=LOOK["font.family"])))
    return name.replace("$", r"\$") if all(map(font.get_char_index, map(ord, name))) else otherwise
