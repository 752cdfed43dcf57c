"""Notebook 4's scenes, driven without Jupyter: the numbers of docs/CURRICULUM.md and the common mistakes."""

import numpy as np
import pytest
from driving import at_the_end, opened, painted, pixels, run_to_the_end, verdict

from mlp import LOSSES, MLP, GradientDescent, Momentum, accuracy, evaluate, softmax, train
from mlp.data import circles
from mlp.lessons import batch_and_epoch as lesson
from mlp.lessons.batch_and_epoch.belt import CELL, SIDE
from mlp.lessons.common import DIGITS
from mlp.live.exercise import exercise

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def raced():
    return at_the_end(lesson.WhichAxis)


# 4.1


@pytest.mark.parametrize(
    "n_examples, drop_last, in_epoch, last, in_ten",
    [(10_000, False, 313, 16, 3_130), (10_000, True, 312, 32, 3_120), (9_985, False, 313, 1, 3_130)],
)
def test_the_belt_counts_the_numbers_of_the_curriculum(n_examples, drop_last, in_epoch, last, in_ten):
    scene = opened(lesson.ConveyorBelt, n_examples=n_examples, drop_last=drop_last, pace="epoch by epoch")
    assert (len(scene.sizes), scene.sizes[-1]) == (in_epoch, last)
    run_to_the_end(scene)
    assert (scene.n_steps, scene.n_epochs_done) == (in_ten, 10)
    assert f"{in_ten:,} updates" in scene.summary()


def test_the_belt_counts_the_same_at_every_pace():
    counts = []
    for pace in lesson.ConveyorBelt.controls[-1].options:
        scene = at_the_end(lesson.ConveyorBelt, n_examples=20, batch_size=6, pace=pace)
        counts.append((scene.n_steps, scene.n_epochs_done))
    assert counts == [(40, 10)] * 3


def test_the_lamps_light_when_a_batch_is_full_and_when_an_epoch_ends():
    scene = opened(lesson.ConveyorBelt, n_examples=5, batch_size=3, pace="example by example")
    seen = []
    for _ in range(6):
        scene.advance()
        seen.append((scene.is_full, bool(scene.is_full and scene.ends_epoch)))
    dark, step, both = (False, False), (True, False), (True, True)
    assert seen == [dark, dark, step, dark, both, dark]


def test_the_point_lies_on_the_stairs():
    rng = np.random.default_rng(0)
    scene = opened(lesson.ConveyorBelt)
    for _ in range(40):
        drop_last = bool(rng.integers(2))
        scene.restart(
            n_examples=int(rng.integers(1, 3000)),
            batch_size=int(rng.integers(1, 513)),
            drop_last=drop_last,
            pace="batch by batch",
        )
        (x,), (y,) = scene.stairs.place.get_data()
        levels = {
            round(float(stair[0][1]), 6)
            for stair in scene.stairs.stairs.get_segments()
            if stair[0][0] - 1e-9 <= x <= stair[1][0] + 1e-9
        }
        assert y in levels


def digit_of(picture, number):
    """The pixels of a digit in a row of digits."""
    return np.asarray(picture)[1 : 1 + SIDE, CELL * number + 1 : CELL * number + 1 + SIDE]


def test_the_next_digit_on_the_belt_comes_into_the_batch():
    scene = opened(lesson.ConveyorBelt, n_examples=20, batch_size=6, pace="example by example")
    belt = scene.belt
    for number in range(3):
        expected = digit_of(belt.coming.get_array(), belt.n_on_belt - 1).copy()
        scene.advance()
        np.testing.assert_array_equal(digit_of(belt.slots.get_array(), number), expected)
    row = scene.now[1][2]
    np.testing.assert_array_equal(expected.ravel(), DIGITS.train.inputs[row])


def test_no_digit_waits_on_the_belt_when_an_epoch_is_done():
    scene = opened(lesson.ConveyorBelt, n_examples=5, batch_size=3)
    scene.advance()
    assert np.any(scene.belt.coming.get_array())
    scene.advance()
    assert scene.ends_epoch and not np.any(scene.belt.coming.get_array())


