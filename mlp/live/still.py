"""A picture that does not move, for the last line of a cell, with words that say what it shows."""

import base64

import numpy as np

from ..plots.digits import SIDE, DigitGrid
from ..plots.style import own_settings, panels
from .canvas import drawn, png
from .words import printable


class Still:
    """A figure and one or two sentences about it, which are its plain text and its alternative text."""

    @own_settings()
    def __init__(self, figure, words):
        self.words, self.png = words, png(drawn(figure))

    def __repr__(self):
        return printable(self.words)

    def _repr_mimebundle_(self, **options):
        picture = {"text/plain": self.words, "image/png": base64.b64encode(self.png).decode()}
        return picture, {"image/png": {"alt": self.words}}


def show_digits(points, words=None, n_columns=8, finding="", is_wrong=False):
    """Shows digits as pictures, each with a word below it: its label, unless other `words` are given.

    Those that are `is_wrong`, all or by True and False for each, have a frame and a red word.
    Raises ValueError for points that are not pictures of 64 pixels.
    """
    n_in = points.inputs.shape[-1]
    if n_in != SIDE**2:
        raise ValueError(f"points.inputs has {n_in} columns; a digit has {SIDE**2} pixels")
    n_rows = -(-len(points.inputs) // n_columns)
    figure, (ax,) = panels(1, size=(10, 1.25 * n_rows + 0.5), left=0.02, right=0.98, bottom=0.02, top=0.9)
    names = [str(label) for label in points.labels] if words is None else words
    grid = DigitGrid(ax, n_rows, n_columns)
    grid.update(finding, points.inputs, names, np.broadcast_to(is_wrong, len(points.inputs)))
    return Still(figure, f"{len(points.inputs)} handwritten digits: {', '.join(names)}.")
