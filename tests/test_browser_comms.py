"""A scene is live however JupyterLab sends its moves: over subshells of the kernel, or without them."""

import json

import nbformat
import pytest
from browser import open_browser, run_notebook, running_lab, show_cell
from test_browser import LOOK, WAIT

KERNEL_SETTINGS = "@jupyterlab/apputils-extension/kernels-settings.jupyterlab-settings"
SCENE = """
from mlp.lessons import learning_rate as lesson
from mlp.live import explore
explore(lesson.BallInABowl)"""


@pytest.mark.parametrize("over_subshells", ["disabled", "perComm", "perCommTarget"])
def test_a_scene_is_live_however_jupyterlab_sends_its_moves(chromium, tmp_path, over_subshells):
    notebooks, state = tmp_path / "notebooks", tmp_path / "lab"
    own = state / "settings" / KERNEL_SETTINGS
    for folder in (notebooks, own.parent):
        folder.mkdir(parents=True)
    own.write_text(json.dumps({"commsOverSubshells": over_subshells}), "utf-8")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SCENE)], metadata=kernel)
    nbformat.write(notebook, notebooks / "scene.ipynb")
    with running_lab(notebooks, state) as address, open_browser() as page:
        run_notebook(page, address("scene.ipynb"))
        arrow_is_answered(show_cell(page, 0))
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        arrow_is_answered(show_cell(page, 0))  # the first explorer was put away
        assert page.problems == []


def arrow_is_answered(cell):
    """Presses an arrow on the scene's slider, and waits for another picture and other words."""
    has_changed = "(now, before) => now.words !== before.words && now.picture !== before.picture"
    for part in (".jp-OutputArea img", "[role=status]"):
        cell.locator(part).first.wait_for()
    before = cell.evaluate(f"cell => ({LOOK})(cell)")
    cell.get_by_role("slider").first.press("ArrowRight")
    after = cell.evaluate(WAIT % (LOOK, has_changed), [before, 20_000])
    assert after["isSo"] and after["isWell"], after
