"""Exercises of the notebook on hyperparameter search."""

import numpy as np

from ..tasks import Exercise
from .probability import trials_needed

LOW, HIGH, SHARES = 1e-4, 10.0, (0.0, 0.4, 1.0)
RIGHT_DRAWS, POWERS = np.array([1e-4, 1e-2, 10.0]), np.array([-4, -2, 1])
WRONG_DRAWS = (
    (
        [LOW + share * (HIGH - LOW) for share in SHARES],
        "That is the linear draw: a share of 0.4 gives 4. Here it should be two of the five powers of ten"
        " above 0.0001, which is 0.01.",
    ),
    (POWERS, "Those are the powers. One step is missing: 10 to that power."),
    (np.log(RIGHT_DRAWS), "Those are the natural logarithms. One step is missing: np.exp of them."),
    (
        np.exp(POWERS),
        "The logarithm is to the base 10 but the power to the base e. Take both to the same base.",
    ),
)


def _check_draw(answer):
    given = [float(answer(LOW, HIGH, share)) for share in SHARES]
    if np.allclose(given, RIGHT_DRAWS):
        return None
    for wrong, feedback in WRONG_DRAWS:
        if np.allclose(given, wrong):
            return feedback
    if np.allclose([given[0], given[-1]], [HIGH, LOW]):
        return "Turned round: a share of 0 should give low."
    return (
        "From 0.0001 to 10, the shares 0, 0.4 and 1 should give 0.0001, 0.01 and 10; yours gives"
        f" {given[0]:.4g}, {given[1]:.4g} and {given[2]:.4g}."
    )


draw_on_a_log_scale = Exercise(
    name="my_draw",
    task="turn a share between 0 and 1 into a number from low to high, on a logarithmic scale.",
    check=_check_draw,
    hint=(
        "Take the logarithm of low and of high, go the share of the way between them, and undo the logarithm."
    ),
    solution="""\
def my_draw(low, high, share):
    power = np.log(low) + share * (np.log(high) - np.log(low))
    return np.exp(power)
""",
    example=(0.1, 10.0, 0.5),
)

CASES = ((0.05, 0.95), (0.1, 0.9), (0.01, 0.99))  # top_share and certainty
SHARE, CERTAINTY = np.array(CASES).T
RIGHT_NUMBERS = [trials_needed(*case) for case in CASES]


def _check_needed(answer):
    given = np.array([float(answer(*case)) for case in CASES])
    if np.allclose(given, RIGHT_NUMBERS):
        if answer(0.5, 0.75) == 2:
            return None
        return "With half of the settings good, two trials are enough for 75%: round up, do not add one."
    if np.allclose(given, CERTAINTY / SHARE) or np.allclose(given, 1 / SHARE):
        return "Chances do not add up: twenty trials at 5% each are not certain. The misses multiply."
    if np.allclose(given, np.log(CERTAINTY) / np.log(1 - SHARE), rtol=0.2):
        return "All trials miss with a probability of 1 - certainty, not certainty."
    if np.allclose(given, np.subtract(RIGHT_NUMBERS, 1)):
        return "One too few: a part of a trial does not count, so round up."
    if np.allclose(np.ceil(given), RIGHT_NUMBERS):
        return "The right formula, but a number of trials is whole: round up."
    needed = f"For the best 5% with a certainty of 95% it takes {RIGHT_NUMBERS[0]} trials"
    return f"{needed}; yours gives {given[0]:.4g}."


count_the_trials = Exercise(
    name="my_trials",
    task=(
        "return the smallest number of random trials that hit the best top_share with at least this"
        " certainty."
    ),
    check=_check_needed,
    hint=(
        "All k trials miss with probability (1 - top_share)ᵏ. That may be at most 1 - certainty. Take"
        " logarithms, and round up with math.ceil."
    ),
    solution="""\
import math

def my_trials(top_share, certainty):
    return math.ceil(math.log(1 - certainty) / math.log(1 - top_share))
""",
    example=(0.5, 0.9),
)
