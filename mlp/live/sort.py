"""Cards to sort: choose a kind for each one, with mouse or keyboard, and read why it fits or does not."""

import ipywidgets as widgets

from .boxes import framed, judged, status
from .cells import replace_former
from .loop import CellLoop
from .words import printable


def sort_cards(declared):
    """Shows the `Cards` of a scene, each with a button for every kind; nothing is sorted yet."""
    return Sorting(declared)


class Sorting(widgets.VBox):
    """Cards, the kinds chosen for them, and the feedback to each choice. As text: the kinds and the cards."""

    def __init__(self, declared):
        self.declared = declared
        self._choices = {card.name: _buttons(card.name, declared.kinds) for card in declared.cards}
        self._feedback = {card.name: widgets.HTML() for card in declared.cards}
        self._score = widgets.HTML()
        super().__init__([widgets.HTML(status(declared.text)), *self._rows(), self._score])
        framed(self, "mlp-sorting")
        replace_former(self)
        self._cell_loop = CellLoop()
        for card in declared.cards:
            self._choices[card.name].observe(lambda change, card=card: self._on_choice(card), "value")
        self._count()

    def _rows(self):
        names = [card.name for card in self.declared.cards]
        return [widgets.HBox([_label(name), self._choices[name], self._feedback[name]]) for name in names]

    def choose(self, name, kind):
        """Puts the card on the pile of this kind, as a click would. Raises ValueError for an unknown kind."""
        if kind not in self.declared.kinds:
            raise ValueError(f"kind is {kind!r}; it must be one of: {', '.join(self.declared.kinds)}")
        self._choices[name].value = kind

    @property
    def n_right(self):
        """How many cards are on the right pile."""
        return sum(self._choices[card.name].value == card.kind for card in self.declared.cards)

    def feedback(self, name):
        """What is said about the card, as HTML; "" before a choice."""
        return self._feedback[name].value

    def _on_choice(self, card):
        self._cell_loop.soon(lambda: self._judge(card))

    def _judge(self, card):
        kind = self._choices[card.name].value
        is_right = kind == card.kind
        words = card.reason if is_right else f"{self.declared.kinds.get(kind)} {card.reason}"
        self._feedback[card.name].value = "" if kind is None else judged(is_right, words)
        self._count()

    def _count(self):
        score = f"{self.n_right} of {len(self.declared.cards)} cards lie where they belong."
        self._score.value = status("", score)

    def __repr__(self):
        names = ", ".join(card.name for card in self.declared.cards)
        return printable(f"{self.declared.text}\nKinds: {', '.join(self.declared.kinds)}\nCards: {names}")

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}


def _buttons(name, kinds):
    # not a menu, from which JupyterLab takes the arrow keys: Tab reaches a button, the space bar presses it
    tooltips = [f"{name}: {kind}" for kind in kinds]
    layout, style = widgets.Layout(width="555px", flex="0 0 auto"), {"button_width": "129px"}
    return widgets.ToggleButtons(
        options=list(kinds), value=None, tooltips=tooltips, style=style, layout=layout
    )


def _label(name):
    return widgets.Label(name, layout=widgets.Layout(width="160px", flex="0 0 auto"))
