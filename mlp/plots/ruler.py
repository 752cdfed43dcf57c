"""How is the range of an x axis changed without a full drawing? By numbers below it that move like everything else."""

import numpy as np
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from .numbers import short
from .style import PAST
from .text import moving_text


class Ruler:
    """An x axis in shares of its length, from 0 to 1, with movable numbers: whoever draws asks `share` where a place is."""

    most_ticks = 12

    def __init__(self, ax, is_logarithmic=False):
        self.is_logarithmic = is_logarithmic
        ax.set(xlim=(0, 1), xticks=[])
        below, inches = ax.get_xaxis_transform(), ax.figure.dpi_scale_trans
        (self.ticks,) = ax.plot(
            [],
            [],
            color=PAST,
            marker=3,
            markersize=3.5,
            markeredgewidth=0.8,
            linestyle="",
            clip_on=False,
            transform=below,
        )
        at_numbers, at_label = (
            below + ScaledTranslation(0, -points / 72, inches) for points in (15.6, 30.2)
        )  # where matplotlib puts them
        self.numbers = [
            moving_text(ax, transform=at_numbers, color="#333333", ha="center")
            for _ in range(self.most_ticks)
        ]
        self.label = moving_text(ax, 0.5, 0, transform=at_label, ha="center")
        self.artists = [self.ticks, *self.numbers, self.label]

    def use(self, low, high, label):
        """Another range, and what it counts."""
        self.low, self.high = low, high
        self.label.set_text(label)
        ticks = (
            10.0 ** np.arange(np.ceil(np.log10(low)), np.log10(high))
            if self.is_logarithmic
            else MaxNLocator(9, steps=[1, 2, 5, 10]).tick_values(low, high)
        )
        ticks = ticks[(ticks >= low) & (ticks <= high)]
        self.ticks.set_data(self.share(ticks), np.zeros(len(ticks)))
        for number in self.numbers:
            number.set_text("")
        for number, tick in zip(self.numbers, ticks, strict=False):
            number.set_text(short(tick))
            number.set_x(self.share(tick))

    def share(self, places):
        """How far along the axis places `(n,)` lie: 0 at its left end, 1 at its right."""
        scale = np.log if self.is_logarithmic else np.asarray
        return (scale(places) - scale(self.low)) / (scale(self.high) - scale(self.low))
