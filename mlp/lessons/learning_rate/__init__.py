"""Notebook 3: how long should a step be? Eight scenes, from a ball in a bowl to a network on real digits."""

from .descent import descend
from .pictures import STAIRS_IN_WORDS, draw_stairs
from .exercises import write_descent, find_the_threshold, find_the_best_rate
from .exercises import read_four_curves, choose_the_reason
from .small_runs import RUNS_IN_WORDS, draw_four_runs
from .ball_in_a_bowl import BallInABowl, where_else
from .curvature import best_line, hessian_of_line, threshold
from .own_threshold import OwnThreshold, one_per_cent_more
from .rate_in_your_hand import RateInYourHand, three_times_too_much
from .sketches import loss_at_three
from .stuck_or_slow import StuckOrSlow, finds_the_deep_valley
from .saddle import Saddle, slows_and_leaves
from .rate_that_changes import RateThatChanges, survives_a_bold_rate
from .momentum_and_adam import MomentumAndAdam, still_arrives
from .fine_tune_and_forget import FineTuneAndForget, what_is_left
