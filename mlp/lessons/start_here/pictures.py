"""The three sets into which data are split, in one picture."""

from ...plots.style import GOOD, TRAINING, VALIDATION, look, panels
from ..common import DIGITS

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
        ax.barh(0.5, size - 8, left=start, height=0.8, align="center", color=color)
        ink = "black" if color == VALIDATION else "white"  # so that it can be read
        middle = start + size / 2
        ax.text(middle, 0.5, f"{name}: {size:,}", ha="center", va="center", color=ink, fontsize=14)
        ax.text(middle, -0.2, f"{purpose}\nread by {reader}\n{how_often}", ha="center", va="top", fontsize=12)
        start += size
    return figure


def three_sets_in_words():
    """What the picture of the three sets says."""
    parts = [f"{len(points.inputs):,} {name} digits {ROLES[name][0]}" for name, points in zip(ROLES, DIGITS)]
    return f"{'; '.join(parts)}."
