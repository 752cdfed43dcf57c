"""Surprise, entropy and cross-entropy against numbers known by hand, and errors for what is not a chance."""

import re

import numpy as np
import pytest

from mlp.lessons.loss_functions.information import (
    BIT,
    cross_entropy,
    divergence,
    entropy,
    shares_of_colours,
    surprise,
)

pytestmark = pytest.mark.filterwarnings("error")


def test_surprises_by_hand():
    np.testing.assert_allclose(surprise(np.array([1.0, 0.5, np.exp(-3), 0.0])), [0, BIT, 3, np.inf])


def test_many_distributions_get_the_numbers_that_each_gets_alone():
    rng = np.random.default_rng(0)
    truths, guesses = rng.dirichlet(np.ones(4), size=(2, 5))  # twice (5, 4)
    alone = [cross_entropy(truth, guess) for truth, guess in zip(truths, guesses, strict=True)]
    np.testing.assert_allclose(cross_entropy(truths, guesses), alone)
    np.testing.assert_allclose(entropy(truths) + divergence(truths, guesses), alone)


def test_no_guess_is_better_than_the_truth():
    rng = np.random.default_rng(1)
    truth, guesses = rng.dirichlet(np.ones(4)), rng.dirichlet(np.ones(4), size=1000)
    assert (cross_entropy(truth, guesses) > entropy(truth)).all()


def test_equal_chances_have_the_largest_entropy():
    others = np.random.default_rng(1).dirichlet(np.ones(4), size=1000)
    assert entropy(np.full(4, 0.25)) == pytest.approx(np.log(4))
    assert (entropy(others) < np.log(4)).all()


def test_a_guess_of_zero_costs_nothing_if_the_event_never_happens_and_else_infinity():
    assert cross_entropy([1.0, 0.0], [1.0, 0.0]) == 0
    assert cross_entropy([0.5, 0.5], [1.0, 0.0]) == np.inf


def test_shares_of_colours_by_hand():
    np.testing.assert_allclose(shares_of_colours(0.4, 4), [0.4, 0.2, 0.2, 0.2])
    shares = shares_of_colours(np.array([0.0, 0.5, 1.0]), 3)  # (3, 3)
    np.testing.assert_allclose(shares, [[0, 0.5, 0.5], [0.5, 0.25, 0.25], [1, 0, 0]])


@pytest.mark.parametrize("chances", [[0.5, 0.6], [1.5, -0.5], 1.0])
def test_chances_that_do_not_add_up_are_named_in_the_error(chances):
    with pytest.raises(ValueError, match=re.escape(f"guess is {chances}") + ".*chances"):
        cross_entropy([0.5, 0.5], chances)


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
def test_an_invalid_chance_is_named_in_the_error(chance, error):
    with pytest.raises(error, match=re.escape(f"chance is {chance!r}")):
        surprise(chance)


def test_truth_and_guess_of_different_lengths_are_both_named_in_the_error():
    with pytest.raises(ValueError, match="truth lists 2 .* guess lists 3"):
        cross_entropy([0.5, 0.5], [0.2, 0.3, 0.5])


def test_words_instead_of_chances_are_named_in_the_error():
    with pytest.raises(TypeError, match="truth is 'half'"):
        entropy("half")
