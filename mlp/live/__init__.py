"""The only code that knows widgets: `predict`, `sketch`, `explore`, `exercise`, `decide`, `what_you_did` …"""

from .decide import decide
from .exercise import exercise
from .explorer import explore
from .predict import predict
from .report import forget, report, what_you_did
from .sketch import sketch
from .sort import sort_cards
from .still import Still, show_digits
from .zoom import set_zoom
