"""The two slopes at a single sigmoid neuron whose target is 1, against their textbook formulas."""

import numpy as np
import pytest

from mlp.lessons.loss_functions.one_neuron import cross_entropy_slope, squared_slope

pytestmark = pytest.mark.filterwarnings("error")


def test_slopes_by_hand_where_the_chance_is_a_half():
    assert cross_entropy_slope(0.0) == pytest.approx(-0.5)  # p - 1
    assert squared_slope(0.0) == pytest.approx(2 * -0.5 * 0.25)  # 2 (p - 1) p (1 - p)
    assert squared_slope(0.0, factor=0.5) == pytest.approx(-0.125)


def test_any_shape_goes_in_and_comes_out():
    z = np.array([[-3.0, 0.0], [1.0, 40.0]])
    chances = 1 / (1 + np.exp(-z))
    np.testing.assert_allclose(cross_entropy_slope(z), chances - 1, atol=1e-12)
    np.testing.assert_allclose(squared_slope(z), 2 * (chances - 1) * chances * (1 - chances), atol=1e-12)


@pytest.mark.parametrize(
    ("value", "error"),
    [(np.nan, ValueError), (np.inf, ValueError), ("ten", TypeError), (None, TypeError), ([], ValueError)],
)
def test_what_is_no_number_is_named(value, error):
    for slope, argument in ((cross_entropy_slope, "z"), (squared_slope, "z")):
        with pytest.raises(error, match=f"^{argument} is .*; it must be a number"):
            slope(value)
    with pytest.raises(error, match="^factor is .*; it must be a number"):
        squared_slope(0.0, factor=value)
