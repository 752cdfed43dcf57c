"""A real JupyterLab in a real Chromium: every move of every control changes picture and words.

Screenshots of all explorers, before and after, are left in screenshots/ for a person to look at.
"""

import re
import shutil
from typing import NamedTuple

import pytest
from browser import open_browser, run_notebook, running_lab, show_cell
from driving import NOTEBOOKS, TOPICS

from mlp.lessons.scene import Choice, Slider

SCREENSHOTS = NOTEBOOKS[0].parents[1] / "screenshots"
VERDICT = re.compile(r"Right\.|Not quite\.")
CELLS_ENDING_IN = """word => window.jupyterapp.shell.currentWidget.content.widgets.flatMap((cell, index) =>
    cell.model.type === 'code'
        && cell.model.sharedModel.source.trim().split('\\n').pop().startsWith(word + '(')
        ? [index] : [])"""

# Remembers what the kernel was asked for and has not done yet.
# A slider holds its latest value back until the one before is done: hence the delay.
COUNT_THE_UNANSWERED = """() => {
    const unanswered = window.unanswered = new Set();
    const session = window.jupyterapp.shell.currentWidget.sessionContext.session;
    session.kernel.anyMessage.connect((kernel, {msg, direction}) => {
        if (direction === 'send' && msg.channel === 'shell') unanswered.add(msg.header.msg_id);
        if (msg.header.msg_type === 'status' && msg.content.execution_state === 'idle')
            setTimeout(() => unanswered.delete(msg.parent_header.msg_id), 30);
    });
}"""

# What an explorer shows: a fingerprint of its picture's bytes, the darkest and the brightest grey among every
# fourth of its pixels across and down, the state line, and what went wrong. A picture is examined when its
# address, which holds it, has changed.
LOOK = """async cell => {
    const address = cell.querySelector('.jp-OutputArea img').src;
    if (cell.examined?.address !== address) {
        const blob = await (await fetch(address)).blob();
        const digits = byte => byte.toString(16).padStart(2, '0');
        const hex = bytes => Array.from(new Uint8Array(bytes), digits).join('');
        const picture = hex(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())).slice(0, 16);
        const bitmap = await createImageBitmap(blob), width = bitmap.width >> 2, height = bitmap.height >> 2;
        const context = new OffscreenCanvas(width, height).getContext('2d', {willReadFrequently: true});
        context.imageSmoothingEnabled = false;
        context.drawImage(bitmap, 0, 0, width, height);
        const shown = context.getImageData(0, 0, width, height).data;
        const greens = shown.filter((value, place) => place % 4 === 1);
        cell.examined = {address, picture, shades: [Math.min(...greens), Math.max(...greens)]};
    }
    const {picture, shades} = cell.examined;
    const told = selector => [...cell.querySelectorAll(selector)].map(line => line.innerText);
    return {picture, shades, words: told('[role=status]').at(-1) ?? '', trouble: told('[role=alert]').join()};
}"""


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy") / "notebooks"
    shutil.copytree(
        NOTEBOOKS[0].parent, folder, ignore=shutil.ignore_patterns(".*")
    )  # JupyterLab saves what it runs
    with running_lab(folder, tmp_path_factory.mktemp("lab")) as address, open_browser() as page:
        yield page, address


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_everything_answers_and_every_move_of_every_control_is_seen(lab, notebook):
    page, address = lab
    page.problems.clear()
    run_notebook(page, address(notebook.name))
    page.evaluate(COUNT_THE_UNANSWERED)
    explorers, predictions, exercises, cards = (
        page.evaluate(CELLS_ENDING_IN, word) for word in ("explore", "predict", "exercise", "sort_cards")
    )
    assert explorers and predictions and exercises
    for index in predictions:
        try_all_choices(show_cell(page, index))
    for index in exercises:
        open_hint_and_solution(show_cell(page, index))
    for index in cards:
        sort_by_keyboard_and_by_mouse(page, show_cell(page, index), TOPICS[notebook.stem[3:]].knobs)
    for index in explorers:
        explorer = Explorer(page, index, TOPICS[notebook.stem[3:]])
        explorer.screenshot(f"{notebook.stem}_{index:02}_opened")
        explorer.move_everything()
        explorer.screenshot(f"{notebook.stem}_{index:02}_moved")
    assert not page.problems
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


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
    buttons, score = cell.locator(".jp-OutputArea button"), cell.locator("[role=status]").last
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
        row.locator("[role=status]", has_text=verdict).wait_for()
        page.keyboard.press("Tab")
    for number, card in enumerate(cards.cards):
        buttons.nth(number * len(cards.kinds) + list(cards.kinds).index(card.kind)).click()
    score.filter(has_text=f"{len(cards.cards)} of {len(cards.cards)} cards").wait_for()


