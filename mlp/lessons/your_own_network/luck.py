"""Is a gap between two accuracies more than luck?"""

import numpy as np

from ...checks import check_number


def plus_minus(accuracy, n):
    """The ± of an accuracy 0…1 that was measured on `n` examples: twice its standard deviation."""
    check_number("accuracy", accuracy, at_least=0, at_most=1)
    check_number("n", n, at_least=1, whole=True)
    return 2 * np.sqrt(accuracy * (1 - accuracy) / n)


def may_be_luck(first, second, n):
    """Whether two accuracies on `n` examples are closer together than the ± of their mean: a heuristic."""
    return bool(abs(first - second) <= plus_minus((first + second) / 2, n))
