"""Where can a picture of two panels be cut, so that a phone shows one below the other?"""

import numpy as np


def cut_between_panels(figure, has_ink):
    """The column of pixels between the two panels that is blank in all pictures; None if there is none.

    `has_ink` says of every column whether anything is drawn in it, in any picture.
    """
    starts = sorted({round(ax.get_position().x0, 2) for ax in figure.axes})
    if len(starts) != 2:
        return None
    boxes = [ax.get_tightbbox() for ax in figure.axes if round(ax.get_position().x0, 2) == starts[1]]
    edge = min(box.x0 for box in boxes)
    blank = np.flatnonzero(~has_ink[: int(edge) + 2])
    if len(blank) == 0 or not has_ink[: blank[-1]].any():
        return None
    last = first = int(blank[-1])
    while not has_ink[first - 1]:
        first -= 1
    return (first + last + 1) // 2 if last > first else None
