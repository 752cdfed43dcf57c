"""How good is a rule that guesses a number from a sample? Eight rules, with their bias and variance as formulas.

The samples are `(n_samples, n)`, drawn from a normal distribution with mean 1 and variance 1 by `draw_samples`; the
formulas hold for that distribution.
"""

from collections.abc import Callable
from functools import cache
from math import erfc, lgamma
from typing import NamedTuple

import numpy as np

from ...checks import check_number, check_seed

TRUE_MEAN, TRUE_VARIANCE = 1.0, 1.0


class Estimator(NamedTuple):
    """A rule, and the formulas for what it does on average."""

    estimates: Callable  # samples (n_samples, n) → (n_samples,)
    truth: float  # the number it tries to hit
    bias: Callable  # n → average estimate minus truth
    variance: Callable  # n → variance of the estimates
    aims_at: str  # "mean" or "variance"

    def mean_squared_error(self, n):
        self._check_size(n)
        return self.bias(n) ** 2 + self.variance(n)

    def is_unbiased(self, n):
        self._check_size(n)
        return bool(abs(self.bias(n)) < 1e-12)

    def efficiency(self, n):
        """The smallest variance an unbiased estimator can have, as a share of this one's: 1 is efficient."""
        self._check_size(n)
        return SMALLEST_VARIANCE[self.aims_at](n) / self.variance(n)

    @property
    def limit(self):
        """The mean squared error that is left when the sample is huge."""
        return self.mean_squared_error(100_001)

    def is_consistent(self):
        """Whether the estimates come as close to the truth as one likes: here, where bias and variance both die out."""
        return bool(self.limit < 1e-3)

    def _check_size(self, n):
        check_number(
            "n", n, at_least=2 if self.aims_at == "variance" else 1, whole=True
        )  # a single value has no spread


def draw_samples(n_samples, n, seed=0):
    """All samples as one array, `(n_samples, n)`: normal, with mean 1 and variance 1. A larger `n` adds values and keeps the others."""
    check_number("n_samples", n_samples, at_least=1, whole=True)
    check_number("n", n, at_least=1, whole=True)
    check_seed(seed)
    draws = np.random.default_rng(seed).standard_normal((n, n_samples)).T
    return TRUE_MEAN + np.sqrt(TRUE_VARIANCE) * draws  # first all first values


@cache
def variance_of_median(n):
    """The variance of the median of n standard normal values: an integral over where the middle one lies, or the middle two."""
    check_number("n", n, at_least=1, whole=True)
    return _variance_of_middle_one(n) if n % 2 else _variance_of_middle_two(n)


def _variance_of_middle_one(n):
    half = n // 2  # so many lie below the middle one, and so many above
    x = np.linspace(-12, 12, 801) / np.sqrt(n + 2)  # nearly all medians lie within
    below, above = _normal_share(x), _normal_share(-x)
    density = np.exp(lgamma(n + 1) - 2 * lgamma(half + 1) + half * np.log(below * above)) * _normal_density(x)
    return float((x * x * density).sum() * (x[1] - x[0]))


def _variance_of_middle_two(n):
    others = n // 2 - 1  # so many lie below the lower of the two, and so many above the upper
    x = np.linspace(-12, 12, 2001) / np.sqrt(n + 2)
    half = (lgamma(n + 1) - 2 * lgamma(others + 1)) / 2
    lower = np.exp(half + others * np.log(_normal_share(x))) * _normal_density(x)
    upper = lower[::-1]
    ones, firsts, squares = (_integrals_to_the_right(x, x**power * upper) for power in range(3))
    return float(
        (lower * (x * x * ones + 2 * x * firsts + squares) / 4).sum() * (x[1] - x[0])
    )  # ((x + upper) / 2)²


def _integrals_to_the_right(x, heights):
    """The integral from every `x` to the last one."""
    cells = (heights[1:] + heights[:-1]) / 2 * np.diff(x)
    return np.append(cells[::-1].cumsum()[::-1], 0)


def _normal_density(x):
    return np.exp(-x * x / 2) / np.sqrt(2 * np.pi)


def _normal_share(x):
    """The share of a standard normal distribution that lies below each `x`."""
    return np.array([erfc(-value / np.sqrt(2)) / 2 for value in x])


def _sum_of_squares(samples):
    return ((samples - samples.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1)


def _variance_divided_by(divisor):
    """Dividing the sum of squares, which is (n - 1) × variance on average, by `divisor(n)`."""
    return Estimator(
        estimates=lambda samples: _sum_of_squares(samples) / divisor(samples.shape[-1]),
        truth=TRUE_VARIANCE,
        bias=lambda n: TRUE_VARIANCE * ((n - 1) / divisor(n) - 1),
        variance=lambda n: TRUE_VARIANCE**2 * 2 * (n - 1) / divisor(n) ** 2,
        aims_at="variance",
    )


SHRINK = 0.8
SMALLEST_VARIANCE = {  # of all unbiased estimators: the mean's, and that of the variance with n - 1
    "mean": lambda n: TRUE_VARIANCE / n,
    "variance": lambda n: 2 * TRUE_VARIANCE**2 / (n - 1),
}
ESTIMATORS = {
    "mean": Estimator(
        lambda samples: samples.mean(axis=-1), TRUE_MEAN, lambda n: 0.0, lambda n: TRUE_VARIANCE / n, "mean"
    ),
    "median": Estimator(
        lambda samples: np.median(samples, axis=-1),
        TRUE_MEAN,
        lambda n: 0.0,
        lambda n: TRUE_VARIANCE * variance_of_median(n),
        "mean",
    ),
    "first value only": Estimator(
        lambda samples: samples[..., 0], TRUE_MEAN, lambda n: 0.0, lambda n: TRUE_VARIANCE, "mean"
    ),
    "0.8 × mean": Estimator(
        lambda samples: SHRINK * samples.mean(axis=-1),
        TRUE_MEAN,
        lambda n: (SHRINK - 1) * TRUE_MEAN,
        lambda n: SHRINK**2 * TRUE_VARIANCE / n,
        "mean",
    ),
    "mean + 0.5": Estimator(
        lambda samples: samples.mean(axis=-1) + 0.5,
        TRUE_MEAN,
        lambda n: 0.5,
        lambda n: TRUE_VARIANCE / n,
        "mean",
    ),
    "variance, ÷ (n - 1)": _variance_divided_by(lambda n: n - 1),
    "variance, ÷ n": _variance_divided_by(lambda n: n),
    "variance, ÷ (n + 1)": _variance_divided_by(lambda n: n + 1),
}
