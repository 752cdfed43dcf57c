"""The copy for students runs, gives no answer away, is locked, and has nothing of the teacher's."""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from make_student import ROOT, for_students, write_copy
from minutes import last_call
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "student"
    write_copy(folder)
    return folder


def cells(copy):
    """All cells of the copy, with the name of their notebook."""
    for path in sorted((copy / "notebooks").glob("*.ipynb")):
        yield from ((path.stem, cell) for cell in nbformat.read(path, as_version=4).cells)


def test_the_copy_has_every_notebook_with_the_same_code_and_text(copy):
    for path in NOTEBOOKS:
        own = nbformat.read(copy / "notebooks" / path.name, as_version=4)
        nbformat.validate(own)
        assert [cell.source for cell in own.cells] == [
            cell.source for cell in nbformat.read(path, as_version=4).cells
        ]


def test_no_output_gives_an_answer_away(copy):
    code = [cell for _, cell in cells(copy) if cell.cell_type == "code"]
    assert len(code) > 200
    assert not any(cell.outputs or cell.execution_count for cell in code)


def test_text_and_questions_are_locked_and_exercises_are_open(copy):
    for name, cell in cells(copy):
        may_change, may_delete = cell.metadata.get("editable", True), cell.metadata.get("deletable", True)
        call = last_call(cell) if cell.cell_type == "code" else "text"
        if call in ("text", "predict", "sketch", "sort_cards", "what_you_did"):
            assert (may_change, may_delete) == (False, False), (name, cell.id)
        elif call in ("exercise", "explore", "decide"):
            assert (may_change, may_delete) == (True, False), (name, cell.id)


def test_a_comparison_with_the_package_is_locked_and_other_code_is_free():
    sources = ["assert a == b", "a = 1", "assert a\nexercise(lesson.x).check(a)"]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    locks = [dict(cell.metadata) for cell in for_students(made).cells]
    assert locks == [{"editable": False, "deletable": False}, {}, {"deletable": False}]


def test_nothing_of_the_teachers_is_in_the_copy(copy):
    folders = {path.name for path in copy.iterdir()}
    assert folders == {
        "LICENSE",
        "Makefile",
        "README.md",
        "docs",
        "mlp",
        "notebooks",
        "pyproject.toml",
        "requirements.lock",
        "requirements.txt",
        "tools",
    }
    assert {path.name for path in (copy / "tools").iterdir()} == {"lab", "set_up.py"}
    assert not list(copy.rglob("__pycache__")) and not list(copy.rglob("my_answers"))


def test_every_link_leads_to_a_file_of_the_copy(copy):
    texts = [(copy / "notebooks", cell.source) for _, cell in cells(copy) if cell.cell_type == "markdown"]
    texts.append((copy, (copy / "README.md").read_text("utf-8")))
    links = [(place, link) for place, text in texts for link in re.findall(r"\]\(([^)#:]+)[^)]*\)", text)]
    assert len(links) > 20
    assert [link for place, link in links if not (place / link).exists()] == []


def run_in(copy, *command):
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run([sys.executable, *command], cwd=copy, env=alone, capture_output=True, text=True)


def test_the_copy_can_be_set_up_and_its_package_is_its_own(copy):
    ask = "import sys; sys.path[:0] = ['tools']; import set_up, mlp; print(mlp.__file__)"
    done = run_in(copy, "-c", f"{ask}; set_up.digest(['requirements.lock'])")
    assert done.returncode == 0 and str(copy / "mlp") in done.stdout, done.stderr
    readme = (copy / "README.md").read_text("utf-8")
    assert all((copy / name).exists() for name in ("tools/set_up.py", "tools/lab/settings.py"))
    assert "make lab" in readme and "--config=tools/lab/settings.py" in (copy / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("path", [NOTEBOOKS[0], NOTEBOOKS[-1]], ids=lambda path: path.stem)
def test_a_notebook_of_the_copy_runs_with_the_package_of_the_copy(copy, path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(copy))
    notebook = nbformat.read(copy / "notebooks" / path.name, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("import mlp\nprint(mlp.__file__)"))
    resources = {"metadata": {"path": str(copy / "notebooks")}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    assert notebook.cells[-1].outputs[0].text.startswith(str(copy))


def test_a_copy_is_renewed_but_nothing_that_somebody_made_is_deleted(tmp_path):
    folder = tmp_path / "student"
    write_copy(folder)
    (folder / "notebooks" / "00_start_here.ipynb").unlink()
    write_copy(folder)
    assert (folder / "notebooks" / "00_start_here.ipynb").exists()
    (folder / "notebooks" / "my_answers").mkdir()
    with pytest.raises(ValueError, match="nobody works in"):
        write_copy(folder)
    with pytest.raises(ValueError, match="must be empty"):
        write_copy(tmp_path)
    assert (folder / "notebooks" / "my_answers").exists()
