"""Numbers over updates, over a hyperparameter, or one for each of several things."""

import numpy as np

from .style import DANGER, PAST, TRAINING, logarithmic
from .text import moving_text, moving_title


class Curves:
    """Lines that grow to the right, each with its name at its end; `pin` keeps a run in grey."""

    def __init__(
        self, ax, colors, n_steps, limits, y_label, x_label="updates", logarithmic_y=True, threshold=None
    ):
        """`colors` maps each line's name to its colour; `threshold` is a height and what to call it."""
        self.ax, self.n_steps, self.limits = ax, n_steps, limits
        self.scale = np.log if logarithmic_y else np.asarray
        ax.set(xlim=(0, 1.2 * n_steps), ylim=limits, xlabel=x_label, ylabel=y_label)
        ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= n_steps])
        if logarithmic_y:
            ax.set_yscale("log")
            logarithmic(ax.yaxis)
        self.apart = 19 / (
            ax.get_position().height * 100 * ax.figure.get_figheight()
        )  # of two names: 19 pixels, as a share of the height
        self.past, self.taken = [], (np.inf, np.inf)
        self.order, self.n_points = [], 0  # the names from below, and how long the lines were the last time
        if threshold is not None:
            height, name = threshold
            ax.axhline(height, color=DANGER, linestyle="--", linewidth=1.4)
            ax.annotate(
                name,
                (0.98 * n_steps, height),
                (0, -4),
                textcoords="offset points",
                color=DANGER,
                ha="right",
                va="top",
            )
            line = self._share(height)
            self.taken = line - 1.4 * self.apart, line + 0.55 * self.apart
        self.title = moving_title(ax)
        self.lines = {name: ax.plot([], [], color=color)[0] for name, color in colors.items()}
        self.names = {
            name: moving_text(ax, color=color, va="center", transform=ax.get_xaxis_transform())
            for name, color in colors.items()
        }
        self.artists = [*self.lines.values(), *self.names.values(), self.title]

    def update(self, finding, **lines):
        """`lines` gives by name the places on the x axis and the heights, both `(n,)`; what is too high runs along the top."""
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
        self.update(
            finding,
            training=(history.updates, history.losses),
            validation=(history.validated_at, history.validation_losses),
        )

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
        # names stand at their lines' ends, but never on top of one another, of the threshold, of the axis or of the title;
        # lines that are level cross all the time, so their names keep their order
        heights = {name: self._share(y) for name, (x, y) in ends.items()}
        ranks = {name: rank for rank, name in enumerate(self.order)}
        self.order = sorted(ends, key=lambda name: heights[name] + 0.3 * self.apart * ranks.get(name, 0))
        lowest = -0.5 * self.apart
        for left, name in zip(range(len(ends), 0, -1), self.order):
            lowest = max(min(heights[name], 1 - (left - 0.5) * self.apart), lowest + self.apart)
            lowest = self.taken[1] if self.taken[0] < lowest < self.taken[1] else lowest
            self.names[name].set_position((ends[name][0] + 0.012 * self.n_steps, lowest))

    def _share(self, y):
        """A height as a share of the axes'."""
        low, high = self.scale(self.limits)
        return (self.scale(np.clip(y, *self.limits)) - low) / (high - low)


class Sweep:
    """One number against a hyperparameter, both logarithmic: a curve, a dashed threshold, and your own setting."""

    def __init__(self, ax, x_limits, y_limits, x_label, y_label):
        ax.set(xscale="log", yscale="log", xlim=x_limits, ylim=y_limits, xlabel=x_label, ylabel=y_label)
        logarithmic(ax.xaxis)
        logarithmic(ax.yaxis)
        self.limits = y_limits
        self.title = moving_title(ax)
        (self.curve,) = ax.plot([], [], color=PAST)
        self.threshold = ax.axvline(x_limits[0], color=DANGER, linestyle="--", linewidth=1.4)
        self.words = moving_text(ax, color=DANGER, ha="right", va="top", transform=ax.get_xaxis_transform())
        (self.place,) = ax.plot(
            [],
            [],
            color=TRAINING,
            marker="o",
            markersize=11,
            linestyle="",
            markeredgecolor="white",
            clip_on=False,
        )
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
        self.title = moving_title(ax)
        self.artists = [*self.bars, self.title]

    def update(self, finding, shares):
        """`shares` in the order of the names."""
        self.title.set_text(finding)
        for bar, share in zip(self.bars, shares, strict=True):
            bar.set_height(share)
