"""Which values may a hyperparameter take? A range maps a share 0…1 to a value, and a value to coordinates.

A *space* is a dict from a hyperparameter's name to its range; *settings* map the name to one value.
"""

import numpy as np

from ..checks import check_number, look_up


class Linear:
    """Numbers from `low` to `high`, equally likely everywhere."""

    def __init__(self, low, high):
        check_ends(low, high)
        self.low, self.high = low, high

    def value(self, share):
        """The number at a share of the way from `low` to `high`."""
        return float(self.low + share * (self.high - self.low))

    def coordinates(self, value):
        """The share of the way at which a value lies, in a list of length 1."""
        return [(value - self.low) / (self.high - self.low)]

    def coordinates_of_shares(self, shares):
        """The coordinates of the values at shares `(n,)`, as `(n, 1)`."""
        return shares[:, None]


class Logarithmic:
    """Numbers from `low` to `high`, equally likely in every power of ten: for orders of magnitude."""

    def __init__(self, low, high):
        check_ends(low, high)
        if low <= 0:
            raise ValueError(f"low is {low}; a logarithmic range never reaches zero, so low must be above 0")
        self.low, self.high = low, high

    def value(self, share):
        """The number at a share of the way from `low` to `high`, measured in powers of ten."""
        return float(self.low * (self.high / self.low) ** share)

    def coordinates(self, value):
        """The share of the way at which a value lies, in a list of length 1."""
        return [np.log(value / self.low) / np.log(self.high / self.low)]

    def coordinates_of_shares(self, shares):
        """The coordinates of the values at shares `(n,)`, as `(n, 1)`."""
        return shares[:, None]


class Choices:
    """One of several values, such as names of activations. All are equally likely."""

    def __init__(self, options):
        self.options = [] if isinstance(options, str) or not hasattr(options, "__iter__") else list(options)
        if not self.options:
            raise ValueError(f"options is {options!r}; it must list at least one value to choose from")

    def value(self, share):
        """The option at a share 0…1 of the list."""
        return self.options[min(int(share * len(self.options)), len(self.options) - 1)]

    def coordinates(self, value):
        """A 1 for the option that was chosen and a 0 for each other: all options are equally far apart."""
        return [float(option == value) for option in self.options]

    def coordinates_of_shares(self, shares):
        """The coordinates of the options at shares `(n,)`, as `(n, n_options)`."""
        n = len(self.options)
        return np.eye(n)[np.minimum((shares * n).astype(int), n - 1)]


def check_space(space, known):
    """Raises an error unless `space` maps names of hyperparameters, the keys of `known`, to ranges."""
    if not isinstance(space, dict) or not space:
        raise ValueError(f"space is {space!r}; it must be a dict from a hyperparameter's name to its range")
    for name, values in space.items():
        look_up("hyperparameter", name, known)
        if not isinstance(values, (Linear, Logarithmic, Choices)):
            wanted = "Linear(low, high), Logarithmic(low, high) or Choices(options)"
            raise TypeError(f"the range of {name} is {values!r}; it must be {wanted}")


def check_ends(low, high):
    """Raises an error unless both are single numbers and `low` is below `high`."""
    for name, value in (("low", low), ("high", high)):
        check_number(name, value)
        if np.ndim(value):
            raise ValueError(f"{name} is {value}; it must be a single number")
    if low >= high:
        raise ValueError(f"low is {low} and high is {high}; low must be below high")


def draw(space, rng):
    """Settings drawn at random, each hyperparameter on its own."""
    return settings_at(space, rng.uniform(size=len(space)))


def settings_at(space, shares):
    """The settings at a share of each range, `(n_hyperparameters,)`."""
    return {name: values.value(share) for (name, values), share in zip(space.items(), shares, strict=True)}


def coordinates(space, settings):
    """Where settings lie in the space, as numbers 0…1, `(n_coordinates,)`."""
    return np.concatenate([values.coordinates(settings[name]) for name, values in space.items()])
