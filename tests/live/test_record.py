"""Answers stay: they come back when a cell runs again, and no stored output depends on them."""

import asyncio
import errno
import json
import os
import runpy
import subprocess
import sys

import nbformat
import numpy as np
import pytest
from driving import NOTEBOOKS, TOPICS, declared
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes import code_cells, last_call
from store_notebooks import executed

from mlp.data import moons
from mlp.lessons import learning_rate
from mlp.lessons import parameters_and_hyperparameters as counting
from mlp.lessons.learning_rate import loss_at_three, where_else, write_descent
from mlp.lessons.tasks import Cards, Exercise, Question, Sketch
from mlp.lessons.your_own_network import Project
from mlp.live import decide, exercise, forget, predict, sketch, sort_cards, what_you_did
from mlp.live import kept as keeping
from mlp.live.kept import KIND_OF, Kept, all_kept, name_of
from mlp.live.record import MOST_BYTES, VERSION, Answer, after, read, written

RIGHT, WRONG = "right", "wrong"
QUESTION = Question("Which one?", {RIGHT: "Yes, {n}.", WRONG: "No, {n}."}, lambda: (RIGHT, {"n": 7}))
every_task = pytest.mark.parametrize("task", declared(lambda item: type(item) in KIND_OF))


def kept_of(task):
    return Kept.of(task).former


def file_of(answers, task):
    return answers / f"{name_of(task)}.json"


def full(answers):
    """Fills the folder with a wrong answer to every task of every lesson."""
    for topic in TOPICS.values():
        for task in vars(topic).values():
            if type(task) in KIND_OF:
                answer_badly(task)
    return answers


def answer_badly(task):
    given = {
        Question: lambda: list(task.choices)[-1],
        Sketch: lambda: [task.limits[1]] * len(task.places),
        Cards: lambda: {card.name: list(task.kinds)[-1] for card in task.cards},
        Exercise: lambda: "a function",
    }[type(task)]()
    assert Kept.of(task).keep(given, "Not <b>this</b>.", mistake="a mistake") == ""


# What is kept


def test_a_prediction_is_kept_with_the_first_answer_the_last_one_and_how_often():
    box = predict(QUESTION)
    box.choose(WRONG)
    box.choose(RIGHT)
    kept = kept_of(QUESTION)
    assert (kept.first_answer, kept.answer, kept.times, kept.tries) == (WRONG, RIGHT, 2, 2)
    assert kept.solved and kept.first <= kept.solved and kept.said == "Yes, 7."


def test_an_answer_after_the_right_one_is_no_try_any_more():
    box = predict(QUESTION)
    for choice in (RIGHT, WRONG, RIGHT):
        box.choose(choice)
    assert (kept_of(QUESTION).times, kept_of(QUESTION).tries) == (3, 1)


def test_an_exercise_is_kept_with_its_mistakes_and_not_before_it_is_attempted():
    task = exercise(write_descent)
    task.check(...)
    assert kept_of(write_descent) is None
    for _ in range(2):
        task.check(lambda slope, start, learning_rate, n_steps: [1.0, 0.0, -1.5, -3.75])
    kept = kept_of(write_descent)
    assert kept.times == 2 and kept.solved == ""
    assert kept.mistakes == {"It climbs: each step must go against the slope. Look at the sign.": 2}


def test_a_sketch_keeps_its_heights_and_the_kind_of_mistake():
    box = sketch(loss_at_three)
    box.draw([50, 20, 5, 1, 0.1])
    box.button.click()
    kept = kept_of(loss_at_three)
    assert kept.answer == pytest.approx([50, 20, 5, 1, 0.1]) and kept.mistakes == {"falls": 1}


def test_cards_are_kept_where_they_lie():
    box, card = sort_cards(counting.knobs), counting.knobs.cards[0]
    box.choose(card.name, card.kind)
    assert kept_of(counting.knobs).answer == {card.name: card.kind}


def test_every_task_of_every_lesson_has_a_name_of_its_own():
    tasks = [task for topic in TOPICS.values() for task in vars(topic).values() if type(task) in KIND_OF]
    names = [name_of(task) for task in tasks]
    assert len(set(names)) == len(names) > 80
    assert not any(name.startswith("own.") for name in names)


def test_the_name_is_the_one_that_the_notebook_types():
    assert name_of(where_else) == "learning_rate.where_else"
    assert name_of(QUESTION) == "own.Which_one"


# What comes back


def test_a_prediction_comes_back_with_its_feedback_and_computes_nothing():
    predict(QUESTION).choose(WRONG)
    asked = QUESTION._replace(answer=lambda: pytest.fail("the answer was computed"))
    box = predict(asked)
    assert "Not quite" in box.feedback and "No, 7." in box.feedback


