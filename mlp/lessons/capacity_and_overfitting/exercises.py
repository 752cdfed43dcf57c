"""Three exercises in code: an error on new points, wrong labels learned by heart, and dropout."""

import numpy as np

from ..tasks import Exercise
from . import polynomial
from .noisy_sine import noisy_points


def _judge(given, right, mistakes, otherwise):
    """None if the right number was given, else the sentence about the mistake.

    `mistakes` are pairs of a number and its sentence; `otherwise` is for all other numbers.
    """
    if np.isclose(given, right):
        return None
    return next((sentence for number, sentence in mistakes if np.isclose(given, number)), otherwise)


def _check_new_error(answer):
    (x, y), (new_x, new_y) = (noisy_points(20, 0.2, np.random.default_rng(seed)) for seed in (1, 2))
    coefficients = polynomial.fit(x, y, 4)
    seen, new = (polynomial.value(coefficients, places) for places in (x, new_x))
    right = np.mean((new - new_y) ** 2)
    mistakes = [
        (np.mean((seen - y) ** 2), "That is the training error. Compare with the new points."),
        (np.mean((new - y) ** 2), "These predictions are for new_x. Subtract new_y, not y."),
        (np.mean(np.abs(new - new_y)), "That is the mean absolute error. Square the errors."),
        (np.mean(new - new_y), "Errors of both signs cancel. Square them first."),
        (np.mean(new - new_y) ** 2, "First square the errors, then take the mean."),
        (np.sum((new - new_y) ** 2), "That is the sum. Take the mean."),
        (np.sqrt(right), "That is the square root of it. Leave the root out."),
    ]
    given = np.asarray(answer(x.copy(), y.copy(), new_x.copy(), new_y.copy(), 4), float)
    if given.shape != ():
        return f"An error is one number: take the mean. Yours has the shape {given.shape}."
    otherwise = f"For 20 points and degree 4 the error is {right:.4f}; yours is {given:.4f}."
    return _judge(given, right, mistakes, otherwise)


fill_new_error = Exercise(
    name="my_new_error",
    task="fill the blank: return the mean squared error on the new points.",
    check=_check_new_error,
    hint="np.mean takes the mean. The errors are predictions - new_y, and ** 2 squares each of them.",
    solution=(
        "from mlp.lessons.capacity_and_overfitting import polynomial\n\n\n"
        "def my_new_error(x, y, new_x, new_y, degree):\n"
        "    coefficients = polynomial.fit(x, y, degree)\n"
        "    predictions = polynomial.value(coefficients, new_x)\n"
        "    return np.mean((predictions - new_y) ** 2)\n"
    ),
    example=(*np.array([[0.0, 1.0, 2.0], [1.0, 0.0, 1.0], [0.5, 1.5, 2.5], [0.0, 0.0, 2.0]]), 1),
)


def _check_by_heart(answer):
    true_labels = np.array([3, 3, 5, 8, 1, 0, 2, 6, 9])
    labels = np.array([7, 3, 6, 8, 4, 9, 2, 0, 9])  # five of them are wrong
    guesses = np.array([7, 3, 5, 1, 4, 2, 2, 0, 9])  # 7, 4 and 0 repeat a wrong label
    mistakes = [
        (6, "That counts all labels that the network repeats, right ones too."),
        (5, "That counts the wrong labels. How many of them does the network repeat?"),
        (4, "That counts where the network reads the digit right. Compare its guesses with labels."),
        (2, "That counts the wrong labels that it does not repeat."),
        (1, "That counts where it resists a wrong label. Count where its guess is the wrong label."),
        (8, "That counts where one of both is true. Both must be true: join them with &, not |."),
        (3 / 9, "That is a share of all digits. Count them with np.sum."),
        (3 / 5, "That is a share of the wrong labels. Count them with np.sum."),
    ]
    given = np.asarray(answer(guesses.copy(), labels.copy(), true_labels.copy()), float)
    if given.shape != ():
        return f"One number is wanted: count the True with np.sum. Yours has the shape {given.shape}."
    otherwise = f"Of five wrong labels this network repeats three: 7, 4 and 0. Yours is {given:g}."
    return _judge(given, 3, mistakes, otherwise)


