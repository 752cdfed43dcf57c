"""What tests share: the browser, and the rule that nothing is skipped where REQUIRE_BROWSER=1, as in continuous integration."""
import os

import pytest
from browser import CHROMIUM

NOTHING_IS_SKIPPED = os.environ.get("REQUIRE_BROWSER") == "1"


@pytest.fixture(scope="session")
def chromium():
    """The path of the system's Chromium. Without one a test is skipped, or fails where a browser is required."""
    if CHROMIUM is None:
        pytest.skip("No Chromium was found: install it (on Debian: apt-get install chromium) to run the browser tests.")
    return CHROMIUM


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return _never_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return _never_skipped((yield))


def _never_skipped(report):
    if NOTHING_IS_SKIPPED and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"REQUIRE_BROWSER=1 allows no skipped test. {reason}"
    return report
