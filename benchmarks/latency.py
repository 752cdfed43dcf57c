"""How long from a key press on a slider to changed pixels, in JupyterLab in Chromium? And during training?

    python benchmarks/latency.py

Each key press is stamped in the page; every animation frame reads a patch of the picture whose colour encodes
the slider's value. The yardstick, in the same run, is a slider that only changes a label. Ratios count, not
milliseconds. They decided for a JPEG inside its own address (`data:…`) and for a clock in the kernel.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from ast import literal_eval
from pathlib import Path

import nbformat
from jupyter_client import BlockingKernelClient

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
from browser import in_kernel, open_browser, run_notebook, running_lab, show_cell

LABEL = """
import ipywidgets as widgets
slider, label = widgets.IntSlider(0, 0, 200), widgets.HTML("value=0")
slider.observe(lambda change: setattr(label, "value", f"value={change.new}"), "value")
widgets.VBox([slider, label])
"""
SCENES = """
from matplotlib.patches import Rectangle
from mlp.live import explore
from mlp.lessons.learning_rate import BallInABowl, RateInYourHand

def patched(scene_class, count, left):
    # a scene whose picture also shows a number as a colour that survives compression
    class Patched(scene_class):
        def __init__(self):
            super().__init__()
            patch = Rectangle((left, 0), 0.03, 0.06, transform=self.figure.transFigure, linewidth=0)
            self.figure.add_artist(patch)
            self.artists = [*self.artists, patch]
            self.patches = [*getattr(self, "patches", []), (patch, count)]
        def paint_patch(self):
            for patch, count in self.patches:
                patch.set_facecolor([51 * (count(self) // 6**k % 6) / 255 for k in range(3)])
        def restart(self, **values):
            super().restart(**values)
            self.paint_patch()
        def change(self, **values):
            super().change(**values)
            self.paint_patch()
    if hasattr(scene_class, "advance"):
        def advance(self):
            runs_on = super(Patched, self).advance()
            self.paint_patch()
            return runs_on
        Patched.advance = advance
    return Patched
"""
STILL = (
    "still = patched(BallInABowl, lambda scene: round(scene.step_factor * 100), 0)\nexplore(still,"
    " {'step_factor': 0})"
)
OTHERWISE = """
from mlp.live import canvas
explorer = explore(still, {'step_factor': 0})
explorer._image.format = %r
explorer._canvas.frame = lambda own=explorer._canvas: (own.paint(), %s)[1]
explorer
"""
OTHERS = {
    "picture as JPEG beside its address": (
        "jpeg",
        "canvas.encoded(own._image(), 'JPEG', quality=90, subsampling=0)",
    ),
    "picture as palette PNG": ("png", "canvas.png(own._image(), optimize=False, compress_level=1)"),
    "picture as lossless WebP": (
        "webp",
        "canvas.encoded(own._image().convert('RGB'), 'WEBP', lossless=True, quality=0, method=0)",
    ),
}
LIVE = """
import math
def rate_as_number(scene):
    return round(50 * (math.log10(scene.optimizer.learning_rate) + 4))
class Live(patched(RateInYourHand, rate_as_number, 0)):
    n_steps = 100_000
live = patched(Live, lambda scene: scene.history.n_done // 20, 0.1)
explore(live, {'learning_rate': 1e-4})
"""
PLAY = """
import ipywidgets as widgets
explorer = explore(live, {'learning_rate': 1e-4})
explorer._is_held = True   # a moved slider does not start the kernel's own clock
play = widgets.Play(interval=50, max=10**6)
play.observe(lambda change: explorer._on_loop(explorer._show_next), "value")
widgets.VBox([explorer, play])
"""
WATCH = """([cell, isLabel]) => {
    const canvas = document.createElement('canvas'); canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d', {willReadFrequently: true});
    const area = document.querySelector(`.jp-Cell[data-windowed-list-index='${cell}']`);
    const at = share => {
        const picture = area.querySelector('.jp-OutputArea img');
        if (!picture?.naturalWidth) return -1;
        const x = (share + 0.015) * picture.naturalWidth, y = 0.97 * picture.naturalHeight;
        context.drawImage(picture, x, y, 1, 1, 0, 0, 1, 1);
        const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
        return Math.round(r / 51) + 6 * Math.round(g / 51) + 36 * Math.round(b / 51);
    };
    const label = () => area.querySelector('.jp-OutputArea .widget-html-content').textContent;
    const value = () => isLabel ? +label().split('=')[1] : at(0);
    window.seen = {keys: [], frames: []};
    const mine = window.mine = {};
    addEventListener('keydown', event => {
        if (window.mine === mine && event.key === 'ArrowRight') seen.keys.push(performance.now());
    }, true);
    const look = () => {
        if (window.mine !== mine) return;
        seen.frames.push([performance.now(), value(), isLabel ? 0 : at(0.1)]);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


def main(n_presses=40, n_rounds=4):
    cells = {"label": 0, "picture": 2} | {name: cell for cell, name in enumerate(OTHERS, start=3)}
    live = 3 + len(OTHERS)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as state:
        write_notebook(
            Path(folder) / "latency.ipynb",
            [LABEL, SCENES, STILL, *(OTHERWISE % other for other in OTHERS.values()), LIVE, PLAY],
        )
        with running_lab(folder, state) as address, open_browser() as page:
            run_notebook(page, address("latency.ipynb"))
            waits = {name: [] for name in cells}
            for _ in range(n_rounds):  # in turns: a computer is not equally fast all the time
                for name, cell in cells.items():
                    waits[name] += _press(page, cell, n_presses // n_rounds, is_label=name == "label")
            results = {name: statistics.median(times) for name, times in waits.items()}
            results["another cell answers, at rest"] = _ask_kernel(page)
            for name, cell in (("kernel's clock", live), ("front end's Play", live + 1)):
                if cell > live:
                    show_cell(page, live).get_by_role("button", name="Pause").click()
                    show_cell(page, cell).locator(".widget-play button").first.click()
                results[f"{name}: change seen"] = statistics.median(_press(page, cell, n_presses))
                results[f"{name}: frames per second"] = _frames_per_second(page)
                results[f"{name}: another cell answers"] = _ask_kernel(page)
    for name, number in results.items():
        print(f"{name:42} {number:6.1f}" + ("" if "frames" in name else " ms"))
    print(f"{'picture / label':42} {results['picture'] / results['label']:6.2f}   (goal: at most 1.6)")


def write_notebook(path, sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)


def _press(page, cell, n_presses, is_label=False):
    """Milliseconds from each key press to the first frame that shows its value."""
    show_cell(page, cell).locator(".noUi-handle").last.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        time.sleep(0.8)
    page.evaluate(WATCH, [cell, is_label])
    pauses = random.Random(1)
    for _ in range(n_presses):
        page.keyboard.press("ArrowRight")
        time.sleep(pauses.uniform(0.25, 0.5))
    seen = json.loads(page.evaluate("() => JSON.stringify(window.seen)"))
    start = next(value for _, value, _ in seen["frames"] if value >= 0)
    waits = []
    for number, pressed in enumerate(seen["keys"], start=start + 1):
        waits.append(
            next(at - pressed for at, value, _ in seen["frames"] if at >= pressed and value >= number)
        )
    return waits


def _frames_per_second(page, seconds=5):
    page.evaluate("() => { window.seen.frames = [] }")
    time.sleep(seconds)
    frames = json.loads(
        page.evaluate("() => JSON.stringify(window.seen.frames.filter(frame => frame[2] >= 0))")
    )
    changes = sum(one[2] != other[2] for one, other in zip(frames, frames[1:]))
    return changes / (frames[-1][0] - frames[0][0]) * 1000


CONNECTION_FILE = "__import__('ipykernel.connect').connect.get_connection_file()"


def _ask_kernel(page, n_questions=30):
    """Milliseconds until the kernel answers another client, as it would another cell."""
    client = BlockingKernelClient()
    client.load_connection_file(literal_eval(in_kernel(page, CONNECTION_FILE)))
    client.start_channels(shell=True, iopub=False, stdin=False, hb=False, control=False)
    waits = []
    for _ in range(n_questions):
        began = time.perf_counter()
        _wait(client, client.execute("1", silent=True))
        waits.append(1000 * (time.perf_counter() - began))
        time.sleep(0.07)
    client.stop_channels()
    return statistics.median(waits)


def _wait(client, message_id):
    while client.get_shell_msg(timeout=30)["parent_header"].get("msg_id") != message_id:
        pass


if __name__ == "__main__":
    main()
