"""What do four training runs look like: overfitting, underfitting, too few updates, and a good fit?"""

from functools import cache, partial
from typing import NamedTuple

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.style import look, panels
from ...training import train
from ..common import CROSS_ENTROPY, DIGITS
from ..history import History
from .mislabel import mislabel
from .shared import BOTH, accuracy_on, some_digits

N_STEPS = 400


class Run(NamedTuple):
    """What makes one of the four runs: the digits, and how they are learned."""

    n_digits: int
    share_wrong: float
    width: int
    learning_rate: float
    batch_size: int


RUNS = {
    "A": Run(n_digits=1079, share_wrong=0.0, width=32, learning_rate=0.01, batch_size=8),
    "B": Run(n_digits=100, share_wrong=0.2, width=64, learning_rate=0.3, batch_size=50),
    "C": Run(n_digits=1079, share_wrong=0.0, width=32, learning_rate=0.1, batch_size=32),
    "D": Run(n_digits=1079, share_wrong=0.0, width=2, learning_rate=0.3, batch_size=50),
}


@look()
def four_curves():
    """A figure with the accuracies of the runs A to D on training and validation digits."""
    figure, axes = panels(1, 1, rows=2, size=(10, 6.6), bottom=0.09, top=0.95)
    for ax, letter in zip(axes, RUNS, strict=True):
        history = run(letter)
        curves = {name: (history.measured_at, history.measured[name]) for name in BOTH}
        Curves(ax, BOTH, N_STEPS, (0, 1.05), "accuracy", logarithmic_y=False).update(letter, **curves)
    figure.subplots_adjust(hspace=0.45)
    return figure


@cache
def run(letter):
    """The history of one of the four runs, with its accuracies measured at every tenth update."""
    settings = RUNS[letter]
    points = mislabel(some_digits(settings.n_digits, seed=0), settings.share_wrong, seed=0)
    model = MLP([64, settings.width, 10], "relu", "he")
    optimizer = GradientDescent(settings.learning_rate)
    training = train(model, CROSS_ENTROPY, optimizer, points, settings.batch_size)
    history = History(training, N_STEPS, measure=partial(_accuracies, model, points))
    while history.advance(10):
        pass
    return history


def _accuracies(model, points):
    return {"training": accuracy_on(model, points), "validation": accuracy_on(model, DIGITS.validation)}
