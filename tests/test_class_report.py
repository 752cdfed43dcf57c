"""A teacher reads what the class handed in: every file gets its row or its line, and nobody's words act."""

import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import nbformat
import pytest
from check_text import language
from hypothesis import given, settings
from hypothesis import strategies as st
from store_notebooks import executed
from the_class import (
    bars,
    class_page,
    let_go,
    make_up_class,
    mistakes,
    mistakes_list,
    predictions,
    read_class,
)
from the_class.reading import DATA, MOST_BYTES

from mlp.lessons.learning_rate import loss_at_three, where_else, write_descent
from mlp.live import exercise, predict, report, sketch
from mlp.live.kept import Kept, all_kept, delete_all
from mlp.live.record import VERSION
from mlp.live.report import FILE, page

ROOT = Path(__file__).parents[1]
RIGHT = where_else.answer()[0]
WRONG = next(choice for choice in where_else.choices if choice != RIGHT)


def climbs(slope, start, learning_rate, n_steps):
    return [1.0, 0.0, -1.5, -3.75]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "handed_in"
    made.mkdir()
    return made


def hand_in(folder, file, name="", choices=(), wrong_tries=0):
    """One student answers the question with these choices, tries the exercise, and hands in."""
    for choice in choices:
        predict(where_else).choose(choice)
    for _ in range(wrong_tries):
        exercise(write_descent).check(climbs)
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(all_kept(), name), "utf-8")
    delete_all()
    return path


def labels(students):
    return [student.label for student in students]


# The report


