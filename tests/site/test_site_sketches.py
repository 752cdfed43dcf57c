"""A curve that is drawn on the website is judged as in the notebook, in the same words."""

import json
import re

import numpy as np
import pytest
from browser import open_browser
from driving import declared
from make_site.build import HERE
from make_site.sketches import STEPS, comparison, sketch_html, slider_heights

from mlp.lessons.drawn import difference, in_words
from mlp.lessons.tasks import Sketch

SKETCHES = declared(lambda item: isinstance(item, Sketch))


def curves(n_places, rng):
    """Positions of the sliders of many curves `(n_curves, n_places)`: level ones, slopes, and random ones."""
    level = np.repeat(np.arange(0, STEPS + 1, 5), n_places).reshape(-1, n_places)
    rising = np.linspace(0, STEPS, n_places).round().astype(int)
    return np.vstack([level, rising, rising[::-1], rng.integers(0, STEPS + 1, (200, n_places))])


def said_in_the_notebook(task, positions):
    x, y, facts = task.answer()
    found = difference(task, slider_heights(task)[positions], x, y)
    return {"isRight": found.is_right, "words": in_words(task, found, facts)}


@pytest.mark.parametrize("task", SKETCHES)
def test_the_website_says_about_a_curve_what_the_notebook_says(task, chromium):
    drawn = curves(len(task.places), np.random.default_rng(0))
    expected = [said_in_the_notebook(task, positions) for positions in drawn]
    with open_browser() as page:
        page.add_script_tag(content=(HERE / "sketch.js").read_text("utf-8"))
        said = page.evaluate(
            "([task, all]) => all.map(positions => judged(task, positions))",
            [comparison(task), drawn.tolist()],
        )
    assert said == expected
    assert len({one["words"][-20:] for one in said}) >= 3  # several reasons were given


@pytest.mark.parametrize("task", SKETCHES)
def test_the_points_and_the_true_curve_lie_inside_the_picture(task, tmp_path):
    html = sketch_html(task, tmp_path)
    data = json.loads(re.search(r'<script type="application/json">(.*?)</script>', html)[1])
    across, down = np.array([pair.split(",") for pair in data["line"].split()], float).T
    assert (np.diff(across) >= 0).all()
    assert min(data["columns"]) - 0.1 <= across.min() and across.max() <= max(data["columns"]) + 0.1
    assert min(data["rows"]) - 0.1 <= down.min() and down.max() <= max(data["rows"]) + 0.1
    assert data["rows"] == sorted(data["rows"], reverse=True) and 0 < data["rows"][-1] < data["rows"][0] < 300
