"""Handwritten digits as pictures: what a network sees, and what it says about each."""

import numpy as np
from matplotlib.collections import LineCollection

from .style import DANGER
from .text import moving_text, moving_title

SIDE, ACROSS, DOWN = 8, 10, 12  # pixels of a digit, and from one digit to the next


class DigitGrid:
    """Digits in rows, each with a word below; a wrong one has a thick frame and its word in red."""

    def __init__(self, ax, n_rows, n_columns):
        rows, columns = np.divmod(np.arange(n_rows * n_columns), n_columns)
        self.corners = np.column_stack([ACROSS * columns, DOWN * rows])  # (n, 2): left and top of each digit
        width, height = ACROSS * n_columns, DOWN * n_rows
        ax.set(xlim=(-0.8, width - 1.2), ylim=(height - 0.2, -0.8), aspect="equal", anchor="N")
        ax.set_axis_off()
        self.pixels = np.zeros((height, width))  # 0 is white
        self.image = ax.imshow(self.pixels, cmap="Greys", vmin=0, vmax=1, extent=(0, width, height, 0))
        self.frames = ax.add_collection(LineCollection([], colors=DANGER, linewidths=3))
        self.words = [
            moving_text(ax, x + SIDE / 2, y + SIDE + 0.8, ha="center", va="top", fontsize=13)
            for x, y in self.corners
        ]
        self.title = moving_title(ax)
        self.artists = [self.image, self.frames, *self.words, self.title]

    def update(self, finding, images, words, is_wrong):
        """Shows `images` `(n, 64)`, grey values 0…1, each with its word, and a frame where `is_wrong`."""
        self.title.set_text(finding)
        self.pixels[:] = 0
        for (x, y), image in zip(self.corners, images, strict=False):
            self.pixels[y : y + SIDE, x : x + SIDE] = image.reshape(SIDE, SIDE)
        self.image.set_data(self.pixels)
        framed = [corner for corner, wrong in zip(self.corners, is_wrong, strict=False) if wrong]
        self.frames.set_segments([_frame(*corner) for corner in framed])
        for text in self.words:
            text.set_text("")
        for text, word, wrong in zip(self.words, words, is_wrong, strict=False):
            text.set(text=word, color=DANGER if wrong else "#333333")


def _frame(x, y):
    left, top, right, bottom = x - 0.5, y - 0.5, x + SIDE + 0.5, y + SIDE + 0.5
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
