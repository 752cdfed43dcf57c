"""Answers survive a new kernel and a new page in a real JupyterLab, and the teacher sees them."""

import nbformat
from browser import open_browser, run_notebook, running_lab, show_cell
from make_student import for_students
from the_class import class_page, read_class

from mlp.lessons.learning_rate import where_else, write_descent

QUESTION = """from mlp.lessons import learning_rate as lesson
from mlp.live import exercise, predict, what_you_did
predict(lesson.where_else)"""
SOLVED = "\nexercise(lesson.write_descent).check(my_descend)"
NEW_KERNEL = "() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()"
SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"
SIGN = "cell => getComputedStyle(cell.querySelector('.jp-InputPrompt'), '::before').content"
SOURCE = "() => window.jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.source"


def test_answers_are_there_after_a_new_kernel_and_a_new_page_and_reach_the_teacher(
    chromium, tmp_path, monkeypatch
):
    monkeypatch.delenv("MLP_ANSWERS")  # as for a student: beside the notebook
    folder, state = tmp_path / "notebooks", tmp_path / "lab"
    folder.mkdir()
    state.mkdir()
    sources = [QUESTION, write_descent.solution + SOLVED, "what_you_did(lesson)"]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
    notebook = for_students(nbformat.v4.new_notebook(cells=cells))
    notebook.metadata.update(kernel)
    nbformat.write(notebook, folder / "lesson.ipynb")
    right = where_else.answer()[0]
    wrong = next(choice for choice in where_else.choices if choice != right)
    with running_lab(folder, state) as address, open_browser() as page:
        run_notebook(page, address("lesson.ipynb"))
        cannot_be_changed(page, show_cell(page, 0))
        show_cell(page, 0).get_by_label(wrong, exact=True).check()
        show_cell(page, 0).get_by_text("Not quite.").wait_for()
        page.evaluate(SAVE)
        page.evaluate(NEW_KERNEL)
        run_notebook(page, address("lesson.ipynb"))  # the page is loaded again, too
        show_cell(page, 0).get_by_text("Not quite.").wait_for()
        assert show_cell(page, 0).get_by_label(wrong, exact=True).is_checked()
        show_cell(page, 1).get_by_text("Solved on 20").wait_for()
        hand_in(page, show_cell(page, 2))
        assert page.problems == []
    (folder / "my_answers").rename(tmp_path / "put_away")  # what is handed in is the report alone
    (folder / "lesson.ipynb").unlink()
    students, unread = read_class(folder)
    shown = class_page(students, unread)
    assert [student.label for student in students] == ["Kim"] and unread == []
    assert wrong in shown and "<b>right</b>" in shown
    assert students[0].answers["learning_rate.write_descent"].solved


def cannot_be_changed(page, cell):
    """A locked cell shows a lock, and keys change nothing in it."""
    before = page.evaluate(SOURCE)
    cell.locator(".cm-content").click()
    page.keyboard.type("x")
    assert page.evaluate(SOURCE) == before
    assert "\U0001f512" in cell.evaluate(SIGN)


def hand_in(page, cell):
    cell.locator(".mlp-overview input[type=text]").fill("Kim")
    cell.get_by_role("button", name="Save a report").click()
    cell.get_by_text("my_answers.html lies beside this notebook, with 2 answers.").wait_for()
