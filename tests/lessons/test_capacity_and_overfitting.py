"""The scenes and exercises of capacity and overfitting, driven without Jupyter."""

from functools import cache

import numpy as np
import pytest
from driving import at_the_end, opened, run_to_the_end, verdict

from mlp import MLP, GradientDescent, evaluate, train
from mlp.lessons import capacity_and_overfitting
from mlp.lessons.capacity_and_overfitting import (
    STARTS,
    CostOfSize,
    NoisyLabels,
    PolynomialDegree,
    WhereYouStart,
    WiderAndWider,
    mislabel,
)
from mlp.lessons.capacity_and_overfitting.four_curves import run as run_of_letter
from mlp.lessons.capacity_and_overfitting.shared import accuracy_on, guesses, some_digits
from mlp.lessons.common import CROSS_ENTROPY, DIGITS, GUESSING

pytestmark = pytest.mark.filterwarnings("error")
run = cache(at_the_end)  # several tests look at the same run


@pytest.mark.parametrize("seed", range(5))
def test_ten_parameters_meet_ten_points_and_no_others(seed):
    scene = opened(PolynomialDegree, n_points=10, noise=0.2, seed=seed, degree=9)
    assert scene.training_errors[9] < 1e-12
    assert scene.new_errors[9] > 2 * scene.new_errors[3]
    assert "the mean squared error is 0 on the training points" in scene.summary()


@pytest.mark.parametrize("seed", range(5))
def test_with_a_hundred_points_degree_nine_is_fine(seed):
    scene = opened(PolynomialDegree, n_points=100, noise=0.2, seed=seed, degree=9)
    assert scene.new_errors[9] < 1.2 * scene.new_errors.min()


def test_training_error_never_rises_with_the_degree():
    scene = opened(PolynomialDegree)
    assert (np.diff(scene.training_errors) < 1e-9).all()


def test_another_degree_keeps_the_points():
    scene = opened(PolynomialDegree)
    points = scene.seen
    scene.change(degree=7)
    assert scene.seen is points
    assert "degree 7 (8 parameters)" in scene.summary()


def test_wrong_labels_are_learned_by_heart_and_cost_accuracy():
    scene = run(NoisyLabels)
    assert scene.training_accuracy[0] == 1.0
    assert scene.n_by_heart[0] == scene.is_wrong.sum() == 20
    assert 0.65 < scene.validation_accuracy[0] < 0.8


def test_dropout_helps_but_too_little_does_nothing_and_too_much_underfits():
    training, validation = run(NoisyLabels).training_accuracy, run(NoisyLabels).validation_accuracy
    best = validation.argmax()
    assert 3 <= best <= 8
    assert validation[best] > validation[0] + 0.05
    assert abs(validation[1] - validation[0]) < 0.03
    assert validation[9] < validation[best] - 0.05
    assert training[9] < 0.9


def test_weight_decay_helps_and_too_much_underfits():
    none, some, much = (run(NoisyLabels, weight_decay=decay) for decay in (0.0, 0.02, 0.1))
    assert some.validation_accuracy[0] > none.validation_accuracy[0] + 0.04
    assert some.n_by_heart[0] < none.n_by_heart[0]
    assert much.training_accuracy[0] < 0.75 and much.validation_accuracy[0] < none.validation_accuracy[0]


def test_dropout_leaves_most_wrong_labels_learned_and_too_much_of_both_loses_right_ones():
    assert 10 < run(NoisyLabels).n_by_heart[7] < 20
    scene = run(NoisyLabels, weight_decay=0.05, dropout_rate=0.9)
    n_right_labels = scene.n_points - scene.is_wrong.sum()
    n_right_learned = round(scene.n_points * scene.training_accuracy[9]) - scene.n_by_heart[9]
    assert n_right_labels / 2 < n_right_learned < 0.8 * n_right_labels


def test_another_rate_on_the_left_does_not_restart_the_run():
    scene = opened(NoisyLabels)
    scene.advance()
    parameters = scene.model.parameters.flat.copy()
    scene.change(dropout_rate=0.7)
    np.testing.assert_array_equal(scene.model.parameters.flat, parameters)
    assert "With dropout 0.7" in scene.summary()


