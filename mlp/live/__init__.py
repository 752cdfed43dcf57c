"""The only code that knows widgets: `explore` a scene, `predict` before you drag, check an `exercise`."""

from .exercise import exercise
from .explorer import explore
from .predict import predict
from .sort import sort_cards
from .still import Still, show_digits
from .zoom import set_zoom
