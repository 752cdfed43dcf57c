"""Notebook 1: which numbers does a network learn, and which does a person choose? Four scenes, from a diagram to GPT-3."""
from .count_on_the_diagram import CountOnTheDiagram, nine_more_layers, count_paths
from .cards import knobs
from .choose_c import ChooseC, dearer_points, train_svm
from .every_bus_at_once import EveryBusAtOnce, where_do_all_buses_lead
from .count_the_famous import CountTheFamous, one_head_or_twelve
from .exercises import write_count, write_attention
