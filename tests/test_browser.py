"""A real JupyterLab in a real Chromium: every notebook runs, every control of every explorer moves the picture, nothing fails in silence.

Screenshots of all explorers, before and after, are left in screenshots/ for a person to look at.
"""
import io
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image
from browser import open_browser, run_notebook, running_lab, show_cell

ROOT = Path(__file__).parents[1]
VERDICT = re.compile(r"Right\.|Not quite\.")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CELLS_ENDING_IN = """word => window.jupyterapp.shell.currentWidget.content.widgets.flatMap((cell, index) =>
    cell.model.type === 'code' && cell.model.sharedModel.source.trim().split('\\n').pop().startsWith(word + '(') ? [index] : [])"""


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy") / "notebooks"
    shutil.copytree(ROOT / "notebooks", folder, ignore=shutil.ignore_patterns(".*"))   # JupyterLab saves what it runs
    with running_lab(folder, tmp_path_factory.mktemp("lab")) as address, open_browser() as page:
        yield page, address


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_question_answers_and_every_control_of_every_explorer_moves_the_picture(lab, notebook):
    page, address = lab
    page.problems.clear()
    run_notebook(page, address(notebook.name))
    explorers, predictions, exercises = (page.evaluate(CELLS_ENDING_IN, word) for word in ("explore", "predict", "exercise"))
    assert explorers and predictions and exercises
    for index in predictions:
        choices = show_cell(page, index).locator("input[type=radio]")
        choices.first.wait_for()
        for number in range(choices.count()):
            choices.nth(number).click()
            show_cell(page, index).locator("[role=status]").filter(has_text=VERDICT).wait_for()
    for index in exercises:
        sheet = show_cell(page, index)
        sheet.get_by_role("button", name="Hint").click()
        sheet.get_by_role("button", name="Solution").click()
        sheet.locator("pre", has_text=re.compile(r"def |= ")).last.wait_for()   # a function, or a value
    for index in explorers:
        explorer = Explorer(page, index)
        explorer.screenshot(f"{notebook.stem}_{index:02}_opened")
        explorer.move_everything()
        explorer.screenshot(f"{notebook.stem}_{index:02}_moved")
    assert not page.problems
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


class Explorer:
    """One explorer on the page, moved as a hand would."""

    def __init__(self, page, index):
        self.page, self.cell = page, show_cell(page, index)
        self.picture = self.cell.locator(".jp-OutputArea img").first
        self.picture.wait_for()
        self._wait_until(lambda: self.picture.evaluate("picture => picture.naturalWidth") > 100, "no picture")

    def move_everything(self):
        for number in range(self.cell.locator(".noUi-handle").count()):
            self._drag(self.cell.locator(".noUi-handle").nth(number))
        for number in range(self.cell.locator("input[type=checkbox]").count()):
            self._is_well(self.cell.locator("input[type=checkbox]").nth(number).click)
        for number in range(self.cell.locator("select").count()):
            menu = self.cell.locator("select").nth(number)
            self._differ(lambda option, menu=menu: menu.select_option(label=option), menu.locator("option").all_inner_texts())
        for button in self.cell.locator(".jp-OutputArea button:not([disabled])").all():
            self._is_well(button.click)

    def _drag(self, handle):
        # quickly to both ends, as an impatient student does, then with the keys
        track = handle.locator("xpath=ancestor::div[contains(@class, 'noUi-base')]").bounding_box()
        middle = track["y"] + track["height"] / 2
        ends = track["x"] + track["width"] + 30, track["x"] - 30, track["x"] + 0.6 * track["width"]
        self._differ(lambda x: self._swipe(handle, x, middle), ends)
        self._is_well(lambda: handle.press("ArrowRight"))

    def _swipe(self, handle, x, y):
        box = handle.bounding_box()
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(x, y, steps=12)
        self.page.mouse.up()

    def _differ(self, move, places):
        """Moves a control to each of the places: picture and state line may not be the same at all of them."""
        seen, read = set(), set()
        for place in places:
            self._is_well(lambda place=place: move(place))
            self.page.wait_for_timeout(150)
            seen.add(self._picture())
            read.add(self._words())
        assert len(seen) > 1, "the picture does not follow the control"
        assert len(read) > 1, "the state line does not follow the control"

    def _is_well(self, act):
        act()
        self.page.wait_for_timeout(100)
        assert self.cell.locator("[role=alert]").count() == 0, self.cell.locator("[role=alert]").first.inner_text()
        shades = Image.open(io.BytesIO(self._picture())).convert("L").getextrema()
        assert shades[0] < 120 and shades[1] > 240, "a blank picture"
        assert self._words(), "an empty state line"

    def _wait_until(self, is_so, otherwise, tries=40):
        for _ in range(tries):
            if is_so():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(otherwise)

    def _picture(self):
        return self.picture.screenshot()

    def _words(self):
        return self.cell.locator("[role=status]").last.inner_text()

    def screenshot(self, name):
        folder = ROOT / "screenshots"
        folder.mkdir(exist_ok=True)
        self.cell.locator(".jp-OutputArea").first.screenshot(path=folder / f"{name}.png")
