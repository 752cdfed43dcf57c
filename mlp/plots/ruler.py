"""An x axis whose range changes without a full drawing: the numbers below it move like everything else."""

import numpy as np
from matplotlib.markers import TICKDOWN
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from .numbers import tick_label
from .style import PAST
from .text import moving_text


class Ruler:
    """An x axis from 0 to 1 with numbers that move: draw at `share(x)` what belongs at x."""

    most_ticks = 12

    def __init__(self, ax, is_logarithmic=False):
        self.is_logarithmic = is_logarithmic
        ax.set(xlim=(0, 1), xticks=[])
        below, inches = ax.get_xaxis_transform(), ax.figure.dpi_scale_trans
        (self.ticks,) = ax.plot(
            [], [], color=PAST, marker=TICKDOWN, markersize=3.5, markeredgewidth=0.8, linestyle="",
            clip_on=False, transform=below,
        )  # fmt: skip
        # as far below the axis, in points, as matplotlib puts them
        at_numbers, at_label = (below + ScaledTranslation(0, -points / 72, inches) for points in (15.6, 30.2))
        self.numbers = [
            moving_text(ax, transform=at_numbers, color="#333333", ha="center")
            for _ in range(self.most_ticks)
        ]
        self.label = moving_text(ax, 0.5, 0, transform=at_label, ha="center")
        self.artists = [self.ticks, *self.numbers, self.label]

    def use(self, low, high, label):
        """Changes the range, and the label that says what it counts."""
        self.low, self.high = low, high
        self.label.set_text(label)
        ticks = self._ticks()
        self.ticks.set_data(self.share(ticks), np.zeros(len(ticks)))
        for number in self.numbers:
            number.set_text("")
        for number, tick in zip(self.numbers, ticks, strict=False):
            number.set_text(tick_label(tick, low, high) if self.is_logarithmic else f"{tick:,.6g}")
            number.set_x(self.share(tick))

    def _ticks(self):
        if self.is_logarithmic:
            ticks = 10.0 ** np.arange(np.ceil(np.log10(self.low)), np.log10(self.high))
        else:
            ticks = MaxNLocator(9, steps=[1, 2, 5, 10]).tick_values(self.low, self.high)
        return ticks[(ticks >= self.low) & (ticks <= self.high)]

    def share(self, places):
        """How far along the axis places `(n,)` lie: 0 at its left end, 1 at its right."""
        scale = np.log if self.is_logarithmic else np.asarray
        return (scale(places) - scale(self.low)) / (scale(self.high) - scale(self.low))
