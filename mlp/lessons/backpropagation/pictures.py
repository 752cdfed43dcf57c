"""Pictures about gradients: a race, a table, signed bars, and gradients over layers and settings."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from ...plots.marks import dot, threshold
from ...plots.numbers import tick_label, two_digits
from ...plots.style import DANGER, GOOD, GRADIENT, PAST, logarithmic
from ...plots.text import moving_text, moving_title
from .graph import SIZE, VALUE

VANISHING_MAP = LinearSegmentedColormap.from_list(
    "vanishing to exploding", ["#4d9acb", "#b9d9ec", "#ffffff", "#f6cfae", "#e88a4a"]
)


class RaceTrack:
    """Which share is known after how much work, for several runners, and a dashed goal far to the right."""

    def __init__(self, ax, colors, x_limits, x_label, y_label):
        """`colors` maps each runner's name to its colour."""
        ax.set(xscale="log", xlim=x_limits, ylim=(0, 1.12), xlabel=x_label, ylabel=y_label)
        ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
        logarithmic(ax.xaxis)
        self.title = moving_title(ax)
        self.goal = threshold(ax, x=x_limits[1])
        self.goal_name = moving_text(ax, color=DANGER, ha="right", va="center", fontsize=SIZE)
        self.lines = {name: ax.plot([], [], color=color)[0] for name, color in colors.items()}
        self.heads = {name: dot(ax, color, size=9, markeredgewidth=0) for name, color in colors.items()}
        self.names = {name: moving_text(ax, color=color, fontsize=SIZE) for name, color in colors.items()}
        runs = self.lines, self.heads, self.names
        self.artists = [self.goal, self.goal_name, *(artist for kind in runs for artist in kind.values())]
        self.artists += [self.title]

    def update(self, finding, goal, goal_name, **runs):
        """`runs` gives by name the amounts of work and the shares known after them, both `(n,)`."""
        self.title.set_text(finding)
        self.goal.set_xdata([goal, goal])
        self.goal_name.set(text=goal_name, position=(0.9 * goal, 0.09))
        for name, (work, shares) in runs.items():
            self.lines[name].set_data(work, shares)
            self.heads[name].set_data(work[-1:], shares[-1:])
            self.names[name].set(text=name, position=(work[-1] * 1.15, shares[-1] + 0.04))


class Table:
    """Rows of numbers under a heading; a row that does not agree is marked with a cross and a colour."""

    def __init__(self, ax, headings, places, n_rows):
        """`places` are the right ends of the columns, as shares of the width."""
        ax.axis("off")
        self.title = moving_title(ax)
        at = {"transform": ax.transAxes, "va": "center", "fontsize": SIZE}
        heights = 0.92 - 0.13 * np.arange(n_rows + 1)
        for place, heading in zip(places, headings, strict=True):
            ax.text(place, heights[0], heading, ha="right", color=PAST, **at)
        ax.plot([0, 1], [heights[0] - 0.065] * 2, color=PAST, linewidth=1, transform=ax.transAxes)
        ax.set(xlim=(0, 1), ylim=(0, 1))
        self.cells = [
            [moving_text(ax, place, height, ha="right", **at) for place in places] for height in heights[1:]
        ]
        self.artists = [self.title, *(cell for row in self.cells for cell in row)]

    def update(self, finding, rows, good):
        """`rows` are lists of texts; `good (n_rows,)` says which rows agree."""
        self.title.set_text(finding)
        for cells, row, is_good in zip(self.cells, rows, good, strict=True):
            for cell, text in zip(cells, row, strict=True):
                cell.set(text=text, color=VALUE if is_good else DANGER)


class SignedBars:
    """Bars to the left and right of zero, each with its number; a bar that is too long ends at the edge."""

    def __init__(self, ax, names, colors, limits, x_label):
        self.limits = limits
        rows = np.arange(len(names))[::-1]
        self.bars = ax.barh(rows, np.zeros(len(names)), color=colors, height=0.55)
        ax.set(xlim=limits, ylim=(-0.6, len(names) - 0.4), xlabel=x_label)
        ax.set_yticks(rows, names)
        ax.tick_params(axis="y", length=0)
        ax.grid(False)
        ax.axvline(0, color=PAST, linewidth=1)
        self.title = moving_title(ax)
        self.texts = [moving_text(ax, 0, row, color=VALUE, fontsize=SIZE, va="center") for row in rows]
        self.artists = [*self.bars, self.title, *self.texts]

    def update(self, finding, sizes, texts):
        """`sizes` in the order of the names, and what stands beside each bar, on the other side of zero."""
        self.title.set_text(finding)
        gap = 0.02 * (self.limits[1] - self.limits[0])
        for bar, beside, size, text in zip(self.bars, self.texts, sizes, texts, strict=True):
            bar.set_width(np.clip(np.nan_to_num(size), *self.limits))
            beside.set(text=text, x=-gap if size > 0 else gap, ha="right" if size > 0 else "left")


