"""A loss over one weight or two, and the steps of a descent upon it."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .marks import dot, star
from .style import GOOD, HEIGHT_MAP, PAST, TRAINING
from .text import moving_title


class Landscape:
    """A loss over one weight as a curve, and the steps of a descent upon it."""

    def __init__(self, ax, function, limits, y_limits, x_label="weight"):
        self.function = function
        weights = np.linspace(*limits, 400)
        ax.plot(weights, function(weights), color=PAST, linewidth=1.6)
        ax.set(xlim=limits, ylim=y_limits, xlabel=x_label, ylabel="loss")
        self.title = moving_title(ax)
        (self.path,) = ax.plot([], [], color=TRAINING, linewidth=1.4, marker="o", markersize=5, alpha=0.75)
        self.ball = dot(ax, GOOD, size=12, clip_on=True)
        self.artists = [self.path, self.ball, self.title]

    def update(self, finding, weights):
        """`weights (n,)` are those that the descent has visited, in order."""
        self.title.set_text(finding)
        heights = self.function(weights)
        self.path.set_data(weights, heights)
        self.ball.set_data(weights[-1:], heights[-1:])


class Contours:
    """A loss over two parameters as a map seen from above, and the path of a descent upon it."""

    def __init__(self, ax, x_label, y_label):
        # `ground` lies below the path: the map, the star, and the axes' edges, which the map would half cover
        self.ax, self.limits = ax, None
        self.workshop = Figure().subplots()  # a map made on the axes that are shown would cost a full drawing
        ax.set(xlabel=x_label, ylabel=y_label)
        ax.grid(False)
        ax.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))  # no room for -0.25
        self.title = moving_title(ax)
        self.map = ax.add_collection(PathCollection([], linewidths=0, antialiaseds=False))
        self.star = star(ax)
        (self.path,) = ax.plot([], [], color=TRAINING, linewidth=1.4, marker="o", markersize=3.5)
        self.here = dot(ax, TRAINING, clip_on=True)
        self.ground = [self.map, ax.spines["left"], ax.spines["bottom"], self.star]
        self.artists = [self.path, self.here, self.title]

    def draw_map(self, x, y, heights, minimum):
        """Another map, `x (n,)`, `y (m,)`, `heights (m, n)`, with a star at the `minimum` (x, y).

        Only other limits cost a full drawing.
        """
        levels = np.geomspace(max(heights.min(), heights.max() / 1e4), heights.max(), 14)
        filled = {"levels": levels, "norm": "log", "cmap": HEIGHT_MAP, "extend": "min"}
        bands = self.workshop.contourf(x, y, heights, **filled)
        self.map.set(paths=bands.get_paths(), facecolors=bands.get_facecolors())
        bands.remove()
        self.star.set_data(minimum[:1], minimum[1:])
        limits = {"xlim": (x[0], x[-1]), "ylim": (y[0], y[-1])}
        if limits != self.limits:
            self.ax.set(**limits)
            self.limits = limits

    def update(self, finding, path):
        """`path (n, 2)` are the places visited, in order."""
        self.title.set_text(finding)
        self.path.set_data(*path.T)
        self.here.set_data(*path[-1:].T)
