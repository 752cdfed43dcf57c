"""Notebook 7's scenes, driven without Jupyter: the numbers of docs/CURRICULUM.md and the usual mistakes."""

import numpy as np
import pytest
from driving import advance, at_the_end, opened, run_to_the_end, verdict

from mlp.lessons import hyperparameter_search as lesson
from mlp.search import best, score_on_test

pytestmark = pytest.mark.filterwarnings("error")


def test_a_linear_range_hardly_has_anything_below_one_and_a_logarithmic_one_has_half():
    scene = opened(lesson.LinearOrLog, low=1e-3, high=1e3, n_draws=100)
    assert 100 * scene.share_below == pytest.approx(0.1, abs=0.001)
    assert "0.1%" in scene.summary() and "90.5%" in scene.summary()
    below = [opened(lesson.LinearOrLog, n_draws=200, seed=seed).n_below for seed in range(20)]
    assert np.mean([n["logarithmic"] for n in below]) == pytest.approx(100, abs=5)
    assert np.mean([n["linear"] for n in below]) < 1


@pytest.mark.parametrize("n_trials", [9, 25, 100])
def test_random_search_wins_when_one_of_two_matters_and_the_grid_when_both_do(n_trials):
    few = opened(lesson.AxisThatMatters, n_trials=n_trials, importance=0.0).average
    both = opened(lesson.AxisThatMatters, n_trials=n_trials, importance=1.0).average
    assert few["random"] > few["grid"] + 0.01
    assert both["grid"] > both["random"] + 0.01


@pytest.mark.parametrize("n_trials", [9, 25, 100])
def test_with_one_hyperparameter_the_grid_is_as_good(n_trials):
    average = opened(lesson.AxisThatMatters, n_trials=n_trials, n_hyperparameters=1).average
    assert average["grid"] >= average["random"]


@pytest.mark.parametrize("search", ["grid", "random", "bayesian"])
def test_a_search_trains_nine_networks_one_after_another_and_keeps_the_best(search):
    scene = opened(lesson.FourSearches, search=search)
    for n_done in range(1, 10):
        following = scene.next_settings
        assert scene.advance() == (n_done < 9)
        assert len(scene.trials) == n_done
        assert scene.trials[-1].settings == following  # it does what it announced
    assert not scene.advance()
    assert f"{best(scene.trials).score:.1%}" in scene.summary()


def test_at_any_seed_a_search_trains_from_the_same_initial_weights_as_one_by_hand():
    grid = opened(lesson.FourSearches, search="grid", seed=5)
    grid.advance()
    (trial,) = grid.trials
    hand = opened(lesson.FourSearches, **trial.settings)
    hand.try_it()
    assert hand.trials[0].score == trial.score


def test_a_search_says_how_much_time_is_left_and_keeps_what_is_done_when_it_is_paused():
    scene = opened(lesson.FourSearches, search="random")
    advance(scene, 4)
    assert "4 of 9 training runs done, about" in scene.summary() and "s left" in scene.summary()
    assert best(scene.trials).score > 0.3


def test_by_hand_there_are_nine_tries_with_the_settings_of_the_sliders():
    scene = opened(lesson.FourSearches)
    for rate in np.geomspace(0.001, 10, 11):
        scene.change(learning_rate=rate, weight_decay=1e-3, landscape=False)
        scene.try_it()
    assert [trial.settings["learning_rate"] for trial in scene.trials] == pytest.approx(
        np.geomspace(0.001, 10, 11)[:9]
    )
    assert best(scene.trials).score > 0.9
    assert not scene.advance()


def test_bayesian_search_is_ahead_on_average_over_forty_repetitions_of_nine():
    scene = at_the_end(lesson.NotOneLuckyRun)
    average = {name: own for name, (own, error) in scene.averages.items()}
    assert scene.n_done == 40
    assert average["bayesian"] > average["random"] + 0.005
    assert average["bayesian"] > average["grid"] + 0.005


def test_the_averages_come_with_their_standard_error_from_the_second_repetition_on():
    scene = opened(lesson.NotOneLuckyRun)
    assert "±" not in scene.summary() and "One run says little" in scene.summary()
    scene.advance()
    average, error = scene.averages["random"]
    first, second = scene.ends["random"]
    assert (average, error) == pytest.approx(((first + second) / 2, abs(first - second) / 2))
    assert f"random {100 * average:.1f} ± {100 * error:.1f}%" in scene.summary()


@pytest.mark.parametrize("n_trials", [9, 25, 100])
def test_the_scene_says_where_grid_and_random_search_are_equally_good(n_trials):
    crossing = lesson.crossing_importance(n_trials)
    assert (
        f"equally good at an importance of {crossing:.2f}"
        in opened(lesson.AxisThatMatters, n_trials=n_trials).summary()
    )
    assert "equally good" not in opened(lesson.AxisThatMatters, n_hyperparameters=1).summary()


def test_a_range_that_is_too_low_warns_and_one_that_may_move_finds_its_way():
    found = {}
    for follow in (False, True):
        scene = opened(lesson.CoarseToFine, low=1e-6, decades=3.0, follow=follow)
        scene.advance()
        assert "edge" in scene.summary().split("Best so far")[1]
        run_to_the_end(scene)
        found[follow] = best(scene.trials).score
    assert found[False] < 0.3 < 0.7 < found[True]


