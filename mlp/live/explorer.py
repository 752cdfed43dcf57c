"""From a moved control to a new picture: the explorer runs a scene in a notebook cell.

A callback does nothing but ask the cell's loop to look at the controls; the scene, the picture and the clock live on
that loop alone.
"""

import asyncio
import base64
import html
import weakref

import ipywidgets as widgets

from ..lessons.scene import check_scene, follow
from ..plots.style import look
from . import controls
from .canvas import Canvas
from .loop import CellLoop

FRAMES_PER_SECOND = 20  # more would make other cells wait
SHORTEST_PAUSE = 0.01  # seconds between two frames in which other cells get their turn
SAY_EVERY = 0.25  # seconds between two state lines of a running scene: enough to read, and half the work


class zoom:
    """One setting for a projector: `zoom.factor = 1.3` enlarges every explorer opened after it."""

    factor = 1.0


def explore(scene_class, settings=None, hide=()):
    """An interactive picture of a scene, for the last line of a cell.

    `settings` opens it in an exact state, as a dict of control names and values (an explorer's `settings` gives one);
    `hide` names controls that are not to be seen. ValueError for a name or a value that the scene does not know.
    """
    check_scene(scene_class)
    return Explorer(scene_class, settings or {}, hide)


class Explorer(widgets.VBox):
    """Controls, picture and state line of one scene. In a viewer without widgets: the first picture and its summary."""

    _running = None  # a weak reference to the one explorer whose scene runs on

    @look()
    def __init__(self, scene_class, settings, hide):
        self.scene = scene_class()
        self._board = controls.Board(self.scene.controls, settings, hide, zoom.factor)
        self._canvas = Canvas(self.scene.figure, self.scene.artists, zoom.factor)
        width, height = (round(100 * zoom.factor * inches) for inches in self.scene.figure.get_size_inches())
        self._picture = widgets.Image(
            format="url",
            layout=widgets.Layout(
                width=f"{width}px", height=f"{height}px", max_width="100%", object_fit="contain"
            ),
        )
        self._state, self._note, self._trouble = (widgets.HTML() for _ in range(3))
        for line in (self._state, self._note):
            line.style.font_size = f"{15 * zoom.factor:.0f}px"
        super().__init__(
            [self._board.box, *self._buttons(), self._note, self._picture, self._state, self._trouble]
        )
        self._cell, self._task, self._is_paused = CellLoop(), None, False
        self._applied, self._error, self._will_say = None, "", False
        self._pause_the_running_one()
        self._follow()
        self._still = self._preview(settings)
        self._picture.value = self._canvas.address()
        self._say()
        self._board.observe(lambda: self._soon(self._moved))
        self._view_count = 0  # from now on the front end counts the places where this explorer is shown
        self.observe(lambda change: self._soon(self._leave), "_view_count")

    # What a notebook may use

    @property
    def settings(self):
        """The controls' values by name; give them to `explore` to open the scene in this state."""
        return self._board.values

    @property
    def first_png(self):
        """The bytes of the picture that a viewer without widgets shows, as a PNG."""
        return self._still[1]

    def show(self, **settings):
        """Moves the named controls, as a hand would, and waits for the picture."""
        self._board.move(settings)
        self._guarded(self._moved)

    def __repr__(self):
        return f"This scene stopped. {self._error}" if self._error else self.scene.summary()

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        return bundle | {"text/plain": self._still[0], "image/png": base64.b64encode(self.first_png).decode()}

    def _preview(self, asked):
        """Summary and picture for a viewer without widgets.

        A scene that opens empty says what to show there: some settings in `preview`, unless others are asked for,
        or a number of `preview_frames` to run. Afterwards it starts anew.
        """
        settings, n_frames = getattr(self.scene, "preview", {}), getattr(self.scene, "preview_frames", 0)
        if settings:
            self.scene.restart(**self._applied | settings | asked)
        for _ in range(n_frames):
            self.scene.advance()
        self._canvas.draw()
        still = repr(self), self._canvas.png()
        if settings or n_frames:
            self.scene.restart(**self._applied)
            self._canvas.draw()
        return still

    # From a control to the loop, and from there to the scene

    def _soon(self, act):
        self._cell.soon(lambda: self._guarded(act))

    def _guarded(self, act):
        # what is raised in a callback or a task vanishes silently in JupyterLab: show it here
        try:
            with look():
                act()
        except Exception as error:
            self._pause()
            self._report(f"{type(error).__name__}: {error}")

    def _report(self, error):
        self._error = error
        alert = (
            f'<div role="alert" style="color:#b04a00"><b>This scene stopped.</b> {html.escape(error)}</div>'
        )
        self._trouble.value = alert if error else ""

    def _moved(self):
        if not self._follow():
            return
        self._show()
        if getattr(self.scene, "waits_for_play", False):
            self._pause()  # the hand wins over what runs
        elif not self._is_paused:
            self._play()

    def _follow(self):
        """Brings the scene up to what the controls say; True if anything had changed."""
        wanted = self.settings
        if wanted == self._applied:
            return False
        before, self._applied = self._applied, None  # a scene that refuses them starts anew the next time
        follow(self.scene, before, wanted)
        self._applied = wanted
        self._explain_preset()
        return True

    def _show(self):
        self._canvas.paint()
        self._picture.value = self._canvas.address()
        self._report("")
        if not self._will_say:
            self._will_say = True
            self._cell.later(
                SAY_EVERY if self._task else SHORTEST_PAUSE, lambda: self._guarded(self._say)
            )  # the picture goes first, alone

    def _say(self):
        self._will_say = False
        self._state.value = (
            '<div role="status"'
            f' style="line-height:1.45;min-height:2.9em">{html.escape(self.scene.summary())}</div>'
        )
        self._board.mark(getattr(self.scene, "slider_marks", {}))

    # The clock

    def _play(self):
        if not self._runs_on or self._task is not None:
            return
        self._pause_the_running_one()
        Explorer._running = weakref.ref(self)
        if self._cell.is_alive:
            self._task = self._cell.loop.create_task(self._run())
            self._label_play()
        else:
            while self.scene.advance():
                pass
            self._show()

    async def _run(self):
        runs_on = True
        while runs_on:
            began = self._cell.loop.time()
            runs_on = self._advanced()
            await asyncio.sleep(max(SHORTEST_PAUSE, began + 1 / FRAMES_PER_SECOND - self._cell.loop.time()))
        self._task = None
        self._label_play()

    def _advanced(self):
        answer = []
        self._guarded(lambda: (answer.append(self.scene.advance()), self._show()))
        return bool(answer and answer[0])

    def _pause(self):
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._label_play()

    def _pause_the_running_one(self):
        other = Explorer._running and Explorer._running()
        if other is not None and other is not self:
            other._soon(other._pause)

    def _leave(self):
        if self._view_count == 0:
            self._pause()

    # Buttons

    @property
    def _runs_on(self):
        return hasattr(self.scene, "advance")

    def _button(self, words, icon, tooltip, act):
        button = widgets.Button(
            description=words, icon=icon, tooltip=tooltip, layout=widgets.Layout(width="auto")
        )
        button.on_click(lambda button: self._soon(act))
        return button

    def _buttons(self):
        """The rows of buttons this scene has use for."""
        self._play_button = self._button(
            "Play", "play", "Let the training run, or hold it", self._play_or_pause
        )
        clock = [
            self._play_button,
            self._button("Step", "step-forward", "One picture further", self._step),
            self._button("Restart", "undo", "The same settings from the beginning", self._again),
        ]
        pins = [
            self._button("Pin", "thumb-tack", "Keep this run in grey, to compare", self._pin),
            self._button("Unpin", "times", "Forget the pinned runs", self._unpin),
        ]
        reset = [self._button("Reset", "refresh", "All controls as they were at the start", self._reset)]
        rows = [
            widgets.HBox(
                (clock if self._runs_on else []) + (pins if hasattr(self.scene, "pin") else []) + reset
            )
        ]
        actions = getattr(self.scene, "actions", [])
        if actions:
            rows.append(
                widgets.HBox(
                    [
                        self._button(act.label, act.icon, act.reason, lambda act=act: self._do(act.name))
                        for act in actions
                    ]
                )
            )
        presets = getattr(self.scene, "presets", [])
        if presets:
            buttons = [
                self._button(
                    preset.name,
                    "hand-o-right",
                    preset.reason,
                    lambda preset=preset: self._board.move(preset.settings),
                )
                for preset in presets
            ]
            rows.append(
                widgets.HBox([widgets.HTML("try", layout=widgets.Layout(margin="2px 6px 0 4px")), *buttons])
            )
        for row in rows:
            row.layout.margin = f"0 0 0 {controls.LABEL_WIDTH + 4}px"
            row.layout.flex_flow = "row wrap"
        return rows

    def _explain_preset(self):
        presets = getattr(self.scene, "presets", [])
        reasons = [html.escape(preset.reason) for preset in presets if self._board.shows(preset.settings)]
        if presets:
            margin = controls.LABEL_WIDTH + 8
            self._note.value = (
                f'<div style="margin-left:{margin}px;min-height:1.5em">{reasons[0] if reasons else ""}</div>'
            )

    def _label_play(self):
        plays = self._task is not None
        self._play_button.description, self._play_button.icon = (
            ("Pause", "pause") if plays else ("Play", "play")
        )

    def _play_or_pause(self):
        self._is_paused = self._task is not None
        self._pause() if self._is_paused else self._play()

    def _step(self):
        self._is_paused = True
        self._pause()
        self.scene.advance()
        self._show()

    def _again(self):
        self._pause()
        self._applied = None
        self._is_paused = False
        self._follow()
        self._show()

    def _reset(self):
        self._board.move(self._board.opening)
        self._again()  # when the controls stand: a live one must not act on the new run

    def _do(self, name):
        getattr(self.scene, name)()
        self._show()

    def _pin(self):
        self.scene.pin()
        self._show()

    def _unpin(self):
        self.scene.unpin()
        self._show()