def test_a_sketch_comes_back_with_its_points():
    box = sketch(loss_at_three)
    box.draw([50, 20, 5, 1, 0.1])
    box.button.click()
    back = sketch(loss_at_three)
    assert back.heights == pytest.approx([50, 20, 5, 1, 0.1])
    assert back.feedback == box.feedback and back.picture != sketch_without_answers()


def sketch_without_answers():
    os.environ["MLP_ANSWERS"] = "off"
    return sketch(loss_at_three).picture


def test_cards_come_back_on_their_piles():
    card = counting.knobs.cards[0]
    sort_cards(counting.knobs).choose(card.name, card.kind)
    back = sort_cards(counting.knobs)
    assert back.n_right == 1 and "Right" in back.feedback(card.name)


def test_an_exercise_says_when_it_was_solved_and_after_how_many_tries():
    names = {}
    exec(write_descent.solution, names)
    exercise(write_descent).check(lambda *given: None)
    exercise(write_descent).check(names["my_descend"])
    verdict = exercise(write_descent).check(...)
    assert "Solved on 20" in verdict.children[0].value and "after 2 tries." in verdict.children[0].value
    assert "Solved" not in repr(verdict)


def test_a_reason_comes_back_when_its_button_is_pressed():
    project = Project(moons(100), 0.9, 3, "mine")
    decide(project, "loss", "cross-entropy").type("It fits classes.")
    fresh = Project(moons(100), 0.9, 3, "mine")
    box = decide(fresh, "loss", "cross-entropy")
    assert fresh.decisions["loss"].reason == "" and "no reason" in repr(box)
    box.children[-1].children[-1].click()
    assert fresh.decisions["loss"].reason == "It fits classes."


# What is stored never depends on it


def outputs(box):
    bundle = box._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    return {kind: content for kind, content in data.items() if "widget-view" not in kind}


SHOW = {Question: predict, Sketch: sketch, Cards: sort_cards}
SHOW |= {Exercise: lambda task: exercise(task).check(...)}


@every_task
def test_what_a_notebook_stores_of_a_task_is_the_same_with_and_without_an_answer(task):
    before = outputs(SHOW[type(task)](task))
    answer_badly(task)
    assert outputs(SHOW[type(task)](task)) == before


@pytest.mark.parametrize("topic", TOPICS)
def test_what_a_notebook_stores_of_what_you_did_is_the_same_whatever_was_done(topic, answers):
    before = what_you_did(TOPICS[topic])
    full(answers)
    after_it = what_you_did(TOPICS[topic])
    assert outputs(after_it) == outputs(before) and after_it.rows != before.rows


ALL_TASKS = """from mlp.lessons import learning_rate
from mlp.lessons import parameters_and_hyperparameters as lesson
from mlp.live import exercise, predict, sketch, sort_cards, what_you_did
from mlp.lessons import learning_rate
predict(lesson.nine_more_layers)
---
sort_cards(lesson.knobs)
---
sketch(learning_rate.loss_at_three)
---
exercise(lesson.write_count).check(...)
---
what_you_did(lesson)"""


def test_strict_nbval_passes_where_a_record_full_of_answers_lies(answers, tmp_path, monkeypatch):
    monkeypatch.setenv("MLP_ANSWERS", "off")
    cells = [nbformat.v4.new_code_cell(source) for source in ALL_TASKS.split("\n---\n")]
    notebook = executed(nbformat.v4.new_notebook(cells=cells), tmp_path)
    nbformat.write(notebook, tmp_path / "stored.ipynb")
    assert "application/vnd.jupyter.widget-view+json" not in str(notebook)
    monkeypatch.setenv("MLP_ANSWERS", str(answers))
    full(answers)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run([*command, "--rootdir", tmp_path, tmp_path], capture_output=True, text=True)
    assert "5 passed" in done.stdout, done.stdout[-2000:]


def test_a_cell_that_is_run_where_answers_lie_shows_them(answers, tmp_path, monkeypatch):
    """The proof that the test above could fail: with the same answers, the box itself is another."""
    answer_badly(counting.nine_more_layers)
    assert "Not quite" in predict(counting.nine_more_layers).feedback


# What you did


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_ends_with_what_you_did(path):
    assert last_call(code_cells(nbformat.read(path, as_version=4))[-1]) == "what_you_did"


def test_what_you_did_lists_the_tasks_of_the_notebook_and_what_was_answered():
    predict(where_else).choose(list(where_else.choices)[0])
    shown = what_you_did(learning_rate)
    assert list(where_else.choices)[0] in shown.rows
    assert shown.rows.count("<tr>") == 15  # 8 questions, a sketch, 5 exercises, the head
    assert repr(shown).endswith("your answers: 5 exercises, 8 predictions, 1 sketch.")


