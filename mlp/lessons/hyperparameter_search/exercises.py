"""Exercises of the notebook on hyperparameter search."""

import numpy as np

from ..tasks import Exercise
from .probability import trials_needed


def _check_draw(answer):
    given, right = [float(answer(1e-4, 10.0, share)) for share in (0.0, 0.4, 1.0)], [1e-4, 1e-2, 10.0]
    if np.allclose(given, [1e-4 + share * (10 - 1e-4) for share in (0.0, 0.4, 1.0)]):
        return (
            "That is the linear draw: a share of 0.4 gives 4. Here it should be two of the five powers of ten"
            " above 0.0001, which is 0.01."
        )
    if np.allclose(given, [-4, -2, 1]):
        return "Those are the powers. One step is missing: 10 to that power."
    if np.allclose(given, np.log(right)):
        return "Those are the natural logarithms. One step is missing: np.exp of them."
    if np.allclose(given, np.exp([-4, -2, 1])):
        return "The logarithm is to the base 10 but the power to the base e. Take both to the same base."
    if np.allclose(given[::2], right[::-2]):
        return "Turned round: a share of 0 should give low."
    return (
        None
        if np.allclose(given, right)
        else (
            "From 0.0001 to 10, the shares 0, 0.4 and 1 should give 0.0001, 0.01 and 10; yours gives"
            f" {given[0]:.4g}, {given[1]:.4g} and {given[2]:.4g}."
        )
    )


draw_on_a_log_scale = Exercise(
    name="my_draw",
    task="turn a share between 0 and 1 into a number from low to high, on a logarithmic scale.",
    check=_check_draw,
    hint=(
        "Take the logarithm of low and of high, go the share of the way between them, and undo the logarithm."
    ),
    solution=(
        "def my_draw(low, high, share):\n    power = np.log(low) + share * (np.log(high) - np.log(low))\n   "
        " return np.exp(power)\n"
    ),
    example=(0.1, 10.0, 0.5),
)


def _check_needed(answer):
    cases = [(0.05, 0.95), (0.1, 0.9), (0.01, 0.99)]
    given, right = [float(answer(*case)) for case in cases], [trials_needed(*case) for case in cases]
    if np.allclose(given, [certainty / share for share, certainty in cases]) or np.allclose(
        given, [1 / share for share, _ in cases]
    ):
        return (
            "Chances do not add up: twenty trials at 5% each are not certain. It is the misses that multiply."
        )
    if np.allclose(given, [np.log(certainty) / np.log(1 - share) for share, certainty in cases], rtol=0.2):
        return "All trials miss with a probability of 1 - certainty, not certainty."
    if np.allclose(given, np.subtract(right, 1)):
        return "One too few: a part of a trial does not count, so round up."
    if not np.allclose(given, np.round(given)) and np.allclose(np.ceil(given), right):
        return "The right formula, but a number of trials is whole: round up."
    if np.allclose(given, right) and answer(0.5, 0.75) != 2:
        return "With half of the settings good, two trials are enough for 75%: round up, do not add one."
    return (
        None
        if np.allclose(given, right)
        else (
            f"For the best 5% with a certainty of 95% it takes {right[0]} trials; yours gives {given[0]:.4g}."
        )
    )


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
    solution=(
        "import math\n\ndef my_trials(top_share, certainty):\n    return math.ceil(math.log(1 - certainty) /"
        " math.log(1 - top_share))\n"
    ),
    example=(0.5, 0.9),
)
