"""Makes the tables of stored training runs that notebook 7 reads, search_table.npz and halving_table.npz.

    python tools/make_search_table.py

33 × 33 settings with four seeds each, and six searches of 27 networks; takes some minutes.
"""

from concurrent.futures import ProcessPoolExecutor

import numpy as np

from mlp.lessons.hyperparameter_search import halving_table, table
from mlp.search import run

DATA = table.data()
N_VALIDATION = len(DATA.validation.inputs)


def main():
    with ProcessPoolExecutor() as executor:
        make_search_table(executor)
        make_halving_table(executor)


def make_search_table(executor):
    """The score of every setting after the last epoch."""
    scores = [trial.score for trial in trained(table.whole_search(), executor)]
    shape = table.N_VALUES, table.N_VALUES, table.N_SEEDS
    np.savez_compressed(table.FILE, n_right=n_right(scores).reshape(shape), n_validation=N_VALIDATION)


def make_halving_table(executor):
    """The score of every network of some searches, after every epoch."""
    searches = map(halving_table.whole_search, range(halving_table.N_SEARCHES))
    curves = [[trial.curve for trial in trained(search, executor)] for search in searches]
    np.savez_compressed(halving_table.FILE, n_right=n_right(curves))


def trained(search, executor):
    """All trials of a search in the end; prints how far it is."""
    for progress in run(search, DATA.train, DATA.validation, executor):
        share, seconds = progress.n_epochs_done / progress.n_epochs, progress.seconds_left
        print(
            f"\r{len(progress.trials):,} training runs: {share:.0%}, {seconds:.0f} s left  ",
            end="",
            flush=True,
        )
    print()
    return progress.trials


def n_right(scores):
    """Shares of the validation digits as whole numbers of them."""
    return np.round(np.multiply(scores, N_VALIDATION)).astype(np.uint16)


if __name__ == "__main__":
    main()
