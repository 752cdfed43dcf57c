"""The examples of CONTRIBUTING.md work: a scene with its question and its test, and an exercise."""

import re
from pathlib import Path

import pytest
from driving import (
    check_extremes,
    check_opening,
    check_presets,
    check_question,
    check_restart,
    check_storm,
    verdict,
)

from mlp.lessons import learning_rate
from mlp.live import explore

TEXT = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text("utf-8")
SCENE, QUESTION, TEST, EXERCISE = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


def run(*sources):
    """The names that source code defines when it stands in a file of the lesson on the learning rate."""
    names = {"__name__": "mlp.lessons.learning_rate.new", "__package__": "mlp.lessons.learning_rate"}
    for source in sources:
        exec(source, names)
    return names


@pytest.fixture
def new_scene(monkeypatch):
    """The scene of the example, at home in its lesson."""
    scene_class = run(SCENE)["KeepAShare"]
    monkeypatch.setattr(learning_rate, "KeepAShare", scene_class, raising=False)
    return scene_class


@pytest.mark.parametrize("check", [check_opening, check_extremes, check_storm, check_restart, check_presets])
def test_the_example_of_a_scene_keeps_what_every_scene_promises(check, new_scene):
    check(new_scene)


def test_the_example_of_a_scene_can_be_explored(new_scene):
    explorer = explore(new_scene)
    explorer.show(share=0.5)
    assert repr(explorer) == "After 20 steps 9.54e-07 is left."


def test_the_example_of_a_question_knows_its_answer():
    check_question(run(SCENE, QUESTION)["what_is_left_of_nine_tenths"])


def test_the_example_of_a_test_passes_and_fails_for_another_number(new_scene):
    test = run(TEST)["test_twenty_steps_leave_the_documented_share"]
    for share, left in test.pytestmark[0].args[1]:
        test(share, left)
        with pytest.raises(AssertionError):
            test(share, 1.02 * left)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda number: number / 2, "Right"),
        (lambda number: number * 2, "That doubles the number"),
        (lambda number: number - 1, "yours is 7.0"),
    ],
)
def test_the_example_of_an_exercise_judges_answers(answer, words):
    assert words in verdict(run(EXERCISE)["write_halving"], answer)


def test_the_solution_of_the_example_is_right():
    exercise = run(EXERCISE)["write_halving"]
    assert "Right" in verdict(exercise, exercise.solution)
