"""Scenes on tables of one's own: the two that come with the notebooks, and one with 100,000 rows."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from driving import advance, check_extremes, check_opening, check_presets, check_storm, opened, run_to_the_end

from mlp.data import Points, digits, from_csv, one_hot, split
from mlp.lessons.batch_and_epoch import HowManyEpochs
from mlp.lessons.capacity_and_overfitting import PolynomialDegree
from mlp.lessons.hyperparameter_search import FourSearches
from mlp.lessons.learning_rate import BallInABowl, OwnThreshold, RateInYourHand
from mlp.lessons.loss_functions import ThreeLines
from mlp.lessons.loss_functions.fitting import least_absolute
from mlp.lessons.own_data import has_classes, sample, scaled, split_and_scaled
from mlp.lessons.scene import made
from mlp.live import explore

pytestmark = pytest.mark.filterwarnings("error")
TABLES = Path(__file__).parents[2] / "notebooks" / "data"
N_ROWS = 100_000


def many_rows(n_classes=0):
    """A table of 100,000 rows: one input and a number, or two inputs of different size and classes."""
    rng = np.random.default_rng(0)
    if not n_classes:
        inputs = rng.normal(50, 20, (N_ROWS, 1))
        return Points(inputs, 3 * inputs + rng.normal(0, 40, inputs.shape))
    labels = rng.integers(n_classes, size=N_ROWS)
    inputs = rng.normal(size=(N_ROWS, 2)) + 1.5 * labels[:, None]
    return Points(inputs * [1, 1000], one_hot(labels, n_classes))


CARS = from_csv(TABLES / "cars.csv", inputs="weight_kg")
FASTER = from_csv(TABLES / "cars.csv", inputs="horsepower", target="seconds_to_60_mph")  # a line that falls
PENGUINS = from_csv(TABLES / "penguins.csv")
BILLS = from_csv(TABLES / "penguins.csv", inputs=["bill_length_mm", "bill_depth_mm"])
MANY, MANY_CLASSES = many_rows(), many_rows(n_classes=2)
LINES = {"cars": CARS, "faster cars": FASTER, "many": MANY}
TAKES = {
    ThreeLines: LINES,
    OwnThreshold: LINES,
    PolynomialDegree: LINES,
    HowManyEpochs: {"bills": BILLS, "many": MANY_CLASSES},
    RateInYourHand: {"penguins": PENGUINS, "many": MANY_CLASSES},
    FourSearches: {"penguins": PENGUINS, "many": MANY_CLASSES},
}
every_pair = pytest.mark.parametrize(
    "make",
    [
        pytest.param(partial(made, scene, points), id=f"{scene.__name__}-{name}")
        for scene, tables in TAKES.items()
        for name, points in tables.items()
    ],
)
every_scene = pytest.mark.parametrize("scene_class", TAKES)


@every_pair
def test_it_opens_with_a_picture_and_words(make):
    check_opening(make)


@every_pair
def test_every_control_goes_to_both_ends(make):
    check_extremes(make)


@every_pair
def test_a_storm_of_settings_leaves_a_whole_picture(make):
    check_storm(make, n_moves=15)


@pytest.mark.parametrize("points", LINES.values(), ids=LINES)
def test_the_presets_of_the_threshold_follow_the_data(points):
    check_presets(partial(made, OwnThreshold, points))


@every_scene
def test_an_explorer_shows_own_points_and_says_how_many(scene_class):
    points = TAKES[scene_class]["many"]
    explorer = explore(scene_class, points=points)
    explorer.play()
    assert explorer.error == "" and "1,000 of 100,000 rows are used" in repr(explorer)
    assert "scaled" in repr(explorer) or "as in the table" in repr(explorer)


@every_scene
def test_without_own_points_the_scene_is_as_before(scene_class):
    scene = opened(scene_class)
    assert scene.controls is scene_class.controls and "rows are" not in scene.summary()


def most_rows(thing):
    """The number of rows of the longest array in a tuple, list or dict, at any depth; 0 if there is none."""
    if isinstance(thing, np.ndarray):
        return len(thing) if thing.ndim else 0
    inside = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, tuple | list) else ()
    return max(map(most_rows, inside), default=0)


@every_scene
def test_a_move_costs_no_more_with_100_000_rows_since_the_scene_keeps_1_000(scene_class):
    scene = opened(partial(made, scene_class, TAKES[scene_class]["many"]))
    advance(scene, 1)
    assert 1 < most_rows(vars(scene)) <= 1000


@pytest.mark.parametrize(
    ("scene_class", "points", "told"),
    [
        (ThreeLines, PENGUINS, ["one input and one number", "4 inputs and 3 classes"]),
        (OwnThreshold, from_csv(TABLES / "cars.csv"), ["one input", "4 inputs and 1 number as target"]),
        (PolynomialDegree, BILLS, ["one input", "2 inputs and 3 classes"]),
        (HowManyEpochs, PENGUINS, ["two inputs and two or three classes", "4 inputs and 3 classes"]),
        (HowManyEpochs, digits(), ["two inputs", "64 inputs and 10 classes"]),
        (RateInYourHand, CARS, ["classes as target", "1 input and 1 number"]),
        (FourSearches, CARS, ["classes as target", "1 input and 1 number"]),
        (ThreeLines, CARS.take(slice(5)), ["at least 20 rows", "has 5"]),
        (ThreeLines, Points(CARS.inputs * 0 + 7, CARS.targets), ["numbers that vary", "input is 7"]),
        (ThreeLines, Points(CARS.inputs * np.nan, CARS.targets), ["finite numbers"]),
        (BallInABowl, CARS, ["BallInABowl shows its own data"]),
    ],
)
def test_points_that_do_not_fit_are_told_in_one_sentence(scene_class, points, told):
    with pytest.raises(ValueError) as error:
        explore(scene_class, points=points)
    assert all(words in str(error.value) for words in told), error.value


@pytest.mark.parametrize("wrong", ["cars.csv", [1, 2], np.ones((3, 2))])
def test_what_is_not_points_is_refused(wrong):
    with pytest.raises((TypeError, ValueError), match="points"):
        explore(ThreeLines, points=wrong)


def test_the_best_line_of_own_data_is_that_of_the_scaled_table():
    scene = opened(partial(made, ThreeLines, CARS))
    correlation = np.corrcoef(CARS.inputs[:, 0], CARS.targets[:, 0])[0, 1]
    np.testing.assert_allclose(scene.best["mean squared error"], [correlation, 0], atol=1e-12)


def test_the_best_absolute_line_of_many_points_is_as_good_as_that_of_all_pairs():
    rng = np.random.default_rng(0)
    x = rng.normal(size=60)
    y = 2 * x + rng.standard_t(2, size=60)
    exact, repeated = least_absolute(x, y), least_absolute(np.tile(x, 2), np.tile(y, 2))

    def error(line):
        return np.abs(line[0] * x + line[1] - y).mean()

    assert error(repeated) == pytest.approx(error(exact), rel=1e-4)


def test_the_threshold_of_own_data_is_where_the_loss_explodes():
    scene = opened(partial(made, OwnThreshold, CARS))
    for ratio, explodes in ((0.99, False), (1.1, True)):
        scene.restart(scaled=False, learning_rate=ratio * scene.threshold)
        assert (scene.loss > 1e3 or scene.diverged_at is not None) == explodes


def test_a_network_learns_the_penguins():
    scene = opened(partial(made, RateInYourHand, PENGUINS))
    run_to_the_end(scene)
    assert "Accuracy on the validation rows: 9" in scene.summary() or "100%" in scene.summary()


def test_rows_are_taken_once_and_in_random_order():
    rows = Points(np.arange(3000.0)[:, None], np.arange(3000.0)[:, None])
    taken = sample(rows).points.inputs[:, 0]
    assert len(np.unique(taken)) == 1000 and (np.diff(taken) < 0).any()
    assert sample(rows.take(slice(30))).in_words() == "All 30 rows are drawn"
    assert sample(rows).in_words() == "1,000 of 3,000 rows are drawn"


def test_scaled_columns_have_mean_0_and_spread_1_and_a_column_that_does_not_vary_becomes_0():
    columns = scaled(np.array([[1.0, 5.0], [2.0, 5.0], [6.0, 5.0]]))
    np.testing.assert_allclose(columns.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(columns.std(axis=0), [1, 0], atol=1e-15)


def test_other_rows_are_scaled_by_hand_with_the_mean_and_spread_of_the_training_rows():
    training, others = np.array([[0.0], [4.0]]), np.array([[2.0], [10.0]])  # mean 2, spread 2
    np.testing.assert_array_equal(scaled(others, training), [[0.0], [4.0]])
    np.testing.assert_array_equal(scaled(others, np.full((3, 1), 7.0)), [[-5.0], [3.0]])  # spread 0


def test_validation_rows_have_no_say_in_the_scale_of_the_training_rows():
    parts = split_and_scaled(PENGUINS, validation=0.3)
    np.testing.assert_allclose(parts.train.inputs.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(parts.train.inputs.std(axis=0), 1)
    row = np.flatnonzero((PENGUINS.inputs == split(PENGUINS, 0.3, 0).validation.inputs[0]).all(axis=1))[0]
    changed = Points(PENGUINS.inputs.copy(), PENGUINS.targets)
    changed.inputs[row] *= 1000
    np.testing.assert_array_equal(split_and_scaled(changed, validation=0.3).train.inputs, parts.train.inputs)


def training_and_validation(scene):
    if isinstance(scene, HowManyEpochs):
        return scene.points, scene.validation
    return scene.parts.train, scene.parts.validation


@pytest.mark.parametrize(
    ("scene_class", "points"), [(RateInYourHand, PENGUINS), (HowManyEpochs, BILLS), (FourSearches, PENGUINS)]
)
def test_a_scene_scales_its_rows_by_the_training_rows_only(scene_class, points):
    training, validation = training_and_validation(opened(partial(made, scene_class, points)))
    np.testing.assert_allclose(training.inputs.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(training.inputs.std(axis=0), 1)
    assert abs(validation.inputs.mean(axis=0)).max() > 0.01  # they were not scaled by themselves, or together


def labels_of(scene):
    return {label for ax in scene.figure.axes for label in (ax.get_xlabel(), ax.get_ylabel())}


def test_axes_and_words_name_the_columns():
    lines = opened(partial(made, ThreeLines, CARS))
    assert {"weight_kg (scaled)", "litres_per_100_km (scaled)"} <= labels_of(lines)
    assert "Line 0.00 × weight_kg + 0.00" in lines.summary() and " input" not in lines.summary()
    assert "weight_kg and litres_per_100_km are scaled" in lines.summary()
    assert "weight_kg is as in the table" in opened(partial(made, OwnThreshold, CARS)).summary()
    assert {"bill_length_mm (scaled)", "bill_depth_mm (scaled)"} <= labels_of(
        opened(partial(made, HowManyEpochs, BILLS))
    )
    network = opened(partial(made, RateInYourHand, PENGUINS))
    advance(network, 1)
    columns = "bill_length_mm, bill_depth_mm, flipper_length_mm and body_mass_g: scaled"
    assert columns in network.summary() and "% for species" in network.summary()


def test_points_without_names_are_called_input_and_target():
    lines = opened(partial(made, ThreeLines, Points(*CARS)))
    assert {"input (scaled)", "target (scaled)"} <= labels_of(lines)
    assert "input and target are scaled" in lines.summary()
    network = opened(partial(made, RateInYourHand, Points(*PENGUINS)))
    assert "; input 1, input 2, input 3 and input 4: scaled" in network.summary()


def test_a_name_that_the_font_cannot_draw_stands_in_the_words_only(tmp_path):
    (tmp_path / "korean.csv").write_text(
        "무게,price in $ or $\n" + "".join(f"{n},{n * n}\n" for n in range(25)), "utf-8"
    )
    scene = opened(partial(made, ThreeLines, from_csv(tmp_path / "korean.csv")))
    assert {"input (scaled)", r"price in \$ or \$ (scaled)"} <= labels_of(scene)
    assert "× 무게" in scene.summary()


@pytest.mark.parametrize(("points", "expected"), [(CARS, False), (PENGUINS, True), (digits(), True)])
def test_classes_are_told_from_numbers(points, expected):
    assert has_classes(points) == expected
