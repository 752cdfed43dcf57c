"""The small website in a real browser, opened from a folder: what a reader moves is what a reader sees."""

import shutil

import axe
import from_npm
import pytest
from browsing import is_as_in_the_table, opened_page, scene_on, set_to, settle, what_is_seen
from make_site import sketches
from make_site.tables import table_of
from matplotlib import rcParams

from mlp.lessons import learning_rate
from mlp.live import explore
from mlp.plots.style import look

PAGE = "03_learning_rate.html"
SCENES = ["BallInABowl", "OwnThreshold", "RateInYourHand"]


def test_a_preset_plays_its_run_and_a_kept_picture_and_the_settings_stay(small_site, chromium):
    with opened_page(small_site / PAGE) as page:
        section = scene_on(page, "RateInYourHand")
        section.get_by_role("button", name="Keep").click()
        section.locator("[data-preset]").last.click()
        page.wait_for_function("document.querySelector('#RateInYourHand [data-play]').textContent === 'Play'")
        settle(page, "RateInYourHand")
        is_as_in_the_table(
            what_is_seen(page, "RateInYourHand"), table_of(small_site / "data" / "RateInYourHand.js")
        )
        section.get_by_role("button", name="Copy settings").click()
        assert section.locator(".copied").inner_text().startswith("explore(lesson.RateInYourHand, settings={")
        assert section.locator(".kept figure").count() == 1
        assert page.problems == []


def test_a_live_control_is_moved_in_the_run_of_the_preset_that_was_pressed(small_site, chromium):
    table = table_of(small_site / "data" / "RateInYourHand.js")
    number = [preset["name"] for preset in table["presets"]].index("dead")
    with opened_page(small_site / PAGE) as page:
        section = scene_on(page, "RateInYourHand")
        section.locator(f"[data-preset='{number}']").click()
        base = table["bases"].index(what_is_seen(page, "RateInYourHand")[0])
        set_to(section.locator("[data-control='2']"), table["controls"][2]["texts"].index("1"))
        settle(page, "RateInYourHand")
        seen = what_is_seen(page, "RateInYourHand")
        assert seen[0].endswith(f"~{base}") and "awake: 0 of 32" in seen[2]
        is_as_in_the_table(seen, table)


def test_a_control_that_jumps_back_is_said(small_site, chromium):
    with opened_page(small_site / PAGE) as page:
        section = scene_on(page, "RateInYourHand")
        for number in (0, 1):
            set_to(section.locator(f"[data-control='{number}']"), 1)
        assert "Back to where this began: activation." in section.locator(".note").inner_text()


def test_an_address_opens_a_state(small_site, chromium):
    table = table_of(small_site / "data" / "OwnThreshold.js")
    key = list(table["states"])[-1]
    with opened_page(small_site / PAGE) as page:
        page.goto(f"{(small_site / PAGE).as_uri()}#OwnThreshold:{key}")
        page.reload()
        scene_on(page, "OwnThreshold")
        is_as_in_the_table(what_is_seen(page, "OwnThreshold"), table)


def test_the_keyboard_alone_moves_a_slider_and_presses_a_button(small_site, chromium):
    with opened_page(small_site / PAGE) as page:
        section = scene_on(page, "BallInABowl")
        slider, words = section.locator("input[type=range]").first, section.locator(".words")
        before = words.inner_text()
        slider.focus()
        page.keyboard.press("End")
        settle(page, "BallInABowl")
        assert slider.get_attribute("aria-valuetext") == "2.2" and words.inner_text() != before
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # Reset
        assert words.inner_text() == before


@pytest.mark.parametrize("width, height", [(320, 640), (390, 844)])
def test_on_a_phone_nothing_overflows_and_every_control_can_be_pressed(small_site, chromium, width, height):
    with opened_page(small_site / PAGE, width, height) as page:
        for name in SCENES:
            section = scene_on(page, name)
            for control in section.locator("input:visible, select:visible, button:visible").all():
                control.click(trial=True, timeout=5000)
                assert control.bounding_box()["height"] >= 44 or control.get_attribute("type") == "checkbox"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_text_of_pictures_is_readable_on_a_small_phone(small_site, chromium):
    with opened_page(small_site / PAGE, 360, 740) as page:
        for name in SCENES:
            table = table_of(small_site / "data" / f"{name}.js")
            scene_on(page, name)
            shown = page.locator(f"#{name} .picture img").first.bounding_box()["width"]
            assert table["smallestText"] * 100 / 72 * shown / table["size"][0] >= 9.49
        axes = page.locator(".sketch img").bounding_box()["width"]
        with look():
            assert rcParams["font.size"] * 100 / 72 * axes / sketches.WIDTH >= 9.49


