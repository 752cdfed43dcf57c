"""Where does a drawn curve differ from the true one, and which kind of mistake is it?"""

from typing import NamedTuple

import numpy as np

from ..checks import look_up
from ..plots.numbers import short, two_digits

SHAPES = {
    "flat": "stays level",
    "rises": "rises",
    "falls": "falls",
    "hill": "rises, then falls",
    "valley": "falls, then rises",
}
NEEDED = "right", "too high", "too low"
KINDS = dict.fromkeys([*NEEDED, *SHAPES])
CLOSE, LEVEL = 0.12, 0.1  # shares of the axis: still right, and too little to be a rise or a fall


class Difference(NamedTuple):
    """Where a drawn curve is farthest from the true one, and how both go on from left to right."""

    place: float
    drawn: float
    true: float
    is_right: bool
    drawn_shape: str
    true_shape: str

    @property
    def kind(self):
        """One of `KINDS`: a shape comes first, because a wrong shape is a wrong idea."""
        if self.is_right:
            return "right"
        if self.drawn_shape != self.true_shape:
            return self.drawn_shape
        return self.side

    @property
    def side(self):
        """Whether the drawn curve is too high or too low there."""
        return "too high" if self.drawn > self.true else "too low"


def check_sketch(sketch):
    """Raises ValueError unless a `Sketch` gives the reasons that are needed, and no others."""
    for kind in sketch.reasons:
        look_up("reason", kind, KINDS)
    missing = [kind for kind in NEEDED if kind not in sketch.reasons]
    if missing:
        raise ValueError(f"reasons has no {missing[0]!r}; it must say why a curve is {', '.join(NEEDED)}")


def difference(sketch, heights, x, y):
    """The `Difference` between drawn `heights`, one for each place, and the true curve `x (n,)`, `y (n,)`."""
    true = true_heights(sketch, x, y)
    drawn_shares, true_shares = shares(sketch, heights), shares(sketch, true)
    gaps = np.abs(drawn_shares - true_shares)
    k = int(gaps.argmax())
    shapes = shape(drawn_shares), shape(true_shares)
    return Difference(sketch.places[k], heights[k], true[k], bool(gaps[k] <= CLOSE), *shapes)


def true_heights(sketch, x, y):
    """The height of the true curve at each place of the sketch."""
    scale = _scale(sketch.scales[0])
    return np.interp(scale(sketch.places), scale(x), y)


def shares(sketch, heights):
    """Heights as shares of the y axis, 0 at its lower end and 1 at its upper end."""
    scale = _scale(sketch.scales[1])
    low, high = scale(sketch.limits)
    return (scale(np.clip(heights, *sketch.limits)) - low) / (high - low)


def shape(shares):
    """How a curve goes from left to right, one of `SHAPES`; `shares` are its heights, from 0 to 1."""
    first, last = shares[0], shares[-1]
    if shares.max() > max(first, last) + LEVEL:
        return "hill"
    if shares.min() < min(first, last) - LEVEL:
        return "valley"
    if abs(last - first) <= LEVEL:
        return "flat"
    return "rises" if last > first else "falls"


def in_words(sketch, found, facts):
    """Where and why a drawn curve differs from the true one: a sentence that is computed, then the reason."""
    heights = f"you drew {two_digits(found.drawn)}, the true value is {two_digits(found.true)}"
    where = f"The largest difference ({sketch.labels[0]} {short(found.place)}): {heights}."
    if found.kind in SHAPES:
        shapes = f"Your curve {SHAPES[found.drawn_shape]}, the true one {SHAPES[found.true_shape]}."
        where = f"{shapes} {where}"
    reason = sketch.reasons.get(found.kind, sketch.reasons[found.side])
    return f"{where} {reason.format(**facts)}"


def _scale(name):
    return {"linear": np.asarray, "log": np.log}[name]
