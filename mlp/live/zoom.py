"""How large is an explorer? 1.0 fits a laptop, 1.3 a projector."""

import math
from numbers import Real

SMALLEST, LARGEST = 0.5, 3.0
_default = {"zoom": 1.0}


def set_zoom(zoom):
    """Sets the zoom of every explorer that is opened from now on without a zoom of its own.

    Raises ValueError unless `zoom` is a number from 0.5 to 3.
    """
    _default["zoom"] = checked_zoom(zoom)


def checked_zoom(zoom):
    """Returns the zoom; raises ValueError unless it is a number from 0.5 to 3."""
    is_number = isinstance(zoom, Real) and not isinstance(zoom, bool) and math.isfinite(zoom)
    if not is_number or not SMALLEST <= zoom <= LARGEST:
        raise ValueError(f"zoom is {zoom!r}; it must be a number from {SMALLEST} to {LARGEST}")
    return float(zoom)


def default_zoom():
    """Returns what `set_zoom` has set, 1.0 before."""
    return _default["zoom"]
