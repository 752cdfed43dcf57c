"""How long does each scene take to follow its sliders, next to a slider that only changes a label?

    python benchmarks/redraw.py                      every scene of every notebook
    python benchmarks/redraw.py loss_functions       those of one

For every slider: the median time from a key press to the first frame that has a new picture, in JupyterLab in
Chromium. Goal: at most twice the label's. Some moves need a longer computation or new axes; they show up
here. Scenes that run on are held first.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from latency import LABEL, write_notebook

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
from browser import open_browser, run_notebook, running_lab, show_cell

TOPICS = sorted(path.stem[3:] for path in (Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
WATCH = """cell => {
    const area = document.querySelector(`.jp-Cell[data-windowed-list-index='${cell}'] .jp-OutputArea`);
    const shown = () => {
        const picture = area.querySelector('img');
        if (!picture) return area.querySelector('.widget-html-content').textContent;
        return picture.complete && picture.naturalWidth ? picture.src : null;
    };
    const mine = window.mine = {};
    window.seen = {keys: [], changes: []};
    addEventListener('keydown', () => window.mine === mine && seen.keys.push(performance.now()), true);
    let last = shown();
    const look = () => {
        if (window.mine !== mine) return;
        const next = shown();
        if (next !== null && next !== last) seen.changes.push(performance.now());
        last = next ?? last;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


def main(topics, n_presses=14):
    scenes = [
        (topic, name)
        for topic in topics
        for name, item in vars(import_module(f"mlp.lessons.{topic}")).items()
        if hasattr(item, "controls")
    ]
    sources = [LABEL] + [
        f"from mlp.live import explore\nfrom mlp.lessons import {topic}\nexplore({topic}.{name})"
        for topic, name in scenes
    ]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as state:
        write_notebook(Path(folder) / "redraw.ipynb", sources)
        with running_lab(folder, state) as address, open_browser() as page:
            run_notebook(page, address("redraw.ipynb"))
            for index, (topic, name) in enumerate(scenes, start=1):
                floor = statistics.median(
                    _press(page, show_cell(page, 0).locator(".noUi-handle").first, 0, 2 * n_presses)
                )  # each time: a computer is not equally fast all the time
                cell = show_cell(page, index)
                cell.locator(".jp-OutputArea img").first.wait_for()
                for number in range(cell.locator(".widget-slider").count()):
                    if cell.get_by_role("button", name="Step").count():
                        cell.get_by_role("button", name="Step").click()  # held: a move does not set it off
                    slider = cell.locator(".widget-slider").nth(number)
                    waits = _press(page, slider.locator(".noUi-handle"), index, n_presses)
                    report(f"{topic} {name}: {slider.locator('.widget-label').inner_text()}", waits, floor)


def report(words, waits, floor):
    if not waits:
        print(f"{words:60.60} acts on the run, not on the held picture")
        return
    wait = statistics.median(waits)
    verdict = "met" if wait <= 2 * floor else "MISSED"
    print(
        f"{words:60.60} {wait:6.1f} ms   {wait / floor:5.2f} × the label's {floor:4.1f}   longest"
        f" {max(waits):5.0f} ms   {verdict}",
        flush=True,
    )


def _press(page, handle, cell, n_presses):
    """Milliseconds from each key press to the first frame that shows something new."""
    handle.focus()
    page.keyboard.press("ArrowRight")
    time.sleep(1)
    page.evaluate(WATCH, cell)
    pauses = random.Random(1)
    for number in range(n_presses):
        page.keyboard.press(
            "ArrowLeft" if number % 4 < 2 else "ArrowRight"
        )  # to and fro, in case the handle stands at an end
        time.sleep(pauses.uniform(0.3, 0.5))
    seen = json.loads(page.evaluate("() => JSON.stringify(window.seen)"))
    waits = []
    for pressed, next_key in zip(seen["keys"], [*seen["keys"][1:], float("inf")]):
        waits += [at - pressed for at in seen["changes"] if pressed <= at < next_key][:1]
    return waits


if __name__ == "__main__":
    main(sys.argv[1:] or TOPICS)
