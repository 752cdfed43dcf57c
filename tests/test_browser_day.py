"""A student's day in a real JupyterLab: open, run, play, press keys, save, close, come back, export."""

import io
import shutil
import zipfile

import pytest
from browser import open_browser, running_lab, show_cell
from driving import NOTEBOOKS

OURS = ".mlp-explorer, .mlp-prediction, .mlp-sorting, .mlp-verdict"
NOTEBOOK = next(path for path in NOTEBOOKS if path.stem.endswith("learning_rate"))
OTHERS = NOTEBOOKS[:2]
NOTEBOOK_IS_SHOWN = "() => window.jupyterapp?.shell.currentWidget?.content?.widgets?.length"
KERNEL_IS_IDLE = f"""() => ({NOTEBOOK_IS_SHOWN})() &&
    window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"""
SOURCES = "() => jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.sharedModel.source)"
IS_DIRTY = "() => jupyterapp.shell.currentWidget.context.model.dirty"
ACTIVATE = """index => {
    const {content} = jupyterapp.shell.currentWidget;
    content.activeCellIndex = index; content.mode = 'command'; content.activeCell.node.focus();
}"""
PLACES = """index => {
    const {widgets, outerNode} = jupyterapp.shell.currentWidget.content, root = widgets[index].node;
    const view = outerNode.getBoundingClientRect(), below = widgets[index + 1].node;
    const next = below.isConnected ? below.getBoundingClientRect().top : Infinity;
    const explorer = root.querySelector('.mlp-explorer').getBoundingClientRect();
    return {height: explorer.height, view: view.height, top: explorer.top - view.top,
        bottom: view.bottom - explorer.bottom, next: view.bottom - next};
}"""
IN_KERNEL = """async code => {
    const {kernel} = jupyterapp.shell.currentWidget.sessionContext.session;
    const request = {code: '', silent: true, user_expressions: {asked: code}};
    const {content} = await kernel.requestExecute(request).done;
    return content.user_expressions.asked.data['text/plain'];
}"""
# Contrast of every word of ours outside pictures with what is behind it, by the formula of WCAG 2.
LOW_CONTRASTS = r"""() => {
    const numbers = color => color.match(/[\d.]+/g).map(Number);
    const light = color => numbers(color).slice(0, 3).map(c => c / 255)
        .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
    const behind = node => {
        for (; node; node = node.parentElement) {
            const color = getComputedStyle(node).backgroundColor;
            if ((numbers(color)[3] ?? 1) === 1) return color;
        }
        return 'rgb(255, 255, 255)';
    };
    const low = [];
    for (const root of document.querySelectorAll('OURS'))
        for (const node of root.querySelectorAll('*')) {
            const hasWords = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
            if (!hasWords || node.closest('[disabled], option')) continue;
            const pair = [light(getComputedStyle(node).color), light(behind(node))];
            const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
            if (contrast < 4.5) low.push(`${contrast.toFixed(1)}: ${node.textContent.slice(0, 40)}`);
        }
    return [...new Set(low)];
}""".replace("OURS", OURS)
MISSPOKEN = """() => [...document.querySelectorAll('.mlp-explorer .noUi-handle')]
    .map(handle => [handle.getAttribute('aria-valuetext'),
        handle.closest('.widget-slider').querySelector('.widget-readout')?.textContent])
    .filter(([spoken, shown]) => shown !== undefined && spoken !== shown)"""
NUMBER_OF = "(index => jupyterapp.shell.currentWidget.content.widgets[index].model.executionCount)"
SPOKEN = {"slider", "button", "checkbox", "radio", "combobox", "textbox", "spinbutton", "image", "group"}


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy") / "notebooks"
    folder.mkdir()
    for path in [NOTEBOOK, *OTHERS]:
        shutil.copy(path, folder)
    shutil.copytree(NOTEBOOK.parent / "data", folder / "data")
    with running_lab(folder, tmp_path_factory.mktemp("lab")) as address, open_browser(1366, 640) as page:
        page.set_default_timeout(20_000)
        yield page, address, folder


def opened(page, address, path=NOTEBOOK):
    """Opens a notebook in the whole JupyterLab; returns the sources of its cells."""
    page.problems.clear()
    page.goto(address(path.name).replace("/doc/", "/lab/"))
    page.wait_for_function(KERNEL_IS_IDLE, timeout=60_000)
    return page.evaluate(SOURCES)


def command(page, name, arguments=None):
    return page.evaluate("([name, args]) => jupyterapp.commands.execute(name, args)", [name, arguments or {}])


def shut_down(page):
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def save(page):
    command(page, "docmanager:save")


def in_kernel(page, expression):
    return page.evaluate(IN_KERNEL, expression)


def explorers(sources):
    return [index for index, source in enumerate(sources) if source.split("\n")[-1].startswith("explore(")]


