"""Paths through a network, counted and followed by hand."""

import numpy as np
import pytest

from mlp.lessons.parameters_and_hyperparameters.paths import count_paths, only_along, thickest_path

pytestmark = pytest.mark.filterwarnings("error")
FIRST = np.array([[1.0, -3.0], [2.0, 0.5], [0.0, 1.0]])  # (3, 2): the largest weight is the negative one
LAST = np.array([[9.0, 9.0], [0.1, -0.2]])  # (2, 2): the largest weights start at a unit off the path


def test_paths_by_hand():
    assert count_paths([2, 4, 2, 1]) == 16
    assert count_paths([784, *[100] * 10, 10]) == 784 * 100**10 * 10  # exact, beyond what a float holds


def test_the_thickest_path_goes_on_from_where_it_arrives():
    assert thickest_path([FIRST, LAST]) == [0, 1, 1]


def test_only_the_lines_of_the_path_are_left():
    first, last = only_along([0, 1, 1], [FIRST, LAST])
    np.testing.assert_array_equal(first, [[0, -3], [0, 0], [0, 0]])
    np.testing.assert_array_equal(last, [[0, 0], [0, -0.2]])
    assert FIRST[1, 0] == 2.0  # the weights themselves stay as they are
