"""Which way does an optimizer take over two weights, and when has it arrived?"""

import numpy as np


def walk(optimizer, gradient, start, n_steps):
    """The places that an `optimizer` visits, `(n_steps + 1, 2)`, from the `start` on.

    `gradient(place)` gives the derivatives there, `(2,)`. A walk that diverges ends in inf and nan.
    """
    place = np.array(start, float)
    path = [place.copy()]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(n_steps):
            optimizer.update(place, gradient(place))
            path.append(place.copy())
    return np.array(path)


def steps_to_arrive(distances, near):
    """The number of steps after which all `distances` `(n_steps + 1,)` are below `near`, or None."""
    away = np.flatnonzero(~(distances < near))  # nan is away, too
    n_steps = away[-1] + 1 if len(away) else 0
    return int(n_steps) if n_steps < len(distances) else None


def steps_near(path, place, radius):
    """How many places of a `path` `(n, 2)` are closer than `radius` to a `place` (x, y)."""
    return int((np.hypot(*(path - place).T) < radius).sum())
