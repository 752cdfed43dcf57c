"""What is inside a model: its units and connections, its margin, the parts its parameters belong to."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from ...plots.style import DANGER, GOOD, PAST, TRAINING, VALIDATION, logarithmic
from ...plots.text import moving_text, moving_title


class LayerDiagram:
    """Layers as columns of circles, with the parameters counted on every gap; of a large layer only some units are drawn."""

    most_drawn = 6

    def __init__(self, ax, most_layers):
        ax.set(xlim=(-0.07, 1.07), ylim=(-0.24, 1.68))
        ax.set_axis_off()
        self.title = moving_title(ax)
        self.lines = ax.add_collection(LineCollection([], colors=PAST, linewidths=0.6, alpha=0.45))
        (self.path,) = ax.plot([], [], color=GOOD, linewidth=2.4)
        (self.units,) = ax.plot(
            [], [], color=TRAINING, marker="o", markersize=10, markeredgecolor="white", linestyle=""
        )
        (self.dots,) = ax.plot(
            [], [], color=PAST, marker="o", markersize=2.6, linestyle=""
        )  # for the units that are left out
        self.sizes = [moving_text(ax, ha="center", va="top") for _ in range(most_layers)]
        self.formulas, self.counts = (
            [moving_text(ax, ha="center", va="bottom", color=color) for _ in range(most_layers - 1)]
            for color in (PAST, "black")
        )
        self.note = moving_text(ax, 0.5, -0.25, ha="center", va="bottom", color=PAST)
        self.artists = [
            self.lines,
            self.path,
            self.units,
            self.dots,
            *self.sizes,
            *self.formulas,
            *self.counts,
            self.note,
            self.title,
        ]

    def update(self, finding, sizes, note):
        """`sizes` are the layers' numbers of units, `note` is a line below the diagram."""
        self.title.set_text(finding)
        self.note.set_text(note)
        columns = np.linspace(0, 1, len(sizes))
        layers = [
            _column(x, min(size, self.most_drawn), size > self.most_drawn)
            for x, size in zip(columns, sizes, strict=True)
        ]
        self.lines.set_segments(
            [(start, end) for left, right in pairwise(layers) for start in left for end in right]
        )
        self.path.set_data(*np.array([layer[0] for layer in layers]).T)
        self.units.set_data(*np.concatenate(layers).T)
        left_out = [
            (x, 0.5 + y)
            for x, size in zip(columns, sizes, strict=True)
            if size > self.most_drawn
            for y in (-0.03, 0, 0.03)
        ]
        self.dots.set_data(*np.reshape(left_out, (-1, 2)).T)
        self._write_sizes(columns, sizes)
        self._count(columns, sizes)

    def _write_sizes(self, columns, sizes):
        for text in self.sizes:
            text.set_text("")
        for text, x, size in zip(self.sizes, columns, sizes, strict=False):
            text.set_text(f"{size}")
            text.set_position((x, -0.01))

    def _count(self, columns, sizes):
        # many gaps lie closer together than the words are wide: their words take turns on two or three levels
        n_gaps = len(sizes) - 1
        n_levels = 1 if n_gaps <= 4 else 2 if n_gaps <= 7 else 3
        for text in self.formulas + self.counts:
            text.set_text("")
        for gap, (n_in, n_out) in enumerate(pairwise(sizes)):
            x, y = columns[gap : gap + 2].mean(), 1.0 + 0.23 * (gap % n_levels)
            self.formulas[gap].set_text(f"{n_in} × {n_out} + {n_out}")
            self.counts[gap].set_text(f"{n_in * n_out + n_out:,}")
            self.formulas[gap].set_position((x, y + 0.1))
            self.counts[gap].set_position((x, y))


def _column(x, n_drawn, leaves_out):
    """The places of a layer's units, `(n_drawn, 2)`, the upmost first; with a hole in the middle for those left out."""
    heights = 0.14 * (np.arange(n_drawn)[::-1] - (n_drawn - 1) / 2)
    if leaves_out:
        heights += 0.05 * np.sign(heights)
    return np.column_stack([np.full(n_drawn, x), 0.5 + heights])


