"""What do several lessons share? The handwritten digits, split once, and two losses."""

import numpy as np

from ..data import digits, split
from ..losses import LOSSES
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
