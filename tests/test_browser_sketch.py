"""A curve is drawn and guessed in a real JupyterLab by the keyboard alone."""

import nbformat
import pytest
from browser import open_browser, run_notebook, running_lab, show_cell

SOURCE = """from mlp.lessons import learning_rate as lesson
from mlp.live import sketch
sketch(lesson.loss_at_three)"""
HIDDEN = "label => label.scrollHeight - label.clientHeight"  # pixels of a label's line that are cut off
FOCUS = "() => document.activeElement.className + ' ' + document.activeElement.innerText"
PICTURE = "cell => cell.querySelector('.jp-OutputArea img').src"


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / "draw.ipynb")
    with running_lab(folder, tmp_path_factory.mktemp("lab")) as address, open_browser() as page:
        run_notebook(page, address("draw.ipynb"))
        yield page


def test_the_points_are_moved_and_the_guess_is_made_by_the_keyboard_alone(lab):
    page, cell = lab, show_cell(lab, 0)
    handles = cell.locator(".noUi-handle")
    handles.first.wait_for()
    before = picture(cell)
    handles.first.focus()  # as Tab does after the picture
    for number in range(5):
        assert "noUi-handle" in page.evaluate(FOCUS), number
        old = handles.nth(number).get_attribute("aria-valuenow")
        for _ in range(3):
            page.keyboard.press("ArrowUp")
        assert float(handles.nth(number).get_attribute("aria-valuenow")) > float(old)
        leave(page)
    assert "This is my guess" in page.evaluate(FOCUS)
    seen = [cell.element_handle(), before]
    page.wait_for_function(f"([cell, before]) => ({PICTURE})(cell) !== before", arg=seen)
    drawn = picture(cell)
    page.keyboard.press("Enter")
    cell.locator("[role=status]", has_text="the true value is").wait_for(timeout=10_000)
    assert picture(cell) != drawn
    assert page.problems == []


def test_the_label_of_every_slider_is_whole(lab):
    labels = show_cell(lab, 0).locator(".widget-vslider .widget-label")
    heights = labels.evaluate_all("labels => labels.map(label => [label.scrollHeight, label.clientHeight])")
    assert len(heights) == 5 and all(needed <= given for needed, given in heights), heights


def picture(cell):
    return cell.evaluate(PICTURE)


def leave(page):
    """Tab, past the number beside the slider, which can be typed."""
    page.keyboard.press("Tab")
    if "widget-readout" in page.evaluate(FOCUS):
        page.keyboard.press("Tab")
