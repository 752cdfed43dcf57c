"""Notebook 3's scenes, driven without Jupyter: the numbers of docs/CURRICULUM.md and the common mistakes."""

import numpy as np
import pytest
from driving import advance, at_the_end, opened, run_to_the_end, verdict

from mlp.lessons import learning_rate
from mlp.lessons.common import GUESSING
from mlp.lessons.learning_rate import (
    BallInABowl,
    FineTuneAndForget,
    MomentumAndAdam,
    OwnThreshold,
    RateInYourHand,
    RateThatChanges,
    Saddle,
    StuckOrSlow,
)
from mlp.lessons.learning_rate.pictures import places_on_stairs
from mlp.lessons.learning_rate.rate_that_changes import BOLD
from mlp.lessons.learning_rate.small_runs import four_losses

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    ("step_factor", "distance"), [(0.1, 0.122), (1.9, 0.122), (1.0, 0.0), (2.0, 1.0), (2.1, 6.73)]
)
def test_the_ball_ends_at_the_distance_in_the_curriculum(step_factor, distance):
    scene = opened(BallInABowl, step_factor=step_factor)
    assert abs(scene.weights[-1]) == pytest.approx(distance, abs=0.005)


@pytest.mark.parametrize("scaled", [False, True])
def test_one_per_cent_decides_between_converging_and_exploding(scaled):
    scene = opened(OwnThreshold)
    losses = {}
    for share in (0.5, 0.99, 1.01):
        scene.restart(scaled=scaled, learning_rate=0.01)
        scene.restart(scaled=scaled, learning_rate=share * scene.threshold)
        losses[share] = scene.loss
    assert losses[0.99] < 2 * losses[0.5]
    assert losses[1.01] > 100 * losses[0.5]


@pytest.mark.parametrize("scaled", [False, True])
def test_at_the_threshold_the_fit_swings_without_end(scaled):
    scene = opened(OwnThreshold, scaled=scaled)
    scene.restart(scaled=scaled, learning_rate=round(scene.threshold, 9))
    assert "swings without end" in scene.summary()
    scene.restart(scaled=scaled, learning_rate=1.001 * scene.threshold)
    assert "explodes" in scene.summary()


def test_the_threshold_is_that_of_the_scenes_own_points():
    scene = opened(OwnThreshold, scaled=True)
    assert scene.threshold == pytest.approx(1, abs=1e-9)  # mean 0 and spread 1: both curvatures are 2
    scene.restart(scaled=False, learning_rate=0.01)
    assert scene.threshold == pytest.approx(0.0942, abs=5e-5)


@pytest.mark.parametrize(("rate", "loss"), [(0.0933, 0.255), (0.0952, 6790)])
def test_the_presets_beside_the_threshold_end_at_the_losses_of_the_notebook(rate, loss):
    assert opened(OwnThreshold, scaled=False, learning_rate=rate).loss == pytest.approx(loss, rel=0.002)


def test_far_above_the_threshold_the_fit_says_where_it_diverged():
    scene = opened(OwnThreshold, scaled=False, learning_rate=3.0)
    assert f"diverged at update {scene.diverged_at}" in scene.summary()


def test_a_low_rate_hardly_learns_a_good_one_learns_and_a_high_one_kills_the_neurons():
    losses = {}
    for rate in (1e-4, 1.0, 3.0):
        scene = opened(RateInYourHand, seed=0, learning_rate=rate)
        advance(scene, 30)
        losses[rate] = np.mean(scene.history.losses[-5:])
    assert losses[1e-4] > 0.9 * GUESSING
    assert losses[1.0] < 0.05
    assert losses[3.0] == pytest.approx(GUESSING, abs=0.1)  # dead, not infinite
    assert "dead" in scene.summary() and scene.count_awake() < 3


def test_leaky_neurons_survive_a_rate_that_kills_others_and_diverge_at_a_higher_one():
    scene = opened(RateInYourHand, activation="leaky relu", seed=1, learning_rate=3.0)
    advance(scene, 60)
    assert np.mean(scene.history.losses[-5:]) < 0.5 * GUESSING
    scene = at_the_end(RateInYourHand, activation="leaky relu", learning_rate=30.0)
    assert f"diverged at update {scene.history.diverged_at}" in scene.summary()


