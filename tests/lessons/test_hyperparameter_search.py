"""Notebook 7's scenes, driven without Jupyter: the numbers of docs/CURRICULUM.md and the usual mistakes."""

import numpy as np
import pytest
from driving import advance, at_the_end, opened, run_to_the_end, verdict

from mlp import LOSSES, MLP, GradientDescent, accuracy, train
from mlp.data import digits, split
from mlp.lessons import hyperparameter_search as lesson
from mlp.lessons.hyperparameter_search.search_at_random import train_and_score
from mlp.lessons.hyperparameter_search.two_tasks import best_rate
from mlp.search import Random, best, run, score_on_test

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


def test_the_averages_come_with_two_standard_errors_from_the_second_repetition_on():
    scene = opened(lesson.NotOneLuckyRun)
    assert "±" not in scene.summary() and "One run says little" in scene.summary()
    scene.advance()
    average, error = scene.averages["random"]
    first, second = scene.ends["random"]
    assert (average, error) == pytest.approx(((first + second) / 2, abs(first - second)))
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
        assert scene.true_score == score_on_test(best(scene.trials), scene.fresh_points())
    assert min(looks) >= 0.58 and np.mean(looks) > 0.6
    assert np.mean(truths) == pytest.approx(0.5, abs=0.01)


def test_the_fresh_points_stay_closed_until_they_are_opened():
    scene = opened(lesson.YourOwnTestSet)
    scene.try_ten()
    assert "the fresh ones" not in scene.summary() and scene.true_score == 0
    scene.change(learning_rate=0.3, width=8, fresh=True)
    assert "on the fresh ones" in scene.summary()


# What you should have seen


def test_about_one_seed_in_ten_has_a_linear_draw_below_one():
    scene, n_seeds = opened(lesson.LinearOrLog), 0
    for seed in range(100):
        scene.restart(low=1e-3, high=1e3, n_draws=100, seed=seed)
        n_seeds += scene.n_below["linear"] > 0
    assert 5 <= n_seeds <= 15


@pytest.mark.parametrize(("n_trials", "crossing"), [(9, 0.21), (25, 0.22), (100, 0.25)])
def test_random_search_wins_in_two_dimensions_below_a_quarter_of_the_importance_only(n_trials, crossing):
    assert lesson.crossing_importance(n_trials) == pytest.approx(crossing, abs=0.005)


def test_with_one_hyperparameter_nine_evenly_spread_trials_beat_nine_random_ones():
    average = opened(lesson.AxisThatMatters, n_hyperparameters=1).average
    assert (average["grid"], average["random"]) == pytest.approx((0.98, 0.90), abs=0.005)


@pytest.mark.parametrize(("search", "accuracy"), [("grid", 0.942), ("random", 0.961), ("bayesian", 0.964)])
def test_the_three_searches_of_the_first_seed_reach_what_the_text_says(search, accuracy):
    assert best(at_the_end(lesson.FourSearches, search=search).trials).score == pytest.approx(
        accuracy, abs=0.0005
    )


def test_the_landscape_is_good_for_rates_around_a_half_and_little_weight_decay():
    good = lesson.table.scores().mean(axis=-1) > 0.94
    rates, decays = (np.array(lesson.table.VALUES[name]) for name in ("learning_rate", "weight_decay"))
    used_rates, used_decays = rates[good.any(axis=1)], decays[good.any(axis=0)]
    assert (used_rates.min(), used_rates.max()) == pytest.approx((0.178, 1.0), abs=0.001)
    assert used_decays.max() < 0.02


def test_most_rates_from_a_tenth_to_one_give_ninety_percent_with_little_decay():
    rates, decays = (np.array(lesson.table.VALUES[name]) for name in ("learning_rate", "weight_decay"))
    scores = lesson.table.scores().mean(axis=-1)[(rates >= 0.099) & (rates <= 1.01)][:, decays < 0.01]
    assert np.mean(scores > 0.9) > 0.8


