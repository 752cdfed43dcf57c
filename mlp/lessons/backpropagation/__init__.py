"""Notebook 5: how does a network know which way to go? Six scenes, from three functions in a row to vanishing gradients."""
from .three_in_a_row import ThreeInARow, slope_of_a_chain
from .numbers_on_edges import NumbersOnEdges, zero_on_the_path
from .sixty_forty import SixtyForty, share_of_the_first
from .gradient_check import GradientCheck, smaller_and_smaller
from .price import Price, price_of_nudging
from .vanishing_and_exploding import VanishingAndExploding, through_twenty_layers
from .exercises import write_backward, find_the_bugs
