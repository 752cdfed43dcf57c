"""The only code that knows widgets: `explore` a scene, `predict` first, `sort_cards`, check an `exercise`."""

from .exercise import exercise
from .explorer import explore
from .predict import predict
from .sort import sort_cards
from .zoom import set_zoom

__all__ = ["exercise", "explore", "predict", "set_zoom", "sort_cards"]
