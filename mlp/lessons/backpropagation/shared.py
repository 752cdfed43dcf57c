"""What several scenes of this lesson share."""

from ...data import digits

SOME_DIGITS = digits().take(slice(32))
