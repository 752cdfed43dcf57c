"""Questions, cards and exercises as HTML that works without JavaScript: every answer is there to unfold."""

from html import escape
from zlib import crc32


def question_html(question):
    """A prediction: every choice unfolds into its feedback. The right one is computed now."""
    right, facts = question.answer()
    name = f"question-{crc32(question.text.encode())}"  # one unfolded at a time
    choices = [
        _choice(name, choice, choice == right, feedback.format(**facts))
        for choice, feedback in question.choices.items()
    ]
    return f'<div class="task"><p><b>Predict first.</b> {escape(question.text)}</p>{"".join(choices)}</div>'


def cards_html(cards):
    """Cards to sort: each one unfolds into its kind and the reason."""
    kinds = "".join(f"<li><b>{escape(kind)}</b>: {escape(asked)}</li>" for kind, asked in cards.kinds.items())
    unfold = "".join(_card(card) for card in cards.cards)
    return f'<div class="task"><p>{escape(cards.text)}</p><ul>{kinds}</ul>{unfold}</div>'


def exercise_html(exercise):
    """An exercise: the task, a hint to unfold, and in it the solution."""
    task = exercise.task[0].upper() + exercise.task[1:]
    solution = f'<pre tabindex="0">{escape(exercise.solution.rstrip())}</pre>'
    inner = _unfold("Solution", solution)
    hint = _unfold("Hint", f"<p>{escape(exercise.hint)}</p>{inner}")
    note = "In the notebook your answer is checked, and common mistakes are recognised."
    return f'<div class="task"><p><b>Exercise.</b> {escape(task)}</p>{hint}<p class="small">{note}</p></div>'


def _choice(name, choice, is_right, feedback):
    verdict = '<b class="good">Right.</b>' if is_right else '<b class="bad">Not quite.</b>'
    words = f"<p>{verdict} {escape(feedback)}</p>"
    return f'<details name="{name}"><summary>{escape(choice)}</summary>{words}</details>'


def _card(card):
    return _unfold(card.name, f'<p><b class="good">{escape(card.kind)}.</b> {escape(card.reason)}</p>')


def _unfold(summary, inner):
    return f"<details><summary>{escape(summary)}</summary>{inner}</details>"
