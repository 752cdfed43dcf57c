"""A line with its margin, the parts that parameters belong to, and their size in memory."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import PolyCollection

from ...plots.marks import dot, threshold
from ...plots.numbers import gigabytes
from ...plots.style import DANGER, PAST, TRAINING, VALIDATION, logarithmic
from ...plots.text import moving_text, moving_title


class Margin:
    """Two classes of points, the line between them with its margin, and rings at the support vectors."""

    def __init__(self, ax, limits, x_label, y_label):
        self.ends = np.array(limits)  # (2,)
        ax.set(xlim=limits, ylim=limits, xlabel=x_label, ylabel=y_label, aspect="equal")
        ax.grid(False)
        self.title = moving_title(ax)
        self.lines = [
            ax.plot([], [], color=color, linestyle=style, linewidth=width)[0]
            for color, style, width in ((PAST, "-", 2), (DANGER, "--", 1.4), (DANGER, "--", 1.4))
        ]
        looks = ((TRAINING, "o"), (VALIDATION, "^"))
        self.points = [
            dot(ax, color, size=6, marker=marker, markeredgecolor=color, clip_on=True)
            for color, marker in looks
        ]
        ring = {"fillstyle": "none", "markeredgecolor": "black", "markeredgewidth": 1.4, "clip_on": True}
        self.rings = dot(ax, "black", size=13, **ring)
        self.artists = [*self.lines, *self.points, self.rings, self.title]

    def update(self, finding, weights, bias, inputs, targets, is_support):
        """`weights (2,)`, `bias`: the line; `inputs (n, 2)`, `targets (n,)` -1 or +1; `is_support (n,)`."""
        self.title.set_text(finding)
        for line, height in zip(self.lines, (0, -1, 1), strict=True):
            line.set_data(*self._where(weights, bias - height))
        for points, target in zip(self.points, (-1, 1), strict=True):
            points.set_data(*inputs[targets == target].T)
        self.rings.set_data(*inputs[is_support].T)

    def _where(self, weights, bias):
        """Two points of the line on which weights · point + bias is 0, beyond the edges of the picture."""
        length = weights @ weights
        foot, along = -bias * weights / length, np.array([-weights[1], weights[0]]) / np.sqrt(length)
        return (foot + 3 * self.ends[:, None] * along).T


class ParameterShares:
    """The parts of a model that its parameters belong to: shares as bars, exact counts below."""

    colors = "#56B4E9", "#CC79A7", "#F0E442", "#222222", "#7E57A0", "#A6D8A0"  # in no other picture
    heights = (0.68, 0.2)  # of the two bars' middles

    def __init__(self, ax, parts):
        ax.set(xlim=(0, 1), ylim=(-1.05, 1))
        ax.set_axis_off()
        self.title = moving_title(ax)
        at = {"ha": "center", "va": "bottom", "transform": ax.figure.transFigure}
        self.caption = moving_text(ax, 0.5, 0.03, color=PAST, **at)
        # one artist for each row of bars is painted faster than one for each bar
        self.bars = [ax.add_collection(PolyCollection([], facecolors=self.colors)) for _ in self.heights]
        self.bar_names = [moving_text(ax, 0, y + 0.13, va="bottom") for y in self.heights]
        self.names, self.counts = [], []
        for number, (part, color) in enumerate(zip(parts, self.colors, strict=True)):
            y = -0.1 - 0.165 * number
            ax.add_artist(ax.barh(y, 0.03, height=0.11, color=color)[0])
            ax.text(0.045, y, part, va="center")
            self.counts.append(moving_text(ax, 0.62, y, ha="right", va="center"))
            self.names.append(moving_text(ax, 0.66, y, ha="left", va="center", color=PAST))
        self.artists = [*self.bars, *self.bar_names, *self.counts, *self.names, self.caption, self.title]

    def update(self, finding, counts, rows, caption):
        """`counts` of all parts; `rows`: for each bar its label and its counts, drawn as shares of all."""
        self.title.set_text(finding)
        self.caption.set_text(caption)
        total = sum(counts) or 1
        for bar, y, name, (label, row) in zip(self.bars, self.heights, self.bar_names, rows, strict=True):
            name.set_text(label)
            ends = np.cumsum([0, *row]) / total
            bar.set_verts([_rectangle(start, end, y - 0.1, y + 0.1) for start, end in pairwise(ends)])
        for text, share, count in zip(self.counts, self.names, counts, strict=True):
            text.set_text(f"{count:,}")
            rounded = "under 0.1%" if count < total / 1000 else f"{count / total:.1%}"
            share.set_text(rounded if count else "")


def _rectangle(left, right, bottom, top):
    return [(left, bottom), (left, top), (right, top), (right, bottom)]


class PrecisionBars:
    """How many bytes a model takes at several precisions, with dashed lines at what machines have."""

    def __init__(self, ax, names, limits, machines):
        """`names` of the bars; `limits` in gigabytes; `machines` maps names to their memory in gigabytes."""
        self.lowest = limits[0]
        self.bars = ax.add_collection(PolyCollection([], facecolors=PAST))
        ax.set_xticks(range(len(names)), names)
        ax.set(yscale="log", ylim=limits, xlim=(-0.5, len(names) + 1.7))
        ax.set(xlabel="bits for one parameter", ylabel="gigabytes")
        logarithmic(ax.yaxis)
        self.title = moving_title(ax)
        for name, size in machines.items():
            threshold(ax, y=size, zorder=0.9)
            ax.text(len(names) + 1.65, 1.12 * size, name, color=DANGER, ha="right", va="bottom")
        at = {"ha": "center", "va": "bottom", "transform": ax.get_xaxis_transform()}
        self.numbers = [moving_text(ax, place, 0.94, **at) for place in range(len(names))]
        self.artists = [self.bars, *self.numbers, self.title]

    def update(self, finding, sizes):
        """`sizes` in gigabytes, in the order of the names."""
        self.title.set_text(finding)
        bars = [_rectangle(k - 0.3, k + 0.3, self.lowest, size) for k, size in enumerate(sizes)]
        self.bars.set_verts(bars)
        for text, size in zip(self.numbers, sizes, strict=True):
            text.set_text(gigabytes(size))
