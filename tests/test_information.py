"""Surprise, entropy and cross-entropy against what is known by hand, and best lines and samples that are asked for what cannot be."""
import numpy as np
import pytest

from mlp.data import Points
from mlp.estimators import draw_samples
from mlp.fitting import best_line
from mlp.information import cross_entropy, divergence, entropy, surprise

pytestmark = pytest.mark.filterwarnings("error")


def test_surprises_by_hand():
    np.testing.assert_allclose(surprise(np.array([1.0, 0.5, np.exp(-3), 0.0])), [0, np.log(2), 3, np.inf])


def test_many_distributions_get_the_numbers_each_gets_alone():
    rng = np.random.default_rng(0)
    truths, guesses = rng.dirichlet(np.ones(4), size=(2, 5, 3))   # twice (5, 3, 4)
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
    with pytest.raises(ValueError, match="guess is .*; it must list chances: numbers from 0 that add up to 1"):
        cross_entropy([0.5, 0.5], chances)


def test_an_unknown_loss_is_answered_with_the_known_ones():
    points = Points(np.array([[0.0], [1.0]]), np.array([[0.0], [1.0]]))
    with pytest.raises(ValueError, match="loss is 'squares'; it must be one of: mean squared error, mean absolute error, huber"):
        best_line("squares", points)


def test_samples_need_at_least_one_value():
    with pytest.raises(ValueError, match="n is 0; it must be a whole number at least 1"):
        draw_samples(10, 0)
