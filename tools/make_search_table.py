"""Makes the table of stored training runs that mlp/lessons/hyperparameter_search/table.py reads.

    python tools/make_search_table.py

33 × 33 settings with four seeds each; takes some minutes.
"""

from concurrent.futures import ProcessPoolExecutor

import numpy as np

from mlp.lessons.hyperparameter_search import table
from mlp.search import run


def main():
    data = table.data()
    with ProcessPoolExecutor() as executor:
        for progress in run(table.whole_search(), data.train, data.validation, executor):
            print(
                f"\r{progress.n_epochs_done / progress.n_epochs:.0%}, {progress.seconds_left:.0f} s left  ",
                end="",
                flush=True,
            )
    n_validation = len(data.validation.inputs)
    scores = np.array([trial.score for trial in progress.trials]).reshape(
        table.N_VALUES, table.N_VALUES, table.N_SEEDS
    )
    np.savez_compressed(
        table.FILE, n_right=np.round(scores * n_validation).astype(np.uint16), n_validation=n_validation
    )
    print(f"\n{table.FILE.name}: {scores.size:,} training runs")


if __name__ == "__main__":
    main()
