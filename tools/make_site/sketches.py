"""A curve to draw before it is shown: axes as a picture, sliders, and what a drawn curve is compared with."""

import json
from html import escape

import numpy as np

from mlp.lessons.drawn import CLOSE, LEVEL, SHAPES, shape, shares, true_heights
from mlp.live.canvas import Canvas
from mlp.plots.numbers import short, two_digits
from mlp.plots.sketch import DrawnCurve
from mlp.plots.style import own_settings, panels

from .pictures import in_few_colours, store

WIDTH, HEIGHT = 500, 300  # pixels: as narrow as a phone, so that its text is not made smaller
SHARPNESS = 2  # pixels of the file for one of these
STEPS = 50  # from the lower to the upper end of a slider, as in the notebook
PLAIN = {"ensure_ascii": False, "separators": (",", ":")}


@own_settings()
def sketch_html(task, folder):
    """The question, its axes, a slider for each point, and the data for `sketch.js`."""
    size, edges = (WIDTH / 100, HEIGHT / 100), {"left": 0.15, "bottom": 0.18, "top": 0.96}
    figure, (ax,) = panels(1, size=size, **edges)
    curve = DrawnCurve(ax, task.places, task.limits, task.labels, task.scales)
    name = store(in_few_colours(Canvas(figure, [], SHARPNESS).still()), folder)
    data = comparison(task) | drawing(task, ax)
    plain = json.dumps(data, **PLAIN).replace("</", "<\\/")
    image = (
        f'<img src="pictures/{name}.webp" alt="{escape(curve.in_words)}" width="{WIDTH}" height="{HEIGHT}">'
    )
    return f"""<div class="task sketch"><p><b>Draw first.</b> {escape(task.text)}</p>
<div class="picture">{image}<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true"></svg></div>
<p class="small"><span class="guess">- - your guess</span> <span class="true" hidden>— the true run</span></p>
<noscript><p>Drawing needs JavaScript.</p></noscript>
<div class="controls" hidden>{_sliders(task, data)}
<div class="buttons"><button type="button">This is my guess</button></div></div>
<p class="feedback" role="status"></p>
<script type="application/json">{plain}</script></div>"""


def comparison(task):
    """What a drawn curve is compared with, and the words, as plain data. Sliders go from 0 to 50."""
    x, y, facts = task.answer()
    heights, true = slider_heights(task), true_heights(task, x, y)
    true_shares = shares(task, true)
    return {
        "shares": shares(task, heights).tolist(),
        "heights": [two_digits(height) for height in heights],
        "places": [f"{task.labels[0]} {short(place)}" for place in task.places],
        "trueShares": true_shares.tolist(),
        "trueHeights": [two_digits(height) for height in true],
        "trueShape": shape(true_shares),
        "reasons": {kind: reason.format(**facts) for kind, reason in task.reasons.items()},
        "shapes": SHAPES,
        "close": CLOSE,
        "level": LEVEL,
    }


def slider_heights(task):
    """The heights that a slider can be set to, `(51,)`."""
    steps = np.arange(STEPS + 1) / STEPS
    if task.scales[1] == "log":
        low, high = np.log10(task.limits)
        return 10 ** (low + steps * (high - low))
    low, high = task.limits
    return low + steps * (high - low)


def drawing(task, ax):
    """Where the sliders' points and the true curve lie in the picture, in its pixels from the upper left."""
    x, y, _ = task.answer()
    inside = (x >= task.places[0]) & (x <= task.places[-1])
    true = _pixels(ax, np.asarray(x)[inside], np.clip(y, *task.limits)[inside])
    return {
        "columns": _pixels(ax, task.places, np.full(len(task.places), task.limits[0]))[:, 0].tolist(),
        "rows": _pixels(ax, np.full(STEPS + 1, task.places[0]), slider_heights(task))[:, 1].tolist(),
        "line": " ".join(f"{across:g},{down:g}" for across, down in true),
    }


def _pixels(ax, x, y):
    """Columns and rows `(n, 2)` of points in the data's units."""
    at = ax.transData.transform(np.column_stack([x, y])) / ax.figure.bbox.size
    return (np.array([0, 1]) + at * [1, -1]).round(4) * [WIDTH, HEIGHT]


def _sliders(task, data):
    middle = STEPS // 2
    value = f'min="0" max="{STEPS}" value="{middle}" aria-valuetext="{escape(data["heights"][middle])}"'
    rows = [
        f'<div class="control"><label>{escape(place)}</label><span class="slide">'
        f'<input type="range" aria-label="{escape(f"{task.labels[1]} at {place}")}" {value}></span>'
        f"<output>{escape(data['heights'][middle])}</output></div>"
        for place in data["places"]
    ]
    return "".join(rows)
