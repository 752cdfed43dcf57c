"""Two stills of a project: the curves of one run, and the scores of all runs beside the goal."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from ...plots import marks
from ...plots.style import GOOD, PAST, TRAINING, VALIDATION, look, panels

COLORS = {"training": TRAINING, "validation": VALIDATION}


@look()
def draw_run(run, goal):
    """A figure: loss and accuracy of a `Run` after every epoch, with the goal for the accuracy."""
    figure, (left, right) = panels(1, 1, size=(10, 3.4), bottom=0.17, top=0.88)
    epochs = np.arange(1, run.n_epochs + 1)
    for ax, lines in ((left, run.losses), (right, run.accuracies)):
        for name, color in COLORS.items():
            style = "-" if name == "training" else "--"
            ax.plot(epochs, lines[name], style, color=color, label=name)
        ax.set(xlim=(0, run.n_epochs + 1), xlabel="epochs")
        ax.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        ax.legend()
    left.set(ylabel="loss", ylim=(0, None))
    left.set_title(f"Run {run.number}: lowest validation loss at epoch {run.best_epoch}")
    marks.threshold(right, y=goal, color=GOOD)
    right.set(ylabel="accuracy", ylim=(0, 1.02))
    right.set_title(f"Validation accuracy {run.accuracy:.1%}, goal {goal:.1%}")
    return figure


def run_in_words(run):
    """What the picture of a run shows."""
    last = {name: (run.losses[name][-1], run.accuracies[name][-1]) for name in COLORS}
    ends = [f"{name} loss {loss:.3f}, accuracy {share:.1%}" for name, (loss, share) in last.items()]
    lowest = f"Lowest validation loss: epoch {run.best_epoch}."
    return f"Run {run.number} after {run.n_epochs} epochs: {'; '.join(ends)}. {lowest}"


@look()
def draw_scores(project):
    """A figure: the validation accuracy of every run in the order of the project, and the goal.

    An accuracy more than 10 points below the goal stands at the lower edge; the picture says how many do.
    """
    figure, (ax,) = panels(1, size=(10, 3), bottom=0.19, top=0.87)
    low, best = max(project.goal - 0.1, 0), project.best()
    accuracies = np.array([run.accuracy for run in project.runs])
    scores, n_lower = np.maximum(accuracies, low), (accuracies < low).sum()
    ax.plot(range(1, len(scores) + 1), scores, "o", color=PAST, clip_on=False)
    ax.plot(best.number, best.accuracy, "*", color=GOOD, markersize=16)
    marks.threshold(ax, y=project.goal, color=GOOD)
    ax.text(project.budget + 0.9, project.goal, "goal", color=GOOD, ha="right", va="bottom")
    if n_lower:
        ax.text(project.budget + 0.9, low, f"lower than this: {n_lower}", color=PAST, ha="right", va="bottom")
    ax.set(xlim=(0, project.budget + 1), ylim=(low, max(best.accuracy, project.goal) + 0.01))
    ax.set_xticks(range(0, project.budget + 1, 5))
    ax.set(xlabel="training run", ylabel="validation accuracy")
    ax.set_title(f"{len(scores)} of {project.budget} runs; best: run {best.number} with {best.accuracy:.1%}")
    return figure
