"""What is kept of one task: what was answered, when first, how often, solved or not."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

VERSION = 1
MOST_BYTES = 100_000  # of one answer in a file
MOST_LETTERS, MOST_MISTAKES, HIGHEST = 1000, 12, 1e12
KINDS = ("prediction", "sketch", "cards", "exercise", "decision")
NAME = re.compile(r"[\w-]+(\.[\w-]+)*")


class Later(ValueError):
    """Raised for an answer that a later version of the package has written."""


class Answer(NamedTuple):
    """All that is kept of one task. Times are texts such as "2026-11-26T14:03:20", "" if it never happened.

    `first_answer` is the one that was given before any feedback; None as long as feedback is held back.
    `tries` counts the answers up to the first right one, `times` all answers.
    """

    name: str  # such as "learning_rate.where_else"
    kind: str  # one of KINDS
    asked: str  # the question in words
    answer: object  # a text; a list of heights for a sketch; from card to kind for cards
    mistakes: dict  # from the kind of a mistake to how often it was made
    first_answer: object = None
    said: str = ""  # the feedback to `answer`
    is_right: bool = False  # whether `answer` is
    first: str = ""
    last: str = ""
    times: int = 0
    tries: int = 0
    solved: str = ""


def after(former, name, kind, asked, answer, said="", is_right=False, mistake="", now=None):
    """The `Answer` to keep after one more, where `former` was kept before, or None.

    An answer without feedback (`said` is "") is not final: the next one may replace it as the first answer.
    """
    now = now or datetime.now().isoformat(timespec="seconds")
    answer = answer[:MOST_LETTERS] if isinstance(answer, str) else answer
    former = former or Answer(name, kind, asked, answer, {}, first=now)
    was_held_back = former.times > 0 and not former.said and former.answer == answer
    times = former.times + (not was_held_back)
    is_first = said and former.first_answer is None
    return former._replace(
        asked=asked[:MOST_LETTERS],
        answer=answer,
        first_answer=answer if is_first else former.first_answer,
        said=said[:MOST_LETTERS],
        is_right=is_right,
        last=now,
        times=times,
        tries=former.tries if former.solved else times,
        solved=former.solved or (now if is_right else ""),
        mistakes=_counted(former.mistakes, mistake[:MOST_LETTERS]),
    )


def _counted(mistakes, mistake):
    """The same mistakes and one more, unless there are too many different ones."""
    is_kept = mistake and (mistake in mistakes or len(mistakes) < MOST_MISTAKES)
    return mistakes | {mistake: mistakes.get(mistake, 0) + 1} if is_kept else mistakes


def written(answer):
    """An `Answer` as the text of a file, for people to read too."""
    return json.dumps({"version": VERSION} | answer._asdict(), ensure_ascii=False, indent=1) + "\n"


def read(text):
    """The `Answer` in a text. Raises ValueError where there is none, and Later for a later version's."""
    try:
        return checked(json.loads(text))
    except RecursionError:
        raise ValueError("the text has too many brackets in one another; it must hold one answer") from None


def checked(data):
    """The `Answer` in a value that came as JSON. Raises ValueError and Later as `read` does."""
    version = data.get("version") if isinstance(data, dict) else None
    if type(version) is not int or version < 1:
        raise ValueError("there is no version; it must be an answer that this package has written")
    if version > VERSION:
        raise Later(f"version is {version}; this package reads versions up to {VERSION}")
    missing = [field for field in Answer._fields if field not in data]
    wrong = missing or [field for field in Answer._fields if not _fits(field, data)]
    if wrong:
        raise ValueError(f"{wrong[0]} is missing or damaged; it must be as this package writes it")
    json.dumps(data, ensure_ascii=False).encode()  # half a letter, "\ud800", could not be shown
    return Answer(*(data[field] for field in Answer._fields))


def _fits(field, data):
    """Whether a field of an answer holds what it must."""
    return FITS.get(field, _is_text)(data[field], data)


def _is_text(value, data):
    return isinstance(value, str) and len(value) <= MOST_LETTERS


def _is_name(value, data):
    return isinstance(value, str) and len(value) <= 120 and bool(NAME.fullmatch(value))


def _is_time(value, data):
    if not isinstance(value, str):
        return False
    try:
        return value == "" or bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_count(value, data):
    return type(value) is int and 0 <= value < 10**9


def _is_answer(value, data):
    if data["kind"] == "sketch":
        return isinstance(value, list) and len(value) <= 100 and all(map(_is_height, value))
    if data["kind"] == "cards":
        return isinstance(value, dict) and len(value) <= 100 and all(map(_is_short, value.values()))
    return _is_short(value)


def _is_height(value):
    return isinstance(value, (int, float)) and abs(value) < HIGHEST  # no height is: infinite, not a number


def _is_short(value):
    return isinstance(value, str) and len(value) <= MOST_LETTERS


def _are_mistakes(value, data):
    return isinstance(value, dict) and all(_is_short(key) and _is_count(value[key], data) for key in value)


FITS: dict[str, Callable] = (
    {
        "name": _is_name,
        "kind": lambda value, data: value in KINDS,
        "answer": _is_answer,
        "first_answer": lambda value, data: value is None or _is_answer(value, data),
        "is_right": lambda value, data: isinstance(value, bool),
        "mistakes": _are_mistakes,
    }
    | dict.fromkeys(("first", "last", "solved"), _is_time)
    | dict.fromkeys(("times", "tries"), _is_count)
)
