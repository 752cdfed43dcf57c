"""Where can a picture of two panels be cut, so that a phone shows one below the other?

A title on the left may reach over the labels of the right panel. So a cut may have a step: above a row it
goes down one column, below that row down another.
"""

import numpy as np

HIGHEST_STEP = 80  # pixels from the top: below the titles
NARROWEST = 2  # pixels that stay white
TOLERANCE = 12  # pixels


def cut_between_panels(figure, has_ink):
    """The columns of a cut that touches nothing in any picture, [above, below, row]; None if there is none.

    `has_ink` (height, width) says whether anything is drawn at a pixel, in any of the pictures.
    """
    starts = sorted({round(ax.get_position().x0, 2) for ax in figure.axes})
    if len(starts) != 2:
        return None
    left, right = ([ax for ax in figure.axes if round(ax.get_position().x0, 2) == x] for x in starts)
    end, title = max(ax.bbox.x1 for ax in left), min(ax.bbox.x0 for ax in right)
    labels = min(ax.get_tightbbox().x0 for ax in right)
    for row in range(0, HIGHEST_STEP, 2):  # without a step where possible, else right below the title
        above = _blank_columns(has_ink[:row], end, title, title)
        below = _blank_columns(has_ink[row:], end, labels, title)
        if below and (row == 0 or above and not _is_crossed(has_ink, row, below, above)):
            return [sum(above if row else below) // 2, sum(below) // 2, row]
    return None


def _is_crossed(has_ink, row, below, above):
    """Whether the step from one column to the other, along a row, goes through something drawn."""
    first, last = sorted((sum(below) // 2, sum(above) // 2))
    return bool(has_ink[row - 1 : row + 1, first : last + 1].any())


def _width(run):
    return run[1] - run[0]


def _blank_columns(has_ink, start, edge, limit):
    """The blank columns from `start` to `limit` that end at the `edge` of what is drawn there, as two ends.

    None if there are none, or too few. Matplotlib knows an edge only roughly, and of some axes not at all.
    """
    blank = ~has_ink[:, int(start) - 3 : int(limit)].any(axis=0)
    changes = np.flatnonzero(np.diff(np.r_[False, blank, False])) + int(start) - 3
    runs = [run for run in changes.reshape(-1, 2).tolist() if _width(run) >= NARROWEST]
    if edge < start:  # not known
        return runs[0] if runs else None
    at_edge = [run for run in runs if abs(run[1] - edge) <= TOLERANCE]
    return at_edge[-1] if at_edge else None
