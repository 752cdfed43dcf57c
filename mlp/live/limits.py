"""What may an answer do? Print, stop the program, or never end: its check still comes to a verdict."""

import io
import sys
import time
from contextlib import contextmanager, redirect_stdout

MOST_LINES = 20  # of what is printed: a check calls an answer often


class NeverEnds(BaseException):
    """An answer was still running after its time. It passes through `except Exception` in the answer."""


@contextmanager
def time_limit(seconds):
    """Raises NeverEnds inside `with` as soon as the code of a notebook has run for so many seconds.

    It looks at the time before each line of this code and before each function that this code has called,
    without a signal or a thread: some systems have none. So one call of compiled code, such as
    `sum(itertools.count())`, is not stopped before it returns; only a restart of the kernel ends it.
    """
    end, before, outside = time.monotonic() + seconds, sys.gettrace(), sys._getframe(2)

    def trace(frame, event, argument):
        if time.monotonic() > end and _is_called_by_typed(frame, outside):
            raise NeverEnds
        return trace if _is_typed(frame.f_code) else None

    def unraisable(told):
        """Python only prints an error in what it calls when something is thrown away, and traces no more."""
        if told.exc_type is NeverEnds:
            sys.settrace(trace)  # the next line or call comes soon
        else:
            hook_before(told)

    hook_before, sys.unraisablehook = sys.unraisablehook, unraisable
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)
        sys.unraisablehook = hook_before


def _is_called_by_typed(frame, outside):
    """Whether code of a notebook runs in this frame, or waits for it, up to the frame `outside`."""
    while frame and frame is not outside:
        if _is_typed(frame.f_code):
            return True
        frame = frame.f_back
    return False


def _is_typed(code):
    """Whether code was typed into a cell, and does not come from a file of this or another package."""
    return "ipykernel_" in code.co_filename or code.co_filename.startswith(("<ipython", "<string"))


@contextmanager
def few_printed_lines(most=MOST_LINES):
    """Prints the first lines of what is printed inside `with`, and how many there were besides."""
    printed = io.StringIO()
    try:
        with redirect_stdout(printed):
            yield
    finally:
        lines = printed.getvalue().splitlines()
        for line in lines[:most]:
            print(line)
        if len(lines) > most:
            print(f"… and {len(lines) - most:,} more lines")
