"""The small website in a real browser, opened from a folder: what a reader moves is what a reader sees."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import open_browser
from make_site.tables import table_of

AXE = Path(os.environ.get("AXE", "node_modules/axe-core/axe.min.js"))
PAGE = "03_learning_rate.html"
SCENES = ["BallInABowl", "OwnThreshold", "RateInYourHand"]
IS_SHOWN = "section => section.dataset.wanted && section.dataset.wanted === section.dataset.shown"


@contextmanager
def opened_page(path, width=1366, height=768, scripts=True):
    """A page opened from a folder; addresses that it asks for elsewhere are collected in `page.outside`."""
    with open_browser(width, height) as first:
        context = first.context.browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts
        )
        page = context.new_page()
        page.problems, page.outside = [], []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda said: said.type == "error" and page.problems.append(said.text))
        page.on("request", lambda asked: asked.url.startswith("http") and page.outside.append(asked.url))
        page.goto(path.as_uri())
        yield page


def scene_on(page, name):
    """The section of a scene, when its first picture is shown."""
    section = page.locator(f"#{name}")
    section.scroll_into_view_if_needed()
    page.locator(f"#{name} .controls").wait_for(state="visible")
    settle(page, name)
    return section


def settle(page, name):
    page.wait_for_function(f"({IS_SHOWN})(document.getElementById('{name}'))")


def set_to(control, position):
    control.evaluate(
        """(input, position) => {
            if (input.type === 'checkbox') input.checked = position === 1; else input.value = position;
            input.dispatchEvent(new Event('input', {bubbles: true}));
        }""",
        position,
    )


def what_is_seen(page, name):
    """The key in the address, the name of the picture, the words, and the positions of all controls."""
    section = page.locator(f"#{name}")
    key = page.evaluate("decodeURIComponent(location.hash)").removeprefix(f"#{name}:")
    source = section.locator(".picture img").first.get_attribute("src")
    positions = section.locator("[data-control]").evaluate_all(
        "all => all.map(one => one.type === 'checkbox' ? Number(one.checked) : Number(one.value))"
    )
    return key, source, section.locator(".words").inner_text(), positions


def is_as_in_the_table(seen, table):
    key, source, words, positions = seen
    run = table["runs"].get(key)
    picture, told, _ = run[-1] if run else table["states"][key]
    assert f"pictures/{table['pictures'][picture]}.webp" in source
    assert words.split() == table["words"][told].split()
    assert positions == [int(k) for k in key.split("~")[0].split(",")]


@pytest.mark.parametrize("name", SCENES)
def test_every_control_at_both_ends_shows_what_the_table_says(small_site, chromium, name):
    table = table_of(small_site / "data" / f"{name}.js")
    with opened_page(small_site / PAGE) as page:
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
        assert page.problems == [] and page.outside == []


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


def test_axe_finds_no_barrier(small_site, chromium):
    if not AXE.exists():  # where a browser is required, this is a failure
        pytest.skip("axe-core is not installed: npm install axe-core, or AXE=the path of axe.min.js")
    with opened_page(small_site / PAGE, 390, 844) as page:
        for name in SCENES:
            scene_on(page, name)
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run().then(all => all.violations.map(one => [one.id, one.nodes[0].html]))")
        assert found == []
