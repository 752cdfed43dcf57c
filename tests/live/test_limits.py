"""An exercise comes to a verdict whatever a beginner's cell does, and what it changes is its own."""

import gc
import statistics
import sys
import time
import weakref

import numpy as np
import pytest

from mlp import batches
from mlp.lessons.tasks import Exercise
from mlp.live import exercise


def twice(check=lambda answer: None, example=([1, 2],)):
    return Exercise("my_twice", "return it twice.", check, "A hint.", "def my_twice(x): ...", example)


def typed(source):
    """A function as a cell defines it."""
    names = {"np": np, "batches": batches}
    exec(source, names)
    return names["answer"]


def test_an_answer_that_empties_its_arguments_changes_no_later_verdict():
    checker, answer = exercise(twice()), typed("def answer(x):\n    return x.pop() + x.pop()")
    assert [repr(checker.check(answer)) for _ in range(3)] == ["Right!"] * 3


@pytest.mark.parametrize("call", ["sys.exit()", "sys.exit('enough')", "quit()"])
def test_an_answer_that_ends_the_program_is_not_right_yet(call):
    answer = typed(f"import sys\n\ndef answer(numbers):\n    {call}")
    assert repr(exercise(twice()).check(answer)).startswith("Not right yet. my_twice stopped with SystemExit")


LOOPS = ["pass", "np.sum(numbers)", "try:\n            1 / 0\n        except Exception: pass"]
LOOPS += ["list(batches(4, 2))"]  # the loop is in the package, and typed is only its call


@pytest.mark.parametrize("loop", LOOPS)
def test_an_answer_that_never_ends_is_stopped(loop):
    checker = exercise(twice())
    checker.most_seconds = 0.2
    answer = typed(f"def answer(numbers):\n    while True:\n        {loop}")
    assert "my_twice still ran after" in repr(checker.check(answer))


def late(*given):
    """When this calls the next function, the time is over."""
    time.sleep(0.3)
    next_function()


def next_function():
    pass


class Thing:
    pass


class LastWords:
    __del__ = late


def by_the_collector():
    gc.callbacks.append(late)
    gc.collect()
    gc.callbacks.remove(late)


def by_a_weak_reference():
    thing = Thing()
    reference = weakref.ref(thing, late)
    del thing
    assert reference() is None


@pytest.mark.parametrize("call", [by_the_collector, by_a_weak_reference, LastWords])
def test_a_loop_is_stopped_though_what_is_called_for_garbage_swallows_errors(call):
    checker, hook = exercise(twice()), sys.unraisablehook
    checker.most_seconds = 0.2
    answer = typed("def answer(call):\n    while True:\n        call()")
    assert "my_twice still ran after" in repr(checker.check(lambda numbers: answer(call)))
    assert sys.unraisablehook is hook
    gc.callbacks[:] = [callback for callback in gc.callbacks if callback is not late]


def test_a_check_may_take_its_time_when_the_answer_has_returned():
    def slow(answer):
        time.sleep(0.2)
        return None if statistics.fmean([1, 3]) == 2 else "That is wrong."

    checker = exercise(twice(slow))
    checker.most_seconds = 0.1
    assert repr(checker.check(typed("def answer(numbers):\n    return numbers"))) == "Right!"


def test_what_an_answer_prints_is_shown_but_not_without_end(capsys):
    def call_often(answer):
        for number in range(1000):
            answer([number])

    answer = typed("def answer(numbers):\n    print('numbers', numbers)\n    return numbers")
    exercise(twice(call_often)).check(answer)
    shown = capsys.readouterr().out.splitlines()
    assert shown[:2] == ["numbers [1, 2]", "numbers [0]"]
    assert shown[-1] == "… and 981 more lines"


def test_a_debugger_or_a_measure_of_coverage_goes_on_afterwards():
    before = sys.gettrace()
    exercise(twice()).check(typed("def answer(numbers):\n    return numbers"))
    assert sys.gettrace() is before
