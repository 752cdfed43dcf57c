"""A curve that is drawn before it is computed: what is said about it, and what is seen without widgets."""

import asyncio
import base64
import re
import threading

import numpy as np
import pytest
from driving import advance, declared, opened

from mlp.lessons.capacity_and_overfitting.sketches import accuracies_of
from mlp.lessons.drawn import KINDS, shape, shares, true_heights
from mlp.lessons.learning_rate import RateInYourHand, loss_at_three
from mlp.lessons.tasks import Sketch
from mlp.live import sketch

REASONS = {
    "right": "It halves.",
    "too high": "Less than {last:.1f} is left.",
    "too low": "More is left.",
    "rises": "It only goes down.",
}
HALVING = Sketch(
    "Draw 8, halved at every step.",
    places=(0, 1, 2, 3),
    limits=(0, 10),
    labels=("steps", "height"),
    answer=lambda: (np.arange(4), 8 / 2 ** np.arange(4), {"last": 1.0}),
    reasons=REASONS,
)
TRUE_SHAPES = {
    "loss_at_three": "flat",
    "validation_loss_by_epoch": "valley",
    "spread_by_batch_size": "falls",
    "accuracy_by_dropout_rate": "hill",
    "best_so_far_by_trial": "rises",
}
every_sketch = pytest.mark.parametrize("task", declared(lambda item: isinstance(item, Sketch)))


def guessed(task, *heights):
    """The box after a guess with these heights."""
    shown = sketch(task)
    shown.draw(heights)
    shown.button.click()
    return shown


def words(shown):
    return re.sub("<.*?>", "", shown.feedback)


def test_a_right_curve_is_right_and_the_reason_is_given():
    assert words(guessed(HALVING, 8, 4.5, 2, 1)) == (
        "Right. The largest difference (steps 1): you drew 4.5, the true value is 4. It halves."
    )


def test_a_curve_that_is_too_high_is_told_where_and_why():
    said = words(guessed(HALVING, 9, 7, 5, 4))
    assert said.startswith("Not quite.") and "you drew 4, the true value is 1" in said
    assert said.endswith("Less than 1.0 is left.")


def test_a_curve_that_rises_is_told_its_shape_first():
    said = words(guessed(HALVING, 2, 4, 6, 8))
    assert "Your curve rises, the true one falls." in said and said.endswith("It only goes down.")


def test_a_shape_without_a_reason_of_its_own_is_too_high_or_too_low():
    said = words(guessed(HALVING, 1, 1, 1, 1))
    assert "Your curve stays level, the true one falls." in said and said.endswith("More is left.")


def test_a_second_guess_is_judged_anew_and_the_run_is_computed_once():
    n_computed = []

    def answer():
        n_computed.append(1)
        return HALVING.answer()

    shown = guessed(HALVING._replace(answer=answer), 1, 1, 1, 1)
    with_the_run = bytes(shown.picture)
    shown.draw([8, 4, 2, 1])
    assert shown.feedback == ""  # said about another curve
    assert bytes(shown.picture) != with_the_run
    shown.button.click()
    assert words(shown).startswith("Right.") and len(n_computed) == 1


def test_nothing_of_the_true_run_is_seen_or_said_before_a_guess():
    before, shown = bytes(sketch(HALVING).picture), sketch(HALVING)
    start = shown.heights
    shown.draw([8, 4, 2, 1])
    shown.draw(start)
    assert bytes(shown.picture) == before and shown.feedback == ""
    shown.button.click()
    assert bytes(shown.picture) != before


def test_a_point_that_is_moved_changes_the_picture():
    shown = sketch(HALVING)
    before = bytes(shown.picture)
    shown.sliders[2].value = 9
    assert bytes(shown.picture) != before and shown.heights[2] == 9


def test_a_guess_is_worked_out_on_the_loop_of_its_cell():
    threads = []

    def answer():
        threads.append(threading.current_thread())
        return HALVING.answer()

    async def cell():
        shown = sketch(HALVING._replace(answer=answer))
        for act in (lambda: shown.draw([8, 4, 2, 1]), shown.button.click):
            hand = threading.Thread(target=act)
            hand.start()
            hand.join()
        await asyncio.sleep(0.3)
        return shown

    assert "Right." in asyncio.run(cell()).feedback
    assert threads == [threading.current_thread()]


