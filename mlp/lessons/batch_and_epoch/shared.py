"""Which data do several scenes of this lesson share?"""

from ..common import DIGITS

FIVE_HUNDRED = DIGITS.train.take(slice(500))