def run(page, index, keys="Shift+Enter"):
    """Runs a cell by keyboard, and waits for its output."""
    page.evaluate(ACTIVATE, index)
    page.keyboard.press(keys)
    page.wait_for_function(
        "index => jupyterapp.shell.currentWidget.content.widgets[index].model.executionState === 'idle'",
        arg=index,
    )
    return page.locator(f".jp-Cell[data-windowed-list-index='{index}']")


def test_opening_and_saving_a_stored_notebook_changes_nothing(lab):
    page, address, folder = lab
    before = (folder / NOTEBOOK.name).read_bytes()
    opened(page, address)
    page.wait_for_timeout(500)
    assert not page.evaluate(IS_DIRTY)
    save(page)
    assert (folder / NOTEBOOK.name).read_bytes() == before
    assert "to move it" in page.locator(".mlp-hint").first.text_content()


def test_a_cell_that_is_run_first_of_all_gets_the_first_cell_before_it(lab):
    page, address, _ = lab
    index = explorers(opened(page, address))[1]
    cell = run(page, index)
    cell.locator(".mlp-explorer img").first.wait_for()
    assert in_kernel(page, "'lesson' in globals()") == "True"
    shut_down(page)


@pytest.mark.parametrize("path", [NOTEBOOK, *OTHERS], ids=lambda path: path.stem)
def test_after_shift_enter_the_explorer_is_in_sight_and_the_answer_below_is_not(lab, path):
    page, address, _ = lab
    for height, has_files in [(640, True), (768, False)][: 2 if path == NOTEBOOK else 1]:
        page.set_viewport_size({"width": 1366, "height": height})
        sources = opened(page, address, path)
        if page.evaluate("() => !jupyterapp.shell.leftCollapsed") != has_files:
            command(page, "application:toggle-left-area")
        for index in explorers(sources):
            run(page, index).locator(".mlp-explorer img").first.wait_for()
            page.wait_for_timeout(400)
            places = page.evaluate(PLACES, index)
            assert places["top"] >= -1, f"cell {index}: the first control is above the window: {places}"
            assert places["next"] <= 1, f"cell {index}: the text below it is seen: {places}"
            if places["height"] < places["view"] - 20:
                assert places["bottom"] >= -1, f"cell {index}: its words are below the window: {places}"
        shut_down(page)


def test_keys_stay_with_the_control_that_has_the_focus(lab):
    page, address, _ = lab
    sources = opened(page, address, OTHERS[-1])
    index = explorers(sources)[0]
    cell = run(page, index)
    for selector in (".noUi-handle", ".noUi-connects", "button", "select", "input[type=checkbox]"):
        for control in cell.locator(f".mlp-explorer {selector}").all()[:1]:
            control.focus() if selector == "select" else control.click(force=True)
            for key in "ddxabz00my":
                page.keyboard.press(key)
            assert page.evaluate(SOURCES) == sources, selector
            assert page.locator(".jp-Dialog").count() == 0, selector
    before = page.evaluate(f"{NUMBER_OF}({index})")
    cell.locator(".noUi-handle").first.focus()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"before => {NUMBER_OF}({index}) > before", arg=before)


def unnamed(page):
    """What a screen reader meets without a name, or a slider that does not speak the number that it shows."""
    session, found = page.context.new_cdp_session(page), []
    for number in range(page.locator(OURS).count()):
        ask = {"expression": f"document.querySelectorAll('{OURS}')[{number}]"}
        root = session.send("Runtime.evaluate", ask)["result"]["objectId"]
        nodes = session.send("Accessibility.queryAXTree", {"objectId": root})["nodes"]
        nodes = [node for node in nodes if not node["ignored"] and node["role"]["value"] in SPOKEN]
        found += [node["role"] for node in nodes if not node["name"]["value"].strip()]
    return found + page.evaluate(MISSPOKEN)


@pytest.mark.parametrize("path", [NOTEBOOK, *OTHERS], ids=lambda path: path.stem)
def test_everything_has_a_name_and_words_can_be_read_in_every_theme(lab, path):
    page, address, _ = lab
    page.set_viewport_size({"width": 1366, "height": 900})
    sources = opened(page, address, path)
    command(page, "notebook:run-all-cells")
    page.wait_for_function(KERNEL_IS_IDLE)
    endings = ("explore(", "predict(", "exercise(", "sort_cards(")
    tasks = [index for index, source in enumerate(sources) if source.split("\n")[-1].startswith(endings)]
    assert len(tasks) >= 3
    for index in tasks:
        cell = show_cell(page, index)
        cell.locator(OURS).first.wait_for()
        for choice in cell.locator("input[type=radio]").all():
            choice.check()
    page.wait_for_timeout(600)
    assert unnamed(page) == []
    for theme in ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"):
        command(page, "apputils:change-theme", {"theme": theme})
        page.wait_for_function(f"() => document.body.dataset.jpThemeName === '{theme}'")
        assert page.evaluate(LOW_CONTRASTS) == [], theme
    command(page, "apputils:change-theme", {"theme": "JupyterLab Light"})
    shut_down(page)


