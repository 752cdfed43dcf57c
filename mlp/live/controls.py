"""From declared controls to widgets: one column, labels to the left, values to the right."""

import math
from itertools import groupby

import ipywidgets as widgets

from ..checks import look_up
from ..lessons.scene import Choice, Seed, Slider, Toggle

LABEL_WIDTH, CONTROL_WIDTH = 230, 640  # pixels
SMALL_LABEL_WIDTH, SMALL_WIDTH = 90, 310


class Board:
    """The widgets of a scene's controls. `box` is what to show; `values` what they say now, by name."""

    def __init__(self, declared, settings, hide, zoom=1.0):
        self._declared = {control.name: control for control in declared}
        for name in [*settings, *hide]:
            look_up("control", name, self._declared)
        self._holders, self._given, self._marks, rows = {}, {}, {}, []
        for name, control in self._declared.items():
            row, self._holders[name], self._marks[name] = _build(
                control, settings.get(name, control.start), zoom
            )
            self._given[name] = self._holders[name].value
            if name not in hide:
                rows.append((row, getattr(control, "small", False)))
        self.box = widgets.VBox(list(_side_by_side(rows)))
        self.opening = self.values
        self._act, self._is_moving = None, False

    @property
    def values(self):
        """What the controls say; for one that still stands where it was put, exactly what was given."""
        return {
            name: self._given[name] if _stands_at(self._given[name], holder) else holder.value
            for name, holder in self._holders.items()
        }

    def move(self, settings):
        """Sets the named controls, all of them or, with a ValueError for a name or a value that is not known, none."""
        for name, value in settings.items():
            _checked(look_up("control", name, self._declared), value)
        self._is_moving = True  # who observes is told once, when all of them stand
        try:
            for name, value in settings.items():
                self._given[name] = self._holders[name].value = value
        finally:
            self._is_moving = False
        self._tell()

    def shows(self, settings):
        """Whether the named controls stand there, as exactly as a slider can: the front end rounds to its steps."""
        return all(
            (
                math.isclose(self.values[name], value, rel_tol=0.003)
                if isinstance(value, float)
                else self.values[name] == value
            )
            for name, value in settings.items()
        )

    def observe(self, act):
        """Calls `act()` after every move."""
        self._act = act
        for holder in self._holders.values():
            holder.observe(lambda change: self._tell(), "value")

    def _tell(self):
        if self._act and not self._is_moving:
            self._act()

    def mark(self, marks):
        """Shows a tick under sliders: `marks` maps a control's name to a place on its scale and a few words."""
        for name, (place, words) in marks.items():
            control, tick = self._declared[name], self._marks[name]
            scale = math.log10 if control.logarithmic else float
            share = (scale(place) - scale(control.low)) / (scale(control.high) - scale(control.low))
            tick.value = (
                "<div"
                ' style="position:relative;height:1.3em;line-height:1.3em;font-size:13px;color:#b04a00"><span'
                f' style="position:absolute;left:{100 * share:.2f}%;white-space:nowrap">▲'
                f" {words}</span></div>"
                if 0 <= share <= 1
                else ""
            )


def _stands_at(given, holder):
    """Whether nobody has moved the control: the front end of a slider brings what it is given onto its nearest step, 0.05 onto 0.0501."""
    if not isinstance(holder, (widgets.FloatSlider, widgets.FloatLogSlider)):
        return holder.value == given
    scale = math.log10 if isinstance(holder, widgets.FloatLogSlider) else float
    return abs(scale(holder.value) - scale(given)) < 0.51 * holder.step


def _side_by_side(rows):
    """The rows one below the other; small ones that follow each other share one."""
    for is_small, group in groupby(rows, key=lambda row: row[1]):
        group = [row for row, _ in group]
        yield from [widgets.HBox(group, layout=widgets.Layout(flex_flow="row wrap"))] if is_small else group


