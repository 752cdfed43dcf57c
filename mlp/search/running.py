"""How are trials trained: here, on all cores, or on a cluster? As a stream of progress that one may stop reading."""

import time
from concurrent.futures import BrokenExecutor, CancelledError, ProcessPoolExecutor, as_completed
from typing import NamedTuple

from ..checks import check_can, check_number
from .trials import groups_of, halves, train_group


class Progress(NamedTuple):
    """How far a search has come."""

    trials: list  # all so far, in their order; those not trained yet have an empty curve
    n_epochs_done: int  # of all trials together
    n_epochs: int  # the whole budget
    seconds_left: float  # if it goes on as until now


def run(search, points, validation, executor=None, at_once=32):
    """The search as a stream of `Progress`: trained on `points`, scored on `validation`; no test data come in here.

    Without an `executor` trials are trained in this process, with one (any `concurrent.futures.Executor`: processes,
    a cluster's) by its workers; the trials that come out are the same. `at_once` networks are trained side by side.
    Stop reading to stop the search: what is done is in the last progress. RuntimeError if the executor takes no work.
    """
    check_can("search", search, "propose", "a search, such as Random(space)")
    for name, part in (("points", points), ("validation", validation)):
        check_can(name, part, "targets", "Points, such as moons()")
    if executor is not None:
        check_can("executor", executor, "submit", "an open executor, such as ProcessPoolExecutor(2)")
    check_number("at_once", at_once, at_least=1, whole=True)
    return _stream(search, points, validation, executor, at_once)


def _stream(search, points, validation, executor, at_once):
    trials, began, n_done = [], time.perf_counter(), 0
    while (proposed := search.propose(trials)) is not None:
        trials = trials + [trial for trial in proposed.trials if trial.number >= len(trials)]
        groups = groups_of(proposed.trials, at_once)
        work = (proposed.n_epochs, points, validation)
        for finished in _here(groups, work) if executor is None else _elsewhere(executor, groups, work):
            trials = list(trials)  # a progress that was read stays as it was
            for trial in finished:
                n_done += (proposed.n_epochs if trial.error else len(trial.curve)) - len(
                    trials[trial.number].curve
                )
                trials[trial.number] = trial
            seconds = time.perf_counter() - began
            left = max(search.n_epochs_in_all - n_done, 0)
            yield Progress(trials, n_done, search.n_epochs_in_all, seconds * left / max(n_done, 1))


def _here(groups, work):
    for group in groups:
        yield from train_group(group, *work)


def _elsewhere(executor, groups, work):
    futures, lost = {}, []
    try:
        for group in groups:
            try:
                futures[_submitted(executor, group, work)] = group
            except BrokenExecutor:
                lost.append(group)
        for future in as_completed(futures):
            try:
                yield future.result()
            except CancelledError:
                yield [
                    trial._replace(error="Not trained: the executor was shut down.")
                    for trial in futures[future]
                ]
            except Exception:  # its worker died, or could not even read its task
                lost.append(futures[future])
        for group in lost:
            yield from _rescued(group, work)
    finally:
        for future in futures:
            future.cancel()  # where the reader has stopped, nothing more begins


def _rescued(group, work):
    # one of the group brings down its worker: try again in a process of its own, then each half
    try:
        with ProcessPoolExecutor(1) as alone:
            yield alone.submit(_trained, group, work).result()
    except Exception as error:
        if len(group) == 1:
            yield [group[0]._replace(error=f"The worker that trained it died ({type(error).__name__}).")]
        else:
            for half in halves(group):
                yield from _rescued(half, work)


def _submitted(executor, group, work):
    try:
        return executor.submit(_trained, group, work)
    except BrokenExecutor:
        raise
    except RuntimeError as error:
        raise RuntimeError(
            f"executor takes no more work ({error}); it must be open until the search is over"
        ) from error


def _trained(group, work):
    """What a worker does: trains a group to the end."""
    latest = {trial.number: trial for trial in group}
    for finished in train_group(group, *work):
        latest |= {trial.number: trial for trial in finished}
    return list(latest.values())


def try_out(search, score):
    """All trials of a search when `score(settings)` gives the scores: a formula, or a table of trainings made before."""
    check_can("search", search, "propose", "a search, such as Random(space)")
    check_can("score", score, "__call__", "a function of the settings")
    trials = []
    while (proposed := search.propose(trials)) is not None:
        by_number = {trial.number: trial for trial in trials}
        for trial in proposed.trials:
            by_number[trial.number] = trial._replace(
                curve=(float(score(trial.settings)),) * proposed.n_epochs
            )
        trials = list(by_number.values())
    return trials
