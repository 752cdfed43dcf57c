"""From a declared control to a widget with a label to its left."""
import math

import ipywidgets as widgets

from ..scenes.declarations import Choice, Seed, Slider, Toggle

LABEL_WIDTH, CONTROL_WIDTH = "230px", "620px"


def build(control):
    """A widget to show and the widget that holds the value: a pair."""
    return {Slider: _slider, Choice: _choice, Toggle: _toggle, Seed: _seed}[type(control)](control)


def _options(control):
    return {
        "description": control.label,
        "style": {"description_width": LABEL_WIDTH},
        "layout": widgets.Layout(width=CONTROL_WIDTH),
    }


def _slider(control):
    options = _options(control)
    if control.logarithmic:
        low, high = math.log10(control.low), math.log10(control.high)
        slider = widgets.FloatLogSlider(control.start, min=low, max=high, step=control.step or 0.05, readout_format=".3g", **options)
    elif control.whole:
        slider = widgets.IntSlider(control.start, min=control.low, max=control.high, step=control.step or 1, **options)
    else:
        slider = widgets.FloatSlider(control.start, min=control.low, max=control.high, step=control.step or 0.1, readout_format=".3~f", **options)
    return slider, slider


def _choice(control):
    choice = widgets.ToggleButtons(options=control.options, value=control.start, **_options(control))
    choice.layout.width = "100%"
    choice.style.button_width = "auto"
    return choice, choice


def _toggle(control):
    toggle = widgets.Checkbox(control.start, description=control.label, style={"description_width": "0px"})
    toggle.layout = widgets.Layout(margin="0 0 0 238px", width="400px")
    return toggle, toggle


def _seed(control):
    number = widgets.BoundedIntText(control.start, min=0, max=9999, **_options(control))
    number.layout.width = "320px"
    another = widgets.Button(description="Another seed", icon="random", layout=widgets.Layout(width="140px"))

    def draw_another(button):
        number.value = (number.value * 31 + 17) % 1000   # a new one each time, and the same ones every time

    another.on_click(draw_another)
    return widgets.HBox([number, another]), number
