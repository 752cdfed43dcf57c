"""A right answer that afterwards overwrites what it was given is still right, in every exercise."""

from copy import deepcopy

import numpy as np
import pytest
from driving import declared, verdict

from mlp.lessons.tasks import Exercise


def answer_of(task):
    """The right answer to an exercise, from its solution."""
    names = {"np": np}
    exec(task.solution, names)
    return names[task.name]


def overwrite(value):
    """Sets all numbers of an argument to 7: those of an array, of a list, and of arrays in a list."""
    if isinstance(value, np.ndarray) and value.flags.writeable:
        value[...] = 7
    elif isinstance(value, list):
        for part in value:
            overwrite(part)
        value[:] = [7] * len(value)


def that_overwrites(function):
    def spoiling(*arguments):
        result = deepcopy(function(*arguments))
        for value in arguments:
            overwrite(value)
        return result

    return spoiling


def is_function_to_write(item):
    return isinstance(item, Exercise) and callable(answer_of(item))


@pytest.mark.parametrize("task", declared(is_function_to_write))
def test_a_right_answer_that_overwrites_its_inputs_is_right_every_time(task):
    spoiling = that_overwrites(answer_of(task))
    first, second = verdict(task, spoiling), verdict(task, spoiling)
    assert first == second == "Right!"


def test_the_numbers_of_arrays_lists_and_arrays_in_lists_are_overwritten():
    array, in_list, numbers = np.zeros(2), np.zeros(3), [1, 2]
    overwrite(array)
    overwrite([in_list])
    overwrite(numbers)
    assert (array == 7).all() and (in_list == 7).all() and numbers == [7, 7]
