"""Exercises of the notebook on learning rate."""

import numpy as np

from ...optimizers import descend
from ..tasks import Exercise


def _check_descent(answer):
    slope = lambda weight: weight - 3
    given, right = np.asarray(answer(slope, 1.0, 0.5, 3), float), descend(slope, 1.0, 0.5, 3)
    if given.shape == (3,) and np.allclose(given, right[1:]):
        return "The starting place is missing: the list begins with start, and so holds n_steps + 1 weights."
    if given.shape != right.shape:
        return (
            "After 3 steps the list must hold 4 weights, the start among them; yours has the shape"
            f" {given.shape}."
        )
    if np.allclose(given, [1.0, 0.0, -1.5, -3.75]):
        return "It climbs: each step must go against the slope. Look at the sign."
    if np.allclose(given, [1.0, 3.0, 3.0, 3.0]):
        return "The learning rate is missing: a step is learning_rate × slope long."
    if np.allclose(given, [1.0, 2.0, 3.0, 4.0]):
        return "Every step uses the slope at the start. Ask for the slope at the place where you are now."
    return (
        None
        if np.allclose(given, right)
        else (
            "From 1 with slope(w) = w - 3 and rate 0.5, the weights are 1, 2, 2.5, 2.75; yours are"
            f" {_listed(given)}."
        )
    )


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


def _check_threshold(answer):
    inputs = np.array([1.0, 2.0, 3.0])
    given, right = float(answer(inputs)), 3 / 14
    if np.isclose(given, 1 / 14):
        return (
            "That divides by the sum of the squares. The loss is a mean, so its curvature is 2 × the mean of"
            " the squares."
        )
    if np.isclose(given, 2 * right):
        return "Nearly: the loss is the square, not half of it, so the curvature is 2 × the mean of inputs²."
    if np.isclose(given, 1 / right):
        return (
            "That is the mean of the squares. The curvature is twice that, and the threshold is 2 divided by"
            " the curvature."
        )
    if np.isclose(given, 2 / right):
        return "That is the curvature. The threshold is 2 divided by it."
    if np.isclose(given, 2 / (2 * np.mean(inputs) ** 2)):
        return "Square first, then average: the mean of the squares is not the square of the mean."
    return (
        None
        if np.isclose(given, right)
        else f"For the inputs 1, 2, 3 the threshold is 3/14 = {right:.4f}; yours is {given:.4f}."
    )


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
