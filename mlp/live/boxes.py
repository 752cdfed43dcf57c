"""What a question, a card, an exercise and an explorer say: their boxes and colours as HTML, in one place.

Every function takes plain text and escapes it.
"""

from html import escape

# In JupyterLab the theme's colour: made for it where `make lab` was used (tools/lab/extension), else its own.
GOOD = "var(--mlp-good, var(--jp-success-color0, #00664a))"
BAD = "var(--mlp-bad, var(--jp-error-color0, #a33f00))"
FRAME = "var(--mlp-frame, #0072B2)"
TEXT = "font-size:15px;line-height:1.45"


def text(words, title=""):
    """A paragraph, after a title in bold."""
    bold = f"<b>{escape(title)}</b> " if title else ""
    return f'<div style="{TEXT}">{bold}{escape(words)}</div>'


def status(words, title="", color=None, style=TEXT, is_spoken=True):
    """Words that a screen reader reads aloud when they change, after a title in bold and in this color."""
    bold = f'<b style="color:{color or "inherit"}">{escape(title)}</b> ' if title else ""
    live = "polite" if is_spoken else "off"
    return f'<div role="status" aria-live="{live}" style="{style}">{bold}{escape(words)}</div>'


def judged(is_right, words):
    """The feedback to a choice: right or not quite, and why."""
    return status(words, "Right." if is_right else "Not quite.", GOOD if is_right else BAD)


def state_line(words, is_spoken=True):
    """The state of a scene in words. Two lines high, so that nothing below it jumps."""
    return status(words, style="line-height:1.45;min-height:2.9em", is_spoken=is_spoken)


def alert(words):
    """An error in an explorer."""
    return f'<div role="alert" style="color:{BAD}"><b>This scene stopped.</b> {escape(words)}</div>'


def note(words, margin):
    """One line, `margin` pixels from the left. As high without words as with them."""
    return f'<div style="margin-left:{margin}px;min-height:1.5em">{escape(words)}</div>'


def tick(share, words):
    """A tick below a slider, at this share of its width."""
    outer = f"position:relative;height:1.3em;line-height:1.3em;font-size:13px;color:{BAD}"
    inner = f"position:absolute;left:{100 * share:.2f}%;white-space:nowrap"
    return f'<div style="{outer}"><span style="{inner}">▲ {escape(words)}</span></div>'


def code(source):
    """Lines of code as they are."""
    return f"<pre>{escape(source)}</pre>"


def framed(box, name):
    """Gives a box of widgets the blue border of a task, and the name by which a page finds it."""
    box.layout.border_left, box.layout.padding = f"4px solid {FRAME}", "2px 12px 6px 12px"
    box.add_class(name)
