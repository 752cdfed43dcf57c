"""Notebook 4's scenes, driven without Jupyter: the numbers of docs/CURRICULUM.md and the common mistakes."""

import numpy as np
import pytest
from driving import at_the_end, opened, run_to_the_end, verdict

from mlp import softmax
from mlp.lessons import batch_and_epoch as lesson

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


# 4.3


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


def test_at_the_end_of_the_slider_there_is_no_larger_batch():
    scene = opened(lesson.MemoryOfABatch, batch_size=1024)
    scene.restart(width=64, depth=2, bar=int(np.ceil(scene.total / 1000)), batch_size=1024)
    assert "kB to spare" in scene.finding


# 4.5


@pytest.fixture(scope="module")
def trained():
    return at_the_end(lesson.HowManyEpochs)


def losses_at(scene, name):
    """The training and the validation loss at the stop line of a preset."""
    stop = next(preset.settings["stop"] for preset in scene.presets if preset.name == name)
    return scene.losses[stop], scene.validation_losses[stop]


def test_too_few_epochs_underfit(trained):
    training, validation = losses_at(trained, "too few")
    assert training > 0.5 and validation > 1.5 * min(trained.validation_losses)


def test_too_many_epochs_overfit(trained):
    training, validation = losses_at(trained, "too many")
    assert training < 0.2 and validation > 1.5 * min(trained.validation_losses)


def test_the_right_number_of_epochs_has_the_lowest_validation_loss(trained):
    assert losses_at(trained, "about right")[1] == min(trained.validation_losses)


def test_the_loss_is_known_before_training_and_after_each_of_200_epochs(trained):
    assert len(trained.losses) == len(trained.validation_losses) == 201
    assert trained.history.measured_at[:3] == [0, 2, 4]  # 40 points in batches of 20


def test_the_map_is_that_of_the_network_at_the_stop_line(trained):
    trained.change(stop=200, patience=15)
    late = trained.map.map.get_array().copy()
    trained.change(stop=10, patience=15)
    assert not np.allclose(late, trained.map.map.get_array())
    trained.change(stop=200, patience=15)
    assert np.array_equal(late, trained.map.map.get_array())
    network = trained.model.forward(trained.map.grid)[-1]
    assert np.allclose(late.ravel(), softmax(network)[:, 1])


def test_more_patience_waits_through_larger_bumps():
    losses = [3.0, 2.0, 2.5, 1.0, 1.5, 1.4, 0.5]
    stops = [lesson.early_stop(losses, patience) for patience in (1, 2, 3)]
    assert stops == [(1, 2), (3, 5), (6, None)]


# Exercises


LAMP = (
    "def my_epoch_ends(n, b, n_steps):\n    return [s for s in range({start}, n_steps + 1) if s %"
    " ({per_epoch}) == 0]"
)
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
