"""What several scenes of this lesson share."""

from itertools import pairwise

import numpy as np

from ...plots.style import TRAINING, VALIDATION
from ..common import DIGITS

BOTH = {"training": TRAINING, "validation": VALIDATION}


def some_digits(n, seed):
    """`n` training digits, chosen at random."""
    chosen = np.random.default_rng(seed).permutation(len(DIGITS.train.inputs))[:n]
    return DIGITS.train.take(chosen)


def guesses(model, inputs):
    """The class with the largest output for each row of `inputs`, `(..., n)`."""
    # In pieces: matrices this small are multiplied on one core, without waiting for another that may be busy.
    n_rows = 2**18 // max(n_in * n_out for n_in, n_out in pairwise(model.sizes))
    starts = range(0, len(inputs), n_rows)
    outputs = [model.forward(inputs[start : start + n_rows])[-1] for start in starts]
    return np.concatenate([piece.argmax(axis=-1) for piece in outputs], axis=-1)


def accuracy_on(model, points):
    """The share of points whose label the model guesses, one number per model."""
    return (guesses(model, points.inputs) == points.labels).mean(axis=-1)
