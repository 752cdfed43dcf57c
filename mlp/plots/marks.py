"""Small marks that mean the same in all pictures: where you are, the best, the danger, names of lines."""

import numpy as np

from .style import DANGER, GOOD, PAST
from .text import moving_text


def dot(ax, color, size=11, **options):
    """The dot that says "you are here"; give it its place with `set_data`."""
    look = {"marker": "o", "markersize": size, "markeredgecolor": "white", "linestyle": "", "clip_on": False}
    return ax.plot([], [], color=color, **(look | options))[0]


def star(ax, size=16, **options):
    """The star that says "the best"; give it its place with `set_data`."""
    look = {"marker": "*", "markersize": size, "markeredgecolor": "white", "linestyle": ""}
    return ax.plot([], [], color=GOOD, **(look | options))[0]


def cross(ax, size=10, **options):
    """The cross at a dangerous place, or at the next one; give it its place with `set_data`."""
    look = {"marker": "x", "markersize": size, "markeredgewidth": 2.2, "linestyle": ""}
    return ax.plot([], [], color=DANGER, **(look | options))[0]


def threshold(ax, x=None, y=None, **options):
    """The dashed line of danger, upright at `x` or level at `y`."""
    look = {"color": DANGER, "linestyle": "--", "linewidth": 1.4} | options
    return ax.axhline(y, **look) if x is None else ax.axvline(x, **look)


class Upright:
    """An upright line that moves, by default the dashed one of danger, with its name on the roomier side."""

    def __init__(self, ax, height=0.985, **options):
        """`height` is that of the name, as a share of the axes'."""
        self.ax, self.height = ax, height
        self.line = threshold(ax, x=ax.get_xlim()[0], visible=False, **options)
        va = "top" if height > 0.5 else "bottom"
        self.name = moving_text(ax, color=self.line.get_color(), va=va, transform=ax.transAxes)
        self.artists = [self.line, self.name]

    def move(self, x, name=""):
        """To `x`, in data coordinates. None, or a place beyond the axis, hides the line and its name."""
        low, high = sorted(self.ax.get_xlim())
        is_shown = x is not None and low <= x <= high
        self.line.set_visible(is_shown)
        self.name.set_text(name if is_shown else "")
        if is_shown:
            self.line.set_xdata([x, x])
            place = on_axes(self.ax, x, self.ax.get_ylim()[0])[0]
            self.name.set_ha("right" if place > 0.4 else "left")
            self.name.set_position((place - 0.015 if place > 0.4 else place + 0.015, self.height))


class Level:
    """A level line that moves, by default the dashed one of danger."""

    def __init__(self, ax, **options):
        self.line = threshold(ax, y=ax.get_ylim()[0], visible=False, **options)
        self.artists = [self.line]

    def move(self, y):
        """To the height `y`; None hides the line."""
        self.line.set_visible(y is not None)
        if y is not None:
            self.line.set_ydata([y, y])


class Flags:
    """Small triangles along the upper edge: when something was changed by hand."""

    def __init__(self, ax):
        (self.flags,) = ax.plot(
            [], [], color=PAST, marker="v", markersize=7, linestyle="", clip_on=False,
            transform=ax.get_xaxis_transform(),
        )  # fmt: skip
        self.artists = [self.flags]

    def update(self, places):
        """`places (n,)` on the x axis."""
        self.flags.set_data(places, np.ones(len(places)))


def spread(heights, distance, lowest=0.0, highest=np.inf, order=None, taken=()):
    """Heights for labels that would stand at `heights`, moved so that no two are closer than `distance`.

    `order` are their indices from below; without it, they keep the order of their heights. They stay between
    `lowest` and `highest` if there is room, and out of the ranges `taken`, pairs (low, high) from below.
    """
    order = np.argsort(heights, kind="stable") if order is None else order
    places, free = np.empty(len(heights)), lowest
    for n_left, k in zip(range(len(heights), 0, -1), order, strict=True):
        place = max(min(heights[k], highest - (n_left - 1) * distance), free)
        for low, high in taken:
            place = high if low < place < high else place
        places[k], free = place, place + distance
    return places


def on_axes(ax, x, y):
    """Where a point in data coordinates lies on the axes: `(2,)`, (0, 0) lower left, (1, 1) upper right."""
    return ax.transAxes.inverted().transform(ax.transData.transform((x, y)))
