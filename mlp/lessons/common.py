"""What do several lessons share? The digits, split once, two losses, two small helpers."""

import numpy as np

from ..checks import as_sizes
from ..data import digits, split
from ..losses import LOSSES
from ..network import count_multiply_adds
from ..training import train

DIGITS = split(digits())
GUESSING = np.log(10)  # the cross-entropy of a model that gives each of ten digits the same probability
CROSS_ENTROPY, SQUARED_ERROR = LOSSES["cross-entropy"], LOSSES["mean squared error"]


def train_on_digits(model, optimizer, seed, validate_every, schedule=None):
    """The stream of `Step`s of a network that learns the digits, with its loss on the validation digits."""
    return train(
        model,
        CROSS_ENTROPY,
        optimizer,
        DIGITS.train,
        seed=seed,
        schedule=schedule,
        validation=DIGITS.validation,
        validate_every=validate_every,
    )


def backward_multiplications(sizes):
    """Products of a pass back: two per weight, but one in the first layer, whose inputs need no slope."""
    n_in, n_out, *_ = as_sizes(sizes)
    return 2 * count_multiply_adds(sizes) - n_in * n_out


def check_reason(answer, wrong):
    """A sentence about the number of a reason, 1 to 4, or None for the right one, which is not in `wrong`."""
    if isinstance(answer, bool) or answer not in (1, 2, 3, 4):
        return f"my_reason is {answer!r:.60}. It must be one of the numbers 1, 2, 3 and 4."
    return wrong.get(answer)
