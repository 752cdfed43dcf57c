"""Gradients as a cloud, runs on several axes, and the memory that a batch needs."""

import numpy as np

from ...plots.marks import Level, Upright, cross, dot, spread, star
from ...plots.ruler import Ruler
from ...plots.style import DANGER, GOOD, PAST, TRAINING, logarithmic
from ...plots.text import moving_text, moving_title


class GradientCloud:
    """Many estimates of a gradient in a plane: dots around the true one, and where a gradient is zero."""

    def __init__(self, ax, reach):
        """`reach` is how far the axes go to every side of the true gradient."""
        ax.set(xlim=(-reach, reach), ylim=(-reach, reach))
        ax.set(xlabel="along the 1st principal component", ylabel="along the 2nd")
        self.title = moving_title(ax)
        self.dots = dot(ax, TRAINING, size=4.5, alpha=0.5, markeredgewidth=0, clip_on=True)
        self.truth = star(ax)
        self.truth.set_data([0], [0])
        self.zero = cross(ax)
        ax.text(0.02, 0.09, "★ all examples", color=GOOD, transform=ax.transAxes)
        ax.text(0.02, 0.02, "× where a gradient is zero", color=DANGER, transform=ax.transAxes)
        self.artists = [self.dots, self.truth, self.zero, self.title]

    def update(self, finding, estimates, zero):
        """`estimates (n, 2)` and `zero (2,)`, both seen from the true gradient."""
        self.title.set_text(finding)
        self.dots.set_data(*estimates.T)
        self.zero.set_data(zero[:1], zero[1:])


class Runs:
    """Several runs over an axis that can change: the darker a line, the larger its batch."""

    shades = ["#6fb4e0", "#2e8fcb", "#0072B2", "#003b5c"]
    dashes = ["-", (0, (6, 1.5)), (0, (3, 1.2)), (0, (1, 1))]

    def __init__(self, ax, names, limits, y_label, logarithmic_y=True):
        ax.set(ylim=limits, ylabel=y_label)
        if logarithmic_y:
            ax.set_yscale("log")
            logarithmic(ax.yaxis)
        self.ruler, self.limits = Ruler(ax, is_logarithmic=True), limits
        self.title = moving_title(ax)
        self.finish = Upright(ax)
        thick = {"linewidth": 5, "solid_capstyle": "butt", "clip_on": False}
        (self.progress,) = ax.plot([], [], color=PAST, transform=ax.transAxes, **thick)
        styles = list(zip(names, self.shades, self.dashes, strict=True))
        self.lines = [
            ax.plot([], [], color=color, linestyle=dash, linewidth=2.2)[0] for _, color, dash in styles
        ]
        if logarithmic_y:  # a legend: the ends are too close together for names
            ax.legend(self.lines, names, loc="lower left", handlelength=2.6)
        self.artists = [*self.ruler.artists, *self.lines, *self.finish.artists, self.progress, self.title]

    def use_axis(self, label, limits):
        """Another axis below the runs."""
        self.ruler.use(*limits, label)

    def update(self, finding, runs, finish, finish_name, share_done):
        """`runs` is a list of places and heights, `(n,)` each; `finish` is where they are compared, or None.

        The bar at the top vanishes when all is done.
        """
        self.title.set_text(finding)
        self.progress.set_data([0, share_done % 1], [1, 1])
        self.finish.move(None if finish is None else self.ruler.share(finish), finish_name)
        for line, (x, y) in zip(self.lines, runs, strict=True):
            line.set_data(self.ruler.share(x), np.clip(y, *self.limits))


