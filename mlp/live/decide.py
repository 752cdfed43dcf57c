"""A box for the reason of a decision; what is typed is kept in the project."""

import ipywidgets as widgets

from .boxes import framed, text
from .former import replace_former
from .loop import CellLoop
from .words import printable


def decide(project, what, choice, reason=""):
    """Keeps a decision in the project, and shows a box to type the reason; for the last line of a cell.

    A typed reason lasts as long as the project. One given as `reason` is saved with the notebook.
    """
    return DecisionBox(project, what, choice, reason)


class DecisionBox(widgets.VBox):
    """A choice and a box for its reason. As text: the choice, and the reason if there is one."""

    def __init__(self, project, what, choice, reason=""):
        project.decide(what, choice, reason)
        self._project, self._what = project, what
        kept = project.decisions[what]
        layout = widgets.Layout(width="auto", height="4.5em")
        options = {"placeholder": "Why? One or two sentences.", "layout": layout}
        self._reason = widgets.Textarea(value=kept.reason, tooltip=f"Reason for {what}", **options)
        super().__init__([widgets.HTML(text(f"{kept.choice}. Why?", f"{what}:")), self._reason])
        framed(self, "mlp-decision")
        replace_former(self)
        self._cell_loop = CellLoop()
        self._reason.observe(lambda change: self._cell_loop.soon(self._keep), "value")

    def type(self, reason):
        """Takes this reason, as typing would."""
        self._reason.value = reason

    def _keep(self):
        decision = self._project.decisions[self._what]
        self._project.decisions[self._what] = decision._replace(reason=self._reason.value)

    def __repr__(self):
        decision = self._project.decisions[self._what]
        why = decision.reason or "no reason written yet"
        return printable(f"{self._what}: {decision.choice}. Why? ({why})")

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}