@pytest.mark.parametrize(
    ("n_trials", "words"),
    [(4, "Grid leads by 8.0 ± 5.1"), (9, "Bayesian leads by 1.9 ± 1.5"), (16, "Grid leads by 0.1 ± 0.2")],
)
def test_the_order_of_the_searches_changes_with_the_budget(n_trials, words):
    assert words in at_the_end(lesson.NotOneLuckyRun, n_trials=n_trials).summary()


def test_one_in_eight_random_searches_fails_and_its_median_is_better_than_the_grid():
    ends = at_the_end(lesson.NotOneLuckyRun).ends
    assert np.mean(ends["random"] < 0.9) == 0.125
    assert np.median(ends["random"]) > np.median(ends["grid"]) + 0.015


def test_bayesian_search_sometimes_chooses_a_setting_far_from_the_best():
    choice, facts = lesson.where_the_ninth_comes_from.answer()
    assert (choice, facts["far"], facts["n"]) == ("from the whole range", 12, 40)


@pytest.mark.parametrize(
    ("other", "rate", "accuracy", "borrowed"),
    [
        ("moons", 2.7, 0.983, 0.928),
        ("grey 0 to 16", 0.016, 0.933, 0.089),
        ("five hidden layers", 0.29, 0.749, 0.345),
    ],
)
def test_another_task_or_network_has_another_best_learning_rate(other, rate, accuracy, borrowed):
    scene = at_the_end(lesson.TwoTasks, other=other)
    assert scene.best_rates == pytest.approx([0.353, rate], rel=0.02)
    assert best(scene.trials[1]).score == pytest.approx(accuracy, abs=0.0005)
    assert scene.borrowed == pytest.approx(borrowed, abs=0.0005)
    assert f"With the digits' best rate, {other}: {scene.borrowed:.1%}" in scene.summary()


def test_with_five_seeds_the_best_rates_of_two_tasks_are_in_the_same_order():
    for seed in range(5):
        here = best_rate("digits", seed)
        assert best_rate("five hidden layers", seed) < here < best_rate("moons", seed)
        assert best_rate("grey 0 to 16", seed) < here


def test_two_tasks_are_searched_with_the_same_nine_learning_rates():
    scene = at_the_end(lesson.TwoTasks, seed=3)
    tried = [[trial.settings["learning_rate"] for trial in trials] for trials in scene.trials]
    assert tried[0] == tried[1] and len(set(tried[0])) == 9


def test_the_same_rate_fails_when_the_inputs_have_another_unit():
    choice, facts = lesson.same_rate_elsewhere.answer()
    assert choice == "near guessing, 10%" and facts["before"] > 0.95


def test_ranges_that_follow_from_far_too_low_arrive_in_three_of_five_seeds():
    finals = []
    for seed in range(5):
        scene = at_the_end(lesson.CoarseToFine, low=1e-6, decades=3.0, follow=True, seed=seed)
        finals.append(best(scene.trials).score)
    assert sum(final > 0.85 for final in finals) == 3
    assert sum(final < 0.5 for final in finals) == 2


def test_narrowing_a_range_that_is_too_low_stays_near_guessing():
    choice, facts = lesson.what_narrowing_finds.answer()
    assert choice == "it stays near guessing"
    assert (facts["final"], facts["moved"]) == pytest.approx((0.148, 0.928), abs=0.0005)


def test_halving_gives_up_the_final_best_in_five_of_six_seeds_by_at_most_three_digits():
    places, lost = [], []
    for seed in range(6):
        scene = at_the_end(lesson.GivingUpEarly, reveal=True, seed=seed)
        winner = best(scene.all_trials)
        places.append(1 + sum(trial.curve[0] > winner.curve[0] for trial in scene.all_trials))
        lost.append(round(359 * (winner.score - scene.winner.score)))
    assert places == [11, 8, 17, 11, 14, 4]
    assert lost == [3, 2, 1, 2, 2, 0]


