"""Which columns does a table have? Columns of numbers, with a point or a comma, and columns of words."""

from typing import NamedTuple

import numpy as np

from ..checks import shown
from .text import looks_like_a_number, read_rows

MISSING = ("", "na", "n/a", "nan", "null", "none", "?", "-")


class Names(NamedTuple):
    """What the columns of points are called: of each input, of the target, and of its classes, if any."""

    inputs: list
    target: str
    classes: list


class Table(NamedTuple):
    """A table with named columns of text cells; `lines` are the rows' line numbers in the file."""

    names: list
    columns: list  # of tuples of text
    lines: list
    decimal_comma: bool

    def is_numeric(self, name):
        """Whether a column holds numbers: the first cell that is not missing decides."""
        present = (cell for cell in self.column(name) if cell.strip().lower() not in MISSING)
        return looks_like_a_number(next(present, ""))

    def column(self, name):
        """The cells of a column, text. Raises ValueError for an unknown name."""
        if name not in self.names:
            raise ValueError(f"column is {shown(name)}; it must be one of: {', '.join(self.names)}")
        return self.columns[self.names.index(name)]

    def numbers(self, name):
        """A column as floats, `(n_rows,)`. Raises ValueError with line and column for any other cell."""
        column = self.column(name)
        if self.decimal_comma:
            column = [cell.replace(",", ".") for cell in column]
        try:
            numbers = np.fromiter(map(float, column), float)
        except ValueError:
            numbers = np.array([_number(cell) for cell in column])
        if not np.isfinite(numbers).all():
            row = int(np.argmin(np.isfinite(numbers)))
            self._refuse(row, name, "a finite number")
        return numbers

    def labels(self, name):
        """A column of classes as whole numbers `(n_rows,)`, and the classes' names in order."""
        column = np.array([cell.strip() for cell in self.column(name)])
        for row in np.flatnonzero(np.isin(np.char.lower(column), MISSING)):
            self._refuse(int(row), name, "a class")
        classes, labels, counts = np.unique(column, return_inverse=True, return_counts=True)
        if len(classes) < 2:
            raise ValueError(
                f"column {name!r} holds only {shown(str(classes[0]))}; it must hold at least two classes"
            )
        if counts.min() < 2:
            rare = str(classes[counts.argmin()])
            raise ValueError(
                f"class {shown(rare)} of column {name!r} has one row; every class needs at least two"
            )
        return labels, [str(name) for name in classes]

    def _refuse(self, row, name, wanted):
        cell = self.column(name)[row].strip()
        held = f"holds {shown(cell)}" if cell else "is empty"
        raise ValueError(f"line {self.lines[row]}, column {name!r} {held}; it must hold {wanted}")


def read_table(path):
    """The `Table` in a CSV file: with a header or none, in UTF-8, a Korean or a Windows encoding.

    Cells are separated by commas, semicolons or tabs. Raises an error with one sentence for any other file.
    """
    (names, rows), separator = read_rows(path)
    if len(names) < 2:
        raise ValueError("the table has one column; it must have at least an input and a target")
    lines, cells = zip(*rows, strict=True)
    return Table(names, list(zip(*cells, strict=True)), lines, decimal_comma=separator != ",")


def _number(cell):
    try:
        return float(cell)
    except ValueError:
        return np.nan


def inputs_and_targets(table, inputs=None, target=None):
    """Arrays `inputs (n, n_in)` and `targets`, and their `Names`.

    `targets` are numbers `(n, 1)`, or labels of classes, whole numbers `(n,)`. `inputs` are names of columns,
    by default all other columns of numbers; `target` is a name, by default that of the last column.
    Raises ValueError for a column that says nothing, or too much.
    """
    target = table.names[-1] if target is None else target
    table.column(target)
    if inputs is None:
        inputs = [name for name in table.names if name != target and table.is_numeric(name)]
    inputs = [inputs] if isinstance(inputs, str) else list(inputs)
    if not inputs or target in inputs:
        raise ValueError(
            f"inputs is {shown(inputs)}; it must name columns of numbers, not the target {target!r}"
        )
    columns = np.column_stack([table.numbers(name) for name in inputs])  # (n, n_in)
    is_numeric = table.is_numeric(target)
    targets, classes = (table.numbers(target)[:, None], []) if is_numeric else table.labels(target)
    _check_columns(dict(zip(inputs, columns.T, strict=True)), target, targets)
    return columns, targets, Names(inputs, target, classes)


def _check_columns(columns, target, targets):
    numbers = {**columns, target: targets[:, 0]} if targets.ndim == 2 else columns
    for name, column in numbers.items():
        if np.ptp(column) == 0:
            raise ValueError(f"column {name!r} holds {column[0]:g} in every row; it must vary")
    for name, column in columns.items() if targets.ndim == 2 and len(targets) > 2 else ():
        if abs(np.corrcoef(column, targets[:, 0])[0, 1]) > 1 - 1e-12:
            wanted = "too good to be true; leave it out"
            raise ValueError(f"column {name!r} is a copy of the target {target!r}: {wanted}")