class BusMap:
    """Weights as bus lines from stop to stop: as thick as the weight is large, dashed where it is negative."""

    def __init__(self, ax, sizes, first_names, last_names):
        ax.set(xlim=(-0.42, 1.48), ylim=(-0.14, 1.14))
        ax.set_axis_off()
        self.title = moving_title(ax)
        self.stops = [
            np.column_stack([np.full(size, x), np.linspace(1, 0, size)])
            for x, size in zip(np.linspace(0, 1, len(sizes)), sizes, strict=True)
        ]
        self.positive = ax.add_collection(LineCollection([], colors=TRAINING, capstyle="round"))
        self.negative = ax.add_collection(LineCollection([], colors=DANGER, linestyles=(0, (2.2, 1.1))))
        (circles,) = ax.plot(
            *np.concatenate(self.stops).T,
            marker="o",
            markersize=30,
            color="white",
            markeredgecolor=PAST,
            markeredgewidth=1.4,
            linestyle="",
        )
        (self.arrival,) = ax.plot(
            [],
            [],
            marker="o",
            markersize=33,
            markerfacecolor="none",
            markeredgecolor=GOOD,
            markeredgewidth=4,
            linestyle="",
        )
        self.values = [
            [moving_text(ax, x, y, ha="center", va="center") for x, y in layer] for layer in self.stops
        ]
        names = [
            moving_text(ax, x - 0.08, y, name, ha="right", va="center")
            for (x, y), name in zip(self.stops[0], first_names, strict=True)
        ]
        names += [
            moving_text(ax, x + 0.095, y, name, ha="left", va="center")
            for (x, y), name in zip(self.stops[-1], last_names, strict=True)
        ]
        self.artists = [
            self.positive,
            self.negative,
            circles,
            self.arrival,
            *(text for layer in self.values for text in layer),
            *names,
            self.title,
        ]

    def update(self, finding, weights, layer_outputs, arrival):
        """`weights[k] (n_in, n_out)`, 0 for a bus that does not run; `layer_outputs[k] (n_k,)`; `arrival`: the last stop's number."""
        self.title.set_text(finding)
        buses = [
            (start, end, size)
            for k, layer in enumerate(weights)
            for (start, end, size) in self._buses(k, layer)
        ]
        for lines, sign in ((self.positive, 1), (self.negative, -1)):
            running = [(start, end, size) for start, end, size in buses if sign * size > 0]
            lines.set_segments([(start, end) for start, end, _ in running])
            lines.set_linewidths([0.4 + 4 * abs(size) for _, _, size in running])
        for texts, outputs in zip(self.values, layer_outputs, strict=True):
            for text, value in zip(texts, outputs, strict=True):
                text.set_text(f"{value:.1f}")
        self.arrival.set_data(*self.stops[-1][[arrival]].T)

    def _buses(self, k, layer):
        return ((self.stops[k][i], self.stops[k + 1][j], layer[i, j]) for i, j in np.ndindex(layer.shape))


class Margin:
    """Two classes of points, the line between them, its margin on both sides, and rings around the support vectors."""

    def __init__(self, ax, limits, x_label, y_label):
        self.ends = np.array(limits)  # (2,)
        ax.set(xlim=limits, ylim=limits, xlabel=x_label, ylabel=y_label, aspect="equal")
        ax.grid(False)
        self.title = moving_title(ax)
        self.lines = [
            ax.plot([], [], color=color, linestyle=style, linewidth=width)[0]
            for color, style, width in ((PAST, "-", 2), (DANGER, "--", 1.4), (DANGER, "--", 1.4))
        ]
        self.points = [
            ax.plot([], [], color=color, marker=marker, markersize=6, linestyle="")[0]
            for color, marker in ((TRAINING, "o"), (VALIDATION, "^"))
        ]
        (self.rings,) = ax.plot(
            [],
            [],
            marker="o",
            markersize=13,
            markerfacecolor="none",
            markeredgecolor="black",
            markeredgewidth=1.4,
            linestyle="",
        )
        self.artists = [*self.lines, *self.points, self.rings, self.title]

    def update(self, finding, weights, bias, inputs, targets, is_support):
        """`weights (2,)` and `bias`: the line; `inputs (n, 2)` with `targets (n,)` -1 or +1; `is_support (n,)`."""
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