def test_validation_accuracy_rises_with_the_width_and_stays():
    validation = run(WiderAndWider).validation_accuracy
    assert validation[0] < 0.6 < 0.8 < validation[4]
    assert min(validation[5:]) > max(validation) - 0.04


def test_a_wide_network_learns_wrong_labels_too():
    scene = run(WiderAndWider, share_wrong=0.2)
    assert scene.training_accuracy[8] > 0.95
    assert scene.validation_accuracy[8] < 0.85
    assert scene.n_parameters == 38410


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_only_initial_weights_of_a_fitting_size_learn(activation):
    losses = {
        start: run(WhereYouStart, start=start, activation=activation).history.validation_losses[-1]
        for start in STARTS
    }
    assert all(losses[start] > 0.9 * GUESSING for start in ("zeros", "tiny"))
    assert losses["huge"] > 1  # where exactly it ends hangs on the last digit of every sum
    assert losses["he"] < losses["xavier"] < 0.5


def test_zeros_never_break_the_symmetry():
    scene = run(WhereYouStart, start="zeros")
    assert scene.count_kinds() == 1
    assert np.count_nonzero(scene.model.parameters.flat) == 10  # the biases of the last layer
    assert "still guessing" in scene.summary()


def test_spreads_vanish_stay_or_saturate():
    spreads = {}
    for start in STARTS:
        spreads[start] = opened(WhereYouStart, start=start, activation="tanh", depth=8, seed=0).spreads
    assert spreads["tiny"][-1] < 1e-4 * spreads["tiny"][0]
    assert 0.5 < spreads["he"][-1] / spreads["he"][0] < 1.5
    assert spreads["huge"][-1] > 0.9


def test_an_exploding_start_says_where_it_diverged():
    scene = run(WhereYouStart, start="huge", activation="relu", depth=8)
    assert f"diverged at update {scene.history.diverged_at}" in scene.summary()


@pytest.mark.parametrize("depth, seed", [(6, 4), (7, 5), (7, 9)])
def test_outputs_too_large_to_measure_do_not_stop_the_scene(depth, seed):
    scene = run(WhereYouStart, start="huge", activation="relu", depth=depth, seed=seed)
    assert np.isfinite(scene.spreads).all() and "inf" not in scene.summary()


def test_no_time_is_shown_before_one_is_measured_and_a_run_measures_every_width():
    scene = opened(CostOfSize)
    assert "ms" not in scene.summary() and "measured" in scene.times.title.get_text()
    run_to_the_end(scene)
    assert (scene.milliseconds > 0).all()
    assert "ms on this computer" in scene.summary()
    assert not scene.advance()


def test_the_products_of_an_update_are_those_of_its_matrices():
    scene = opened(CostOfSize, depth=2, width=32)
    forward, slopes, backward = 64 * 32 + 32 * 32 + 32 * 10, 64 * 32 + 32 * 32 + 32 * 10, 32 * 32 + 32 * 10
    assert scene.n_products(32) == scene.batch_size * (forward + slopes + backward)
    assert "3,466 parameters" in scene.summary()


def test_twice_as_wide_costs_more_than_twice_as_deep():
    scene = opened(CostOfSize, depth=8, width=256)
    assert "Twice as wide has 3.91 times the parameters, twice as deep 2.10 times" in scene.summary()


@pytest.mark.parametrize(
    ("formula", "feedback"),
    [
        ("outputs", "Nothing is silenced"),
        ("outputs * (rng.random(outputs.shape) >= dropout_rate)", "sums become smaller"),
        ("outputs * (rng.random(outputs.shape) >= dropout_rate) / dropout_rate", "not by 1 / dropout_rate"),
        ("outputs * (rng.random(outputs.shape) < dropout_rate) / (1 - dropout_rate)", "Turned around"),
        ("outputs * (rng.random((len(outputs), 1)) >= dropout_rate) / (1 - dropout_rate)", "Whole rows"),
        ("outputs[rng.random(len(outputs)) >= dropout_rate]", "must have the shape"),
        ("rng.random(outputs.shape) >= dropout_rate", "That is the mask"),
        ("(rng.random(outputs.shape) >= dropout_rate) / (1 - dropout_rate)", "That is the mask"),
        (
            "outputs * (rng.random(outputs.shape) >= dropout_rate) * 2",
            "must be multiplied by 1 / (1 - 0.25) = 1.333; your first is multiplied by 2.000",
        ),
    ],
)
def test_usual_mistakes_in_dropout_are_recognised(formula, feedback):
    source = f"def my_dropout(outputs, dropout_rate, rng):\n    return {formula}"
    assert feedback in verdict(capacity_and_overfitting.write_dropout, source)


