"""Every control of every scene at both of its ends, in a real browser: value, words and picture agree."""

import pytest
from browsing import is_as_in_the_table, opened_page, scene_on, set_to, settle, what_is_seen
from driving import NOTEBOOKS
from make_site.check import problems
from make_site.tables import table_of


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
