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


def judged(is_right, words, about=""):
    """The feedback to a choice: right or not quite, and why."""
    begins = f"{about}: " if about else ""
    title, color = _verdict(is_right)
    return status(words, begins + title, color)


def verdict(is_right):
    """Right or not quite, in as few words, for a line whose reason stands elsewhere."""
    title, color = _verdict(is_right)
    return f'<b style="color:{color}">{title}</b>'


def _verdict(is_right):
    return ("Right.", GOOD) if is_right else ("Not quite.", BAD)


def state_line(words, is_spoken=True):
    """The state of a scene in words."""
    return status(words, style="", is_spoken=is_spoken)


def alert(words):
    """An error in an explorer."""
    return f'<div role="alert" style="color:{BAD}"><b>This scene stopped.</b> {escape(words)}</div>'


def note(words):
    """Why a preset is worth seeing, in one line."""
    return f"<div>{escape(words)}</div>" if words else ""


def tick(share, words):
    """A tick below a slider, at this share of its width."""
    outer = f"position:relative;height:1.3em;line-height:1.3em;color:{BAD}"
    inner = f"position:absolute;left:{100 * share:.2f}%;white-space:nowrap"
    return f'<div style="{outer}"><span style="{inner}">▲ {escape(words)}</span></div>'


def code(source):
    """Lines of code as they are."""
    return f"<pre>{escape(source)}</pre>"


def framed(box, name):
    """Gives a box of widgets the blue border of a task, and the name by which a page finds it."""
    box.layout.border_left, box.layout.padding = f"4px solid {FRAME}", "2px 12px 6px 12px"
    box.add_class(name)