def wait_until(cell, is_so, otherwise, seconds=30):
    for _ in range(25 * seconds):
        if found := is_so():
            return found
        cell.page.wait_for_timeout(40)
    raise AssertionError(otherwise)


class Shown(NamedTuple):
    """What an explorer shows at one moment."""

    picture: str
    words: str


class Explorer:
    """An explorer, moved as a hand would. Every move starts from the state that Reset restores."""

    def __init__(self, page, index, module):
        self.page, self.cell = page, show_cell(page, index)
        self.cell.locator(".jp-OutputArea img").first.wait_for()
        self.output = (
            self.cell.element_handle()
        )  # to look for the cell anew at every look would take longer than the look
        source = page.evaluate(
            "index => window.jupyterapp.shell.currentWidget.content.widgets[index].model.sharedModel.source",
            index,
        )
        self.name = re.search(r"explore\(lesson\.(\w+)", source)[1]
        self.controls = getattr(module, self.name).controls
        self.home = self.look()

    def move_everything(self):
        self.drag_sliders()
        self.type_a_number()
        self.click_checkboxes()
        self.choose_from_menus()
        self.press_buttons()
        self.pin_and_unpin()

    def drag_sliders(self):
        """Quickly to both ends, as an impatient student does, to a place between, and one step with a key."""
        dragged = [
            control
            for control in self.controls
            if isinstance(control, Slider)
            or isinstance(control, Choice)
            and not isinstance(control.options[0], str)
        ]
        self.sliders = dict(zip(dragged, self.output.query_selector_all(".widget-slider"), strict=True))
        for control, slider in self.sliders.items():
            for share in (1.1, -0.1, 0.6):
                self.moves(
                    lambda slider=slider, share=share: self.swipe(slider, share),
                    f"{control.name} at {share} of its slider",
                    self.number_of(slider).inner_text,
                )
            self.reset()
            before = self.number_of(slider).inner_text(), self.look().picture
            highest = control.high if isinstance(control, Slider) else control.options[-1]
            slider.query_selector(".noUi-handle").press(
                "ArrowLeft" if control.start == highest else "ArrowRight"
            )
            seen = lambda slider=slider: (
                self.number_of(slider).inner_text(),
                self.look().picture,
            )  # one step may be too small for one of them
            wait_until(
                self.cell,
                lambda seen=seen, before=before: seen() != before,
                f"{self.name}: a key does not move {control.name}",
            )

    def number_of(self, slider):
        return slider.query_selector(".widget-readout")

    def swipe(self, slider, share):
        track, handle = (
            slider.query_selector(part).bounding_box() for part in (".noUi-base", ".noUi-handle")
        )
        self.page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(track["x"] + share * track["width"], track["y"] + track["height"] / 2, steps=12)
        self.page.mouse.up()

    def type_a_number(self):
        """Types the number beside the first slider: one that a hand has dragged it to."""
        typed = [(control, slider) for control, slider in self.sliders.items() if isinstance(control, Slider)]
        if not typed:
            return
        control, slider = typed[0]
        self.reset()
        number = self.number_of(slider)
        opened = number.inner_text()
        self.swipe(slider, 0.8)
        if number.inner_text() == opened:
            self.swipe(slider, 0.3)
        wanted = number.inner_text()
        assert wanted != opened

        def type_it():
            number.click()
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(wanted.replace("−", "-"))  # as it is on a keyboard
            self.page.keyboard.press("Enter")

        self.moves(type_it, f"{wanted} typed for {control.name}", number.inner_text)
        assert number.inner_text() == wanted

    def click_checkboxes(self):
        for number in range(self.cell.locator("input[type=checkbox]").count()):
            self.moves(self.cell.locator("input[type=checkbox]").nth(number).click, f"checkbox {number}")

    def choose_from_menus(self):
        for number in range(self.cell.locator("select").count()):
            menu = self.cell.locator("select").nth(number)
            for option in menu.locator("option").all_inner_texts():
                self.moves(
                    lambda menu=menu, option=option: menu.select_option(label=option),
                    f"menu {number} to {option}",
                    menu.input_value,
                )

    def press_buttons(self):
        """Presses every button that is not greyed out. Pins come later: they outlast a Reset."""
        for button in self.cell.locator(
            ".jp-OutputArea button:not([disabled])", has_not_text=re.compile("pin", re.IGNORECASE)
        ).all():
            self.reset()
            button.click()
            self.settle()
            self.look()

    def pin_and_unpin(self):
        """A pinned run stays in the picture when all else is reset, until it is unpinned."""
        if self.button("Pin").count() == 0:
            return
        self.reset()
        self.cell.locator("button[title]:has(.fa-hand-o-right)").last.click()
        self.changed(self.home, "a preset")
        for _ in range(
            3 if self.button("Step").count() else 0
        ):  # something to pin, if the run is not over already
            self.press("Step")
            self.settle()
        self.press("Pin")
        self.settle()
        self.press("Reset")
        wait_until(
            self.cell,
            lambda: self.look().words == self.home.words and self.look().picture != self.home.picture,
            f"{self.name}: a pinned run is not seen",
        )
        self.press("Unpin")
        wait_until(
            self.cell,
            lambda: self.look() == self.home,
            f"{self.name}: a run that is unpinned stays in the picture",
        )

    def moves(self, act, words, value=None):
        """One move from the opening state: picture and state line change, unless it stands there."""
        self.reset()
        before, old = self.look(), value and value()
        act()
        if value is None or value() != old:
            self.changed(before, words)

    def changed(self, before, words):
        wait_until(
            self.cell,
            lambda: self.look().picture != before.picture,
            f"{self.name}: the picture does not follow {words}",
        )
        wait_until(
            self.cell,
            lambda: self.look().words != before.words,
            f"{self.name}: the state line does not follow {words}",
        )

    def reset(self):
        self.settle()
        self.press("Reset")
        wait_until(
            self.cell,
            lambda: self.look() == self.home,
            f"{self.name}: Reset does not bring the opening state back",
        )

    def settle(self):
        """Waits until the kernel has done what it was asked for."""
        self.page.wait_for_function("() => window.unanswered.size === 0")

    def press(self, name):
        self.button(name).click()

    def button(self, name):
        return self.cell.locator("button", has_text=re.compile(rf"^\s*{name}\s*$"))

    def look(self):
        """What is shown now: never a blank picture, an empty state line, or words about an error."""
        shown = wait_until(self.cell, lambda: self.output.evaluate(LOOK), f"{self.name}: no picture")
        assert not shown["trouble"], f"{self.name}: {shown['trouble']}"
        assert shown["shades"][0] < 120 and shown["shades"][1] > 240, f"{self.name}: a blank picture"
        assert shown["words"], f"{self.name}: an empty state line"
        return Shown(shown["picture"], shown["words"])

    def screenshot(self, name):
        SCREENSHOTS.mkdir(exist_ok=True)
        self.cell.locator(".jp-OutputArea").first.screenshot(path=SCREENSHOTS / f"{name}.png")