class Chosen:
    """Numbers over a hyperparameter, each with its name at its end, and a mark at your own choice."""

    def __init__(self, ax, styles, end):
        """`styles` maps each number's name to its colour and line style; `end` is where the names begin, as a share of the width."""
        self.ax, self.end = ax, end
        self.title = moving_title(ax)
        self.lines = {
            name: ax.plot([], [], color=color, linestyle=style)[0] for name, (color, style) in styles.items()
        }
        self.names = {
            name: moving_text(ax, color=color, va="center", transform=ax.transAxes)
            for name, (color, style) in styles.items()
        }
        (self.marks,) = ax.plot(
            [], [], color=PAST, marker="o", markersize=8, linestyle="", markeredgecolor="white"
        )
        self.artists = [*self.lines.values(), *self.names.values(), self.marks, self.title]

    def update(self, finding, x, place, numbers):
        """`x (n,)`; `place`: the index of your own choice; `numbers` by name, each `(n,)`."""
        self.title.set_text(finding)
        lowest = -1.0
        for name, y in sorted(numbers.items(), key=lambda number: number[1][-1]):
            self.lines[name].set_data(x, y)
            height = self.ax.transAxes.inverted().transform(self.ax.transData.transform((x[-1], y[-1])))[1]
            lowest = max(height, lowest + 0.065)  # names never stand on top of one another
            self.names[name].set_text(name)
            self.names[name].set_position((self.end, lowest))
        self.marks.set_data(np.full(len(numbers), x[place]), [y[place] for y in numbers.values()])


class Parts:
    """Which part of a model do its parameters belong to? Bars of shares on top, exact counts below."""

    colors = (
        "#56B4E9",
        "#CC79A7",
        "#F0E442",
        "#222222",
        "#7E57A0",
        "#A6D8A0",
    )  # for parts only, in no other picture
    heights = (0.68, 0.2)  # of the two bars' middles

    def __init__(self, ax, parts):
        ax.set(xlim=(0, 1), ylim=(-1.05, 1))
        ax.set_axis_off()
        self.title = moving_title(ax)
        self.caption = moving_text(
            ax, 0.5, 0.03, ha="center", va="bottom", color=PAST, transform=ax.figure.transFigure
        )
        self.bars = [
            ax.add_collection(PolyCollection([], facecolors=self.colors)) for _ in self.heights
        ]  # one artist for a row: it is painted in one go
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
        """`counts` of all parts; `rows`: for each bar what it shows and its counts, drawn as shares of all."""
        self.title.set_text(finding)
        self.caption.set_text(caption)
        total = sum(counts) or 1
        for bar, y, name, (label, row) in zip(self.bars, self.heights, self.bar_names, rows, strict=True):
            name.set_text(label)
            ends = np.cumsum([0, *row]) / total
            bar.set_verts([_rectangle(start, end, y - 0.1, y + 0.1) for start, end in pairwise(ends)])
        for text, share, count in zip(self.counts, self.names, counts, strict=True):
            text.set_text(f"{count:,}")
            share.set_text(
                "" if not count else "under 0.1%" if count < total / 1000 else f"{count / total:.1%}"
            )


def _rectangle(left, right, bottom, top):
    return [(left, bottom), (left, top), (right, top), (right, bottom)]


class Sizes:
    """How many bytes a model takes at several precisions, with dashed lines at what machines have."""

    def __init__(self, ax, names, limits, machines):
        """`names` of the bars; `limits` in gigabytes; `machines` maps what has that much memory to gigabytes."""
        self.lowest = limits[0]
        self.bars = ax.add_collection(PolyCollection([], facecolors=PAST))
        ax.set_xticks(range(len(names)), names)
        ax.set(
            yscale="log",
            ylim=limits,
            xlim=(-0.5, len(names) + 1.7),
            xlabel="bits for one parameter",
            ylabel="gigabytes",
        )
        logarithmic(ax.yaxis)
        self.title = moving_title(ax)
        for name, gigabytes in machines.items():
            ax.axhline(gigabytes, color=DANGER, linestyle="--", linewidth=1.4, zorder=0.9)
            ax.text(len(names) + 1.65, gigabytes * 1.12, name, color=DANGER, ha="right", va="bottom")
        self.numbers = [
            moving_text(ax, place, 0.94, ha="center", va="bottom", transform=ax.get_xaxis_transform())
            for place in range(len(names))
        ]
        self.artists = [self.bars, *self.numbers, self.title]

    def update(self, finding, gigabytes):
        """`gigabytes` in the order of the names."""
        self.title.set_text(finding)
        self.bars.set_verts(
            [_rectangle(place - 0.3, place + 0.3, self.lowest, size) for place, size in enumerate(gigabytes)]
        )
        for text, size in zip(self.numbers, gigabytes, strict=True):
            text.set_text(f"{size:,.0f}" if size >= 100 else f"{size:.2g}")
