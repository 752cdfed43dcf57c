"""A curve drawn by hand, and the true one over it."""

import numpy as np

from .numbers import short
from .profiles import Profiles
from .style import GOOD, TRAINING

GUESS, TRUE = "your guess", "the true run"


class DrawnCurve:
    """A dashed line through points that a hand moves, and the true curve, with their names at their ends."""

    def __init__(self, ax, places, limits, labels, scales=("linear", "linear")):
        """`places` lie on the x axis; `limits` are those of the y axis."""
        self.ax, self.places, self.limits = ax, np.asarray(places, float), limits
        points = {"linestyle": "--", "marker": "o", "markersize": 9, "markeredgecolor": "white"}
        styles = {GUESS: points | {"clip_on": False}, TRUE: {"linewidth": 2.4}}
        ends, colors = (places[0], places[-1]), {TRUE: TRAINING, GUESS: GOOD}
        self.curves = Profiles(ax, colors, ends, limits, *labels, scales, places, room=0.14, styles=styles)
        self.artists = self.curves.artists

    def draw(self, heights):
        """Moves the points to these heights, `(n_places,)`."""
        self.curves.draw(self.places, **{GUESS: np.asarray(heights)})

    def show_true(self, x, y):
        """Draws the true curve, `x (n,)` and `y (n,)`; what is too high or too low runs along the edge."""
        inside = (x >= self.places[0]) & (x <= self.places[-1])
        self.curves.draw(np.asarray(x)[inside], **{TRUE: np.clip(y, *self.limits)[inside]})

    def say(self, finding):
        """Writes the finding above the axes."""
        self.curves.title.set_text(finding)

    @property
    def columns(self):
        """Where the places lie, as shares of the figure's width, `(n_places,)`."""
        points = np.column_stack([self.places, np.full(len(self.places), self.limits[0])])
        return self.ax.transData.transform(points)[:, 0] / self.ax.figure.bbox.width

    @property
    def in_words(self):
        """The axes and the places, for those who do not see them."""
        axes = (self.ax.get_xlabel(), self.places[[0, -1]], self.ax.get_xscale())
        across = _axis(*axes)
        up = _axis(self.ax.get_ylabel(), self.limits, self.ax.get_yscale())
        places = ", ".join(map(short, self.places))
        return f"Across: {across}. Up: {up}. Points to draw: at {places}."


def _axis(label, limits, scale):
    low, high = map(short, limits)
    return f"{label}, from {low} to {high}" + (", logarithmic" if scale == "log" else "")
