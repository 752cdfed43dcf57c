"""A question before the slider moves: every choice is answered with a reason, the right one is computed."""

import ipywidgets as widgets

from ..plots.style import own_settings
from .boxes import framed, judged, note, status, text
from .buttons import button
from .former import replace_former
from .kept import Kept, is_let_go
from .loop import CellLoop
from .words import printable

SHORT_PAUSE = 0.01  # seconds, in which the words leave for the browser


WAIT = "Your choice is made. You may change it until the answer is shown."
NOT_YET = "Not yet: your teacher has not shown the answer."


def predict(question, hold_back=False):
    """Shows a `Question` of a scene as buttons to choose from; what was chosen before is chosen again.

    `hold_back` makes it a poll: nothing is said about a choice until "Show the answer" is pressed, or until
    the cell runs again without `hold_back`. Where the variable MLP_LET_GO names a file, the button works once
    the teacher has written the question's name into it. Elsewhere the teacher says when to press it.
    """
    return Prediction(question, hold_back)


class Prediction(widgets.VBox):
    """A question, its choices, and the feedback to the chosen one. As text: the question and its choices."""

    def __init__(self, question, hold_back=False):
        self.question, self._holds_back, self._kept = question, hold_back, Kept.of(question)
        layout = widgets.Layout(width="auto")
        self._choices = widgets.RadioButtons(options=list(question.choices), value=None, layout=layout)
        self._feedback = widgets.HTML()
        asked = widgets.HTML(text(question.text, "Predict first."))
        super().__init__([asked, self._choices, *self._show_button(), self._feedback])
        framed(self, "mlp-prediction")
        replace_former(self)
        self._cell_loop, self._right = CellLoop(), None
        self._restore(self._kept.former)
        self._choices.observe(lambda change: self._cell_loop.soon(self._answer), "value")

    def _show_button(self):
        """A list of the button that lets go what is held back, and of nothing where nothing is."""
        if not self._holds_back:
            return []
        tooltip = "Press it when your teacher says so"
        self.button = button("Show the answer", "eye", tooltip, lambda: self._cell_loop.soon(self._let_go))
        self.button.layout.width = "auto"
        return [widgets.HBox([self.button])]

    def _restore(self, former):
        if former is None or former.answer not in self.question.choices:
            return
        self._choices.value = former.answer
        if self._holds_back:
            self._feedback.value = status(WAIT)
        elif former.said:
            self._feedback.value = judged(former.is_right, former.said)
        else:  # it was held back
            self._answer()

    @property
    def feedback(self):
        """What is said about the choice, as HTML; "" before a choice."""
        return self._feedback.value

    def choose(self, choice):
        """Takes the choice with these words, as a click would."""
        self._choices.value = choice

    def _let_go(self):
        if not is_let_go(self._kept.name):
            self._feedback.value = status(NOT_YET)
        elif self._choices.value is not None:
            self._holds_back = False
            self._answer()

    def _answer(self):
        if self._holds_back:
            self._feedback.value = status(WAIT) + note(self._kept.keep(self._choices.value))
        elif self._right is None:  # a training run may take a second, or two
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
        is_right, words = choice == right, self.question.choices[choice].format(**facts)
        self._feedback.value = judged(is_right, words) + note(self._kept.keep(choice, words, is_right))

    def __repr__(self):
        choices = [f"( ) {choice}" for choice in self.question.choices]
        return printable("\n".join(["Predict first. " + self.question.text, *choices]))

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}
