"""Where a search has looked, what it found there, and what it believes about the rest."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon

from ...plots.ruler import Ruler
from ...plots.style import DANGER, GOOD, HEIGHT_MAP, PAST, TRAINING, VALIDATION, logarithmic
from ...plots.text import moving_text, moving_title
from ...search import best_so_far


class Strips:
    """Numbers as points in rows along one axis, each row with its name."""

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
            (self.points[name],) = ax.plot(
                [],
                [],
                color=color,
                marker=marker,
                markersize=6,
                alpha=0.55,
                linestyle="",
                markeredgewidth=0,
                clip_on=False,
            )
            ax.text(0.04, height + 0.38, name, transform=ax.get_yaxis_transform(), color=color)
        self.line = ax.axvline(
            np.sqrt(limits[0] * limits[1]) if logarithmic_x else limits[0],
            color=DANGER,
            linestyle="--",
            linewidth=1.4,
        )
        self.artists = [self.line, *self.points.values(), self.title]

    def update(self, finding, middle, **rows):
        """`rows` gives by name the numbers `(n,)`; the dashed line stands at `middle`."""
        self.title.set_text(finding)
        self.line.set_xdata([middle, middle])
        for name, numbers in rows.items():
            spread = 0.28 * np.sin(7.1 * np.arange(len(numbers)))  # so that points do not hide one another
            self.points[name].set_data(numbers, self.names.index(name) + spread)


class Square:
    """A score over two hyperparameters as a map, and the places that two searches tried, with their shadows on the axis below."""

    def __init__(self, ax, x_label, y_label):
        ax.set(
            xlim=(0, 1),
            ylim=(-0.12, 1),
            xlabel=x_label,
            ylabel=y_label,
            xticks=[0, 0.5, 1],
            yticks=[0, 0.5, 1],
        )
        ax.grid(False)
        self.title = moving_title(ax)
        self.map = ax.imshow(
            np.zeros((2, 2)), extent=(0, 1, 0, 1), origin="lower", aspect="auto", interpolation="nearest"
        )
        self.points, self.shadows = {}, {}
        for name, color, marker in (("grid", TRAINING, "s"), ("random", VALIDATION, "^")):
            (self.points[name],) = ax.plot(
                [],
                [],
                color=color,
                marker=marker,
                markersize=7,
                linestyle="",
                markeredgecolor="white",
                markeredgewidth=0.7,
            )
            (self.shadows[name],) = ax.plot(
                [], [], color=color, marker="|", markersize=7, markeredgewidth=1.6, linestyle=""
            )
        (self.top,) = ax.plot(
            [], [], color=GOOD, marker="*", markersize=15, markeredgecolor="white", linestyle=""
        )
        self.heights = {"grid": -0.04, "random": -0.09}
        self.artists = [self.map, *self.shadows.values(), *self.points.values(), self.top, self.title]

    def update(self, finding, heights, top, **places):
        """`heights (n, n)` of the map; `top` its highest place; `places` gives by name two arrays `(n_trials,)`."""
        self.title.set_text(finding)
        self.map.set_data(HEIGHT_MAP(heights, bytes=True))  # colours, not numbers: ten times as fast to draw
        self.top.set_data(top[:1], top[1:])
        for name, (x, y) in places.items():
            self.points[name].set_data(x, y)
            self.shadows[name].set_data(x, np.full(len(x), self.heights[name]))


class Tried:
    """The settings a search has tried, in their order; the best with a star, the next or your own with a cross."""

    def __init__(self, ax, x_limits, y_limits, x_label, y_label, logarithmic_y=True):
        ax.set(
            xscale="log",
            yscale="log" if logarithmic_y else "linear",
            xlim=x_limits,
            ylim=y_limits,
            xlabel=x_label,
            ylabel=y_label,
        )
        logarithmic(ax.xaxis)
        if logarithmic_y:
            logarithmic(ax.yaxis)
            ax.grid(False)
        self.ax, self.map = ax, None
        self.title = moving_title(ax)
        (self.points,) = ax.plot(
            [],
            [],
            color=TRAINING,
            marker="o",
            markersize=9,
            linestyle="",
            markeredgecolor="white",
            clip_on=False,
        )
        (self.best,) = ax.plot(
            [],
            [],
            color=GOOD,
            marker="*",
            markersize=17,
            linestyle="",
            markeredgecolor="white",
            clip_on=False,
        )
        (self.next,) = ax.plot(
            [], [], color=DANGER, marker="x", markersize=10, markeredgewidth=2.4, linestyle="", clip_on=False
        )
        self.artists = [self.points, self.best, self.next, self.title]

    def draw_map(self, x, y, heights):
        """Draws a map under the points, hidden at first: `x (n,)`, `y (m,)`, `heights (m, n)`. It moves like them: to show it is no full drawing."""
        self.map = self.ax.pcolormesh(x, y, heights, cmap=HEIGHT_MAP, vmin=0, vmax=1, zorder=0.5)
        self.map.set_visible(False)
        self.artists = [
            self.map,
            self.ax.spines["left"],
            self.ax.spines["bottom"],
            *self.artists,
        ]  # the map would cover half of the edges

    def show_map(self, is_shown):
        self.map.set_visible(is_shown)

    def update(self, finding, places, best, next_place):
        """`places (n, 2)`; `best` the number of the best of them, or None; `next_place` (x, y), or None."""
        self.title.set_text(finding)
        self.points.set_data(*np.reshape(places, (-1, 2)).T)
        self.best.set_data(*([[], []] if best is None else np.reshape(places[best], (2, 1))))
        self.next.set_data(*([[], []] if next_place is None else np.reshape(next_place, (2, 1))))


class Band:
    """A guess along one hyperparameter: its middle as a line, how unsure it is as a band, and what was measured as points."""

    def __init__(self, ax, x_limits, y_limits, x_label, y_label):
        ax.set(xscale="log", xlim=x_limits, ylim=y_limits, xlabel=x_label, ylabel=y_label)
        logarithmic(ax.xaxis)
        self.title = moving_title(ax)
        self.band = ax.add_patch(
            Polygon(np.zeros((3, 2)), closed=True, color=VALIDATION, alpha=0.25, linewidth=0)
        )
        (self.middle,) = ax.plot([], [], color=VALIDATION)
        (self.points,) = ax.plot(
            [], [], color=TRAINING, marker="o", markersize=8, linestyle="", markeredgecolor="white"
        )
        self.next = ax.axvline(x_limits[0], color=DANGER, linestyle="--", linewidth=1.4)
        self.name = moving_text(ax, color=DANGER, va="top", transform=ax.get_xaxis_transform())
        self.artists = [self.band, self.middle, self.points, self.next, self.name, self.title]

    def update(self, finding, x, middle, deviation, measured, next_x):
        """`x`, `middle`, `deviation` `(n,)`; `measured` two arrays; `next_x` where the search looks next, or None."""
        self.title.set_text(finding)
        around = np.concatenate([middle - 2 * deviation, (middle + 2 * deviation)[::-1]])
        self.band.set_xy(
            np.column_stack([np.concatenate([x, x[::-1]]), around]) if len(x) else np.zeros((3, 2))
        )
        self.middle.set_data(x, middle)
        self.points.set_data(*measured)
        self.next.set_visible(next_x is not None)
        self.name.set_text("next" if next_x is not None else "")
        if next_x is not None:
            self.next.set_xdata([next_x, next_x])
            is_far_right = next_x > np.sqrt(np.prod(self.next.axes.get_xlim()))
            self.name.set_ha("right" if is_far_right else "left")
            self.name.set_position((next_x * (0.9 if is_far_right else 1.1), 0.98))


class Ranges:
    """The range of every round as a line under the one before, with its best as a star; a warning where that lies on an edge."""

    def __init__(self, ax, x_limits, n_rounds, x_label):
        ax.set(
            xscale="log",
            xlim=x_limits,
            ylim=(n_rounds + 0.6, 0.4),
            xlabel=x_label,
            ylabel="round",
            yticks=range(1, n_rounds + 1),
        )
        logarithmic(ax.xaxis)
        self.title = moving_title(ax)
        self.lines = ax.add_collection(LineCollection([], colors=PAST, linewidths=5, capstyle="round"))
        (self.best,) = ax.plot(
            [], [], color=GOOD, marker="*", markersize=16, markeredgecolor="white", linestyle=""
        )
        (self.edge,) = ax.plot(
            [], [], color=DANGER, marker="X", markersize=12, markeredgecolor="white", linestyle=""
        )
        self.artists = [self.lines, self.best, self.edge, self.title]

    def update(self, finding, ranges, bests, on_edge):
        """`ranges (n, 2)`, `bests (n,)`, `on_edge (n,)`: True where the best of a round lies on the edge of its range."""
        self.title.set_text(finding)
        rounds, on_edge = np.arange(1, len(ranges) + 1), np.asarray(on_edge, bool)
        self.lines.set_segments(
            [[(low, k), (high, k)] for k, (low, high) in zip(rounds, ranges, strict=True)]
        )
        bests, rounds = np.asarray(bests, float), rounds[: len(bests)]
        self.best.set_data(bests[~on_edge], rounds[~on_edge])
        self.edge.set_data(bests[on_edge], rounds[on_edge])


class Bundle:
    """Many curves at once: those that go on, those that were given up, and a few that stand out by name."""

    def __init__(self, ax, y_limits, y_label):
        ax.set(ylim=y_limits, ylabel=y_label)
        self.ruler, self.title = Ruler(ax), moving_title(ax)
        self.given_up = ax.add_collection(LineCollection([], colors=PAST, linewidths=1.4, alpha=0.35))
        self.ends = ax.plot([], [], color=PAST, marker="x", markersize=5, linestyle="", alpha=0.7)[0]
        self.going = ax.add_collection(LineCollection([], colors=TRAINING, linewidths=1.8))
        self.late = ax.plot([], [], color=DANGER, linestyle="--")[0]
        self.late_name = moving_text(ax, color=DANGER, ha="right", va="top")
        self.artists = [
            *self.ruler.artists,
            self.given_up,
            self.ends,
            self.going,
            self.late,
            self.late_name,
            self.title,
        ]

    def use_epochs(self, n_epochs):
        """The x axis counts epochs, up to this number."""
        self.ruler.use(0, n_epochs * 1.04, "epochs")

    def update(self, finding, going, given_up, late):
        """`going` and `given_up` list curves from x = 1; `late` is one curve, or None."""
        self.title.set_text(finding)
        self.going.set_segments([self._from_one(curve) for curve in going])
        self.given_up.set_segments([self._from_one(curve) for curve in given_up])
        self.ends.set_data(
            self.ruler.share([len(curve) for curve in given_up]), [curve[-1] for curve in given_up]
        )
        self.late.set_data(*(self._from_one(late).T if late is not None else ([], [])))
        self.late_name.set_text("the late bloomer" if late is not None else "")
        if late is not None:
            half = len(late) // 2
            self.late_name.set_position((self.ruler.share(len(late)), late[half] - 0.12))

    def _from_one(self, curve):
        return np.column_stack([self.ruler.share(np.arange(1, len(curve) + 1)), curve])


def draw_truth(ax, height):
    """A dashed line at the height that is true whatever the scores say."""
    ax.axhline(height, color=DANGER, linestyle="--", linewidth=1.4)


class Scores:
    """One score after another as points, and the best so far as a line; a dashed line says what is true."""

    def __init__(self, ax, n_most, y_limits, x_label, y_label, truth, name):
        ax.set(xlim=(0, n_most + 1), ylim=y_limits, xlabel=x_label, ylabel=y_label)
        draw_truth(ax, truth)
        ax.text(n_most, y_limits[0], name, color=DANGER, ha="right", va="bottom")
        self.title = moving_title(ax)
        (self.points,) = ax.plot(
            [], [], color=VALIDATION, marker="^", markersize=6, linestyle="", alpha=0.7, markeredgewidth=0
        )
        (self.best,) = ax.plot([], [], color=GOOD, drawstyle="steps-post")
        self.artists = [self.points, self.best, self.title]

    def update(self, finding, scores):
        self.title.set_text(finding)
        number = np.arange(1, len(scores) + 1)
        self.points.set_data(number, scores)
        self.best.set_data(number, best_so_far(scores))


class Spots:
    """All results of several contestants as points in columns, the average of each as a short line, and its standard error as a bar."""

    def __init__(self, ax, colors, y_limits, y_label):
        """`colors` maps each contestant's name to its colour."""
        ax.set(xlim=(-0.6, len(colors) - 0.4), ylim=y_limits, ylabel=y_label)
        ax.set_xticks(range(len(colors)), list(colors))
        self.limits, self.title, self.names = y_limits, moving_title(ax), list(colors)
        self.spots = {
            name: ax.plot(
                [], [], color=color, marker="o", markersize=5, linestyle="", alpha=0.4, markeredgewidth=0
            )[0]
            for name, color in colors.items()
        }
        self.averages = {name: ax.plot([], [], color=color, linewidth=3)[0] for name, color in colors.items()}
        self.errors = {name: ax.plot([], [], color="#333333", linewidth=2)[0] for name in colors}
        self.artists = [*self.spots.values(), *self.averages.values(), *self.errors.values(), self.title]

    def update(self, finding, averages, **results):
        """`results` gives by name the numbers `(n,)`, `averages` their average and its standard error, or nan."""
        self.title.set_text(finding)
        for name, numbers in results.items():
            column = self.names.index(name)
            self.spots[name].set_data(
                column + 0.25 * np.sin(7.1 * np.arange(len(numbers))), np.clip(numbers, *self.limits)
            )
            average, error = averages[name]
            self.averages[name].set_data(
                [column - 0.35, column + 0.35], np.clip([average] * 2, *self.limits)
            )
            self.errors[name].set_data(
                [column] * 2, np.clip([average - error, average + error], *self.limits)
            )
