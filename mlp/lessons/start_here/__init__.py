"""Notebook 0: a network learns before any theory, and what all other notebooks build on."""

from .reads_digits import ReadsDigits, a_hundred_times_more
from .pictures import draw_map, draw_three_sets, three_sets_in_words
from .exercises import share_of_right
