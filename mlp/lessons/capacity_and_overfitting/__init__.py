"""Notebook 6: how large should a model be, and where does it start? Five scenes, from a polynomial to the price of size."""
from .polynomial_degree import PolynomialDegree, ten_parameters
from .noisy_labels import NoisyLabels, by_heart
from .wider_and_wider import WiderAndWider, sixteen_times_wider
from .where_you_start import WhereYouStart, from_zero, STARTS
from .cost_of_size import CostOfSize, wide_or_deep
from .exercises import write_dropout, count_products
