"""Notebook 1: which numbers does a network learn, and which does a person choose?"""

from .gates import set_biases, why_no_xor
from .count_on_the_diagram import CountOnTheDiagram, nine_more_layers
from .paths import count_paths
from .exercises import count_unchanged, fill_layer, write_attention, write_count
from .cards import knobs
from .choose_c import ChooseC, dearer_points
from .svm import fit_svms
from .every_bus_at_once import EveryBusAtOnce, where_do_all_buses_lead
from .count_the_famous import CountTheFamous, one_head_or_twelve
