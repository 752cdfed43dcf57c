"""Which hyperparameters are good? Try some, compare them on validation data, choose what to try next."""

from .bayesian import Bayesian, Surrogate
from .halving import Halving
from .ranges import Choices, Linear, Logarithmic
from .running import Progress, run, try_out
from .strategies import Grid, Random
from .trials import HYPERPARAMETERS, Trial, best, best_so_far, score_on_test

SEARCHES = {"grid": Grid, "random": Random, "bayesian": Bayesian, "halving": Halving}
