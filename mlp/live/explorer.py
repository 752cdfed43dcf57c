"""From a moved control to a new picture: the explorer runs a scene in a notebook cell.

A callback does nothing but ask the cell's loop to look at the controls. The scene, the picture and the clock
live on that loop alone. A move passes controls.py, loop.py, this file, scene.py, the scene, and canvas.py.
"""

from base64 import b64encode
from collections.abc import Iterable

import ipywidgets as widgets

from ..lessons.scene import check_scene, follow, made
from ..plots.style import own_settings
from .boxes import alert, note, state_line
from .buttons import action_row, bar_of, main_row, preset_row
from .canvas import Canvas, address, png
from .clock import SHORTEST_PAUSE, Clock
from .controls import ControlPanel, reason_of_preset
from .cuts import pieces_of
from .former import replace_former
from .image import described, image_of
from .loop import CellLoop
from .styles import style_of
from .words import Pace, printable
from .zoom import checked_zoom, default_zoom

SPEAK_EVERY = 2.5  # seconds between two state lines that a screen reader is told
SAY_EVERY = 0.25  # seconds between two state lines of a running scene: enough to read, and half the work


def explore(scene_class, settings=None, hide=(), zoom=None, points=None):
    """An interactive picture of a scene, for the last line of a cell.

    `settings` opens it in an exact state: a dict of control names and values, as an explorer's `settings`.
    `hide` is a list of controls that are not shown. `zoom` enlarges everything: 1.3 fits a projector, and
    `set_zoom` sets it for all explorers that follow. `points` are data of one's own, as from `from_csv`.
    Opening an explorer pauses the one that runs. It takes 0.1 to 0.3 seconds; if the stored picture shows a
    training run, this run is computed once, which takes up to half a second more.
    Raises TypeError unless `scene_class` is the class of a scene, ValueError for an unknown name or value,
    and for points that the scene cannot use.
    """
    check_scene(scene_class)
    settings = {} if settings is None else settings
    if not isinstance(settings, dict):
        raise TypeError(f"settings is {settings!r}; it must be a dict of control names and values")
    if isinstance(hide, str) or not isinstance(hide, Iterable):
        raise TypeError(f"hide is {hide!r}; it must be a list of control names")
    zoom = default_zoom() if zoom is None else checked_zoom(zoom)
    return Explorer(scene_class, settings, hide, zoom, points)


