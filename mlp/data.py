"""What is there to learn from? Small data sets made by a seed, and 1,797 real handwritten digits.

Every function returns `Points`: `inputs (n, n_in)` and `targets (n, n_out)`. For classes, a row of targets
is 1 at the true class and 0 elsewhere. All raise TypeError or ValueError for an argument they cannot use.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from .checks import as_list, check_can, check_number, generator, plain, shown
from .tables import inputs_and_targets, read_table


class Points(NamedTuple):
    """Examples to learn from: row i of `inputs` belongs to row i of `targets`."""

    inputs: np.ndarray  # (n, n_in)
    targets: np.ndarray  # (n, n_out)

    @property
    def labels(self):
        """The true class of every example, whole numbers from 0, `(n,)`."""
        return self.targets.argmax(axis=-1)

    def take(self, index):
        """The examples at `index`: a slice, whole numbers, or True and False."""
        return Points(self.inputs[index], self.targets[index])


class TablePoints(Points):
    """Points from a table, with the `names` of its columns: `names.inputs`, `.target` and `.classes`."""

    def take(self, index):
        """The examples at `index`, with the same names."""
        return _named(super().take(index), self.names)


class Split(NamedTuple):
    """Points to learn from, points to choose hyperparameters by, and points for the last word."""

    train: Points
    validation: Points
    test: Points


def split(points, validation=0.2, test=0.2, seed=0):
    """The points, shuffled and dealt out as train, validation and test; the two shares are of all points."""
    check_arrays(points)
    check_number("validation", validation, at_least=0, at_most=1, single=True)
    check_number("test", test, at_least=0, at_most=1, single=True)
    rng, n = generator(seed), len(points.inputs)
    n_validation, n_test = round(plain(validation) * n), round(plain(test) * n)
    if n_validation + n_test >= n:
        wanted = f"together they must leave points to train on, of {n}"
        raise ValueError(f"validation is {shown(validation)} and test is {shown(test)}; {wanted}")
    order = rng.permutation(n)
    parts = np.split(order, [n_validation, n_validation + n_test])
    return Split(train=points.take(parts[2]), validation=points.take(parts[0]), test=points.take(parts[1]))


def one_hot(labels, n_classes):
    """Rows of zeros with a single 1 at the class: `(n, n_classes)` from whole numbers `(n,)`."""
    check_number("n_classes", n_classes, at_least=1, whole=True)
    labels = as_list(labels)
    for i, label in enumerate(labels):  # True would be a mask, -1 the last class
        check_number(f"labels[{i}]", label, at_least=0, below=n_classes, whole=True)
    rows = np.zeros((len(labels), n_classes))
    rows[np.arange(len(labels)), np.array(labels, int)] = 1
    return rows


def line(n=30, slope=2.0, intercept=1.0, noise=0.5, outlier=False, seed=0):
    """Points around a straight line; with `outlier`, the rightmost one is lifted far above it."""
    check_number("slope", slope, single=True)
    check_number("intercept", intercept, single=True)
    rng, _ = _start(n, noise, seed)
    inputs = np.sort(rng.uniform(-2, 2, (n, 1)), axis=0)
    targets = slope * inputs + intercept + noise * rng.standard_normal((n, 1))
    if outlier:
        targets[-1] += 12
    return Points(inputs, targets)


def moons(n=200, noise=0.15, seed=0):
    """Two half-circles, each reaching into the other."""
    rng, labels = _start(n, noise, seed, n_classes=2)
    angle = np.pi * rng.uniform(size=len(labels))
    x = np.where(labels == 0, np.cos(angle), 1 - np.cos(angle))
    y = np.where(labels == 0, np.sin(angle), 0.5 - np.sin(angle))
    return _classes(x, y, labels, noise, rng)


def circles(n=200, noise=0.1, seed=0):
    """A ring inside a ring."""
    rng, labels = _start(n, noise, seed, n_classes=2)
    angle, radius = 2 * np.pi * rng.uniform(size=len(labels)), np.where(labels == 0, 1.0, 0.5)
    return _classes(radius * np.cos(angle), radius * np.sin(angle), labels, noise, rng)


def blobs(n=200, n_classes=2, noise=0.5, seed=0):
    """Round clouds, their centres evenly on a circle of radius 1.5."""
    check_number("n_classes", n_classes, at_least=2, whole=True)
    rng, labels = _start(n, noise, seed, n_classes)
    angle = 2 * np.pi * labels / n_classes
    return _classes(1.5 * np.cos(angle), 1.5 * np.sin(angle), labels, noise, rng, n_classes)


def digits():
    """1,797 handwritten digits: 8 × 8 grey values 0…1 as rows of 64, ten classes. Source: data/README.md."""
    with np.load(Path(__file__).parent / "data" / "digits.npz", allow_pickle=False) as stored:
        return Points(stored["images"] / 16.0, one_hot(stored["labels"], 10))


def from_csv(path, inputs=None, target=None):
    """Examples from a CSV file of one's own; each of `inputs` and the `target` is the name of a column.

    By default, the target is the last column and all other columns of numbers are inputs. A column of words
    holds classes, in alphabetical order. Raises one sentence with line and column for what it cannot read.
    """
    rows, targets, names = inputs_and_targets(read_table(path), inputs, target)
    rows_of_targets = targets if targets.ndim == 2 else one_hot(targets, len(names.classes))
    return _named(Points(rows, rows_of_targets), names)


def _named(points, names):
    points = TablePoints(*points)
    points.names = names
    return points


def _start(n, noise, seed, n_classes=1):
    """A random generator, and the labels, `(n,)`: 0, 1, … and 0 again."""
    check_number("n", n, at_least=1, whole=True)
    check_number("noise", noise, at_least=0, single=True)
    return generator(seed), np.arange(plain(n)) % plain(n_classes)


def check_arrays(points):
    """Raises TypeError unless these are points with an array of rows each."""
    check_can("points", points, "targets", "Points, such as moons()")
    for name, rows in zip(("inputs", "targets"), points):
        if not isinstance(rows, np.ndarray) or rows.ndim != 2:
            raise TypeError(f"points.{name} is {shown(rows)}; it must be an array, one row per example")


def _classes(x, y, labels, noise, rng, n_classes=2):
    inputs = np.stack([x, y], axis=-1)  # (n, 2)
    return Points(inputs + noise * rng.standard_normal(inputs.shape), one_hot(labels, n_classes))
