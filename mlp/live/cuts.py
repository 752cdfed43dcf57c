"""Where can a picture be cut between its panels? At columns of pixels that are white from top to bottom."""

from itertools import pairwise

import numpy as np

WHITE = 250  # of 255: what counts as an empty pixel
STRIPS = 3, 2, 1  # pixels: how wide a white strip is looked for; the gap between two letters is narrow
OVERLAP = 0.1  # of the width: so far may the words of a panel reach below its left neighbour


def pieces_of(canvas, images):
    """The shares of the picture's width from cut to cut, from left to right; [1.0] where it cannot be cut.

    `images` are pictures of the canvas: a column must be white in all of them.
    """
    is_white = np.all([np.asarray(image.convert("L")).min(axis=0) >= WHITE for image in images], axis=0)
    cuts = [_cut(is_white, *gap) for gap in _gaps(canvas)]
    edges = [0.0, *cuts, 1.0]
    return [1.0] if None in cuts else [after - before for before, after in pairwise(edges)]


def _gaps(canvas):
    """What lies between neighbouring columns of panels, as pairs of shares of the width."""
    places = [(ax.get_position(), canvas.left_edge(ax)) for ax in canvas.figure.axes]
    spans = sorted((place.x0, place.x1, edge) for place, edge in places)
    gaps, reached = [], 1.0
    for left, right, edge in spans:
        gaps += [(reached - OVERLAP, edge)] if left > reached else []
        reached = max(reached, right) if reached < 1 else right
    return gaps


def _cut(is_white, left, right):
    """The middle of the last white strip of a gap, just left of the right panel's words; None without one."""
    strip = is_white[round(left * len(is_white)) : int(right * len(is_white))]
    for n_columns in STRIPS:
        starts = np.flatnonzero(np.convolve(strip, np.ones(n_columns), "valid") == n_columns)
        if len(starts):
            return left + (starts[-1] + n_columns / 2) / len(is_white)
    return None
