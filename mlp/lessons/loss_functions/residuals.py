"""A line through points, and its errors to see: as squares drawn true to scale, or as lengths."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from ...plots.marks import dot
from ...plots.style import DANGER, GOOD, PAST, TRAINING
from ...plots.text import moving_text, moving_title


class Residuals:
    """Points, a line, and the vertical error of each point, as a length or as a square with its area."""

    def __init__(self, ax, y_limits, labels=("input", "target")):
        """`labels` are those of the two axes."""
        box = ax.get_window_extent()
        # one unit is as long in x as in y: squares are square
        half_width = (y_limits[1] - y_limits[0]) / 2 * box.width / box.height
        ax.set(xlim=(-half_width, half_width), ylim=y_limits, xlabel=labels[0], ylabel=labels[1])
        self.ends, self.top = np.array([-half_width, half_width]), y_limits[1]
        self.title = moving_title(ax)
        pale = {"facecolor": DANGER, "edgecolor": DANGER, "alpha": 0.22, "linewidth": 1.2}
        self.squares = ax.add_collection(PolyCollection([], **pale))
        self.lengths = ax.add_collection(LineCollection([], color=DANGER, linewidth=2.2))
        styles = {"squared": "-", "absolute": "--", "Huber": ":"}
        self.best, self.keys = (
            {name: ax.plot([], [], color=GOOD, linestyle=style)[0] for name, style in styles.items()}
            for _ in range(2)
        )
        self.names = {name: moving_text(ax, color=GOOD, ha="left", va="center") for name in styles}
        (self.line,) = ax.plot([], [], color=TRAINING, linewidth=2.4)
        self.points = dot(ax, TRAINING, size=8, clip_on=True)
        ring = {"fillstyle": "none", "markeredgecolor": DANGER, "markeredgewidth": 1.6}
        self.odd = dot(ax, DANGER, size=16, clip_on=True, **ring)
        self.odd_name = moving_text(ax, color=DANGER, ha="left", va="center")
        self.artists = [
            self.squares,
            self.lengths,
            *self.best.values(),
            self.line,
            self.points,
            self.odd,
            self.odd_name,
            *self.keys.values(),
            *self.names.values(),
            self.title,
        ]

    def update(self, finding, x, y, line, as_squares, best=None, odd=None):
        """`x (n,)`, `y (n,)`: the points; `line` and those in `best` are (slope, intercept).

        `odd` is the index of an outlier, or None.
        """
        self.title.set_text(finding)
        self.points.set_data(x, y)
        self.line.set_data(self.ends, line[0] * self.ends + line[1])
        self._show_errors(x, y, line[0] * x + line[1], as_squares)
        self._show_best(best or {})
        self.odd.set_data([] if odd is None else x[[odd]], [] if odd is None else y[[odd]])
        self.odd_name.set_text("" if odd is None else "wrong sign")
        if odd is not None:
            self.odd_name.set_position((x[odd] + 0.45, y[odd]))

    def _show_errors(self, x, y, on_line, as_squares):
        sides = x + np.abs(y - on_line)
        corners = np.stack([[x, on_line], [sides, on_line], [sides, y], [x, y]])  # (4, 2, n)
        self.squares.set_verts(corners.transpose(2, 0, 1) if as_squares else [])
        self.lengths.set_segments([] if as_squares else corners[[0, 3]].transpose(2, 0, 1))

    def _show_best(self, best):
        # a key in the corner: the lines' ends are too close together for names
        left, top = self.ends[0], self.top
        for row, (name, curve) in enumerate(self.best.items()):
            is_shown = name in best
            height = top - 0.6 - 0.75 * row
            slope, intercept = best.get(name, (np.nan, np.nan))
            curve.set_data(self.ends, slope * self.ends + intercept)
            self.keys[name].set_data([left + 0.4, left + 1.6], [height if is_shown else np.nan] * 2)
            self.names[name].set_text(f"best by {name}" if is_shown else "")
            self.names[name].set_position((left + 1.85, height))


class Trace:
    """The parameter values visited by hand, drawn over another map."""

    def __init__(self, ax):
        (self.line,) = ax.plot([], [], color=PAST, linewidth=1.2, marker=".", markersize=4, alpha=0.8)
        self.artists = [self.line]

    def update(self, places):
        """`places (n, 2)` are those visited, in order."""
        self.line.set_data(*np.reshape(places, (-1, 2)).T)