class Ranking:
    """The order of several runs on each of several axes, joined by lines: where they cross, it flips."""

    def __init__(self, ax, names, columns):
        n = len(names)
        ax.set(xlim=(-0.4, len(columns) + 0.15), ylim=(n + 0.5, 0.5), yticks=range(1, n + 1))
        ax.set_yticklabels(["best", *[""] * (n - 2), "worst"])
        labels = ["\n" * (k % 2) + column for k, column in enumerate(columns)]  # in two rows, for room
        ax.set_xticks(range(len(columns)), labels)
        ax.set_xlabel("compared at equal …")
        ax.grid(False)
        self.title = moving_title(ax)
        styles = list(zip(names, Runs.shades, Runs.dashes, strict=True))
        self.lines = [
            ax.plot([], [], color=color, linestyle=dash, marker="o", markersize=9, linewidth=2.2)[0]
            for _, color, dash in styles
        ]
        self.names = [moving_text(ax, 0, 0, name, color=color, va="center") for name, color, _ in styles]
        self.column = ax.axvspan(-0.3, 0.3, color="#eeeeee", zorder=0)
        self.artists = [self.column, *self.lines, *self.names, self.title]

    def update(self, finding, ranks, column):
        """`ranks (n_runs, n_columns)` from 1, or none yet; `column` is the one that is shown beside."""
        self.title.set_text(finding)
        self.column.set_x(column - 0.3)
        for line, name, row in zip(self.lines, self.names, ranks, strict=True):
            line.set_data(np.arange(len(row)), row)
            name.set_visible(len(row) > 0)
            if len(row):
                name.set_position((len(row) - 0.82, row[-1]))


class MemoryBar:
    """Kinds of bytes on top of one another, and a dashed bar that they must stay under."""

    hatches = ["", "///", ""]
    colors = [PAST, "#b5b5b5", TRAINING]

    def __init__(self, ax, names, limit):
        ax.set(xlim=(-1.15, 2.0), ylim=(0, limit), xticks=[], ylabel="kilobytes")
        self.title = moving_title(ax)
        kinds = zip(names, self.colors, self.hatches, strict=True)
        self.bars = [
            ax.bar([0], [0], width=0.8, color=color, hatch=hatch, edgecolor="white", label=name)[0]
            for name, color, hatch in kinds
        ]
        self.names = [moving_text(ax, 0.5, 0, va="center", color="#333333") for _ in names]
        self.order, self.limit = names, limit
        (self.bar,) = ax.plot([-1.15, 0.45], [0, 0], color=DANGER, linestyle="--")
        self.bar_name = moving_text(ax, -1.1, 0, "the bar", va="bottom", color=DANGER)
        self.artists = [*self.bars, self.bar, self.bar_name, *self.names, self.title]

    def update(self, finding, heights, bar):
        """`heights` in the order of the names, from below; `bar` is the height that they must stay under."""
        self.title.set_text(finding)
        below = np.concatenate([[0], np.cumsum(heights)])
        middles = (below[:-1] + below[1:]) / 2
        places = spread(middles, *(share * self.limit for share in (0.067, 0.04, 0.96)))
        for k, name in enumerate(self.order):
            self.bars[k].set(y=below[k], height=heights[k])
            self.names[k].set_text(f"{name} {heights[k]:,.0f} kB")
            self.names[k].set_y(places[k])
        self.bar.set_ydata([bar, bar])
        self.bar_name.set_y(bar)


class MemoryGrowth:
    """Lines of bytes over the batch size, your batch, and the dashed bar."""

    def __init__(self, ax, largest, limit):
        ax.set(xlim=(0, largest), ylim=(0, limit), xlabel="batch size", ylabel="kilobytes")
        self.title = moving_title(ax)
        (self.fixed,) = ax.plot([], [], color=PAST)
        (self.growing,) = ax.plot([], [], color=TRAINING)
        self.bar = Level(ax)
        self.here = dot(ax, TRAINING)
        at = {"ha": "right", "va": "bottom"}
        self.names = [moving_text(ax, 0.98 * largest, 0, color=color, **at) for color in (PAST, TRAINING)]
        self.largest, self.limit = largest, limit
        self.artists = [self.fixed, self.growing, *self.bar.artists, *self.names, self.here, self.title]

    def update(self, finding, fixed, each, batch_size, bar):
        """`fixed` kilobytes whatever the batch, and `each` more for every example in it."""
        self.title.set_text(finding)
        ends = np.array([0, self.largest])
        self.fixed.set_data(ends, [fixed, fixed])
        self.growing.set_data(ends, fixed + each * ends)
        self.here.set_data([batch_size], [min(fixed + each * batch_size, self.limit)])
        self.bar.move(bar)
        has_room = fixed < 0.9 * bar - 0.1 * self.limit or fixed > bar
        self.names[0].set_text("parameters and their gradient" if has_room else "")
        self.names[0].set_y(fixed)
        end = min(self.largest, (0.9 * self.limit - fixed) / each)
        self.names[1].set_position((0.97 * end - 0.01 * self.largest, fixed + each * end))
        self.names[1].set_text("all together")
