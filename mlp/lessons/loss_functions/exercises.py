"""Can you write the Huber loss and the cross-entropy yourself?"""

import numpy as np

from ...losses import LOSSES
from ..tasks import Exercise
from .information import BIT, surprise


def _check_huber(answer):
    outputs, targets = np.array([0.5, 3.0, -3.0]), np.zeros(3)  # one small error, a large one on either side
    given = np.asarray(answer(outputs, targets), float)
    right = float(LOSSES["huber"].value(outputs[:, None], targets[:, None]))
    if given.shape != ():
        return f"A loss is one number: take the mean over all errors. Yours has the shape {given.shape}."
    if np.isclose(given, 3 * right):
        return "That is the sum. Take the mean."
    if np.isclose(given, (0.25 + 2.5 + 2.5) / 3):
        return "Small errors count half of their square: the ½ is missing."
    if np.isclose(given, (0.125 + 3 + 3) / 3):
        return "Nearly: beyond 1 it is the size minus ½, so that both pieces meet at 1."
    if np.isclose(given, (0.125 + 2.5 + 4.5) / 3) or np.isclose(given, (0.125 + 2.5 - 3.5) / 3):
        return "An error of -3 is as large as one of 3. Take the absolute value first."
    if np.isclose(given, (0.125 + 4.5 + 4.5) / 3):
        return "All errors are squared. Beyond 1 the loss must go on as a straight line."
    if not np.isclose(given, right):
        return (
            f"For the errors 0.5, 3 and -3 it is (0.125 + 2.5 + 2.5) / 3 = {right:.4f}; yours is {given:.4f}."
        )
    return None


write_huber = Exercise(
    name="my_huber",
    task="return the mean Huber loss: half the square of errors up to 1, the size minus ½ beyond.",
    check=_check_huber,
    hint=(
        "size = np.abs(outputs - targets). Then np.where(condition, if true, if false) chooses between the"
        " two pieces, and np.mean averages."
    ),
    solution=(
        "def my_huber(outputs, targets):\n"
        "    size = np.abs(outputs - targets)\n"
        "    return np.mean(np.where(size <= 1, size**2 / 2, size - 0.5))\n"
    ),
    example=(np.array([0.0, 2.0]), np.array([0.0, 0.0])),
)


def _check_cross_entropy(answer):
    chances, labels = np.array([[0.7, 0.2, 0.1], [0.5, 0.25, 0.25]]), np.array([0, 2])
    given, right = np.asarray(answer(chances, labels), float), float(surprise(np.array([0.7, 0.25])).mean())
    if given.shape != ():
        return f"A loss is one number: take the mean over the rows. Yours has the shape {given.shape}."
    if np.isclose(given, -right):
        return "The sign: the logarithm of a chance is negative, and a loss is not."
    if np.isclose(given, 2 * right):
        return "That is the sum over the rows. Take the mean."
    if np.isclose(given, right / BIT):
        return "That is right in bits. Networks use the natural logarithm, np.log."
    if np.isclose(given, -np.log(chances).mean()):
        return "Only the chance of the true class counts, one number from each row."
    if np.isclose(given, -np.log(0.475)):
        return "First the logarithm, then the mean."
    if not np.isclose(given, right):
        terms = "(-ln 0.7 - ln 0.25) / 2"
        return (
            f"The true classes got 0.7 and 0.25, so the loss is {terms} = {right:.4f}; yours is {given:.4f}."
        )
    return None


write_cross_entropy = Exercise(
    name="my_cross_entropy",
    task="return the mean of -ln(chance of the true class).",
    check=_check_cross_entropy,
    hint=(
        "chances[np.arange(len(labels)), labels] takes from each row the chance at its label. Then -np.log,"
        " then np.mean."
    ),
    solution=(
        "def my_cross_entropy(chances, labels):\n"
        "    of_the_true_class = chances[np.arange(len(labels)), labels]\n"
        "    return np.mean(-np.log(of_the_true_class))\n"
    ),
    example=(np.array([[0.5, 0.5]]), np.array([1])),
)