def _build(control, value, zoom):
    """The row to show, the widget that holds the value, and the place for a mark."""
    value = _checked(control, value)
    holder = {Slider: _slider, Choice: _choice, Toggle: _toggle, Seed: _seed}[type(control)](control, value)
    if hasattr(holder.style, "font_size"):
        holder.style.font_size = f"{14 * zoom:.0f}px"
    mark = widgets.HTML(
        layout=widgets.Layout(
            margin=f"-6px 0 0 {LABEL_WIDTH + 14}px", width=f"{CONTROL_WIDTH - LABEL_WIDTH - 108}px"
        )
    )
    row = holder
    if isinstance(control, Slider) and control.marked:
        row = widgets.VBox([holder, mark])
    if isinstance(control, Slider) and control.stepped:
        row = _with_steps(holder)
    if isinstance(control, Seed):
        row = _with_another_seed(holder)
    return row, holder, mark


def _checked(control, value):
    """The value itself, or a ValueError that names the control, the value and what would be right."""
    if isinstance(control, Choice):
        fits, wanted = value in control.options, f"one of: {', '.join(map(str, control.options))}"
    elif isinstance(control, Toggle):
        fits, wanted = isinstance(value, bool), "True or False"
    else:
        low, high, whole = (
            (0, 9999, True) if isinstance(control, Seed) else (control.low, control.high, control.whole)
        )
        fits = (
            isinstance(value, int if whole else (int, float))
            and not isinstance(value, bool)
            and low <= value <= high
        )
        wanted = f"a {'whole ' * whole}number from {low:,} to {high:,}"
    if not fits:
        raise ValueError(f"{control.name} is {value!r}; it must be {wanted}")
    return value


def _options(control, value):
    is_small = getattr(control, "small", False)
    return {
        "value": value,
        "description": control.label,
        "style": {"description_width": f"{SMALL_LABEL_WIDTH if is_small else LABEL_WIDTH}px"},
        "layout": widgets.Layout(width=f"{SMALL_WIDTH if is_small else CONTROL_WIDTH}px", max_width="100%"),
    }


def _slider(control, value):
    """The number beside it is written with as many digits as it takes to change with every step."""
    options = _options(control, value)
    if control.logarithmic:
        low, high, step = math.log10(control.low), math.log10(control.high), control.step or 0.02
        digits = 1 + math.ceil(-math.log10(10**step - 1))  # one step multiplies by 10**step
        digits = max(digits, math.ceil(high) + 1, 3)  # 1000, not 1e+3
        return widgets.FloatLogSlider(
            min=low, max=high, step=step, readout_format=f".{digits}", **options
        )  # without zeros at the end
    if control.whole:
        return widgets.IntSlider(min=control.low, max=control.high, step=control.step or 1, **options)
    step = control.step or 0.1
    decimals = math.ceil(-math.log10(step))
    return widgets.FloatSlider(
        min=control.low, max=control.high, step=step, readout_format=f".{max(decimals, 2)}f", **options
    )


def _choice(control, value):
    numbers = all(isinstance(option, (int, float)) for option in control.options)
    kind = widgets.SelectionSlider if numbers else widgets.Dropdown  # numbers are dragged: 2, 4, 8, … 512
    return kind(options=control.options, **_options(control, value))


def _toggle(control, value):
    layout = widgets.Layout(margin=f"0 0 0 {LABEL_WIDTH + 4}px", width=f"{CONTROL_WIDTH - LABEL_WIDTH}px")
    return widgets.Checkbox(value, description=control.label, indent=False, layout=layout)


def _seed(control, value):
    return widgets.BoundedIntText(
        min=0, max=9999, **_options(control, value) | {"layout": widgets.Layout(width="330px")}
    )


def _with_steps(slider):
    def button(words, icon, tooltip, size):
        made = widgets.Button(
            description=words, icon=icon, tooltip=tooltip, layout=widgets.Layout(width="auto")
        )
        made.on_click(
            lambda button: setattr(slider, "value", min(max(slider.value + size, slider.min), slider.max))
        )
        return made

    back, on = (
        button("Back", "arrow-left", "One step back", -slider.step),
        button("Next", "arrow-right", "One step on", slider.step),
    )
    return widgets.HBox([slider, back, on], layout=widgets.Layout(flex_flow="row wrap"))


def _with_another_seed(number):
    button = widgets.Button(
        description="Another seed",
        icon="random",
        tooltip="Draw all random numbers anew",
        layout=widgets.Layout(width="auto"),
    )

    def draw(button):
        number.value = (number.value * 31 + 17) % 1000  # a new one each time, and the same ones every time

    button.on_click(draw)
    return widgets.HBox([number, button])
