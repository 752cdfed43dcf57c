"""Networks as diagrams: layers with their parameters counted, and weights as bus lines."""

from itertools import pairwise, product

import numpy as np
from matplotlib.collections import LineCollection

from ...plots.marks import dot
from ...plots.numbers import decimals
from ...plots.style import DANGER, GOOD, PAST, TRAINING
from ...plots.text import moving_text, moving_title


class LayerDiagram:
    """Layers as columns of units, with the parameters counted on every gap; of a large layer some units."""

    most_drawn = 6

    def __init__(self, ax, most_layers):
        ax.set(xlim=(-0.07, 1.07), ylim=(-0.24, 1.68))
        ax.set_axis_off()
        self.title = moving_title(ax)
        self.lines = ax.add_collection(LineCollection([], colors=PAST, linewidths=0.6, alpha=0.45))
        (self.path,) = ax.plot([], [], color=GOOD, linewidth=2.4)
        self.units = dot(ax, TRAINING, size=10, clip_on=True)
        self.dots = dot(ax, PAST, size=2.6, markeredgecolor=PAST, clip_on=True)  # for units left out
        self.sizes = [moving_text(ax, ha="center", va="top") for _ in range(most_layers)]
        self.formulas, self.counts = (
            [moving_text(ax, ha="center", va="bottom", color=color) for _ in range(most_layers - 1)]
            for color in (PAST, "black")
        )
        self.note = moving_text(ax, 0.5, -0.25, ha="center", va="bottom", color=PAST)
        self.artists = [self.lines, self.path, self.units, self.dots]
        self.artists += [*self.sizes, *self.formulas, *self.counts, self.note, self.title]

    def update(self, finding, sizes, note):
        """`sizes` are the layers' numbers of units, `note` is a line below the diagram."""
        self.title.set_text(finding)
        self.note.set_text(note)
        columns = np.linspace(0, 1, len(sizes))
        columns_and_sizes = list(zip(columns, sizes, strict=True))
        layers = [_column(x, size, self.most_drawn) for x, size in columns_and_sizes]
        self.lines.set_segments([ends for gap in pairwise(layers) for ends in product(*gap)])
        self.path.set_data(*np.array([layer[0] for layer in layers]).T)
        self.units.set_data(*np.concatenate(layers).T)
        left_out = [x for x, size in columns_and_sizes if size > self.most_drawn]
        self.dots.set_data(np.repeat(left_out, 3), np.tile([0.47, 0.5, 0.53], len(left_out)))
        self._write_sizes(columns, sizes)
        self._count(columns, sizes)

    def _write_sizes(self, columns, sizes):
        for text in self.sizes:
            text.set_text("")
        for text, x, size in zip(self.sizes, columns, sizes, strict=False):
            text.set_text(f"{size}")
            text.set_position((x, -0.01))

    def _count(self, columns, sizes):
        # many gaps are narrower than their words: these take turns on two or three levels
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


def _column(x, size, most_drawn):
    """The places of a layer's units, `(n_drawn, 2)`, the top one first, with a gap for those left out."""
    n_drawn = min(size, most_drawn)
    heights = 0.14 * (np.arange(n_drawn)[::-1] - (n_drawn - 1) / 2)
    if size > n_drawn:
        heights += 0.05 * np.sign(heights)
    return np.column_stack([np.full(n_drawn, x), 0.5 + heights])


class BusMap:
    """Numbers as bus lines from stop to stop: as thick as the number is large, dashed if it is negative."""

    def __init__(self, ax, sizes, first_names, last_names):
        ax.set(xlim=(-0.42, 1.48), ylim=(-0.26, 1.14))
        ax.set_axis_off()
        self.title = moving_title(ax)
        columns = zip(np.linspace(0, 1, len(sizes)), sizes, strict=True)
        self.stops = [np.column_stack([np.full(n, x), np.linspace(1, 0, n)]) for x, n in columns]
        self.positive = ax.add_collection(LineCollection([], colors=TRAINING, capstyle="round"))
        self.negative = ax.add_collection(LineCollection([], colors=DANGER, linestyles=(0, (2.2, 1.1))))
        circles = dot(ax, "white", size=34, markeredgecolor=PAST, markeredgewidth=1.4, clip_on=True)
        circles.set_data(*np.concatenate(self.stops).T)
        ring = {"fillstyle": "none", "markeredgecolor": GOOD, "markeredgewidth": 4, "clip_on": True}
        self.arrival = dot(ax, GOOD, size=37, **ring)
        at = {"ha": "center", "va": "center"}
        self.values = [moving_text(ax, x, y, **at) for x, y in np.concatenate(self.stops)]
        first = zip(self.stops[0], first_names, strict=True)
        last = zip(self.stops[-1], last_names, strict=True)
        names = [moving_text(ax, x - 0.09, y, name, ha="right", va="center") for (x, y), name in first]
        names += [moving_text(ax, x + 0.105, y, name, va="center") for (x, y), name in last]
        self.artists = [self.positive, self.negative, circles, self.arrival]
        self.note = moving_text(ax, 0.5, -0.26, ha="center", va="bottom", color=PAST)
        self.artists += [*self.values, *names, self.note, self.title]

    def update(self, finding, numbers, layer_outputs, arrival, note):
        """`numbers[k] (n_in, n_out)`, 0 for a bus that does not run; `layer_outputs[k] (n_k,)`.

        `arrival` is the index of the last stop; `note` is a line below the map.
        """
        self.title.set_text(finding)
        self.note.set_text(note)
        buses = [bus for k, layer in enumerate(numbers) for bus in self._buses(k, layer)]
        for lines, sign in ((self.positive, 1), (self.negative, -1)):
            running = [(start, end, size) for start, end, size in buses if sign * size > 0]
            lines.set_segments([(start, end) for start, end, _ in running])
            lines.set_linewidths([0.4 + 4 * abs(size) for _, _, size in running])
        for text, value in zip(self.values, np.concatenate(layer_outputs), strict=True):
            text.set_text(decimals(value))
        self.arrival.set_data(*self.stops[-1][[arrival]].T)

    def _buses(self, k, layer):
        return ((self.stops[k][i], self.stops[k + 1][j], layer[i, j]) for i, j in np.ndindex(layer.shape))