def test_a_range_that_is_wide_enough_narrows_around_the_best():
    scene = at_the_end(lesson.CoarseToFine)
    widths = [high / low for low, high in scene.ranges_used]
    assert widths == sorted(widths, reverse=True)
    assert not scene.on_edge[-1] and best(scene.trials).score > 0.9


def test_halving_saves_eight_ninths_and_gives_up_a_late_bloomer():
    scene = at_the_end(lesson.GivingUpEarly, reveal=True)
    assert (scene.n_epochs_done, scene.full.total_epochs) == (81, 729)
    late = scene.late_bloomer
    assert late.score > scene.winner.score
    ninth = sorted((trial.curve[0] for trial in scene.trials), reverse=True)[8]
    assert late.curve[0] < ninth  # not among the nine that went on
    assert "given up after epoch 1" in scene.summary()


def test_the_others_are_trained_on_from_where_they_were_given_up():
    scene = at_the_end(lesson.GivingUpEarly, reveal=True, seed=3)
    for trial, whole in zip(scene.trials, scene.all_trials, strict=True):
        assert trial.curve == whole.curve[: len(trial.curve)]


@pytest.mark.parametrize(("n_trials", "chance"), [(60, 0.954), (100, 0.994)])
def test_the_chance_to_hit_the_best_twentieth(n_trials, chance):
    scene = opened(lesson.PriceOfTrials, n_trials=n_trials, top_share=0.05)
    assert scene.hits == pytest.approx(chance, abs=0.0005)


def test_the_best_of_a_hundred_coin_flippers_looks_like_62_percent():
    assert opened(lesson.PriceOfTrials, n_trials=100, n_points=100).looks == pytest.approx(0.62, abs=0.01)


def test_tuning_on_the_test_set_finds_what_is_not_there():
    looks, truths = [], []
    for seed in range(4):
        scene = opened(lesson.YourOwnTestSet, seed=seed, fresh=True)
        for _ in range(11):
            scene.try_ten()
        assert len(scene.trials) == 100
        looks.append(scene.best_score)
        truths.append(scene.true_score)
        assert scene.true_score == score_on_test(best(scene.trials), scene.data["fresh"])
    assert min(looks) >= 0.58 and np.mean(looks) > 0.6
    assert np.mean(truths) == pytest.approx(0.5, abs=0.01)


def test_the_fresh_points_stay_closed_until_they_are_opened():
    scene = opened(lesson.YourOwnTestSet)
    scene.try_ten()
    assert "the fresh ones" not in scene.summary() and scene.true_score == 0
    scene.change(learning_rate=0.3, width=8, fresh=True)
    assert "on the fresh ones" in scene.summary()


# Exercises


@pytest.mark.parametrize(
    ("formula", "feedback"),
    [
        ("low + share * (high - low)", "linear draw"),
        ("np.log10(low) + share * (np.log10(high) - np.log10(low))", "10 to that power"),
        ("np.log(low) + share * (np.log(high) - np.log(low))", "np.exp of them"),
        ("np.exp(np.log10(low) + share * (np.log10(high) - np.log10(low)))", "same base"),
        ("high * (low / high) ** share", "Turned round"),
    ],
)
def test_usual_mistakes_in_the_draw_are_recognised(formula, feedback):
    assert feedback in verdict(
        lesson.draw_on_a_log_scale, f"def my_draw(low, high, share):\n    return {formula}"
    )


@pytest.mark.parametrize(
    ("formula", "feedback"),
    [
        ("certainty / top_share", "do not add up"),
        ("int(np.log(1 - certainty) / np.log(1 - top_share))", "One too few"),
        ("np.log(1 - certainty) / np.log(1 - top_share)", "round up"),
        ("np.log(certainty) / np.log(1 - top_share)", "not certainty"),
        ("int(np.log(1 - certainty) / np.log(1 - top_share)) + 1", "do not add one"),
    ],
)
def test_usual_mistakes_in_the_number_of_trials_are_recognised(formula, feedback):
    assert feedback in verdict(
        lesson.count_the_trials, f"def my_trials(top_share, certainty):\n    return {formula}"
    )


@pytest.mark.parametrize(
    "logarithm", ["np.log", "np.log2", "np.log10", "math.log", "math.log10", "math.log1p"]
)
def test_any_logarithm_gives_the_right_number_of_trials(logarithm):
    share, certainty = (
        ("-top_share", "-certainty") if logarithm == "math.log1p" else ("1 - top_share", "1 - certainty")
    )
    answer = (
        f"import math\ndef my_trials(top_share, certainty):\n    return math.ceil({logarithm}({certainty}) /"
        f" {logarithm}({share}))"
    )
    assert "Right" in verdict(lesson.count_the_trials, answer)


def test_the_preset_that_is_too_low_has_its_best_near_the_top_in_every_round():
    (too_low,) = [preset for preset in lesson.CoarseToFine.presets if preset.name == "too low"]
    scene = at_the_end(lesson.CoarseToFine, **too_low.settings)
    assert all(scene.on_edge) and all(rate > 5e-4 for rate in scene.bests)
    assert max(trial.score for trial in scene.trials) < 0.2