def test_the_preset_with_more_patience_costs_three_times_as_much():
    (patient,) = [preset for preset in lesson.GivingUpEarly.presets if preset.name == "more patience"]
    assert opened(lesson.GivingUpEarly, **patient.settings).search.total_epochs == 243
    assert opened(lesson.GivingUpEarly).search.total_epochs == 81


@pytest.mark.parametrize(("n_points", "looks"), [(100, 0.625), (1600, 0.531)])
def test_more_points_leave_less_room_for_luck(n_points, looks):
    scene = opened(lesson.PriceOfTrials, n_trials=100, n_points=n_points)
    assert scene.looks == pytest.approx(looks, abs=0.0005)


def test_the_best_of_a_hundred_coin_flips_seems_good_and_is_not():
    choice, facts = lesson.what_the_test_set_says.answer()
    assert choice == "60% or more, then 50%"
    assert (facts["best"], facts["true"]) == pytest.approx((0.65, 0.499), abs=0.001)


@pytest.mark.parametrize("preset", lesson.YourOwnTestSet.presets, ids=lambda preset: preset.name)
def test_neither_a_small_nor_a_large_network_learns_coin_flips(preset):
    scene = opened(lesson.YourOwnTestSet, fresh=True, **preset.settings)
    for _ in range(10):
        scene.try_ten()
    assert scene.best_score > 0.57 and scene.true_score == pytest.approx(0.5, abs=0.02)


def test_a_high_score_is_bright_on_the_map():
    scene = opened(lesson.AxisThatMatters, importance=1.0)
    colors = scene.square.map.get_array()[..., :3].sum(axis=-1)
    row, column = np.unravel_index(colors.argmax(), colors.shape)
    (x,), (y,) = scene.square.top.get_data()
    assert (column / 80, row / 80) == pytest.approx((x, y), abs=0.15)
    assert np.ptp(colors.astype(int)) > 100


# Exercises


def draw(power):
    return (
        "def my_draw(low, high, share):\n"
        "    power = np.log10(low) + share * (np.log10(high) - np.log10(low))\n"
        f"    return {power}"
    )


@pytest.mark.parametrize(
    ("blank", "feedback"),
    [
        ("...", "Not attempted yet"),
        ("power", "10 to that power"),
        ("np.exp(power)", "Use 10"),
        ("10 * power", "two stars"),
        ("power**10", "exchanged"),
        ("low + share * (high - low)", "linear draw"),
        ("high * (low / high) ** share", "Turned round"),
    ],
)
def test_usual_mistakes_in_the_draw_are_recognised(blank, feedback):
    assert feedback in verdict(lesson.draw_on_a_log_scale, draw(blank))


@pytest.mark.parametrize(
    ("formula", "feedback"),
    [
        ("...", "Not attempted yet"),
        ("n_values**n_hyperparameters", "Each takes some minutes"),
        ("n_values * n_hyperparameters * minutes_each", "do not add"),
        ("n_hyperparameters**n_values * minutes_each", "exchanged"),
        ("(n_values * minutes_each) ** n_hyperparameters", "once"),
    ],
)
def test_usual_mistakes_in_the_size_of_a_grid_are_recognised(formula, feedback):
    source = f"def my_minutes(n_values, n_hyperparameters, minutes_each):\n    return {formula}"
    assert feedback in verdict(lesson.count_a_grid, source)


SEARCH = lesson.search_at_random.solution


