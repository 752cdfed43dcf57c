"""Chances, draws and estimates: a histogram, a bag of balls, and numbers as the sum of two parts."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba

from ...plots.marks import threshold
from ...plots.numbers import decimals, signed, with_unit
from ...plots.style import DANGER, GOOD, PAST, TRAINING, VALIDATION
from ...plots.text import moving_text, moving_title

BLUE, ORANGE = TRAINING, VALIDATION
OTHERS = ["#CC79A7", "#F0E442", "#332288", "#999999", "#882255", "#44AA99", "#DDCC77"]
BALLS = [BLUE, ORANGE, GOOD, *OTHERS]


class Histogram:
    """A histogram, the truth as a dashed line, the bias as an arrow from it, and the spread as a bar."""

    def __init__(self, ax, limits, n_bins, x_label):
        self.edges = np.linspace(*limits, n_bins + 1)
        ax.set(xlim=limits, ylim=(0, 1.5), yticks=[0, 0.5, 1])
        ax.set(xlabel=x_label, ylabel="how often (tallest bar = 1)")
        self.title = moving_title(ax)
        self.bars = ax.stairs(np.zeros(n_bins), self.edges, fill=True, color=TRAINING, alpha=0.45)
        self.truth = threshold(ax, x=0, color=GOOD, linewidth=1.6)
        at = {"va": "top", "transform": ax.get_xaxis_transform()}
        self.truth_name = moving_text(ax, text="truth", color=GOOD, **at)
        (self.arrow,) = ax.plot([], [], color=DANGER, linewidth=3)
        (self.head,) = ax.plot([], [], color=DANGER, linestyle="", markersize=10)
        self.bias_name = moving_text(ax, color=DANGER, va="center")
        bar = {"linewidth": 1.8, "marker": "|", "markersize": 11, "markeredgewidth": 1.8}
        (self.spread,) = ax.plot([], [], color=TRAINING, **bar)
        self.spread_name = moving_text(ax, color=TRAINING, va="center", ha="left")
        self.artists = [
            self.bars,
            self.truth,
            self.truth_name,
            self.spread,
            self.spread_name,
            self.arrow,
            self.head,
            self.bias_name,
            self.title,
        ]

    def update(self, finding, numbers, truth):
        """`numbers (n,)`; those beyond the edges are counted in the last bars."""
        self.title.set_text(finding)
        counts = np.histogram(np.clip(numbers, self.edges[0], self.edges[-1]), self.edges)[0]
        self.bars.set_data(counts / counts.max())
        self.truth.set_xdata([truth, truth])
        self.truth_name.set_position((truth + 0.08, 0.985))
        average, spread = numbers.mean(), numbers.std()
        self.arrow.set_data([truth, average], [1.26, 1.26])
        self.head.set_data([average], [1.26])
        self.head.set_marker(">" if average > truth else "<")
        self.bias_name.set_text(f"bias {signed(average - truth)}")
        self.bias_name.set_ha("left" if average > truth else "right")
        self.bias_name.set_position((average + (0.25 if average > truth else -0.25), 1.26))
        self.spread.set_data([average - spread, average + spread], [1.1, 1.1])
        self.spread_name.set_position((average + spread + 0.2, 1.1))
        self.spread_name.set_text(f"± {decimals(spread)}")


class TwoPartBars:
    """Several numbers, each a bar of two parts laid end to end, with its name above.

    One of them may be measured too, with an error bar.
    """

    def __init__(self, ax, parts, n_bars, limit, x_label):
        """`parts` maps the names of the two parts to their colours."""
        self.limit = limit
        ax.set(xlim=(0, 1.3 * limit), ylim=(n_bars - 0.45, -0.85), xlabel=x_label, yticks=[])
        ax.grid(False)
        ax.spines["left"].set_visible(False)
        self.title = moving_title(ax)
        first, second = parts.values()
        self.first = ax.add_collection(PolyCollection([], facecolor=first, alpha=0.75))
        self.second = ax.add_collection(
            PolyCollection([], facecolor=second, alpha=0.55, hatch="///", edgecolor="white", linewidth=0)
        )
        self.names = [moving_text(ax, 0, row - 0.27, ha="left", va="bottom") for row in range(n_bars)]
        self.totals = [moving_text(ax, 0, row, ha="left", va="center", color=PAST) for row in range(n_bars)]
        bar = {"linewidth": 1.6, "marker": "|", "markersize": 17, "markeredgewidth": 2.2}
        (self.measured,) = ax.plot([], [], color="black", **bar)
        self.artists = [self.first, self.second, *self.names, *self.totals, self.measured, self.title]

    def update(self, finding, names, first, second, measured=None):
        """`first` and `second` are the parts by bar; `measured` is (bar, number, its error).

        Bars without a name stay empty.
        """
        self.title.set_text(finding)
        totals = np.add(first, second)
        joints, ends = np.minimum(first, self.limit), np.minimum(totals, self.limit)
        self.first.set_verts(_bars(np.zeros(len(names)), joints))
        self.second.set_verts(_bars(joints, ends))
        for row, (name, total) in enumerate(zip(self.names, self.totals, strict=True)):
            is_used = row < len(names)
            name.set_text(names[row] if is_used else "")
            total.set_text(with_unit(totals[row], "") if is_used else "")
            total.set_x(ends[row] + 0.03 * self.limit if is_used else 0)
        if measured is not None:
            row, number, error = measured
            self.measured.set_data([number - error, number + error], [row, row])
            self.totals[row].set_x(max(ends[row], number + error) + 0.03 * self.limit)


class BallBag:
    """A hundred balls in a ten by ten square, sorted by colour."""

    def __init__(self, ax):
        ax.set(xlim=(-0.7, 9.7), ylim=(9.7, -0.7), xticks=[], yticks=[], aspect="equal", anchor="N")
        ax.grid(False)
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(False)
        self.title = moving_title(ax)
        rows, columns = np.divmod(np.arange(100), 10)
        self.balls = ax.scatter(columns, rows, s=180, c=[BALLS[0]] * 100, edgecolors="white")
        self.artists = [self.balls, self.title]

    def update(self, finding, shares):
        """`shares` of the colours, together 1; rounded to whole balls."""
        self.title.set_text(finding)
        ends = np.round(100 * np.cumsum(shares) + 1e-9).astype(int)
        colors = np.searchsorted(ends, np.arange(100), side="right")
        self.balls.set_facecolors([to_rgba(BALLS[color]) for color in colors])


class TruthAndGuess:
    """Two chances for each of a few things, side by side: the true one, and the one that was guessed."""

    def __init__(self, ax, names, x_label):
        places = np.arange(len(names))
        ax.set(xlim=(-0.6, len(names) - 0.4), ylim=(0, 1.15), xlabel=x_label, ylabel="chance")
        ax.set_xticks(places, names)
        self.title = moving_title(ax)
        flat = np.zeros(len(names))
        self.truth = ax.bar(places - 0.19, flat, width=0.36, color=GOOD, alpha=0.75)
        striped = {"color": "white", "edgecolor": TRAINING, "hatch": "///", "linewidth": 1.6}
        self.guess = ax.bar(places + 0.19, flat, width=0.36, **striped)
        at = {"ha": "center", "va": "bottom"}
        self.names = [moving_text(ax, place, 0, "truth", color=GOOD, **at) for place in places - 0.19]
        self.names += [moving_text(ax, place, 0, "guess", color=TRAINING, **at) for place in places + 0.19]
        self.artists = [*self.truth, *self.guess, *self.names, self.title]

    def update(self, finding, truth, guess):
        """Chances in the order of the names, each together 1."""
        self.title.set_text(finding)
        for bar, name, chance in zip([*self.truth, *self.guess], self.names, [*truth, *guess], strict=True):
            bar.set_height(chance)
            name.set_y(chance + 0.015)


def _bars(starts, ends):
    """Lying bars, one below the other, as corners `(n, 4, 2)`; those without a length are left out."""
    rows, up = np.arange(len(starts)), 0.18
    low, high = rows - up, rows + up
    corners = np.stack([[starts, low], [ends, low], [ends, high], [starts, high]])  # (4, 2, n)
    return corners.transpose(2, 0, 1)[ends > starts]
