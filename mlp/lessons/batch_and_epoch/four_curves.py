"""Four training runs without names: which batch size is which? A picture to read, and its exercise."""

from functools import cache

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.style import TRAINING, look, panels
from ...training import train
from ..common import CROSS_ENTROPY
from ..tasks import Exercise
from .shared import FIVE_HUNDRED

BATCH_SIZES = {"W": 64, "X": 1, "Y": 500, "Z": 8}
N_UPDATES = 150


@cache
def losses_of_four_runs():
    """The loss of each update's batch, before the update: from the letter of a run to a list."""
    losses = {}
    for name, batch_size in BATCH_SIZES.items():
        model = MLP([64, 16, 10], "tanh")
        training = train(model, CROSS_ENTROPY, GradientDescent(0.05), FIVE_HUNDRED, batch_size)
        losses[name] = [next(training).loss for _ in range(N_UPDATES)]
    return losses


def jumps_of_four_runs():
    """How far the loss goes up or down from one update to the next, on average: from letter to number."""
    return {name: np.abs(np.diff(losses)).mean() for name, losses in losses_of_four_runs().items()}


@look()
def draw_four_curves():
    """A figure with a panel for each run."""
    figure, axes = panels(1, 1, 1, 1, size=(10, 3), left=0.07, right=0.985, bottom=0.19, top=0.88, gap=0.14)
    for ax, (name, losses) in zip(axes, losses_of_four_runs().items(), strict=True):
        ax.plot(np.arange(1, N_UPDATES + 1), losses, color=TRAINING, linewidth=1.4)
        ax.set(xlim=(0, N_UPDATES), ylim=(0, 4.5), xlabel="updates", title=f"Run {name}")
        ax.set_xticks([0, 50, 100])
    axes[0].set_ylabel("loss of the batch")
    for ax in axes[1:]:
        ax.tick_params(labelleft=False)
    return figure


def four_curves_in_words():
    """What the picture shows, without the answer."""
    jumps = ", ".join(f"{name} {jump:.2f}" for name, jump in jumps_of_four_runs().items())
    return f"Four training runs. The loss goes up or down from update to update, on average by: {jumps}."


def _check_sizes(answer):
    if not isinstance(answer, list | tuple | np.ndarray) or len(answer) != len(BATCH_SIZES):
        return f"my_sizes is {answer!r:.60}. It must be a list of four numbers, for W, X, Y and Z."
    given, right = [*answer], [*BATCH_SIZES.values()]
    if sorted(map(str, given)) != sorted(map(str, right)):
        return "Use each of the batch sizes 1, 8, 64 and 500 once."
    wrong = [name for name, size, true in zip(BATCH_SIZES, given, right, strict=True) if size != true]
    if _is_upside_down(given):
        return "The other way round: the larger a batch, the smoother is its curve. Averages hardly jump."
    if wrong == ["X", "Z"]:
        return "W and Y are right. X and Z both jump, but the loss of a single digit jumps most."
    if wrong == ["W", "Y"]:
        return "X and Z are right. A batch of all the data has no luck at all: its curve has no bumps."
    if wrong:
        return f"Look again at {' and '.join(wrong)}. How much does the curve jump from update to update?"
    return None


def _is_upside_down(given):
    """Whether the largest batch was given to the roughest run, and so on."""
    order = sorted(jumps_of_four_runs(), key=jumps_of_four_runs().get)  # the smoothest first
    sizes = dict(zip(BATCH_SIZES, given, strict=True))
    return [sizes[name] for name in order] == sorted(given)


read_four_curves = Exercise(
    name="my_sizes",
    task="write a list of the four batch sizes in place of the blank ____, for W, X, Y and Z in this order.",
    check=_check_sizes,
    hint="Each curve shows the loss of its own batch. The average of many digits jumps less than one digit.",
    solution=f"my_sizes = {[*BATCH_SIZES.values()]}  # the rougher the curve, the smaller the batch\n",
)
