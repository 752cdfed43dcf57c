"""A curve fitted to points, and small histograms one above the other."""

import numpy as np
from matplotlib.collections import PolyCollection

from ...plots.marks import dot
from ...plots.numbers import two_digits
from ...plots.style import PAST, TRAINING, VALIDATION
from ...plots.text import moving_text, moving_title


class FittedCurve:
    """Training points, new points, the truth (dashed) and the fitted curve."""

    def __init__(self, ax, truth, limits, y_limits, labels=("input", "output")):
        self.places = np.linspace(*limits, 300)
        ax.set(xlim=limits, ylim=y_limits, xlabel=labels[0], ylabel=labels[1])
        ax.set_xticks(np.linspace(*limits, 5))
        ax.plot(self.places, truth(self.places), color=PAST, linestyle="--", linewidth=1.4)
        self.title = moving_title(ax)
        pale = {"marker": "^", "alpha": 0.45, "markeredgecolor": VALIDATION, "clip_on": True}
        self.new = dot(ax, VALIDATION, size=5, **pale)
        (self.curve,) = ax.plot([], [], color=TRAINING)
        self.seen = dot(ax, TRAINING, size=7, clip_on=True)
        self.artists = [self.new, self.curve, self.seen, self.title]

    def update(self, finding, seen, new, heights):
        """`seen` and `new` are pairs (inputs, outputs) of points, `heights` the fitted curve at `places`."""
        self.title.set_text(finding)
        self.seen.set_data(*seen)
        self.new.set_data(*new)
        self.curve.set_data(self.places, heights)


class Ridges:
    """Up to `n_rows` histograms, the first layer at the bottom, each with its spread written to its right."""

    def __init__(self, ax, n_rows, x_label, limits=(-1.0, 1.0), n_bins=41, tallest=0.15):
        """Bars that hold more than the share `tallest` are cut off; the outer bins hold what lies beyond."""
        self.edges, self.tallest = np.linspace(*limits, n_bins + 1), tallest
        low, high = limits
        width = high - low
        ax.set(xlim=(low - 0.05 * width, high + 0.52 * width), ylim=(0.9, n_rows + 1))
        ax.set(xlabel=x_label, ylabel="hidden layer")
        ax.set_yticks(range(1, n_rows + 1))
        ax.set_xticks(np.linspace(low, high, 5))
        self.title = moving_title(ax)
        self.hills = ax.add_collection(PolyCollection([], facecolor=TRAINING, alpha=0.75))
        beside = high + 0.06 * width
        self.spreads = [moving_text(ax, beside, row + 1.12, color=PAST) for row in range(n_rows)]
        self.artists = [self.hills, *self.spreads, self.title]

    def update(self, finding, layers):
        """`layers` holds one array of numbers for each row, of any shape."""
        self.title.set_text(finding)
        self.hills.set_verts([self._outline(row + 1, numbers) for row, numbers in enumerate(layers)])
        for row, spread in enumerate(self.spreads):
            spread.set_text(f"spread {two_digits(np.std(layers[row]))}" if row < len(layers) else "")

    def _outline(self, foot, numbers):
        counts, _ = np.histogram(np.clip(numbers, self.edges[0], self.edges[-1]), self.edges)
        heights = 0.85 * np.minimum(counts / numbers.size / self.tallest, 1)  # (n_bins,)
        across = np.repeat(self.edges, 2)
        return np.stack([across, foot + np.concatenate([[0], np.repeat(heights, 2), [0]])], axis=-1)