def test_report_writes_one_file_that_the_class_reads_again(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    predict(where_else).choose(WRONG)
    report("Kim")
    assert capsys.readouterr().out.startswith(f"{FILE} lies beside this notebook, with 1 answer.")
    students, unread = read_class(folder)
    assert labels(students) == ["Kim"] and unread == []
    assert students[0].answers["learning_rate.where_else"] == Kept.of(where_else).former


def test_a_report_names_nobody_who_typed_no_name(folder):
    text = hand_in(folder, "a.html", choices=[WRONG]).read_text("utf-8")
    assert "No name was given." in text and os.environ.get("USER", "a.html") not in DATA.sub("", text)
    assert json.loads(DATA.search(text)[1])["name"] == ""


def test_a_report_shows_a_person_all_that_it_holds(folder):
    text = hand_in(folder, "a.html", "Kim & Lee", choices=[WRONG, RIGHT], wrong_tries=1).read_text("utf-8")
    shown = json.loads(unescape(re.search(r"<pre>(.*?)</pre>", text, re.DOTALL)[1]))
    assert shown == json.loads(DATA.search(text)[1])
    assert "This page holds 2 answers:" in text and WRONG in text and RIGHT in text


def test_a_report_that_cannot_be_saved_is_said(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / FILE).mkdir()
    report()
    assert capsys.readouterr().out.startswith(f"{FILE} could not be saved: ")


# The class


def test_the_first_answers_are_counted_beside_the_right_one(folder):
    hand_in(folder, "a.html", "A", [WRONG, RIGHT])
    hand_in(folder, "b.html", "B", [RIGHT])
    hand_in(folder, "c.html", "C", [WRONG])
    (counted,) = predictions(read_class(folder)[0])
    assert (counted.name, counted.right) == ("learning_rate.where_else", RIGHT)
    assert (counted.counts[WRONG], counted.counts[RIGHT]) == (2, 1)
    shown = bars(read_class(folder)[0])
    assert re.search(r"</span> 1 <b>right</b>", shown) and shown.count("right</b>") == 1


def test_a_held_back_answer_is_counted_before_it_is_shown(folder):
    predict(where_else, hold_back=True).choose(WRONG)
    hand_in(folder, "a.html")
    (counted,) = predictions(read_class(folder)[0], "learning_rate.where_else")
    assert counted.counts[WRONG] == 1


def test_drawn_curves_are_counted_by_their_mistake(folder):
    box = sketch(loss_at_three)
    box.draw([50, 20, 5, 1, 0.1])
    box.button.click()
    hand_in(folder, "a.html")
    (counted,) = predictions(read_class(folder)[0])
    assert counted.counts == {"falls": 1}


def test_mistakes_are_counted_once_a_student_and_the_most_frequent_comes_first(folder):
    hand_in(folder, "a.html", wrong_tries=3)
    hand_in(folder, "b.html", wrong_tries=1)
    exercise(write_descent).check(lambda *given: None)
    hand_in(folder, "c.html", wrong_tries=0)
    ((name, _, made),) = mistakes(read_class(folder)[0])
    assert name == "learning_rate.write_descent"
    assert made[0] == ("It climbs: each step must go against the slope. Look at the sign.", 2)
    assert made[1][0].startswith("my_descend returns nothing") and len(made) == 2


def test_mistakes_that_differ_in_numbers_only_are_one(folder):
    for number in (2.5, 1e9):
        Kept.of(write_descent).keep("a function", "no", mistake=f"yours are {number}.")
        hand_in(folder, f"{number}.html")
    ((_, _, made),) = mistakes(read_class(folder)[0])
    assert [n_students for _, n_students in made] == [2]


def test_folders_of_answers_beside_notebooks_are_read_too(folder, monkeypatch):
    for name in ("kim", "lee"):
        notebooks = folder / name / "notebooks"
        monkeypatch.setenv("MLP_ANSWERS", str(notebooks / "my_answers"))
        predict(where_else).choose(WRONG)
        (notebooks / "03_learning_rate.ipynb").write_text("{}")
    (folder / "new" / "notebooks").mkdir(parents=True)  # of a student who has answered nothing
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        (folder / "new" / "notebooks" / path.name).write_text("{}")
    students, unread = read_class(folder)
    assert labels(students) == ["kim", "lee"] and unread == []


def test_students_with_the_same_name_and_a_platforms_folders_are_told_apart(folder):
    hand_in(folder, "a.html", "Kim", [WRONG])
    hand_in(folder, "b.html", "Kim", [RIGHT])
    hand_in(folder, f"Lee_17_file/{FILE}", "", [RIGHT])
    assert labels(read_class(folder)[0]) == ["Kim", "Kim (2)", "Lee_17_file"]


# What goes wrong


def later(path):
    text = path.read_text("utf-8").replace(f'"version": {VERSION}', f'"version": {VERSION + 1}')
    path.write_text(text, "utf-8")


def cut(path):
    path.write_text(path.read_text("utf-8").replace('"answers"', '"answ'), "utf-8")


def foreign(path):
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\x00")


def gigabyte(path):
    with open(path, "wb") as file:
        file.truncate(2**30)  # takes no room


@pytest.mark.parametrize(
    ("harm", "words"),
    [(later, "later version"), (cut, "damaged"), (foreign, "no report"), (gigabyte, "larger than 5 MB")],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_bad_file_gets_one_line_and_the_others_are_read(folder, harm, words):
    hand_in(folder, "good.html", "Good", [RIGHT])
    harm(hand_in(folder, "bad.html", "Bad", [RIGHT]))
    students, unread = read_class(folder)
    assert labels(students) == ["Good"]
    assert len(unread) == 1 and unread[0].startswith("bad.html: ") and words in unread[0]
    assert "bad.html" in class_page(students, unread)


def test_a_link_and_a_pipe_are_not_opened(folder, tmp_path):
    secret = tmp_path / "secret.html"
    secret.write_text(page([], "Secret"))
    (folder / "link.html").symlink_to(secret)
    os.mkfifo(folder / "pipe.html")
    students, unread = read_class(folder)
    assert students == [] and [line.split(":")[0] for line in unread] == ["link.html", "pipe.html"]


def test_what_a_student_writes_is_shown_and_does_not_act(folder):
    attack = "</script><script>alert(1)</script>"
    Kept.of(write_descent).keep(attack, attack, mistake=attack)
    path = hand_in(folder, "a.html", attack)
    assert path.read_text("utf-8").count("<script") == 1  # that of the data
    students, unread = read_class(folder)
    shown = class_page(students, unread)
    assert labels(students) == [attack] and "<script" not in shown and "&lt;script&gt;" in shown


def test_a_name_of_another_world_is_a_label(folder):
    names = ["../../etc", "김 민준", "x" * 300]
    for number, name in enumerate(names):
        hand_in(folder, f"{number}.html", name, [RIGHT])
    assert labels(read_class(folder)[0]) == ["../../etc", "김 민준", "x" * 60]


def test_a_forged_answer_of_another_kind_is_left_out(folder):
    path = hand_in(folder, "a.html", "A", [RIGHT])
    text = path.read_text("utf-8").replace('"kind": "prediction"', '"kind": "sketch"')
    text = re.sub(r'("(?:first_)?answer": )"[^"]*"', r"\1[1.0]", text)
    path.write_text(text, "utf-8")
    students, _ = read_class(folder)
    assert len(students[0].answers) == 1 and list(predictions(students)) == []


def test_a_folder_that_is_none_is_said(tmp_path):
    with pytest.raises(ValueError, match="folder is .*nowhere"):
        read_class(tmp_path / "nowhere")


jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


reports = st.fixed_dictionaries({"version": st.just(VERSION), "answers": st.lists(jsons), "name": jsons})


@given(data=reports | jsons)
@settings(deadline=None, max_examples=40)
def test_no_report_stops_the_others_whatever_is_in_it(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("class")
    text = json.dumps(data).replace("<", "\\u003c")
    (folder / "a.html").write_text(f'<script type="application/json" id="mlp-answers">{text}</script>')
    students, unread = read_class(folder)
    assert len(students) + len(unread) == 1
    assert mistakes_list(students) and bars(students)


# The teacher's commands


def test_the_command_writes_a_page_and_prints_what_it_could_not_read(folder, tmp_path):
    hand_in(folder, "kim.html", "Kim", [WRONG], wrong_tries=1)
    (folder / "notes.txt").write_text("my notes")
    command = [sys.executable, ROOT / "tools" / "look_at_the_class.py", folder, tmp_path / "class.html"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert "students: 1" in done.stdout and "not read: notes.txt" in done.stdout
    shown = (tmp_path / "class.html").read_text("utf-8")
    assert "Kim" in shown and WRONG in shown and "It climbs" in shown and "notes.txt" in shown


NOTEBOOK = ROOT / "teaching" / "look_at_the_class.ipynb"


def test_the_teachers_notebook_shows_what_was_handed_in(tmp_path):
    place = tmp_path / "teaching"
    hand_in(place / "handed_in", "kim.html", "Kim", [WRONG], wrong_tries=1)
    (tmp_path / "tools").symlink_to(ROOT / "tools")
    notebook = executed(nbformat.read(NOTEBOOK, as_version=4), place)
    shown = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
    assert shown["read"][0].text == "students: 1, files that could not be read: 0\n"
    expected = {"standing": "Kim", "bars": WRONG, "mistakes": "It climbs", "poll": "right</b>"}
    for name, words in expected.items():
        assert words in shown[name][0].data["text/html"]


def test_the_teachers_notebook_is_written_in_short_sentences():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    assert [found for text in texts for found in language(text)] == []


def test_a_question_that_is_let_go_is_shown_to_all(tmp_path, monkeypatch):
    file = tmp_path / "let_go.txt"
    monkeypatch.setenv("MLP_LET_GO", str(file))
    box = predict(where_else, hold_back=True)
    box.choose(WRONG)
    let_go("learning_rate.where_else", file)
    box.button.click()
    assert "Not quite" in box.feedback


def test_a_made_up_class_is_as_large_as_asked_and_can_be_read(tmp_path):
    make_up_class(tmp_path, n_students=3)
    students, unread = read_class(tmp_path)
    assert len(students) == 3 and unread == []
    assert all(path.stat().st_size < MOST_BYTES for path in tmp_path.iterdir())
