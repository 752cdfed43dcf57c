"""A real JupyterLab in a real Chromium: every notebook runs, and nothing fails in silence.

Every move of every control changes the picture and the words.

Screenshots of all explorers, after their last preset, are left in screenshots/ for a person to look at;
test_browser_layout.py leaves them as they open.
"""

import re
import shutil
from typing import NamedTuple

import axe
import barriers
import from_npm
import pytest
from browser import in_kernel, open_browser, run_notebook, running_lab, show_cell
from driving import NOTEBOOKS, TOPICS

from mlp.lessons.scene import Choice, Slider

SCREENSHOTS = NOTEBOOKS[0].parents[1] / "screenshots"
VERDICT = re.compile(r"Right\.|Not quite\.")
CELLS_ENDING_IN = """word => {
    const lastLine = cell => cell.model.sharedModel.source.trim().split('\\n').pop();
    return window.jupyterapp.shell.currentWidget.content.widgets.flatMap((cell, index) =>
        cell.model.type === 'code' && lastLine(cell).startsWith(word + '(') ? [index] : []);
}"""

# Remembers what was asked of the kernel and not yet done. A slider holds its latest value back until the one
# before is done: hence the delay.
COUNT_THE_UNANSWERED = """() => {
    const unanswered = window.unanswered = new Set();
    const {kernel} = window.jupyterapp.shell.currentWidget.sessionContext.session;
    kernel.anyMessage.connect((kernel, {msg, direction}) => {
        if (direction === 'send' && msg.header.msg_type === 'comm_msg') unanswered.add(msg.header.msg_id);
        if (msg.header.msg_type === 'status' && msg.content.execution_state === 'idle')
            setTimeout(() => unanswered.delete(msg.parent_header.msg_id), 30);
    });
}"""

# A move is answered before it is done, by a loop on which it then waits. An empty cell waits there, too.
ALL_IS_ANSWERED = """async () => {
    while (window.unanswered.size) await new Promise(done => setTimeout(done, 10));
}"""
ALL_IS_DONE = f"""async () => {{
    await ({ALL_IS_ANSWERED})();
    const {{kernel}} = window.jupyterapp.shell.currentWidget.sessionContext.session;
    await kernel.requestExecute({{code: '', silent: true, store_history: false}}).done;
}}"""

FOCUS = "() => document.activeElement.className + ' ' + document.activeElement.innerText"
HEIGHTS = "labels => labels.map(label => [label.scrollHeight, label.clientHeight])"
PICTURE = "cell => cell.querySelector('.jp-OutputArea img').src"

