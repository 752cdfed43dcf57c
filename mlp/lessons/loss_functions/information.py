"""How surprising is what happens? Surprise, entropy and cross-entropy of chances, in nats; divide by ln 2 for bits.

`truth` and `guess` are chances along the last axis, `(..., n)`: at least 0, together 1. What never happens counts
nothing, even if it was thought impossible; what does happen and was thought impossible is infinitely surprising.
"""

import numpy as np

from ...checks import as_array, check_number


def surprise(chance):
    """ln(1 / chance): 0 for what is certain, infinite for what was thought impossible."""
    check_number("chance", chance, at_least=0, at_most=1)
    return _surprise(chance)


def _surprise(chance):
    with np.errstate(divide="ignore"):
        return np.abs(np.log(chance))  # a chance is at most 1, so this is -ln(chance), without a "-0"


def entropy(truth):
    """The average surprise of one who knows the truth."""
    return cross_entropy(truth, truth)


def cross_entropy(truth, guess):
    """The average surprise of one who believes the guess: entropy plus divergence."""
    truth, guess = _chances("truth", truth), _chances("guess", guess)
    if truth.shape[-1] != guess.shape[-1]:
        raise ValueError(
            f"truth lists {truth.shape[-1]} chances but guess lists {guess.shape[-1]}; there must be as many"
        )
    surprises = np.where(truth > 0, _surprise(guess), 0.0)
    return (truth * surprises).sum(axis=-1)


def divergence(truth, guess):
    """What a wrong guess costs on top of the entropy: the Kullback-Leibler divergence, 0 only for guess = truth."""
    return np.maximum(cross_entropy(truth, guess) - entropy(truth), 0)


def _chances(name, chances):
    chances = as_array(name, chances, float)
    if chances.ndim == 0 or not ((chances >= 0).all() and np.allclose(chances.sum(axis=-1), 1)):
        raise ValueError(
            f"{name} is {chances.tolist()}; it must list chances: numbers from 0 that add up to 1"
        )
    return chances
