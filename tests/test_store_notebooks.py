"""What is computed from a notebook follows it when it is stored; a notebook that fails changes nothing."""

import nbformat
import pytest
import store_notebooks
import teaching
from minutes import state_minutes, with_minutes
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PICTURE = "from IPython.display import Image\nImage(data=b'a picture', format='png')"
PAGE = "By hand.\n<!-- generated: parts -->\nold\n<!-- end -->\n"
ROWS = "".join(
    f"| {n} | [Title](notebooks/{n:02}_new.ipynb) | <img width='300'> | 10 | In 20 words |\n" for n in (3, 4)
)


def small(stated, *more):
    """A notebook that takes five minutes and states others, with one picture for the README."""
    opening = new_markdown_cell(f"# Title\n\n**About {stated} minutes**, or one lesson of 45.")
    picture = new_code_cell(PICTURE, metadata={"tags": ["cover"]})
    sources = ["explore = print", "explore(1)", *more]
    return new_notebook(cells=[opening, picture, *map(new_code_cell, sources)])


@pytest.fixture
def series(tmp_path, monkeypatch):
    """A folder with one notebook, its page for teachers, and a README; the tool works on it alone."""
    for name in ("notebooks", "docs/teaching"):
        (tmp_path / name).mkdir(parents=True)
    for module in (store_notebooks, teaching):
        monkeypatch.setattr(module, "NOTEBOOKS", tmp_path / "notebooks")
        monkeypatch.setattr(module, "TEACHING", tmp_path / "docs" / "teaching")
    monkeypatch.setattr(store_notebooks, "README", tmp_path / "README.md")
    monkeypatch.setattr(store_notebooks, "COVERS", tmp_path / "docs")
    (tmp_path / "README.md").write_text(ROWS, "utf-8")
    (tmp_path / "docs" / "teaching" / "03_new.md").write_text(PAGE, "utf-8")
    (tmp_path / "docs" / "teaching" / "README.md").write_text(PAGE.replace("parts", "lessons"), "utf-8")
    teaching.read.cache_clear()
    yield tmp_path
    teaching.read.cache_clear()


def test_storing_a_notebook_brings_its_minutes_and_its_page_up_to_date(series, capsys):
    path = series / "notebooks" / "03_new.ipynb"
    nbformat.write(small(10), path)
    assert store_notebooks.main([path]) == 0
    assert "**About 5 minutes**, or one lesson of 45." in nbformat.read(path, 4).cells[0].source
    assert (series / "README.md").read_text("utf-8") == ROWS.replace("| 10 |", "| 5 |", 1)
    assert "By hand.\n" in (page := (series / "docs" / "teaching" / "03_new.md").read_text("utf-8"))
    assert "| **total** | 5 | |" in page and "old" not in page
    assert "03_new.ipynb) | 5 | 0 | 1 |" in (series / "docs" / "teaching" / "README.md").read_text("utf-8")
    assert "5 minutes instead of 10. Do the words behind them still fit?" in capsys.readouterr().out


def test_a_notebook_that_fails_changes_nothing(series, capsys):
    path = series / "notebooks" / "03_new.ipynb"
    nbformat.write(small(10, "1 / 0"), path)
    before = {file: file.read_bytes() for file in series.rglob("*") if file.is_file()}
    assert store_notebooks.main([path]) == 1
    assert {file: file.read_bytes() for file in series.rglob("*") if file.is_file()} == before
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_only_the_number_of_minutes_changes_in_the_first_cell():
    notebook = small(10)
    assert state_minutes(notebook) == 10
    assert notebook.cells[0].source == "# Title\n\n**About 5 minutes**, or one lesson of 45."


def test_a_notebook_that_states_no_minutes_is_given_none():
    notebook = new_notebook(cells=[new_markdown_cell("# Title")])
    assert state_minutes(notebook) is None
    assert notebook.cells[0].source == "# Title"


def test_only_the_minutes_in_the_row_of_the_notebook_change_in_the_readme():
    assert with_minutes(ROWS, "04_new", 25).splitlines() == [
        ROWS.splitlines()[0],
        ROWS.splitlines()[1].replace("| 10 |", "| 25 |"),
    ]
