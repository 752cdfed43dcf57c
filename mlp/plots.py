"""What does it look like? Pictures on Axes that the caller gives; one look for the whole series.

A still picture is a function `draw_…(ax, …)`. A moving one is a class: the constructor draws everything,
`update(…)` only moves data, and `artists` lists what moves and what lies above it, lowest first.
"""
from contextlib import contextmanager
from functools import cache

import matplotlib as mpl
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator
from matplotlib.transforms import ScaledTranslation
from PIL import Image, ImageDraw, ImageFont

# Each colour has one meaning in the whole series, and is never the only sign of it.
TRAINING = "#0072B2"     # also class 0, with circles
VALIDATION = "#E69F00"   # also class 1, with triangles
DANGER = "#D55E00"       # thresholds (dashed), what goes wrong
GOOD = "#009E73"         # the optimum, what is kept
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
    "text.hinting": "no_autohint",   # halves the time a text takes to draw
    "text.hinting_factor": 1,
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
        font = _font(findfont(self.get_fontproperties()), renderer.points_to_pixels(self.get_size()))
        anchor = {"left": "l", "center": "m", "right": "r"}[self.get_ha()] + {"baseline": "s", "center": "m", "top": "a", "bottom": "d"}[self.get_va()]
        left, top, right, bottom = font.getbbox(words, anchor=anchor)
        mask = Image.new("L", (int(right - left) + 2, int(bottom - top) + 2))
        ImageDraw.Draw(mask).text((-left, -top), words, 255, font, anchor)
        pixels = np.empty((mask.height, mask.width, 4), np.uint8)
        pixels[..., :3] = [round(255 * part) for part in to_rgb(self.get_color())]
        pixels[..., 3] = mask
        x, y = self.get_transform().transform(self.get_unitless_position())
        context = renderer.new_gc()
        renderer.draw_image(context, round(x + left), round(y - top - mask.height), pixels[::-1])
        context.restore()


@cache
def _font(file, pixels):
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


class Curves:
    """Lines that grow to the right, each with its name at its end; `pin` keeps a run in grey."""

    def __init__(self, ax, colors, n_steps, limits, y_label, x_label="updates", logarithmic_y=True, threshold=None):
        """`colors` maps each line's name to its colour; `threshold` is a height and what to call it."""
        self.ax, self.n_steps, self.limits = ax, n_steps, limits
        self.scale = np.log if logarithmic_y else np.asarray
        ax.set(xlim=(0, 1.2 * n_steps), ylim=limits, xlabel=x_label, ylabel=y_label)
        ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= n_steps])
        if logarithmic_y:
            ax.set_yscale("log")
            logarithmic(ax.yaxis)
        self.past = []
        if threshold is not None:
            height, name = threshold
            ax.axhline(height, color=DANGER, linestyle="--", linewidth=1.4)
            ax.text(1.19 * n_steps, height, name, color=DANGER, ha="right", va="bottom")
        self.title = title(ax)
        self.lines = {name: ax.plot([], [], color=color)[0] for name, color in colors.items()}
        self.names = {name: words(ax, color=color, va="center", transform=ax.get_xaxis_transform()) for name, color in colors.items()}
        self.artists = [*self.lines.values(), *self.names.values(), self.title]

    def update(self, finding, **lines):
        """`lines` gives by name the places on the x axis and the heights, both `(n,)`."""
        self.title.set_text(finding)
        ends = {}
        for name, (x, y) in lines.items():
            self.lines[name].set_data(x, y)
            visible = np.flatnonzero(np.isfinite(y))
            self.names[name].set_text(name if len(visible) else "")
            if len(visible):
                ends[name] = x[visible[-1]], y[visible[-1]]
        self._place(ends)

    def pin(self, name):
        """Keeps the first line as it is now, in grey, with its `name` at the end."""
        x, y = next(iter(self.lines.values())).get_data()
        visible = np.flatnonzero(np.isfinite(y))
        if len(visible):
            height = np.clip(y[visible[-1]], *self.limits)
            self.past += self.ax.plot(x, y, color=PAST, linewidth=1.4, alpha=0.7, zorder=1.9)
            self.past += [self.ax.text(1.19 * self.n_steps, height, name, color=PAST, ha="right", va="top")]

    def unpin(self):
        """Forgets all pinned runs."""
        for artist in self.past:
            artist.remove()
        self.past = []

    def _place(self, ends, apart=0.065):
        # names stand at their lines' ends, but never on top of one another
        low, high = self.scale(self.limits)
        lowest = -np.inf
        for name, (x, y) in sorted(ends.items(), key=lambda end: end[1][1]):
            height = (self.scale(np.clip(y, *self.limits)) - low) / (high - low)
            lowest = max(height, lowest + apart)
            self.names[name].set_position((x + 0.012 * self.n_steps, lowest))


