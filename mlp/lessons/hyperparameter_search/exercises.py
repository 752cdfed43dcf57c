"""Four exercises: a draw, the size of a grid, the number of trials, a reason."""

import numpy as np

from ..common import check_reason
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
    (np.exp(POWERS), "The powers are powers of ten, but you took the power to the base e. Use 10."),
    (10.0 * POWERS, "That is 10 times the power. In Python 10 to a power is written with two stars."),
    (np.abs(POWERS) ** 10.0, "Base and power are exchanged. The base is 10."),
    (POWERS**10.0, "Base and power are exchanged. The base is 10."),
)


def _check_draw(answer):
    given = [answer(LOW, HIGH, share) for share in SHARES]
    given = np.array([float(number) for number in given])
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
    task="fill the blank, so that the function returns 10 to the power.",
    check=_check_draw,
    hint="The line above gives the power, such as -2. The number itself is 10 to this power, here 0.01.",
    solution="""\
def my_draw(low, high, share):
    power = np.log10(low) + share * (np.log10(high) - np.log10(low))
    return 10**power
""",
    example=(0.1, 10.0, 0.5),
)

GRIDS = ((3, 6, 2), (5, 2, 1), (2, 10, 0.5))  # values of each, hyperparameters, minutes for one training run
GRID_MINUTES = np.array([3**6 * 2, 5**2 * 1, 2**10 * 0.5])
GRID_MISTAKES = (
    (lambda n, k, minutes: n**k, "That is the number of training runs. Each takes some minutes."),
    (
        lambda n, k, minutes: n * k * minutes,
        "Every value is combined with every other one: multiply 3 × 3 × 3 × …, do not add.",
    ),
    (lambda n, k, minutes: k**n * minutes, "Base and power are exchanged: 3 values each of 6 are 3⁶."),
    (lambda n, k, minutes: (n * minutes) ** k, "Multiply by the minutes once, after taking the power."),
)


def _check_grid(answer):
    given = np.array([float(answer(*case)) for case in GRIDS])
    if np.allclose(given, GRID_MINUTES):
        return None
    for mistake, feedback in GRID_MISTAKES:
        if np.allclose(given, [mistake(*case) for case in GRIDS]):
            return feedback
    return f"3 values each of 6, at 2 minutes, take {GRID_MINUTES[0]:g} minutes; yours gives {given[0]:g}."


count_a_grid = Exercise(
    name="my_minutes",
    task="return how many minutes the whole grid takes.",
    check=_check_grid,
    hint="Two hyperparameters with 3 values each have 3 × 3 combinations, three have 3 × 3 × 3.",
    solution="""\
def my_minutes(n_values, n_hyperparameters, minutes_each):
    return n_values**n_hyperparameters * minutes_each
""",
    example=(2, 2, 1),
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
    task="return the smallest number of random trials that hit the best top_share with this certainty.",
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

WRONG_REASONS = {
    1: "Nobody changed a label, and nobody trained on the test points. The networks never saw them.",
    2: "Overfitting changes the weights to fit the training points. The test points were not among them.",
    4: "More test points make the luck smaller: of 100 coin-flippers the best of 1,600 points has about 53%."
    " But choosing is what makes a lucky score look like skill.",
}


choose_the_reason = Exercise(
    name="my_reason",
    task="write the number of the right reason, 1 to 4.",
    check=lambda answer: check_reason(answer, WRONG_REASONS),
    hint="What did you do with the 100 scores on the test points, after the training was over?",
    solution="my_reason = 3\n",
)
