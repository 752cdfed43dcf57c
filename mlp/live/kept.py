"""Where are a student's answers kept? In one small JSON file for each task, in a folder beside the notebooks.

One file for each task, and not one for all: two notebooks that run at once never write the same file. So no
lock is needed, and a damaged file costs one answer. A file is written beside its place, then moved there.

The variable MLP_ANSWERS of the environment names another folder, or is "off". Without it, only a notebook
keeps answers, in `my_answers` of its own folder; a script keeps none.
"""

import os
import re
import sys
from pathlib import Path

from ..lessons.tasks import Cards, Exercise, Question, Sketch
from .record import MOST_BYTES, Answer, Later, after, read, written

FOLDER, PLACE, LET_GO = "my_answers", "MLP_ANSWERS", "MLP_LET_GO"
KIND_OF = {Question: "prediction", Sketch: "sketch", Cards: "cards", Exercise: "exercise"}
LONGEST = 60  # letters of a file's name that come from a text; some systems allow 255 bytes in all


def folder():
    """The folder of the answers, which need not exist yet; None where none are kept."""
    place = os.environ.get(PLACE, "")
    if place:
        return None if place == "off" else Path(place)
    return Path(FOLDER) if _is_a_notebook() else None


def _is_a_notebook():
    ipython = sys.modules.get("IPython")
    return hasattr(ipython.get_ipython() if ipython else None, "kernel")


def name_of(task):
    """The stable name of a lesson's task, such as "learning_rate.where_else"; else one made of its words."""
    for module_name, module in list(sys.modules.items()):
        if re.fullmatch(r"mlp\.lessons\.\w+", module_name) and hasattr(module, "__path__"):
            for name, item in vars(module).items():
                if item is task:
                    return f"{module_name.split('.')[-1]}.{name}"
    return f"own.{_plain(getattr(task, 'name', None) or task.text)}"


def _plain(words):
    return re.sub(r"\W+", "_", words)[:LONGEST].strip("_") or "task"


class Kept:
    """The kept answer to one task: the `former` one, and `keep` for the next."""

    def __init__(self, name, kind, asked):
        self.name, self.asked, self._task = name, asked, (name, kind, asked)
        place = folder()
        self.path = place and place / f"{name}.json"

    @classmethod
    def of(cls, task):
        """For a question, sketch, exercise or cards as a lesson declares them."""
        return cls(name_of(task), KIND_OF[type(task)], getattr(task, "text", None) or task.task)

    @classmethod
    def of_decision(cls, what):
        return cls(f"decision.{_plain(what)}", "decision", what)

    @property
    def former(self):
        """The kept `Answer`; None where there is none, or none of this kind that can be read."""
        try:
            answer = self.path and read_file(self.path)
        except (OSError, ValueError):
            return None
        return answer if answer and answer[:2] == self._task[:2] else None

    def keep(self, answer, said="", is_right=False, mistake=""):
        """Keeps one more answer. Gives "", or one sentence for the student if it could not be kept.

        A damaged file is put aside; one of a later version is left as it is.
        """
        if self.path is None:
            return ""
        try:
            self._put_aside_if_damaged()
            answer = after(self.former, *self._task, answer, said, is_right, mistake)
            write_whole(self.path, written(answer))
        except Later:
            return "This answer is not kept: a newer version of the notebooks keeps the file of this task."
        except OSError as error:
            return f"This answer could not be kept in {self.path.parent.name}: {error.strerror or error}."
        return ""

    def _put_aside_if_damaged(self):
        try:
            read_file(self.path)
        except Later:
            raise
        except ValueError:
            os.replace(self.path, self.path.with_suffix(".damaged"))


def read_file(path):
    """The `Answer` in a file; None where there is no file.

    Raises ValueError for a file that holds none, Later for a later version's, and OSError.
    """
    if not path.exists():
        return None
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path.name} is not a file of at most {MOST_BYTES:,} bytes")
    return read(path.read_text("utf-8"))


def write_whole(path, text):
    """Writes a text beside its place, then moves it there: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.stem}.{os.getpid()}.tmp")
    try:
        beside.write_text(text, "utf-8", errors="replace")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def all_kept(place=None):
    """All answers in a folder that can be read, the oldest first; `place` is the student's folder if None."""
    place = place or folder()
    kept = [] if place is None else [_readable(path) for path in place.glob("*.json")]
    return sorted(filter(None, kept), key=lambda answer: (answer.first, answer.name))


def _readable(path) -> Answer | None:
    try:
        return read_file(path)
    except (OSError, ValueError):
        return None


def delete_all():
    """Deletes all kept answers, also damaged ones; gives their number."""
    place = folder()
    if place is None or not place.exists():
        return 0
    paths = [path for ending in ("*.json", "*.damaged", ".*.tmp") for path in place.glob(ending)]
    for path in paths:
        path.unlink(missing_ok=True)
    if not any(place.iterdir()):
        place.rmdir()
    return sum(path.suffix == ".json" for path in paths)


def is_let_go(name):
    """Whether the answer to a question that was held back may be shown.

    The variable MLP_LET_GO names a file that a teacher writes, with the name of a question on each line.
    Where there is no such variable, the teacher says it in words, so the answer may always be shown.
    """
    place = os.environ.get(LET_GO, "")
    if not place:
        return True
    try:
        with open(place, encoding="utf-8", errors="replace") as file:
            return name in file.read(100_000).split()
    except OSError:
        return False
