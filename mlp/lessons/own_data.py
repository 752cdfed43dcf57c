"""Does a table of one's own fit a scene, and which of its rows does the scene take?"""

from typing import NamedTuple

import numpy as np

from ..data import Points, Split, check_arrays, split
from ..plots.numbers import counted
from ..tables import Names
from .column_names import names_of

MOST_ROWS = 1000  # more could not be told apart in a picture, and would make it slow
FEWEST_ROWS = 20
SCALED = "scaled to mean 0 and spread 1"
SCALED_BY_TRAINING = f"{SCALED} on the training rows"


def check_line(points):
    """Raises ValueError unless there are one input and one number as target, both of which vary."""
    _check(points, "one input and one number as target", _n_inputs(points) == 1 and not has_classes(points))
    for name, numbers in (("input", points.inputs), ("target", points.targets)):
        if np.ptp(numbers) == 0:
            held = f"your {name} is {numbers[0, 0]:g} in every row"
            raise ValueError(f"this scene needs numbers that vary; {held}")


def check_classes(points):
    """Raises ValueError unless the target is a column of classes."""
    _check(points, "classes as target", has_classes(points))


def check_map_of_classes(points):
    """Raises ValueError unless there are two inputs, for a map, and two or three classes."""
    fits = _n_inputs(points) == 2 and has_classes(points) and points.targets.shape[1] <= 3
    _check(points, "two inputs and two or three classes", fits)


def has_classes(points):
    """Whether each row of targets is 1 at one class and 0 elsewhere."""
    targets = points.targets
    are_shares = np.isin(targets, (0, 1)).all() and (targets.sum(axis=1) == 1).all()
    return targets.shape[1] > 1 and bool(are_shares)


def _n_inputs(points):
    check_arrays(points)
    return points.inputs.shape[1]


def _check(points, wanted, fits):
    check_arrays(points)
    n_rows, n_classes = points.targets.shape
    n_inputs = counted(points.inputs.shape[1], "input")
    if not fits:
        target = f"{n_classes} classes" if has_classes(points) else counted(n_classes, "number")
        raise ValueError(f"this scene needs {wanted}; your table has {n_inputs} and {target} as target")
    if n_rows < FEWEST_ROWS:
        raise ValueError(f"this scene needs at least {FEWEST_ROWS} rows; your table has {n_rows}")
    if not np.isfinite(points.inputs).all() or not np.isfinite(points.targets).all():
        raise ValueError("this scene needs finite numbers; your table has others")


class Sample(NamedTuple):
    """Rows of a table, drawn by chance, how many there were, and the names of the columns."""

    points: Points
    n_rows: int
    names: Names

    def in_words(self, done="drawn"):
        """How many rows are drawn, or used: 1,000 of 100,000 rows are drawn."""
        n_drawn = len(self.points.inputs)
        return f"{'All' if n_drawn == self.n_rows else f'{n_drawn:,} of'} {self.n_rows:,} rows are {done}"


def sample(points, most=MOST_ROWS, seed=0):
    """A `Sample` of at most so many rows, in a random order."""
    n_rows = len(points.inputs)
    chosen = np.random.default_rng(seed).choice(n_rows, min(most, n_rows), replace=False)
    return Sample(points.take(chosen), n_rows, names_of(points))


def scaled(numbers, by=None):
    """Columns less the mean of `by`, divided by its spread, `(n, n_columns)`.

    `by` holds other rows of the same columns, by default the same rows.
    A column that does not vary in `by` is divided by 1.
    """
    by = numbers if by is None else by
    spread = by.std(axis=0)
    return (numbers - by.mean(axis=0)) / np.where(spread > 0, spread, 1)


def with_scaled_inputs(points):
    """The same points, every input with mean 0 and spread 1."""
    return Points(scaled(points.inputs), points.targets)


def split_and_scaled(points, validation, seed=0):
    """The points as a `Split` without test; every input has mean 0 and spread 1 on the training rows.

    Validation rows must not decide how training rows are scaled: that would be a leak.
    """
    parts = split(points, validation=validation, test=0, seed=seed)
    return Split(*(Points(scaled(part.inputs, parts.train.inputs), part.targets) for part in parts))


def limits(numbers, room=0.06):
    """Ends of an axis that holds all these numbers, with some room."""
    low, high = numbers.min(), numbers.max()
    return low - room * (high - low), high + room * (high - low)
