"""The only code that knows widgets: `explore` a scene, `predict` first, check an `exercise`, `decide`."""
"""The only code that knows widgets: `predict` or `sketch`, then `explore` a scene, check an `exercise`."""

from .decide import decide
from .exercise import exercise
from .explorer import explore
from .predict import predict
from .sketch import sketch
from .sort import sort_cards
from .still import Still, show_digits
from .zoom import set_zoom
