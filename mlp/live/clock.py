"""What makes a scene run on? A clock that advances it on the cell's loop, about 20 times a second."""

import asyncio
import weakref

FRAMES_PER_SECOND = 20  # more would make other cells wait
SHORTEST_PAUSE = 0.01  # seconds between two frames in which other cells get their turn


class Clock:
    """Calls `advance()` until it returns False. Only one clock runs at a time: a start pauses the other one.

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
        own, time = asyncio.current_task(), self._cell_loop.loop.time
        began = time()
        try:
            while self._advance():
                await asyncio.sleep(max(SHORTEST_PAUSE, began + 1 / FRAMES_PER_SECOND - time()))
                began = time()
        finally:  # also when somebody else cancels all tasks of the kernel
            if self._task is own:
                self._stopped()

    def _stopped(self):
        self._task = None
        self._on_change()
