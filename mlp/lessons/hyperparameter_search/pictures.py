"""Where a search has looked, and what it believes about the rest."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon

from ...plots.marks import Upright, cross, dot, star
from ...plots.style import HEIGHT_MAP, PAST, TRAINING, VALIDATION, logarithmic
from ...plots.text import moving_title

SCORE_MAP = HEIGHT_MAP.reversed()  # a high score is bright, as a low loss is in other lessons


class DotRows:
    """Numbers as dots in rows along one axis, each row with its name."""

    def __init__(self, ax, rows, limits, x_label, logarithmic_x=True):
        """`rows` maps each row's name to its colour and marker."""
        ax.set(xlim=limits, ylim=(-0.7, len(rows) - 0.15), xlabel=x_label, yticks=[])
        ax.grid(False)
        if logarithmic_x:
            ax.set_xscale("log")
            logarithmic(ax.xaxis)
        self.title = moving_title(ax)
        self.names = list(rows)
        self.points = {}
        for height, (name, (color, marker)) in enumerate(rows.items()):
            flat = {"marker": marker, "alpha": 0.55, "markeredgewidth": 0}
            self.points[name] = dot(ax, color, size=6, **flat)
            ax.text(0.04, height + 0.38, name, transform=ax.get_yaxis_transform(), color=color)
        self.line = Upright(ax)
        self.artists = [*self.line.artists, *self.points.values(), self.title]

    def update(self, finding, middle, **rows):
        """`rows` gives by name the numbers `(n,)`; the dashed line stands at `middle`."""
        self.title.set_text(finding)
        self.line.move(middle)
        for name, numbers in rows.items():
            spread = 0.28 * np.sin(7.1 * np.arange(len(numbers)))  # dots do not hide one another
            self.points[name].set_data(numbers, self.names.index(name) + spread)


