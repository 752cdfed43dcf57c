"""Words for whoever gets them: a terminal with an old code page, and somebody who can only listen."""

import re
import sys
import time

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def printable(words):
    """The same words where they can be printed; else 10⁻⁶ becomes 10^-6, and what is left a question mark."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        words.encode(encoding)
        return words
    except UnicodeEncodeError:
        plain = re.sub("[⁰¹²³⁴-⁹⁻]+", lambda found: "^" + found[0].translate(SUPERSCRIPTS), words)
        plain = plain.replace("−", "-").replace("–", "-")
        return plain.encode(encoding, "replace").decode(encoding)


class Pace:
    """Says when it is time again: `is_due` is true at first, and then once in so many seconds."""

    def __init__(self, seconds):
        self._seconds, self._next = seconds, 0.0

    def is_due(self):
        now = time.monotonic()
        is_due = now >= self._next
        if is_due:
            self._next = now + self._seconds
        return is_due
