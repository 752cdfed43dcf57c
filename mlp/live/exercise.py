"""A piece of code to write, with a check that knows the usual mistakes, a hint, and a solution for those who ask."""

import html
import traceback

import ipywidgets as widgets

from .predict import RIGHT, WRONG


def exercise(declared):
    """The `Exercise` of a scene; call `.check(answer)` on the last line of the cell in which the answer is written."""
    return Sheet(declared)


class Sheet:
    """One exercise: `check` an answer, read the `hint`, read the `solution`."""

    def __init__(self, declared):
        self._exercise = declared

    def check(self, answer):
        """A verdict to look at: not attempted, not right yet (and why), or right."""
        return Verdict(self._exercise, *self._judged(answer))

    def hint(self):
        print(self._exercise.hint)

    def solution(self):
        print(self._exercise.solution)

    def _judged(self, answer):
        name, task = self._exercise.name, self._exercise.task
        if answer is ... or answer is None:
            return "Not attempted yet.", f"Replace the dots: {task}", ""
        try:
            if self._exercise.example is not None:
                if not callable(answer):
                    return (
                        "Not right yet.",
                        f"{name} is {answer!r}; it must be a function, handed over without brackets.",
                        WRONG,
                    )
                result = answer(*self._exercise.example)
                if result is ...:
                    return "Not attempted yet.", f"Replace the dots: {task}", ""
                if result is None:
                    return "Not right yet.", f"{name} gives back nothing. Does it end with return?", WRONG
            mistake = self._exercise.check(answer)
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            if _came_from(answer, error):
                return "Not right yet.", f"{name} stopped with {told}", WRONG
            return (
                "Not right yet.",
                f"{name} gives something that cannot be checked ({told}). {task[0].upper()}{task[1:]}",
                WRONG,
            )
        return ("Right!", "", RIGHT) if mistake is None else ("Not right yet.", mistake, WRONG)


def _came_from(function, error):
    """Whether an error was raised while a function ran."""
    return any(
        frame.f_code is getattr(function, "__code__", None)
        for frame, _ in traceback.walk_tb(error.__traceback__)
    )


class Verdict(widgets.VBox):
    """What is to be said about an answer, with buttons for the hint and, after it, the solution."""

    def __init__(self, exercise, verdict, reason, style):
        self._exercise, self._words = exercise, f"{verdict} {reason}".strip()
        says = (
            f'<div role="status" style="font-size:15px;line-height:1.45"><b style="{style}">{verdict}</b>'
            f" {html.escape(reason)}</div>"
        )
        self._hint = widgets.Button(description="Hint", icon="lightbulb-o")
        self._solution = widgets.Button(
            description="Solution", icon="key", disabled=True, tooltip="After the hint"
        )
        self._shown = widgets.HTML()
        super().__init__([widgets.HTML(says), widgets.HBox([self._hint, self._solution]), self._shown])
        self._hint.on_click(lambda button: self._show_hint())
        self._solution.on_click(lambda button: self._show(f"<pre>{html.escape(exercise.solution)}</pre>"))

    def _show_hint(self):
        self._solution.disabled = False
        self._show(html.escape(self._exercise.hint))

    def _show(self, text):
        self._shown.value = f'<div style="font-size:15px;line-height:1.45">{text}</div>'

    def __repr__(self):
        return self._words

    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options) | {"text/plain": repr(self)}
