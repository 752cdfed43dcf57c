"""CONTRIBUTING.md can be followed to the letter: a scene with all that belongs to it, and an exercise."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from check_text import code, language, structure
from driving import check_extremes, check_opening, check_presets, check_question, check_storm, verdict
from minutes import state_minutes
from nbformat.v4 import new_code_cell, new_markdown_cell
from teaching import BLOCK, TEACHING, renewed, shown

from mlp.lessons import learning_rate
from mlp.live import explore

ROOT, STEM = Path(__file__).parents[1], "03_learning_rate"
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCKS = re.findall(r"```(?:python|markdown)\n(.*?)\n```", TEXT, re.DOTALL)
SCENE, QUESTION, HEADING, PREDICT, TASK, EXPLORE, SEEN, TEST, ROW, PAGE = BLOCKS[:10]
EXERCISE, EXERCISE_TEXT, EXERCISE_CODE, EXERCISE_TEST = BLOCKS[10:]
NEW_CELLS = {
    "### Exercise 2": [HEADING, PREDICT, TASK, EXPLORE, SEEN],
    "---\n\n*Here the second lesson": [EXERCISE_TEXT, EXERCISE_CODE],
}
IS_CODE = {PREDICT, EXPLORE, EXERCISE_CODE}
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def run(*sources):
    """The names that source code defines when it stands in a file of the lesson on the learning rate."""
    names = {"__name__": "mlp.lessons.learning_rate.new", "__package__": "mlp.lessons.learning_rate"}
    for source in sources:
        exec(source, names)
    return names


@pytest.fixture
def lesson(monkeypatch):
    """The lesson on the learning rate with the scene, the question and the exercise of the page."""
    new = run(SCENE, QUESTION, "from mlp.lessons.tasks import Exercise", EXERCISE)
    for name in ("KeepAShare", "what_is_left_of_nine_tenths", "write_halving"):
        monkeypatch.setattr(learning_rate, name, new[name], raising=False)
    return learning_rate


def with_the_new_cells():
    """Notebook 3 with the cells of the page, each where the page says, and with its minutes corrected."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{STEM}.ipynb", as_version=4)
    for start, sources in NEW_CELLS.items():
        [place] = [n for n, cell in enumerate(notebook.cells) if cell.source.startswith(start)]
        notebook.cells[place:place] = [
            (new_code_cell if source in IS_CODE else new_markdown_cell)(source) for source in sources
        ]
    state_minutes(notebook)
    return notebook


# A scene


@pytest.mark.parametrize("check", [check_opening, check_extremes, check_storm, check_presets])
def test_the_example_of_a_scene_keeps_what_every_scene_promises(check, lesson):
    check(lesson.KeepAShare)


def test_the_example_of_a_scene_can_be_explored(lesson):
    explorer = explore(lesson.KeepAShare)
    explorer.show(share=0.5)
    assert repr(explorer) == "After 20 steps 9.54e-07 is left."


def test_the_example_of_a_question_knows_its_answer(lesson):
    check_question(lesson.what_is_left_of_nine_tenths)


def test_the_example_of_a_test_passes_and_fails_for_another_number(lesson):
    test = run(TEST)["test_twenty_steps_leave_the_documented_share"]
    for share, left in test.pytestmark[0].args[1]:
        test(share, left)
        with pytest.raises(AssertionError):
            test(share, 1.02 * left)


# Its places


def test_the_cells_of_the_page_break_no_rule_of_a_notebook():
    notebook = with_the_new_cells()
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert [found for text in texts for found in language(text)] == []
    assert code(notebook, STEM) + structure(notebook, STEM) == []


def test_the_tools_find_what_the_cells_of_the_page_show():
    assert shown(map(new_code_cell, [PREDICT, EXPLORE, EXERCISE_CODE])) == [
        ("predict", "what_is_left_of_nine_tenths"),
        ("explore", "KeepAShare"),
        ("exercise", "write_halving"),
    ]


def test_the_numbers_of_the_folded_cell_are_those_of_the_scene(lesson):
    for share, left in re.findall(r"At (\S+) .*?([\d.e-]+)\.$", SEEN, re.MULTILINE):
        scene = lesson.KeepAShare()
        scene.restart(share=float(share))
        assert f"{scene.left[-1]:.3g}" == left


def test_the_section_for_teachers_is_filled_and_names_only_numbers_of_the_notebook(lesson):
    question = lesson.what_is_left_of_nine_tenths
    filled = renewed(PAGE, STEM)
    assert question.text in filled and filled.count("(right)") == 1
    assert list(language(BLOCK.sub("", PAGE))) == []
    known = NUMBER.findall("\n".join([HEADING, TASK, SEEN, question.text]))
    assert set(NUMBER.findall(BLOCK.sub("", PAGE))) <= set(known)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (ROOT / "mlp" / "lessons" / "learning_rate" / "__init__.py", "from .curvature"),
        (ROOT / "docs" / "CURRICULUM.md", "| Ball in a bowl |"),
        (TEACHING / f"{STEM}.md", "### Your data's own threshold"),
    ],
)
def test_a_place_that_the_page_names_is_there_once(file, line):
    assert file.read_text("utf-8").count(line) == 1


def test_the_row_for_the_curriculum_has_as_many_columns_as_its_table():
    table = (ROOT / "docs" / "CURRICULUM.md").read_text("utf-8")
    assert ROW.count("|") == re.search(r"^\| Ball in a bowl \|.*$", table, re.MULTILINE)[0].count("|")


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("mlp/lessons/learning_rate/keep_a_share.py", f"{SCENE}\n\n\n{QUESTION}\n"),
        ("tests/lessons/test_keep_a_share.py", TEST + "\n"),
        ("tests/lessons/test_halving.py", EXERCISE_TEST + "\n"),
        ("mlp/lessons/learning_rate/exercises.py", f"from ..tasks import Exercise\n\n\n{EXERCISE}\n"),
    ],
)
def test_the_files_of_the_page_have_the_format_of_all_code(path, source):
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "--stdin-filename", path, "-"],
            cwd=ROOT,
            input=source,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_place_that_the_page_links_to_exists():
    links = re.findall(r"\]\(([^)#]+)\)", TEXT)
    assert links and [link for link in links if not (ROOT / link).exists()] == []


# An exercise


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda number: number / 2, "Right"),
        (lambda number: number * 2, "That doubles the number"),
        (lambda number: number - 1, "yours is 7.0"),
    ],
)
def test_the_example_of_an_exercise_judges_answers(answer, words, lesson):
    assert words in verdict(lesson.write_halving, answer)


def test_the_solution_of_the_example_is_right(lesson):
    assert "Right" in verdict(lesson.write_halving, lesson.write_halving.solution)


def test_the_test_of_the_exercise_passes_and_fails_for_other_words(lesson):
    test = run(EXERCISE_TEST)["test_a_usual_mistake_in_halving_is_named"]
    for answer, words in test.pytestmark[0].args[1]:
        test(answer, words)
        with pytest.raises(AssertionError):
            test(answer, "another " + words)


def test_the_cell_of_the_exercise_is_not_yet_attempted(lesson):
    names = {"exercise": run("from mlp.live import exercise")["exercise"], "lesson": lesson}
    *body, last = EXERCISE_CODE.splitlines()
    exec("\n".join(body), names)
    assert "Not attempted" in repr(eval(last, names))
