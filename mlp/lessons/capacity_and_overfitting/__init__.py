"""Notebook 6: how large should a model be, and where does it start? From polynomials to the cost of size."""

from . import polynomial
from .polynomial_degree import ten_parameters, PolynomialDegree
from .noisy_labels import by_heart, NoisyLabels
from .sketches import accuracy_by_dropout_rate
from .exercises import write_dropout, count_products
from .wider_and_wider import sixteen_times_wider, WiderAndWider
from .where_you_start import from_zero, WhereYouStart, STARTS
from .cost_of_size import wide_or_deep, CostOfSize
