"""A network as a graph with a number and a gradient at every node and edge, and a board for formulas."""

import numpy as np
from matplotlib.collections import LineCollection

from ...plots.numbers import short
from ...plots.style import GRADIENT, PAST, TRAINING
from ...plots.text import moving_text, moving_title

VALUE = "#222222"  # what the forward pass computes
FRESH = "#FFE9A8"  # behind a number that has just been computed
EDGE = "#bbbbbb"
SIZE = 10  # of the letters, in points: 14 pixels


class Graph:
    """Nodes and edges, each with a value and, under it, a gradient; the finding above. Axes in pixels."""

    def __init__(self, ax, size, nodes, edges, label_width=72, radius=28):
        """`nodes` maps names to places `(x, y)`, `edges` maps them to `(start, end, where)`.

        `where` is the share of the way at which the edge's label stands, or None for no label.
        """
        ax.set(xlim=(0, size[0]), ylim=(0, size[1]))
        ax.axis("off")
        self.nodes, self.edges = list(nodes), list(edges)
        places = np.array(list(nodes.values()), float)  # (n_nodes, 2)
        ends = np.array([(start, end) for start, end, _ in edges.values()], float)  # (n_edges, 2, 2)
        labelled = {name: edge for name, edge in edges.items() if edge[2] is not None}
        starts, stops, shares = (np.array(part, float) for part in zip(*labelled.values(), strict=True))
        labels = starts + shares[:, None] * (stops - starts)  # (n_labels, 2)
        half = np.array([label_width / 2, 0])
        boxes = np.stack([labels - half, labels + half], axis=1)  # (n_labels, 2, 2)
        self.ax = ax
        self.lines = ax.add_collection(LineCollection(ends))
        self.boxes = ax.add_collection(LineCollection(boxes, linewidths=32 * 0.72, colors="white"))
        self.circles = ax.scatter(*places.T, s=(2 * radius * 0.72) ** 2, linewidths=1.4, zorder=3)
        middle = {"ha": "center", "va": "center", "fontsize": SIZE}
        self.values, self.gradients = {}, {}
        for name, (x, y) in nodes.items():
            self.values[name] = moving_text(ax, x, y - 8, color=VALUE, **middle)
            self.gradients[name] = moving_text(ax, x, y - radius - 11, color=GRADIENT, **middle)
        self.title = moving_title(ax)
        self.names = [moving_text(ax, x, y + 9, name, color=PAST, **middle) for name, (x, y) in nodes.items()]
        self.labelled = list(labelled)
        for name, (x, y) in zip(labelled, labels, strict=True):
            self.values[name] = moving_text(ax, x, y + 8, color=VALUE, **middle)
            self.gradients[name] = moving_text(ax, x, y - 9, color=GRADIENT, **middle)
        self.artists = [
            self.lines,
            self.boxes,
            self.circles,
            *self.names,
            *self.values.values(),
            *self.gradients.values(),
            self.title,
        ]

    def write(self, x, y, text):
        """A still word, in grey, with its middle at `x`."""
        self.ax.text(x, y, text, ha="center", color=PAST)

    def update(self, values, gradients, lit=(), fresh=(), finding=""):
        """`values` and `gradients` are texts by name; `lit` names the path, `fresh` what is new."""
        self.title.set_text(finding)
        for name in self.values:
            self.values[name].set_text(values.get(name, ""))
            self.gradients[name].set_text(gradients.get(name, ""))
        self.lines.set(
            colors=[GRADIENT if name in lit else EDGE for name in self.edges],
            linewidths=[3.5 if name in lit else 1.4 for name in self.edges],
        )
        self.boxes.set(colors=[FRESH if name in fresh else "white" for name in self.labelled])
        self.circles.set_facecolors([FRESH if name in fresh else "white" for name in self.nodes])
        edges = {name: PAST if name in values else EDGE for name in self.nodes}
        self.circles.set_edgecolors([GRADIENT if name in lit else edges[name] for name in self.nodes])
        self.circles.set_linewidths([3.0 if name in lit else 1.4 for name in self.nodes])


class Blackboard:
    """Lines of text in columns: a heading, what is computed, and one line for what was picked."""

    def __init__(self, figure, height, n_rows=3, n_columns=2, left=0.03, width=1.0):
        """Takes the lowest `height` and left `width` of the figure; `left` is a share of that width."""
        ax = figure.add_axes([0, 0, width, height])
        ax.axis("off")
        lines = np.linspace(0.9, 0.1, n_rows + 2)
        at = {"transform": ax.transAxes, "va": "center"}
        self.heading = moving_text(ax, left, lines[0], color=VALUE, fontsize=11.5, **at)
        self.rows = [
            moving_text(ax, left + (0.99 - left) * column / n_columns, line, color=VALUE, fontsize=SIZE, **at)
            for column in range(n_columns)
            for line in lines[1:-1]
        ]
        self.last = moving_text(ax, left, lines[-1], color=GRADIENT, fontsize=SIZE, **at)
        self.artists = [self.heading, *self.rows, self.last]

    def update(self, heading, rows=(), last="", color=VALUE):
        """`rows` fill the first column from above, then the next; `color` is theirs."""
        self.heading.set_text(heading)
        self.last.set_text(last)
        for number, row in enumerate(self.rows):
            row.set_text(rows[number] if number < len(rows) else "")
            row.set_color(color)


class LossAlong:
    """The loss along one number: its curve, a dashed line from you to a nudged number, and the slope."""

    tops = (3, 12, 48, 120)  # where the axis may end

    def __init__(self, ax, reach, x_label, y_label):
        ax.set(xlim=(-reach, reach), ylim=(0, 1), yticks=[0, 1 / 3, 2 / 3, 1], yticklabels=[], xlabel=x_label)
        ax.set_ylabel(y_label, labelpad=22)
        self.title = moving_title(ax)
        self.title.set_x(-0.27)  # two long numbers need the room
        at = {"ha": "right", "va": "center", "color": "#333333", "transform": ax.transAxes}
        self.ticks = [moving_text(ax, -0.02, k / 3, **at) for k in range(4)]
        (self.curve,) = ax.plot([], [], color=PAST)
        (self.tangent,) = ax.plot([], [], color=GRADIENT)
        (self.secant,) = ax.plot([], [], color=TRAINING, linestyle="--", marker="o", markersize=7)
        self.artists = [self.curve, self.tangent, self.secant, *self.ticks, self.title]

    def update(self, finding, curve, here, nudged, slope):
        """`curve` is numbers and losses, `(n,)` each; `here` and `nudged` are a number and its loss each.

        `slope` is that of the loss where you are, or None.
        """
        self.title.set_text(finding)
        x, y = here
        top = next((top for top in self.tops if y < 0.8 * top), self.tops[-1])
        for k, tick in enumerate(self.ticks):
            tick.set_text(short(k * top / 3))
        self.curve.set_data(curve[0], np.divide(curve[1], top))
        self.secant.set_data([x, nudged[0]], np.divide([y, nudged[1]], top))
        ends = [-2, 2] if slope is not None else []
        self.tangent.set_data([x + end for end in ends], [(y + slope * end) / top for end in ends])
