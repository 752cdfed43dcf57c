"""Several numbers against one setting: the whole curves, and where you are on them."""

import numpy as np

from .marks import Upright, dot, on_axes, spread
from .numbers import short, tick_label
from .style import DANGER, PAST, logarithmic
from .text import moving_text, moving_title

APART = 0.065  # between the middles of two names, as a share of the axes' height
BESIDE = 11  # pixels between the end of a line and its name: the dot has room


class Profiles:
    """A line for each of several numbers over a setting, its name at its end, and a dot where you are.

    `draw` draws the lines and `point` sets the dots; `update` does both. `pin` keeps a line in grey.
    """

    def __init__(self, ax, colors, x_limits, y_limits, x_label, y_label, scales=("linear", "linear"),
                 x_ticks=None, room=0.22, styles=None, dot_color=None, mark_color=DANGER):  # fmt: skip
        """`colors` maps each line's name to its colour; `styles` some of them to a line style.

        `room` is the share of the width that is kept for the names at the lines' ends; with 0 they have none,
        unless `name` puts them somewhere. Dots have their line's colour, or all `dot_color`; `mark_color`
        is that of the line which `mark` moves.
        """
        self.ax, self.limits, self.has_room = ax, y_limits, room > 0
        ax.set(xscale=scales[0], yscale=scales[1], ylim=y_limits, xlabel=x_label, ylabel=y_label)
        ax.set_xlim(x_limits[0], _end_of_axis(*x_limits, room, scales[0] == "log"))
        for axis, scale in ((ax.xaxis, scales[0]), (ax.yaxis, scales[1])):
            if scale == "log":
                logarithmic(axis)
        if x_ticks is not None:
            write = short if scales[0] == "linear" else lambda tick: tick_label(tick, *x_limits)
            ax.set_xticks(x_ticks, [write(tick) for tick in x_ticks])
        self.past, self.past_heights, self.ends = [], [], {}
        self.beside = BESIDE / ax.get_window_extent().width * ax.figure.dpi / 100  # a share of the width
        self.title = moving_title(ax)
        self.threshold = Upright(ax, color=mark_color)
        self.lines = {name: ax.plot([], [], color=color)[0] for name, color in colors.items()}
        for name, style in (styles or {}).items():
            self.lines[name].set(**style)
        self.dots = {name: dot(ax, dot_color or color) for name, color in colors.items()}
        at = {"va": "center", "transform": ax.transAxes}
        self.names = {name: moving_text(ax, color=color, **at) for name, color in colors.items()}
        self.artists = [*self.lines.values(), *self.threshold.artists]
        self.artists += [*self.dots.values(), *self.names.values(), self.title]

    def update(self, finding, x, index, **lines):
        """`x (n,)` are the settings, `index` is that of yours; `lines` gives by name the heights `(n,)`.

        What lies beyond the picture is shown at its edge.
        """
        lines = {name: np.clip(y, *self.limits) for name, y in lines.items()}
        self.draw(x, **lines)
        self.point(finding, **{name: (x[index], y[index]) for name, y in lines.items()})

    def draw(self, x, **lines):
        """Lines by name: their heights `(n,)` at `x (n,)`. What lies beyond the picture is not seen."""
        for name, y in lines.items():
            self.lines[name].set_data(x, y)
            known = np.flatnonzero(np.isfinite(y))
            self.names[name].set_text(name if len(known) and self.has_room else "")
            self.ends.pop(name, None)
            if len(known) and self.has_room:
                end = np.clip(y[known[-1]], *self.limits)
                self.ends[name] = on_axes(self.ax, x[known[-1]], end)
        self._place()

    def point(self, finding, **places):
        """Where you are on some of the lines: (x, y) by name. What lies beyond is shown at the edge."""
        self.title.set_text(finding)
        for name, (x, y) in places.items():
            self.dots[name].set_data([x], [np.clip(y, *self.limits)])

    def name(self, **places):
        """Puts the names of some lines at (x, y), to read to the right, where their ends are a bad place."""
        for name, (x, y) in places.items():
            self.names[name].set_text(name)
            self.names[name].set_position(on_axes(self.ax, x, y))
            self.ends.pop(name, None)
        self._place()

    def explain(self, **words):
        """Explains some lines in the lower left corner, in their colours, instead of names at their ends."""
        for row, (name, text) in enumerate(reversed(words.items())):
            color = self.lines[name].get_color()
            self.ax.text(0.04, 0.04 + 0.08 * row, text, color=color, transform=self.ax.transAxes)

    def mark(self, x, text=""):
        """A dashed line at `x` with its name, or none if it lies beyond the axis."""
        self.threshold.move(x, text)

    def set_heights(self, low, high):
        """Other limits of the y axis; this costs a full drawing."""
        self.limits = low, high
        self.ax.set_ylim(low, high)

    def pin(self, line, name):
        """Keeps one line as it is now, in grey, with its `name` at the end."""
        x, y = self.lines[line].get_data()
        known = np.flatnonzero(np.isfinite(y))
        if len(known):
            end, wanted = on_axes(self.ax, x[known[-1]], y[known[-1]])
            height = spread([wanted], APART, taken=self._taken)[0]
            self.past_heights = sorted([*self.past_heights, height])
            at = {"va": "center", "transform": self.ax.transAxes}
            self.past += self.ax.plot(x, y, color=PAST, linewidth=1.4, alpha=0.7, zorder=1.9)
            self.past += [self.ax.text(end + self.beside, height, name, color=PAST, **at)]
            self._place()

    def unpin(self):
        """Forgets all pinned lines."""
        for artist in self.past:
            artist.remove()
        self.past, self.past_heights = [], []
        self._place()

    @property
    def _taken(self):
        """Where the names of pinned lines stand."""
        return [(height - APART, height + APART) for height in self.past_heights]

    def _place(self):
        heights = [height for _, height in self.ends.values()]
        places = spread(heights, APART, lowest=0.03, taken=self._taken)
        for (name, (end, _)), place in zip(self.ends.items(), places, strict=True):
            self.names[name].set_position((end + self.beside, place))


def _end_of_axis(low, high, room, is_logarithmic):
    """Where an axis ends that keeps a share of its width free to the right of `high`."""
    more = room / (1 - room)
    return high * (high / low) ** more if is_logarithmic else high + more * (high - low)
