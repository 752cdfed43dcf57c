"""A question before the slider moves: every choice is answered with a reason, the right one is computed, not written down."""

import html

import ipywidgets as widgets

from .loop import CellLoop

SHORT_PAUSE = 0.01  # seconds, in which what has been said leaves for the browser
RIGHT, WRONG = "color:#00664a", "color:#b04a00"


def predict(question):
    """Shows a `Question` of a scene as buttons to choose from; nothing is chosen yet."""
    return Prediction(question)


class Prediction(widgets.VBox):
    """A question, its choices, and the feedback to the one that was taken. In plain text: the question and its choices."""

    def __init__(self, question):
        self.question = question
        self._choices = widgets.RadioButtons(
            options=list(question.choices), value=None, layout=widgets.Layout(width="auto")
        )
        self._feedback = widgets.HTML()
        text = widgets.HTML(
            '<div style="font-size:15px;line-height:1.45"><b>Predict first.</b>'
            f" {html.escape(question.text)}</div>"
        )
        super().__init__([text, self._choices, self._feedback])
        self.layout.border_left, self.layout.padding = "4px solid #0072B2", "2px 12px 6px 12px"
        self._cell, self._right = CellLoop(), None
        self._choices.observe(lambda change: self._cell.soon(self._answer), "value")

    def choose(self, choice):
        """Takes the choice with these words, as a click would."""
        self._choices.value = choice

    def _answer(self):
        if self._right is None:
            self._say(
                "One moment: the answer is being computed."
            )  # which may take a training: a second, or two
            self._cell.later(SHORT_PAUSE, self._judge)
        else:
            self._judge()

    def _judge(self):
        try:
            self._right = self._right or self.question.answer()
        except Exception as error:  # which would vanish silently here
            return self._say(
                html.escape(f"The answer could not be computed. {type(error).__name__}: {error}")
            )
        choice, (right, facts) = self._choices.value, self._right
        verdict, style = ("Right.", RIGHT) if choice == right else ("Not quite.", WRONG)
        self._say(
            f'<b style="{style}">{verdict}</b> {html.escape(self.question.choices[choice].format(**facts))}'
        )

    def _say(self, words):
        self._feedback.value = f'<div role="status" style="font-size:15px;line-height:1.45">{words}</div>'

    def __repr__(self):
        return "\n".join(
            ["Predict first. " + self.question.text, *(f"( ) {choice}" for choice in self.question.choices)]
        )

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}
