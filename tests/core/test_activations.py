"""Every activation: its value by hand, its slope against central differences, and no number is too large."""

import numpy as np
import pytest

from mlp.activations import ACTIVATIONS

pytestmark = pytest.mark.filterwarnings("error")
everywhere = pytest.mark.parametrize("name", ACTIVATIONS)


@everywhere
@pytest.mark.parametrize("shape", [(7,), (4, 3), (5, 4, 3)])
def test_slope_is_the_limit_of_small_differences(name, shape):
    activation, tiny = ACTIVATIONS[name], 1e-6
    z = np.random.default_rng(0).normal(size=shape) * 2
    differences = (activation.value(z + tiny) - activation.value(z - tiny)) / (2 * tiny)
    np.testing.assert_allclose(activation.slope(activation.value(z)), differences, rtol=1e-6, atol=1e-8)


BY_HAND = {  # z, value and slope, worked out on paper
    "identity": (3.0, 3.0, 1.0),
    "sigmoid": (np.log(3), 3 / 4, 3 / 16),
    "tanh": (np.log(2), 3 / 5, 16 / 25),
    "relu": (-2.0, 0.0, 0.0),
    "leaky relu": (-2.0, -0.02, 0.01),
}


@everywhere
def test_a_value_and_a_slope_worked_out_by_hand(name):
    z, value, slope = BY_HAND[name]
    a = ACTIVATIONS[name].value(np.array([z]))
    np.testing.assert_allclose([a[0], ACTIVATIONS[name].slope(a)[0]], [value, slope], rtol=1e-14)


@pytest.mark.parametrize(("name", "slope"), [("relu", 0), ("leaky relu", 0.01)])
def test_at_the_kink_the_slope_is_that_of_the_left_side(name, slope):
    assert ACTIVATIONS[name].slope(np.zeros(1)) == slope


@everywhere
def test_huge_sums_give_finite_numbers_without_a_warning(name):
    a = ACTIVATIONS[name].value(np.array([-1000.0, 0.0, 1000.0]))
    assert np.isfinite(a).all()
    assert np.isfinite(ACTIVATIONS[name].slope(a)).all()


@everywhere
def test_float32_stays_float32(name):
    a = ACTIVATIONS[name].value(np.ones(3, np.float32))
    assert (a.dtype, ACTIVATIONS[name].slope(a).dtype) == (np.float32, np.float32)
