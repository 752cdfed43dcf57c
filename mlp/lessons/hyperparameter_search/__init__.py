"""Notebook 7: which settings are good? Nine scenes, from drawing a number to tuning on the test set."""

from .linear_or_log import LinearOrLog, how_many_below_one
from .axis_that_matters import AxisThatMatters, who_wins_when_one_matters
from .synthetic_scores import crossing_importance
from .four_searches import FourSearches
from .sketches import best_so_far_by_trial
from .where_next import where_the_ninth_comes_from
from . import table
from .not_one_lucky_run import NotOneLuckyRun, best_on_average
from .repeated_searches import average_and_error, repetition
from .reading import draw_three_searches, read_best_so_far
from .two_tasks import TwoTasks, same_rate_elsewhere
from .coarse_to_fine import CoarseToFine, what_narrowing_finds
from .giving_up_early import GivingUpEarly, where_is_the_best
from .halving_table import right_digits
from .price_of_trials import PriceOfTrials, trials_for_the_best
from .probability import best_of_coins, chance_to_hit
from .your_own_test_set import YourOwnTestSet, what_the_test_set_says
from .exercises import choose_the_reason, count_a_grid, count_the_trials, draw_on_a_log_scale
from .search_at_random import search_at_random