def test_each_example_of_an_epoch_comes_once():
    scene = opened(lesson.ConveyorBelt, n_examples=50, batch_size=8)
    seen = []
    for _ in range(7):
        scene.advance()
        seen += [*scene.now[1]]
    assert sorted(seen) == list(range(50)) and scene.n_epochs_done == 1


@pytest.mark.parametrize("n_batches", [1, 100, 312])
def test_one_example_more_than_a_multiple_of_the_batch_size_costs_one_more_update(n_batches):
    full, more = (opened(lesson.ConveyorBelt, n_examples=32 * n_batches + extra) for extra in (0, 1))
    assert (len(full.sizes), len(more.sizes)) == (n_batches, n_batches + 1)


def test_what_the_notebook_says_about_the_belt():
    settings = {preset.name: preset.settings for preset in lesson.ConveyorBelt.presets}
    watched, dropped = settings["to watch"], settings["dropped"]
    assert opened(lesson.ConveyorBelt, **watched).sizes == [6, 6, 6, 2]
    assert "16 examples left out" in opened(lesson.ConveyorBelt, **dropped).summary()
    assert len(DIGITS.train.inputs) == 1_079


def test_32_numbers_of_examples_give_100_updates_in_batches_of_32():
    sizes = {n: len(opened(lesson.ConveyorBelt, n_examples=n).sizes) for n in (3_168, 3_169, 3_200, 3_201)}
    assert sizes == {3_168: 99, 3_169: 100, 3_200: 100, 3_201: 101}


# 4.2


def test_the_spread_follows_the_formulas():
    scene = opened(lesson.GradientNoise)
    sizes = slice(0, 450)  # further on 300 draws say little
    assert np.allclose(scene.measured[sizes], scene.finite[sizes], rtol=0.15)
    assert np.isclose(scene.finite[3] / scene.root[3], np.sqrt((500 - 4) / (500 - 1)))
    scene.restart(replacement=True, seed=0, batch_size=500)
    assert np.allclose(scene.measured, scene.root, rtol=0.15)
    assert scene.measured_here > 0.5 * scene.root[-1]


@pytest.mark.parametrize("seed", [0, 1, 17])
def test_there_is_exactly_no_spread_when_the_batch_is_everything(seed):
    scene = opened(lesson.GradientNoise, seed=seed, batch_size=500)
    assert scene.measured_here == 0
    assert "lie 0 from" in scene.summary()


def test_what_the_notebook_says_about_steps_that_help():
    shares = [opened(lesson.GradientNoise, batch_size=size).share_helping for size in (1, 8, 16, 32)]
    assert [f"{share:.0%}" for share in shares] == ["66%", "88%", "95%", "99%"]
    scene = opened(lesson.GradientNoise, batch_size=500)
    assert scene.share_helping == 1
    scene.restart(replacement=True, seed=0, batch_size=500)
    assert f"{scene.measured_here:.2f}" == "0.06"


def test_with_single_examples_the_zero_lies_inside_the_cloud():
    scene = opened(lesson.GradientNoise, batch_size=1)
    dots, zero = np.transpose(scene.cloud.dots.get_data()), np.ravel(scene.cloud.zero.get_data())
    beyond = (dots - zero) @ zero > 0  # seen from the star, these lie behind the cross
    assert beyond.mean() > 0.2


# 4.3


def trained(batch_size, n_updates, seed=0, learning_rate=0.05):
    """The loss on 500 digits and the validation accuracy, in plain code."""
    points, loss = DIGITS.train.take(slice(500)), LOSSES["cross-entropy"]
    model = MLP([64, 16, 10], "tanh", seed=seed)
    training = train(model, loss, GradientDescent(learning_rate), points, batch_size, seed)
    for _ in range(n_updates):
        next(training)
    answers = model.forward(DIGITS.validation.inputs)[-1]
    return evaluate(model, loss, points), accuracy(answers, DIGITS.validation.targets)


