"""What does it look like? One look for the whole series: colours, sizes, and text that can move."""
from contextlib import contextmanager
from functools import cache, lru_cache

import matplotlib as mpl
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator
from matplotlib.transforms import ScaledTranslation
from PIL import Image, ImageDraw, ImageFont

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


class Words(Text):
    """One line of moving text. Pillow draws it, in a tenth of the time matplotlib's own text takes."""

    def draw(self, renderer):
        words = self.get_text()
        if not words or not self.get_visible():
            return
        font = _font(self.get_weight(), renderer.points_to_pixels(self.get_size()))
        anchor = {"left": "l", "center": "m", "right": "r"}[self.get_ha()] + {"baseline": "s", "center": "m", "top": "a", "bottom": "d"}[self.get_va()]
        left, top, pixels = _pixels(words, font, anchor, to_rgb(self.get_color()))
        x, y = self.get_transform().transform(self.get_unitless_position())
        context = renderer.new_gc()
        renderer.draw_image(context, round(x + left), round(y - top - len(pixels)), pixels)
        context.restore()


@lru_cache(maxsize=100)   # in most frames most words stay as they are
def _pixels(words, font, anchor, color):
    """Where a line of text begins, seen from its anchor, and its pixels `(height, width, 4)`, the lowest row first."""
    left, top, right, bottom = font.getbbox(words, anchor=anchor)
    mask = Image.new("L", (int(right - left) + 2, int(bottom - top) + 2))
    ImageDraw.Draw(mask).text((-left, -top), words, 255, font, anchor)
    pixels = np.empty((mask.height, mask.width, 4), np.uint8)
    pixels[..., :3] = [round(255 * part) for part in color]
    pixels[..., 3] = mask
    return left, top, pixels[::-1]


@cache   # to ask matplotlib for the file every time would cost as much as the drawing
def _font(weight, pixels):
    file = findfont(FontProperties(family=LOOK["font.family"], weight=weight))
    return ImageFont.truetype(file, pixels, layout_engine=ImageFont.Layout.BASIC)


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


def counted(n, thing):
    """A number of things in words: 1 step, 1,200 steps."""
    return f"{n:,} {thing}" + ("" if n == 1 else "s")
