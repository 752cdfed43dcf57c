"""Every optimizer: its first steps by hand, weight decay, and rates that cannot be used."""

import numpy as np
import pytest

from mlp.optimizers import OPTIMIZERS, Adam, GradientDescent, Momentum

pytestmark = pytest.mark.filterwarnings("error")
everywhere = pytest.mark.parametrize("name", OPTIMIZERS)


def test_two_steps_of_gradient_descent_by_hand():
    parameters = np.array([1.0, -2.0])
    optimizer = GradientDescent(0.5)
    optimizer.update(parameters, np.array([1.0, -4.0]))
    np.testing.assert_allclose(parameters, [0.5, 0.0], rtol=1e-14)
    optimizer.update(parameters, np.array([1.0, 2.0]))
    np.testing.assert_allclose(parameters, [0.0, -1.0], rtol=1e-14)


def test_two_steps_of_momentum_by_hand():
    parameters = np.array([1.0])
    optimizer = Momentum(0.1, momentum=0.5)
    optimizer.update(parameters, np.array([2.0]))  # velocity 2
    optimizer.update(parameters, np.array([3.0]))  # velocity 0.5 × 2 + 3 = 4
    np.testing.assert_allclose(parameters, [1 - 0.2 - 0.4], rtol=1e-14)


def test_two_steps_of_adam_by_hand():
    parameters = np.array([1.0])
    optimizer = Adam(0.1, beta1=0.5, beta2=0.75)
    optimizer.update(parameters, np.array([2.0]))
    np.testing.assert_allclose(
        parameters, [0.9], rtol=1e-7
    )  # the first step is as long as the rate, whatever the gradient
    optimizer.update(parameters, np.array([-4.0]))
    mean = (0.5 * 1.0 + 0.5 * -4) / (1 - 0.5**2)  # -2
    square = (0.75 * 1.0 + 0.25 * 16) / (1 - 0.75**2)  # 10.857…
    np.testing.assert_allclose(parameters, [0.9 - 0.1 * mean / np.sqrt(square)], rtol=1e-7)


@everywhere
def test_weight_decay_adds_its_share_of_the_parameters_to_the_gradient(name):
    start, gradient = np.array([1.0, -3.0]), np.array([0.5, 0.25])
    decayed, plain = start.copy(), start.copy()
    OPTIMIZERS[name](0.1, weight_decay=0.2).update(decayed, gradient)
    OPTIMIZERS[name](0.1).update(plain, gradient + 0.2 * start)
    np.testing.assert_allclose(decayed, plain, rtol=1e-14)


def test_weight_decay_alone_shrinks_a_weight_by_rate_times_decay():
    parameters = np.array([10.0])
    GradientDescent(0.1, weight_decay=0.5).update(parameters, np.zeros(1))
    np.testing.assert_allclose(parameters, [9.5], rtol=1e-14)


@everywhere
def test_the_array_is_moved_in_place_and_the_gradient_left_alone(name):
    parameters, gradient = np.ones(3), np.ones(3)
    window = parameters[:2]
    OPTIMIZERS[name](0.1, weight_decay=0.1).update(parameters, gradient)
    assert (window < 1).all()
    np.testing.assert_array_equal(gradient, np.ones(3))


@everywhere
def test_a_column_of_rates_moves_each_model_at_its_own(name):
    together, rates = np.ones((2, 3)), np.array([[0.1], [0.01]])
    many = OPTIMIZERS[name](rates)
    for _ in range(3):
        many.update(together, together.copy())
    for row, rate in enumerate(rates[:, 0]):
        alone, one = np.ones(3), OPTIMIZERS[name](rate)
        for _ in range(3):
            one.update(alone, alone.copy())
        np.testing.assert_array_equal(together[row], alone)


@everywhere
def test_float32_stays_float32(name):
    parameters = np.ones(3, np.float32)
    optimizer = OPTIMIZERS[name](0.1, weight_decay=0.01)
    optimizer.update(parameters, np.ones(3, np.float32))
    kept = [value for value in vars(optimizer).values() if isinstance(value, np.ndarray)]
    assert all(array.dtype == np.float32 for array in [parameters, *kept])


BAD_RATES = [
    (-0.1, ValueError),
    (0, ValueError),
    (np.nan, ValueError),
    (np.inf, ValueError),
    ([[0.1], [-0.1]], ValueError),
    ([], ValueError),
    ("0.1", TypeError),
    (None, TypeError),
    (True, TypeError),
    (1j, TypeError),
]


@everywhere
@pytest.mark.parametrize(("rate", "error"), BAD_RATES)
def test_a_rate_that_cannot_be_used_is_named(name, rate, error):
    with pytest.raises(error) as caught:
        OPTIMIZERS[name](rate)
    assert str(caught.value).startswith("learning_rate is ")
    assert str(rate) in str(caught.value)
    assert str(caught.value).endswith("it must be a number above 0")


@pytest.mark.parametrize(
    ("optimizer", "argument", "value", "error"),
    [
        (GradientDescent, "weight_decay", -0.5, ValueError),
        (Momentum, "weight_decay", np.nan, ValueError),
        (Adam, "weight_decay", "none", TypeError),
        (Momentum, "momentum", 1.5, ValueError),
        (Momentum, "momentum", None, TypeError),
        (Adam, "beta1", -0.1, ValueError),
        (Adam, "beta1", 1.0, ValueError),  # would divide by zero
        (Adam, "beta2", 1.0, ValueError),
        (Adam, "beta2", True, TypeError),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(optimizer, argument, value, error):
    with pytest.raises(error, match=f"^{argument} is {value!r}; it must be a number"):
        optimizer(**{argument: value})
