"""What if a worker dies? Its trials are trained again, apart, until the one that kills it is found."""

import sys
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor

from .trials import halves, train_to_the_end

NO_WORKERS = (
    "executor has lost its workers, and no new process can start; in a script, the lines that use an executor"
    ' must stand under: if __name__ == "__main__":'
)


def submit(executor, group, work):
    """The future of a group that is trained by a worker. Raises RuntimeError if the executor is closed."""
    try:
        return executor.submit(train_to_the_end, group, *work)
    except (BrokenExecutor, ConnectionError) as error:  # a worker died while others were given their work
        failed = Future()
        failed.set_exception(error)
        return failed
    except RuntimeError as error:
        wanted = "it must be open until the search is over"
        raise RuntimeError(f"executor takes no more work ({error}); {wanted}") from error


def results_of(future, group, work):
    """Yields the trained trials of a group; those of a worker that died, after another attempt."""
    try:
        results = future.result()
    except CancelledError:
        results = [trial._replace(error="Not trained: the executor was shut down.") for trial in group]
    except Exception:  # its worker died, or could not even read its task
        yield from _trained_apart(group, work)
        return
    yield results


def _trained_apart(group, work):
    """Trains a group in a process of its own; if that dies as well, each half of the group."""
    try:
        with ProcessPoolExecutor(1) as alone:
            _check_starts(alone)
            results = alone.submit(train_to_the_end, group, *work).result()
    except _NoProcess:
        raise RuntimeError(NO_WORKERS) from None
    except Exception as error:
        if len(group) > 1:
            for half in halves(group):
                yield from _trained_apart(half, work)
            return
        results = [group[0]._replace(error=f"The worker that trained it died ({type(error).__name__}).")]
    yield results


class _NoProcess(Exception):
    """Not even a worker without a task lives."""


def _check_starts(executor):
    try:
        executor.submit(len, []).result()
    except Exception as error:
        raise _NoProcess from error


def end_if_imported_by_a_worker():
    """Ends this process, silently, if it is a new worker that has just imported the script which started it.

    Such a worker imports the parent's script as `__mp_main__`, before that becomes its `__main__`. A script
    without `if __name__ == "__main__":` then runs to here once more, and would start workers without end.
    The parent reports it.
    """
    imported = sys.modules.get("__mp_main__")
    if imported is not None and imported is not sys.modules["__main__"]:
        raise SystemExit(1)
