"""Notebook 2: how wrong is an answer? From a line through points to the loss of a classifier."""

from .fitting import BEST_LINES, best_line, nine_points
from .three_lines import ThreeLines, which_line_moves
from .house_prices import which_loss_for_prices
from .exercises import (
    fill_residuals,
    find_sample_size,
    train_a_line,
    write_cross_entropy,
    write_entropy,
    write_huber,
)
from .estimators import ESTIMATORS, draw_samples
from .sampling_machine import SamplingMachine, never_improves, which_divisor
from .information import cross_entropy, divergence, entropy
from .bag_of_balls import BagOfBalls, nine_to_one
from .guess_the_distribution import GuessTheDistribution, perfect_guess
from .one_neuron import cross_entropy_slope, squared_slope
from .why_not_squares import WhyNotSquares, how_much_smaller
