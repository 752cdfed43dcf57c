"""A real class for each file of tests. REQUIRE_HUB=1 lets none of them be skipped."""

import asyncio
import os

import pytest
from running_class import RunningClass, what_is_missing


@pytest.fixture(scope="module")
def running_class(request):
    if missing := what_is_missing():
        (pytest.fail if os.environ.get("REQUIRE_HUB") == "1" else pytest.skip)(missing)
    idle_seconds = getattr(request.module, "IDLE_SECONDS", 3600)
    with RunningClass(CLASS_IDLE_SECONDS=str(idle_seconds)) as opened:
        yield opened


@pytest.fixture(scope="module")
def run():
    """Runs coroutines one after another on one loop, on which the students' connections live."""
    with asyncio.Runner() as runner:
        yield runner.run