# What the notebook says about several seeds

SETTINGS = {"batch_size": 8, "learning_rate": 0.1, "scale": 1.0, "weight_decay": 0.0, "dropout_rate": 0.0}
NOISY = {"share_wrong": 0.2, "batch_size": 50, "learning_rate": 0.3}


@cache
def trained(n_digits, width, seed, share_wrong=0.0, **changed):
    """A network and its points, trained as in the notebook's plain code: 400 updates."""
    settings = SETTINGS | changed
    points = mislabel(some_digits(n_digits, seed), share_wrong, seed)
    model = MLP([64, width, 10], "relu", "he", settings["scale"], seed)
    optimizer = GradientDescent(settings["learning_rate"], settings["weight_decay"])
    rate, batch_size = settings["dropout_rate"], settings["batch_size"]
    training = train(model, CROSS_ENTROPY, optimizer, points, batch_size, seed, dropout_rate=rate)
    for _ in range(400):
        next(training)
    return model, points


def accuracies(*arguments, **settings):
    """The accuracy on training and on validation digits."""
    model, points = trained(*arguments, **settings)
    return accuracy_on(model, points), accuracy_on(model, DIGITS.validation)


def on_noise(seed, n_digits=100, **settings):
    return accuracies(n_digits, 64, seed, **NOISY, **settings)[1]


def test_weight_decay_helps_on_nine_of_ten_seeds_and_dropout_on_eight():
    plain = np.array([on_noise(seed) for seed in range(10)])
    decay = np.array([on_noise(seed, weight_decay=0.02) for seed in range(10)])
    dropout = np.array([on_noise(seed, dropout_rate=0.7) for seed in range(10)])
    assert (np.sum(decay > plain), np.sum(dropout > plain)) == (9, 8)


def test_more_data_beats_weight_decay_and_dropout_on_ten_seeds():
    more = [on_noise(seed, n_digits=1079) for seed in range(10)]
    tricks = [on_noise(seed, weight_decay=0.02) for seed in range(10)]
    tricks += [on_noise(seed, dropout_rate=0.7) for seed in range(10)]
    assert 0.925 < min(more) <= max(more) < 0.965
    assert min(more) > max(tricks) + 0.05


def test_with_plenty_of_data_a_wider_network_reads_more_on_five_seeds():
    for seed in range(5):
        assert accuracies(1079, 512, seed)[1] > accuracies(1079, 32, seed)[1]


def test_a_large_start_generalises_worse_on_ten_seeds():
    for seed in range(10):
        small = accuracies(100, 512, seed, learning_rate=0.01)
        large = accuracies(100, 512, seed, learning_rate=0.01, scale=10.0)
        assert small[0] > 0.9 and large[0] == 1.0
        assert small[1] > large[1] + 0.1


def test_after_a_large_start_a_little_noise_changes_more_answers_on_ten_seeds():
    inputs = DIGITS.validation.inputs
    noise = 0.1 * np.random.default_rng(0).standard_normal(inputs.shape)
    for seed in range(10):
        changed = []
        for scale in (1.0, 10.0):
            model, _ = trained(100, 512, seed, learning_rate=0.01, scale=scale)
            changed.append(np.mean(guesses(model, inputs) != guesses(model, inputs + noise)))
        assert changed[1] > 2 * changed[0]


@cache
def loss_of_a_deep_network(initialization, activation, depth, seed):
    """The validation loss of the scene's network with its learning rate, after 400 updates."""
    model = MLP([64, *[32] * depth, 10], activation, initialization, seed=seed)
    training = train(model, CROSS_ENTROPY, GradientDescent(0.1), DIGITS.train, seed=seed)
    for _ in range(400):
        next(training)
    return evaluate(model, CROSS_ENTROPY, DIGITS.validation)


