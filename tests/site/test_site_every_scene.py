"""Every control of every scene at both ends: value, words and picture agree, and are the scene's own."""

import pytest
from browsing import is_as_in_the_table, opened_page, scene_on, set_to, settle, what_is_seen
from driving import NOTEBOOKS, declared, is_scene, opened
from make_site.check import problems
from make_site.states import State, plan
from make_site.tables import shot_of, table_of
from moves import check, drive
from small import TINY

from mlp.lessons.batch_and_epoch import WhichAxis
from mlp.lessons.capacity_and_overfitting import CostOfSize
from mlp.lessons.hyperparameter_search import FourSearches
from mlp.live.canvas import Canvas
from mlp.plots.style import look

MEASURE_TIME = WhichAxis, CostOfSize, FourSearches  # their runs are never twice the same


@pytest.mark.parametrize("notebook", [path.stem for path in NOTEBOOKS])
def test_every_control_at_both_ends_shows_what_the_table_says(whole_site, chromium, notebook):
    with opened_page(whole_site / f"{notebook}.html") as page:
        names = page.locator("[data-scene]").evaluate_all("all => all.map(one => one.dataset.scene)")
        assert names
        for name in names:
            move_every_control(page, name, table_of(whole_site / "data" / f"{name}.js"))
        assert page.problems == [] and page.outside == []


def move_every_control(page, name, table):
    section = scene_on(page, name)
    for number, control in enumerate(table["controls"]):
        for position in (len(control["texts"]) - 1, 0):
            set_to(section.locator(f"[data-control='{number}']"), position)
            settle(page, name)
            seen = what_is_seen(page, name)
            is_as_in_the_table(seen, table)
            assert seen[3][number] == position
            output = section.locator(f"output[for='{name}-{control['name']}']")
            assert output.count() == 0 or output.inner_text() == control["texts"][position]


def test_the_whole_website_has_no_faults(whole_site):
    assert problems(whole_site) == []


@pytest.mark.parametrize("scene_class", declared(is_scene))
def test_the_words_and_pictures_of_every_scene_are_its_own(whole_site, scene_class):
    """In the opposite order: what an earlier state has left behind would show."""
    made, scene = plan(scene_class, TINY), opened(scene_class)
    table = table_of(whole_site / "data" / f"{scene_class.__name__}.js")
    show = table, whole_site / "pictures", Canvas(scene.figure, scene.artists)
    for state in [] if scene_class in MEASURE_TIME else reversed(made.states):
        drive(scene, made, state, TINY)
        check(scene, shot_of(table, state.key), *show)
    for at in reversed(made.bases):
        with look():
            scene.restart(**made.settings(scene.controls, at))
        check(scene, table["runs"][State(at).key][0], *show)
