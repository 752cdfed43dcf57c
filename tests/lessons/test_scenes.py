"""What holds everywhere: scenes take every setting, its questions and exercises know their answers.

A notebook is tested by being there: `NN_topic.ipynb` brings its module `mlp.lessons.topic`.
"""

import numpy as np
import pytest
from driving import (
    check_end,
    check_extremes,
    check_maps,
    check_opening,
    check_pins,
    check_presets,
    check_question,
    check_repaints,
    declared,
    is_scene,
    verdict,
)

from mlp.lessons.scene import check_scene
from mlp.lessons.tasks import Exercise, Question

pytestmark = pytest.mark.filterwarnings("error")


def every_scene_with(attribute):
    return pytest.mark.parametrize(
        "scene_class", declared(lambda item: is_scene(item) and hasattr(item, attribute))
    )


@every_scene_with("controls")
def test_it_keeps_the_contract_of_a_scene(scene_class):
    check_scene(scene_class)


@every_scene_with("controls")
def test_it_opens_with_a_picture_and_words(scene_class):
    check_opening(scene_class)


@every_scene_with("controls")
def test_nothing_is_hidden_by_a_map(scene_class):
    check_maps(scene_class)


@every_scene_with("controls")
def test_every_control_goes_to_both_ends_and_back(scene_class):
    check_extremes(scene_class)


@every_scene_with("controls")
def test_a_moved_slider_repaints_only_what_moved(scene_class):
    check_repaints(scene_class)


@every_scene_with("presets")
def test_every_preset_is_a_state_of_its_own(scene_class):
    check_presets(scene_class)


@every_scene_with("advance")
def test_a_run_ends_and_stays_ended(scene_class):
    check_end(scene_class)


@every_scene_with("pin")
def test_pinned_runs_are_seen_and_forgotten(scene_class):
    check_pins(scene_class)


@pytest.mark.parametrize("question", declared(lambda item: isinstance(item, Question)))
def test_the_answer_is_computed_and_every_choice_has_its_feedback(question):
    check_question(question)


@pytest.mark.parametrize("exercise", declared(lambda item: isinstance(item, Exercise)))
def test_the_solution_is_right_and_the_untouched_cell_is_not_attempted(exercise):
    assert verdict(exercise, exercise.solution) == "Right!"
    assert verdict(exercise, ...).startswith("Not attempted yet.")


@pytest.mark.parametrize(
    "exercise", declared(lambda item: isinstance(item, Exercise) and item.example is not None)
)
def test_a_function_with_its_dots_is_not_attempted_and_one_that_fails_or_gives_nothing_is_told(exercise):
    assert verdict(exercise, lambda *given: ...).startswith("Not attempted yet.")
    assert verdict(exercise, lambda *given: 1 / 0).startswith(
        f"Not right yet. {exercise.name} stopped with ZeroDivisionError"
    )
    assert "Does it end with return?" in verdict(exercise, lambda *given: None)
    for result in (313, (), "word", np.zeros((2, 2))):
        told = verdict(exercise, lambda *given, result=result: result)
        assert told.startswith("Not right yet. ") and "stopped with" not in told  # the function did not
