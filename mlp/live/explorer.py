"""From a moved control to a new picture: the explorer runs a scene in a notebook cell.

JupyterLab runs widget callbacks on another thread than cells. So a callback does nothing but ask the loop that the
cell ran on to look at the controls; the scene, the picture and the clock live on that loop alone.
"""
import asyncio
import base64
import html

import ipywidgets as widgets

from ..plots import look
from . import controls
from .canvas import Canvas

FRAMES_PER_SECOND = 20     # more would make other cells wait
SHORTEST_PAUSE = 0.01      # seconds between two frames in which other cells get their turn


def explore(scene_class, settings=None, hide=()):
    """An interactive picture of a scene, for the last line of a cell.

    `settings` opens it in an exact state, as a dict of control names and values (an explorer's `settings` gives one);
    `hide` names controls that are not to be seen. ValueError for a name or a value the scene does not know.
    """
    return Explorer(scene_class, settings or {}, hide)


class Explorer(widgets.VBox):
    """Controls, picture and state line of one scene. In a viewer without widgets: the first picture and its summary."""

    _newest = None   # only one explorer runs at a time

    def __init__(self, scene_class, settings, hide):
        with look():
            self.scene = scene_class()
        self._boxes, self._holders = {}, {}
        for control in self.scene.controls:
            self._boxes[control.name], self._holders[control.name] = controls.build(control)
        self.canvas = Canvas(self.scene.figure, self.scene.artists)
        self._picture = widgets.Image(format="jpeg", layout=widgets.Layout(width="1000px", max_width="100%"))
        self._state, self._message = widgets.HTML(), widgets.HTML()
        super().__init__([*self._boxes.values(), self._picture, self._state, self._message])
        self._loop = _running_loop()
        self._task = None
        self._applied = {}
        self._follow()
        self._first_png = self.canvas.png()
        for holder in self._holders.values():
            holder.observe(lambda change: self._soon(self._moved), "value")

    @property
    def settings(self):
        return {name: holder.value for name, holder in self._holders.items()}

    def _soon(self, act):
        if self._loop is None:
            act()
        else:
            self._loop.call_soon_threadsafe(act)

    def _moved(self):
        self._follow()
        if hasattr(self.scene, "advance") and self._task is None:
            self._task = self._loop.create_task(self._run())

    async def _run(self):
        runs_on = True
        while runs_on:
            began = self._loop.time()
            runs_on = self.scene.advance()
            self._show()
            await asyncio.sleep(max(SHORTEST_PAUSE, began + 1 / FRAMES_PER_SECOND - self._loop.time()))
        self._task = None

    def _follow(self):
        wanted = self.settings
        changed = {n: v for n, v in wanted.items() if self._applied.get(n, None) != v}
        if not changed:
            return
        live = {c.name for c in self.scene.controls if c.live}
        if self._applied and set(changed) <= live:
            self.scene.change(**changed)
        else:
            self.scene.restart(**wanted)
        self._applied = wanted
        self._show()

    def _show(self):
        self.canvas.paint()
        self._picture.value = self.canvas.jpeg()
        self._state.value = f'<div role="status">{html.escape(self.scene.summary())}</div>'

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        bundle["text/plain"] = self.scene.summary()
        bundle["image/png"] = base64.b64encode(self._first_png).decode()
        return bundle


def _running_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
