"""What does it look like? One look for the whole series: colours, sizes, panels and axes."""

from contextlib import contextmanager

import matplotlib as mpl
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from .numbers import tick_label

# Each colour has one meaning in the whole series, and is never the only sign of it.
TRAINING = "#0072B2"  # also class 0, with circles
VALIDATION = "#E69F00"  # also class 1, with triangles
DANGER = "#D55E00"  # thresholds (dashed), what goes wrong
GOOD = "#009E73"  # the optimum, what is kept
GRADIENT = "#8E3B8A"  # slopes: what the backward pass computes, and the paths it takes
PAST = "#666666"  # axes, earlier runs
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


UNTOUCHED = ("backend", "backend_fallback", "interactive")  # say where figures go, not how they look
WHOLE_LOOK = {key: value for key, value in mpl.rcParamsDefault.items() if key not in UNTOUCHED} | LOOK


@contextmanager
def look():
    """Inside `with look():`, what is made and drawn looks as in the whole series; nothing stays changed.

    A student's own style, font, layout or matplotlibrc has no effect inside.
    """
    # a plain dict's own methods: matplotlib's would check every value, and take a third of a slider's move
    before = {key: dict.__getitem__(mpl.rcParams, key) for key in WHOLE_LOOK}
    dict.update(mpl.rcParams, WHOLE_LOOK)
    try:
        yield
    finally:
        dict.update(mpl.rcParams, before)


@contextmanager
def own_settings():
    """Inside, a student's settings of matplotlib and of numpy have no effect; outside, they stay."""
    with look(), np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"):
        yield


def panels(*widths, rows=1, size=(10, 4), left=0.075, right=0.975, bottom=0.145, top=0.9, gap=0.2):
    """A private figure, `size` in units of 100 pixels, and its axes side by side, of relative `widths`."""
    with look():
        figure = Figure(size, dpi=100)
        axes = figure.subplots(rows, len(widths), squeeze=False, width_ratios=widths)
        figure.subplots_adjust(left=left, right=right, bottom=bottom, top=top, wspace=gap, hspace=0.5)
    return figure, list(axes.flat)


def logarithmic(axis):
    """Few ticks for a logarithmic axis, all in one form: 0.1 0.3 1 3, or 10⁻⁴ 10⁻² 10⁰."""
    low, high = _ends(axis)
    axis.set_major_locator(LogLocator(subs=(1.0, 3.0) if high / low < 3000 else (1.0,), numticks=7))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, position: tick_label(value, *_ends(axis))))


def _ends(axis):
    return sorted(axis.get_view_interval())
