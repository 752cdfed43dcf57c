"""Code to write, with a check that recognises common mistakes, a hint, and a solution for those who ask."""

import reprlib
import traceback
from copy import deepcopy

import ipywidgets as widgets

from .boxes import BAD, GOOD, code, note, status, text
from .former import replace_former
from .kept import Kept
from .limits import NeverEnds, few_printed_lines, time_limit
from .words import printable


def exercise(declared):
    """The checker of an `Exercise`; call `.check(answer)` on the last line of the cell with the answer."""
    return ExerciseChecker(declared)


class ExerciseChecker:
    """One exercise: `check` an answer, read the `hint`, read the `solution`."""

    most_seconds = 5.0  # that an answer may run

    def __init__(self, declared):
        self._exercise, self._kept = declared, Kept.of(declared)

    def check(self, answer):
        """A verdict to look at: not attempted, not right yet (and why), or right."""
        title, reason, color = self._judged(answer)
        not_kept = self._keep(answer, title, reason, color == GOOD) if color else ""
        return Verdict(self._exercise, title, reason, color, [_so_far(self._kept.former), not_kept])

    def _keep(self, answer, title, reason, is_right):
        """Keeps one more try; gives a sentence if that is not possible."""
        short = "a function" if callable(answer) else reprlib.repr(answer)
        return self._kept.keep(short, f"{title} {reason}".strip(), is_right, reason)

    def hint(self):
        print(self._exercise.hint)

    def solution(self):
        print(self._exercise.solution)

    def _judged(self, answer):
        """A verdict, its reason, and its color."""
        if answer is ... or answer is None:
            return self._not_attempted()
        try:
            with few_printed_lines(), time_limit(self.most_seconds):
                return self._checked(answer) if self._exercise.example is None else self._tried(answer)
        except NeverEnds:
            reason = f"still ran after {self.most_seconds:.0f} seconds. Does its loop end?"
            return "Not right yet.", f"{self._exercise.name} {reason}", BAD
        except (Exception, SystemExit) as error:  # SystemExit: an answer that calls sys.exit()
            return "Not right yet.", self._stopped_by(error, answer), BAD

    def _tried(self, function):
        """The verdict on a function, after a first call with the example."""
        name = self._exercise.name
        if not callable(function):
            reason = f"{name} is {function!r}; it must be a function, given without brackets."
            return "Not right yet.", reason, BAD
        result = function(*deepcopy(self._exercise.example))  # an answer may change what it is given
        if result is ...:
            return self._not_attempted()
        if result is None:
            return "Not right yet.", f"{name} returns nothing. Does it end with return?", BAD
        return self._checked(function)

    def _checked(self, answer):
        mistake = self._exercise.check(answer)
        return ("Right!", "", GOOD) if mistake is None else ("Not right yet.", mistake, BAD)

    def _not_attempted(self):
        return "Not attempted yet.", f"Replace the dots ... or the blanks ____: {self._exercise.task}", None

    def _stopped_by(self, error, answer):
        name, task = self._exercise.name, self._exercise.task
        words = f"{type(error).__name__}: {error}".removesuffix(": ")
        if _came_from(answer, error):
            return f"{name} stopped with {words}"
        return f"{name} gives something that cannot be checked ({words}). {task[0].upper()}{task[1:]}"


def _came_from(function, error):
    """Whether an error was raised while a function ran."""
    code = getattr(function, "__code__", None)
    return any(frame.f_code is code for frame, _ in traceback.walk_tb(error.__traceback__))


def _so_far(former):
    """When an exercise was solved, and how often it was tried; "" before the first try."""
    if former is None:
        return ""
    tries = "1 try" if former.tries == 1 else f"{former.tries} tries"
    return f"Solved on {former.solved[:10]} after {tries}." if former.solved else f"Not solved after {tries}."


class Verdict(widgets.VBox):
    """What there is to say about an answer, with buttons for the hint and, after it, the solution."""

    def __init__(self, exercise, verdict, reason, color, notes=()):
        self._words = f"{verdict} {reason}".strip()
        self._hint = widgets.Button(description="Hint", icon="lightbulb-o")
        self._solution = widgets.Button(
            description="Solution", icon="key", disabled=True, tooltip="After the hint"
        )
        self._shown = widgets.HTML()
        buttons = widgets.HBox([self._hint, self._solution])
        said = status(reason, verdict, color) + "".join(map(note, notes))
        super().__init__([widgets.HTML(said), buttons, self._shown])
        self.add_class("mlp-verdict")
        replace_former(self)
        self._hint.on_click(lambda button: self._show_hint(exercise.hint))
        self._solution.on_click(lambda button: self._show(code(exercise.solution)))

    def _show_hint(self, hint):
        self._solution.disabled = False
        self._show(text(hint))

    def _show(self, content):
        self._shown.value = content

    def __repr__(self):
        return printable(self._words)

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": self._words}
