"""Cards to sort: choose a kind for each one, with mouse or keyboard, and read why it fits or does not."""

import ipywidgets as widgets

from .boxes import framed, judged, note, status, verdict
from .former import replace_former
from .kept import Kept
from .loop import CellLoop
from .styles import sheet
from .words import printable


def sort_cards(declared):
    """Shows the `Cards` of a scene, each with a button for every kind; they lie where they were put."""
    return Sorting(declared)


class Sorting(widgets.VBox):
    """Cards, the kinds chosen for them, and the feedback to each choice. As text: the kinds and the cards."""

    def __init__(self, declared):
        self.declared = declared
        self._choices = {card.name: _buttons(card.name, declared.kinds) for card in declared.cards}
        self._marks = {card.name: widgets.HTML().add_class("mlp-mark") for card in declared.cards}
        self._said = {card.name: "" for card in declared.cards}
        self._score, self._reason = widgets.HTML(), widgets.HTML()
        rows = widgets.VBox(self._rows()).add_class("mlp-rows")
        side = widgets.VBox([self._score, self._reason]).add_class("mlp-side")
        table = widgets.HBox([side, rows]).add_class("mlp-table")
        super().__init__([sheet(), widgets.HTML(status(declared.text)), table])
        self.add_class("mlp-cards")
        framed(self, "mlp-sorting")
        replace_former(self)
        self._cell_loop, self._kept = CellLoop(), Kept.of(declared)
        self._restore(self._kept.former)
        for card in declared.cards:
            self._choices[card.name].observe(lambda change, card=card: self._on_choice(card), "value")
        self._count()

    def _restore(self, former):
        answer = former.answer if former is not None else {}
        for card in self.declared.cards:
            if answer.get(card.name) in self.declared.kinds:
                self._choices[card.name].value = answer[card.name]
                self._mark(card)

    def _rows(self):
        names = [card.name for card in self.declared.cards]
        return [widgets.HBox([widgets.Label(name), self._choices[name], self._marks[name]]) for name in names]

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
        return self._said[name]

    def _on_choice(self, card):
        self._cell_loop.soon(lambda: self._judge(card))

    def _judge(self, card):
        self._mark(card)
        self._reason.value = self._said[card.name]
        self._count(self._keep(card))

    def _keep(self, card):
        """Keeps where all cards lie; gives a sentence if that is not possible."""
        chosen = {name: choice.value for name, choice in self._choices.items() if choice.value is not None}
        kind, n_cards = chosen.get(card.name), len(self.declared.cards)
        mistake = "" if kind in (None, card.kind) else f"{card.name}: {kind}"
        return self._kept.keep(chosen, f"{self.n_right} of {n_cards}", self.n_right == n_cards, mistake)

    def _mark(self, card):
        kind = self._choices[card.name].value
        is_right = kind == card.kind
        words = card.reason if is_right else f"{self.declared.kinds.get(kind)} {card.reason}"
        self._said[card.name] = "" if kind is None else judged(is_right, words, card.name)
        self._marks[card.name].value = "" if kind is None else verdict(is_right)

    def _count(self, not_kept=""):
        score = f"{self.n_right} of {len(self.declared.cards)} cards lie where they belong."
        self._score.value = status("", score) + note(not_kept)

    def __repr__(self):
        names = ", ".join(card.name for card in self.declared.cards)
        return printable(f"{self.declared.text}\nKinds: {', '.join(self.declared.kinds)}\nCards: {names}")

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}


def _buttons(name, kinds):
    # not a menu, from which JupyterLab takes the arrow keys: Tab reaches a button, the space bar presses it
    tooltips = [f"{name}: {kind}" for kind in kinds]
    return widgets.ToggleButtons(options=list(kinds), value=None, tooltips=tooltips)
