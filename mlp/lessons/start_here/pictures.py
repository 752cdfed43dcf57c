"""Two still pictures: the sets into which data are split, and a scene of each notebook."""

from pathlib import Path

import numpy as np
from PIL import Image

from ...plots.style import GOOD, TRAINING, VALIDATION, look, panels
from ..common import DIGITS

DOCS = Path(__file__).parents[3] / "docs"
ROLES = {  # in the order in which they are used: what for, by whom, how often
    "training": ("to learn from", "the network", "in every update", TRAINING),
    "validation": ("to choose settings by", "you", "as often as you like", VALIDATION),
    "test": ("to see what it can do", "you", "once, at the very end", GOOD),
}


@look()
def draw_three_sets():
    """A figure: all digits as one bar in three parts, and below each what it is for."""
    sizes = [len(points.inputs) for points in DIGITS]
    figure, (ax,) = panels(1, size=(10, 1.9), left=0.02, right=0.98, bottom=0.02, top=0.83)
    ax.set(xlim=(0, sum(sizes)), ylim=(-1.7, 1), title=f"{sum(sizes):,} digits, split once, by chance")
    ax.set_axis_off()
    start = 0
    for size, (name, (purpose, reader, how_often, color)) in zip(sizes, ROLES.items()):
        ax.barh(0.5, size - 8, left=start, height=0.8, color=color)
        middle = start + size / 2
        ink = "black" if color == VALIDATION else "white"  # so that it can be read
        ax.text(middle, 0.5, f"{name}: {size:,}", ha="center", va="center", color=ink, fontsize=14)
        ax.text(middle, -0.2, f"{purpose}\nread by {reader}\n{how_often}", ha="center", va="top", fontsize=12)
        start += size
    return figure


def three_sets_in_words():
    """What the picture of the three sets says."""
    parts = [f"{len(points.inputs):,} {name} digits {ROLES[name][0]}" for name, points in zip(ROLES, DIGITS)]
    return f"{'; '.join(parts)}."


@look()
def draw_map():
    """A figure: a small picture of a scene from each of the other notebooks, with number and name."""
    pictures = sorted(DOCS.glob("0[1-9]_*.png"))
    figure, axes = panels(1, 1, 1, rows=3, size=(10, 4.9), gap=0.04)
    figure.subplots_adjust(left=0.01, right=0.99, bottom=0.01, top=0.93, hspace=0.25)
    for ax in axes:
        ax.set_axis_off()
    for ax, path in zip(axes, pictures):
        number, name = int(path.stem[:2]), path.stem[3:].replace("_", " ").capitalize()
        ax.imshow(_half_as_large(path), aspect="equal", interpolation="antialiased")
        ax.set_title(f"{number} · {name}")
    return figure


def _half_as_large(path):
    """A picture's colours as bytes, `(height, width, 3)`: as large as it is shown, or a little larger."""
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB").reduce(2))
