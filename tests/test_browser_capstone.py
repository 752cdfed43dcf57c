"""The capstone, as two students do it in a real JupyterLab: from the first cell to a report on the disk."""

import re
import shutil

import pytest
from browser import open_browser, running_lab, show_cell, write_cell
from driving import NOTEBOOKS, TOPICS

NOTEBOOK = next(path for path in NOTEBOOKS if path.stem.endswith("your_own_network"))
LESSON = TOPICS["your_own_network"]
CELLS = """() => jupyterapp.shell.currentWidget.content.widgets
    .map(cell => [cell.model.id, cell.model.type, cell.model.sharedModel.source])"""
ACTIVATE = """index => {
    const {content} = jupyterapp.shell.currentWidget;
    content.activeCellIndex = index; content.mode = 'command'; content.activeCell.node.focus();
}"""
IS_DONE = """index => {
    const {model} = jupyterapp.shell.currentWidget.content.widgets[index];
    return model.executionState === 'idle' && model.executionCount !== null;
}"""
ERRORS = """index => jupyterapp.shell.currentWidget.content.widgets[index].model.outputs.toJSON()
    .filter(output => output.output_type === 'error').map(output => output.ename + ': ' + output.evalue)"""
KERNEL_IS_IDLE = """() => window.jupyterapp?.shell.currentWidget?.content?.widgets?.length &&
    jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"""
EXERCISES = {
    "my-diagnosis": LESSON.diagnose,
    "my-leaks": LESSON.find_leaks,
    "my-plus-minus": LESSON.write_plus_minus,
    "my-judgements": LESSON.judge_the_gaps,
}
EXPERIMENT = """last_run = train_once(best.settings | {"n_epochs": 2})
gap = last_run.accuracy - best.accuracy
my_experiment = [best, last_run, "worse" if gap < -lesson.plus_minus(best.accuracy, n) else "cannot tell"]
"""
BOTH = {
    "report": ("# project.write_report", "project.write_report"),
    "search": ("range(8)", "range(2)"),
    "seeds": ("range(1, 5)", "range(1, 2)"),
}
ON_DIGITS = BOTH | {
    "decide-size": ("[32]", "[64]"),
    "decide-rate": ("0.05", "0.2"),
    "decide-regularisation": ("dropout_rate = 0.0, 0.0", "dropout_rate = 0.0, 0.1"),
}
ON_PENGUINS = BOTH | {
    "project": ("# points = from_csv", "points = from_csv"),
    "decide-loss": ('"cross-entropy"', '"mean squared error"'),
    "decide-batch": ("32", "8"),
    "decide-epochs": ("15", "20"),
    "choose": ("chosen = best", "chosen = project.runs[0]"),
}


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy") / "notebooks"
    folder.mkdir()
    shutil.copytree(NOTEBOOK.parent / "data", folder / "data")
    with running_lab(folder, tmp_path_factory.mktemp("lab")) as address, open_browser(1366, 768) as page:
        page.set_default_timeout(20_000)
        yield page, address, folder


@pytest.mark.parametrize(
    ("table", "changes", "told"),
    [
        ("digits", ON_DIGITS, ["64 inputs, 10 classes", "width and depth [64]", "learning rate 0.2"]),
        ("penguins", ON_PENGUINS, ["4 inputs, 3 classes", "batch size 8", "network to hand in run 1"]),
    ],
)
def test_a_student_comes_to_the_end_and_hands_in_all_decisions_and_reasons(lab, table, changes, told):
    page, address, folder = lab
    shutil.copy(NOTEBOOK, folder / f"{table}.ipynb")
    page.problems.clear()
    page.goto(address(f"{table}.ipynb"))
    page.wait_for_function(KERNEL_IS_IDLE, timeout=60_000)
    reasons = work_through(page, changes)
    assert len(reasons) == 7
    on_the_disk = re.sub("<[^>]*>", " ", (folder / "my_report.html").read_text("utf-8"))
    on_the_page = page.locator(".jp-Cell", has_text="project.report()").last.inner_text()
    for words in (" ".join(report.split()) for report in (on_the_disk, on_the_page)):
        assert [part for part in told + reasons if part not in words] == []
        assert "no reason written yet" not in words
    assert page.problems == []


def work_through(page, changes):
    """Runs all cells with these changes, right answers and a reason in each box; returns the reasons."""
    reasons = []
    for index, (name, kind, source) in enumerate(page.evaluate(CELLS)):
        if kind != "code":
            continue
        write_cell(page, index, answered(name, source, changes))
        cell = run(page, index)
        if name in EXERCISES or name == "my-experiment":
            cell.get_by_text("Right!").wait_for()
        if name.startswith("decide-") or name == "choose":
            reasons.append(f"The reason for {name}.")
            cell.locator("textarea").fill(reasons[-1])
    return reasons


def answered(name, source, changes):
    """The source of a cell as this student leaves it."""
    check = source.splitlines()[-1]
    if name in EXERCISES:
        return f"{EXERCISES[name].solution}\n{check}"
    if name == "my-experiment":
        return f"{EXPERIMENT}\n{check}"
    old, new = changes.get(name, ("", ""))
    assert old in source, f"{name} has changed: {source}"
    return source.replace(old, new)


def run(page, index):
    """Runs a cell by keyboard, and waits for its output."""
    cell = show_cell(page, index)
    page.evaluate(ACTIVATE, index)
    page.keyboard.press("Control+Enter")
    page.wait_for_function(IS_DONE, arg=index)
    assert page.evaluate(ERRORS, index) == []
    return cell