def test_the_live_network_shows_the_numbers_of_the_notebook():
    slow = at_the_end(RateInYourHand, learning_rate=1e-4)
    assert slow.history.losses[0] == pytest.approx(2.3, abs=0.05)
    assert np.mean(slow.history.losses[-5:]) == pytest.approx(2.2, abs=0.05)
    assert "Accuracy on the validation digits: 98%" in at_the_end(RateInYourHand, learning_rate=1.0).summary()
    leaky = at_the_end(RateInYourHand, activation="leaky relu", learning_rate=3.0)
    assert np.max(leaky.history.losses) > 1000
    assert "Accuracy on the validation digits: 94%" in leaky.summary()
    diverged = at_the_end(RateInYourHand, activation="leaky relu", learning_rate=30.0)
    assert "diverged at update 184" in diverged.summary()


def test_in_a_dead_network_the_share_stays_near_a_hundredth():
    scene = opened(RateInYourHand, learning_rate=3.0)
    advance(scene, 30)
    assert 0.005 < scene.history.measured["share"][-1] < 0.03


def test_a_diverged_run_is_not_blamed_on_a_rate_that_came_later():
    scene = at_the_end(RateInYourHand, activation="leaky relu", learning_rate=30.0)
    scene.change(learning_rate=1e-4)
    scene.pin()
    assert "At a learning rate of 30 the training run diverged" in scene.summary()
    assert scene.losses.past[-1].get_text() == "30"


def test_a_new_rate_does_not_restart_the_run():
    scene = opened(RateInYourHand)
    advance(scene, 5)
    parameters = scene.model.parameters.flat.copy()
    scene.change(learning_rate=0.01)
    np.testing.assert_array_equal(scene.model.parameters.flat, parameters)
    assert scene.history.n_done == 100
    scene.advance()
    assert scene.rate_in_use == 0.01
    assert scene.changed_at == [100]


def test_a_dead_network_stays_dead_at_a_good_rate():
    scene = opened(RateInYourHand, seed=0, learning_rate=3.0)
    advance(scene, 30)
    scene.change(learning_rate=1.0)
    advance(scene, 30)
    assert np.mean(scene.history.losses[-5:]) > 0.9 * GUESSING


@pytest.mark.parametrize("weight", [-1.3, 0.0, 0.5, 1.6])
def test_the_slope_of_the_hills_is_the_derivative_of_their_loss(weight):
    difference = (StuckOrSlow.loss(weight + 1e-6) - StuckOrSlow.loss(weight - 1e-6)) / 2e-6
    assert StuckOrSlow.slope(weight) == pytest.approx(difference, abs=1e-6)


@pytest.mark.parametrize(("rate", "end"), [(0.05, 0.960), (0.12, 0.960), (0.15, -1.036), (0.2, -1.036)])
def test_the_descent_ends_in_the_valley_of_the_curriculum(rate, end):
    scene = opened(StuckOrSlow, learning_rate=rate)
    assert scene.weights[-1] == pytest.approx(end, abs=0.001)


@pytest.mark.parametrize(
    ("rate", "finding"),
    [
        (0.145, "stuck in the shallow valley at 0.960"),
        (0.15, "in the deep valley"),
        (0.22, "in the deep valley"),
        (0.225, "bounces without end"),
        (0.31, "bounces without end"),
        (0.315, "diverged"),
    ],
)
def test_the_ends_change_at_the_rates_that_the_notebook_names(rate, finding):
    assert opened(StuckOrSlow, learning_rate=rate).finding.startswith(finding)


def test_longer_steps_bounce_and_still_longer_ones_overflow():
    scene = opened(StuckOrSlow, learning_rate=0.28)
    assert "bounces" in scene.summary()
    scene.restart(learning_rate=0.35)
    assert "diverged at step 8" in scene.summary()


@pytest.mark.parametrize(
    ("name", "loss"), [("constant", 2.33), ("step", 2.31), ("cosine", 0.252), ("warm-up", 0.0896)]
)
@pytest.mark.parametrize("nudge", [0, 1e-13], ids=["as it is", "rounded differently"])
def test_what_a_bold_rate_leaves_is_the_same_on_every_machine(name, loss, nudge):
    scene = opened(RateThatChanges, schedule=name, **BOLD)
    scene.model.parameters.flat *= 1 + nudge * np.random.default_rng(0).standard_normal(
        scene.model.parameters.flat.size
    )
    run_to_the_end(scene)
    assert scene.history.validation_losses[-1] == pytest.approx(loss, rel=0.005)


