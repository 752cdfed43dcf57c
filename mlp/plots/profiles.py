"""Several numbers against one hyperparameter: the whole curve, and your own setting upon it."""

import numpy as np

from .style import DANGER, PAST, logarithmic
from .text import moving_text, moving_title

APART = (
    0.065  # names stand at their lines' ends, but never on top of one another: a share of the axes' height
)


class Profiles:
    """A line for each of several numbers, its name at its end and a dot at your setting; `pin` keeps a line in grey."""

    def __init__(
        self,
        ax,
        colors,
        x_limits,
        y_limits,
        x_label,
        y_label,
        scales=("linear", "linear"),
        x_ticks=None,
        room=0.22,
    ):
        """`colors` maps each line's name to its colour; `room` is the share of the width that is kept for the names."""
        self.ax, self.colors, self.limits = ax, colors, y_limits
        ax.set(xscale=scales[0], yscale=scales[1], ylim=y_limits, xlabel=x_label, ylabel=y_label)
        low, high = x_limits
        ax.set_xlim(
            low,
            (
                high * (high / low) ** (room / (1 - room))
                if scales[0] == "log"
                else high + room / (1 - room) * (high - low)
            ),
        )
        for axis, scale in ((ax.xaxis, scales[0]), (ax.yaxis, scales[1])):
            if scale == "log":
                logarithmic(axis)
        if x_ticks is not None:
            ax.set_xticks(x_ticks, [f"{tick:g}" for tick in x_ticks])
        self.past, self.past_heights = [], []
        self.title = moving_title(ax)
        self.threshold = ax.axvline(low, color=DANGER, linestyle="--", linewidth=1.4, visible=False)
        self.words = moving_text(ax, color=DANGER, va="top", transform=ax.get_xaxis_transform())
        self.lines = {name: ax.plot([], [], color=color)[0] for name, color in colors.items()}
        self.dots = {name: self._dot(color) for name, color in colors.items()}
        self.names = {
            name: moving_text(ax, color=color, va="center", transform=ax.transAxes)
            for name, color in colors.items()
        }
        self.artists = [
            self.threshold,
            self.words,
            *self.lines.values(),
            *self.dots.values(),
            *self.names.values(),
            self.title,
        ]

    def _dot(self, color):
        return self.ax.plot(
            [],
            [],
            color=color,
            marker="o",
            markersize=10,
            linestyle="",
            markeredgecolor="white",
            clip_on=False,
        )[0]

    def update(self, finding, x, place, **lines):
        """`x (n,)` are the settings, `place` is the number of yours; `lines` gives by name the heights `(n,)`."""
        self.title.set_text(finding)
        self.ends = {}
        for name, y in lines.items():
            y = np.clip(y, *self.limits)  # what lies beyond stands at the edge
            self.lines[name].set_data(x, y)
            self.dots[name].set_data(x[place : place + 1], y[place : place + 1])
            known = np.flatnonzero(np.isfinite(y))
            self.names[name].set_text(name if len(known) else "")
            if len(known):
                self.ends[name] = self._on_axes(x[known[-1]], y[known[-1]])
        self._place(self.ends)

    def mark(self, x, text):
        """A dashed line at `x`, or none if it lies beyond the axis."""
        low, high = self.ax.get_xlim()
        is_visible = low <= x <= high
        self.threshold.set_visible(is_visible)
        self.threshold.set_xdata([x, x])
        across = self._on_axes(x, self.limits[0])[0]
        self.words.set(text=text if is_visible else "", ha="right" if across > 0.4 else "left")
        self.words.set_position((self._from_axes(across + (-0.015 if across > 0.4 else 0.015)), 0.99))

    def pin(self, line, name):
        """Keeps one line as it is now, in grey, with its `name` at the end."""
        x, y = self.lines[line].get_data()
        known = np.flatnonzero(np.isfinite(y))
        if len(known):
            across, height = self._on_axes(x[known[-1]], y[known[-1]])
            height = self._free(height)
            self.past_heights = sorted([*self.past_heights, height])
            self.past += self.ax.plot(x, y, color=PAST, linewidth=1.4, alpha=0.7, zorder=1.9)
            self.past += [
                self.ax.text(
                    across + 0.025, height, name, color=PAST, va="center", transform=self.ax.transAxes
                )
            ]
            self._place(self.ends)

    def unpin(self):
        """Forgets all pinned lines."""
        for artist in self.past:
            artist.remove()
        self.past, self.past_heights = [], []
        self._place(self.ends)

    def _on_axes(self, x, y):
        return self.ax.transAxes.inverted().transform(self.ax.transData.transform((x, y)))

    def _from_axes(self, across):
        return self.ax.transData.inverted().transform(self.ax.transAxes.transform((across, 0)))[0]

    def _place(self, ends):
        lowest = 0.03 - APART
        for name, (across, height) in sorted(ends.items(), key=lambda end: end[1][1]):
            lowest = self._free(max(height, lowest + APART))
            self.names[name].set_position((across + 0.025, lowest))

    def _free(self, height):
        """The lowest place from `height` on that no pinned line's name takes."""
        for taken in self.past_heights:
            if abs(height - taken) < APART:
                height = taken + APART
        return height
