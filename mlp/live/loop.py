"""The loop that a cell runs on.

JupyterLab runs widget callbacks on another thread. Whatever touches scenes, pictures or matplotlib's settings
is therefore handed over to this loop, so that it happens one after another and never at the same time.
"""

import asyncio


class CellLoop:
    """Remembers the event loop of the cell that makes it; where there is none, everything happens at once."""

    def __init__(self):
        try:
            self.loop = asyncio.get_running_loop()
        except RuntimeError:
            self.loop = None

    @property
    def is_alive(self):
        return self.loop is not None and not self.loop.is_closed()

    def soon(self, act):
        """Runs `act()` on the loop, from whatever thread this is called."""
        if self.is_alive:
            self.loop.call_soon_threadsafe(act)
        else:
            act()

    def later(self, seconds, act):
        """Runs `act()` after a while; to be called on the loop itself."""
        if self.is_alive:
            self.loop.call_later(seconds, act)
        else:
            act()
