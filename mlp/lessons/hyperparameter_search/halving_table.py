"""How do 27 networks learn, and how do they end? Six searches of real training runs, to give up early in.

Made by tools/make_search_table.py.
"""

from functools import cache
from pathlib import Path

import numpy as np

from ...checks import check_number
from ...search import Random
from .giving_up_early import GivingUpEarly

FILE = Path(__file__).parents[2] / "data" / "halving_table.npz"
N_SEARCHES, N_EPOCHS = 6, 27


def whole_search(seed):
    """The search whose trials fill a part of the table, network by network, to the end."""
    return Random(GivingUpEarly.space, GivingUpEarly.n_trials, N_EPOCHS, seed)


def right_digits(seed):
    """How many validation digits each network gets right after every epoch, `(n_networks, n_epochs)`.

    `seed` is that of the search, 0 to 5. Raises ValueError for another one.
    """
    check_number("seed", seed, at_least=0, at_most=N_SEARCHES - 1, whole=True)
    return _stored()[seed].astype(int)


@cache
def _stored():
    with np.load(FILE, allow_pickle=False) as stored:
        return stored["n_right"]
