"""A range maps shares to values and back, and refuses what is not a range."""

import numpy as np
import pytest

from mlp.search import Choices, Linear, Logarithmic, Random


@pytest.mark.parametrize("values", [Linear(-2, 3), Logarithmic(1e-4, 10)])
def test_a_share_becomes_a_value_and_comes_back(values):
    assert values.value(0) == pytest.approx(values.low)
    assert values.value(1) == pytest.approx(values.high)
    assert values.coordinates(values.value(0.3)) == pytest.approx([0.3])


@pytest.mark.parametrize(
    "values", [Linear(-2, 3), Logarithmic(1e-4, 10), Choices(["relu", "tanh", "sigmoid"])]
)
def test_shares_have_the_coordinates_of_their_values(values):
    shares = np.array([0.0, 0.2, 0.5, 0.9, 1.0])
    one_by_one = [values.coordinates(values.value(share)) for share in shares]
    np.testing.assert_allclose(values.coordinates_of_shares(shares), one_by_one, atol=1e-12)


def test_in_the_middle_of_a_logarithmic_range_is_the_geometric_mean():
    assert Logarithmic(1e-3, 1e3).value(0.5) == pytest.approx(1)
    assert Linear(1e-3, 1e3).value(0.5) == pytest.approx(500.0005)


def test_choices_are_equally_likely_and_equally_far_from_one_another():
    options = Choices(["relu", "tanh", "sigmoid"])
    drawn = [options.value(share) for share in (0, 0.3, 0.34, 0.7, 1)]
    assert drawn == ["relu", "relu", "tanh", "sigmoid", "sigmoid"]
    assert options.coordinates("tanh") == [0, 1, 0]


def test_numbers_of_numpy_are_numbers():
    assert Linear(np.int64(1), np.float32(2)).value(0.5) == 1.5
    assert Logarithmic(np.float64(0.01), np.int32(1)).value(0.5) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("call", "name_and_value"),
    [
        (lambda: Linear(2, 1), "low is 2 and high is 1"),
        (lambda: Logarithmic(3, 3), "low is 3 and high is 3"),
        (lambda: Logarithmic(0, 1), "low is 0"),
        (lambda: Logarithmic(-1, 1), "low is -1"),
        (lambda: Linear(0, np.inf), "high is inf"),
        (lambda: Linear(np.array([0, 1]), 2), r"low is \[0 1\]"),
        (lambda: Choices([]), r"options is \[\]"),
        (lambda: Choices("relu"), "options is 'relu'"),
        (lambda: Random({}), "space is {}"),
        (lambda: Random({"lr": Linear(0, 1)}), "hyperparameter is 'lr'.*learning_rate"),
    ],
)
def test_an_invalid_range_or_space_is_named_in_the_error(call, name_and_value):
    with pytest.raises(ValueError, match=name_and_value):
        call()


def test_a_pair_of_numbers_in_place_of_a_range_is_named_in_the_error():
    with pytest.raises(TypeError, match=r"learning_rate is \(0.1, 1\)"):
        Random({"learning_rate": (0.1, 1)})
