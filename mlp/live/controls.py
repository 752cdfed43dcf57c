"""From declared controls to widgets, and back: their values, by name, and what a hand types beside them."""

import math
from numbers import Integral, Real

import ipywidgets as widgets

from ..checks import look_up
from ..lessons.scene import Choice, Seed, Slider, Toggle
from .boxes import tick
from .cells import LARGEST_SEED, Cell, is_wide
from .numerals import nearest, read_number, rounded, written


class ControlPanel:
    """A scene's controls as widgets: `widgets` holds them by name, `box` shows them all.

    `spans` says how many columns each shown control takes.
    """

    def __init__(self, declared, settings, hide):
        self._declared = {control.name: control for control in declared}
        for name in [*settings, *hide]:
            look_up("control", name, self._declared)
        wanted = [(control, settings.get(control.name, control.start)) for control in declared]
        self._cells = {control.name: Cell(control, checked(control, value)) for control, value in wanted}
        self.widgets = {name: cell.widget for name, cell in self._cells.items()}
        self._given = {name: widget.value for name, widget in self.widgets.items()}
        shown = [name for name in self._cells if name not in hide]
        self.box = widgets.Box([self._cells[name].box for name in shown]).add_class("mlp-controls")
        self.spans = [1 + is_wide(self._declared[name]) for name in shown]
        self.opening = self.values
        self._act, self._is_moving = None, False
        self.write_numbers()

    @property
    def values(self):
        """What the controls say; for one that nobody has moved, exactly what was given."""
        return {name: self._value(name) for name in self.widgets}

    def _value(self, name):
        widget, control = self.widgets[name], self._declared[name]
        if _is_unmoved(widget, self._given[name]):
            return self._given[name]
        return rounded(control, widget.value) if isinstance(control, Slider) else widget.value

    def move(self, settings):
        """Sets the named controls. Raises ValueError for an unknown name or value, and then moves none."""
        for name, value in settings.items():
            checked(look_up("control", name, self._declared), value)
        self._is_moving = True  # the observer is told once, when all controls are set
        try:
            for name, value in settings.items():
                self.widgets[name].value = value
                self._given[name] = self.widgets[name].value
        finally:
            self._is_moving = False
        self._tell()

    def observe(self, act, soon):
        """Calls `act()` after every move. What is typed is read by `soon(…)`, where all moves are made."""
        self._act = act
        for name, cell in self._cells.items():
            cell.widget.observe(lambda change: self._tell(), "value")
            if cell.number:
                cell.number.observe(lambda change, name=name: soon(lambda: self._read(name)), "value")

    def _tell(self):
        if self._act and not self._is_moving:
            self._act()

    def _read(self, name):
        """Moves a slider to the number typed beside it; what is no number leaves the slider where it is."""
        control, words = self._declared[name], self._cells[name].number.value
        typed = read_number(words)
        if typed is not None and words != written(control, self._value(name)):
            self.move({name: nearest(control, typed)})
        self.write_numbers()

    def write_numbers(self):
        """Writes every slider's number beside it."""
        for name, cell in self._cells.items():
            if cell.number:
                cell.number.value = written(self._declared[name], self._value(name))

    def mark(self, marks):
        """Shows ticks below sliders: `marks` maps a control's name to a value and a few words."""
        for name, (value, words) in marks.items():
            control = self._declared[name]
            scale = math.log10 if control.logarithmic else float
            share = (scale(value) - scale(control.low)) / (scale(control.high) - scale(control.low))
            self._cells[name].tick.value = tick(share, words) if 0 <= share <= 1 else ""


def reason_of_preset(scene, values):
    """The reason of the scene's first preset that has these values, "" if none has."""
    presets = getattr(scene, "presets", [])
    return next((preset.reason for preset in presets if _agree(values, preset.settings)), "")


def _agree(values, settings):
    """Whether the values are these settings, as exactly as a slider can be set."""
    return all(
        math.isclose(values[name], value, rel_tol=0.003)
        if isinstance(value, float)
        else values[name] == value
        for name, value in settings.items()
    )


def checked(control, value):
    """Returns the value; raises ValueError with the control's name, the value and what would be right."""
    fits, wanted = _RULES[type(control)](control, value)
    if not fits:
        raise ValueError(f"{control.name} is {value!r}; it must be {wanted}")
    return value


def _is_option(control, value):
    return value in control.options, f"one of: {', '.join(map(str, control.options))}"


def _is_yes_or_no(control, value):
    return isinstance(value, bool), "True or False"


def _is_seed(control, value):
    return _is_number(value, 0, LARGEST_SEED, integer=True)


def _is_in_range(control, value):
    return _is_number(value, control.low, control.high, control.integer)


def _is_number(value, low, high, integer):
    fits = (
        isinstance(value, Integral if integer else Real)
        and not isinstance(value, bool)
        and low <= value <= high
    )
    return fits, f"a {'whole ' * integer}number from {low:,} to {high:,}"


_RULES = {Slider: _is_in_range, Choice: _is_option, Toggle: _is_yes_or_no, Seed: _is_seed}


def _is_unmoved(widget, given):
    """Whether nobody has moved the control. The front end rounds what it is given to the nearest step."""
    if not isinstance(widget, (widgets.FloatSlider, widgets.FloatLogSlider)):
        return widget.value == given
    scale = math.log10 if isinstance(widget, widgets.FloatLogSlider) else float
    return abs(scale(widget.value) - scale(given)) < 0.51 * widget.step  # 0.05 becomes 0.0501
