"""How long do 100 random trials take, next to scikit-learn, and with a pool of two processes?

    python benchmarks/search.py

64-32-10 on 1,000 digits, five epochs, batch 32. Every process runs on one core. Turns alternate; medians are
compared.
"""

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")  # read when numpy loads

import statistics
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # works without installing, too
from mlp.data import digits
from mlp.search import Logarithmic, Random, run

try:
    from sklearn.neural_network import MLPClassifier
except ImportError:
    MLPClassifier = None

N_TURNS, N_TRIALS, N_EPOCHS = 5, 100, 5
DIGITS = digits()
POINTS, VALIDATION = DIGITS.take(slice(1000)), DIGITS.take(slice(1000, None))
SEARCH = Random({"learning_rate": Logarithmic(0.001, 1.0)}, N_TRIALS, N_EPOCHS)


def ours(executor=None):
    *_, progress = run(SEARCH, POINTS, VALIDATION, executor)
    assert all(len(trial.curve) == N_EPOCHS for trial in progress.trials)


def scikit_learn():
    """The same settings, one after the other. Each is scored once; ours are scored after every epoch."""
    for settings in SEARCH.settings:
        model = MLPClassifier(
            (32,),
            solver="sgd",
            alpha=0,
            momentum=0,
            nesterovs_momentum=False,
            batch_size=32,
            max_iter=N_EPOCHS,
            learning_rate_init=settings["learning_rate"],
            tol=0,
            n_iter_no_change=10**6,
            random_state=0,
        )
        model.fit(POINTS.inputs, POINTS.labels).score(VALIDATION.inputs, VALIDATION.labels)


def medians(contestants):
    """Seconds of each contestant on the clock, and of this process's own work, measured in turns."""
    clock, work = {name: [] for name in contestants}, {name: [] for name in contestants}
    for _ in range(N_TURNS):
        for name, contestant in contestants.items():
            began, worked = time.perf_counter(), time.process_time()
            contestant()
            clock[name].append(time.perf_counter() - began)
            work[name].append(time.process_time() - worked)
    return ({name: statistics.median(times) for name, times in both.items()} for both in (clock, work))


def report(what, ratio, goal):
    print(f"  {what:<62} {ratio:5.1f} ×   goal ≥ {goal:g} ×   {'met' if ratio >= goal else 'MISSED'}")


if __name__ == "__main__":
    warnings.filterwarnings(
        "ignore", message=".*Maximum iterations"
    )  # we ask scikit-learn for a fixed number of epochs
    with ProcessPoolExecutor(2) as executor:
        contestants = {"one process": ours, "two processes": lambda: ours(executor)}
        if MLPClassifier:
            contestants["scikit-learn"] = scikit_learn
        else:
            print("scikit-learn is not installed: its comparison is left out.")
        ours(executor)  # a first turn to start the processes
        clock, work = medians(contestants)
    print(f"{N_TRIALS} trials: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in clock.items()))
    if MLPClassifier:
        report("scikit-learn one after the other takes", clock["scikit-learn"] / clock["one process"], 5)
        report(
            "the same in processor time, where other programs disturb",
            work["scikit-learn"] / work["one process"],
            5,
        )
    print(
        "  of two processes' time, the part this process works itself:"
        f" {work['two processes'] / clock['two processes']:.0%}"
    )
    report(
        f"two processes ({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}) are faster than one by",
        clock["one process"] / clock["two processes"],
        1.6,
    )
