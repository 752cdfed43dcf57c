"""Six exercises: residuals, Huber loss, a line to train, a sample size, entropy, cross-entropy."""

from functools import cache

import numpy as np

from ...losses import LOSSES
from ..tasks import Exercise
from .estimators import ESTIMATORS
from .fitting import best_line, nine_points
from .information import BIT, entropy, surprise


def _number(given):
    """What an answer gave, as a number or an array of numbers."""
    return np.asarray(given, float)


def _is(given, result):
    return given.shape == np.shape(result) and np.allclose(given, result, equal_nan=True)


def _judge(given, right, mistakes, otherwise):
    """None if the right result was given, else the sentence about the mistake.

    `mistakes` are pairs of a result and its sentence; `otherwise` is for all other results.
    """
    if _is(given, right):
        return None
    return next((sentence for result, sentence in mistakes if _is(given, result)), otherwise)


def _check_residuals(answer):
    inputs, targets = np.array([0.0, 1.0, 2.0]), np.array([2.0, 1.0, 6.0])
    predictions = 2 * inputs + 1
    right = targets - predictions  # 1, -2, 1
    mistakes = [
        (-right, "These are the errors, prediction minus target. A residual has the other sign."),
        (np.abs(right), "A residual keeps its sign: do not take the absolute value."),
        (right**2, "These are the squares. The residuals are not squared yet."),
        (right / np.sqrt(5), "That is the shortest way to the line. A residual is measured vertically."),
        (predictions, "These are the predictions. Subtract them from the targets."),
        (right.sum(), "One residual for each point: do not add them up."),
    ]
    given = _number(answer(2.0, 1.0, inputs.copy(), targets.copy()))
    otherwise = f"For the targets 2, 1, 6 and predictions 1, 3, 5 the residuals are 1, -2, 1; yours: {given}."
    return _judge(given, right, mistakes, otherwise)


fill_residuals = Exercise(
    name="my_residuals",
    task="return target minus prediction, one number for each point.",
    check=_check_residuals,
    hint="Both are arrays of the same length. A minus sign between them subtracts number by number.",
    solution=(
        "def my_residuals(slope, intercept, inputs, targets):\n"
        "    predictions = slope * inputs + intercept\n"
        "    return targets - predictions\n"
    ),
    example=(1.0, 0.0, np.array([0.0, 1.0]), np.array([0.5, 1.0])),
)


def _check_huber(answer):
    outputs, targets = np.array([1.5, 5.0, 2.0]), np.array([1.0, 2.0, 5.0])  # errors 0.5, 3 and -3
    right = float(LOSSES["huber"].value(outputs[:, None], targets[:, None]))
    mistakes = [
        (3 * right, "That is the sum. Take the mean."),
        ((0.25 + 2.5 + 2.5) / 3, "Small errors count half of their square: the ½ is missing."),
        ((0.125 + 3 + 3) / 3, "Nearly: beyond 1 it is the size minus ½, so that both pieces meet at 1."),
        ((0.125 + 2.5 + 4.5) / 3, "For -3 the square was taken. Compare the absolute value with 1."),
        ((0.125 + 2.5 - 3.5) / 3, "An error of -3 is as large as one of 3. Take the absolute value first."),
        ((0.125 + 4.5 + 4.5) / 3, "All errors are squared. Beyond 1 the loss continues as a straight line."),
    ]
    given = _number(answer(outputs.copy(), targets.copy()))
    if given.shape != ():
        return f"A loss is one number: take the mean over all errors. Yours has the shape {given.shape}."
    otherwise = f"The errors 0.5, 3, -3 give (0.125 + 2.5 + 2.5) / 3 = {right:.4f}; yours is {given:.4f}."
    return _judge(given, right, mistakes, otherwise)


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


TWO_LOSSES = "mean squared error", "mean absolute error"


@cache
def _best_with_outlier(name):
    return best_line(name, nine_points(outlier=True))


def _check_slope(answer):
    squared, absolute = (_best_with_outlier(name) for name in TWO_LOSSES)
    given = [_number(answer(LOSSES[name], nine_points(outlier=True))) for name in TWO_LOSSES]
    if given[0].shape != ():
        return "Return one number, the slope: model.parameters.weights[0][0, 0]."
    if np.allclose(given, 0):
        return "The slope is 0, as in the initial weights. Does each pass of the loop call next(training)?"
    if np.isclose(given[0], best_line("mean squared error", nine_points())[0], atol=0.03):
        return "These are slopes for the nine points without the typing error. Use the argument points."
    if np.isclose(*given):
        return "Both losses give the same slope. Does train use the argument loss?"
    if np.isclose(given[0], squared[1], atol=0.03):
        return "That is the intercept. The slope is the weight, model.parameters.weights[0][0, 0]."
    if not np.allclose(given, [squared[0], absolute[0]], atol=0.03):
        return (
            f"By squared errors the slope becomes {squared[0]:.2f}, yours is {given[0]:.2f}. By absolute"
            f" errors it becomes {absolute[0]:.2f}, yours is {given[1]:.2f}. Did you run 500 updates?"
        )
    return None


