"""How good is a rule that guesses a number from a sample? Eight rules, with formulas for bias and variance.

`draw_samples` draws the samples, `(n_samples, n)`, from a normal distribution with mean 1 and variance 1. The
formulas hold for that distribution.
"""

from collections.abc import Callable
from functools import cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from ...checks import check_number, generator

TRUE_MEAN, TRUE_VARIANCE = 1.0, 1.0


class Estimator(NamedTuple):
    """A rule, and the formulas for its bias and variance."""

    estimates: Callable  # samples (n_samples, n) → (n_samples,)
    truth: float  # the number it estimates
    bias: Callable  # n → average estimate minus truth
    variance: Callable  # n → variance of the estimates
    aims_at: str  # "mean" or "variance"

    def mean_squared_error(self, n):
        """Bias² + variance for samples of the size `n`."""
        self._check_size(n)
        return self.bias(n) ** 2 + self.variance(n)

    def is_unbiased(self, n):
        """True if the average of all estimates is the truth."""
        self._check_size(n)
        return bool(abs(self.bias(n)) < 1e-12)

    def efficiency(self, n):
        """The smallest variance of any unbiased estimator, divided by this one's: 1 is efficient."""
        self._check_size(n)
        return SMALLEST_VARIANCE[self.aims_at](n) / self.variance(n)

    @property
    def limit(self):
        """The mean squared error for a very large sample."""
        return self.mean_squared_error(100_001)

    def is_consistent(self):
        """True if the estimates get as close to the truth as one likes: if bias and variance go to 0."""
        return bool(self.limit < 1e-3)

    def _check_size(self, n):
        smallest = 2 if self.aims_at == "variance" else 1  # the variance of a single value is undefined
        check_number("n", n, at_least=smallest, whole=True)


class Simulation(NamedTuple):
    """What an estimator did on many samples."""

    estimates: np.ndarray  # (n_samples,)
    bias: float
    variance: float
    mean_squared_error: float
    standard_error: float  # of the mean squared error


def simulate(estimator, samples):
    """Applies the estimator to every sample, `samples (n_samples, n)`, and measures what comes out."""
    estimates = estimator.estimates(samples)
    bias, squares = estimates.mean() - estimator.truth, (estimates - estimator.truth) ** 2
    standard_error = squares.std() / np.sqrt(len(squares))
    return Simulation(estimates, bias, estimates.var(), squares.mean(), standard_error)


def draw_samples(n_samples, n, seed=0):
    """All samples as one array, `(n_samples, n)`. A larger `n` keeps the values and adds others."""
    check_number("n_samples", n_samples, at_least=1, whole=True)
    check_number("n", n, at_least=1, whole=True)
    draws = generator(seed).standard_normal((n, n_samples))  # first all first values
    return TRUE_MEAN + np.sqrt(TRUE_VARIANCE) * draws.T


@cache
def variance_of_median(n):
    """The variance of the median of n standard normal values; from n = 1,000 on its limit, π / (2n).

    Below, it is a sum over a fine grid: every place where the median may lie, weighted by how likely that is.
    """
    check_number("n", n, at_least=1, whole=True)
    if n >= 1000:
        return np.pi / (2 * n)
    medians, weights = _medians_of_odd(n) if n % 2 else _medians_of_even(n)
    return float(np.average(medians**2, weights=weights))


def _medians_of_odd(n):
    x, density, below = _grid(n)
    return x, density * (below * below[::-1]) ** (n // 2)  # half of the other values on either side


def _medians_of_even(n):
    # the median is halfway between the middle two, x and y; the other values lie below x or above y
    x, density, below = _grid(n)
    lower = density * below ** (n // 2 - 1)
    weights = np.outer(lower, lower[::-1])
    return (x[:, None] + x) / 2, np.triu(weights) + np.triu(weights, k=1)  # x < y; the diagonal counts half


def _grid(n):
    """Points around 0, wide enough for the median of `n` values; the density there; twice the share below."""
    x = np.linspace(-12, 12, 401) / np.sqrt(n + 2)
    below = np.array([2 * NormalDist().cdf(value) for value in x])  # the 2 keeps large powers within range
    return x, np.exp(-(x**2) / 2), below


def _for_the_mean(estimates, bias, variance):
    return Estimator(estimates, TRUE_MEAN, bias, variance, aims_at="mean")


def _variance_divided_by(divisor):
    """The sum of squared distances from the sample's mean, divided by `divisor(n)`.

    On average that sum is (n - 1) × variance.
    """
    return Estimator(
        estimates=lambda samples: samples.var(axis=-1) * samples.shape[-1] / divisor(samples.shape[-1]),
        truth=TRUE_VARIANCE,
        bias=lambda n: TRUE_VARIANCE * ((n - 1) / divisor(n) - 1),
        variance=lambda n: TRUE_VARIANCE**2 * 2 * (n - 1) / divisor(n) ** 2,
        aims_at="variance",
    )


def _mean(samples):
    return samples.mean(axis=-1)


def _variance_of_mean(n):
    return TRUE_VARIANCE / n


SHRINK, SHIFT = 0.8, 0.5
SMALLEST_VARIANCE = {  # of all unbiased estimators: the mean's, and that of the variance with n - 1
    "mean": _variance_of_mean,
    "variance": lambda n: 2 * TRUE_VARIANCE**2 / (n - 1),
}
ESTIMATORS = {
    "mean": _for_the_mean(_mean, lambda n: 0.0, _variance_of_mean),
    "median": _for_the_mean(
        lambda samples: np.median(samples, axis=-1),
        bias=lambda n: 0.0,
        variance=lambda n: TRUE_VARIANCE * variance_of_median(n),
    ),
    "first value only": _for_the_mean(
        lambda samples: samples[..., 0], bias=lambda n: 0.0, variance=lambda n: TRUE_VARIANCE
    ),
    "0.8 × mean": _for_the_mean(
        lambda samples: SHRINK * _mean(samples),
        bias=lambda n: (SHRINK - 1) * TRUE_MEAN,
        variance=lambda n: SHRINK**2 * TRUE_VARIANCE / n,
    ),
    "mean + 0.5": _for_the_mean(
        lambda samples: _mean(samples) + SHIFT, bias=lambda n: SHIFT, variance=_variance_of_mean
    ),
    "variance, ÷ (n - 1)": _variance_divided_by(lambda n: n - 1),
    "variance, ÷ n": _variance_divided_by(lambda n: n),
    "variance, ÷ (n + 1)": _variance_divided_by(lambda n: n + 1),
}
