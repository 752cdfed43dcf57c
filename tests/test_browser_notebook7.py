"""Notebook 7, JupyterLab's smaller sister: a notebook is alive there, too, and its keys are as safe."""

import json
import shutil

import pytest
from browser import ERRORS, open_browser, run_notebook, running_lab, show_cell
from driving import NOTEBOOKS
from test_browser import CELLS_ENDING_IN
from test_browser_comms import arrow_is_answered

pytest.importorskip("notebook", reason="Notebook 7 is not installed.")

NOTEBOOK = next(path for path in NOTEBOOKS if path.stem.endswith("learning_rate"))
OF_NOTEBOOK_7 = "Cannot read properties of undefined (reading 'schema')"  # also without our settings
N_CELLS = "() => jupyterapp.shell.currentWidget.content.widgets.length"


@pytest.fixture(scope="module")
def classic(chromium, tmp_path_factory):
    """The page, the notebook's address and its file, in Notebook 7 with the settings of `make lab`."""
    folder, state = tmp_path_factory.mktemp("copy") / "notebooks", tmp_path_factory.mktemp("state")
    shutil.copytree(NOTEBOOK.parent / "data", folder / "data")
    shutil.copy(NOTEBOOK, folder)
    with running_lab(folder, state, application="notebook") as address, open_browser() as page:
        yield page, address(NOTEBOOK.name), folder / NOTEBOOK.name


def test_a_notebook_shows_its_stored_pictures_and_then_lives(classic):
    page, address, file = classic
    page.goto(address)
    page.locator(".mlp-hint", has_text="This picture is stored").first.wait_for()
    run_notebook(page, address)
    assert page.evaluate(ERRORS) == []
    explorers = page.evaluate(CELLS_ENDING_IN, "explore")
    assert len(explorers) > 5
    for index in explorers:
        arrow_is_answered(show_cell(page, index))
    assert [problem for problem in page.problems if problem != OF_NOTEBOOK_7] == []


def test_keys_stay_with_a_slider_and_a_saved_notebook_keeps_its_pictures(classic):
    page, address, file = classic
    n_cells = page.evaluate(N_CELLS)
    show_cell(page, page.evaluate(CELLS_ENDING_IN, "explore")[0]).locator(".noUi-handle").first.click()
    page.keyboard.type("ddx")
    assert page.evaluate(N_CELLS) == n_cells
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    cells = json.loads(file.read_text("utf-8"))["cells"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    pictures = [data for data in outputs if "image/png" in data]
    assert len(pictures) > 5 and not any("widget-view" in kind for data in outputs for kind in data)
