"""What a teacher looks at, as HTML: who stands where, what the class predicted, and its mistakes.

Whatever a student has written is escaped.
"""

from html import escape

from teaching import title

from .counting import mistakes, predictions, standing, stems

RIGHT, OTHER = "#009E73", "#7FA9CB"
CELL = "padding:3px 12px 3px 0;text-align:left;vertical-align:top"


def class_page(students, unread):
    """All of it as one page."""
    parts = {
        "Who stands where": standing_table(students),
        "What the class predicted": bars(students),
        "Mistakes": mistakes_list(students),
        "Files that were not read": unread_list(unread),
    }
    body = "".join(f"<h2>{heading}</h2>{html}" for heading, html in parts.items())
    style = "font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em;line-height:1.4"
    head = '<meta charset="utf-8"><title>The class</title>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body style="{style}">{body}</body></html>\n'


def standing_table(students):
    """A row for each student: for every notebook the tasks that are answered and right, of how many."""
    head = "".join(map(_head, stems()))
    rows = "".join(_standing_row(student) for student in students)
    said = "For each notebook: tasks answered / answered right, of all tasks."
    return f'<p>{said}</p><table><tr><th style="{CELL}">student</th>{head}</tr>{rows}</table>'


def _head(stem):
    return f'<th style="{CELL}" title="{escape(title(stem))}">{int(stem[:2])}</th>'


def _standing_row(student):
    cells = [escape(student.label)]
    for stem in stems():
        n_given, n_right, n_tasks = standing(student, stem)
        cells.append(f"{n_given} / {n_right} of {n_tasks}" if n_given else "–")
    return "<tr>" + "".join(f'<td style="{CELL}">{cell}</td>' for cell in cells) + "</tr>"


def bars(students, only=""):
    """The first answers of the class to each question, as bars; the right choice is green and says so."""
    shown = [_bars_of(counted) for counted in predictions(students, only)]
    return "".join(shown) or "<p>Nobody has answered a question yet.</p>"


def _bars_of(counted):
    most = max(counted.counts.values(), default=0) or 1
    rows = [_bar(choice, n, most, choice == counted.right) for choice, n in counted.counts.items()]
    heading = f"<p><code>{counted.name}</code> {escape(counted.asked)}</p>"
    return f'{heading}<table style="margin-left:1em">{"".join(rows)}</table>'


def _bar(choice, n, most, is_right):
    color, mark = (RIGHT, "<b>right</b>") if is_right else (OTHER, "")
    style = f"background:{color};height:1em;width:{12 * n / most:.1f}em;display:inline-block"
    cells = [escape(choice), f'<span style="{style}"></span> {n} {mark}']
    return "<tr>" + "".join(f'<td style="{CELL}">{cell}</td>' for cell in cells) + "</tr>"


def mistakes_list(students, only="", most=5):
    """The most frequent mistakes in each exercise, and how many students made them."""
    shown = [_mistakes_of(*made, most) for made in mistakes(students, only)]
    return "".join(shown) or "<p>No mistake is kept.</p>"


def _mistakes_of(name, task, made, most):
    items = "".join(f"<li>{n}: {escape(sentence)}</li>" for sentence, n in made[:most])
    return f"<p><code>{name}</code> {escape(task)}</p><ul>{items}</ul>"


def unread_list(unread):
    """One line for each file that could not be read."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in unread)
    return f"<ul>{lines}</ul>" if unread else "<p>All files were read.</p>"