class Explorer(widgets.VBox):
    """Controls, picture and state line of a scene. A viewer without widgets shows a picture and words.

    `state` is the text of the state line, up to a quarter of a second older than the picture. `reason` says
    why the present preset is worth seeing, `error` what went wrong in the last move; "" if there is none.
    """

    @own_settings()
    def __init__(self, scene_class, settings, hide, zoom, points=None):
        self.scene = made(scene_class, points)
        self.panel = ControlPanel(self.scene.controls, settings, hide)
        self._canvas = Canvas(self.scene.figure, self.scene.artists, zoom)
        self._cell_loop = CellLoop()
        self._clock = Clock(self._cell_loop, self._advance, self._label_play)
        self._image = image_of(self.scene)
        self._state_line, self._alert = (widgets.HTML().add_class("mlp-words") for _ in range(2))
        self._note = widgets.HTML().add_class("mlp-words").add_class("mlp-reason")
        super().__init__()
        replace_former(self, *self.panel.widgets.values())
        self._is_held, self._will_write, self.error, self._applied = False, False, "", None
        self._spoken = Pace(SPEAK_EVERY)
        self._clock.pause_others()
        self._arrange(self._open(settings), zoom)
        self._write_summary()
        self.panel.observe(lambda: self._on_loop(self._on_controls_changed), self._on_loop)
        self._view_count = 0  # from now on the front end counts the places where this explorer is shown
        self.observe(lambda change: self._on_loop(self._pause_if_hidden), "_view_count")

    def _open(self, asked):
        """Draws the first picture, and the one for a viewer without widgets; returns both.

        A scene that opens empty says what to show there: some settings in `preview`, unless others are
        asked for, or a number of `preview_frames` to run. Afterwards it starts anew.
        """
        values = self.panel.values
        preview, n_frames = getattr(self.scene, "preview", {}), getattr(self.scene, "preview_frames", 0)
        self.scene.restart(**values | preview | asked)
        for _ in range(n_frames):
            self.scene.advance()
        stored = image = self._canvas.still()
        self._stored_summary, self.first_png = self.scene.summary(), png(stored)
        if preview or n_frames:
            self.scene.restart(**values)
            image = self._canvas.still()
        self._image.value, self._applied = address(image), values
        return stored, image

    def _arrange(self, images, zoom):
        """Puts the parts in their places. In a narrow output each panel gets a view of the picture."""
        name, bar = f"mlp-{self.model_id}", self._bar()
        pieces = pieces_of(self._canvas, images)
        self._canvas.rest()
        style = style_of(name, self.scene.figure, pieces, self.panel.spans, bar, zoom)
        picture = widgets.Box([self._image] * len(pieces)).add_class("mlp-picture")
        self.children = [style, self.panel.box, bar, picture, self._state_line, self._note, self._alert]
        self.add_class("mlp-explorer").add_class(name)

    # What a notebook and the tests may use

    @property
    def settings(self):
        """The controls' values by name; give them to `explore` to open the scene in this state."""
        return self.panel.values

    @property
    def picture(self):
        """The address that holds the present picture, as bytes."""
        return self._image.value

    @property
    def is_running(self):
        return self._clock.is_running

    def show(self, **settings):
        """Moves the named controls, as a hand would, and waits for the picture."""
        self.panel.move(settings)
        self._guarded(self._on_controls_changed)

    def play(self):
        """Lets the scene run on, as the Play button does. Without a loop: to its end, at once."""
        if hasattr(self.scene, "advance"):
            (self._clock.start if self._cell_loop.is_alive else self._run_to_the_end)()

    @own_settings()
    def __repr__(self):
        return printable(f"This scene stopped. {self.error}" if self.error else self.scene.summary())

    def _repr_mimebundle_(self, **options):
        still = {"text/plain": self._stored_summary, "image/png": b64encode(self.first_png).decode()}
        alt = described(self.scene.title, self._stored_summary)
        return super()._repr_mimebundle_(**options) | still, {"image/png": {"alt": alt, "is_live": True}}

    # From a control to the loop, and from there to the scene and its picture

    def _on_loop(self, act):
        self._cell_loop.soon(lambda: self._guarded(act))

    def _guarded(self, act):
        try:  # an error in a callback or a task would vanish silently in JupyterLab
            with own_settings():  # for whatever the act draws anew
                return act()
        except Exception as error:
            self._clock.pause()
            self._report(f"{type(error).__name__}: {error}")

    def _report(self, error):
        self.error, self._alert.value = error, alert(error) if error else ""

    def _on_controls_changed(self):
        if not self._apply_controls():
            return
        self._show()
        if getattr(self.scene, "waits_for_play", False):
            self._clock.pause()  # the hand wins over what runs
        elif not self._is_held:
            self.play()

    def _apply_controls(self):
        """Brings the scene to the values of the controls; returns whether any had changed."""
        values = self.panel.values
        if values == self._applied:
            return False
        before, self._applied = self._applied, None  # a scene that raises an error starts anew the next time
        follow(self.scene, before, values)
        self._applied = values
        return True

    def _show(self):
        self._image.value = self._canvas.frame()
        self.panel.write_numbers()
        if self.error:
            self._report("")
        if not (self._will_write and self._cell_loop.is_alive):  # a loop that ended writes nothing any more
            self._will_write = True  # the picture goes first, alone
            pause = SAY_EVERY if self.is_running else SHORTEST_PAUSE
            self._cell_loop.later(pause, lambda: self._guarded(self._write_summary))

    def _write_summary(self):
        self._will_write = False
        self.state = self.scene.summary()
        self._state_line.value = state_line(self.state, self._spoken.is_due() or not self.is_running)
        self.panel.mark(getattr(self.scene, "slider_marks", {}))
        self.reason = reason_of_preset(self.scene, self._applied or self.panel.values)
        self._note.value = note(self.reason)

    def _advance(self, n_frames):
        """So many frames of a run, with a picture of the last; returns whether there is another one."""
        return self._guarded(lambda: (all(self.scene.advance() for _ in range(n_frames)), self._show())[0])

    @own_settings()
    def _run_to_the_end(self):
        while self.scene.advance():
            pass
        self._show()

    def _pause_if_hidden(self):
        if self._view_count == 0:
            self._clock.pause()

    def _bar(self):
        """The row of buttons that this scene has use for."""
        acts = {"Play": self._play_or_pause, "Step": self._step}
        acts |= {"Restart": self._restart, "Reset": self._reset}
        acts |= {"Pin": lambda: self._run_action("pin"), "Unpin": lambda: self._run_action("unpin")}
        self._main = main_row(self.scene, lambda words: self._on_loop(acts[words]))
        actions = action_row(self.scene, lambda action: self._on_loop(lambda: self._run_action(action.name)))
        show = lambda preset: self._on_loop(lambda: self.panel.move(preset.settings))
        return bar_of(self._main.values(), actions, preset_row(self.scene, show))

    def _label_play(self):
        words, icon = ("Pause", "pause") if self.is_running else ("Play", "play")
        self._main["Play"].description, self._main["Play"].icon = words, icon

    def _play_or_pause(self):
        self._is_held = self.is_running
        if self._is_held:
            self._clock.pause()
        else:
            self.play()

    def _step(self):
        self._is_held = True
        self._clock.pause()
        self.scene.advance()
        self._show()

    def _restart(self):
        self._clock.pause()
        self._applied, self._is_held = None, False
        self._apply_controls()
        self._show()

    def _reset(self):
        self.panel.move(self.panel.opening)
        self._restart()  # when all controls are set: a live one must not act on the new run

    def _run_action(self, name):
        getattr(self.scene, name)()
        self._show()
