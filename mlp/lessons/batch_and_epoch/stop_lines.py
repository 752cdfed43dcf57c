"""Where a run is stopped, and what its network says about every place on a map."""

import numpy as np

from ...plots.marks import dot, star, threshold
from ...plots.style import DANGER
from ...plots.text import moving_text, moving_title

DARK = "#333333"


class StopLines:
    """Upright lines over a run: where you stop it, and where a rule would."""

    def __init__(self, ax, n_steps):
        self.n_steps = n_steps
        self.yours = ax.axvline(0, color="#333333", linewidth=2)
        self.rules = threshold(ax, x=0)
        self.kept = star(ax, clip_on=False)
        inside = {"transform": ax.get_xaxis_transform(), "va": "top"}
        self.names = [
            moving_text(ax, 0, 0.98, "you stop", color="#333333", **inside),
            moving_text(ax, 0, 0.9, "the rule stops", color=DANGER, **inside),
        ]
        self.artists = [self.rules, self.yours, self.kept, *self.names]

    def update(self, stop, rule_stop, kept, height):
        """The epochs of your stop, of the rule's, and of what it keeps, and that one's validation loss.

        What is not known yet is None.
        """
        self.yours.set_xdata([stop, stop])
        self._name(0, stop, rule_stop)
        for line in (self.rules, self.names[1]):
            line.set_visible(rule_stop is not None)
        if rule_stop is not None:
            self.rules.set_xdata([rule_stop, rule_stop])
            self._name(1, rule_stop, stop)
        self.kept.set_data([kept] if kept is not None else [], [height] if kept is not None else [])

    def _name(self, number, place, other):
        # right of its line; left of it if the other line is in the way; or else right of both
        width, gap = (0.16, 0.26)[number] * self.n_steps, 0.012 * self.n_steps
        is_blocked = other is not None and 0 <= other - place < width
        to_the_left = place > 1.18 * self.n_steps - width or (is_blocked and place > width)
        self.names[number].set_ha("right" if to_the_left else "left")
        self.names[number].set_x(place - gap if to_the_left else other + gap if is_blocked else place + gap)


class ClassMap:
    """What a network says everywhere in a square, light to dark, and the points that it learns from."""

    def __init__(self, ax, reach, labels, resolution=50):
        side = np.linspace(-reach, reach, resolution)
        self.grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)  # (resolution², 2)
        self.resolution = resolution
        ax.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel=labels[0], ylabel=labels[1])
        ax.grid(False)
        self.title = moving_title(ax)
        blank = np.full((resolution, resolution), 0.5)
        corners = (-reach, reach, -reach, reach)
        colors = {"cmap": "Greys", "vmin": 0, "vmax": 2, "interpolation": "bilinear"}  # 1 is a light grey
        self.map = ax.imshow(blank, extent=corners, origin="lower", aspect="auto", **colors)
        # blue and orange are the curves beside
        looks = [("o", "white", DARK), ("^", DARK, "white"), ("s", "#999999", DARK)]
        self.points = [
            dot(ax, color, size=8, marker=marker, markeredgecolor=edge, clip_on=True)
            for marker, color, edge in looks
        ]
        self.artists = [self.map, *self.points, self.title]

    def show_points(self, inputs, labels):
        """White circles for class 0, dark triangles for class 1, grey squares for class 2."""
        for k, points in enumerate(self.points):
            points.set_data(*inputs[labels == k].T)

    def update(self, finding, shares):
        """`shares` of class 1 at every place of the `grid`, `(resolution²,)`."""
        self.title.set_text(finding)
        self.map.set_data(shares.reshape(self.resolution, self.resolution))
