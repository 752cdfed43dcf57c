"""What would this training have given? A stored table of real trainings, for averages over many searches.

64-32-10 on the digits for five epochs, over learning rate, weight decay and the seed of the first weights.
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
VALUES = {
    name: [values.value(share) for share in np.linspace(0, 1, N_VALUES)] for name, values in SPACE.items()
}


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
    """The share of validation digits right, `(n_learning_rates, n_weight_decays, n_seeds)`."""
    with np.load(FILE, allow_pickle=False) as stored:
        return stored["n_right"] / stored["n_validation"]


def score(settings, seed=0):
    """What the stored training nearest to these settings reached, from the first weights of this `seed`.

    ValueError beyond the ranges of `SPACE`, or for a seed that is not stored.
    """
    for name, values in SPACE.items():
        if name not in settings:
            raise ValueError(
                f"settings is {settings!r}; it must have a value for each of: {', '.join(SPACE)}"
            )
        check_number(name, settings[name], at_least=values.low, at_most=values.high)
    nearest = [
        round(float(values.coordinates(settings[name])[0]) * (N_VALUES - 1)) for name, values in SPACE.items()
    ]
    check_number("seed", seed, at_least=0, at_most=N_SEEDS - 1, whole=True)
    return float(scores()[*nearest, seed])
