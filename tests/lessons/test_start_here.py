"""Notebook 0's scene, question, exercise and pictures, driven without Jupyter."""

import re
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from driving import advance, at_the_end, opened, run_to_the_end, verdict
from PIL import Image

from mlp.lessons.start_here import (
    ReadsDigits,
    a_hundred_times_more,
    draw_map,
    share_of_right,
    three_sets_in_words,
)
from mlp.lessons.start_here.pictures import DOCS
from mlp.lessons.start_here.reads_digits import SIXTEEN
from mlp.plots.style import DANGER

pytestmark = pytest.mark.filterwarnings("error")
SEEDS = range(10)
ANSWERS = Path(__file__).parents[2] / "docs" / "teaching" / "00_start_here.md"


def words_and_colors(scene):
    return [(text.get_text(), text.get_color()) for text in scene.grid.words]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_network_learns_to_read_within_a_few_seconds(seed):
    scene = opened(ReadsDigits, seed=seed)
    assert scene.accuracies[-1] < 0.2
    advance(scene, 60)  # three seconds
    assert scene.accuracies[-1] > 0.7
    run_to_the_end(scene)
    assert scene.accuracies[-1] > 0.92
    assert scene.n_right in (14, 15)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("n_frames", [0, 20, 60])
def test_exactly_the_wrong_guesses_are_red_and_framed(seed, n_frames):
    scene = opened(ReadsDigits, seed=seed)
    advance(scene, n_frames)
    guesses = scene.model.forward(SIXTEEN.inputs)[-1].argmax(axis=-1)
    for guess, label, (words, color) in zip(guesses, SIXTEEN.labels, words_and_colors(scene), strict=True):
        if guess == label:
            assert (words, color == DANGER) == (str(guess), False)
        else:
            assert (words, color) == (f"{guess} not {label}", DANGER)
    assert len(scene.grid.frames.get_segments()) == (guesses != SIXTEEN.labels).sum()


def test_the_sixteen_digits_are_of_all_ten_kinds():
    assert set(SIXTEEN.labels) == set(range(10))


def test_a_dragged_rate_does_not_restart_the_run():
    scene = opened(ReadsDigits)
    advance(scene, 10)
    parameters = scene.model.parameters.flat.copy()
    scene.change(learning_rate=1.0)
    assert scene.history.n_done == 20
    np.testing.assert_array_equal(scene.model.parameters.flat, parameters)
    scene.advance()
    assert scene.optimizer.learning_rate == 1.0


# What the notebook and the answers for teachers say


def test_the_numbers_that_should_have_been_seen():
    scene = opened(ReadsDigits)
    assert "2 of these 16 digits are right, and 13% of all 359" in scene.summary()
    run_to_the_end(scene)
    assert "15 of these 16 digits are right, and 96% of all 359" in scene.summary()
    assert "62% of all 359" in at_the_end(ReadsDigits, learning_rate=0.005).summary()


def test_the_same_1_stays_wrong_with_all_ten_seeds_and_a_4_with_five():
    mistakes = []
    for seed in SEEDS:
        scene = at_the_end(ReadsDigits, seed=seed)
        mistakes += [words for words, _ in words_and_colors(scene) if "not" in words]
    assert mistakes.count("9 not 1") == 10
    assert mistakes.count("1 not 4") == 5
    assert len(mistakes) == 15


def test_the_answers_for_teachers_state_the_updates_until_nine_of_ten_digits_are_right():
    table = re.findall(r"^\| ([\d.]+) \| (\d+) \|$", ANSWERS.read_text("utf-8"), re.MULTILINE)
    stated = {float(rate): int(updates) for rate, updates in table}
    measured = {rate: np.mean([updates_until(0.9, rate, seed) for seed in SEEDS]) for rate in stated}
    assert len(stated) == 5
    assert measured == pytest.approx(stated, abs=0.6)
    assert all(updates_until(0.9, 1.5, seed) is None for seed in SEEDS)


def updates_until(accuracy, rate, seed):
    """The updates after which a run first reaches this accuracy; None if it never does."""
    scene = opened(ReadsDigits, seed=seed, learning_rate=rate)
    while scene.accuracies[-1] < accuracy:
        if not scene.advance():
            return None
    return scene.history.n_done


# Question


def test_a_hundred_times_the_rate_teaches_hardly_anything():
    assert a_hundred_times_more.answer()[0] == "it learns hardly anything"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_answer_is_no_luck_of_one_seed(seed):
    assert at_the_end(ReadsDigits, seed=seed, learning_rate=5.0).accuracies[-1] < 0.2


# Exercise


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (13, "number of right answers"),
        (3 / 16, "share of wrong answers"),
        (16 / 13, "Upside down"),
        (81.25, "per cent"),
        (13 // 16, "Two strokes"),
        (0.81, "rounded"),
        ("13/16", "without quotation marks"),
        (True, "must be a number"),
        (0.5, "my_accuracy is 0.5"),
    ],
)
def test_a_mistake_in_the_accuracy_gets_its_own_sentence(answer, told):
    assert verdict(share_of_right, "my_accuracy = " + repr(answer)).startswith("Not right yet.")
    assert told in verdict(share_of_right, "my_accuracy = " + repr(answer))


def test_a_numpy_number_is_accepted_and_a_blank_is_not_attempted():
    assert verdict(share_of_right, "my_accuracy = np.float64(13) / 16") == "Right!"
    assert verdict(share_of_right, "____ = ...\nmy_accuracy = ____").startswith("Not attempted yet.")


# The first cell


@pytest.mark.parametrize("missing", ["mlp", "ipywidgets", "matplotlib"])
def test_the_first_cell_names_a_missing_package_and_says_what_to_do(missing, monkeypatch, capsys):
    cells = nbformat.read(ANSWERS.parents[2] / "notebooks" / "00_start_here.ipynb", as_version=4).cells
    first = next(cell for cell in cells if cell.cell_type == "code")
    monkeypatch.setitem(sys.modules, missing, None)  # as if it were not installed
    exec(first.source, {})
    told = capsys.readouterr().out
    assert f"does not find the package {missing}" in told
    assert "choose Python 3 (ipykernel)" in told


# Pictures


def test_the_three_sets_are_those_of_the_digits():
    assert re.findall(r"[\d,]+ \w+ digits", three_sets_in_words()) == [
        "1,079 training digits",
        "359 validation digits",
        "359 test digits",
    ]


def test_the_map_shows_the_picture_of_every_notebook():
    shown = [ax for ax in draw_map().axes if ax.images]
    pictures = sorted(DOCS.glob("0[1-9]_*.png"))
    assert len(shown) == len(pictures) >= 7
    for ax, path in zip(shown, pictures, strict=True):
        assert ax.get_title(loc="left").startswith(f"{int(path.stem[:2])} · ")
        half = Image.open(path).convert("RGB").reduce(2)  # as large as it is shown
        np.testing.assert_array_equal(ax.images[0].get_array(), np.asarray(half))
