"""What several scenes of this lesson share."""

from itertools import pairwise

import numpy as np

from ...plots.style import TRAINING, VALIDATION
from ..common import DIGITS

BOTH = {"training": TRAINING, "validation": VALIDATION}


def _some_digits(n, seed):
    chosen = np.random.default_rng(seed).permutation(len(DIGITS.train.inputs))[:n]
    return DIGITS.train.take(chosen)


def _guesses(model, inputs):
    # in pieces: matrices this small are multiplied on one core, and need not wait for another that may be busy
    n_rows = 2**18 // max(n_in * n_out for n_in, n_out in pairwise(model.sizes))
    pieces = [
        model.forward(inputs[start : start + n_rows])[-1].argmax(axis=-1)
        for start in range(0, len(inputs), n_rows)
    ]
    return np.concatenate(pieces, axis=-1)


def _share_right(model, points):
    return (_guesses(model, points.inputs) == points.labels).mean(axis=-1)
