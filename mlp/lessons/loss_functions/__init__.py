"""Notebook 2: how wrong is an answer? Five scenes, from a line through points to the loss of a classifier."""
from .three_lines import ThreeLines, which_line_moves, nine_points
from .sampling_machine import SamplingMachine, which_divisor, never_improves
from .bag_of_balls import BagOfBalls, nine_to_one
from .guess_the_distribution import GuessTheDistribution, perfect_guess
from .why_not_squares import WhyNotSquares, how_much_smaller
from .exercises import write_huber, write_cross_entropy
