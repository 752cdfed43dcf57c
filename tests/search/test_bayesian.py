"""The surrogate follows the textbook, and the search learns from scores and from failures."""

import numpy as np
import pytest
from search_data import SPACE

from mlp.search import Bayesian, Linear, Logarithmic, Random, Surrogate, best, try_out


def hill(settings):
    rate, decay = np.log10(settings["learning_rate"]), np.log10(settings["weight_decay"])
    return -((rate + 0.7) ** 2) - 0.1 * (decay + 3) ** 2


def test_bayesian_search_beats_random_search_on_a_hill_on_average():
    ends = {
        search: np.mean([best(try_out(search(SPACE, 12, seed=seed), hill)).score for seed in range(20)])
        for search in (Bayesian, Random)
    }
    assert ends[Bayesian] > ends[Random] / 2  # both are below 0, the top: less than half as far from it


def test_the_surrogate_passes_near_what_it_saw_and_is_unsure_elsewhere():
    positions = np.array([[0.0], [0.3], [0.6]])
    scores = np.sin(3 * positions[:, 0])
    mean, deviation = Surrogate(positions, scores).predict(np.array([[0.3], [5.0]]))
    assert mean[0] == pytest.approx(scores[1], abs=0.05)
    assert mean[1] == pytest.approx(scores.mean(), abs=0.01)
    assert deviation[1] > 3 * deviation[0]


def test_the_fitted_length_scale_follows_how_quickly_the_score_changes():
    positions = np.linspace(0, 1, 25)[:, None]
    slow, quick = (Surrogate(positions, np.sin(speed * positions[:, 0])).length_scale for speed in (1, 10))
    assert quick < slow / 2


def test_the_surrogate_agrees_with_the_textbook_formula():
    rng = np.random.default_rng(0)
    positions, scores, new = rng.uniform(size=(6, 2)), rng.normal(size=6), rng.uniform(size=(4, 2))
    surrogate = Surrogate(positions, scores)

    def kernel(a, b):
        squares = ((a[:, None] - b[None]) ** 2).sum(axis=-1)
        return np.exp(-squares / 2 / surrogate.length_scale**2)

    inverse = np.linalg.inv(kernel(positions, positions) + surrogate.noise**2 * np.eye(6))
    mean = scores.mean() + kernel(new, positions) @ inverse @ (scores - scores.mean())
    explained = kernel(new, positions) @ inverse @ kernel(positions, new)
    variance = scores.var() * (1 - np.diag(explained))
    predicted, deviation = surrogate.predict(new)
    np.testing.assert_allclose(predicted, mean)
    np.testing.assert_allclose(deviation**2, variance)


def test_expected_improvement_is_the_average_of_the_improvements():
    surrogate = Surrogate(np.array([[0.0], [0.4], [1.0]]), np.array([0.1, 0.7, 0.3]))
    position = np.array([[0.6]])
    mean, deviation = surrogate.predict(position)
    draws = mean + deviation * np.random.default_rng(0).standard_normal(200_000)
    average = np.maximum(draws - 0.6, 0).mean()
    assert surrogate.expected_improvement(position, 0.6)[0] == pytest.approx(average, rel=0.02)


RATES = {"learning_rate": Logarithmic(1e-3, 10.0)}  # a quarter of it lies above 1


def share_of_guided_trials_above_one(score):
    searches = [try_out(Bayesian(RATES, 12, seed=seed), score) for seed in range(20)]
    return np.mean([trial.settings["learning_rate"] > 1 for trials in searches for trial in trials[4:]])


def test_failed_trials_teach_the_search_to_stay_away():
    def fails_above_one(settings):
        rate = settings["learning_rate"]
        return np.nan if rate > 1 else 0.5 + 0.1 * np.log10(rate)  # the best lies at the border

    assert share_of_guided_trials_above_one(fails_above_one) < 0.25


def test_a_search_that_has_only_failed_looks_far_from_its_failures():
    def fails_below_one(settings):
        return 0.5 if settings["learning_rate"] > 1 else np.nan

    only_failed = [
        trials
        for trials in (try_out(Bayesian(RATES, 5, seed=seed), fails_below_one) for seed in range(40))
        if np.isnan([trial.score for trial in trials[:4]]).all()
    ]
    found = [np.isfinite(trials[4].score) for trials in only_failed]
    assert len(found) > 5 and np.mean(found) > 0.5  # at random it would be a quarter


def test_a_seed_may_be_a_list_of_numbers():
    lists = [try_out(Bayesian(SPACE, 6, seed=seed), hill) for seed in ([3, 1], [3, 1], [3, 2])]
    assert lists[0] == lists[1] != lists[2]


@pytest.mark.parametrize(
    ("call", "name_and_value"),
    [
        (lambda: Bayesian(SPACE, 0), "n_trials is 0"),
        (lambda: Bayesian(SPACE, seed=2.5), "seed is 2.5"),
        (lambda: Bayesian(SPACE, n_first=0), "n_first is 0"),
        (lambda: Bayesian({"lr": Linear(0, 1)}), "hyperparameter is 'lr'"),
    ],
)
def test_an_invalid_argument_is_named_in_the_error(call, name_and_value):
    with pytest.raises(ValueError, match=name_and_value):
        call()
