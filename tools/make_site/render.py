"""From a plan to pictures and words: drives a scene through all of its states."""

import numpy as np
from matplotlib.text import Text

from mlp.lessons.scene import Toggle, follow, opening
from mlp.live.canvas import Canvas
from mlp.plots.style import look

from .cut import cut_between_panels
from .figures import sweeps
from .pictures import as_stored, darkest, store
from .states import plan

SWEEP = 300  # kB: of the pictures that are loaded when one control is touched
FEWER = (15, 10, 5)  # positions of a slider, where its pictures would be more


def render(scene_class, limits, folder):
    """The table of a scene, as plain data for the website; its pictures are written into the folder."""
    with look():
        table = Camera(scene_class, limits, folder).table()
        for most in FEWER:
            if max(sweeps({"": table}, folder).values()) > SWEEP and most < limits.positions:
                table = Camera(scene_class, limits._replace(positions=most), folder).table()
    return table


class Camera:
    """Drives one scene, and keeps every state as three numbers: of its picture, its words and its marks."""

    def __init__(self, scene_class, limits, folder):
        self.scene, self.limits, self.folder = scene_class(), limits, folder
        self.plan = plan(scene_class, limits)
        self.canvas = Canvas(self.scene.figure, self.scene.artists)
        self.pictures, self.words, self.marks = {}, {}, {}
        self.ink, self.smallest, self.lengths = False, np.inf, {}

    def table(self):
        """Everything the page needs, by name."""
        still = self._still()
        runs = [self._run(at) for at in self.plan.bases]
        states = {state.key: self.reach(state) for state in self.plan.states}
        presses = self._presses()
        keys = [",".join(map(str, at)) for at in self.plan.bases]
        return {
            "still": still,
            "bases": keys,
            "runs": dict(zip(keys, runs)),
            "states": states | presses,
            "isComplete": self.plan.is_complete,
            "waits": getattr(self.scene, "waits_for_play", False),
            "first": self._first_frame(len(runs[0])),
            "controls": [_control(*pair) for pair in zip(self.scene.controls, self.plan.values)],
            "presets": [self._preset(preset) for preset in getattr(self.scene, "presets", [])],
            "pictures": list(self.pictures),
            "words": list(self.words),
            "marks": [dict(marks) for marks in self.marks],
            "size": list(self.ink.shape[::-1]),
            "cut": cut_between_panels(self.scene.figure, self.ink),
            "smallestText": float(self.smallest),
        }

    def shot(self):
        """The present state as three numbers."""
        image = as_stored(self.canvas)
        self.ink = (darkest(image) < 250) | self.ink
        self._read_sizes()
        picture = self.pictures.setdefault(store(image, self.folder, self.limits.effort), len(self.pictures))
        words = self.words.setdefault(self.scene.summary(), len(self.words))
        return [picture, words, self.marks.setdefault(self._marks(), len(self.marks))]

    def _read_sizes(self):
        texts = [text for text in self.scene.figure.findobj(Text) if text.get_visible() and text.get_text()]
        self.smallest = min([self.smallest, *(text.get_fontsize() for text in texts)])

    def _marks(self):
        marks = getattr(self.scene, "slider_marks", {})
        return tuple((name, (float(value), words)) for name, (value, words) in marks.items())

    def _still(self):
        """What a notebook stores: for readers without JavaScript."""
        preview = getattr(self.scene, "preview", {})
        self.scene.restart(**opening(self.scene) | preview)
        for _ in range(getattr(self.scene, "preview_frames", 0)):
            self.scene.advance()
        return self.shot()

    def _first_frame(self, n_shots):
        """Which picture of the opening's run is shown first: the one that is nearest to the stored one."""
        length = self._length(self.plan.bases[0])
        asked = min(getattr(self.scene, "preview_frames", 0), length)
        return round(asked / length * (n_shots - 1)) if asked else 0

    def _settings(self, at):
        return self.plan.settings(self.scene.controls, at)

    def _length(self, at):
        """How many frames the run of a base has."""
        if at not in self.lengths:
            self.scene.restart(**self._settings(at))
            self.lengths[at] = self._run_on() if hasattr(self.scene, "advance") else 0
        return self.lengths[at]

    def _run_on(self):
        """Advances to the end, or as far as is shown; returns how many frames that took."""
        n_frames, goes_on = 0, True
        while goes_on and n_frames < self.limits.longest:
            goes_on = self.scene.advance()
            n_frames += 1
        return n_frames

    def _run(self, at):
        """The start of a base's run, and frames evenly chosen from it, up to its end."""
        length, is_opening = self._length(at), at == self.plan.bases[0]
        most = self.limits.frames if is_opening else self.limits.preset_frames
        chosen = {*np.linspace(0, length, min(length, most) + 1).round().astype(int)}
        self.scene.restart(**self._settings(at))
        shots = [self.shot()]
        for number in range(1, length + 1):
            self.scene.advance()
            shots += [self.shot()] if number in chosen else []
        return shots

    def reach(self, state):
        """A state: the end of its run. A live control is moved half way, a live toggle at the end."""
        wanted = self._settings(state.at)
        if state.base is None:
            self.scene.restart(**wanted)
        else:
            self._change(state, wanted)
        if hasattr(self.scene, "advance") and not getattr(self.scene, "waits_for_play", False):
            self._run_on()
        return self.shot()

    def _change(self, state, wanted):
        """Runs with the live values of a base, and moves the live controls on the way."""
        base = self.plan.bases[state.base]
        first, length = self._settings(base), self._length(base)
        moved = [one for one in self.scene.controls if one.live and wanted[one.name] != first[one.name]]
        before = wanted | {control.name: first[control.name] for control in moved}
        self.scene.restart(**before)
        self._advance(length if all(isinstance(control, Toggle) for control in moved) else length // 2)
        follow(self.scene, before, wanted)

    def _advance(self, n_frames):
        for _ in range(n_frames):
            self.scene.advance()

    def _presses(self):
        """Every action of the opening, pressed until nothing changes; after each press the live toggles."""
        first, made = self.plan.bases[0], {}
        for action in getattr(self.scene, "actions", []):
            self.scene.restart(**self._settings(first))
            before = self.shot()
            for number in range(1, self.limits.presses + 1):
                getattr(self.scene, action.name)()
                shot = self.shot()
                if shot == before:
                    break
                made[f"{','.join(map(str, first))}+{action.name}*{number}"] = before = shot
                made |= self._toggled(first, f"+{action.name}*{number}")
        return made

    def _toggled(self, first, after):
        """The present state with each live toggle moved; afterwards they are back."""
        made, values = {}, self._settings(first)
        for index, control in enumerate(self.scene.controls):
            if control.live and isinstance(control, Toggle):
                at = (*first[:index], 1 - first[index], *first[index + 1 :])
                follow(self.scene, values, self._settings(at))
                made[",".join(map(str, at)) + "~0" + after] = self.shot()
                follow(self.scene, self._settings(at), values)
        return made

    def _preset(self, preset):
        """A preset as positions of the controls that it names."""
        numbers = {control.name: k for k, control in enumerate(self.scene.controls)}
        at = {numbers[name]: self._position(name, value) for name, value in preset.settings.items()}
        return {"name": preset.name, "reason": preset.reason, "at": at}

    def _position(self, name, value):
        names = [control.name for control in self.scene.controls]
        return self.plan.values[names.index(name)].index(value)


def _control(control, values):
    return {
        "name": control.name,
        "label": control.label,
        "live": control.live,
        "texts": [text_of(value) for value in values],
        "code": [repr(value) for value in values],
        "numbers": [float(value) if isinstance(value, (int, float)) else None for value in values],
        "isLogarithmic": getattr(control, "logarithmic", False),
    }


def text_of(value):
    """A value as it stands beside its slider."""
    if isinstance(value, (bool, str)):
        return {True: "yes", False: "no"}.get(value, value)
    return f"{value:,}" if isinstance(value, int) else f"{value:.4g}"
