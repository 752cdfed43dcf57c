"""A box for the reason of a decision; what is typed is kept in the project."""

import ipywidgets as widgets

from .boxes import framed, note, status, text
from .buttons import button
from .former import replace_former
from .kept import Kept
from .loop import CellLoop
from .words import printable


def decide(project, what, choice, reason=""):
    """Keeps a decision in the project, and shows a box to type the reason; for the last line of a cell.

    A typed reason lasts as long as the project. One given as `reason` is saved with the notebook.
    """
    return DecisionBox(project, what, choice, reason)


class DecisionBox(widgets.VBox):
    """A choice and a box for its reason. As text: the choice, and the reason if there is one."""

    pause = 1.0  # seconds without a key, after which a reason is kept

    def __init__(self, project, what, choice, reason=""):
        project.decide(what, choice, reason)
        self._project, self._what = project, what
        kept = project.decisions[what]
        layout = widgets.Layout(width="auto", height="4.5em")
        options = {"placeholder": "Why? One or two sentences.", "layout": layout}
        self._reason = widgets.Textarea(value=kept.reason, tooltip=f"Reason for {what}", **options)
        self._kept, self._note = Kept.of_decision(what), widgets.HTML()
        asked = widgets.HTML(text(f"{kept.choice}. Why?", f"{what}:"))
        super().__init__([asked, self._reason, self._note, *self._again(self._kept.former)])
        framed(self, "mlp-decision")
        replace_former(self)
        self._cell_loop = CellLoop()
        self._reason.observe(lambda change: self._cell_loop.soon(self._keep), "value")

    def _again(self, former):
        """A list of what was typed before and a button to take it again; empty where there is nothing.

        It is not taken by itself: what a notebook prints must not depend on what was typed another day.
        """
        if former is None or not former.answer or self._reason.value:
            return []
        take = button("Take it again", "undo", "Write this reason again", lambda: self.type(former.answer))
        return [widgets.HBox([widgets.HTML(status(former.answer, "You wrote:")), take])]

    def type(self, reason):
        """Takes this reason, as typing would."""
        self._reason.value = reason

    def _keep(self):
        decision = self._project.decisions[self._what]
        typed = self._reason.value
        self._project.decisions[self._what] = decision._replace(reason=typed)
        self._cell_loop.later(self.pause, lambda: self._keep_for_later(typed))

    def _keep_for_later(self, typed):
        if typed == self._reason.value:
            self._note.value = note(self._kept.keep(typed, said="written"))

    def __repr__(self):
        decision = self._project.decisions[self._what]
        why = decision.reason or "no reason written yet"
        return printable(f"{self._what}: {decision.choice}. Why? ({why})")

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}
