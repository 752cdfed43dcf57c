"""Which states of a scene can be looked at on the website? Derived from what the scene declares."""

from itertools import product
from math import prod
from typing import NamedTuple

from mlp.lessons.scene import opening

from .pictures import EFFORT
from .positions import positions


class Limits(NamedTuple):
    """How much is made of one scene."""

    positions: int = 25  # of a slider
    grid: int = 120  # states: up to here all combinations are made
    pictures: int = 240
    frames: int = 20  # of the opening's run, besides its start
    preset_frames: int = 8  # of a preset's run
    presses: int = 12  # of an action
    longest: int = 2000  # frames: of a longer run only the beginning is shown
    effort: int = EFFORT


class State(NamedTuple):
    """A position of every control. If live ones were moved in the middle of a run: of which base's run."""

    at: tuple
    base: int | None = None

    @property
    def key(self):
        """The state's name in the table of a scene, and in an address."""
        return ",".join(map(str, self.at)) + ("" if self.base is None else f"~{self.base}")


class Plan(NamedTuple):
    """What to make of a scene: `values` holds the positions of each control, `bases` opening and presets."""

    values: list
    bases: list
    states: list
    is_complete: bool

    def settings(self, controls, at):
        """The values by name, at a position of every control."""
        return {control.name: stops[k] for control, stops, k in zip(controls, self.values, at)}


def plan(scene_class, limits):
    """The richest plan within the limits: all combinations, or one control at a time from some bases."""
    counts = [limits.positions, *(n for n in (20, 15, 10, 5) if n < limits.positions)]
    tried = [(count, every) for every in (True, False) for count in counts[: 1 if every else None]]
    for most, from_every_base in tried:
        made = _plan(scene_class, most, from_every_base, limits)
        if n_pictures(scene_class, made, limits) <= limits.pictures:
            return made
    return made


def _plan(scene_class, most, from_every_base, limits):
    controls = scene_class.controls
    asked = [opening(scene_class) | preset.settings for preset in getattr(scene_class, "presets", [])]
    starts = [opening(scene_class), *asked]
    values = [positions(control, [start[control.name] for start in starts], most) for control in controls]
    bases = list(dict.fromkeys(_at(controls, values, start) for start in starts))
    is_complete = prod(map(len, values)) <= limits.grid
    found = [*_grid(controls, values, bases[0])] if is_complete else []
    for number in range(len(bases) if from_every_base or is_complete else 1):
        found += _one_at_a_time(controls, values, bases, number)
    states = list(dict.fromkeys(state for state in found if state.base is not None or state.at not in bases))
    return Plan(values, bases, states, is_complete)


def n_pictures(scene_class, made, limits):
    """How many pictures a plan needs at most; equal ones are stored once."""
    n_frames = limits.frames + (len(made.bases) - 1) * limits.preset_frames
    n_run = n_frames if hasattr(scene_class, "advance") else 0
    n_toggles = sum(control.live for control in scene_class.controls)
    n_pressed = len(getattr(scene_class, "actions", [])) * limits.presses * (1 + n_toggles)
    return len(made.bases) + n_run + len(made.states) + n_pressed + 1


def _at(controls, values, settings):
    return tuple(stops.index(settings[control.name]) for control, stops in zip(controls, values))


def _grid(controls, values, start):
    """All combinations. Live controls that are not as in the opening were moved in the middle of its run."""
    for at in product(*(range(len(stops)) for stops in values)):
        moved = [control for control, k, first in zip(controls, at, start) if control.live and k != first]
        yield State(at, 0 if moved else None)


def _one_at_a_time(controls, values, bases, number):
    base = bases[number]
    for index, (control, stops) in enumerate(zip(controls, values)):
        for k in range(len(stops)):
            if k != base[index]:
                at = (*base[:index], k, *base[index + 1 :])
                yield State(at, number if control.live else None)
