"""How surprising is what happens? Surprise, entropy and cross-entropy of chances, in nats.

Chance and surprise are plain words for probability and self-information. `truth` and `guess` are chances
along the last axis, `(..., n)`: at least 0, with the sum 1. Events with the chance 0 contribute 0, even if
their guess is 0. If something can happen whose guess is 0, the cross-entropy is infinite.
"""

import numpy as np

from ...checks import as_array, check_number

BIT = np.log(2)  # in nats: divide by it to get bits


def surprise(chance):
    """ln(1 / chance), any shape: 0 for a certain event, infinite for one with the chance 0."""
    check_number("chance", chance, at_least=0, at_most=1)
    return _surprise(chance)


def _surprise(chance):
    with np.errstate(divide="ignore"):
        return np.abs(np.log(chance))  # a chance is at most 1, so this is -ln(chance), without a "-0"


def entropy(truth):
    """The average surprise of someone who knows the truth, `(...)`."""
    return cross_entropy(truth, truth)


def cross_entropy(truth, guess):
    """The average surprise of someone who believes the guess, `(...)`: entropy plus divergence."""
    truth, guess = _chances("truth", truth), _chances("guess", guess)
    if truth.shape[-1] != guess.shape[-1]:
        raise ValueError(
            f"truth lists {truth.shape[-1]} chances but guess lists {guess.shape[-1]}; both must list as many"
        )
    surprises = np.where(truth > 0, _surprise(guess), 0.0)
    return (truth * surprises).sum(axis=-1)


def divergence(truth, guess):
    """The Kullback-Leibler divergence, `(...)`: what a wrong guess adds to the entropy, at least 0."""
    return np.maximum(cross_entropy(truth, guess) - entropy(truth), 0)


def shares_of_colours(share, n_colors):
    """The chances of `n_colors` colours, `(..., n_colors)`: `share` for the first, the others equal."""
    others = (1 - np.asarray(share)) / (n_colors - 1)
    return np.stack([share] + [others] * (n_colors - 1), axis=-1)


def _chances(name, chances):
    """Returns the chances as an array; raises an error unless they are numbers from 0 with the sum 1."""
    chances = as_array(name, chances, float)
    if chances.ndim == 0 or not ((chances >= 0).all() and np.allclose(chances.sum(axis=-1), 1)):
        raise ValueError(
            f"{name} is {chances.tolist()}; it must list chances: numbers from 0 that add up to 1"
        )
    return chances