train_a_line = Exercise(
    name="my_slope",
    task="run 500 updates, then return the slope, model.parameters.weights[0][0, 0].",
    check=_check_slope,
    hint="for update in range(500): step = next(training). After the loop, return the weight.",
    solution=(
        "from mlp import MLP, GradientDescent, train\n\n\n"
        "def my_slope(loss, points):\n"
        '    model = MLP([1, 1], "identity", "zeros")\n'
        "    training = train(model, loss, GradientDescent(0.02), points, batch_size=9)\n"
        "    for update in range(500):\n"
        "        step = next(training)\n"
        "    return model.parameters.weights[0][0, 0]\n"
    ),
    example=(LOSSES["mean squared error"], nine_points()),
)


def _errors_at(n):
    return [ESTIMATORS[name].mean_squared_error(n) for name in ("0.8 × mean", "mean")]


@cache
def _first_lost():
    n = 1
    while np.isclose(*_errors_at(n)) or np.less(*_errors_at(n)):
        n += 1
    return n


def _check_size(answer):
    right = _first_lost()
    if isinstance(answer, bool) or not isinstance(answer, (int, float, np.number)) or answer != int(answer):
        return f"my_n is {answer!r}; it must be one whole number, the size of a sample."
    if answer < 1:
        return f"my_n is {answer}; a sample has at least one value."
    shrunk, plain = _errors_at(int(answer))
    if answer == right:
        return None
    if np.isclose(shrunk, plain):
        return f"At {answer} it is a tie: both errors are {plain:.4f}. When does 0.8 × mean lose?"
    if answer < right:
        return f"At {answer} it still wins: {shrunk:.4f} against {plain:.4f} for the mean."
    return f"At {answer} it loses, {shrunk:.4f} against {plain:.4f}, but not for the first time."


find_sample_size = Exercise(
    name="my_n",
    task="give the smallest n at which 0.8 × mean has a larger mean squared error than the mean.",
    check=_check_size,
    hint=(
        'In a loop over n, print lesson.ESTIMATORS["0.8 × mean"].mean_squared_error(n), and the same for'
        ' "mean". By formula: 0.04 + 0.64 / n against 1 / n.'
    ),
    solution="my_n = 10\n",
)


def _check_entropy(answer):
    chances = np.array([0.5, 0.25, 0.25, 0.0])
    right = float(entropy(chances)) / BIT
    mistakes = [
        (np.nan, "A chance of 0 gives 0 × infinity, which is not a number. Leave such chances out."),
        (right * BIT, "That is right in nats. Bits need the logarithm to base 2, np.log2."),
        (-right, "The sign: the logarithm of a chance is negative, and a surprise is not."),
        (right / 3, "That is a mean of the products. Add them up: the chances are the weights already."),
        (5.0, "That is the sum of the surprises. Multiply each surprise by its chance first."),
        (5 / 3, "A plain mean counts rare things as often as common ones. Multiply by the chances instead."),
    ]
    with np.errstate(all="ignore"):
        given = _number(answer(chances.copy()))
    if given.shape != ():
        return f"The entropy is one number: add the products up. Yours has the shape {given.shape}."
    otherwise = f"The chances 0.5, 0.25, 0.25, 0 give {right:.1f} bits; yours is {given:.4f}."
    return _judge(given, right, mistakes, otherwise)


write_entropy = Exercise(
    name="my_entropy",
    task="return the sum of chance × log2(1 / chance), in bits. Leave out chances of 0.",
    check=_check_entropy,
    hint="chances[chances > 0] keeps the chances above 0. Then np.sum and np.log2.",
    solution=(
        "def my_entropy(chances):\n"
        "    possible = chances[chances > 0]\n"
        "    return np.sum(possible * np.log2(1 / possible))\n"
    ),
    example=(np.array([0.5, 0.5]),),
)


def _check_cross_entropy(answer):
    chances, labels = np.array([[0.7, 0.2, 0.1], [0.5, 0.25, 0.25]]), np.array([0, 2])
    right = float(surprise(np.array([0.7, 0.25])).mean())
    mistakes = [
        (-right, "The sign: the logarithm of a chance is negative, and a loss is not."),
        (2 * right, "That is the sum over the rows. Take the mean."),
        (right / BIT, "That is right in bits. Networks use the natural logarithm, np.log."),
        (-np.log(chances).mean(), "Only the chance of the true class counts, one number from each row."),
        (-np.log(0.475), "First the logarithm, then the mean."),
    ]
    given = _number(answer(chances.copy(), labels.copy()))
    if given.shape != ():
        return f"A loss is one number: take the mean over the rows. Yours has the shape {given.shape}."
    loss = f"(-ln 0.7 - ln 0.25) / 2 = {right:.4f}"
    return _judge(given, right, mistakes, f"The loss of 0.7 and 0.25 is {loss}; yours is {given:.4f}.")


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