def test_without_javascript_pictures_words_and_answers_are_there(small_site, chromium):
    with opened_page(small_site / PAGE, scripts=False) as page:
        section = page.locator("#BallInABowl")
        section.scroll_into_view_if_needed()
        assert section.locator(".controls").is_hidden()
        assert "Step factor" in section.locator(".words").inner_text()
        assert section.locator("img").first.is_visible()
        choice = page.locator(".task details").first
        choice.locator("summary").first.click()
        assert choice.locator("p").first.is_visible()


def test_one_file_holds_everything(small_site, chromium, tmp_path):
    alone = tmp_path / PAGE
    alone.write_bytes((small_site / "single" / PAGE).read_bytes())
    with opened_page(alone) as page:
        section = scene_on(page, "BallInABowl")
        set_to(section.locator("input[type=range]").first, 0)
        settle(page, "BallInABowl")
        assert section.locator("img").first.get_attribute("src").startswith("data:image/webp")
        assert page.problems == [] and page.outside == []


def test_data_of_another_version_are_refused_and_a_missing_picture_is_told(small_site, chromium, tmp_path):
    site = shutil.copytree(small_site, tmp_path / "site")
    data = site / "data" / "BallInABowl.js"
    data.write_text(data.read_text("utf-8").replace('"version":"', '"version":"0'), "utf-8")
    for name in table_of(site / "data" / "OwnThreshold.js")["pictures"]:
        (site / "pictures" / f"{name}.webp").unlink()
    with opened_page(site / PAGE) as page:
        for name, words in (("BallInABowl", "different versions"), ("OwnThreshold", "A picture is missing")):
            page.locator(f"#{name}").scroll_into_view_if_needed()
            page.locator(f"#{name} .note", has_text=words).wait_for()
        assert page.locator("#BallInABowl .controls").is_hidden()


def test_axe_finds_no_barrier(small_site, chromium):
    if not from_npm.is_installed("axe-core"):  # where a browser is required, this is a failure
        pytest.skip("axe-core is missing: python tools/from_npm.py installs it.")
    with opened_page(small_site / PAGE, 390, 844) as page:
        for name in SCENES:
            scene_on(page, name)
        axe.load(page)
        found = page.evaluate("axe.run().then(all => all.violations.map(one => [one.id, one.nodes[0].html]))")
        assert found == []


def test_copied_settings_open_the_same_state_in_the_notebook(small_site, chromium):
    with opened_page(small_site / PAGE) as page:
        section = scene_on(page, "OwnThreshold")
        set_to(section.locator("input[type=range]").first, 0)
        settle(page, "OwnThreshold")
        section.get_by_role("button", name="Copy settings").click()
        code, words = section.locator(".copied code").inner_text(), section.locator(".words").inner_text()
    assert "settings=" in code
    explorer = eval(code, {"explore": explore, "lesson": learning_rate})
    assert explorer.scene.summary().split() == words.split()


def test_a_curve_is_drawn_with_sliders_judged_and_may_be_drawn_again(small_site, chromium):
    with opened_page(small_site / PAGE) as page:
        box = page.locator(".sketch")
        box.locator("input").first.focus()
        page.keyboard.press("Home")
        assert box.locator("output").first.inner_text() == "0.01"
        box.get_by_role("button", name="This is my guess").click()
        said = box.locator(".feedback").inner_text()
        assert said.startswith("Not quite.") and "you drew 0.01" in said
        assert box.locator("polyline.true").count() == 1
        page.keyboard.press("Tab")
        box.locator("input").last.press("ArrowRight")
        assert box.locator(".feedback").inner_text() == ""
        assert page.problems == [] and page.outside == []
