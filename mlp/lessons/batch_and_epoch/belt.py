"""Digits on a belt that fill a batch, and the number of updates in an epoch as stairs."""

import numpy as np
from matplotlib.collections import LineCollection

from ...plots.digits import SIDE
from ...plots.marks import dot
from ...plots.style import GOOD, PAST, TRAINING
from ...plots.text import moving_text, moving_title

CELL, EMPTY = SIDE + 2, 0.22  # pixels from one picture to the next, and how grey an empty slot is


class Belt:
    """Pictures come in on a belt and fill the slots of a batch; two lamps, and a bar for the epoch below."""

    n_on_belt = 8
    slots_at, slots_width = np.array([61.0, 91.0]), 37.0  # the upper left corner, and how much room there is
    bar_at, bar_height = 3.0, 8.0

    def __init__(self, ax):
        ax.set(xlim=(0, 100), ylim=(0, 100))
        ax.axis("off")
        self.title = moving_title(ax)
        room = ax.get_window_extent()
        units_up = room.width / room.height  # a square as wide as 1 is so high
        ax.plot([0, 54], [66, 66], color=PAST)
        wheels = dot(ax, PAST, size=9, markerfacecolor="white", markeredgecolor=PAST)
        wheels.set_data(np.arange(2, 54, 10), np.full(6, 62.2))
        ax.annotate("", (59.5, 71), (54.5, 71), arrowprops={"arrowstyle": "->", "color": PAST})
        ax.text(0, 95, "shuffled examples come", color=PAST)
        ax.text(61, 95, "one batch", color=PAST)
        ax.text(0, 15, "one epoch", color=PAST)
        frame = self.bar_at + self.bar_height * np.array([0, 0, 1, 1, 0])
        ax.plot([0, 100, 100, 0, 0], frame, color=PAST, linewidth=1)
        self.coming = self._digits(ax, (0, 54), (66.8, 66.8 + 54 / self.n_on_belt * units_up))
        (left, top), width = self.slots_at, self.slots_width
        self.slots = self._digits(ax, (left, left + width), (top - width * units_up, top))
        (self.bar,) = ax.fill([0, 0, 0, 0], [0, 0, 0, 0], color=TRAINING, alpha=0.55, linewidth=0)
        self.borders = ax.add_collection(LineCollection([], color="#999999", linewidth=0.8))
        self.lamps = ax.scatter([3.5, 3.5], [46, 32], s=240, edgecolor=PAST, linewidth=1.2)
        self.numbers = [moving_text(ax, 8, height, va="center") for height in (46, 32)]
        self.pace = moving_text(ax, 0, 87.5, color=PAST)
        self.artists = [self.coming, self.slots, self.bar, self.borders, self.lamps]
        self.artists += [*self.numbers, self.pace, self.title]

    @staticmethod
    def _digits(ax, x_range, y_range):
        extent = (*x_range, *y_range)
        return ax.imshow([[0]], cmap="Greys", vmin=0, vmax=1, extent=extent, aspect="auto")

    def lay_out(self, batch_size):
        """Makes room for `batch_size` examples in the box."""
        self.n_columns = int(np.ceil(np.sqrt(batch_size)))
        n_across = max(self.n_columns, 4)
        self.empty = np.zeros((CELL * n_across, CELL * n_across))
        for number in range(batch_size):
            self.empty[self._slot(number)] = EMPTY

    def _slot(self, number):
        """Where the pixels of a slot are in the picture of all slots."""
        row, column = divmod(number, self.n_columns)
        top, left = CELL * row + 1, CELL * column + 1
        return slice(top, top + SIDE), slice(left, left + SIDE)

    def update(self, finding, batch, coming, share_done, borders, lit, numbers, pace):
        """Shows the `batch` so far and what is `coming` next, `(n, 64)` each, grey values 0…1.

        `lit` says which lamps are on (step, epoch), `numbers` are their texts. `borders` says where batches
        end, as shares of the epoch.
        """
        self.title.set_text(finding)
        self._show_pictures(batch, coming)
        low, high = self.bar_at, self.bar_at + self.bar_height
        self.bar.set_xy([(0, low), (0, high), (100 * share_done, high), (100 * share_done, low)])
        self.borders.set_segments([[(100 * place, low), (100 * place, high)] for place in borders])
        self.lamps.set_facecolor([GOOD if on else "white" for on in lit])
        for line, text in zip(self.numbers, numbers, strict=True):
            line.set_text(text)
        self.pace.set_text(pace)

    def _show_pictures(self, batch, coming):
        slots, belt = self.empty.copy(), np.zeros((CELL, CELL * self.n_on_belt))
        for number, image in enumerate(batch):
            slots[self._slot(number)] = image.reshape(SIDE, SIDE)
        for number, image in enumerate(coming[: self.n_on_belt], start=1):
            left = belt.shape[1] - CELL * number + 1  # the next one is at the right end
            belt[1 : 1 + SIDE, left : left + SIDE] = image.reshape(SIDE, SIDE)
        self.slots.set_data(slots)
        self.coming.set_data(belt)


class Stairs:
    """Updates in an epoch over the number of examples, near your setting: stairs, and the quotient."""

    def __init__(self, ax, y_label):
        ax.set(xlim=(0, 3), ylim=(0, 3.5))
        ax.set_xticks([0, 1, 2, 3], [""] * 4)
        ax.set_yticks([1, 2, 3], [""] * 3)
        ax.set_xlabel("examples in the data", labelpad=22)
        ax.tick_params(length=0)
        ax.text(-0.82, 1.75, y_label, rotation=90, ha="right", va="center")
        ax.plot([0, 3], [0, 3], color=PAST, linewidth=1.4, linestyle=":")
        ax.text(1.66, 1.4, "N / B", color=PAST, va="center")
        self.title = moving_title(ax)
        self.stairs = ax.add_collection(LineCollection([], color=TRAINING, linewidth=2.4))
        self.place = dot(ax, GOOD)
        self.x_names = [moving_text(ax, k, -0.12, ha="center", va="top") for k in range(4)]
        self.y_names = [moving_text(ax, -0.06, k, ha="right", va="center") for k in (1, 2, 3)]
        self.artists = [self.stairs, *self.x_names, *self.y_names, self.place, self.title]

    def update(self, finding, n_examples, batch_size, n_batches, drop_last):
        """The stair that `n_examples` stand on is in the middle, unless there is none below it."""
        self.title.set_text(finding)
        first = max(n_batches - 2 + drop_last, 0)
        self.stairs.set_segments([[(k, k + 1 - drop_last), (k + 1, k + 1 - drop_last)] for k in range(3)])
        self.place.set_data([n_examples / batch_size - first], [n_batches - first])
        for k, name in enumerate(self.x_names):
            name.set_text(f"{(first + k) * batch_size:,}")
        for k, name in enumerate(self.y_names, start=1):
            name.set_text(f"{first + k:,}")
