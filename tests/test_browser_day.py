"""A student's day in a real JupyterLab: open, run, play, press keys, save, close, come back, export."""

import io
import shutil
import zipfile

import pytest
from browser import in_kernel, open_browser, running_lab, show_cell, sources_of
from driving import NOTEBOOKS

NOTEBOOK = next(path for path in NOTEBOOKS if path.stem.endswith("learning_rate"))
OTHERS = NOTEBOOKS[:2]
ROOT = NOTEBOOK.parents[1]
NOTEBOOK_IS_SHOWN = "() => window.jupyterapp?.shell.currentWidget?.content?.widgets?.length"
KERNEL_IS_IDLE = f"""() => ({NOTEBOOK_IS_SHOWN})() &&
    window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"""
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
TIMERS_ARE_LATE = """() => {
    const start = window.setTimeout;
    window.setTimeout = (act, wait = 0, ...given) => start(act, wait + 300, ...given);
}"""
NUMBER_OF = "(index => jupyterapp.shell.currentWidget.content.widgets[index].model.executionCount)"


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    """The page, a function from file to address, and the folder: a copy of the project, in an odd path."""
    home = tmp_path_factory.mktemp("copy") / "수업 자료" / "신경망 1"
    for name in ("mlp", "tools/lab"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    folder = home / "notebooks"
    folder.mkdir()
    for path in [NOTEBOOK, *OTHERS]:
        shutil.copy(path, folder)
    shutil.copytree(NOTEBOOK.parent / "data", folder / "data")
    settings, state = home / "tools" / "lab" / "settings.py", tmp_path_factory.mktemp("lab")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(home))  # a kernel takes the copy's package
        with running_lab(folder, state, settings) as address, open_browser(1366, 640) as page:
            page.set_default_timeout(20_000)  # for a busy machine: nothing here promises to be quick
            yield page, address, folder


def opened(page, address, file=NOTEBOOK.name):
    """Opens a notebook in the whole JupyterLab; returns the sources of its cells."""
    page.problems.clear()
    page.goto(address(file).replace("/doc/", "/lab/"))
    page.wait_for_function(KERNEL_IS_IDLE, timeout=60_000)
    return sources_of(page)


def command(page, name, arguments=None):
    return page.evaluate("([name, args]) => jupyterapp.commands.execute(name, args)", [name, arguments or {}])


def shut_down(page):
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def save(page):
    command(page, "docmanager:save")


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


def test_jupyterlab_opens_on_the_first_notebook_and_asks_nothing(lab):
    page, address, _ = lab
    page.goto(address("").replace("/doc/tree/", "/"))
    page.wait_for_function(KERNEL_IS_IDLE, timeout=60_000)
    page.wait_for_timeout(1000)
    assert page.evaluate(PATH) == NOTEBOOKS[0].name
    assert page.locator(".jp-Dialog, .jp-Notification-Toast, .Toastify__toast").count() == 0
    shut_down(page)


def test_cards_and_their_score_are_in_sight_together(lab):
    page, address, _ = lab
    page.set_viewport_size({"width": 1366, "height": 768})
    sources = opened(page, address, OTHERS[-1].name)
    index = next(k for k, source in enumerate(sources) if source.split("\n")[-1].startswith("sort_cards("))
    run(page, index).locator(".mlp-sorting button").first.wait_for()
    places = page.evaluate("""() => {
        const view = jupyterapp.shell.currentWidget.content.outerNode.getBoundingClientRect();
        return [view.height, document.querySelector('.mlp-sorting').getBoundingClientRect().height];
    }""")
    assert places[1] < places[0]
    shut_down(page)


def test_a_project_in_a_path_with_blanks_and_hangul_uses_its_own_package(lab):
    page, address, folder = lab
    run(page, explorers(opened(page, address))[0]).locator(".mlp-explorer img").first.wait_for()
    assert in_kernel(page, "__import__('mlp').__file__") == repr(str(folder.parent / "mlp" / "__init__.py"))
    shut_down(page)


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
        sources = opened(page, address, path.name)
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
    sources = opened(page, address, OTHERS[-1].name)
    index = explorers(sources)[0]
    cell = run(page, index)
    page.evaluate(TIMERS_ARE_LATE)  # as on a busy page
    for selector in (".noUi-handle", ".noUi-connects", "button", "select", "input[type=checkbox]"):
        for control in cell.locator(f".mlp-explorer {selector}").all()[:1]:
            control.focus() if selector == "select" else control.click(force=True)
            for key in "ddxabz00my":
                page.keyboard.press(key)
            assert sources_of(page) == sources, selector
            assert page.locator(".jp-Dialog").count() == 0, selector
    before = page.evaluate(f"{NUMBER_OF}({index})")
    cell.locator(".noUi-handle").first.focus()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"before => {NUMBER_OF}({index}) > before", arg=before)


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


GC = "__import__('gc')"
N_SCENES = f"({GC}.collect(), sum(type(it) is lesson.BallInABowl for it in {GC}.get_objects()))[1]"


def test_a_cell_that_is_run_ten_times_keeps_one_scene_and_no_more_widgets(lab):
    page, address, _ = lab
    index = next(k for k, source in enumerate(opened(page, address)) if "BallInABowl)" in source)
    counts = []
    for _ in range(10):
        run(page, index).locator(".mlp-explorer img").first.wait_for()
        counts.append([int(in_kernel(page, expression)) for expression in (N_SCENES, N_WIDGETS)])
    assert counts[0] == counts[-1] and counts[0][0] == 1 and counts[0][1] > 10
    shut_down(page)


EXECUTE = "code => { jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({code}); }"
RENAME = "([path, other]) => jupyterapp.serviceManager.contents.rename(path, other)"
PATH = "() => jupyterapp.shell.currentWidget.context.path"


def test_a_notebook_that_is_renamed_and_moved_while_it_is_open_stays_alive(lab):
    page, address, folder = lab
    index = explorers(opened(page, address))[0]
    cell = run(page, index)
    move_to(cell, "End")
    (folder / "모음 1").mkdir()
    for old, new in [(NOTEBOOK.name, "내 학습률.ipynb"), ("내 학습률.ipynb", "모음 1/내 학습률.ipynb")]:
        page.evaluate(RENAME, [old, new])
        page.wait_for_function(f"path => ({PATH})() === path", arg=new)
        move_to(cell, "Home")
        move_to(cell, "End")
    save(page)
    opened(page, address, new)
    move_to(show_cell(page, index), "Home")  # the widget of the same kernel
    assert page.problems == []
    shut_down(page)
    shutil.move(folder / new, folder / NOTEBOOK.name)


def move_to(cell, key):
    """Moves the first slider to an end, and waits for other words."""
    before = cell.locator("[role=status]").last.text_content()
    cell.locator(".noUi-handle").first.press(key)
    cell.locator("[role=status]", has_not_text=before).last.wait_for()


def test_a_control_that_has_to_wait_for_another_cell_says_so(lab, tmp_path):
    page, address, _ = lab
    index = explorers(opened(page, address))[0]
    cell, go = run(page, index), tmp_path / "go"
    cell.locator(".noUi-handle").first.focus()
    code = f"import os, time\nwhile not os.path.exists({str(go)!r}):\n    time.sleep(0.05)"
    page.evaluate(EXECUTE, code)
    page.keyboard.press("ArrowRight")
    page.locator(".mlp-busy", has_text="still computing").wait_for()
    go.touch()
    page.locator(".mlp-busy:empty").wait_for(state="attached")
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
    move_to(cell, "End")
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
