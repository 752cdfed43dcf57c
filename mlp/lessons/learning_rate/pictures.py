"""What do the scenes of this lesson draw that no other lesson draws? Stairs, and several walks on one map."""

import numpy as np

from ...plots.landscapes import Contours
from ...plots.style import DANGER, GOOD, GRADIENT, PAST, TRAINING, VALIDATION, look, panels
from ...plots.text import moving_text

LOOKS = {"plain": (TRAINING, "o"), "momentum": (VALIDATION, "^"), "Adam": (GRADIENT, "s")}
SYMBOLS = {"o": "●", "^": "▲", "s": "■"}


class Walks:
    """Several walks on one map seen from above, each with its own colour and marker."""

    def __init__(self, ax, x_label, y_label):
        self.valley = Contours(ax, x_label, y_label)
        self.lines = {
            name: ax.plot([], [], color=color, linewidth=1.4, marker=marker, markersize=4)[0]
            for name, (color, marker) in LOOKS.items()
        }
        key = []  # not a legend, which would have everything drawn anew
        for row, (name, (color, marker)) in enumerate(LOOKS.items()):
            at = {"y": 0.17 - 0.06 * row, "transform": ax.transAxes}
            key += [moving_text(ax, 0.03, text=SYMBOLS[marker], color=color, **at)]
            key += [moving_text(ax, 0.07, text=name, **at)]
        self.artists = [*self.valley.ground, *self.lines.values(), *key, self.valley.title]

    def draw_map(self, *surface):
        """The map, as in `Contours`."""
        self.valley.draw_map(*surface)

    def update(self, finding, paths):
        """`paths` gives by name the places visited, `(n, 2)`."""
        self.valley.title.set_text(finding)
        for name, path in paths.items():
            self.lines[name].set_data(*path.T)


N_STAIRS = 9  # from the start down to the bottom
WAYS = {1: (GOOD, "One stair at a time: slow"), 3: (GOOD, "Three at a time: quick"),
        13: (DANGER, "Thirteen at a time: overshooting")}  # fmt: skip
STAIRS_IN_WORDS = (
    "Stairs lead down to a bottom and up again. With one stair at a time it takes nine steps to the bottom,"
    " with three at a time it takes three. With thirteen at a time every step jumps over the bottom."
)


@look()
def draw_stairs():
    """A figure: three ways down the same stairs, with a few stairs at a time, or too many."""
    figure, axes = panels(1, 1, 1, size=(10, 2.9), left=0.02, right=0.98, bottom=0.04, top=0.88, gap=0.06)
    for ax, (n_at_a_time, (color, title)) in zip(axes, WAYS.items()):
        edges = np.arange(-N_STAIRS, N_STAIRS + 2) - 0.5
        ax.stairs(np.abs(edges[:-1] + 0.5), edges, color=PAST, baseline=None, linewidth=1.6)
        _draw_hops(ax, places_on_stairs(n_at_a_time), color)
        ax.set(xlim=(-N_STAIRS - 1, N_STAIRS + 1), ylim=(-0.8, N_STAIRS + 4), title=title)
        ax.set_axis_off()
    return figure


def places_on_stairs(n_at_a_time):
    """The stairs where somebody stands who walks towards the bottom, until one of them comes again."""
    places = [-N_STAIRS]
    while places[-1] != 0 and len(set(places)) == len(places):
        places.append(places[-1] - n_at_a_time * int(np.sign(places[-1])))
    return np.array(places)


def _draw_hops(ax, places, color):
    share = np.linspace(0, 1, 30)
    for k, (first, second) in enumerate(zip(places, places[1:])):
        straight = np.abs(first) + (np.abs(second) - np.abs(first)) * share
        height = 0.8 + np.abs(second - first) * (0.25 + 0.06 * k)  # later ones higher: none hides another
        ax.plot(first + (second - first) * share, straight + 2 * height * share * (1 - share), color=color)
    ax.plot(places, np.abs(places), color=color, marker="o", markersize=7, linestyle="")
