"""Which two pieces of code do you write yourself in the lesson on the learning rate?"""

import numpy as np

from ..tasks import Exercise
from .descent import descend

DESCENT_MISTAKES = [
    ([1.0, 0.0, -1.5, -3.75], "It climbs: each step must go against the slope. Look at the sign."),
    ([1.0, 3.0, 3.0, 3.0], "The learning rate is missing: a step is learning_rate × slope long."),
    ([1.0, 2.0, 3.0, 4.0], "Every step uses the slope at the start. Use the slope at the last weight."),
]


def _check_descent(answer):
    slope = lambda weight: weight - 3
    given, right = np.asarray(answer(slope, 1.0, 0.5, 3), float), descend(slope, 1.0, 0.5, 3)
    if given.shape == (3,) and np.allclose(given, right[1:]):
        return "The start is missing: the list begins with it and holds n_steps + 1 weights."
    if given.shape != right.shape:
        return (
            "After 3 steps the list must hold 4 weights, including the start; yours has the shape"
            f" {given.shape}."
        )
    for weights, mistake in DESCENT_MISTAKES:
        if np.allclose(given, weights):
            return mistake
    if not np.allclose(given, right):
        return (
            "From 1 with slope(w) = w - 3 and rate 0.5, the weights are 1, 2, 2.5, 2.75; yours are"
            f" {_listed(given)}."
        )
    return None


write_descent = Exercise(
    name="my_descend",
    task="return the list of all weights visited, the start first.",
    check=_check_descent,
    hint=(
        "Begin with weights = [start]. Repeat n_steps times: append the last weight minus learning_rate times"
        " the slope at the last weight."
    ),
    solution=(
        "def my_descend(slope, start, learning_rate, n_steps):\n"
        "    weights = [start]\n"
        "    for _ in range(n_steps):\n"
        "        weights.append(weights[-1] - learning_rate * slope(weights[-1]))\n"
        "    return weights\n"
    ),
    example=(lambda weight: weight, 1.0, 0.1, 2),
)


THRESHOLD_MISTAKES = [
    (
        1 / 14,
        "That divides by the sum of the squares. The loss is a mean, so its curvature is 2 × the mean of the"
        " squares.",
    ),
    (3 / 7, "Nearly: the loss is the square, not half of it, so the curvature is 2 × the mean of inputs²."),
    (
        14 / 3,
        "That is the mean of the squares. The curvature is twice that, and the threshold is 2 divided by the"
        " curvature.",
    ),
    (28 / 3, "That is the curvature. The threshold is 2 divided by it."),
    (1 / 4, "Square first, then average: the mean of the squares is not the square of the mean."),
]


def _check_threshold(answer):
    given, right = float(answer(np.array([1.0, 2.0, 3.0]))), 3 / 14
    for rate, mistake in THRESHOLD_MISTAKES:
        if np.isclose(given, rate):
            return mistake
    if not np.isclose(given, right):
        return f"For the inputs 1, 2, 3 the threshold is 3/14 = {right:.4f}; yours is {given:.4f}."
    return None


find_the_threshold = Exercise(
    name="my_threshold",
    task="return the learning rate above which gradient descent on mean((w × inputs - targets)²) explodes.",
    check=_check_threshold,
    hint=(
        "The second derivative of mean((w × inputs - targets)²) by w is 2 × mean(inputs²). The threshold is 2"
        " divided by that curvature."
    ),
    solution="def my_threshold(inputs):\n    curvature = 2 * np.mean(inputs**2)\n    return 2 / curvature\n",
    example=(np.array([1.0, 2.0]),),
)


def _listed(numbers):
    return ", ".join(f"{number:.3g}" for number in numbers)
