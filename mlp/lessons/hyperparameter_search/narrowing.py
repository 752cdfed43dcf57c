"""Where should the next range lie? Around the best value so far, with half as many powers of ten."""

from ...search import Logarithmic

EDGE = 0.15  # the outer share of a range, at both ends, that counts as its edge


def is_on_edge(value, low, high):
    """True if the value lies near an end of a logarithmic range."""
    share = Logarithmic(low, high).coordinates(value)[0]
    return bool(share < EDGE or share > 1 - EDGE)


def narrowed(best, low, high):
    """A range with half as many powers of ten, around the best value."""
    half = (high / low) ** 0.25
    return best / half, best * half


def moved(best, low, high):
    """A range with as many powers of ten as before, around the best value."""
    half = (high / low) ** 0.5
    return best / half, best * half
