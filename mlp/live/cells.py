"""From a declared control to a cell of the panel: label and number above, track or field below."""

import math

import ipywidgets as widgets

from ..lessons.scene import Choice, Seed, Slider, Toggle
from .buttons import button
from .numerals import n_steps_of, nearest, rounded, step_of, written

LARGEST_SEED = 9999
FINE = 400  # steps: with more, a mouse cannot choose a single one
WIDE = "mlp-wide"  # the cells that are two columns wide


class Cell:
    """A control's `widget`, the `box` that shows it, and for a slider its `number` and its `tick`."""

    def __init__(self, control, value):
        self.widget = _BUILDERS[type(control)](control, value)
        self.number, self.tick = None, None
        parts = [self.widget]
        if isinstance(control, Slider):
            self.number = _number(control)
            beside = [*_step_buttons(control, self.widget), self.number]
            parts.append(widgets.HBox(beside).add_class("mlp-number"))
        if getattr(control, "marked", False):
            self.tick = widgets.HTML().add_class("mlp-tick")
            parts.append(self.tick)
        if isinstance(control, Seed):
            parts.append(_another_seed(self.widget))
        self.box = widgets.Box(parts).add_class("mlp-cell")
        if is_wide(control):
            self.box.add_class(WIDE)


def is_wide(control):
    """Whether a control takes two columns: a slider with words on its buttons, or with a mark below."""
    return isinstance(control, Slider) and (control.stepped or control.marked)


def _slider(control, value):
    options = {"value": value, "step": step_of(control), "readout": False, "description": control.label}
    options["tooltip"] = f"{control.label}: drag, or press the arrow keys for one step"
    if control.logarithmic:
        return widgets.FloatLogSlider(min=math.log10(control.low), max=math.log10(control.high), **options)
    kind = widgets.IntSlider if control.integer else widgets.FloatSlider
    return kind(min=control.low, max=control.high, **options)


def _number(control):
    """The field for the number beside a slider, wide enough for all that the slider can be."""
    ends = (control.low, control.high, control.low + 0.123456 * (control.high - control.low))
    words = [written(control, rounded(control, nearest(control, end))) for end in ends]
    widest = max(len(each) - 0.5 * sum(map(each.count, ",. ")) for each in words)  # in digits
    tooltip, layout = f"{control.label}: type a number", widgets.Layout(width=f"{widest + 1.2:.1f}ch")
    return widgets.Text(continuous_update=False, tooltip=tooltip, layout=layout)


def _choice(control, value):
    are_numbers = all(isinstance(option, (int, float)) for option in control.options)
    kind = widgets.SelectionSlider if are_numbers else widgets.Dropdown  # numbers are dragged: 2, 4, 8, … 512
    return kind(options=control.options, value=value, description=control.label)


def _toggle(control, value):
    return widgets.Checkbox(value, description=control.label, indent=False)


def _seed(control, value):
    return widgets.BoundedIntText(value, min=0, max=LARGEST_SEED, description=control.label)


_BUILDERS = {Slider: _slider, Choice: _choice, Toggle: _toggle, Seed: _seed}


def _step_buttons(control, slider):
    """Buttons for one step down and one step up, where a mouse needs them."""
    if control.stepped:
        words, icons = ("Back", "Next"), ("arrow-left", "arrow-right")
    elif n_steps_of(control) > FINE:
        words, icons = ("−", "+"), ("", "")
    else:
        return []
    tips = (f"{control.label}: one step back", f"{control.label}: one step on")
    acts = (lambda: move_by_steps(slider, -1), lambda: move_by_steps(slider, 1))
    return [button(*parts).add_class("mlp-step") for parts in zip(words, icons, tips, acts, strict=True)]


def move_by_steps(slider, n_steps):
    """Moves a slider by whole steps, at most to its end."""
    is_logarithmic = isinstance(slider, widgets.FloatLogSlider)
    place = (math.log10(slider.value) if is_logarithmic else slider.value) + n_steps * slider.step
    place = min(max(place, slider.min), slider.max)
    slider.value = 10**place if is_logarithmic else place


def _another_seed(number):
    def draw():
        number.value = (number.value * 31 + 17) % 1000  # a new one each time, and the same ones every time

    return button("", "random", "Another seed: draw all random numbers anew", draw).add_class("mlp-dice")
