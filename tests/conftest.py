"""What tests share: a place for answers, and the browser.

Where REQUIRE_BROWSER=1, as in continuous integration, no test may skip the browser.
"""

import gc
import os
from itertools import count

# The processes of the tests share the cores. To be said before numpy is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from browser import CHROMIUM

gc.set_threshold(20_000, 20, 20)  # less often: much of what tests make is no garbage
BROWSER_IS_REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"


@pytest.fixture(scope="session")
def places_of_answers(tmp_path_factory):
    """Places for the answers of one test after another."""
    root = tmp_path_factory.mktemp("answers")
    return (root / f"of_test_{number}" for number in count())


@pytest.fixture(autouse=True)
def answers(places_of_answers, monkeypatch):
    """The folder of this test's answers, not made yet: no test reads or writes those of whoever runs it."""
    folder = next(places_of_answers)
    monkeypatch.setenv("MLP_ANSWERS", str(folder))
    monkeypatch.delenv("MLP_LET_GO", raising=False)
    return folder


@pytest.fixture(scope="session")
def chromium():
    """The path of the system's Chromium. Without one a test is skipped, or fails if a browser is required."""
    if CHROMIUM is None:
        pytest.skip(
            "No Chromium was found: install it (on Debian: apt-get install chromium) to run the browser"
            " tests."
        )
    return CHROMIUM


def pytest_collection_finish():
    """What is loaded by now stays: nobody looks through it for garbage again, which would take long."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items):
    """The browser tests, the longest work, come first. What needs the browser has the mark `browser`."""
    items.sort(key=lambda item: not item.path.name.startswith("test_browser"))
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(optionalhook=True)  # where pytest-xdist is not installed, one process does all
def pytest_xdist_make_scheduler(config, log):
    """Several processes share the work, file by file; in test_browser.py, notebook by notebook."""
    from xdist.scheduler import LoadScopeScheduling

    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = _share
    return scheduler


def _share(nodeid):
    """What one process does in one go: a file, or all tests of test_browser.py with one notebook."""
    file, _, test = nodeid.partition("::")
    return file + test.partition("[")[2] if file.endswith("test_browser.py") else file


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    return _not_skipped(report) if "chromium" in getattr(item, "fixturenames", ()) else report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    return _not_skipped(report) if collector.path.name.startswith("test_browser") else report


def _not_skipped(report):
    if BROWSER_IS_REQUIRED and report.skipped:
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = (
            "failed",
            f"REQUIRE_BROWSER=1 allows no skipped browser test. {reason}",
        )
    return report
