"""What several scenes of this lesson share."""

from ...data import digits


def _short(number):
    """A number of few letters, for the graph: -0.123, 12.3, 5e-05."""
    size = abs(number)
    return (
        f"{number:.3g}" if size >= 0.01 or size == 0 else f"{number:.1e}" if size < 0.001 else f"{number:.2g}"
    )


def _factor(number):
    """A number as it stands in a product: in brackets if it is negative."""
    return f"({_short(number)})" if number < 0 else _short(number)


SOME_DIGITS = digits().take(slice(32))