class TrialMap:
    """A score over two hyperparameters as a map, and what two searches tried, with shadows below."""

    def __init__(self, ax, x_label, y_label):
        ax.set(xlim=(0, 1), ylim=(-0.12, 1), xlabel=x_label, ylabel=y_label)
        ax.set(xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
        ax.grid(False)
        self.title = moving_title(ax)
        square = {"extent": (0, 1, 0, 1), "origin": "lower", "aspect": "auto", "interpolation": "nearest"}
        self.map = ax.imshow(np.zeros((2, 2)), **square)
        self.points, self.shadows = {}, {}
        for name, color, marker in (("grid", TRAINING, "s"), ("random", VALIDATION, "^")):
            self.points[name] = dot(ax, color, size=7, marker=marker, markeredgewidth=0.7, clip_on=True)
            upright = {"marker": "|", "markeredgecolor": color, "markeredgewidth": 1.6}
            self.shadows[name] = dot(ax, color, size=7, **upright)
        self.top = star(ax)
        self.heights = {"grid": -0.04, "random": -0.09}
        self.artists = [self.map, *self.shadows.values(), *self.points.values(), self.top, self.title]

    def update(self, finding, heights, top, **places):
        """`heights (n, n)`: the map; `top`: its highest place; `places`: two arrays `(n_trials,)` by name."""
        self.title.set_text(finding)
        self.map.set_data(SCORE_MAP(heights, bytes=True))  # colours, not numbers: ten times as fast to draw
        self.top.set_data(top[:1], top[1:])
        for name, (x, y) in places.items():
            self.points[name].set_data(x, y)
            self.shadows[name].set_data(x, np.full(len(x), self.heights[name]))


class TriedSettings:
    """The settings that a search has tried: the best with a star, the next or your own with a cross."""

    def __init__(self, ax, x_limits, y_limits, x_label, y_label, logarithmic_y=True):
        ax.set(xscale="log", yscale="log" if logarithmic_y else "linear")
        ax.set(xlim=x_limits, ylim=y_limits, xlabel=x_label, ylabel=y_label)
        logarithmic(ax.xaxis)
        if logarithmic_y:
            logarithmic(ax.yaxis)
            ax.grid(False)
        self.ax, self.map = ax, None
        self.title = moving_title(ax)
        self.points = dot(ax, TRAINING, size=9)
        self.best, self.next = star(ax, clip_on=False), cross(ax, clip_on=False)
        self.artists = [self.points, self.best, self.next, self.title]

    def draw_map(self, x, y, heights):
        """Draws a map under the points, hidden until `show_map`: `x (n,)`, `y (m,)`, `heights (m, n)`."""
        self.map = self.ax.pcolormesh(x, y, heights, cmap=SCORE_MAP, vmin=0, vmax=1, zorder=0.5)
        self.map.set_visible(False)
        edges = self.ax.spines["left"], self.ax.spines["bottom"]  # the map would half cover them
        self.artists = [self.map, *edges, *self.artists]

    def show_map(self, is_shown):
        """Shows or hides the map; this costs no full drawing."""
        self.map.set_visible(is_shown)

    def update(self, finding, places, best, next_place):
        """`places (n, 2)`; `best` is the index of the best of them, or None; `next_place` (x, y), or None."""
        self.title.set_text(finding)
        self.points.set_data(*np.reshape(places, (-1, 2)).T)
        self.best.set_data(*([[], []] if best is None else np.reshape(places[best], (2, 1))))
        self.next.set_data(*([[], []] if next_place is None else np.reshape(next_place, (2, 1))))


class SurrogateBand:
    """A guess along one hyperparameter as a line, its uncertainty as a band, measurements as dots."""

    def __init__(self, ax, x_limits, y_limits, x_label, y_label):
        ax.set(xscale="log", xlim=x_limits, ylim=y_limits, xlabel=x_label, ylabel=y_label)
        logarithmic(ax.xaxis)
        self.title = moving_title(ax)
        pale = {"color": VALIDATION, "alpha": 0.25, "linewidth": 0}
        self.band = ax.add_patch(Polygon(np.zeros((3, 2)), closed=True, **pale))
        (self.middle,) = ax.plot([], [], color=VALIDATION)
        self.points = dot(ax, TRAINING, size=8, clip_on=True)
        self.next = Upright(ax)
        self.artists = [self.band, self.middle, self.points, *self.next.artists, self.title]

    def update(self, finding, x, middle, deviation, measured, next_x):
        """`x`, `middle`, `deviation` `(n,)`; `measured`: two arrays; `next_x`: the next one, or None."""
        self.title.set_text(finding)
        around = np.concatenate([middle - 2 * deviation, (middle + 2 * deviation)[::-1]])
        outline = np.column_stack([np.concatenate([x, x[::-1]]), around])
        self.band.set_xy(outline if len(x) else np.zeros((3, 2)))
        self.middle.set_data(x, middle)
        self.points.set_data(*measured)
        self.next.move(next_x, "next")


class RoundRanges:
    """The range of every round as a line, its best as a star, or as an X if that lies on an edge."""

    def __init__(self, ax, x_limits, n_rounds, x_label):
        ax.set(xscale="log", xlim=x_limits, ylim=(n_rounds + 0.6, 0.4), xlabel=x_label, ylabel="round")
        ax.set_yticks(range(1, n_rounds + 1))
        logarithmic(ax.xaxis)
        self.title = moving_title(ax)
        self.lines = ax.add_collection(LineCollection([], colors=PAST, linewidths=5, capstyle="round"))
        self.best = star(ax)
        self.edge = cross(ax, size=12, marker="X", markeredgecolor="white", markeredgewidth=1)
        self.artists = [self.lines, self.best, self.edge, self.title]

    def update(self, finding, ranges, bests, on_edge):
        """`ranges (n, 2)`, `bests (n,)`; `on_edge (n,)`: whether a best lies on the edge of its range."""
        self.title.set_text(finding)
        rounds, on_edge = np.arange(1, len(ranges) + 1), np.asarray(on_edge, bool)
        lines = zip(rounds, ranges, strict=True)
        self.lines.set_segments([[(low, k), (high, k)] for k, (low, high) in lines])
        bests, rounds = np.asarray(bests, float), rounds[: len(bests)]
        self.best.set_data(bests[~on_edge], rounds[~on_edge])
        self.edge.set_data(bests[on_edge], rounds[on_edge])
