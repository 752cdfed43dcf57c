"""How fast is the website? From opening a page to its first paint, and from a moved slider to its picture.

    python benchmarks/website.py

Measures what `make site` has written, over http and from a folder, on a phone's and on a laptop's screen;
then with a processor six times slower, and with a slow connection. A moved slider counts until two frames
after its picture was shown, which is about 33 ms of every number.
"""

import statistics
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from browser import open_browser
from served import served

PAGE, SCENES = "03_learning_rate.html", ("BallInABowl", "RateInYourHand")
SCREENS = {"phone": (390, 844), "laptop": (1366, 768)}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
MOVE = """async ([name, position]) => {
    const section = document.getElementById(name), slider = section.querySelector('input[type=range]');
    const nextFrame = () => new Promise(requestAnimationFrame);
    const began = performance.now();
    slider.value = position;
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    while (section.dataset.shown !== section.dataset.wanted) await nextFrame();
    await nextFrame();
    await nextFrame();
    return performance.now() - began;
}"""
TOUCH = "slider => slider.dispatchEvent(new Event('pointerdown'))"
IS_SHOWN = "section => section.dataset.wanted && section.dataset.shown === section.dataset.wanted"


def main():
    if not (ROOT / "site" / PAGE).exists():
        sys.exit("There is no site/ to measure: make site")
    with served(ROOT / "site") as address:
        ways = {"http": f"{address}/{PAGE}", "folder": (ROOT / "site" / PAGE).as_uri()}
        for way, page_address in ways.items():
            for screen, size in SCREENS.items():
                paint, moves = measure(page_address, size)
                say(f"{way}, {screen}: first paint", [paint], 500)
                say(f"{way}, {screen}: input to picture", moves, 60)
        _, moves = measure(f"{address}/{PAGE}", SCREENS["phone"], slowdown=6)
        say("processor six times slower: input to picture", moves, 300)
        paint, moves = measure(f"{address}/{PAGE}", SCREENS["phone"], network=SLOW, wait=1000)
        say("1.6 Mbit/s, 150 ms: first paint", [paint], 1000)
        say("1.6 Mbit/s, 150 ms: a drag, one second after the touch", moves, 60)


def say(what, times, goal):
    """Prints the median and the longest of some times in milliseconds."""
    print(
        f"{what:56} {statistics.median(times):5.0f} ms, longest {max(times):5.0f} (goal {goal})", flush=True
    )


def measure(address, size, slowdown=1, network=None, wait=0):
    """Milliseconds to the first paint, and of moves of two scenes' first sliders, `wait` after a touch."""
    with opened(address, size, slowdown, network) as page:
        paint = page.wait_for_function(FIRST_PAINT).json_value()
        return paint, [time for name in SCENES for time in moves_of(page, name, wait)]


@contextmanager
def opened(address, size, slowdown, network):
    """The page, with a processor that is so many times slower and with this network."""
    with open_browser(*size) as page:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        if network:
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", network)
        page.goto(address)
        yield page


def moves_of(page, name, wait):
    section = page.locator(f"#{name}")
    section.scroll_into_view_if_needed()
    page.wait_for_function(f"({IS_SHOWN})(document.getElementById('{name}'))")
    slider = section.locator("input[type=range]").first
    last = int(slider.get_attribute("max"))
    if wait:
        slider.evaluate(TOUCH)
        page.wait_for_timeout(wait)
    return [page.evaluate(MOVE, [name, k]) for k in range(1, last + 1)]


if __name__ == "__main__":
    main()
