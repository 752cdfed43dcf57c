"""What do the exercises train? Four networks whose losses are to be read, and five to choose the best of."""

from functools import lru_cache

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.marks import threshold
from ...plots.style import DANGER, TRAINING, look, panels
from ...training import evaluate, train
from ..common import CROSS_ENTROPY, DIGITS, GUESSING

RATE_OF, N_UPDATES = {"A": 0.03, "B": 3.0, "C": 0.0001, "D": 1.0}, 400
RUNS_IN_WORDS = (
    "Four losses over 400 updates. A falls slowly and is still falling at the end. B leaps up at the start"
    " and then stays near 2.3. C stays near 2.3 from the start. D falls at once, far below the others."
)
RATES_TO_TRY = (0.001, 0.01, 0.1, 1.0, 10.0)


@lru_cache(maxsize=1)
def four_losses():
    """The training losses of the four runs by letter, `(N_UPDATES,)` each."""
    return {letter: _trained(rate, N_UPDATES)[1] for letter, rate in RATE_OF.items()}


@lru_cache(maxsize=1)
def losses_of_rates():
    """The validation loss after 300 updates, by learning rate."""
    models = {rate: _trained(rate, 300)[0] for rate in RATES_TO_TRY}
    return {rate: evaluate(model, CROSS_ENTROPY, DIGITS.validation) for rate, model in models.items()}


def _trained(learning_rate, n_updates):
    """A network after so many updates, and its training losses, `(n_updates,)`."""
    model = MLP([64, 32, 10], "relu", "he")
    training = train(model, CROSS_ENTROPY, GradientDescent(learning_rate), DIGITS.train)
    return model, np.array([next(training).loss for _ in range(n_updates)])


@look()
def draw_four_runs():
    """A figure: the losses of four runs side by side, each with its letter, but without its learning rate."""
    figure, axes = panels(1, 1, 1, 1, size=(10, 2.9), bottom=0.2, top=0.86, gap=0.14)
    for ax, (letter, losses) in zip(axes, four_losses().items()):
        ax.plot(np.arange(1, N_UPDATES + 1), losses, color=TRAINING, linewidth=1.2)
        threshold(ax, y=GUESSING)
        ax.set(xlim=(0, N_UPDATES), ylim=(0, 8), title=letter, xlabel="updates", xticks=[0, 100, 200, 300])
    for ax in axes[1:]:
        ax.tick_params(labelleft=False)
    axes[0].set_ylabel("loss")
    axes[0].text(0.97 * N_UPDATES, GUESSING + 0.15, "guessing", ha="right", va="bottom", color=DANGER)
    return figure
