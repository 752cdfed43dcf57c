"""A search gives the same result wherever it is trained, and can be stopped at any time."""

import re
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

import distributed
import numpy as np
import pytest
from search_data import MIXED, POINTS, SPACE, VALIDATION, assert_same_trials, finished

from mlp.data import Points, blobs, digits
from mlp.search import SEARCHES, Bayesian, Choices, Grid, Random, best, run, try_out


@pytest.fixture(scope="module")
def processes():
    with ProcessPoolExecutor(2) as executor:
        yield executor


@pytest.mark.parametrize("name", SEARCHES)
def test_processes_give_the_same_trials_in_the_same_order(name, processes):
    search = Grid(MIXED, 2, n_epochs=2) if name == "grid" else SEARCHES[name](MIXED, 6, n_epochs=2)
    assert_same_trials(finished(search, at_once=3), finished(search, at_once=3, executor=processes))


def test_a_dask_cluster_gives_the_same_trials_in_the_same_order(tmp_path):
    search = Random(MIXED, 8, n_epochs=2)
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
    options |= {"dashboard_address": None, "local_directory": tmp_path}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        assert_same_trials(finished(search), finished(search, executor=client.get_executor()))


@pytest.mark.parametrize("n_processes", [0, 2])
def test_a_trial_that_fails_says_why_and_the_others_are_kept(n_processes, request):
    executor = request.getfixturevalue("processes") if n_processes else None
    sizes = Choices([(8,), (0,), (8,)])
    rates = Choices([0.1, "fast", 0.2])
    trials = finished(Grid({"learning_rate": rates, "hidden_sizes": sizes}, n_epochs=1), executor=executor)
    failed = [trial.number for trial in trials if trial.error]
    assert failed == [1, 3, 4, 5, 7]
    assert "sizes is [64, 0, 10]" in trials[1].error
    assert all(trial.curve for trial in trials if trial.number not in failed)


# Progress


def test_progress_counts_epochs_and_says_how_much_time_is_left():
    steps = list(run(Random(SPACE, 6, n_epochs=4), POINTS, VALIDATION, at_once=3))
    assert [step.n_epochs_done for step in steps] == [3, 6, 9, 12, 15, 18, 21, 24]
    assert all(step.n_epochs == 24 for step in steps)
    assert steps[0].seconds_left > 0 and steps[-1].seconds_left == 0


def test_a_reader_who_stops_keeps_what_is_done():
    third = next(islice(run(Random(SPACE, 6, n_epochs=4), POINTS, VALIDATION, at_once=3), 5, None))
    assert [len(trial.curve) for trial in third.trials] == [4, 4, 4, 2, 2, 2]
    assert best(third.trials).score > 0.3


def test_a_search_that_is_stopped_begins_no_new_work():
    with ProcessPoolExecutor(1) as executor:
        stream = run(Random(SPACE, 64, n_epochs=1), POINTS, VALIDATION, executor, at_once=1)
        next(stream)
        stream.close()
        assert executor.submit(len, [1]).result(timeout=5) == 1  # the queue before it is gone


def test_an_executor_that_is_shut_down_is_named_in_the_error_and_what_was_read_stays():
    executor = ProcessPoolExecutor(1)
    stream = run(Bayesian(SPACE, 6, n_epochs=1), POINTS, VALIDATION, executor)
    first = next(stream)
    executor.shutdown()
    with pytest.raises(RuntimeError, match="executor takes no more work"):
        next(stream)
    assert len([trial for trial in first.trials if trial.curve]) == 4


# What is wrong for all trials


@pytest.mark.parametrize("name", ["points", "validation"])
def test_empty_points_are_named_at_the_call(name):
    with pytest.raises(ValueError, match=f"{name} has no examples"):
        run(Random(SPACE), **{"points": POINTS, "validation": VALIDATION} | {name: POINTS.take(slice(0))})


@pytest.mark.parametrize(
    ("validation", "named"),
    [
        (blobs(50, n_classes=10), r"validation.inputs has the shape \(50, 2\)"),
        (Points(POINTS.inputs, POINTS.targets[:, :3]), r"validation.targets has the shape \(200, 3\)"),
        (Points(POINTS.inputs[:9], POINTS.targets), "validation has 9 inputs but 200 targets"),
        (Points(np.full_like(POINTS.inputs, np.nan), POINTS.targets), "validation.inputs holds nan"),
    ],
)
def test_validation_points_that_do_not_fit_are_named_at_the_call(validation, named):
    with pytest.raises(ValueError, match=named):
        run(Random(SPACE), POINTS, validation)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("search", Random),
        ("search", "random"),
        ("points", None),
        ("validation", digits),
        ("executor", "processes"),
        ("executor", ProcessPoolExecutor),
    ],
)
def test_a_name_or_a_class_in_place_of_the_thing_is_named_at_the_call(argument, value):
    with pytest.raises(TypeError, match=re.escape(f"{argument} is {value!r}")):
        run(**{"search": Random(SPACE), "points": POINTS, "validation": VALIDATION} | {argument: value})


def test_an_invalid_number_at_once_is_named_at_the_call():
    with pytest.raises(ValueError, match="at_once is 0"):
        run(Random(SPACE), POINTS, VALIDATION, at_once=0)


def test_a_score_that_is_not_a_function_is_named_at_the_call():
    with pytest.raises(TypeError, match="score is 0.5"):
        try_out(Random(SPACE), 0.5)
