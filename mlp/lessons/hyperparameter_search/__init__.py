"""Notebook 7: which settings are good? Eight scenes, from how to draw a number to why a search must not see the test set."""
from .linear_or_log import LinearOrLog, how_many_below_one
from .axis_that_matters import AxisThatMatters, who_wins_when_one_matters
from .four_searches import FourSearches
from .not_one_lucky_run import NotOneLuckyRun, best_on_average, repetition
from .coarse_to_fine import CoarseToFine
from .giving_up_early import GivingUpEarly, where_is_the_best
from .price_of_trials import PriceOfTrials, trials_for_the_best
from .your_own_test_set import YourOwnTestSet, what_the_test_set_says
from .exercises import draw_on_a_log_scale, count_the_trials
