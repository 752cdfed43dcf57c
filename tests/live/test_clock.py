import asyncio
import time

import pytest

from mlp.live import clock
from mlp.live.clock import LONGEST_WAIT, MOST_FRAMES, Clock, Crowd
from mlp.live.loop import CellLoop


def frames_of_a_run(seconds):
    """How many frames each picture of a run showed."""
    asked = []

    async def cell():
        running = Clock(CellLoop(), lambda n_frames: asked.append(n_frames) or True, lambda: None)
        running.start()
        await asyncio.sleep(seconds)
        running.pause()

    asyncio.run(cell())
    return asked


@pytest.fixture
def waiting(monkeypatch):
    """A machine on which every picture has to wait for the processor, so many times as long as it works."""

    measured = Crowd.measured

    def wait(times):
        monkeypatch.setattr(Crowd, "measured", lambda *args: (measured(*args), 1.0 + times)[1])

    return wait


def test_on_a_free_machine_every_frame_has_a_picture(waiting):
    waiting(0)
    assert set(frames_of_a_run(0.3)) == {1}


def test_in_a_crowd_pictures_are_fewer_and_the_training_goes_on_as_fast(waiting):
    waiting(2)
    first, *others = frames_of_a_run(0.5)
    assert first == 1 and set(others) == {3} and len(others) <= 4


def test_in_a_large_crowd_a_picture_comes_at_least_twice_a_second(waiting):
    waiting(1000)
    assert frames_of_a_run(0.75) == [1, MOST_FRAMES, MOST_FRAMES]
    assert LONGEST_WAIT / clock.FRAMES_PER_SECOND <= 0.5


@pytest.mark.parametrize(("wall", "crowd"), [(1.04, 1.0), (2.04, 2.0), (4.04, 4.0)])
def test_a_crowd_is_measured_by_the_time_that_neither_work_nor_sleep_explains(monkeypatch, wall, crowd):
    clocks = {"perf_counter": 0.0, "process_time": 0.0}
    for name in clocks:
        monkeypatch.setattr(time, name, lambda name=name: clocks[name])
    measuring = Crowd()
    clocks |= {"perf_counter": wall + clock.ON_TIME, "process_time": 1.0}
    assert measuring.measured(pause=0.04) == pytest.approx(crowd)
