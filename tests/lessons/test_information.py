"""Surprise, entropy and cross-entropy against what is known by hand, and best lines and samples that are asked for what cannot be."""

import re

import numpy as np
import pytest

from mlp.data import Points, digits, line
from mlp.lessons.loss_functions.estimators import ESTIMATORS, draw_samples, variance_of_median
from mlp.lessons.loss_functions.fitting import best_line
from mlp.lessons.loss_functions.information import cross_entropy, divergence, entropy, surprise

pytestmark = pytest.mark.filterwarnings("error")


def test_surprises_by_hand():
    np.testing.assert_allclose(surprise(np.array([1.0, 0.5, np.exp(-3), 0.0])), [0, np.log(2), 3, np.inf])


def test_many_distributions_get_the_numbers_each_gets_alone():
    rng = np.random.default_rng(0)
    truths, guesses = rng.dirichlet(np.ones(4), size=(2, 5, 3))  # twice (5, 3, 4)
    alone = [[cross_entropy(truths[i, k], guesses[i, k]) for k in range(3)] for i in range(5)]
    np.testing.assert_allclose(cross_entropy(truths, guesses), alone)
    np.testing.assert_allclose(entropy(truths) + divergence(truths, guesses), alone)


def test_no_guess_is_better_than_the_truth_and_no_bag_more_surprising_than_an_equal_one():
    rng = np.random.default_rng(1)
    truth, guesses = rng.dirichlet(np.ones(4)), rng.dirichlet(np.ones(4), size=1000)
    assert (cross_entropy(truth, guesses) > entropy(truth)).all()
    assert (entropy(guesses) < np.log(4)).all() and entropy(np.full(4, 0.25)) == pytest.approx(np.log(4))


def test_what_never_happens_may_be_thought_impossible():
    assert cross_entropy([1.0, 0.0], [1.0, 0.0]) == 0
    assert cross_entropy([0.5, 0.5], [1.0, 0.0]) == np.inf


@pytest.mark.parametrize("chances", [[0.5, 0.6], [1.5, -0.5], 1.0])
def test_what_are_no_chances_is_refused_in_one_sentence(chances):
    with pytest.raises(
        ValueError, match="guess is .*; it must list chances: numbers from 0 that add up to 1"
    ):
        cross_entropy([0.5, 0.5], chances)


def test_an_unknown_loss_is_answered_with_the_known_ones():
    points = Points(np.array([[0.0], [1.0]]), np.array([[0.0], [1.0]]))
    with pytest.raises(
        ValueError,
        match="loss is 'squares'; it must be one of: mean squared error, mean absolute error, huber",
    ):
        best_line("squares", points)


def test_samples_need_at_least_one_value():
    with pytest.raises(ValueError, match="n is 0; it must be a whole number at least 1"):
        draw_samples(10, 0)


@pytest.mark.parametrize(
    ("chance", "error"),
    [
        (-0.1, ValueError),
        (2.5, ValueError),
        (np.nan, ValueError),
        ([], ValueError),
        ("half", TypeError),
        (None, TypeError),
    ],
)
def test_the_surprise_of_what_is_no_chance_is_refused(chance, error):
    with pytest.raises(
        error, match=re.escape(f"chance is {chance!r}; it must be a number at least 0 at most 1")
    ):
        surprise(chance)


def test_truth_and_guess_of_different_lengths_are_both_named():
    with pytest.raises(ValueError, match="truth lists 2 chances but guess lists 3; there must be as many"):
        cross_entropy([0.5, 0.5], [0.2, 0.3, 0.5])
    with pytest.raises(TypeError, match="truth is 'half'; it must hold numbers only"):
        entropy("half")


@pytest.mark.parametrize(
    ("points", "error", "sentence"),
    [
        (None, TypeError, "points is None; it must be Points, such as line()"),
        (line(1), ValueError, "throughout; for a line it must hold at least two different numbers"),
        (Points(np.ones((4, 1)), np.arange(4.0)[:, None]), ValueError, "points.inputs is 1.0 throughout"),
        (
            digits(),
            ValueError,
            "points.inputs has the shape (1797, 64); for a line it must be (n, 1)",
        ),  # would take the first column alone
        (Points(np.array([[0.0], [np.nan]]), np.ones((2, 1))), ValueError, "points.inputs is"),
    ],
)
def test_points_that_fix_no_line_are_named(points, error, sentence):
    for name in ("mean squared error", "mean absolute error", "huber"):
        with pytest.raises(error, match=re.escape(sentence)):
            best_line(name, points)


@pytest.mark.parametrize("name", ESTIMATORS)
@pytest.mark.parametrize("question", ["mean_squared_error", "is_unbiased", "efficiency"])
@pytest.mark.parametrize(
    ("n", "error"),
    [
        (0, ValueError),
        (-1, ValueError),
        (2.5, ValueError),
        (np.nan, ValueError),
        ("ten", TypeError),
        (None, TypeError),
    ],
)
def test_a_sample_size_that_is_none_is_named(name, question, n, error):
    with pytest.raises(error, match=f"^n is {n!r}; it must be a whole number at least"):
        getattr(ESTIMATORS[name], question)(n)


def test_one_value_has_no_variance():
    with pytest.raises(ValueError, match="^n is 1; it must be a whole number at least 2"):
        ESTIMATORS["variance, ÷ (n - 1)"].mean_squared_error(1)
    assert ESTIMATORS["mean"].mean_squared_error(1) == 1
    with pytest.raises(ValueError, match="^n is 0; it must be a whole number at least 1"):
        variance_of_median(0)
    with pytest.raises(ValueError, match="^seed is -1"):
        draw_samples(3, 4, seed=-1)