class DepthMap:
    """Gradients over two settings: blue where they vanish, orange where they explode; a ring at yours.

    A bar beside the map says which colour is which size.
    """

    def __init__(self, ax, scales, depths, limits, x_label, y_label):
        """`limits` are the powers of ten at which the colours end."""
        self.title = moving_title(ax)
        colors = {"cmap": VANISHING_MAP, "vmin": limits[0], "vmax": limits[1]}
        self.image = ax.imshow(np.zeros((len(depths), len(scales))), origin="lower", aspect="auto", **colors)
        ax.grid(False)
        ax.set_xticks(range(0, len(scales), 5), [two_digits(scale) for scale in scales[::5]])
        ticks = [number for number, depth in enumerate(depths) if depth in (1, 5, 10, 15, 20)]
        ax.set_yticks(ticks, [depths[tick] for tick in ticks])
        ax.set(xlabel=x_label, ylabel=y_label)
        self._add_bar(ax, *limits)
        self.ring = dot(ax, VALUE, size=13, fillstyle="none", markeredgecolor=VALUE, markeredgewidth=2)
        at = {"transform": ax.transAxes, "color": VALUE, "fontsize": SIZE, "va": "top"}
        self.words = [moving_text(ax, 0.03, 0.96, **at), moving_text(ax, 0.97, 0.96, ha="right", **at)]
        self.artists = [self.image, *self.words, self.ring, self.title]

    def _add_bar(self, ax, low, high):
        bar = ax.figure.colorbar(self.image, cax=ax.inset_axes([1.04, 0, 0.04, 1]))
        bar.outline.set_visible(False)
        powers = [low, low // 2, 0, high // 2, high]
        labels = [tick_label(10.0**power, 10.0**low, 10.0**high) for power in powers]
        bar.set_ticks(powers, labels=[f"< {labels[0]}", *labels[1:-1], f"> {labels[-1]}"])
        bar.ax.tick_params(length=0)

    def update(self, finding, powers, place):
        """`powers (n_depths, n_scales)` of ten; `place` is your column and row."""
        self.title.set_text(finding)
        self.image.set_data(powers)
        self.ring.set_data([place[0]], [place[1]])
        low, high = self.image.get_clim()
        n_depths, n_scales = powers.shape
        corners = [
            ("vanishing", np.median(powers[-4:, :5]) < low / 2, place[0] < 5),
            ("exploding", np.median(powers[-4:, -5:]) > high / 2, place[0] >= n_scales - 5),
        ]
        for word, (text, is_there, has_ring) in zip(self.words, corners, strict=True):
            makes_room = has_ring and place[1] >= n_depths - 3
            word.set(text=text if is_there else "", y=0.8 if makes_room else 0.96)


class LayerNorms:
    """One number per layer on a logarithmic axis, between the heights that count as healthy."""

    def __init__(self, ax, n_layers, limits, x_label, y_label, healthy):
        self.limits = limits
        ax.set(yscale="log", xlim=(0, n_layers + 1), ylim=limits, xlabel=x_label, ylabel=y_label)
        logarithmic(ax.yaxis)
        ax.axhspan(*healthy, color=GOOD, alpha=0.12, linewidth=0)
        ax.text(n_layers + 0.8, 1.5 * healthy[1], "healthy", color=GOOD, ha="right", va="bottom")
        self.title = moving_title(ax)
        (self.line,) = ax.plot([], [], color=GRADIENT, marker="o", markersize=6, clip_on=False)
        self.artists = [self.line, self.title]

    def update(self, finding, norms):
        """`norms` from the first layer to the last; what is too small or too large stands at the edge."""
        self.title.set_text(finding)
        self.line.set_data(np.arange(1, len(norms) + 1), np.clip(norms, *self.limits))
