"""A real JupyterLab in windows of four sizes: every scene is whole, or readable where the window is small.

Screenshots of all scenes in a small laptop's window are left in screenshots/ for a person to look at.
"""

import nbformat
import pytest
from browser import open_browser, run_notebook, running_lab, show_cell
from driving import NOTEBOOKS, TOPICS, declared, is_scene

SCREENSHOTS = NOTEBOOKS[0].parents[1] / "screenshots"
SCENES = [item.id.split("-") for item in declared(is_scene)]  # topic and name
LAPTOP = (1366, 640)  # what a browser leaves of 1366 x 768
SMALL_WINDOWS = [(1024, 768), (820, 1180), (911, 512)]  # a projector, a tablet, a laptop at 150 %
SMALLEST_LETTER, SHORTEST_TRACK = 9, 150  # pixels

# All explorers, one after another: scrolls to each, waits until it is laid out, and measures it.
# A letter of a picture is 10.5 points high, of which the figure has 72 in 100 pixels.
MEASURE = """async () => {
    const notebook = window.jupyterapp.shell.currentWidget.content, found = [];
    const cells = notebook.widgets.flatMap((cell, index) =>
        cell.model.sharedModel.source.startsWith('explore(') ? [[cell, index]] : []);
    const frame = () => new Promise(requestAnimationFrame), box = part => part.getBoundingClientRect();
    const seen = parts => [...parts].filter(part => box(part).width > 0);
    const textOf = part => {
        const range = document.createRange();
        range.selectNodeContents(part);
        return range.getBoundingClientRect();
    };
    for (const [cell, index] of cells) {
        let root;
        for (let tries = 0; !(root && seen(root.querySelectorAll('img')).length) && tries < 300; tries++) {
            await notebook.scrollToItem(index, 'start');
            await frame(); await frame();
            root = cell.node.querySelector('.mlp-explorer');
        }
        const all = selector => seen(root.querySelectorAll(selector));
        const pictures = all('.mlp-picture img');
        await Promise.all(pictures.map(picture => picture.decode()));
        const area = box(root.closest('.jp-WindowedPanel-outer'));
        const isCut = part =>
            part.scrollWidth > part.clientWidth + 1 || textOf(part).right > box(part).right + 1;
        const isCovered = label => {
            if (!label.matches('.widget-label')) return false;
            const cell = label.closest('.mlp-cell');
            const [number] = seen(cell.querySelectorAll('.mlp-number, .widget-readout'));
            return number && textOf(label).right > box(number).left + 1;
        };
        found.push({
            name: cell.model.sharedModel.source.match(/\\.(\\w+)/)[1],
            width: box(root).width,
            height: box(root).height,
            room: area.height,
            letters: pictures.map(picture => 100 / 72 * 10.5 * box(picture).height / picture.naturalHeight),
            ratios: pictures.map(picture => box(picture).width / box(picture).height
                * picture.naturalHeight / picture.naturalWidth),
            sideways: all('.mlp-picture').filter(part => part.scrollWidth > part.clientWidth + 1).length,
            tracks: all('.noUi-base').map(track => box(track).width),
            cut: all('.widget-label, .widget-label-basic, button, .mlp-number input')
                .filter(part => isCut(part) || isCovered(part)).map(part => part.innerText || part.value),
            outside: all('.mlp-controls *, .mlp-bar *')
                .filter(part => box(part).right > box(root).right + 1).map(part => part.className),
        });
    }
    return found;
}"""

OPEN_THE_FILE_BROWSER = "() => window.jupyterapp.commands.execute('filebrowser:activate')"


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory):
    """One notebook with the opening state of every scene, in one page."""
    folder = tmp_path_factory.mktemp("scenes")
    topics = [f"from mlp.lessons import {topic}" for topic in TOPICS]
    sources = ["\n".join(["from mlp.live import explore", *topics])]
    sources += [f"explore({topic}.{name})" for topic, name in SCENES]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "all.ipynb")
    with running_lab(folder, tmp_path_factory.mktemp("lab")) as address, open_browser(*LAPTOP) as page:
        run_notebook(page, address("all.ipynb"))
        page.evaluate(OPEN_THE_FILE_BROWSER)
        yield page
        assert not page.problems


def measured(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    found = page.evaluate(MEASURE)
    assert [scene["name"] for scene in found] == [name for _, name in SCENES]
    return found


def faults_of(scene):
    """What a student could not read or reach."""
    ratio = sum(scene["ratios"])  # of the pieces, which make up one picture
    faults = {
        "letters": [letter for letter in scene["letters"] if letter < SMALLEST_LETTER],
        "tracks": [track for track in scene["tracks"] if track < SHORTEST_TRACK],
        "cut": scene["cut"],
        "outside": scene["outside"],
        "ratio": [ratio] if abs(ratio - 1) > 0.02 else [],
    }
    return {word: found for word, found in faults.items() if found}


def test_in_a_small_laptops_window_every_scene_is_whole(page):
    found = measured(page, *LAPTOP)
    assert {scene["name"]: scene["height"] for scene in found if scene["height"] > scene["room"]} == {}
    assert {scene["name"]: faults for scene in found if (faults := faults_of(scene))} == {}


@pytest.mark.parametrize("size", SMALL_WINDOWS, ids=lambda size: "{}x{}".format(*size))
def test_in_a_small_window_everything_is_readable_and_within_reach(page, size):
    found = measured(page, *size)
    assert {scene["name"]: faults for scene in found if (faults := faults_of(scene))} == {}


def test_in_a_narrow_output_the_panels_stand_one_below_the_other(page):
    found = {scene["name"]: scene for scene in measured(page, 820, 1180)}
    assert len(found["RateInYourHand"]["letters"]) == 2
    assert len(found["SamplingMachine"]["letters"]) == 3
    assert len(found["NumbersOnEdges"]["letters"]) == 2
    fitting = ("SamplingMachine", "RateThatChanges", "ThreeInARow")
    assert [name for name in fitting if found[name]["sideways"]] == []


def test_a_screenshot_of_every_scene_is_left_for_a_person(page):
    measured(page, *LAPTOP)
    SCREENSHOTS.mkdir(exist_ok=True)
    for index, (_, name) in enumerate(SCENES, start=1):
        show_cell(page, index).locator(".mlp-explorer").evaluate("explorer => explorer.scrollIntoView()")
        page.screenshot(path=SCREENSHOTS / f"small_{index:02}_{name}.png")
