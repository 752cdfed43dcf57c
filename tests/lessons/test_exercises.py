"""Whatever an answer does to what it is given: a right one is right, again and again, in every exercise."""

import numpy as np
import pytest
from driving import declared, verdict

from mlp.lessons.tasks import Exercise


def spoil(thing):
    """Destroys what can be changed in place: arrays, lists and dicts, at any depth."""
    if isinstance(thing, np.ndarray) and thing.flags.writeable:
        thing[...] = 0
    elif isinstance(thing, (list, tuple)):
        for item in thing:
            spoil(item)
    if isinstance(thing, (list, dict)):
        thing.clear()


def spoiling(function):
    """The same function, which afterwards destroys its arguments, but not what it returns."""

    def answer(*given):
        result = function(*given)
        kept = result.copy() if isinstance(result, (np.ndarray, list, dict)) else result
        spoil(given)
        return kept

    return answer


def takes_what_can_be_spoiled(item):
    kinds = np.ndarray, list, dict, tuple
    return isinstance(item, Exercise) and any(isinstance(given, kinds) for given in item.example or ())


@pytest.mark.parametrize("exercise", declared(takes_what_can_be_spoiled))
def test_a_right_answer_that_destroys_what_it_is_given_is_right_each_time(exercise):
    names = {"np": np}
    exec(exercise.solution, names)
    answer = spoiling(names[exercise.name])
    assert [verdict(exercise, answer) for _ in range(2)] == ["Right!"] * 2
    assert verdict(exercise, exercise.solution) == "Right!"
