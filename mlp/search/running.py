"""Runs a search in this process or on an executor's workers, and yields its progress."""

import time
from concurrent.futures import as_completed
from typing import NamedTuple

from ..checks import check_can
from ..network import MLP
from ..training import check_points
from .strategies import as_count
from .trials import check_any_trainable, groups_of, train_group
from .workers import end_if_imported_by_a_worker, results_of, submit


class Progress(NamedTuple):
    """How far a search has come."""

    trials: list  # all so far, in their order; those not trained yet have an empty curve
    n_epochs_done: int  # of all trials together
    n_epochs: int  # the whole budget
    seconds_left: float  # an estimate from the speed until now


def run(search, points, validation, executor=None, at_once=16):
    """The search as a stream of `Progress`: trained on `points`, scored on `validation`, without test data.

    Without an `executor`, trials are trained in this process; with one (any `concurrent.futures.Executor`:
    processes, a cluster's), by its workers. The trials are the same. `at_once` networks are trained side by
    side. Stop reading to stop the search: the last progress holds the results so far.
    Raises an error if no trial could be trained, and RuntimeError if the executor takes no work.
    """
    check_can("search", search, "propose", "a search, such as Random(space)")
    if executor is not None:
        check_can("executor", executor, "submit", "an open executor, such as ProcessPoolExecutor(2)")
        end_if_imported_by_a_worker()
    at_once = as_count("at_once", at_once)
    _check_data(points, validation)
    check_any_trainable(search.propose([]).trials, points)
    return _stream(search, points, validation, executor, at_once)


def _check_data(points, validation):
    for name, part in (("points", points), ("validation", validation)):
        check_can(name, part, "targets", "Points, such as moons()")
    model = MLP([max(part.shape[-1], 1) for part in points[:2]], initialization="zeros")
    check_points("points", points, model)
    check_points("validation", validation, model)


def _stream(search, points, validation, executor, at_once):
    trials, began, n_done = [], time.perf_counter(), 0
    while (proposed := search.propose(trials)) is not None:
        trials = trials + [trial for trial in proposed.trials if trial.number >= len(trials)]
        groups = groups_of(proposed.trials, at_once)
        work = (proposed.n_epochs, points, validation)
        results = _here(groups, work) if executor is None else _on_workers(executor, groups, work)
        for finished in results:
            trials = list(trials)  # a progress that was read stays as it was
            for trial in finished:
                n_done += _epochs_spent(trials[trial.number], trial, proposed.n_epochs)
                trials[trial.number] = trial
            seconds, left = time.perf_counter() - began, max(search.total_epochs - n_done, 0)
            yield Progress(trials, n_done, search.total_epochs, seconds * left / max(n_done, 1))


def _epochs_spent(before, after, n_epochs):
    """The epochs by which a trial has come closer to its end; a failed one has arrived."""
    return (n_epochs if after.error else len(after.curve)) - len(before.curve)


def _here(groups, work):
    for group in groups:
        yield from train_group(group, *work)


def _on_workers(executor, groups, work):
    futures = {}
    try:
        for group in groups:
            futures[submit(executor, group, work)] = group
        for future in as_completed(futures):
            yield from results_of(future, futures[future], work)
    finally:
        for future in futures:
            future.cancel()  # if the reader has stopped, nothing more begins


def try_out(search, score):
    """All trials of a search when `score(settings)` gives the scores: a formula, or a table."""
    check_can("search", search, "propose", "a search, such as Random(space)")
    check_can("score", score, "__call__", "a function of the settings")
    trials = []
    while (proposed := search.propose(trials)) is not None:
        by_number = {trial.number: trial for trial in trials}
        for trial in proposed.trials:
            curve = (float(score(trial.settings)),) * proposed.n_epochs
            by_number[trial.number] = trial._replace(curve=curve)
        trials = list(by_number.values())
    return trials
