"""An exercise that trains: a random search in six lines, checked without training and on the digits."""

from math import isclose

import numpy as np

from ...losses import LOSSES, accuracy
from ...network import MLP
from ...optimizers import GradientDescent
from ...training import train
from ..common import DIGITS
from ..tasks import Exercise


def train_and_score(rate):
    """The validation accuracy of 64-32-10 on the digits after five epochs with this learning rate."""
    model = MLP([64, 32, 10], activation="relu", initialization="he", seed=0)
    optimizer = GradientDescent(rate)
    training = train(model, LOSSES["cross-entropy"], optimizer, DIGITS.train, batch_size=32, seed=0)
    for _ in range(170):  # five epochs of 34 updates
        next(training)
    with np.errstate(over="ignore", invalid="ignore"):
        outputs = model.forward(DIGITS.validation.inputs)[-1]
    return float(accuracy(outputs, DIGITS.validation.targets))


class _Watched:
    """A scoring function that remembers its calls."""

    def __init__(self, score):
        self.score, self.rates, self.scores = score, [], []

    def __call__(self, rate):
        self.rates.append(float(rate))
        self.scores.append(self.score(float(rate)))
        return self.scores[-1]


def _near_a_tenth(rate):
    """A score without training: highest at a learning rate of 0.1."""
    return float(np.exp(-(np.log10(rate / 0.1) ** 2))) if rate > 0 else 0.0


def _check_search(answer):
    watched = _Watched(_near_a_tenth)
    returned = answer(watched, 200, 0)
    return _wrong_rates(watched.rates) or _wrong_result(returned, watched) or _check_on_digits(answer)


def _wrong_rates(rates):
    if not rates:
        return "Nothing was trained. Call train_and_score(rate) in every pass of the loop."
    if len(rates) == 400:
        return "Each network was trained twice. Keep its score in a variable: training is what costs."
    if len(rates) != 200:
        return f"For n_trials = 200 there were {len(rates)} training runs. Loop over range(n_trials)."
    if len(set(rates)) == 1:
        return "Every trial has the same learning rate. Draw a new one inside the loop."
    if min(rates) < 1e-3 or max(rates) > 10:
        return f"The rates go from {min(rates):.2g} to {max(rates):.2g}; they must lie in 0.001 to 10."
    if np.mean(np.less(rates, 0.1)) < 0.25:
        return "That is a linear draw: nearly all rates are above 0.1. Draw the power of ten instead."
    return None


def _wrong_result(returned, watched):
    best_score = max(watched.scores)
    if np.ndim(returned):
        return "Return one number, the best learning rate."
    best_rate, worst_rate = (watched.rates[choose(watched.scores)] for choose in (np.argmax, np.argmin))
    if isclose(returned, best_rate):
        return None
    if isclose(returned, best_score):
        return "That is the best score. Return the learning rate that has it."
    if isclose(returned, watched.rates[-1]):
        return "That is the last rate. Keep a rate only if its score is higher than the best so far."
    if isclose(returned, worst_rate):
        return "That is the rate with the lowest score. A high accuracy is good: compare with >."
    if isclose(returned, max(watched.rates)):
        return "That is the largest rate. Compare the scores, not the rates."
    return f"The best rate was {best_rate:.3g}; yours is {returned:.3g}."


def _check_on_digits(answer):
    watched = _Watched(train_and_score)
    returned = answer(watched, 5, 1)
    return _wrong_result(returned, watched)


search_at_random = Exercise(
    name="my_search",
    task="train n_trials networks with random learning rates from 0.001 to 10, return the best rate.",
    check=_check_search,
    hint=(
        "Before the loop: best_score = 0. In the loop: draw a power with rng.uniform(-3, 1), take"
        " rate = 10**power, train, and keep rate and score if the score is above best_score."
    ),
    solution="""\
def my_search(train_and_score, n_trials, seed):
    rng = np.random.default_rng(seed)
    best_score = 0
    for trial in range(n_trials):
        rate = 10 ** rng.uniform(-3, 1)
        score = train_and_score(rate)
        if score > best_score:
            best_score, best_rate = score, rate
    return best_rate
""",
    example=(_near_a_tenth, 2, 0),
)
