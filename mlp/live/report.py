"""What did you do? A table at the end of a notebook, and one file to hand in.

The file is a page that any browser shows and any learning platform takes. It holds the same answers once more
as JSON, for the teacher's table: a list of values (CSV) has no place for mistakes and curves.
"""

import json
from collections import Counter
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

import ipywidgets as widgets

from .boxes import framed, status, text
from .buttons import button
from .former import replace_former
from .kept import KIND_OF, Kept, all_kept, delete_all, folder, write_whole
from .loop import CellLoop
from .record import VERSION

FILE = "my_answers.html"
MANY = {"prediction": "predictions", "sketch": "sketches", "cards": "card games", "exercise": "exercises"}
HEAD = ("task", "what it asks", "your first answer", "your last answer", "how often", "first on", "right")
TABLE = '<table style="border-collapse:collapse;text-align:left;font-size:14px;line-height:1.4">'
CELL = "padding:3px 12px 3px 0;vertical-align:top"
PAGE = Template("""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>What I did</title></head>
<body style="font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em">
<h1>What I did</h1>
<p>$who</p>
<p>This page holds $n: what was answered, when and how often, and which mistakes a check named.
It holds nothing else.</p>
$table
<details><summary>All that this file holds</summary><pre>$all</pre></details>
<script type="application/json" id="mlp-answers">$data</script>
</body></html>
""")


def what_you_did(lesson):
    """Shows what is kept of the tasks of a lesson, with buttons to save a report and to delete all answers.

    As text it only counts the tasks, so that it is the same whatever was done.
    """
    return Overview(lesson)


def report(name=""):
    """Writes all kept answers into the file my_answers.html beside the notebook, and says so.

    `name` is yours, if you want it in the file; without it the file names nobody.
    """
    print(save_report(name))


def forget():
    """Deletes all kept answers, and says so. A report that was saved stays."""
    print(delete_in_words())


def delete_in_words():
    """Deletes all kept answers; gives one sentence for the student, whether it worked or not."""
    try:
        n_deleted = delete_all()
    except OSError as error:
        return f"The answers could not be deleted: {error.strerror or error}."
    return f"{_answers(n_deleted)} deleted."


def save_report(name=""):
    """Writes the report; gives one sentence for the student, whether it worked or not."""
    kept = all_kept()
    try:
        write_whole(Path(FILE), page(kept, name))
    except OSError as error:
        return f"{FILE} could not be saved: {error.strerror or error}."
    return f"{FILE} lies beside this notebook, with {_answers(len(kept))}. Open it to see what it holds."


def _answers(n):
    return "1 answer" if n == 1 else f"{n} answers"


def page(kept, name=""):
    """The report as HTML: a table for people, and the same answers as JSON."""
    saved = datetime.now().isoformat(timespec="seconds")
    answers = [{"version": VERSION} | answer._asdict() for answer in kept]
    data = {"version": VERSION, "name": name[:200], "saved": saved, "answers": answers}
    return PAGE.substitute(
        who=escape(name[:200]) or "No name was given.",
        n=_answers(len(kept)),
        table=table([_row(answer.name, answer.asked, answer) for answer in kept]),
        all=escape(json.dumps(data, ensure_ascii=False, indent=1)),
        data=json.dumps(data).replace("<", "\\u003c"),  # no text can end the script
    )


def table(rows):
    """An HTML table of rows of plain texts, under the names of their columns."""
    head = "".join(f'<th style="{CELL}">{name}</th>' for name in HEAD)
    lines = ["".join(f'<td style="{CELL}">{escape(cell)}</td>' for cell in row) for row in rows]
    return f"{TABLE}<tr>{head}</tr>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _row(name, asked, answer):
    short = asked if len(asked) <= 90 else asked[:89] + "…"
    if answer is None:
        return name, short, "–", "–", "0", "–", "–"
    right = f"since {answer.solved[:10]}" if answer.solved else "not yet" if answer.said else "held back"
    first = "–" if answer.first_answer is None else in_words(answer.first_answer)
    return name, short, first, in_words(answer.answer), str(answer.times), answer.first[:10], right


def in_words(given):
    """What was answered, as a text: a choice, heights, or the piles of cards."""
    if isinstance(given, dict):
        return f"{len(given)} cards"
    return ", ".join(f"{height:.3g}" for height in given) if isinstance(given, list) else given


class Overview(widgets.VBox):
    """The table, a box for a name, two buttons, and what they have done."""

    def __init__(self, lesson):
        self._tasks = {name: item for name, item in vars(lesson).items() if type(item) in KIND_OF}
        self._table, self._said, self._cell_loop = widgets.HTML(), widgets.HTML(), CellLoop()
        self._name = widgets.Text(description="Your name", placeholder="may stay empty")
        self.save = button("Save a report", "save", f"Write {FILE}, to hand in", self._on(self._save))
        self.forget = button("Delete my answers", "trash", "Press twice", self._on(self._forget))
        self.forget.layout.width = "auto"
        self._show()
        row = widgets.HBox([self._name, self.save, self.forget])
        super().__init__([widgets.HTML(text(_place(), "What you did.")), self._table, row, self._said])
        framed(self, "mlp-overview")
        replace_former(self)

    def _on(self, act):
        return lambda: self._cell_loop.soon(act)

    def _show(self):
        kept = {name: Kept.of(task) for name, task in self._tasks.items()}
        self._table.value = table([_row(name, each.asked, each.former) for name, each in kept.items()])

    def _save(self):
        self._say(save_report(self._name.value.strip()))

    def _forget(self):
        if self.forget.description == "Delete my answers":
            self.forget.description = "Really delete all"
            return
        self.forget.description = "Delete my answers"
        self._say(delete_in_words())
        self._show()

    def _say(self, words):
        self._said.value = status(words)

    @property
    def said(self):
        """What the buttons have done, as HTML; "" before one was pressed."""
        return self._said.value

    @property
    def rows(self):
        """The table, as HTML."""
        return self._table.value

    def __repr__(self):
        counts = Counter(KIND_OF[type(task)] for task in self._tasks.values())
        many = [f"{n} {kind if n == 1 and kind != 'cards' else MANY[kind]}" for kind, n in counts.items()]
        return "When this cell runs, it lists your answers: " + ", ".join(many) + "."

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}


def _place():
    place = folder()
    if place is None:
        return "Answers are not kept here."
    return f"Your answers are kept in the folder {place.name}, and nowhere else. They name nobody."
