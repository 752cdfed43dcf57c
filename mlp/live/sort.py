"""Cards to sort: choose a kind for each one, with the mouse or the keyboard alone, and read why it fits or does not."""

import html

import ipywidgets as widgets

from .loop import CellLoop
from .predict import RIGHT, WRONG


def sort_cards(declared):
    """Shows the `Cards` of a scene, each with a button for every kind; nothing is sorted yet."""
    return Sorting(declared)


class Sorting(widgets.VBox):
    """Cards, the kinds chosen for them, and the feedback to each choice. In plain text: the kinds and the cards."""

    def __init__(self, declared):
        self.declared = declared
        self._choices = {card.name: _buttons(card.name, declared.kinds) for card in declared.cards}
        self._feedback = {card.name: widgets.HTML() for card in declared.cards}
        self._score = widgets.HTML()
        rows = [
            widgets.HBox([_label(card.name), self._choices[card.name], self._feedback[card.name]])
            for card in declared.cards
        ]
        super().__init__([widgets.HTML(_said(html.escape(declared.text))), *rows, self._score])
        self.layout.border_left, self.layout.padding = "4px solid #0072B2", "2px 12px 6px 12px"
        cell = CellLoop()
        for card in declared.cards:
            self._choices[card.name].observe(
                lambda change, card=card: cell.soon(lambda: self._judge(card)), "value"
            )
        self._count()

    def choose(self, name, kind):
        """Puts the card with this name on that pile, as a click would. ValueError for a kind that does not exist."""
        if kind not in self.declared.kinds:
            raise ValueError(f"kind is {kind!r}; it must be one of: {', '.join(self.declared.kinds)}")
        self._choices[name].value = kind

    @property
    def n_right(self):
        """How many cards lie where they belong."""
        return sum(self._choices[card.name].value == card.kind for card in self.declared.cards)

    def feedback(self, name):
        """What is said about the card, as HTML; nothing before a choice."""
        return self._feedback[name].value

    def _judge(self, card):
        kind = self._choices[card.name].value
        if kind is None:
            self._feedback[card.name].value = ""
        elif kind == card.kind:
            self._feedback[card.name].value = _said(
                f'<b style="{RIGHT}">Right.</b> {html.escape(card.reason)}'
            )
        else:
            self._feedback[card.name].value = _said(
                f'<b style="{WRONG}">Not quite.</b> {html.escape(self.declared.kinds[kind])}'
                f" {html.escape(card.reason)}"
            )
        self._count()

    def _count(self):
        self._score.value = _said(
            f"<b>{self.n_right} of {len(self.declared.cards)} cards lie where they belong.</b>"
        )

    def __repr__(self):
        names = ", ".join(card.name for card in self.declared.cards)
        return f"{self.declared.text}\nKinds: {', '.join(self.declared.kinds)}\nCards: {names}"

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}


def _buttons(name, kinds):
    # buttons, because JupyterLab takes the arrow keys from a menu: Tab reaches a button, the space bar presses it
    tooltips = [f"{name}: {kind}" for kind in kinds]
    layout = widgets.Layout(width="555px", flex="0 0 auto")
    return widgets.ToggleButtons(
        options=list(kinds), value=None, tooltips=tooltips, style={"button_width": "129px"}, layout=layout
    )


def _label(name):
    return widgets.Label(name, layout=widgets.Layout(width="160px", flex="0 0 auto"))


def _said(words):
    return f'<div role="status" style="font-size:15px;line-height:1.35">{words}</div>'
