"""A curve to draw before it is computed: sliders move its points, then the true run appears."""

from base64 import b64encode

import ipywidgets as widgets
import numpy as np

from ..lessons.drawn import check_sketch, difference, in_words
from ..plots.numbers import short
from ..plots.sketch import DrawnCurve
from ..plots.style import own_settings, panels
from .boxes import framed, judged, note, status, text
from .buttons import button
from .canvas import Canvas, drawn, png
from .former import replace_former
from .image import NamedImage, described
from .kept import Kept
from .loop import CellLoop
from .predict import SHORT_PAUSE
from .words import printable
from .zoom import default_zoom

SLIDER_SHARE, SLIDER_HEIGHT = 0.08, 140  # of the picture's width, and in pixels
# a slider that is longer than its box would press its label together
WHOLE_LABELS = "<style>.mlp-sketch .widget-label { flex: none; line-height: 20px; height: 20px; }</style>"
STEPS = 50  # from the lower to the upper end of a slider


def sketch(task):
    """Shows a `Sketch` of a lesson: its axes, a slider for every point, and a button to say "my guess".

    Raises ValueError for a task without the reasons that are needed, or with an unknown one.
    """
    check_sketch(task)
    return Drawing(task)


class Drawing(widgets.VBox):
    """A question, its axes, and sliders to draw the answer. As text: the question and the axes."""

    title = "The curve that you expect"

    @own_settings()
    def __init__(self, task):
        self.task, zoom = task, default_zoom()
        self.figure, (ax,) = panels(1, size=(10, 2.8), bottom=0.18, top=0.88)
        self.curve = DrawnCurve(ax, task.places, task.limits, task.labels, task.scales)
        self.png = png(drawn(self.figure))  # empty axes
        self._canvas = Canvas(self.figure, self.curve.artists, zoom)
        self._image, self._feedback = self._image_of(zoom), widgets.HTML()
        self._feedback.layout.min_height = "3em"  # nothing jumps when it comes
        self.sliders = [_slider(task, place) for place in task.places]
        self._cell_loop, self._answer, self._drawn = CellLoop(), None, None
        self._kept = Kept.of(task)
        self._restore(self._kept.former)
        self._show()
        super().__init__([self._question(), self._image, self._row(), self._button(), self._feedback])
        framed(self, "mlp-sketch")
        replace_former(self)
        for slider in self.sliders:
            slider.observe(lambda change: self._cell_loop.soon(self._guarded_move), "value")

    def _restore(self, former):
        """Puts the points where they were guessed before; the true run comes when the button is pressed."""
        if former is not None and len(former.answer) == len(self.sliders):
            self.draw(np.clip(former.answer, *self.task.limits).tolist())
            self._feedback.value = judged(former.is_right, former.said)

    def _image_of(self, zoom):
        width, height = (f"{100 * zoom * inches:.0f}px" for inches in self.figure.get_size_inches())
        layout = widgets.Layout(width=width, height=height, max_width="100%", object_fit="contain")
        return NamedImage(format="url", tooltip=described(self.title, self.curve.in_words), layout=layout)

    def _question(self):
        return widgets.HTML(WHOLE_LABELS + text(self.task.text, "Draw first."))

    def _button(self):
        self.button = button("This is my guess", "check", "Draw the true run over your curve", self._press)
        return widgets.HBox([self.button])

    def _row(self):
        """The sliders, each below its point."""
        width, children, free = self._image.layout.width, [], 0.0
        for column, slider in zip(self.curve.columns, self.sliders, strict=True):
            left = max(column - SLIDER_SHARE / 2, free)
            children += [widgets.Box(layout=_wide(left - free)), slider]
            free = left + SLIDER_SHARE
        return widgets.HBox(children, layout=widgets.Layout(width=width, max_width="100%"))

    # What a notebook and the tests may use

    @property
    def heights(self):
        """The heights that are drawn, `(n_places,)`."""
        return np.array([slider.value for slider in self.sliders])

    @property
    def feedback(self):
        """What is said about the guess, as HTML; "" before a guess, and when it has been changed."""
        return self._feedback.value

    @property
    def picture(self):
        """The address that holds the present picture, as bytes."""
        return self._image.value

    def draw(self, heights):
        """Moves the points to these heights, as a hand would."""
        for slider, height in zip(self.sliders, heights, strict=True):
            slider.value = height

    # From a slider to the picture, and from the button to the true run

    def _guarded_move(self):
        self._guarded(self._move, "The curve could not be drawn.")

    def _move(self):
        if not np.array_equal(self.heights, self._drawn):  # of several moves, only the latest is drawn
            self._feedback.value = ""
            self._show()

    def _show(self):
        self._drawn = self.heights
        self.curve.say("What do you expect?" if self._answer is None else "Your guess, and the true run")
        self.curve.draw(self._drawn)
        self._image.value = self._canvas.frame()

    def _press(self):
        self._cell_loop.soon(self._commit)

    def _commit(self):
        if self._answer is None:  # a training run may take a second, or two
            self._feedback.value = status("One moment: the true run is being computed.")
            self._cell_loop.later(SHORT_PAUSE, self._guarded_judge)
        else:
            self._guarded_judge()

    def _guarded_judge(self):
        self._guarded(self._judge, "The true run could not be computed.")

    def _judge(self):
        if self._answer is None:
            self._answer = self.task.answer()
            self.curve.show_true(*self._answer[:2])
        x, y, facts = self._answer
        self._show()
        found = difference(self.task, self._drawn, x, y)
        words, mistake = in_words(self.task, found, facts), "" if found.is_right else found.kind
        kept = self._kept.keep(self._drawn.tolist(), words, found.is_right, mistake)
        self._feedback.value = judged(found.is_right, words) + note(kept)

    def _guarded(self, act, otherwise):
        try:  # an error in a callback would vanish silently in JupyterLab
            with own_settings():
                act()
        except Exception as error:
            self._feedback.value = status(f"{otherwise} {type(error).__name__}: {error}")

    def __repr__(self):
        return printable(f"Draw first. {self.task.text}\n{self.curve.in_words}")

    def _repr_mimebundle_(self, **options):
        still = {"text/plain": repr(self), "image/png": b64encode(self.png).decode()}
        return super()._repr_mimebundle_(**options) | still, {"image/png": {"alt": repr(self)}}


def _slider(task, place):
    """An upright slider over the y axis, in its middle."""
    low, high = task.limits
    options = {
        "description": f"at {short(place)}",
        "orientation": "vertical",
        "layout": widgets.Layout(width=f"{SLIDER_SHARE:.0%}", height=f"{SLIDER_HEIGHT}px", margin="0"),
        "readout": False,  # the picture says it
    }
    if task.scales[1] == "log":
        low, high = np.log10([low, high])
        middle = 10 ** ((low + high) / 2)
        return widgets.FloatLogSlider(middle, min=low, max=high, step=(high - low) / STEPS, **options)
    return widgets.FloatSlider((low + high) / 2, min=low, max=high, step=(high - low) / STEPS, **options)


def _wide(share):
    """The layout of an empty box that is this share of its row wide."""
    return widgets.Layout(width=f"{share:.2%}", flex="0 0 auto")
