"""Three best-so-far curves to read: which search is ahead, and when? A picture and its exercise."""

import numpy as np

from ...live.still import Still
from ...plots.profiles import Profiles
from ...plots.style import look, panels
from ...search import best_so_far
from ..tasks import Exercise
from .not_one_lucky_run import COLORS
from .repeated_searches import SEARCHES, repetition

N_TRIALS, SEED = 9, 1


def three_searches():
    """The best score so far after each trial of the three searches, `(9,)` by name."""
    scores = repetition(N_TRIALS, SEED)
    return {name: best_so_far(own) for name, own in scores.items()}


@look()
def show_three_searches():
    """The three curves as a still picture."""
    figure, (ax,) = panels(1)
    labels, ticks = ("training runs", "best accuracy so far"), range(1, N_TRIALS + 1)
    picture = Profiles(ax, COLORS, (1, N_TRIALS), (0, 1.05), *labels, x_ticks=ticks)
    picture.draw(np.arange(1, N_TRIALS + 1), **three_searches())
    picture.title.set_text("One search of each kind")
    return Still(figure, "The best accuracy so far of grid, random and Bayesian search over nine runs.")


def _leader(n_runs):
    curves = three_searches()
    return max(curves, key=lambda name: curves[name][n_runs - 1])


def _last_rise():
    curve = three_searches()["bayesian"]
    return int(np.flatnonzero(np.diff(curve) > 0)[-1]) + 2  # the trial after the last step


def _check_reading(answer):
    if not isinstance(answer, (list, tuple)) or len(answer) != 3:
        return 'my_reading must hold two names and a number, such as ["random", "grid", 3].'
    after_four, after_nine, rise = answer
    for name in (after_four, after_nine):
        if name not in SEARCHES:
            return f"{name!r:.60} is no search; write one of {', '.join(SEARCHES)} in quotation marks."
    return _check_leaders(after_four, after_nine) or _check_rise(rise)


def _check_leaders(after_four, after_nine):
    if (after_four, after_nine) == (_leader(9), _leader(4)):
        return "The two names are exchanged: the first is the leader after four runs."
    if after_four != _leader(4):
        return "Look above the 4 on the lower axis: which line is highest there?"
    if after_nine == "bayesian":
        return "It is best on average over many searches. In this one search another line is higher at 9."
    if after_nine != _leader(9):
        return "Look at the right end of the lines: at 9 another one is higher."
    return None


def _check_rise(rise):
    right = _last_rise()
    if rise == right:
        return None
    if rise == N_TRIALS:
        return "At 9 the green line ends, but it is level there. Where is its last step up?"
    if rise == right - 1:
        return "One too few: the line rises on its way to the run that found something better."
    return f"At {rise!r:.60} the green line does not make its last step up."


read_best_so_far = Exercise(
    name="my_reading",
    task="write the leader after four runs, the leader after nine, and the last improving run.",
    check=_check_reading,
    hint="A best-so-far line never falls. It rises at a run that is better than all before it.",
    solution=f'my_reading = ["{_leader(4)}", "{_leader(9)}", {_last_rise()}]\n',
)
