"""The two slopes at a single sigmoid neuron whose target is 1, against their textbook formulas."""

import re

import numpy as np
import pytest

from mlp.lessons.loss_functions.one_neuron import chance, cross_entropy_slope, squared_slope

pytestmark = pytest.mark.filterwarnings("error")


def test_slopes_by_hand_where_the_chance_is_a_half():
    assert chance(0.0) == 0.5
    assert cross_entropy_slope(0.0) == pytest.approx(-0.5)  # p - 1
    assert squared_slope(0.0) == pytest.approx(2 * -0.5 * 0.25)  # 2 (p - 1) p (1 - p)
    assert squared_slope(0.0, factor=0.5) == pytest.approx(-0.125)


@pytest.mark.parametrize("z", [-8.0, -5.0, 0.0, 2.5])
def test_slopes_equal_central_differences(z):
    step = 1e-5
    low, high = chance(z - step), chance(z + step)
    assert squared_slope(z) == pytest.approx(((high - 1) ** 2 - (low - 1) ** 2) / (2 * step), rel=1e-6)
    assert cross_entropy_slope(z) == pytest.approx((np.log(low) - np.log(high)) / (2 * step), rel=1e-6)


def test_the_slopes_have_the_shape_of_the_sums():
    z = np.array([[-3.0, 0.0], [1.0, 40.0]])
    chances = 1 / (1 + np.exp(-z))
    np.testing.assert_allclose(cross_entropy_slope(z), chances - 1, atol=1e-12)
    np.testing.assert_allclose(squared_slope(z), 2 * (chances - 1) * chances * (1 - chances), atol=1e-12)


@pytest.mark.parametrize(
    ("value", "error"),
    [(np.nan, ValueError), (np.inf, ValueError), ("ten", TypeError), (None, TypeError), ([], ValueError)],
)
@pytest.mark.parametrize(
    ("slope", "name"), [(cross_entropy_slope, "z"), (squared_slope, "z"), (squared_slope, "factor")]
)
def test_an_invalid_number_is_named_in_the_error(slope, name, value, error):
    with pytest.raises(error, match=re.escape(f"{name} is {value!r}")):
        slope(**({"z": 0.0} | {name: value}))
