"""What would this training run have reached? A table of real ones, to average over many searches.

64-32-10 on the digits for five epochs, over learning rate, weight decay and the seed of the initial weights.
Made by tools/make_search_table.py.
"""

from functools import cache
from pathlib import Path

import numpy as np

from ...checks import check_number
from ...data import digits, split
from ...search.ranges import Choices, Logarithmic
from ...search.strategies import Grid

FILE = Path(__file__).parents[2] / "data" / "search_table.npz"
SPACE = {"learning_rate": Logarithmic(1e-3, 10.0), "weight_decay": Logarithmic(1e-5, 1.0)}
N_EPOCHS, N_VALUES, N_SEEDS = 5, 33, 4
SHARES = np.linspace(0, 1, N_VALUES)
VALUES = {name: list(map(values.value, SHARES)) for name, values in SPACE.items()}


def whole_search():
    """The search whose trials fill the table, cell by cell."""
    return Grid(
        {name: Choices(values) for name, values in VALUES.items()} | {"seed": Choices(range(N_SEEDS))},
        n_epochs=N_EPOCHS,
    )


def data():
    """The digits the table was made with."""
    return split(digits())


@cache
def scores():
    """The accuracy of every stored training run, `(n_learning_rates, n_weight_decays, n_seeds)`."""
    with np.load(FILE, allow_pickle=False) as stored:
        return stored["n_right"] / stored["n_validation"]


def score(settings, seed=0):
    """The validation accuracy of the stored training run nearest to these settings.

    Its initial weights are those of `seed`. Raises ValueError beyond the ranges, or for another seed.
    """
    missing = [name for name in SPACE if name not in settings]
    if missing:
        raise ValueError(f"settings is {settings!r}; it must have a value for each of: {', '.join(SPACE)}")
    check_number("seed", seed, at_least=0, at_most=N_SEEDS - 1, whole=True)
    return float(scores()[*(_index(name, settings[name]) for name in SPACE), seed])


def _index(name, value):
    """The index of the stored value nearest to this one."""
    values = SPACE[name]
    check_number(name, value, at_least=values.low, at_most=values.high)
    return round(float(values.coordinates(value)[0]) * (N_VALUES - 1))