def test_in_equal_epochs_the_small_batch_is_best_on_validation_digits_too(raced):
    raced.change(rule="the same for all", axis="epochs")
    shares = raced.accuracies_at_finish("epochs")
    assert [f"{share:.0%}" for share in shares] == ["95%", "91%", "71%", "26%"]
    assert "95%, 91%, 71%, 26%" in raced.summary()
    assert "95%, 91%, 71%, 26%" in raced.accuracies.title.get_text()
    assert np.isclose(trained(8, 630)[1], shares[1])
    assert np.ptp(raced.accuracies_at_finish("updates")) < 0.01


def test_equal_examples_are_equal_epochs(raced):
    assert np.allclose(raced.losses_at_finish("examples"), raced.losses_at_finish("epochs"))


@pytest.mark.parametrize("seed", range(5))
def test_the_single_example_is_first_in_equal_epochs_and_last_in_equal_updates(seed):
    in_epochs = [trained(size, 10 * -(-500 // size), seed)[0] for size in (1, 8, 64, 500)]
    in_updates = [trained(size, 500, seed)[0] for size in (1, 8, 64, 500)]
    assert in_epochs == sorted(in_epochs) and np.argmax(in_updates) == 0


def test_the_loss_of_ada_is_higher_with_an_eighth_of_the_updates():
    losses = [trained(size, 10 * -(-500 // size))[0] for size in (16, 128)]
    assert [f"{loss:.2f}" for loss in losses] == ["0.62", "1.82"]
    assert -(-500 // 16) == 8 * -(-500 // 128)


def test_the_ranking_flips_between_equal_epochs_and_equal_updates(raced):
    raced.change(rule="the same for all", axis="epochs")
    in_epochs, in_updates = raced.losses_at_finish("epochs"), raced.losses_at_finish("updates")
    assert in_epochs.argmin() == 0 and in_epochs.argmax() == 3 and 10 * in_epochs[0] < in_epochs[3]
    assert in_updates.argmax() == 0 and in_updates[3] < in_updates[0]
    assert "the ranking flips" in raced.summary()


def test_a_rate_that_grows_with_the_batch_makes_equal_epochs_alike():
    scene = at_the_end(lesson.WhichAxis, learning_rate=0.02, rule="times B")
    losses = scene.losses_at_finish("epochs")
    assert losses[:3].max() < 1.3 * losses[:3].min()
    assert losses[3] > np.log(10)
    scene.change(rule="the same for all", axis="epochs")
    assert scene.losses_at_finish("epochs")[2] > 5 * losses[2]


def test_seconds_are_mentioned_only_on_the_axis_of_seconds(raced):
    opening = opened(lesson.WhichAxis)
    assert opening.axis != "seconds" and "second" not in opening.summary()
    for axis in ("epochs", "updates", "examples"):
        raced.change(rule="the same for all", axis=axis)
        assert "second" not in raced.summary()
    raced.change(rule="the same for all", axis="seconds")
    assert "Equal seconds" in raced.summary()


def test_the_summary_of_a_run_names_the_rule_and_the_axis():
    scene = opened(lesson.WhichAxis)
    scene.change(rule="times B", axis="examples")
    assert "(times B), drawn against examples: 0% of the training done" in scene.summary()


def test_a_bar_shows_how_much_of_the_training_is_done():
    scene = opened(lesson.WhichAxis)
    lengths = [scene.runs.progress.get_xdata()[1]]
    while scene.advance():
        lengths.append(scene.runs.progress.get_xdata()[1])
    assert lengths[0] == 0 and lengths == sorted(lengths) and lengths[-1] > 0.5
    assert scene.runs.progress.get_xdata()[1] == 0  # done: it is gone


# 4.4


def test_bytes_are_those_of_the_arrays():
    scene = opened(lesson.MemoryOfABatch, width=40, depth=3, batch_size=100)
    assert scene.activations == 8 * 100 * (64 + 3 * 40 + 10)
    assert scene.parameters == 8 * (64 * 40 + 40 + 2 * (40 * 40 + 40) + 40 * 10 + 10)
    assert scene.total == scene.activations + 2 * scene.parameters


def test_the_activations_grow_with_the_batch_and_the_parameters_do_not():
    once, twice = (opened(lesson.MemoryOfABatch, batch_size=size) for size in (200, 400))
    assert twice.activations == 2 * once.activations and twice.parameters == once.parameters


def test_the_largest_batch_under_the_bar_is_recognised():
    scene = opened(lesson.MemoryOfABatch)
    largest = int((1000 * scene.bar - 2 * scene.parameters) // scene.bytes_of(1))
    findings = [opened(lesson.MemoryOfABatch, batch_size=largest + more).finding for more in (-1, 0, 1)]
    assert "to spare" in findings[0] and "not one example more" in findings[1] and "too much" in findings[2]


def test_what_the_notebook_says_about_memory():
    narrow, wide = (opened(lesson.MemoryOfABatch, width=width) for width in (64, 128))
    assert (narrow.parameters, narrow.bytes_of(1)) == (71_760, 1_616)
    assert (wide.parameters, wide.bytes_of(1)) == (208_976, 2_640)
    for width, largest in ((64, 530), (128, 220)):
        assert "not one" in opened(lesson.MemoryOfABatch, width=width, batch_size=largest).finding


def test_the_presets_of_memory_are_what_their_reasons_say():
    presets = {preset.name: preset.settings for preset in lesson.MemoryOfABatch.presets}
    assert "too much" in opened(lesson.MemoryOfABatch, **presets["too much"]).finding
    wide = opened(lesson.MemoryOfABatch, **presets["wide"] | {"batch_size": 11})
    assert "not one" in wide.finding and round(2 * wide.parameters / 1000) == 946


def test_at_the_end_of_the_slider_there_is_no_larger_batch():
    scene = opened(lesson.MemoryOfABatch, batch_size=1024)
    scene.restart(width=64, depth=2, bar=int(np.ceil(scene.total / 1000)), batch_size=1024)
    assert "kB to spare" in scene.finding


# 4.5


@pytest.fixture(scope="module")
def whole_run():
    return at_the_end(lesson.HowManyEpochs)


def losses_at(scene, name):
    """The training and the validation loss at the stop line of a preset."""
    stop = next(preset.settings["stop"] for preset in scene.presets if preset.name == name)
    return scene.losses[stop], scene.validation_losses[stop]


def test_too_few_epochs_underfit(whole_run):
    training, validation = losses_at(whole_run, "too few")
    assert training > 0.5 and validation > 1.5 * min(whole_run.validation_losses)


def test_too_many_epochs_overfit(whole_run):
    training, validation = losses_at(whole_run, "too many")
    assert training < 0.2 and validation > 1.5 * min(whole_run.validation_losses)


def test_the_right_number_of_epochs_has_the_lowest_validation_loss(whole_run):
    assert losses_at(whole_run, "about right")[1] == min(whole_run.validation_losses)


def test_the_loss_is_known_before_training_and_after_each_of_200_epochs(whole_run):
    assert len(whole_run.losses) == len(whole_run.validation_losses) == 201
    assert whole_run.history.measured_at[:3] == [0, 2, 4]  # 40 points in batches of 20


def test_the_map_is_that_of_the_network_at_the_stop_line(whole_run):
    whole_run.change(stop=200, patience=15)
    late = whole_run.map.map.get_array().copy()
    whole_run.change(stop=10, patience=15)
    assert not np.allclose(late, whole_run.map.map.get_array())
    whole_run.change(stop=200, patience=15)
    assert np.array_equal(late, whole_run.map.map.get_array())
    network = whole_run.model.forward(whole_run.map.grid)[-1]
    assert np.allclose(late.ravel(), softmax(network)[:, 1])


def validation_losses(seed, n_epochs=200):
    """The losses of the notebook's plain code."""
    points, validation = circles(40, 0.2, seed), circles(200, 0.2, seed + 10_000)
    model, loss = MLP([2, 16, 2], "tanh", seed=seed), LOSSES["cross-entropy"]
    training = train(model, loss, Momentum(0.2), points, batch_size=20, seed=seed)
    losses = [evaluate(model, loss, validation)]
    for _ in range(n_epochs):
        next(training), next(training)
        losses.append(evaluate(model, loss, validation))
    return losses


@pytest.fixture(scope="module")
def ten_runs():
    return [validation_losses(seed) for seed in range(10)]


def test_the_plain_code_gives_the_losses_of_the_scene(whole_run, ten_runs):
    assert np.allclose(ten_runs[8], whole_run.validation_losses)


def test_patience_15_keeps_epoch_0_or_1_on_four_of_ten_seeds(ten_runs):
    kept = [lesson.early_stop(losses, 15)[0] for losses in ten_runs]
    assert [seed for seed in range(10) if kept[seed] <= 1] == [0, 1, 2, 6]
    assert [seed for seed in range(10) if kept[seed] == np.argmin(ten_runs[seed])] == [3, 4, 5, 7, 8, 9]
    assert np.argmin(ten_runs[1]) > 190  # no overfitting at all


def test_the_patience_that_each_seed_needs_to_keep_its_best_epoch(ten_runs):
    needed = []
    for losses in ten_runs:
        kept = [lesson.early_stop(losses, patience)[0] for patience in range(1, 101)]
        needed.append(1 + kept.index(np.argmin(losses)))
    assert needed == [62, 89, 17, 8, 9, 6, 30, 9, 7, 8]


def test_what_the_notebook_says_about_stopping(whole_run):
    told = {}
    for stop in (10, 40, 200):
        told[stop] = f"{whole_run.losses[stop]:.2f} {whole_run.validation_losses[stop]:.2f}"
    assert told == {10: "0.66 0.67", 40: "0.26 0.31", 200: "0.05 0.76"}
    stops = [lesson.early_stop(whole_run.validation_losses, patience) for patience in (15, 1)]
    assert stops == [(40, 55), (1, 2)] and f"{whole_run.validation_losses[1]:.2f}" == "0.69"


def test_the_map_has_no_colour_of_the_curves_beside_it(whole_run):
    whole_run.change(stop=200, patience=15)
    picture = pixels(painted(whole_run))
    box = whole_run.map.map.axes.get_window_extent()
    height = len(picture)
    inside = picture[height - int(box.y1) : height - int(box.y0), int(box.x0) : int(box.x1), :3].astype(int)
    assert np.ptp(inside, axis=-1).max() <= 2 and np.ptp(inside) > 150  # greys, from light to dark


def test_more_patience_waits_through_larger_bumps():
    losses = [3.0, 2.0, 2.5, 1.0, 1.5, 1.4, 0.5]
    stops = [lesson.early_stop(losses, patience) for patience in (1, 2, 3)]
    assert stops == [(1, 2), (3, 5), (6, None)]


# Exercises


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (..., "Not attempted yet."),
        (460, "Right!"),
        (460.0, "Right!"),
        (1_079 / 48 * 20, "no half updates"),
        (449, "no half updates"),
        (450, "Round up first"),
        (440, "last batch of each epoch out"),
        (23, "That is one epoch"),
        (21_580, "number of examples"),
        (1_079 * 48 * 20, "Divide by the batch size"),
        (7, "Not 7"),
        ("460", "without quotation marks"),
        (True, "must be a number"),
    ],
)
def test_common_mistakes_with_the_number_of_updates_are_recognised(answer, words):
    assert words in repr(exercise(lesson.count_updates).check(answer))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (..., "Not attempted yet."),
        ("c", "Right!"),
        (" C", "Right!"),
        ("a", "more exact"),
        ("b", "same examples"),
        ("d", "overfitting makes the validation loss higher"),
        ("e", "one of the letters"),
        (3, "in quotation marks"),
    ],
)
def test_each_wrong_reason_is_answered(answer, words):
    assert words in repr(exercise(lesson.choose_the_reason).check(answer))


@pytest.mark.parametrize(
    "name", ["count_updates", "repair_the_lamp", "choose_the_reason", "write_early_stop"]
)
def test_the_solution_of_an_exercise_is_right(name):
    declared = getattr(lesson, name)
    assert verdict(declared, declared.solution) == "Right!"


def test_an_early_stop_that_sorts_its_losses_does_not_change_what_is_right():
    spoiling = "def my_early_stop(losses, patience):\n    losses.sort()\n    return 0, 3"
    assert "keeps epoch 5" in verdict(lesson.write_early_stop, spoiling)
    assert verdict(lesson.write_early_stop, lesson.write_early_stop.solution) == "Right!"


LAMP = """
def my_epoch_ends(n, b, n_steps):
    return [s for s in range({start}, n_steps + 1) if s % ({per_epoch}) == 0]
"""
STOP = """
def my_early_stop(losses, patience):
    best, waited = 0, 0
    for epoch, loss in enumerate(losses):
        if loss {better} losses[best]:
            best{reset} = epoch{zero}
        elif epoch:
            waited += 1
            if waited {enough} patience:
                return {answer}
    return {never}
"""


@pytest.mark.parametrize(
    "source, words",
    [
        (LAMP.format(start=1, per_epoch="n / b"), "312.5"),
        (LAMP.format(start=1, per_epoch="n // b"), "leaves the last 16"),
        (LAMP.format(start=1, per_epoch="round(n / b)"), "leaves the last 16"),
        (LAMP.format(start=0, per_epoch="-(-n // b)"), "from 1"),
        (LAMP.format(start=1, per_epoch="round(n / b + 0.01)"), "ceiling"),
        (LAMP.format(start=1, per_epoch="n // b + 1"), "nothing left over"),
        (LAMP.format(start=1, per_epoch="100"), "313, 626, 939"),
        (LAMP.format(start=1, per_epoch="-(-n // b)"), "Right!"),
        (LAMP.format(start=1, per_epoch="-(-n // b)").replace("n_steps + 1", "n_steps"), "last step counts"),
        ("def my_epoch_ends(n, b, n_steps):\n    if n < 100:\n        return [3, 6]", "lights at nothing"),
    ],
)
def test_common_mistakes_with_the_lamp_are_recognised(source, words):
    assert words in verdict(lesson.repair_the_lamp, source)


def stopping(reset=", waited", zero=", 0", enough=">=", answer="best, epoch", never="best, None", better="<"):
    return STOP.format(reset=reset, zero=zero, enough=enough, answer=answer, never=never, better=better)


@pytest.mark.parametrize(
    "source, words",
    [
        (stopping(), "Right!"),
        (stopping(answer="epoch, best"), "wrong order"),
        (stopping(answer="epoch, epoch"), "goes back to the best"),
        (stopping(reset="", zero=""), "starts again"),
        (stopping(enough=">= 1 +"), "has stopped before"),
        (stopping(enough=">= -1 +"), "too early"),
        ("def my_early_stop(losses, patience):\n    return 1, 2", "first bump"),
        (
            "def my_early_stop(losses, patience):\n    return int(np.argmin(losses)), None",
            "has stopped before",
        ),
        ("def my_early_stop(losses, patience):\n    return 0, 3", "keeps epoch 5"),
        (
            "def my_early_stop(losses, patience):\n    if len(losses) < 9:\n        return 1, 2",
            "keeps epoch 5",
        ),
        (stopping(never="best, len(losses) - 1"), "return the best epoch and None"),
        (stopping(never="None"), "return the best epoch and None"),
        (stopping(better="<="), "no new best. For 1, 1, 1"),
    ],
)
def test_common_mistakes_with_early_stopping_are_recognised(source, words):
    assert words in verdict(lesson.write_early_stop, source)
