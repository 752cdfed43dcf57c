"""Numbers over the time of a run, and shares of several things."""

import numpy as np

from . import marks
from .style import DANGER, PAST, logarithmic
from .text import moving_text, moving_title

BETWEEN_NAMES = 19  # pixels between the middles of two names


class Curves:
    """Lines that grow to the right with the time of a run, each with its name at its end.

    `pin` keeps a run in grey. While a run grows, the names of lines that cross all the time keep their order.
    """

    def __init__(self, ax, colors, n_steps, limits, y_label, x_label="updates", logarithmic_y=True,
                 threshold=None, x_ticks=None, y_ticks=None):  # fmt: skip
        """`colors` maps each line's name to its colour; `threshold` is a height and what to call it."""
        self.ax, self.n_steps, self.limits = ax, n_steps, limits
        self.scale = np.log if logarithmic_y else np.asarray
        ax.set(xlim=(0, 1.2 * n_steps), ylim=limits, xlabel=x_label, ylabel=y_label)
        within = [tick for tick in ax.get_xticks() if 0 <= tick <= n_steps]
        ax.set_xticks(within if x_ticks is None else x_ticks)
        if logarithmic_y:
            ax.set_yscale("log")
            logarithmic(ax.yaxis)
        if y_ticks is not None:
            ax.set_yticks(y_ticks)
        height_in_pixels = ax.get_position().height * 100 * ax.figure.get_figheight()
        self.apart = BETWEEN_NAMES / height_in_pixels  # as a share of the height
        self.past, self.taken = [], []
        self.order, self.n_points = [], 0  # the names from below, and how long the lines were the last time
        if threshold is not None:
            self._draw_threshold(*threshold)
        self.title = moving_title(ax)
        self.lines = {name: ax.plot([], [], color=color)[0] for name, color in colors.items()}
        at = {"va": "center", "transform": ax.get_xaxis_transform()}
        self.names = {name: moving_text(ax, color=color, **at) for name, color in colors.items()}
        self.artists = self.layers()

    def _draw_threshold(self, height, name):
        marks.threshold(self.ax, y=height)
        below = {"textcoords": "offset points", "ha": "right", "va": "top"}
        self.ax.annotate(name, (0.98 * self.n_steps, height), (0, -4), color=DANGER, **below)
        line = self._share(height)
        self.taken = [(line - 1.4 * self.apart, line + 0.55 * self.apart)]

    def layers(self, between=()):
        """All that moves, lowest first; with the artists `between` above the lines and below their names."""
        return [*self.lines.values(), *between, *self.names.values(), self.title]

    def update(self, finding, **lines):
        """`lines` gives by name the places on the x axis and the heights, both `(n,)`.

        What is too high runs along the top.
        """
        self.title.set_text(finding)
        ends = {}
        for name, (x, y) in lines.items():
            self.lines[name].set_data(x, np.minimum(y, self.limits[1]))
            visible = np.flatnonzero(np.isfinite(y))
            self.names[name].set_text(name if len(visible) else "")
            if len(visible):
                ends[name] = x[visible[-1]], y[visible[-1]]
        n_points = max(len(x) for x, y in lines.values())
        if n_points != self.n_points + 1:  # then it is not the same run, one reading later
            self.order = []
        self.n_points = n_points
        self._place(ends)

    def follow(self, finding, history):
        """The lines `training` and `validation`, as far as a `History` has come."""
        training = history.updates, history.losses
        self.update(finding, training=training, validation=(history.validated_at, history.validation_losses))

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

    def _place(self, ends):
        # lines that are level cross all the time, so their names keep their order
        heights = {name: self._share(y) for name, (x, y) in ends.items()}
        ranks = {name: rank for rank, name in enumerate(self.order)}
        self.order = sorted(ends, key=lambda name: heights[name] + 0.3 * self.apart * ranks.get(name, 0))
        names = list(ends)
        order = [names.index(name) for name in self.order]
        edges = 0.5 * self.apart, 1 - 0.5 * self.apart
        places = marks.spread(list(heights.values()), self.apart, *edges, order, self.taken)
        for name, place in zip(names, places, strict=True):
            self.names[name].set_position((ends[name][0] + 0.012 * self.n_steps, place))

    def _share(self, y):
        """A height as a share of the axes'."""
        low, high = self.scale(self.limits)
        return (self.scale(np.clip(y, *self.limits)) - low) / (high - low)


class Bars:
    """A share between 0 and 1 for each of several things."""

    def __init__(self, ax, names, colors, x_label, y_label, danger=None):
        """`danger` is the height of a dashed line."""
        self.bars = ax.bar(names, np.zeros(len(names)), color=colors)
        ax.set(ylim=(0, 1.02), xlabel=x_label, ylabel=y_label)
        if danger is not None:
            marks.threshold(ax, y=danger)
        self.title = moving_title(ax)
        self.artists = [*self.bars, self.title]

    def update(self, finding, shares):
        """`shares` in the order of the names."""
        self.title.set_text(finding)
        for bar, share in zip(self.bars, shares, strict=True):
            bar.set_height(share)