@pytest.mark.parametrize(
    ("change", "feedback"),
    [
        (("return best_rate", "return ..."), "Not attempted yet"),
        (("return best_rate", "return best_score"), "best score"),
        (("return best_rate", "return rate"), "last rate"),
        (("return best_rate", "return best_rate, best_score"), "one number"),
        (("rate = 10 ** rng.uniform(-3, 1)", "rate = rng.uniform(0.001, 10)"), "linear draw"),
        (("rate = 10 ** rng.uniform(-3, 1)", "rate = 10 ** rng.uniform(-6, 0)"), "0.001 to 10"),
        (("rate = 10 ** rng.uniform(-3, 1)", "rate = 0.1"), "same learning rate"),
        (("score > best_score", "train_and_score(rate) > best_score"), "trained twice"),
        (("range(n_trials)", "range(9)"), "range(n_trials)"),
        (("score > best_score", "trial == 0 or score < best_score"), "lowest score"),
    ],
)
def test_usual_mistakes_in_a_random_search_are_recognised(change, feedback):
    source = SEARCH.replace(*change)
    assert source != SEARCH
    answer = verdict(lesson.search_at_random, source)
    assert feedback in answer and "Right" not in answer


def test_the_exercise_trains_as_the_notebook_does():
    data = split(digits())
    model = MLP([64, 32, 10], activation="relu", initialization="he", seed=0)
    training = train(model, LOSSES["cross-entropy"], GradientDescent(0.1), data.train, batch_size=32)
    for _ in range(170):
        next(training)
    outputs = model.forward(data.validation.inputs)[-1]
    assert train_and_score(0.1) == accuracy(outputs, data.validation.targets)


@pytest.mark.parametrize(
    ("answer", "feedback"),
    [
        ("...", "Not attempted yet"),
        ('"grid"', "a name and two numbers"),
        ('["Gitter", 8, 5]', "no search"),
        ('["bayesian", 8, 5]', "above the 4"),
        ('["grid", 9, 5]', "orange"),
        ('["grid", 6, 5]', "not for the last time"),
        ('["grid", 4, 5]', "does not rise"),
        ('["grid", 8, 4]', "came after"),
        ('["grid", 8, 6]', "one too many"),
        ('["grid", ..., 5]', "still dots"),
    ],
)
def test_usual_mistakes_in_reading_the_curves_are_recognised(answer, feedback):
    assert feedback in verdict(lesson.read_best_so_far, f"my_reading = {answer}")


@pytest.mark.parametrize(
    ("answer", "feedback"),
    [
        ("...", "Not attempted yet"),
        ("1", "never saw them"),
        ("2", "training points"),
        ("4", "luck smaller"),
        ("'3'", "one of the numbers"),
    ],
)
def test_a_wrong_reason_is_answered(answer, feedback):
    assert feedback in verdict(lesson.choose_the_reason, f"my_reason = {answer}")


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


# Answers for teachers


@pytest.mark.parametrize(
    ("seed", "by_hand", "bayesian"),
    [(0, 96.7, 96.4), (1, 95.5, 92.2), (2, 96.1, 95.3), (3, 95.3, 95.0), (4, 96.7, 83.3), (5, 95.8, 93.3)],
)
def test_nine_rates_chosen_with_knowledge_of_the_landscape_beat_bayesian_search(seed, by_hand, bayesian):
    hand = opened(lesson.FourSearches, seed=seed)
    for rate in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0):
        hand.change(learning_rate=rate, weight_decay=1e-4, landscape=False)
        hand.try_it()
    machine = at_the_end(lesson.FourSearches, search="bayesian", seed=seed)
    scores = [100 * best(scene.trials).score for scene in (hand, machine)]
    assert scores == pytest.approx([by_hand, bayesian], abs=0.05)


def test_the_chosen_network_loses_no_more_on_the_test_data_than_others():
    data = split(digits())
    *_, progress = run(Random(lesson.table.SPACE, 60, seed=2), data.train, data.validation)
    usable = [trial for trial in progress.trials if trial.score > 0.85]
    gaps = [100 * (trial.score - score_on_test(trial, data.test)) for trial in usable]
    chosen = best(progress.trials)
    assert len(usable) == 22 and np.mean(gaps) == pytest.approx(4.2, abs=0.05)
    assert 100 * (chosen.score - score_on_test(chosen, data.test)) == pytest.approx(3.9, abs=0.05)