def test_a_report_is_saved_and_all_answers_are_deleted_by_two_presses(answers, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    predict(where_else).choose(list(where_else.choices)[0])
    shown = what_you_did(learning_rate)
    shown.save.click()
    assert "with 1 answer." in shown.said and (tmp_path / "my_answers.html").exists()
    shown.forget.click()
    assert len(all_kept()) == 1
    shown.forget.click()
    assert "1 answer deleted." in shown.said and not answers.exists()
    assert list(where_else.choices)[0] not in shown.rows


def test_forget_deletes_damaged_files_too_and_nothing_that_is_not_an_answer(answers, capsys):
    damaged(b"{")(file_of(answers, QUESTION))
    predict(QUESTION).choose(RIGHT)
    (answers / "notes.txt").write_text("mine")
    forget()
    assert capsys.readouterr().out == "1 answer deleted.\n"
    assert [path.name for path in answers.iterdir()] == ["notes.txt"]


# What goes wrong


def test_two_notebooks_at_once_lose_no_answer():
    first, second = predict(QUESTION), predict(where_else)
    first.choose(WRONG)
    second.choose(list(where_else.choices)[0])
    first.choose(RIGHT)
    assert {answer.name for answer in all_kept()} == {"own.Which_one", "learning_rate.where_else"}
    assert kept_of(QUESTION).times == 2


KERNEL = """
from mlp.live.kept import Kept
for number in range(200):
    Kept("own.both", "decision", "").keep(f"{number}", said="written")
    Kept(f"own.{number}_of_MARK", "decision", "").keep("mine", said="written")
"""


def test_two_kernels_that_write_at_the_same_time_damage_and_lose_nothing(answers):
    command = [sys.executable, "-c"]
    kernels = [subprocess.Popen([*command, KERNEL.replace("MARK", mark)]) for mark in "ab"]
    while any(kernel.poll() is None for kernel in kernels):
        all(map(keeping.read_file, answers.glob("*.json")))  # raises for half a file
    assert [kernel.returncode for kernel in kernels] == [0, 0]
    assert len(all_kept()) == 401 and list(answers.glob("*.damaged")) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_or_read_only_disk_is_said_in_one_sentence_and_the_feedback_stands(code, monkeypatch):
    def fail(path, text):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(keeping, "write_whole", fail)
    box = predict(QUESTION)
    box.choose(RIGHT)
    assert "Yes, 7." in box.feedback
    assert box.feedback.count("could not be kept") == 1 and os.strerror(code) in box.feedback


def test_a_folder_that_is_a_file_is_said_too(answers):
    answers.write_text("in the way")
    box = predict(QUESTION)
    box.choose(RIGHT)
    assert "could not be kept" in box.feedback and "Yes, 7." in box.feedback


def test_nothing_is_left_of_a_write_that_fails(answers, monkeypatch):
    predict(QUESTION).choose(WRONG)
    before = file_of(answers, QUESTION).read_bytes()
    monkeypatch.setattr(os, "replace", lambda *paths: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    predict(QUESTION).choose(RIGHT)
    assert [path.name for path in answers.iterdir()] == ["own.Which_one.json"]
    assert file_of(answers, QUESTION).read_bytes() == before


def damaged(content):
    def damage(path):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    return damage


def gigabyte(path):
    path.parent.mkdir(exist_ok=True)
    with open(path, "wb") as file:
        file.truncate(2**30)  # takes no room


@pytest.mark.parametrize(
    "damage",
    [damaged(b""), damaged(b"{"), damaged(b"\xff\xfe"), damaged(b'{"name": "foreign"}'), gigabyte],
    ids=["empty", "cut", "no text", "foreign", "a gigabyte"],
)
def test_a_damaged_file_is_put_aside_and_the_next_answer_is_kept(answers, damage):
    damage(file_of(answers, QUESTION))
    box = predict(QUESTION)
    assert box.feedback == ""
    box.choose(RIGHT)
    assert kept_of(QUESTION).times == 1 and "could not" not in box.feedback
    assert file_of(answers, QUESTION).with_suffix(".damaged").exists()


def test_a_file_of_a_later_version_is_left_as_it_is(answers):
    predict(QUESTION).choose(RIGHT)
    path = file_of(answers, QUESTION)
    path.write_text(path.read_text().replace(f'"version": {VERSION}', f'"version": {VERSION + 1}'))
    before = path.read_bytes()
    box = predict(QUESTION)
    box.choose(WRONG)
    assert "newer version" in box.feedback and path.read_bytes() == before


def test_an_answer_to_a_choice_that_is_gone_is_not_chosen(answers):
    predict(QUESTION).choose(WRONG)
    changed = QUESTION._replace(choices={RIGHT: "Yes.", "another": "No."})
    assert predict(changed).feedback == ""


jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
GOOD = {"version": VERSION} | Answer("own.Which_one", "prediction", "Which one?", WRONG, {})._asdict()
contents = st.one_of(
    st.binary(),
    jsons.map(lambda value: json.dumps(value).encode()),
    st.dictionaries(st.sampled_from(list(GOOD)), jsons).map(lambda some: json.dumps(GOOD | some).encode()),
    st.integers(1, 60_000).map(lambda depth: b"[" * depth),
)


@given(content=contents)
@settings(deadline=None, max_examples=80)
def test_no_cell_raises_whatever_lies_in_a_file(content):
    place = keeping.folder()
    damaged(content)(place / "own.Which_one.json")
    for task in (QUESTION, QUESTION._replace(text="Which one?")):
        box = predict(task)
        repr(box), json.dumps([child.value for child in box.children if hasattr(child, "value")]).encode()
    predict(QUESTION).choose(RIGHT)
    all_kept()


@given(heights=jsons)
@settings(deadline=None, max_examples=25)
def test_no_sketch_raises_whatever_heights_are_kept(heights):
    place = keeping.folder()
    data = {"version": VERSION} | Answer(name_of(loss_at_three), "sketch", "", heights, {})._asdict()
    damaged(json.dumps(data).encode())(place / f"{name_of(loss_at_three)}.json")
    assert np.isfinite(sketch(loss_at_three).heights).all()


@given(text=st.text(max_size=2000), mistake=st.text(max_size=2000))
def test_what_is_written_is_read_again(text, mistake):
    answer = after(None, "own.x", "decision", text, text, said=text, mistake=mistake)
    encoded = written(answer).encode(errors="replace")
    assert len(encoded) < MOST_BYTES and read(encoded.decode()).times == 1


def test_where_nothing_is_kept_everything_works(answers, monkeypatch):
    monkeypatch.setenv("MLP_ANSWERS", "off")
    box = predict(QUESTION)
    box.choose(RIGHT)
    assert "Yes, 7." in box.feedback and "kept" not in box.feedback and not answers.exists()


def test_a_notebook_that_is_run_as_a_test_keeps_nothing(request, answers):
    """pytest runs the project's conftest.py first, also where only a notebook is asked for."""
    runpy.run_path(str(request.config.rootpath / "conftest.py"))
    predict(QUESTION).choose(RIGHT)
    assert keeping.folder() is None and not answers.exists()


def test_a_script_keeps_nothing_by_itself(monkeypatch, tmp_path):
    monkeypatch.delenv("MLP_ANSWERS")
    monkeypatch.chdir(tmp_path)
    predict(QUESTION).choose(RIGHT)
    assert list(tmp_path.iterdir()) == []


# Polls


def test_a_poll_says_nothing_until_the_answer_is_shown():
    box = predict(QUESTION, hold_back=True)
    box.choose(WRONG)
    assert "7" not in box.feedback and "Not quite" not in box.feedback
    assert kept_of(QUESTION).answer == WRONG and not kept_of(QUESTION).said
    box.button.click()
    assert "No, 7." in box.feedback


def test_a_poll_that_is_run_without_holding_back_says_what_was_held_back():
    predict(QUESTION, hold_back=True).choose(WRONG)
    assert "No, 7." in predict(QUESTION).feedback
    assert kept_of(QUESTION).times == 1


def test_the_first_answer_is_the_last_one_before_any_feedback():
    box = predict(QUESTION, hold_back=True)
    for choice in (RIGHT, WRONG):
        box.choose(choice)
    box.button.click()
    box.choose(RIGHT)
    assert kept_of(QUESTION).first_answer == WRONG


def test_where_a_hub_says_so_a_poll_waits_for_the_teacher(monkeypatch, tmp_path):
    let_go = tmp_path / "let_go.txt"
    monkeypatch.setenv("MLP_LET_GO", str(let_go))
    box = predict(QUESTION, hold_back=True)
    box.choose(WRONG)
    box.button.click()
    assert "Not yet" in box.feedback
    let_go.write_text("learning_rate.where_else\nown.Which_one\n")
    box.button.click()
    assert "No, 7." in box.feedback


def test_the_stored_text_of_a_poll_is_that_of_a_prediction():
    assert repr(predict(QUESTION, hold_back=True)) == repr(predict(QUESTION))


def test_a_typed_reason_is_written_once_and_not_at_every_key(monkeypatch):
    writes = []
    monkeypatch.setattr(keeping, "write_whole", lambda path, text: writes.append(text))

    async def typing():
        box = decide(Project(moons(100), 0.9, 3, "mine"), "loss", "cross-entropy")
        box.pause = 0.05
        for reason in ("I", "It", "It fits"):
            box.type(reason)
            await asyncio.sleep(0)
        await asyncio.sleep(0.3)

    asyncio.run(typing())
    assert len(writes) == 1 and "It fits" in writes[0]