def test_an_error_in_the_answer_is_shown_and_the_next_guess_may_succeed():
    answers = [ZeroDivisionError("of nothing"), HALVING.answer()]

    def answer():
        given = answers.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    shown = guessed(HALVING._replace(answer=answer), 8, 4, 2, 1)
    assert "could not be computed. ZeroDivisionError: of nothing" in shown.feedback
    shown.button.click()
    assert "Right." in shown.feedback


@pytest.mark.parametrize(
    ("reasons", "named"),
    [(REASONS | {"rise": "?"}, "'rise'"), ({"right": "So it is.", "too low": "No."}, "'too high'")],
)
def test_a_reason_that_is_unknown_or_missing_is_named(reasons, named):
    with pytest.raises(ValueError, match=named):
        sketch(HALVING._replace(reasons=reasons))


def test_without_widgets_the_question_and_empty_axes_are_seen():
    data, metadata = sketch(loss_at_three)._repr_mimebundle_()
    assert data["text/plain"].startswith("Draw first. A learning rate of 1")
    assert (
        "Across: updates, from 20 to 600. Up: training loss, from 0.01 to 100, logarithmic."
        in (data["text/plain"])
    )
    assert metadata["image/png"]["alt"] == data["text/plain"]
    shown = sketch(loss_at_three)
    shown.draw([0.1, 0.1, 0.1, 0.1, 0.1])
    shown.button.click()
    assert shown._repr_mimebundle_()[0]["image/png"] == data["image/png"]
    assert base64.b64decode(data["image/png"])[:4] == b"\x89PNG"


@every_sketch
def test_every_lesson_knows_its_answer_and_has_a_reason_for_every_curve(task):
    x, y, facts = task.answer()
    assert task.answer()[1] is y  # kept
    assert set(KINDS) >= set(task.reasons)
    for reason in task.reasons.values():
        assert "{" not in reason.format(**facts)
    shown = guessed(task, *true_heights(task, x, y))
    assert "Right." in shown.feedback


def test_the_true_curves_have_the_shapes_that_the_lessons_name():
    found = {}
    for parameter in declared(lambda item: isinstance(item, Sketch)):
        (task,) = parameter.values
        x, y, _ = task.answer()
        found[parameter.id.split("-")[1]] = shape(shares(task, true_heights(task, x, y)))
    assert found == TRUE_SHAPES


@every_sketch
def test_every_shape_that_is_not_the_true_one_is_told(task):
    low, high = task.limits if task.scales[1] == "linear" else np.log(task.limits)
    across = np.linspace(0.05, 0.95, len(task.places))
    hill = 1.9 * np.minimum(across, 1 - across)
    level = np.full(len(across), 0.05)
    drawn = {"flat": level, "rises": across, "falls": 1 - across, "hill": hill, "valley": 1 - hill}
    x, y, _ = task.answer()
    true = shape(shares(task, true_heights(task, x, y)))
    shown = sketch(task)
    for name, portions in drawn.items():
        heights = low + (high - low) * portions
        shown.draw(heights if task.scales[1] == "linear" else np.exp(heights))
        shown.button.click()
        assert ("Your curve" in shown.feedback) == (name != true), name


def test_the_hill_over_the_dropout_rate_does_not_hang_on_one_seed():
    accuracies = np.mean([accuracies_of(seed) for seed in (1, 2, 3)], axis=0)
    assert accuracies.max() - accuracies[0] > 0.04 and accuracies.max() - accuracies[-1] > 0.04


def test_a_learning_rate_of_1_brings_the_loss_to_about_the_stated_one():
    scene = opened(RateInYourHand, learning_rate=1.0)
    advance(scene, 30)
    assert "about 0.02" in loss_at_three.text
    assert 0.01 < np.mean(scene.history.losses[-5:]) < 0.03
