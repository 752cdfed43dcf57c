"""Support vector machines: training finds the minimum, and only support vectors matter."""

from itertools import islice

import numpy as np
import pytest

from mlp import MLP
from mlp.data import Points
from mlp.lessons.parameters_and_hyperparameters.svm import (
    fit_svms,
    is_support_vector,
    margins,
    street_width,
    train_svm,
    two_clouds,
    widen_empty_streets,
)

pytestmark = pytest.mark.filterwarnings("error")
PRICES = [0.01, 0.1, 1.0, 100.0]


@pytest.fixture(scope="module")
def points():
    return two_clouds(60)


@pytest.fixture(scope="module")
def lines(points):
    """The trained parameters, one line for each of `PRICES`, (4, 3)."""
    return fit_svms(points, PRICES).parameters.flat


def objective(parameters, points, C):
    """½|w|² + C × (sum of hinge losses), for lines `parameters (..., 3)`."""
    outputs = parameters[..., :2] @ points.inputs.T + parameters[..., 2:]
    hinge_losses = np.maximum(0, 1 - points.targets[:, 0] * outputs)
    return (parameters[..., :2] ** 2).sum(axis=-1) / 2 + C * hinge_losses.sum(axis=-1)


@pytest.mark.parametrize("index", range(len(PRICES)))
def test_training_ends_at_the_minimum_of_the_objective(lines, points, index):
    found, rng = lines[index], np.random.default_rng(0)
    sizes = np.repeat([0.003, 0.01, 0.03, 0.1, 0.3], 40)[:, None]
    nearby = found + sizes * rng.standard_normal((200, 3))
    C = PRICES[index]
    assert objective(found, points, C) < 1.001 * objective(nearby, points, C).min()


def test_only_support_vectors_matter(lines, points):
    line = lines[PRICES.index(1.0)]
    few = points.take(is_support_vector(line, points))
    machine = MLP([2, 1], "identity", "zeros", n_models=1)
    for _ in islice(train_svm(machine, few, [1.0], 2000), 2000):
        pass
    np.testing.assert_allclose(machine.parameters.flat[0], line, atol=0.01)


def test_machines_side_by_side_learn_as_they_would_alone(lines, points):
    alone = fit_svms(points, [PRICES[1]]).parameters.flat[0]
    np.testing.assert_allclose(alone, lines[1], rtol=1e-9)


def test_a_higher_price_makes_the_street_narrower(lines):
    widths = street_width(lines).tolist()
    assert widths == sorted(widths, reverse=True) and widths[0] > 2 * widths[-1]


def test_margins_and_street_by_hand():
    points = Points(np.array([[2.0, 0.0], [0.0, 5.0], [3.0, 1.0]]), np.array([[1.0], [1.0], [-1.0]]))
    line = np.array([0.6, 0.8, -1.0])
    np.testing.assert_allclose(margins(line, points), [0.2, 3.0, -1.6])
    np.testing.assert_array_equal(is_support_vector(line, points), [True, False, True])
    assert street_width(line) == pytest.approx(2)


def test_an_empty_street_is_centred_and_reaches_to_the_nearest_points():
    points = Points(np.array([[-3.0, 0.0], [2.0, 0.0], [7.0, 0.0]]), np.array([[-1.0], [1.0], [1.0]]))
    lines = np.array([[1.0, 0.0, 0.0], [0.1, 0.0, 0.0]])  # an empty street, and one that holds all points
    widen_empty_streets(lines, points)
    np.testing.assert_allclose(lines, [[0.4, 0.0, 0.2], [0.1, 0.0, 0.0]])
    np.testing.assert_allclose(margins(lines[0], points), [1, 1, 3])


@pytest.mark.parametrize("seed", [25, 37, 46])  # clouds with a gap between them
def test_where_a_line_separates_the_clouds_the_street_reaches_to_the_nearest_points(seed):
    points = two_clouds(60, seed)
    lines = fit_svms(points, np.geomspace(0.01, 100, 81)).parameters.flat
    assert is_support_vector(lines, points).sum(axis=-1).min() >= 2


@pytest.mark.parametrize("seed", range(0, 40, 8))
def test_a_cheap_street_has_many_support_vectors_and_an_expensive_one_few(seed):
    points = two_clouds(60, seed)
    lines = fit_svms(points, [0.01, 1.0, 100.0]).parameters.flat
    cheap, balanced, expensive = is_support_vector(lines, points).sum(axis=-1)
    assert cheap > 30 and expensive < balanced < cheap / 2
    assert (np.diff(street_width(lines)) < 0).all()