# JupyterLab holds only the cells that are in sight: in a window as high as this, all of them.
ALL_IN_SIGHT = {"width": 1360, "height": 40_000}
ALL_ARE_IN_SIGHT = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .every(cell => cell.node.isConnected && !cell.isPlaceholder())"""
OURS_ON_A_PAGE = ".jp-RenderedMarkdown", ".jp-OutputArea-output", ".mlp-busy"

# What an explorer shows: a fingerprint of its picture's bytes, the state line, what went wrong,
# and whether all is well. The darkest and the brightest grey of every fourth pixel tell a blank picture.
# A picture's address holds the picture: it is examined only when it has changed.
LOOK = """async cell => {
    const address = cell.querySelector('.jp-OutputArea img').src;
    if (cell.examined?.address !== address) {
        const blob = await (await fetch(address)).blob();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
        const picture = Array.from(digest.slice(0, 8), byte => byte.toString(16).padStart(2, '0')).join('');
        const bitmap = await createImageBitmap(blob), width = bitmap.width >> 2, height = bitmap.height >> 2;
        const context = new OffscreenCanvas(width, height).getContext('2d', {willReadFrequently: true});
        context.imageSmoothingEnabled = false;
        context.drawImage(bitmap, 0, 0, width, height);
        const {data} = context.getImageData(0, 0, width, height);
        const greens = data.filter((value, place) => place % 4 === 1);
        cell.examined = {address, picture, shades: [Math.min(...greens), Math.max(...greens)]};
    }
    const {picture, shades} = cell.examined;
    const told = selector => [...cell.querySelectorAll(selector)]
        .filter(line => line.checkVisibility()).map(line => line.textContent.trim());
    const words = told('[role=status]').at(-1) ?? '', trouble = told('[role=alert]').join();
    const isWell = shades[0] < 120 && shades[1] > 240 && words !== '' && trouble === '';
    return {picture, words, trouble, isWell};
}"""

# Looks again and again, in the page itself, until `fits` holds, something is wrong, or the time is over.
WAIT = """async (cell, [before, milliseconds]) => {
    const look = %s, fits = %s, end = performance.now() + milliseconds;
    for (;;) {
        const now = await look(cell), isSo = fits(now, before);
        if (isSo || !now.isWell || performance.now() > end) return {...now, isSo};
        await new Promise(done => setTimeout(done, 15));
    }
}"""
AS_BEFORE = "(now, before) => now.picture === before[0] && now.words === before[1]"
ALL_NEW = "(now, before) => now.picture !== before[0] && now.words !== before[1]"
PICTURE_ALONE_IS_NEW = "(now, before) => now.picture !== before[0] && now.words === before[1]"
PRESS = f"""async ([cell, name]) => {{
    await ({ALL_IS_ANSWERED})();
    [...cell.querySelectorAll('button')].find(button => button.innerText.trim() === name).click();
    await ({ALL_IS_DONE})();
}}"""


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy") / "notebooks"
    shutil.copytree(
        NOTEBOOKS[0].parent, folder, ignore=shutil.ignore_patterns(".*")
    )  # JupyterLab saves what it runs
    with running_lab(folder, tmp_path_factory.mktemp("lab")) as address, open_browser() as page:
        yield page, address


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(lab, request):
    """The page with a notebook that has been run, and its name. Its kernel ends with its last test."""
    page, address = lab
    page.problems.clear()
    run_notebook(page, address(request.param.name))
    page.evaluate(COUNT_THE_UNANSWERED)
    yield page, request.param.stem
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def test_everything_answers_and_every_move_of_every_control_is_seen(notebook):
    page, name = notebook
    module = TOPICS[name[3:]]
    words = "explore", "predict", "exercise", "sort_cards", "sketch", "decide"
    explorers, predictions, exercises, cards, sketches, decisions = (
        page.evaluate(CELLS_ENDING_IN, word) for word in words
    )
    assert explorers and predictions and exercises
    for index in predictions:
        try_all_choices(show_cell(page, index))
    for index in exercises:
        open_hint_and_solution(show_cell(page, index))
    for index in cards:
        sort_by_keyboard_and_by_mouse(page, show_cell(page, index), module.knobs)
    for index in sketches:
        draw_and_guess_by_keyboard(page, show_cell(page, index))
    for index in decisions:
        write_a_reason(page, show_cell(page, index))
    for index in explorers:
        explorer = Explorer(page, index, module)
        explorer.move_everything(f"{name}_{index:02}_moved")
    assert not page.problems


@pytest.fixture(scope="module")
def whole_page(notebook):
    """The page of a notebook that has been run, with all of its cells in sight at once."""
    page, _ = notebook
    before = page.viewport_size
    page.set_viewport_size(ALL_IN_SIGHT)
    page.wait_for_function(ALL_ARE_IN_SIGHT)
    for _ in range(20):  # names come soon after what they name
        page.wait_for_timeout(250)
        if not barriers.unnamed(page):
            break
    yield page
    page.set_viewport_size(before)


def test_axe_core_finds_nothing_of_ours(whole_page):
    if not from_npm.is_installed("axe-core"):
        pytest.skip("axe-core is missing: python tools/from_npm.py installs it.")
    assert axe.faults(whole_page, *OURS_ON_A_PAGE) == []


def test_everything_has_a_name_and_words_can_be_read_in_every_theme(whole_page):
    assert barriers.unnamed(whole_page) == []
    assert barriers.low_contrasts(whole_page) == {theme: [] for theme in barriers.THEMES}


def try_all_choices(prediction):
    choices = prediction.locator("input[type=radio]")
    choices.first.wait_for()
    told = set()
    for number in range(choices.count()):
        choices.nth(number).click()
        wait_until(
            prediction,
            lambda: VERDICT.search(words := feedback(prediction)) and words not in told,
            "a choice without its own feedback",
        )
        told.add(feedback(prediction))


def feedback(prediction):
    lines = prediction.locator("[role=status]").all_inner_texts()
    return lines[-1] if lines else ""


def open_hint_and_solution(sheet):
    sheet.get_by_role("button", name="Hint").click()
    sheet.get_by_role("button", name="Solution").click()
    sheet.locator("pre", has_text=re.compile(r"def |= ")).last.wait_for()  # a function, or a value


def sort_by_keyboard_and_by_mouse(page, cell, cards):
    """Tab and the space bar reach and press every button; then the mouse puts every card where it belongs."""
    buttons, score = cell.locator(".jp-OutputArea button"), cell.locator("[role=status]")
    assert buttons.count() == len(cards.cards) * len(cards.kinds)
    buttons.first.focus()
    for number in range(buttons.count()):
        button, is_right = (
            buttons.nth(number),
            cards.cards[number // len(cards.kinds)].kind == list(cards.kinds)[number % len(cards.kinds)],
        )
        assert button.evaluate("button => button === document.activeElement"), (
            "Tab does not lead from button to button"
        )
        page.keyboard.press("Space")
        verdict = "Right." if is_right else "Not quite."
        row = button.locator("xpath=ancestor::div[contains(@class, 'widget-hbox')][1]")
        row.locator(".mlp-mark", has_text=verdict).wait_for()
        page.keyboard.press("Tab")
    for number, card in enumerate(cards.cards):
        buttons.nth(number * len(cards.kinds) + list(cards.kinds).index(card.kind)).click()
    score.filter(has_text=f"{len(cards.cards)} of {len(cards.cards)} cards").wait_for()


def draw_and_guess_by_keyboard(page, cell):
    """Tab leads from point to point and to the button; arrows move a point, Enter makes the guess."""
    handles, picture = cell.locator(".noUi-handle"), lambda: cell.evaluate(PICTURE)
    handles.first.wait_for()
    opening, labels = picture(), cell.locator(".widget-vslider .widget-label")
    assert labels.count() == handles.count()
    assert all(needed <= given for needed, given in labels.evaluate_all(HEIGHTS))
    handles.first.focus()  # as Tab does after the picture
    for number in range(handles.count()):
        assert "noUi-handle" in page.evaluate(FOCUS), number
        below = handles.nth(number).bounding_box()["y"]
        for key in ("ArrowUp", "ArrowUp", "ArrowUp", "d", "d"):  # which would delete the cell, outside of it
            page.keyboard.press(key)
        assert handles.nth(number).bounding_box()["y"] < below, number
        page.keyboard.press("Tab")
    assert "This is my guess" in page.evaluate(FOCUS)
    wait_until(cell, lambda: picture() != opening, "the drawn curve is not seen")
    page.evaluate(ALL_IS_DONE)
    drawn = picture()
    page.keyboard.press("Enter")
    wait_until(cell, lambda: "the true value is" in feedback(cell), "a guess without feedback")
    assert picture() != drawn


def write_a_reason(page, cell):
    """What is typed stays in its box, and reaches the project."""
    cell.locator("textarea").click()
    page.keyboard.type("dd: because it learns")
    page.evaluate(ALL_IS_DONE)
    assert cell.locator("textarea").input_value() == "dd: because it learns"
    assert "dd: because it learns" in in_kernel(page, "str(project.decisions)")


def wait_until(cell, is_so, otherwise, seconds=30):
    for _ in range(50 * seconds):
        if found := is_so():
            return found
        cell.page.wait_for_timeout(20)
    raise AssertionError(otherwise)


SOURCE = "index => window.jupyterapp.shell.currentWidget.content.widgets[index].model.sharedModel.source"


class Shown(NamedTuple):
    """What an explorer shows at one moment."""

    picture: str
    words: str


class Explorer:
    """One explorer on the page, moved as a hand would.

    Every control is moved from the opening state, which Reset restores. A scene that runs on changes its
    picture by itself: there every single move starts from the opening state, at rest.
    """

    def __init__(self, page, index, module):
        self.page, self.cell = page, show_cell(page, index)
        self.output = self.cell.element_handle()  # looking for the cell anew takes longer than a look
        source = page.evaluate(SOURCE, index)
        self.name = re.search(r"explore\(lesson\.(\w+)", source)[1]
        scene = getattr(module, self.name)
        self.controls, self.runs_on = scene.controls, hasattr(scene, "advance")
        if "points=" in source:  # on a table of one's own a scene may have fewer controls
            self.cell.locator(".mlp-explorer .widget-slider").first.wait_for()
            labels = self.cell.locator(".mlp-controls .widget-label").all_inner_texts()
            self.controls = [control for control in self.controls if control.label in labels]
        self.wait_for_all_parts()
        self.home, self.is_at_home = self.look(), True

    def wait_for_all_parts(self):
        """On a busy machine sliders, picture, words and buttons arrive one by one, in any order."""
        n_sliders = sum(map(is_dragged, self.controls))
        for part, count in [
            ("img", 1),
            ("[role=status]", 1),
            (".mlp-bar button", 1),
            (".widget-slider", n_sliders),
        ]:
            if count:
                self.cell.locator(f".mlp-explorer {part}").nth(count - 1).wait_for()

    def move_everything(self, screenshot):
        self.move_sliders()
        self.click_checkboxes()
        self.choose_from_menus()
        self.press_buttons()
        self.screenshot(screenshot)
        self.reset()
        self.pin_and_unpin()

    def move_sliders(self):
        """Moves each by a key, then quickly to both ends, and the first one also by typing."""
        dragged = [control for control in self.controls if is_dragged(control)]
        sliders = dict(zip(dragged, self.output.query_selector_all(".widget-slider"), strict=True))
        typed = next((control for control in dragged if isinstance(control, Slider)), None)
        for control, slider in sliders.items():
            self.reset()
            self.press_an_arrow(control, slider)
            self.reset()
            numbers = [self.drag(control, slider, share) for share in (1.1, -0.1)]
            if control is typed:
                self.type_a_number(control, slider, numbers)

    def press_an_arrow(self, control, slider):
        """One step may be too small for the number that is shown, or for the picture."""
        before, self.is_at_home = (self.number_of(slider), self.look().picture), False
        highest = control.high if isinstance(control, Slider) else control.options[-1]
        slider.query_selector(".noUi-handle").press("ArrowLeft" if control.start == highest else "ArrowRight")
        wait_until(
            self.cell,
            lambda: (self.number_of(slider), self.look().picture) != before,
            f"{self.name}: a key does not move {control.name}",
        )

    def drag(self, control, slider, share):
        """Moves the slider's handle to a share of its track, and gives the number that it shows there."""
        place = lambda: slider.query_selector(".noUi-handle").get_attribute("aria-valuenow")
        self.moves(lambda: self.swipe(slider, share), f"{control.name} at {share} of its slider", place)
        return self.number_of(slider)

    def type_a_number(self, control, slider, numbers):
        """The number beside the slider is written over with one that a hand has dragged it to."""
        self.reset()
        wanted = next(number for number in numbers if number != self.number_of(slider))

        def type_it():
            number_beside(slider).click()
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(wanted.replace("−", "-"))  # as it is on a keyboard
            self.page.keyboard.press("Enter")

        self.moves(type_it, f"{wanted} typed for {control.name}")
        assert self.number_of(slider) == wanted

    def number_of(self, slider):
        return number_beside(slider).evaluate("field => field.value ?? field.innerText")

    def swipe(self, slider, share):
        track = slider.query_selector(".noUi-base").bounding_box()
        handle = slider.query_selector(".noUi-handle").bounding_box()
        self.page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(track["x"] + share * track["width"], track["y"] + track["height"] / 2, steps=5)
        self.page.mouse.up()

    def click_checkboxes(self):
        for number in range(self.cell.locator("input[type=checkbox]").count()):
            self.reset()
            self.moves(self.cell.locator("input[type=checkbox]").nth(number).click, f"checkbox {number}")

    def choose_from_menus(self):
        for number in range(self.cell.locator("select").count()):
            menu = self.cell.locator("select").nth(number)
            self.reset()
            for option in menu.locator("option").all_inner_texts():
                choose = lambda menu=menu, option=option: menu.select_option(label=option)
                self.moves(choose, f"menu {number} to {option}", menu.input_value)

    def press_buttons(self):
        """Every button that is not greyed out; after each, all is well. Pins come later: Reset keeps them."""
        buttons = ".jp-OutputArea button:not([disabled])"
        for button in self.cell.locator(buttons, has_not_text=re.compile("pin", re.IGNORECASE)).all():
            button.click()
            self.is_at_home = False
            self.page.evaluate(ALL_IS_DONE)
            self.look()

    def pin_and_unpin(self):
        """A pinned run stays in the picture when all else is reset, until it is unpinned."""
        if self.button("Pin").count() == 0:
            return
        if self.cell.locator("button.mlp-preset").count():
            self.cell.locator("button.mlp-preset").last.click()
        else:  # on a table of one's own
            self.cell.locator(".noUi-handle").last.press("End")
        self.wait(ALL_NEW, self.home, "the picture or the state line does not follow a preset")
        if self.button("Step").count():  # something to pin, if the run is not over already
            for _ in range(3):
                self.press("Step")
        self.press("Pin")
        self.press("Reset")
        self.wait(PICTURE_ALONE_IS_NEW, self.home, "a pinned run is not seen")
        self.press("Unpin")
        self.wait(AS_BEFORE, self.home, "a run that is unpinned stays in the picture")

    def moves(self, act, words, value=None):
        """One move: picture and state line change, unless the control stands there already."""
        if self.runs_on:
            self.reset()
        before, old = self.look(), value and value()
        act()
        if value is None or value() != old:
            self.is_at_home = False
            self.wait(ALL_NEW, before, f"the picture or the state line does not follow {words}")

    def reset(self):
        if not self.is_at_home:
            self.press("Reset")
            self.wait(AS_BEFORE, self.home, "Reset does not bring the opening state back")
            self.is_at_home = True

    def press(self, name):
        """Presses a button, and waits until it has done what it does."""
        self.page.evaluate(PRESS, [self.output, name])

    def button(self, name):
        return self.cell.locator("button", has_text=re.compile(rf"^\s*{name}\s*$"))

    def look(self):
        """What is shown now: never a blank picture, an empty state line, or words about an error."""
        return self.wait("() => true", None, "")

    def wait(self, fits, before, otherwise, seconds=30):
        """What is shown once it `fits`, a condition in JavaScript; `otherwise` says that it never did."""
        shown = self.output.evaluate(WAIT % (LOOK, fits), [before, 1000 * seconds])
        assert not shown["trouble"], f"{self.name}: {shown['trouble']}"
        assert shown["words"], f"{self.name}: an empty state line"
        assert shown["isWell"], f"{self.name}: a blank picture"
        assert shown["isSo"], f"{self.name}: {otherwise}"
        return Shown(shown["picture"], shown["words"])

    def screenshot(self, name):
        SCREENSHOTS.mkdir(exist_ok=True)
        self.cell.locator(".jp-OutputArea").first.screenshot(path=SCREENSHOTS / f"{name}.png")


def number_beside(slider):
    """The field for a slider's number; of one with a few values, the number alone."""
    cell = slider.evaluate_handle("slider => slider.closest('.mlp-cell')").as_element()
    return cell.query_selector(".mlp-number input") or slider.query_selector(".widget-readout")


def is_dragged(control):
    """True for a control that is shown as a slider."""
    has_numbers = isinstance(control, Choice) and not isinstance(control.options[0], str)
    return isinstance(control, Slider) or has_numbers
