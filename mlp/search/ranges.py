"""Which values may a hyperparameter take? Each range maps a share 0…1 to a value, and a value back to coordinates.

A *space* is a dict from the name of a hyperparameter to its range; *settings* are a dict from the name to one value.
"""

import numpy as np

from ..checks import check_number, look_up


class Linear:
    """Numbers from `low` to `high`, equally likely everywhere."""

    def __init__(self, low, high):
        self.low, self.high = _checked_ends(low, high)

    def value(self, share):
        return float(self.low + share * (self.high - self.low))

    def coordinates(self, value):
        return [(value - self.low) / (self.high - self.low)]

    def coordinates_of_shares(self, shares):
        return shares[:, None]


class Logarithmic:
    """Numbers from `low` to `high`, equally likely in every power of ten: for what matters by its order of magnitude."""

    def __init__(self, low, high):
        self.low, self.high = _checked_ends(low, high)
        if low <= 0:
            raise ValueError(f"low is {low}; a logarithmic range never reaches zero, so low must be above 0")

    def value(self, share):
        return float(self.low * (self.high / self.low) ** share)

    def coordinates(self, value):
        return [np.log(value / self.low) / np.log(self.high / self.low)]

    def coordinates_of_shares(self, shares):
        return shares[:, None]


class Choices:
    """One of several values, such as names of activations."""

    def __init__(self, options):
        self.options = [] if isinstance(options, str) or not hasattr(options, "__iter__") else list(options)
        if not self.options:
            raise ValueError(f"options is {options!r}; it must list at least one value to choose from")

    def value(self, share):
        return self.options[min(int(share * len(self.options)), len(self.options) - 1)]

    def coordinates(self, value):
        return [
            float(option == value) for option in self.options
        ]  # all options are equally far from one another

    def coordinates_of_shares(self, shares):
        n = len(self.options)
        return np.eye(n)[np.minimum((shares * n).astype(int), n - 1)]


def check_space(space, known):
    """The space itself, or one sentence about what is wrong with it; `known` are the hyperparameters by name."""
    if not isinstance(space, dict) or not space:
        raise ValueError(f"space is {space!r}; it must be a dict from a hyperparameter's name to its range")
    for name, values in space.items():
        look_up("hyperparameter", name, known)
        if not isinstance(values, (Linear, Logarithmic, Choices)):
            raise TypeError(
                f"the range of {name} is {values!r}; it must be Linear(low, high), Logarithmic(low, high) or"
                " Choices(options)"
            )
    return space


def draw(space, rng):
    """Settings drawn at random, each hyperparameter on its own."""
    return settings_at(space, rng.uniform(size=len(space)))


def settings_at(space, shares):
    """The settings at a share of each range, `(n_hyperparameters,)`."""
    return {name: values.value(share) for (name, values), share in zip(space.items(), shares, strict=True)}


def coordinates(space, settings):
    """Where settings lie in the space, as numbers 0…1, `(n_coordinates,)`."""
    return np.concatenate([values.coordinates(settings[name]) for name, values in space.items()])


def _checked_ends(low, high):
    check_number("low", low)
    check_number("high", high)
    if low >= high:
        raise ValueError(f"low is {low} and high is {high}; low must be below high")
    return low, high