def test_on_tanh_he_is_better_than_xavier_on_eight_seeds():
    for seed in range(8):
        he, xavier = (loss_of_a_deep_network(name, "tanh", 5, seed) for name in ("he", "xavier"))
        assert he < xavier


@pytest.mark.parametrize("seed", range(3))
def test_from_six_relu_layers_on_xavier_is_clearly_worse_than_he(seed):
    for depth, least in ((1, -0.05), (6, 0.05), (8, 0.05)):
        xavier, he = (loss_of_a_deep_network(name, "relu", depth, seed) for name in ("xavier", "he"))
        assert xavier - he > least
        assert depth > 1 or xavier - he < 0.05


def test_with_eight_relu_layers_the_scene_shows_a_loss_near_one_for_xavier_and_not_for_he():
    assert loss_of_a_deep_network("xavier", "relu", 8, seed=0) == pytest.approx(1.2, abs=0.05)
    assert loss_of_a_deep_network("he", "relu", 8, seed=0) == pytest.approx(0.14, abs=0.01)


def test_without_wrong_labels_dropout_does_not_help_on_the_first_seed():
    validation = run(NoisyLabels, share_wrong=0.0).validation_accuracy
    assert validation.argmax() == 0
    assert f"{validation[0]:.0%} {validation[9]:.0%}" == "91% 81%"


def test_the_numbers_that_should_have_been_seen_in_noisy_labels():
    none, some, much = (run(NoisyLabels, weight_decay=decay) for decay in (0.0, 0.02, 0.1))
    reads = [f"{share:.0%}" for share in none.validation_accuracy]
    assert (reads[0], reads[7], reads[9], none.best_rate) == ("75%", "83%", "69%", 0.7)
    assert (f"{some.validation_accuracy[0]:.0%}", some.n_by_heart[0]) == ("82%", 11)
    assert f"{some.validation_accuracy[7]:.0%} {much.validation_accuracy[0]:.0%}" == "78% 60%"


def test_dropout_is_best_at_a_high_rate_with_40_percent_wrong_labels():
    best = []
    for seed in range(3):
        scene = opened(NoisyLabels, share_wrong=0.4, seed=seed)
        scene.history.advance(scene.n_steps)
        best.append(scene.best_rate)
    assert best == [0.8, 0.8, 0.7]


# Questions and exercises

RIGHT_CHOICES = {
    "ten_parameters": "0 for the ten, large for the new",
    "by_heart": "all of them, or nearly",
    "sixteen_times_wider": "both read about as many",
    "from_zero": "hardly anything: it still guesses",
    "wide_or_deep": "twice as wide",
}


@pytest.mark.parametrize("name", RIGHT_CHOICES)
def test_the_feedbacks_tell_the_truth_about_the_computed_answer(name):
    assert getattr(capacity_and_overfitting, name).answer()[0] == RIGHT_CHOICES[name]


