"""A curve laid through points, with points it has not seen and the curve that made them all."""
import numpy as np

from .look import PAST, TRAINING, VALIDATION, title


class FittedCurve:
    """Training points, new points, the truth (dashed) and the fitted curve."""

    def __init__(self, ax, truth, limits, y_limits):
        self.places = np.linspace(*limits, 300)
        ax.set(xlim=limits, ylim=y_limits, xlabel="input", ylabel="output")
        ax.set_xticks(np.linspace(*limits, 5))
        ax.plot(self.places, truth(self.places), color=PAST, linestyle="--", linewidth=1.4)
        self.title = title(ax)
        (self.new,) = ax.plot([], [], color=VALIDATION, marker="^", markersize=5, alpha=0.45, linestyle="")
        (self.curve,) = ax.plot([], [], color=TRAINING)
        (self.seen,) = ax.plot([], [], color=TRAINING, marker="o", markersize=7, linestyle="", markeredgecolor="white")
        self.artists = [self.new, self.curve, self.seen, self.title]

    def update(self, finding, seen, new, heights):
        """`seen` and `new` are pairs (inputs, outputs) of points, `heights` the fitted curve at `places`."""
        self.title.set_text(finding)
        self.seen.set_data(*seen)
        self.new.set_data(*new)
        self.curve.set_data(self.places, heights)
