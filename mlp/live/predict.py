"""A question before the slider moves: every choice is answered with a reason, the right one is computed, not written down."""
import html
from functools import cached_property

import ipywidgets as widgets

from .loop import CellLoop

RIGHT, WRONG = "color:#00664a", "color:#b04a00"


def predict(question):
    """Shows a `Question` of a scene as buttons to choose from; nothing is chosen yet."""
    return Prediction(question)


class Prediction(widgets.VBox):
    """A question, its choices, and the feedback to the one that was taken. In plain text: the question and its choices."""

    def __init__(self, question):
        self.question = question
        self._choices = widgets.RadioButtons(options=list(question.choices), value=None, layout=widgets.Layout(width="auto"))
        self._feedback = widgets.HTML()
        text = widgets.HTML(f'<div style="font-size:15px;line-height:1.45"><b>Predict first.</b> {html.escape(question.text)}</div>')
        super().__init__([text, self._choices, self._feedback])
        self.layout.border_left, self.layout.padding = "4px solid #0072B2", "2px 12px 6px 12px"
        cell = CellLoop()
        self._choices.observe(lambda change: cell.soon(self._answer), "value")

    def choose(self, choice):
        """Takes the choice with these words, as a click would."""
        self._choices.value = choice

    @cached_property
    def _right(self):
        return self.question.answer()   # which may take a training

    def _answer(self):
        choice = self._choices.value
        right, facts = self._right
        verdict, style = ("Right.", RIGHT) if choice == right else ("Not quite.", WRONG)
        feedback = html.escape(self.question.choices[choice].format(**facts))
        self._feedback.value = f'<div role="status" style="font-size:15px;line-height:1.45"><b style="{style}">{verdict}</b> {feedback}</div>'

    def __repr__(self):
        return "\n".join(["Predict first. " + self.question.text, *(f"( ) {choice}" for choice in self.question.choices)])

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}
