"""A table of one's own brings the names of its columns: onto axes, and into what a scene says."""

import pickle
import warnings
from pathlib import Path

import numpy as np
import pytest
from driving import opened, painted, run_to_the_end

from mlp.data import Points, digits, from_csv, split
from mlp.lessons.batch_and_epoch import HowManyEpochs
from mlp.lessons.capacity_and_overfitting import PolynomialDegree
from mlp.lessons.column_names import LONGEST, from_what, names_of
from mlp.lessons.hyperparameter_search import FourSearches
from mlp.lessons.scene import made, opening
from mlp.live import explore
from mlp.tables import Names

TABLES = Path(__file__).parents[2] / "notebooks" / "data"
CARS = from_csv(TABLES / "cars.csv", inputs="weight_kg")
PENGUINS = from_csv(TABLES / "penguins.csv")
BILLS = from_csv(TABLES / "penguins.csv", inputs=["bill_length_mm", "bill_depth_mm"])
SPECIES = ["Adelie", "Chinstrap", "Gentoo"]


def started(scene_class, points):
    scene = made(scene_class, points)
    scene.restart(**opening(scene))
    return scene


def labels(scene):
    return [label for ax in scene.figure.axes for label in (ax.get_xlabel(), ax.get_ylabel())]


def test_points_from_a_table_know_the_names_of_their_columns_and_classes():
    assert CARS.names == Names(["weight_kg"], "litres_per_100_km", [])
    assert BILLS.names == Names(["bill_length_mm", "bill_depth_mm"], "species", SPECIES)


def test_the_names_stay_with_some_of_the_rows_and_in_another_process():
    assert BILLS.take(slice(30)).names == split(BILLS).train.names == BILLS.names
    copied = pickle.loads(pickle.dumps(BILLS))
    assert copied.names == BILLS.names and np.array_equal(copied.inputs, BILLS.inputs)


def test_points_without_names_are_called_by_plain_words():
    two = Points(np.zeros((3, 2)), np.zeros((3, 2)))
    assert names_of(two) == Names(["input 1", "input 2"], "target", ["class 0", "class 1"])
    assert names_of(Points(*CARS)).inputs == ["input"]


def test_the_axes_of_a_scene_name_the_columns():
    assert labels(started(PolynomialDegree, CARS))[:2] == ["weight_kg (scaled)", "litres_per_100_km (scaled)"]
    assert labels(started(HowManyEpochs, BILLS))[2:] == ["bill_length_mm (scaled)", "bill_depth_mm (scaled)"]
    assert labels(opened(HowManyEpochs))[2:] == ["first input", "second input"]
    assert labels(opened(PolynomialDegree))[:2] == ["input", "output"]


def test_a_scene_says_which_columns_it_shows_and_which_mark_is_which_class():
    assert "weight_kg is scaled" in started(PolynomialDegree, CARS).summary()
    told = started(HowManyEpochs, BILLS).summary()
    assert "species from bill_length_mm and bill_depth_mm" in told
    assert "Adelie: white circles, Chinstrap: dark triangles, Gentoo: grey squares" in told
    assert "species from bill_length_mm, bill_depth_mm, flip" in started(FourSearches, PENGUINS).summary()


def test_many_inputs_are_counted_and_not_listed():
    assert from_what(names_of(digits())) == "target from 64 columns"
    assert from_what(Names(["a"], "b", [])) == "b from a"


@pytest.mark.parametrize(
    "name", ["$x$", "$", "x_1^2", "\\alpha", "%", "a" * 200, "Größe", "몸무게", "体重", "🐧"]
)
def test_any_name_can_be_painted_without_a_warning(name):
    points = CARS.take(slice(None))
    points.names = Names([name], name, [])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        painted(started(PolynomialDegree, points))


def test_a_name_that_the_font_lacks_gives_way_on_the_axis_and_stays_in_the_words():
    points = CARS.take(slice(None))
    points.names = Names(["몸무게"], "연비", [])
    scene = started(PolynomialDegree, points)
    assert labels(scene)[:2] == ["input", "output"] and "몸무게 is scaled" in scene.summary()


def test_a_long_name_is_cut():
    points = BILLS.take(slice(None))
    points.names = Names(["a" * 200, "b" * LONGEST], "c" * 200, SPECIES)
    names = names_of(points)
    assert names.inputs == ["a" * (LONGEST - 3) + "...", "b" * LONGEST] and len(names.target) == LONGEST


def test_a_name_with_signs_of_html_is_shown_as_it_is():
    points = BILLS.take(slice(None))
    points.names = Names(["<b>bill</b>", "a & b"], "species", SPECIES)
    shown = explore(HowManyEpochs, points=points)
    [words] = [box.value for box in shown.children if "species" in str(getattr(box, "value", ""))]
    assert "&lt;b&gt;bill&lt;/b&gt; and a &amp; b" in words and "<b>bill" not in words


def test_what_the_notebooks_say_about_penguins_and_cars():
    epochs = started(HowManyEpochs, BILLS)
    run_to_the_end(epochs)
    losses = epochs.validation_losses
    assert np.argmin(losses) == 12 and (round(losses[12], 2), round(losses[200], 2)) == (0.10, 0.16)
    epochs.change(stop=12, patience=15)
    assert "accuracy 97%" in epochs.map.title.get_text()
    for seed in range(5):
        lines = made(PolynomialDegree, CARS)
        lines.restart(**opening(lines) | {"seed": seed})
        assert lines.new_errors.argmin() == 1 and lines.new_errors[9] > 1e5
    searches = made(FourSearches, PENGUINS)
    for search in ("grid", "random", "bayesian"):
        searches.restart(**opening(searches) | {"search": search})
        run_to_the_end(searches)
        assert (
            "validation accuracy 100.0%" in searches.summary()
            and len(searches.parts.validation.inputs) == 103
        )
        assert ("learning rate 2.7" in searches.summary()) == (search != "grid")