NEW_ERROR, BY_HEART = "np.mean((predictions - new_y) ** 2)", "(labels != true_labels) & (guesses == labels)"


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        (
            "fill_new_error",
            NEW_ERROR,
            "np.mean((polynomial.value(coefficients, x) - y) ** 2)",
            "training error",
        ),
        ("fill_new_error", NEW_ERROR, "np.mean((predictions - y) ** 2)", "Subtract new_y"),
        ("fill_new_error", NEW_ERROR, "np.mean(np.abs(predictions - new_y))", "absolute"),
        ("fill_new_error", NEW_ERROR, "np.mean(predictions - new_y)", "both signs"),
        ("fill_new_error", NEW_ERROR, "np.mean(predictions - new_y) ** 2", "First square"),
        ("fill_new_error", NEW_ERROR, "np.sum((predictions - new_y) ** 2)", "Take the mean"),
        ("fill_new_error", NEW_ERROR, "np.sqrt(np.mean((predictions - new_y) ** 2))", "root"),
        ("fill_new_error", NEW_ERROR, "(predictions - new_y) ** 2", "one number"),
        ("count_by_heart", BY_HEART, "guesses == labels", "right ones too"),
        ("count_by_heart", BY_HEART, "labels != true_labels", "How many of them"),
        ("count_by_heart", BY_HEART, "guesses == true_labels", "Compare its guesses with labels"),
        ("count_by_heart", BY_HEART, "(labels != true_labels) & (guesses != labels)", "does not repeat"),
        ("count_by_heart", BY_HEART, "(labels != true_labels) & (guesses == true_labels)", "resists"),
        ("count_by_heart", BY_HEART, "(labels != true_labels) | (guesses == labels)", "join them with &"),
        ("count_by_heart", "np.sum", "np.mean", "share of all"),
        ("count_by_heart", f"np.sum({BY_HEART})", BY_HEART, "count the True"),
        ("repeat_on_three_seeds", '(1, "falls")', '(1, "stands")', "was luck"),
        ("repeat_on_three_seeds", '(1, "falls")', '(2, "falls")', "count for weight decay"),
        ("repeat_on_three_seeds", '(1, "falls")', '(3, "stands")', "weight_decay=0.02"),
        ("repeat_on_three_seeds", '(1, "falls")', '(0, "falls")', "its own seed"),
        ("repeat_on_three_seeds", '(1, "falls")', '("falls", 1)', "The count is 'falls'"),
        ("repeat_on_three_seeds", '(1, "falls")', '(1, "no")', "The word is 'no'"),
        ("repeat_on_three_seeds", '(1, "falls")', "1", "a number and a word"),
        ("choose_the_reason", "3", "1", "38,410"),
        ("choose_the_reason", "3", "2", "all 100 digits"),
        ("choose_the_reason", "3", "4", "labels are right"),
        ("choose_the_reason", "3", "'3'", "one of the numbers"),
        ("read_four_curves", "BDAC", "BADC", "still rises"),
        ("read_four_curves", "BDAC", "CDAB", "gap"),
        ("read_four_curves", "BDAC", "DBAC", "nearly perfect"),
        ("read_four_curves", "BDAC", "BDCA", "has arrived"),
        ("read_four_curves", "BDAC", "ABCD", "Begin with the gap"),
        ("read_four_curves", "BDAC", "BBAC", "must stand in it once"),
    ],
)
def test_a_usual_mistake_gets_its_own_feedback(name, old, new, word):
    exercise = getattr(capacity_and_overfitting, name)
    assert old in exercise.solution
    said = verdict(exercise, exercise.solution.replace(old, new))
    assert said.startswith("Not right yet.") and word in said


def test_an_untouched_blank_in_dropout_is_not_an_attempt():
    source = "____ = ...\ndef my_dropout(outputs, dropout_rate, rng):\n    is_kept = ____\n    return ____"
    assert verdict(capacity_and_overfitting.write_dropout, source).startswith("Not attempted yet.")


def test_an_answer_that_changes_what_it_is_given_is_right_every_time():
    for _ in range(2):
        assert capacity_and_overfitting.write_dropout.check(_dropout_in_place) is None


def _dropout_in_place(outputs, dropout_rate, rng):
    outputs *= (rng.random(outputs.shape) >= dropout_rate) / (1 - dropout_rate)
    return outputs


@pytest.mark.parametrize("name", ["fill_new_error", "count_by_heart"])
def test_an_answer_that_overwrites_its_inputs_is_judged_by_the_right_numbers(name):
    def zeros(*arrays):
        for array in arrays:
            if np.ndim(array):
                array[...] = 0
        return 0.0

    assert verdict(getattr(capacity_and_overfitting, name), zeros).startswith("Not right yet.")


def test_the_four_curves_are_what_the_exercise_calls_them():
    def last(letter):
        measured = run_of_letter(letter).measured
        return measured["training"][-1], measured["validation"][-1]

    assert np.subtract(*last("B")) > 0.2
    assert max(last("D")) < 0.4
    assert min(last("C")) > 0.9
    accuracies = run_of_letter("A").measured["validation"]
    assert accuracies[-1] > accuracies[len(accuracies) // 2] + 0.15
