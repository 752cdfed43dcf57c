"""Three best-so-far curves to read: which search is ahead, and when? A picture and its exercise."""

import numpy as np

from ...plots.profiles import Profiles
from ...plots.style import look, panels
from ...search import best_so_far
from ..tasks import Exercise
from .not_one_lucky_run import COLORS
from .repeated_searches import SEARCHES, repetition

N_TRIALS, SEED = 9, 7


def three_searches():
    """The best score so far after each trial of the three searches, `(9,)` by name."""
    return {name: best_so_far(scores) for name, scores in repetition(N_TRIALS, SEED).items()}


@look()
def draw_three_searches():
    """Returns a figure of the three curves."""
    figure, (ax,) = panels(1)
    labels, ticks = ("training runs", "best accuracy so far"), range(1, N_TRIALS + 1)
    steps = {name: {"drawstyle": "steps-post"} for name in COLORS}
    steps["random"] |= {"linestyle": "--"}  # it begins as Bayesian search does
    limits = (1, N_TRIALS), (0, 1.05)
    picture = Profiles(ax, COLORS, *limits, *labels, x_ticks=ticks, room=0.12, styles=steps)
    picture.draw(np.arange(1, N_TRIALS + 1), **three_searches())
    picture.title.set_text("One search of each kind")
    return figure


def rises(name):
    """The runs that were better than all before them, counted from 1; without the first run."""
    return [int(index) + 2 for index in np.flatnonzero(np.diff(three_searches()[name]) > 0)]


def right_reading():
    """The leader after four runs, the last rise of random search, and how many runs the grid ended with."""
    curves = three_searches()
    leader = max(curves, key=lambda name: curves[name][3])
    return [leader, rises("random")[-1], N_TRIALS - rises("grid")[-1]]


def _check_reading(answer):
    if not isinstance(answer, (list, tuple)) or len(answer) != 3:
        return 'my_reading must hold a name and two numbers, such as ["random", 3, 4].'
    if any(part is ... for part in answer):
        return "There are still dots in my_reading. Replace all three."
    leader, rise, n_useless = answer
    if leader not in SEARCHES:
        return f"{leader!r:.60} is no search. Write one of {', '.join(SEARCHES)} in quotation marks."
    right = right_reading()
    if leader != right[0]:
        return "The first answer: which line is highest above the 4 on the lower axis?"
    return _check_rise(rise, right[1]) or _check_useless(n_useless, right[2])


def _check_rise(rise, right):
    if rise == right:
        return None
    if rise == rises("bayesian")[-1]:
        return "The second answer: that is where Bayesian search rises last. Follow the orange line."
    if rise in rises("random"):
        return f"The second answer: at {rise} the orange line rises, but not for the last time."
    return f"The second answer: at {rise!r:.60} the orange line does not rise."


def _check_useless(n_useless, right):
    if n_useless == right:
        return None
    if n_useless == N_TRIALS - right:
        return "The third answer: that is the run which was best. How many runs came after it?"
    if n_useless == right + 1:
        return "The third answer: one too many. The run that made the step was not for nothing."
    return f"The third answer: after the grid's last step there are not {n_useless!r:.60} runs."


_LEADER, _RISE, _USELESS = right_reading()
read_best_so_far = Exercise(
    name="my_reading",
    task="write the name and the two numbers.",
    check=_check_reading,
    hint="A best-so-far line never falls. It rises at a run that is better than all runs before it.",
    solution=f'my_reading = ["{_LEADER}", {_RISE}, {_USELESS}]\n',
)
