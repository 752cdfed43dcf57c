"""Storms: for every scene, whatever a hand can do, in any order, with errors thrown in between.

60 acts a scene, or as many as the environment variable STORM says: STORM=10000 takes an hour for all.
"""

import asyncio
import ctypes
import gc
import os
import sys

import ipywidgets as widgets
import numpy as np
import pytest
from driving import assert_nothing_vanishes, check_summary, declared, is_scene, values_of
from shell import Shell

from mlp.live import explore, former
from mlp.live.canvas import address
from mlp.plots.style import own_settings

N_ACTS = int(os.environ.get("STORM", "60"))
IS_LONG = N_ACTS >= 1000  # a shorter one has not met everything yet that is made once
FRAGILE = ["restart", "change", "advance", "summary", "pin", "unpin"]  # methods that may raise an error
THROWN = "thrown by the storm"
RARE = 0.02  # the share of acts that open the explorer anew

pytestmark = pytest.mark.filterwarnings("error")


class Storm:
    """One explorer in a cell, and a hand that does anything."""

    def __init__(self, scene_class, shell, seed=0):
        self.scene_class, self.shell, self.rng = scene_class, shell, np.random.default_rng(seed)
        self.n_thrown, self.log, self.told = 0, [], set()
        self.again()
        self.acts = [self.move, self.move, self.preset, self.press, self.press, self.hide, self.throw]

    async def blow(self, n_acts):
        for _ in range(n_acts):
            rare = self.rng.random() < RARE
            act = self.again if rare else self.acts[self.rng.integers(len(self.acts))]
            self.log = [*self.log[-9:], act.__name__]
            act()
            if self.rng.random() < 0.3:  # otherwise the next act comes before this one has had its effect
                await asyncio.sleep(0.02 if self.rng.random() < 0.2 else 0)
                if "summary" not in vars(self.explorer.scene):  # no error waits in it
                    check_summary(self.explorer.scene)

    def move(self):
        control = self.scene_class.controls[self.rng.integers(len(self.scene_class.controls))]
        self.explorer.panel.widgets[control.name].value = values_of(control, self.rng)

    def preset(self):
        presets = getattr(self.scene_class, "presets", [])
        if presets:
            self.explorer.panel.move(presets[self.rng.integers(len(presets))].settings)

    def press(self):
        buttons = [thing for thing in inside(self.explorer) if isinstance(thing, widgets.Button)]
        buttons[self.rng.integers(len(buttons))].click()

    def hide(self):
        self.explorer._view_count = 1
        self.explorer._view_count = 0

    def again(self):
        """Runs the cell again: a new explorer, and the old one is closed."""
        self.explorer = self.shell.run(self.scene_class, lambda: explore(self.scene_class))
        report = self.explorer._report
        self.explorer._report = lambda error: (self.told.add(error), report(error))

    def throw(self):
        """The next call of one of the scene's methods raises an error."""
        scene = self.explorer.scene
        names = [name for name in FRAGILE if hasattr(scene, name) and name not in vars(scene)]
        if names:
            name = names[self.rng.integers(len(names))]

            def raise_once(*given, **named):
                delattr(scene, name)
                self.n_thrown += 1
                raise RuntimeError(THROWN)

            setattr(scene, name, raise_once)

    async def calm(self):
        """All is well again: no error waits to be thrown, and the scene has begun anew."""
        explorer, scene = self.explorer, self.explorer.scene
        for name in [name for name in FRAGILE if name in vars(scene)]:
            delattr(scene, name)
        explorer._on_loop(explorer._restart)
        await asyncio.sleep(0.05)
        self.move()
        await asyncio.sleep(0.05)
        self.hide()
        await asyncio.sleep(0.27)  # until the state line is written
        while explorer._will_write:  # on a busy machine later
            await asyncio.sleep(0.01)


def inside(box):
    """All widgets in a box, at any depth."""
    for child in getattr(box, "children", ()):
        yield child
        yield from inside(child)


def n_widgets():
    return len(widgets.widget._instances)


def megabytes():
    """What this process holds, without what is freed already; 0 where that is not asked for, or not told."""
    if not IS_LONG or sys.platform != "linux":
        return 0
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # of the GNU C library
    with open("/proc/self/statm") as numbers:
        return int(numbers.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.fixture(autouse=True, scope="module")
def only_new_garbage():
    """An explorer that is opened anew looks for garbage: what other tests have left is not looked through."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def shell(monkeypatch):
    made = Shell()
    monkeypatch.setattr(former, "notebook_shell", lambda: made)
    return made


async def weathered(scene_class, shell, n_acts):
    """The storm after these acts, and what went wrong beside them on the loop."""
    escaped, loop = [], asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: escaped.append(context))
    storm = Storm(scene_class, shell)
    await storm.blow(n_acts // 5)
    before, n_before = megabytes(), n_widgets()
    await storm.blow(n_acts - n_acts // 5)
    storm.grown, storm.n_more = megabytes() - before, n_widgets() - n_before
    await storm.calm()
    assert escaped == [] and asyncio.all_tasks() == {asyncio.current_task()}, storm.log
    assert not storm.explorer.is_running
    assert storm.told <= {"", f"RuntimeError: {THROWN}"}  # no error of a scene's own
    return storm


@pytest.mark.parametrize("scene_class", declared(is_scene))
def test_after_a_storm_of_acts_and_errors_words_and_picture_are_whole(scene_class, shell):
    storm = asyncio.run(weathered(scene_class, shell, N_ACTS))
    explorer = storm.explorer
    assert explorer.error == ""
    with own_settings():
        assert explorer.state == explorer.scene.summary()
        assert_nothing_vanishes(explorer._canvas)
        assert explorer.picture == address(explorer._canvas._image())
    if IS_LONG:
        assert storm.grown < 5 and storm.n_more < 50
