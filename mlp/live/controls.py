"""From declared controls to widgets: one column, labels to the left, values to the right."""

import math
from itertools import groupby
from numbers import Integral, Real

import ipywidgets as widgets

from ..checks import look_up
from ..lessons.scene import Choice, Seed, Slider, Toggle
from .boxes import tick
from .buttons import button

LABEL_WIDTH, CONTROL_WIDTH = 230, 640  # pixels
SMALL_LABEL_WIDTH, SMALL_WIDTH = 90, 310
LARGEST_SEED = 9999


class ControlPanel:
    """A scene's controls as widgets: `widgets` holds them by name, `box` shows them all."""

    def __init__(self, declared, settings, hide, zoom=1.0):
        self._declared = {control.name: control for control in declared}
        for name in [*settings, *hide]:
            look_up("control", name, self._declared)
        self.widgets, self._given, self._ticks = {}, {}, {}
        rows = [(self._add(control, settings, zoom), control) for control in declared]
        shown = [(row, getattr(control, "small", False)) for row, control in rows if control.name not in hide]
        self.box = widgets.VBox(list(_side_by_side(shown)))
        self.opening = self.values
        self._act, self._is_moving = None, False

    def _add(self, control, settings, zoom):
        """Makes the widget of a control; returns the row that shows it."""
        value = checked(control, settings.get(control.name, control.start))
        widget = _BUILDERS[type(control)](control, value)
        if hasattr(widget.style, "font_size"):
            widget.style.font_size = f"{14 * zoom:.0f}px"
        self.widgets[control.name], self._given[control.name] = widget, widget.value
        if isinstance(control, Seed):
            return _with_another_seed(widget)
        if isinstance(control, Slider) and control.stepped:
            return _with_steps(widget)
        if isinstance(control, Slider) and control.marked:
            self._ticks[control.name] = _place_for_a_tick()
            return widgets.VBox([widget, self._ticks[control.name]])
        return widget

    @property
    def values(self):
        """What the controls say; for one that nobody has moved, exactly what was given."""
        return {
            name: self._given[name] if _is_unmoved(widget, self._given[name]) else widget.value
            for name, widget in self.widgets.items()
        }

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

    def observe(self, act):
        """Calls `act()` after every move."""
        self._act = act
        for widget in self.widgets.values():
            widget.observe(lambda change: self._tell(), "value")

    def _tell(self):
        if self._act and not self._is_moving:
            self._act()

    def mark(self, marks):
        """Shows ticks below sliders: `marks` maps a control's name to a value and a few words."""
        for name, (value, words) in marks.items():
            control = self._declared[name]
            scale = math.log10 if control.logarithmic else float
            share = (scale(value) - scale(control.low)) / (scale(control.high) - scale(control.low))
            self._ticks[name].value = tick(share, words) if 0 <= share <= 1 else ""


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


def _is_unmoved(widget, given):
    """Whether nobody has moved the control. The front end rounds what it is given to the nearest step."""
    if not isinstance(widget, (widgets.FloatSlider, widgets.FloatLogSlider)):
        return widget.value == given
    scale = math.log10 if isinstance(widget, widgets.FloatLogSlider) else float
    return abs(scale(widget.value) - scale(given)) < 0.51 * widget.step  # 0.05 becomes 0.0501


def _side_by_side(rows):
    """The rows one below the other; small ones that follow each other share one."""
    for is_small, group in groupby(rows, key=lambda row: row[1]):
        group = [row for row, _ in group]
        yield from [widgets.HBox(group, layout=widgets.Layout(flex_flow="row wrap"))] if is_small else group


def _place_for_a_tick():
    margin, width = f"-6px 0 0 {LABEL_WIDTH + 14}px", f"{CONTROL_WIDTH - LABEL_WIDTH - 108}px"
    return widgets.HTML(layout=widgets.Layout(margin=margin, width=width))


def _options(control, value):
    is_small = getattr(control, "small", False)
    label_width, width = (SMALL_LABEL_WIDTH, SMALL_WIDTH) if is_small else (LABEL_WIDTH, CONTROL_WIDTH)
    return {
        "value": value,
        "description": control.label,
        "style": {"description_width": f"{label_width}px"},
        "layout": widgets.Layout(width=f"{width}px", max_width="100%"),
    }


def _slider(control, value):
    options = _options(control, value)
    if control.logarithmic:
        return _logarithmic_slider(control, options)
    if control.integer:
        return widgets.IntSlider(min=control.low, max=control.high, step=control.step or 1, **options)
    step = control.step or 0.1
    decimals = max(math.ceil(-math.log10(step)), 2)
    form = f".{decimals}f"
    return widgets.FloatSlider(min=control.low, max=control.high, step=step, readout_format=form, **options)


def _logarithmic_slider(control, options):
    """The number beside it is written with as many digits as it takes to change with every step."""
    low, high, step = math.log10(control.low), math.log10(control.high), control.decades_per_step
    digits = 1 + math.ceil(-math.log10(10**step - 1))  # one step multiplies by 10**step
    digits = max(digits, math.ceil(high) + 1, 3)  # 1000, not 1e+3
    form = f".{digits}"  # without zeros at the end
    return widgets.FloatLogSlider(min=low, max=high, step=step, readout_format=form, **options)


def _choice(control, value):
    are_numbers = all(isinstance(option, (int, float)) for option in control.options)
    kind = widgets.SelectionSlider if are_numbers else widgets.Dropdown  # numbers are dragged: 2, 4, 8, … 512
    return kind(options=control.options, **_options(control, value))


def _toggle(control, value):
    layout = widgets.Layout(margin=f"0 0 0 {LABEL_WIDTH + 4}px", width=f"{CONTROL_WIDTH - LABEL_WIDTH}px")
    return widgets.Checkbox(value, description=control.label, indent=False, layout=layout)


def _seed(control, value):
    options = _options(control, value) | {"layout": widgets.Layout(width="330px")}
    return widgets.BoundedIntText(min=0, max=LARGEST_SEED, **options)


_BUILDERS = {Slider: _slider, Choice: _choice, Toggle: _toggle, Seed: _seed}
_RULES = {Slider: _is_in_range, Choice: _is_option, Toggle: _is_yes_or_no, Seed: _is_seed}


def _with_steps(slider):
    def move(size):
        slider.value = min(max(slider.value + size, slider.min), slider.max)

    back = button("Back", "arrow-left", "One step back", lambda: move(-slider.step))
    forward = button("Next", "arrow-right", "One step on", lambda: move(slider.step))
    return widgets.HBox([slider, back, forward], layout=widgets.Layout(flex_flow="row wrap"))


def _with_another_seed(number):
    def draw():
        number.value = (number.value * 31 + 17) % 1000  # a new one each time, and the same ones every time

    return widgets.HBox([number, button("Another seed", "random", "Draw all random numbers anew", draw)])
