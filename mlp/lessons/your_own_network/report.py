"""A page that can be handed in: the task, each decision with its reason, every run, and the test score."""

from html import escape

NO_REASON = "(no reason written yet)"
STYLE = """body { font-family: sans-serif; line-height: 1.45; max-width: 76em; margin: 2em auto }
table { border-collapse: collapse } th, td { border: 1px solid #999; padding: 4px 10px; text-align: left }"""


class Report:
    """A project as text and as HTML. It shows the project as it was when the report was made."""

    def __init__(self, project):
        self.name = project.name
        self.task = _task(project)
        self.decisions = [_decision(*item) for item in project.decisions.items()]
        names = dict.fromkeys(name for run in project.runs for name in run.settings)
        self.columns = ("run", "validation accuracy", "best epoch", *names)
        self.runs = [_run(run, run is project.chosen, names) for run in project.runs]
        self.result = _result(project)

    def __repr__(self):
        lines = [f"{self.name}. {self.task}", "Decisions"]
        lines += [f"- {what}: {choice}. Why: {reason}" for what, choice, reason in self.decisions]
        lines += ["Training runs"] + [f"- {' | '.join(row)}" for row in (self.columns, *self.runs)]
        return "\n".join([*lines, self.result])

    def _repr_html_(self):
        decisions = _table(("decision", "choice", "reason"), self.decisions)
        runs = _table(self.columns, self.runs)
        parts = [
            f"<h2>{escape(self.name)}</h2>",
            f"<p>{escape(self.task)}</p>",
            f"<h3>Decisions</h3>{decisions}",
            f"<h3>Training runs</h3>{runs}",
            f"<h3>Result</h3><p>{escape(self.result)}</p>",
        ]
        return "\n".join(parts)

    def page(self):
        """A whole HTML file."""
        head = f'<meta charset="utf-8"><title>{escape(self.name)}</title><style>{STYLE}</style>'
        body = f"<body>{self._repr_html_()}</body>"
        return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n{body}</html>\n'


def _task(project):
    n_training, n_validation = len(project.training.inputs), len(project.validation.inputs)
    n_in, n_classes = project.training.inputs.shape[-1], project.training.targets.shape[-1]
    return (
        f"{n_in} inputs, {n_classes} classes."
        f" {n_training:,} training examples, {n_validation:,} validation examples."
        f" Goal: a validation accuracy of {project.goal:.1%}, with at most {project.budget} training runs."
    )


def _decision(what, decision):
    return what, _short(decision.choice), decision.reason.strip() or NO_REASON


def _run(run, is_chosen, names):
    number = f"{run.number} (chosen)" if is_chosen else str(run.number)
    score = f"{run.accuracy:.1%}" if run.n_epochs else "not recorded"
    settings = [_short(run.settings.get(name, "")) for name in names]
    return number, score, f"{run.best_epoch} of {run.n_epochs}", *settings


def _short(value):
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _result(project):
    if project.chosen is None:
        return "No run is chosen yet."
    reached = "reached" if project.chosen.accuracy >= project.goal else "not reached"
    words = f"Chosen: run {project.chosen.number}. Its validation accuracy is {project.chosen.accuracy:.1%}."
    words = f"{words} Goal {reached}."
    if project.test_accuracy is None:
        return f"{words} The test set is closed."
    return f"{words} Test accuracy: {project.test_accuracy:.1%}, opened once."


def _table(head, rows):
    lines = [_row("th", head)] + [_row("td", row) for row in rows]
    return f"<table>{''.join(lines)}</table>"


def _row(tag, cells):
    left = 'style="text-align:left"'  # JupyterLab would put them to the right
    return f"<tr>{''.join(f'<{tag} {left}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
