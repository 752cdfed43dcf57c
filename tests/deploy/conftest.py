"""A real class for each file of tests. REQUIRE_HUB=1 lets none of them be skipped."""

import asyncio
import os

import pytest
from class_client import Kernel
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
    connected, connect = [], Kernel.connect

    async def noted(kernel):
        connected.append(kernel)
        return await connect(kernel)

    async def close_all():
        await asyncio.gather(*(kernel.close() for kernel in connected))

    with pytest.MonkeyPatch.context() as patch, asyncio.Runner() as runner:
        patch.setattr(Kernel, "connect", noted)
        yield runner.run
        runner.run(close_all())
