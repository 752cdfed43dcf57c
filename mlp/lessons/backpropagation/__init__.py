"""Notebook 5: how does a network know which way to go? From the chain rule to vanishing gradients."""

from .three_in_a_row import slope_of_a_chain, ThreeInARow
from .exercises import choose_the_reason, find_the_bugs, multiply_slopes
from .numbers_on_edges import zero_on_the_path, NumbersOnEdges
from .sixty_forty import share_of_the_first, SixtyForty
from .gradient_check import smaller_and_smaller, GradientCheck
from .steps_of_backward import write_backward, write_delta, write_layer
from .price_of_gradient import price_of_nudging, PriceOfGradient
from .vanishing_and_exploding import through_twenty_layers, VanishingAndExploding
from .shared import SOME_DIGITS
from .machine import write_relu, write_training