class Landscape:
    """A loss over one weight as a curve, and the steps of a descent upon it."""

    def __init__(self, ax, function, limits, y_limits, x_label="weight"):
        self.function = function
        weights = np.linspace(*limits, 400)
        ax.plot(weights, function(weights), color=PAST, linewidth=1.6)
        ax.set(xlim=limits, ylim=y_limits, xlabel=x_label, ylabel="loss")
        self.title = title(ax)
        (self.path,) = ax.plot([], [], color=TRAINING, linewidth=1.4, marker="o", markersize=5, alpha=0.75)
        (self.ball,) = ax.plot([], [], color=GOOD, marker="o", markersize=12, linestyle="", markeredgecolor="white")
        self.artists = [self.path, self.ball, self.title]

    def update(self, finding, weights):
        """`weights` are the places the descent has visited, in order."""
        self.title.set_text(finding)
        heights = self.function(weights)
        self.path.set_data(weights, heights)
        self.ball.set_data(weights[-1:], heights[-1:])


class Contours:
    """A loss over two parameters as a map seen from above, and the path of a descent upon it."""

    def __init__(self, ax, x_label, y_label):
        self.ax, self.x_label, self.y_label = ax, x_label, y_label
        self.title = title(ax)
        self.map = None
        ax.grid(False)
        (self.path,) = ax.plot([], [], color=TRAINING, linewidth=1.4, marker="o", markersize=3.5)
        (self.place,) = ax.plot([], [], color=TRAINING, marker="o", markersize=10, linestyle="", markeredgecolor="white")
        self.artists = [self.path, self.place, self.title]

    def draw_map(self, x, y, heights, minimum):
        """Draws the map anew: `x (n,)`, `y (m,)`, `heights (m, n)`, and a star at the `minimum` (x, y)."""
        if self.map is not None:
            self.map.remove()
            self.star.remove()
        levels = np.geomspace(max(heights.min(), heights.max() / 1e4), heights.max(), 14)
        self.map = self.ax.contourf(x, y, heights, levels=levels, norm="log", cmap=HEIGHT_MAP, extend="min")
        (self.star,) = self.ax.plot(*minimum, color=GOOD, marker="*", markersize=16, markeredgecolor="white", linestyle="")
        self.ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xlabel=self.x_label, ylabel=self.y_label)

    def update(self, finding, path):
        """`path` are the places visited, `(n, 2)`."""
        self.title.set_text(finding)
        self.path.set_data(*path.T)
        self.place.set_data(*path[-1:].T)


class Sweep:
    """One number against a hyperparameter, both logarithmic: a curve, a dashed threshold, and your own setting."""

    def __init__(self, ax, x_limits, y_limits, x_label, y_label):
        ax.set(xscale="log", yscale="log", xlim=x_limits, ylim=y_limits, xlabel=x_label, ylabel=y_label)
        logarithmic(ax.xaxis)
        logarithmic(ax.yaxis)
        self.limits = y_limits
        self.title = title(ax)
        (self.curve,) = ax.plot([], [], color=PAST)
        self.threshold = ax.axvline(x_limits[0], color=DANGER, linestyle="--", linewidth=1.4)
        self.words = words(ax, color=DANGER, ha="right", va="top", transform=ax.get_xaxis_transform())
        (self.place,) = ax.plot([], [], color=TRAINING, marker="o", markersize=11, linestyle="", markeredgecolor="white", clip_on=False)
        self.artists = [self.curve, self.threshold, self.words, self.place, self.title]

    def update(self, finding, x, y, place, threshold, name):
        """`x (n,)`, `y (n,)`: the curve; `place`: your setting and its number; `threshold`: where, and its `name`."""
        self.title.set_text(finding)
        self.curve.set_data(x, y)
        self.place.set_data(place[:1], np.clip(place[1:], *self.limits))
        self.threshold.set_xdata([threshold, threshold])
        self.words.set_position((threshold * 0.93, 0.97))
        self.words.set_text(name)


class Bars:
    """A share between 0 and 1 for each of several things."""

    def __init__(self, ax, names, colors, x_label, y_label):
        self.bars = ax.bar(names, np.zeros(len(names)), color=colors)
        ax.set(ylim=(0, 1.02), xlabel=x_label, ylabel=y_label)
        self.title = title(ax)
        self.artists = [*self.bars, self.title]

    def update(self, finding, shares):
        """`shares` in the order of the names."""
        self.title.set_text(finding)
        for bar, share in zip(self.bars, shares, strict=True):
            bar.set_height(share)
