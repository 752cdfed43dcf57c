"""A question before the slider moves: every choice is answered with a reason, the right one is computed."""

import ipywidgets as widgets

from ..plots.style import own_settings
from .boxes import framed, judged, status, text
from .former import replace_former
from .loop import CellLoop
from .words import printable

SHORT_PAUSE = 0.01  # seconds, in which the words leave for the browser


def predict(question):
    """Shows a `Question` of a scene as buttons to choose from; nothing is chosen yet."""
    return Prediction(question)


class Prediction(widgets.VBox):
    """A question, its choices, and the feedback to the chosen one. As text: the question and its choices."""

    def __init__(self, question):
        self.question = question
        layout = widgets.Layout(width="auto")
        self._choices = widgets.RadioButtons(options=list(question.choices), value=None, layout=layout)
        self._feedback = widgets.HTML()
        asked = widgets.HTML(text(question.text, "Predict first."))
        super().__init__([asked, self._choices, self._feedback])
        framed(self, "mlp-prediction")
        replace_former(self)
        self._cell_loop, self._right = CellLoop(), None
        self._choices.observe(lambda change: self._cell_loop.soon(self._answer), "value")

    @property
    def feedback(self):
        """What is said about the choice, as HTML; "" before a choice."""
        return self._feedback.value

    def choose(self, choice):
        """Takes the choice with these words, as a click would."""
        self._choices.value = choice

    def _answer(self):
        if self._right is None:  # a training run may take a second, or two
            self._feedback.value = status("One moment: the answer is being computed.")
            self._cell_loop.later(SHORT_PAUSE, self._judge)
        else:
            self._judge()

    def _judge(self):
        try:
            with own_settings():
                self._right = self._right or self.question.answer()
        except Exception as error:  # which would vanish silently here
            words = f"The answer could not be computed. {type(error).__name__}: {error}"
            self._feedback.value = status(words)
            return
        choice, (right, facts) = self._choices.value, self._right
        self._feedback.value = judged(choice == right, self.question.choices[choice].format(**facts))

    def __repr__(self):
        choices = [f"( ) {choice}" for choice in self.question.choices]
        return printable("\n".join(["Predict first. " + self.question.text, *choices]))

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}