HEARD = """seconds => new Promise(done => {
    const heard = [], cell = document.querySelector('.mlp-explorer:has(.fa-pause)');
    const listen = () => {
        const line = [...cell.querySelectorAll('[role=status]')].at(-1);
        const isSpoken = line.getAttribute('aria-live') !== 'off';
        if (isSpoken && heard.at(-1) !== line.textContent) heard.push(line.textContent);
    };
    const observer = new MutationObserver(listen);
    observer.observe(cell, {childList: true, subtree: true});
    setTimeout(() => { observer.disconnect(); done(heard); }, 1000 * seconds);
})"""


def test_a_running_scene_can_be_followed_by_ear_and_stops_when_it_is_gone(lab):
    """Its words come at a pace to listen to; after a reload and when its cell is deleted it runs no more."""
    page, address, _ = lab
    index = next(k for k, source in enumerate(opened(page, address)) if "RateInYourHand" in source)
    cell = run(page, index)
    play = cell.get_by_role("button", name="Play")
    play.click()
    cell.get_by_role("button", name="Pause").wait_for()
    assert 1 <= len(page.evaluate(HEARD, 4)) <= 3
    save(page)
    opened(page, address)
    cell = show_cell(page, index)
    cell.get_by_role("button", name="Restart").click()
    cell.get_by_role("button", name="Play").click()
    cell.get_by_role("button", name="Pause").wait_for()
    assert in_kernel(page, IS_RUNNING) == "True"
    page.evaluate(ACTIVATE, index)
    command(page, "notebook:delete-cell")
    page.wait_for_timeout(300)
    assert in_kernel(page, IS_RUNNING) == "False"
    command(page, "notebook:undo-cell-action")
    shut_down(page)


WIDGETS = "__import__('ipywidgets').widgets.widget._instances"
IS_RUNNING = f"any(getattr(widget, 'is_running', False) for widget in {WIDGETS}.values())"
N_WIDGETS = f"len({WIDGETS})"


def test_a_cell_that_is_run_again_and_again_keeps_no_widgets(lab):
    page, address, _ = lab
    index = explorers(opened(page, address))[0]
    counts = []
    for _ in range(4):
        run(page, index).locator(".mlp-explorer img").first.wait_for()
        counts.append(int(in_kernel(page, N_WIDGETS)))
    assert counts[0] == counts[-1] > 10
    shut_down(page)


def test_a_control_that_has_to_wait_for_another_cell_says_so(lab):
    page, address, _ = lab
    index = explorers(opened(page, address))[0]
    cell = run(page, index)
    cell.locator(".noUi-handle").first.focus()
    page.evaluate("""() => { jupyterapp.shell.currentWidget.sessionContext.session.kernel
        .requestExecute({code: 'import time; time.sleep(1.5)'}); }""")
    page.keyboard.press("ArrowRight")
    page.locator(".mlp-busy", has_text="still computing").wait_for(timeout=1400)
    page.locator(".mlp-busy:empty").wait_for(state="attached", timeout=3000)
    shut_down(page)


def test_a_saved_notebook_comes_back_alive_with_its_kernel_and_as_pictures_without_it(lab):
    page, address, folder = lab
    sources = opened(page, address)
    index = explorers(sources)[0]
    run(page, index).locator(".mlp-explorer img").first.wait_for()
    save(page)
    stored = (folder / NOTEBOOK.name).read_text()
    assert '"data": {\n      "application/vnd.jupyter.widget-view+json"' not in stored
    opened(page, address)
    cell = show_cell(page, index)
    before = cell.locator("[role=status]").last.text_content()
    cell.locator(".noUi-handle").first.press("End")
    cell.locator("[role=status]", has_not_text=before).last.wait_for()
    assert page.evaluate(IS_DIRTY) is False
    assert page.problems == []
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    cell.locator(".jp-RenderedImage .mlp-hint").wait_for()
    shut_down(page)
    opened(page, address)
    cell = show_cell(page, index)
    assert (
        cell.locator(".jp-RenderedImage img").get_attribute("alt").startswith("Ball in a bowl. Step factor")
    )
    assert "model not found" not in page.locator("body").inner_text()


def text_in_zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(f"{NOTEBOOK.stem}.md").decode()


def test_the_menu_exports_every_picture_with_its_words(lab):
    page, address, _ = lab
    sources = opened(page, address)
    run(page, explorers(sources)[0]).locator(".mlp-explorer img").first.wait_for()
    save(page)
    export = address(NOTEBOOK.name).replace("/doc/tree/", "/nbconvert/{}/")
    html = page.request.get(export.format("html")).text()
    assert 'alt="Ball in a bowl. Step factor' in html
    assert "No description has been provided" not in html
    assert "![Ball in a bowl. Step factor" in text_in_zip(page.request.get(export.format("markdown")).body())
    shut_down(page)
