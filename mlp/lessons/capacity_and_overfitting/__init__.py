"""Notebook 6: how large should a model be, and where does it start? From polynomials to the cost of size."""

from . import polynomial
from .noisy_sine import noisy_points
from .mislabel import mislabel
from .shared import some_digits
from .polynomial_degree import ten_parameters, PolynomialDegree
from .noisy_labels import by_heart, NoisyLabels
from .sketches import accuracy_by_dropout_rate
from .wider_and_wider import sixteen_times_wider, WiderAndWider
from .where_you_start import from_zero, WhereYouStart, STARTS
from .cost_of_size import wide_or_deep, CostOfSize
from .four_curves import four_curves
from .exercises import fill_new_error, count_by_heart, write_dropout
from .to_judge import repeat_on_three_seeds, choose_the_reason, read_four_curves
