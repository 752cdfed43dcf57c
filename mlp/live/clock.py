"""What makes a scene run on? A clock that advances it on the cell's loop, about 20 times a second.

Where many kernels share one machine, the clock shows fewer pictures, so that moved controls get their turn.
"""

import asyncio
import time
import weakref

FRAMES_PER_SECOND = 20  # more would make other cells wait
SHORTEST_PAUSE = 0.01  # seconds between two pictures in which other cells get their turn
MOST_FRAMES = 4  # for one picture
LONGEST_WAIT = 10  # times as long as on a free machine, from one picture to the next
ON_TIME = 0.002 + time.get_clock_info("monotonic").resolution  # seconds: an alarm comes so late anyway


class Clock:
    """Calls `advance(n_frames)` until it returns False. Only one clock runs: a start pauses the other one.

    `on_change()` is called when the clock starts and when it stops.
    """

    _latest = None  # a weak reference to the clock that was started last

    def __init__(self, cell_loop, advance, on_change):
        self._cell_loop, self._advance, self._on_change = cell_loop, advance, on_change
        self._task = None

    @property
    def is_running(self):
        return self._task is not None

    def start(self):
        """Starts to advance. To be called on the loop itself."""
        if self.is_running:
            return
        self.pause_others()
        Clock._latest = weakref.ref(self)
        self._task = self._cell_loop.loop.create_task(self._run())
        self._on_change()

    def pause(self):
        """Stops to advance; `start` goes on from here."""
        if self.is_running:
            self._task.cancel()
            self._stopped()

    def pause_others(self):
        """Pauses the clock that runs now, unless it is this one."""
        other = Clock._latest and Clock._latest()
        if other is not None and other is not self:
            other._cell_loop.soon(other.pause)

    async def _run(self):
        own, crowd, pace = asyncio.current_task(), Crowd(), 1.0
        try:
            while self._advance(min(round(pace), MOST_FRAMES)):
                pause = max(SHORTEST_PAUSE, pace / FRAMES_PER_SECOND - crowd.seconds)
                await asyncio.sleep(pause)
                pace = min(crowd.measured(pause), LONGEST_WAIT)
        finally:  # also when somebody else cancels all tasks of the kernel
            if self._task is own:
                self._stopped()

    def _stopped(self):
        self._task = None
        self._on_change()


class Crowd:
    """How many programs share a processor? 1.0 for one alone, measured by how long this one has to wait."""

    def __init__(self):
        self._used = self._waited = 0.0  # seconds a picture, recent ones weigh most
        self._began, self._used_before = time.perf_counter(), time.process_time()

    @property
    def seconds(self):
        """The time since the last measurement."""
        return time.perf_counter() - self._began

    def measured(self, pause):
        """Measures the time since the last measurement, of which `pause` seconds were asked for."""
        used = time.process_time() - self._used_before
        waited = max(0.0, self.seconds - pause - used - ON_TIME)
        self._used += 0.2 * (used - self._used)
        self._waited += 0.2 * (waited - self._waited)
        self._began, self._used_before = time.perf_counter(), time.process_time()
        return 1 + self._waited / max(self._used, ON_TIME)
