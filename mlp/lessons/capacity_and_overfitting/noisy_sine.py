"""Where do the points of the polynomials come from? From a sine curve, with noise."""

import numpy as np


def sine(x):
    """The curve behind the points, without noise."""
    return np.sin(3 * x)


def noisy_points(n, noise, rng):
    """`n` points around the curve, as a pair: inputs from -1 to 1 and outputs, both `(n,)`."""
    inputs = -1 + 2 * (np.arange(n) + rng.uniform(size=n)) / n  # one in each of n equal parts
    order = rng.permutation(n)
    return inputs[order], (sine(inputs) + noise * rng.standard_normal(n))[order]