@pytest.mark.parametrize(
    ("rate", "mixed_in", "frozen", "old", "new"),
    [
        (0.001, 0.0, False, 0.98, 0.00),
        (0.01, 0.0, False, 0.61, 0.72),
        (0.1, 0.0, False, 0.07, 0.99),
        (0.1, 0.0, True, 0.13, 0.81),
        (0.1, 0.1, False, 0.81, 0.99),
    ],
)
def test_the_rate_decides_how_much_is_forgotten_and_reminders_help(rate, mixed_in, frozen, old, new):
    scene = at_the_end(FineTuneAndForget, mixed_in=mixed_in, frozen=frozen, learning_rate=rate)
    assert scene.old_accuracy == pytest.approx(old, abs=0.006)
    assert scene.new_accuracy == pytest.approx(new, abs=0.006)


def test_a_frozen_first_layer_does_not_move():
    scene = at_the_end(FineTuneAndForget, mixed_in=0.0, frozen=True, learning_rate=0.1)
    np.testing.assert_array_equal(scene.model.parameters.weights[0], scene.taught.parameters.weights[0])
    assert np.any(scene.model.parameters.weights[1] != scene.taught.parameters.weights[1])


@pytest.mark.parametrize(
    ("offset", "n_near"), [(0.1, 0), (0.01, 14), (1e-3, 38), (1e-4, 62), (1e-5, 87), (1e-6, 111)]
)
def test_a_start_ten_times_nearer_to_the_ridge_costs_24_steps_more(offset, n_near):
    scene = opened(Saddle, offset=offset, learning_rate=0.1)
    assert scene.n_near == n_near
    assert scene.path[-1] == pytest.approx([0, 1], abs=1e-6)  # it leaves, whatever the start


def test_a_low_rate_is_still_near_the_saddle_after_300_steps():
    scene = opened(Saddle, offset=1e-3, learning_rate=0.01)
    assert scene.finding == "still near the saddle after 300 steps"


@pytest.mark.parametrize(
    ("rates", "steps"),
    [
        ((0.05, 0.05, 0.05), (254, 51, 208)),
        ((0.09, 0.02, 0.2), (141, 51, 53)),
        ((0.0952, 0.178, 10.0), (None, 100, 112)),
        ((0.01, 0.181, 0.01), (None, None, None)),
    ],
)
def test_the_optimizers_arrive_after_the_steps_of_the_notebook(rates, steps):
    scene = opened(MomentumAndAdam, plain=rates[0], momentum=rates[1], adam=rates[2])
    assert tuple(scene.arrived.values()) == steps


def test_a_rate_above_an_optimizers_threshold_explodes_and_a_low_one_is_only_slow():
    scene = opened(MomentumAndAdam, plain=0.0952, momentum=0.181, adam=0.01)
    assert scene.finding == "plain explodes, momentum explodes, Adam above 300"


@pytest.mark.parametrize("seed", [1, 2])
def test_warm_up_fails_too_with_the_seeds_that_the_notebook_names(seed):
    scene = at_the_end(RateThatChanges, schedule="warm-up", learning_rate=1.3, seed=seed)
    assert scene.history.validation_losses[-1] > 1


@pytest.mark.parametrize("name", ["constant", "step", "cosine", "warm-up"])
def test_at_a_rate_that_the_network_can_take_every_schedule_is_well(name):
    scene = at_the_end(RateThatChanges, schedule=name, learning_rate=1.0, seed=35)
    assert scene.history.validation_losses[-1] < 0.1


DESCENT = """
____ = ...
def my_descend(slope, start, learning_rate, n_steps):
    weights = [start]
    for step in range(n_steps):
        slope_here = SLOPE
        weights.append(NEW)
    return RESULT
"""


def descent(slope="slope(weights[-1])", new="weights[-1] - learning_rate * slope_here", result="weights"):
    return DESCENT.replace("SLOPE", slope).replace("NEW", new).replace("RESULT", result)


def test_a_descent_with_its_three_blanks_is_not_attempted():
    assert verdict(learning_rate.write_descent, descent("____", "____", "____")).startswith("Not attempted")


