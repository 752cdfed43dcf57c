"""Makes the table of training runs for notebook 7: 33 × 33 settings, four seeds each, in some minutes.

python tools/make_search_table.py
"""

from concurrent.futures import ProcessPoolExecutor

import numpy as np

from mlp.lessons.hyperparameter_search import table
from mlp.search import run


def main():
    data = table.data()
    with ProcessPoolExecutor() as executor:
        for progress in run(table.whole_search(), data.train, data.validation, executor):
            done = progress.n_epochs_done / progress.n_epochs
            print(f"\r{done:.0%}, {progress.seconds_left:.0f} s left  ", end="", flush=True)
    n_validation = len(data.validation.inputs)
    scores = np.array([trial.score for trial in progress.trials])
    n_right = (
        np.round(scores * n_validation)
        .astype(np.uint16)
        .reshape(table.N_VALUES, table.N_VALUES, table.N_SEEDS)
    )
    np.savez_compressed(table.FILE, n_right=n_right, n_validation=n_validation)
    print(f"\n{table.FILE.name}: {scores.size:,} training runs")


if __name__ == "__main__":
    main()
