"""Who has handed in what? Reads a folder of reports.

A report is the page that `report()` writes in a notebook. A folder `my_answers`, as it lies beside the
notebooks of a student, is read too: on a hub the teacher sees a poll without anybody handing in.
"""

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from mlp.live.kept import FOLDER, all_kept
from mlp.live.record import VERSION, Later, checked

from .counting import stems

MOST_BYTES, MOST_ANSWERS = 5_000_000, 1000  # of one report
DATA = re.compile(r'<script type="application/json" id="mlp-answers">(.*?)</script>', re.DOTALL)


class Student(NamedTuple):
    """Who handed in, as far as it is known, and the answers by the names of their tasks."""

    label: str
    answers: dict


def read_class(folder):
    """The students of a folder and its subfolders, and one line for each file that could not be read.

    Links are not followed. A folder that contains `my_answers` is one student; only that folder is read.
    One with all notebooks and without answers is a student who has answered nothing, and is passed over.
    """
    students, unread = [], []
    if not Path(folder).is_dir():
        raise ValueError(f"folder is {str(folder)!r}; it must be a folder with what the class handed in")
    for place, below, files in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        if FOLDER in below and not (Path(place) / FOLDER).is_symlink():
            below.clear()
            students.append(_of_folder(Path(place), folder))
            continue
        if all(f"{stem}.ipynb" in files for stem in stems()):
            below.clear()
            continue
        for path in [Path(place) / name for name in sorted(files) if not name.startswith(".")]:
            try:
                students.append(read_report(path))
            except (ValueError, OSError) as error:
                unread.append(f"{path.relative_to(folder)}: {error}")
    return _with_different_labels(students), unread


def read_report(path):
    """The `Student` of one report. Raises ValueError with a sentence for a file that is none."""
    if path.is_symlink() or not path.is_file():
        raise ValueError("this is a link or a device; it must be a file")
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"the file is larger than {MOST_BYTES // 10**6} MB, so it was not opened")
    found = DATA.search(path.read_text("utf-8", errors="replace"))
    if not found:
        raise ValueError("this is no report; it must be the file that report() writes")
    try:
        return _student(json.loads(found[1]), path)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("the report is damaged") from None


def _student(data, path):
    """A `Student` from the JSON of a report. A damaged answer is left out, the others stay."""
    version = data.get("version") if isinstance(data, dict) else None
    if type(version) is not int or not isinstance(data.get("answers"), list):
        raise ValueError("the report is damaged")
    if version > VERSION:
        raise Later("a later version of the notebooks wrote this report; read it with that version")
    answers = [_readable(entry) for entry in data["answers"][:MOST_ANSWERS]]
    name = data.get("name")
    label = name[:60] if isinstance(name, str) and name else _label(path)
    return Student(_shown(label), {answer.name: answer for answer in answers if answer})


def _readable(entry):
    try:
        return checked(entry)
    except (ValueError, RecursionError):
        return None


def _of_folder(home, folder):
    """The student of a folder with `my_answers`, called by the first part of the way there."""
    name = next(iter(home.relative_to(folder).parts), home.name)
    return Student(_shown(name), {answer.name: answer for answer in all_kept(home / FOLDER)})


def _label(path):
    """The name of a file; that of its folder where a platform has put every report into its own."""
    return path.parent.name if path.stem == FOLDER and path.parent.name else path.stem


def _shown(label):
    """A label that can be written: half a letter becomes a question mark."""
    return label.encode("utf-8", "replace").decode()


def _with_different_labels(students):
    """The same students; the second with the same label is called "Kim (2)"."""
    seen, renamed = Counter(), []
    for student in students:
        seen[student.label] += 1
        again = f" ({seen[student.label]})" if seen[student.label] > 1 else ""
        renamed.append(student._replace(label=student.label + again))
    return renamed


def let_go(name, file):
    """Lets go the answer to a question that was held back: `file` is what MLP_LET_GO names on the hub."""
    with open(file, "a", encoding="utf-8") as opened:
        opened.write(f"{name}\n")