@pytest.mark.parametrize(
    ("blanks", "feedback"),
    [
        ({"new": "weights[-1] + learning_rate * slope_here"}, "against the slope"),
        ({"new": "weights[-1] - slope_here"}, "learning rate is missing"),
        ({"slope": "slope(start)"}, "slope at the start"),
        ({"new": "learning_rate * slope_here"}, "only the steps"),
        ({"new": "weights[-1] - learning_rate * slope_here / 2"}, "yours are 1, 1.5"),
        ({"new": "____"}, "A blank is left"),
        ({"result": "weights[-1]"}, "the last weight alone"),
        ({"result": "weights[1:]"}, "The start is missing"),
        ({"result": "weights[:2]"}, "must hold 4 weights"),
    ],
)
def test_common_mistakes_in_the_descent_are_recognised(blanks, feedback):
    assert feedback in verdict(learning_rate.write_descent, descent(**blanks))


@pytest.mark.parametrize(
    ("formula", "feedback"),
    [
        ("1 / np.sum(inputs**2)", "mean"),
        ("2 / np.mean(inputs**2)", "not half of it"),
        ("2 * np.mean(inputs**2)", "That is the curvature"),
        ("np.mean(inputs**2)", "That is the mean of the squares"),
        ("1 / np.mean(inputs) ** 2", "Square first"),
        ("1 / (2 * np.mean(inputs**2))", "the best rate"),
    ],
)
def test_common_mistakes_in_the_threshold_are_recognised(formula, feedback):
    assert feedback in verdict(
        learning_rate.find_the_threshold, f"def my_threshold(inputs):\n    return {formula}"
    )


def test_an_answer_that_changes_its_inputs_is_still_judged_by_its_result():
    source = "def my_threshold(inputs):\n    inputs *= inputs\n    return 1 / np.mean(inputs)"
    assert verdict(learning_rate.find_the_threshold, source) == "Right!"


@pytest.mark.parametrize(
    ("answer", "feedback"),
    [
        (10.0, "switch the hidden neurons off"),
        (0.1, "second best, its loss is 0.25"),
        (0.01, "slowly"),
        (0.001, "hardly learns"),
        (0.141, "none of the five rates"),
        ({1.0: 0.14}, "Hand in one rate"),
        ("1.0", "must be one number"),
        ([1.0], "must be one number"),
        (True, "must be one number"),
    ],
)
def test_common_mistakes_in_the_best_rate_are_recognised(answer, feedback):
    assert feedback in verdict(learning_rate.find_the_best_rate, f"my_best_rate = {answer!r}")


@pytest.mark.parametrize(
    ("answer", "feedback"),
    [
        ("BDAC", "upside down"),
        ("BADC", "Both B and C"),
        ("CDAB", "wrong way round"),
        ("DACB", "order of the last losses"),
        ("ABCD", "two flat curves"),
        ("ABC", "must stand in it once"),
        ([0.0001, 0.03, 1, 3], "in quotation marks"),
    ],
)
def test_common_mistakes_with_the_four_curves_are_recognised(answer, feedback):
    assert feedback in verdict(learning_rate.read_four_curves, f"my_order = {answer!r}")


def test_small_letters_and_commas_are_right_too():
    assert verdict(learning_rate.read_four_curves, "my_order = 'c, a, d, b'") == "Right!"


@pytest.mark.parametrize(
    ("answer", "feedback"),
    [(1, "flat in every direction"), (2, "ordinary number"), (4, "no rate can help"), (5, "1, 2, 3 and 4")],
)
def test_each_wrong_reason_is_told_why(answer, feedback):
    assert feedback in verdict(learning_rate.choose_the_reason, answer)


@pytest.mark.parametrize("exercise", ["find_the_best_rate", "read_four_curves", "choose_the_reason"])
def test_a_blank_that_is_left_is_not_attempted(exercise):
    exercise = getattr(learning_rate, exercise)
    assert verdict(exercise, f"____ = ...\n{exercise.name} = ____").startswith("Not attempted yet.")


def test_the_four_curves_look_as_their_words_say():
    losses = four_losses()
    assert losses["B"].max() > 5 and losses["B"][-100:].mean() == pytest.approx(GUESSING, abs=0.1)
    assert losses["C"].max() < 2.6 and losses["C"][-100:].mean() == pytest.approx(GUESSING, abs=0.1)
    assert losses["D"][-100:].mean() < 0.1 < losses["A"][-1] < losses["A"][-100] < losses["A"][0]


@pytest.mark.parametrize("n_at_a_time, places", [(1, range(-9, 1)), (3, [-9, -6, -3, 0]), (13, [-9, 4, -9])])
def test_the_stairs_are_those_of_the_words(n_at_a_time, places):
    assert list(places_on_stairs(n_at_a_time)) == list(places)