count_by_heart = Exercise(
    name="my_by_heart",
    task="return how many wrong labels the network repeats.",
    check=_check_by_heart,
    hint=(
        "labels != true_labels is True where a label is wrong, guesses == labels where it is repeated."
        " Put both in brackets, join them with &, and count with np.sum."
    ),
    solution=(
        "def my_by_heart(guesses, labels, true_labels):\n"
        "    return np.sum((labels != true_labels) & (guesses == labels))\n"
    ),
    example=(np.array([1, 2]), np.array([1, 2]), np.array([1, 3])),
)


def _check_dropout(answer):
    dropout_rate = 0.25
    given = np.asarray(answer(_outputs(), dropout_rate, np.random.default_rng(0)), float)
    outputs = _outputs()
    if given.shape != outputs.shape:
        return f"The result must have the shape of outputs, {outputs.shape}; yours has {given.shape}."
    return _wrong_silence(given != 0, dropout_rate) or _wrong_rest(given, outputs, dropout_rate)


def _outputs():
    """Numbers from 1 to 2, made anew at every call: an answer may change what it is given."""
    return np.random.default_rng(1).uniform(1, 2, (400, 50))


def _wrong_silence(is_kept, dropout_rate):
    """A sentence about which outputs are silenced, or None."""
    silent = 1 - is_kept.mean()
    if silent == 0:
        return "Nothing is silenced: about a share of the numbers must become 0."
    if abs(silent - (1 - dropout_rate)) < 0.02:
        return (
            f"Turned around: with dropout_rate = {dropout_rate} you silence {silent:.0%} of the outputs. Keep"
            " those whose random number is at least dropout_rate."
        )
    if abs(silent - dropout_rate) > 0.02:
        return f"With dropout_rate = {dropout_rate}, {silent:.0%} of the outputs are silenced."
    if np.all(is_kept == is_kept[:1]) or np.all(is_kept == is_kept[:, :1]):
        return "Whole rows or columns are silenced together: draw one random number for every output."
    return None


def _wrong_rest(given, outputs, dropout_rate):
    """A sentence about the outputs that are kept, or None."""
    is_kept = given != 0
    factors, right = (given / outputs)[is_kept], 1 / (1 - dropout_rate)
    if np.ptp(given[is_kept]) == 0:
        return "That is the mask. Multiply the outputs by it."
    if np.allclose(factors, 1):
        return (
            "The right share is silenced, but the sums become smaller: multiply what is kept by 1 / (1 -"
            " dropout_rate)."
        )
    if np.allclose(factors, 1 / dropout_rate):
        return (
            "Multiply what is kept by 1 / (1 - dropout_rate), not by 1 / dropout_rate: three quarters are"
            " left, so they grow by a third."
        )
    if np.allclose(factors, right):
        return None
    return (
        f"What is kept must be multiplied by 1 / (1 - {dropout_rate}) = {right:.3f}; your first is"
        f" multiplied by {factors[0]:.3f}."
    )


write_dropout = Exercise(
    name="my_dropout",
    task="return the outputs with a share of them silenced at random and the others scaled up.",
    check=_check_dropout,
    hint=(
        "rng.random(outputs.shape) gives a number between 0 and 1 for every output. Keep an output where that"
        " number is at least dropout_rate, and divide by (1 - dropout_rate)."
    ),
    solution=(
        "def my_dropout(outputs, dropout_rate, rng):\n"
        "    is_kept = rng.random(outputs.shape) >= dropout_rate\n"
        "    return outputs * is_kept / (1 - dropout_rate)\n"
    ),
    example=(np.ones((4, 6)), 0.5, np.random.default_rng(0)),
)
