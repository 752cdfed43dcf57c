"""What several scenes of this lesson share."""
from ..common import DIGITS
from ...data import digits, split
from ...losses import LOSSES


FIVE_HUNDRED = DIGITS.train.take(slice(500))
