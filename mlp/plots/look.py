"""What does it look like? One look for the whole series: colours, sizes, and text that can move."""
from contextlib import contextmanager
from functools import cache, lru_cache

import matplotlib as mpl
import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator
from matplotlib.transforms import ScaledTranslation

# Each colour has one meaning in the whole series, and is never the only sign of it.
TRAINING = "#0072B2"     # also class 0, with circles
VALIDATION = "#E69F00"   # also class 1, with triangles
DANGER = "#D55E00"       # thresholds (dashed), what goes wrong
GOOD = "#009E73"         # the optimum, what is kept
GRADIENT = "#8E3B8A"     # slopes: what the backward pass computes, and the paths it takes
PAST = "#666666"         # axes, earlier runs
CLASS_MAP = LinearSegmentedColormap.from_list("class 0 to class 1", ["#9ecae9", "#ffffff", "#f6d595"])
HEIGHT_MAP = LinearSegmentedColormap.from_list("low to high", ["#ffffff", "#d6e6f2", "#a9c9e2", "#7fa9cb"])

LOOK = {
    "font.family": ["DejaVu Sans"],
    "font.size": 10.5,
    "axes.titlesize": 11.5,
    "axes.titlelocation": "left",
    "axes.titley": 1.0,
    "axes.titlepad": 8,
    "axes.labelsize": 10.5,
    "axes.edgecolor": PAST,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#e4e4e4",
    "lines.linewidth": 1.8,
    "xtick.color": PAST,
    "ytick.color": PAST,
    "xtick.labelcolor": "#333333",
    "ytick.labelcolor": "#333333",
    "legend.frameon": False,
    "figure.facecolor": "white",
}


@contextmanager
def look():
    """Inside `with look():`, new figures, axes and artists look as in the whole series; nothing stays changed."""
    before = {key: mpl.rcParams[key] for key in LOOK}   # rc_context would copy all of rcParams, five times as slow
    mpl.rcParams.update(LOOK)
    try:
        yield
    finally:
        mpl.rcParams.update(before)


ASCENT, DESCENT = 0.76, 0.236   # how far the letters of DejaVu Sans reach above and below their baseline, in its size
PLAIN = GraphicsContextBase()    # opaque, and not clipped


class Words(Text):
    """One line of moving text. It looks like matplotlib's own, whose glyphs it draws, but keeps them, and skips the layout of paragraphs."""

    def draw(self, renderer):
        words = self.get_text()
        if not words or not self.get_visible():
            return
        size = renderer.points_to_pixels(self.get_size())
        pixels, left, down, width = _pixels(words, self.get_weight(), size, to_rgb(self.get_color()))
        x, y = self.get_transform().transform(self.get_unitless_position())
        x += left - width * {"left": 0, "center": 0.5, "right": 1}[self.get_ha()]
        y -= down + size * {"baseline": 0, "top": ASCENT, "center": (ASCENT - DESCENT) / 2, "bottom": -DESCENT}[self.get_va()]
        renderer.draw_image(PLAIN, round(x), round(y), pixels)


@lru_cache(maxsize=100)   # in most frames most words stay as they are
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
    return np.ascontiguousarray(pixels[::-1]), left / 64, (font.get_descent() + down) / 64 + 1, font.get_width_height()[0] / 64


@cache   # to ask matplotlib for the file every time would cost as much as the drawing
def _font(weight):
    return get_font(findfont(FontProperties(family=LOOK["font.family"], weight=weight)))


def words(ax, x=0.0, y=0.0, text="", transform=None, **options):
    """A moving text on the axes, in data coordinates unless a `transform` says otherwise."""
    return ax.add_artist(Words(x, y, text, transform=transform or ax.transData, clip_on=False, **options))


def title(ax):
    """A moving title: the panel's finding, to the left above it."""
    above = ax.transAxes + ScaledTranslation(0, LOOK["axes.titlepad"] / 72, ax.figure.dpi_scale_trans)
    return words(ax, 0, 1, transform=above, fontsize=LOOK["axes.titlesize"])


def panels(*widths, rows=1, size=(10, 4), left=0.075, right=0.975, bottom=0.145, top=0.9, gap=0.2):
    """A private figure, `size` in units of 100 pixels, and its axes side by side with the given relative widths."""
    with look():
        figure = Figure(size, dpi=100)
        axes = figure.subplots(rows, len(widths), squeeze=False, width_ratios=widths)
        figure.subplots_adjust(left=left, right=right, bottom=bottom, top=top, wspace=gap, hspace=0.5)
    return figure, list(axes.flat)


def logarithmic(axis):
    """Few, plainly written ticks for a logarithmic axis: 0.1 0.3 1 3."""
    low, high = sorted(axis.get_view_interval())
    axis.set_major_locator(LogLocator(subs=(1.0, 3.0) if high / low < 3000 else (1.0,), numticks=7))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, position: short(value)))


def short(value):
    """A number as a label writes it: 0.003, 30, 10⁻⁶."""
    if 1e-4 < value < 1e5 or value <= 0:
        return f"{value:g}"
    digits, exponent = f"{value:.0e}".split("e")
    power = "10" + str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return power if digits == "1" else f"{digits} × {power}"


def two_digits(number):
    """A number of any size in few letters: 0.42, 710, 2 × 10⁵."""
    return short(float(f"{number:.2g}"))


def counted(n, thing):
    """A number of things in words: 1 step, 1,200 steps."""
    return f"{n:,} {thing}" + ("" if n == 1 else "s")
