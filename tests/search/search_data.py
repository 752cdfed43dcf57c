"""What the tests of the search share: digits to train on, a space, and a search that has run to its end."""

import numpy as np

from mlp.data import digits, split
from mlp.search import Choices, Logarithmic, run

DATA = split(digits())
POINTS, VALIDATION = DATA.train.take(slice(200)), DATA.validation
SPACE = {"learning_rate": Logarithmic(0.003, 3.0), "weight_decay": Logarithmic(1e-5, 0.1)}
MIXED = SPACE | {"activation": Choices(["relu", "tanh"]), "hidden_sizes": Choices([(8,), (16,), (8, 8)])}


def finished(search, **options):
    """All trials of a search that has run to its end."""
    *_, last = run(search, POINTS, VALIDATION, **options)
    return last.trials


def assert_same_trials(one, other):
    """Equal numbers, settings, curves and errors, and equal parameters."""
    assert [trial[:3] + trial[4:] for trial in one] == [trial[:3] + trial[4:] for trial in other]
    for mine, yours in zip(one, other, strict=True):
        np.testing.assert_array_equal(mine.parameters, yours.parameters)
