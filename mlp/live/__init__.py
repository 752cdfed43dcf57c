"""The only code that knows widgets: `predict`, `sketch`, `explore`, check an `exercise`, `decide`."""

from .decide import decide
from .exercise import exercise
from .explorer import explore
from .predict import predict
from .sketch import sketch
from .sort import sort_cards
from .still import Still, show_digits
from .zoom import set_zoom
