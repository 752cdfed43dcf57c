"""Films an explorer at work for the README: in JupyterLab, a hand drags the learning rate of scene 3.3.

    python tools/film_explorer.py      writes docs/explorer.gif

The hand follows the number of updates. Filming slows a run down: the film has the length of a run without it.
"""

import base64
import io
import re
import tempfile
from pathlib import Path

import numpy as np
from browser import open_browser, run_notebook, running_lab, show_cell
from PIL import Image

from mlp.lessons.learning_rate import RateInYourHand
from mlp.live.clock import FRAMES_PER_SECOND

ROOT = Path(__file__).resolve().parent.parent
SCENE = "explore(lesson.RateInYourHand)"
SLIDER = RateInYourHand.controls[-1]  # the learning rate
SECONDS = RateInYourHand.n_steps / RateInYourHand.steps_a_frame / FRAMES_PER_SECOND
STORY = {400: 1e-4, 900: 1.0, 2100: 1.0, 2400: 4.0}  # from the number of updates to the learning rate
HAND = """() => {
    document.body.insertAdjacentHTML('beforeend', '<div id="hand"></div>');
    document.querySelector('#hand').style = 'position: fixed; width: 26px; height: 26px; margin: -13px; '
        + 'border-radius: 50%; background: #d55e0066; z-index: 9999; pointer-events: none';
}"""
MOVE_HAND = """([x, y]) => {
    Object.assign(document.querySelector('#hand').style, {left: x + 'px', top: y + 'px'});
}"""


def main():
    with (
        tempfile.TemporaryDirectory() as state,
        running_lab(ROOT / "notebooks", state) as address,
        open_browser(width=1140, height=860) as page,
    ):
        run_notebook(page, address("03_learning_rate.ipynb"))
        index = page.evaluate(
            "code => window.jupyterapp.shell.currentWidget.content.widgets.findIndex(cell =>"
            " cell.model.sharedModel.source === code)",
            SCENE,
        )
        output = show_cell(page, index).locator(".jp-OutputArea-output").first
        output.scroll_into_view_if_needed()
        page.evaluate(HAND)
        frames, seconds = film(page, output)
    path = ROOT / "docs" / "explorer.gif"
    frames[0].save(
        path,
        save_all=True,
        append_images=frames[1:],
        duration=[round(1000 * shown) for shown in seconds],
        loop=0,
        optimize=True,
    )
    print(f"{path.name}: {len(frames)} pictures, {sum(seconds):.1f} s, {path.stat().st_size / 1000:.0f} kB")


def film(page, output):
    """The pictures of the output while the story is told, in few colours, and the seconds to show each."""
    page.wait_for_timeout(500)
    area, taken = output.bounding_box(), []
    left, top = round(area["x"]), round(area["y"])
    box = left, top, left + round(area["width"]), top + round(area["height"])
    screen = page.context.new_cdp_session(page)

    def keep(event):
        screen.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})
        taken.append((event["metadata"]["timestamp"], event["data"]))

    screen.on("Page.screencastFrame", keep)
    screen.send("Page.startScreencast", {"format": "png", "everyNthFrame": 2})
    tell(page, output)
    screen.remove_listener("Page.screencastFrame", keep)  # one that comes late would find the page closed
    screen.send("Page.stopScreencast")
    times, pictures = zip(*sorted(taken))
    opened = [Image.open(io.BytesIO(base64.b64decode(picture))) for picture in pictures]
    pictures = [picture.convert("RGB").crop(box) for picture in opened]
    palette = few_colors(pictures[-1])
    frames = [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures]
    seconds = np.diff(times) * SECONDS / (times[-1] - times[0])
    return frames, [*seconds, 3]  # the last one is shown longer


def tell(page, output):
    """Presses "slow", then drags the slider through the story, until the run is over."""
    state, handle = output.locator("[role=status]").last, output.locator(".noUi-handle").last
    track = output.locator(".widget-slider .noUi-base").last.bounding_box()
    output.get_by_role("button", name="slow").click()
    place = handle.bounding_box()
    x, y = place["x"] + place["width"] / 2, track["y"] + track["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    while "is over" not in (words := state.inner_text()):
        n_updates = int(re.search(r"\d+", words.replace(",", ""))[0])
        rate = np.exp(np.interp(n_updates, list(STORY), np.log(list(STORY.values()))))
        share = np.log(rate / SLIDER.low) / np.log(SLIDER.high / SLIDER.low)
        x += 0.6 * (track["x"] + share * track["width"] - x)
        page.mouse.move(x, y)
        page.evaluate(MOVE_HAND, [x, y])
        page.wait_for_timeout(30)
    page.mouse.up()


def few_colors(picture):
    """A palette in which every colour of the picture counts once, however small its patch."""
    colors = picture.getcolors(maxcolors=2**24)
    swatches = Image.new("RGB", (len(colors), 1))
    swatches.putdata([color for _, color in colors])
    return swatches.quantize(128)


if __name__ == "__main__":
    main()
