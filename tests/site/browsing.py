"""Drives a page of the website in a real browser, as a reader would, and reads what it shows."""

from contextlib import contextmanager

from browser import collect_problems, open_browser
from make_site.tables import shot_of

IS_SHOWN = "section => section.dataset.wanted && section.dataset.wanted === section.dataset.shown"


@contextmanager
def opened_page(path, width=1366, height=768, scripts=True):
    """A page opened from a folder; addresses that it asks for elsewhere are collected in `page.outside`."""
    with open_browser(width, height) as first:
        context = first.context.browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts
        )
        page = context.new_page()
        collect_problems(page)
        page.outside = []
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
    picture, told, _ = shot_of(table, key)
    assert f"pictures/{table['pictures'][picture]}.webp" in source
    assert words.split() == table["words"][told].split()
    assert positions == [int(k) for k in key.split("~")[0].split(",")]
