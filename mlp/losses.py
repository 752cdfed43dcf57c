"""How wrong is an answer? One number per model, and its derivative with respect to every output.

`outputs` and `targets` are `(..., batch, n_out)`. `value` averages over the batch and returns `(...)`;
`gradient` is its exact derivative, `(..., batch, n_out)`. Both raise an error for shapes that do not fit.
Cross-entropies take the network's last weighted sums (logits), never probabilities, so no logarithm of zero
occurs. Surprise is the self-information, -log(chance), in nats.
"""

import numpy as np

from .checks import as_array, as_rows, refuse_shape, shown


def value_and_gradient(loss, outputs, targets):
    """What an update needs of any loss; a loss that can find both at once does."""
    if hasattr(loss, "value_and_gradient"):
        return loss.value_and_gradient(outputs, targets)
    return loss.value(outputs, targets), loss.gradient(outputs, targets)


class MeanSquaredError:
    """The average of (output - target)². For regression."""

    def value(self, outputs, targets):
        errors = _errors(outputs, targets)
        return _average(errors * errors)

    def gradient(self, outputs, targets):
        return 2 * _errors(outputs, targets) / _n_numbers(outputs)


class MeanAbsoluteError:
    """The average of |output - target|: an outlier pulls no harder than any other point."""

    def value(self, outputs, targets):
        return _average(np.abs(_errors(outputs, targets)))

    def gradient(self, outputs, targets):
        return np.sign(_errors(outputs, targets)) / _n_numbers(outputs)


class Huber:
    """Half the square of errors up to 1, beyond that a straight line (Huber 1964): calm about outliers."""

    def value(self, outputs, targets):
        size = np.abs(_errors(outputs, targets))
        squared = np.minimum(size, 1)
        return _average(squared * (size - squared / 2))

    def gradient(self, outputs, targets):
        return np.clip(_errors(outputs, targets), -1, 1) / _n_numbers(outputs)


class Hinge:
    """The average of max(0, 1 - target × output), targets -1 or +1: the loss of a support vector machine."""

    def value(self, outputs, targets):
        outputs, targets = as_rows(outputs, targets)
        return _average(np.maximum(0, 1 - targets * outputs))

    def gradient(self, outputs, targets):
        outputs, targets = as_rows(outputs, targets)
        return -targets * (targets * outputs < 1) / _n_numbers(outputs)


class BinaryCrossEntropy:
    """The average surprise at yes-or-no targets (1 or 0), if sigmoid(output) is the chance of yes."""

    @np.errstate(invalid="ignore")  # infinite outputs are looked after
    def value(self, outputs, targets):
        return self.value_and_gradient(outputs, targets)[0]

    @np.errstate(invalid="ignore")
    def gradient(self, outputs, targets):
        return self.value_and_gradient(outputs, targets)[1]

    def value_and_gradient(self, outputs, targets):
        """Both at once, so written that small numbers are not lost beside large ones."""
        outputs, targets = as_rows(outputs, targets)
        odds, others = np.exp(-np.maximum(outputs, -80)), 1 - targets  # sigmoid(outputs) is 1 / (1 + odds)
        gradient = (others - targets * odds) / (1 + odds) / _n_numbers(outputs)  # sigmoid(outputs) - targets
        value = _average(np.logaddexp(-targets * outputs, others * outputs))
        if not _all(value < np.inf):  # infinite outputs: 0 × infinity is nan
            value = _average(np.logaddexp(_times(-targets, outputs), _times(others, outputs)))
        return value, gradient


class CrossEntropy:
    """The average surprise at the true class, if softmax(outputs) are the chances of the classes.

    A row of `targets` holds one chance per class: one-hot for a known class. A network that gives all classes
    the same chance has the loss ln(n_out).
    """

    @np.errstate(over="ignore", invalid="ignore")  # infinite outputs are looked after
    def value(self, outputs, targets):
        return self.value_and_gradient(outputs, targets)[0]

    @np.errstate(over="ignore", invalid="ignore")
    def gradient(self, outputs, targets):
        return self.value_and_gradient(outputs, targets)[1]

    def value_and_gradient(self, outputs, targets):
        """Both at once, since they share the exponentials, the costly part."""
        outputs, targets = as_rows(outputs, targets)
        highest, batch = _highest(outputs), outputs.shape[-2]
        shifted = outputs - highest
        powers = np.exp(shifted)
        sums = powers.sum(axis=-1, keepdims=True)  # (..., batch, 1)
        value = (targets * (np.log(sums) - shifted)).sum(axis=(-2, -1)) / batch
        is_exact = (value > 1e-4) & (value < np.inf)
        if _all(is_exact) or _all(is_exact | np.isnan(highest).any(axis=(-2, -1))):  # nan stays nan
            return value, (powers / sums - targets) / batch
        shifted = _below(outputs, highest)  # the same again, exact near 0 and at infinity, but slower
        differences = np.exp(shifted) - targets
        rest = differences.sum(axis=-1, keepdims=True)  # the powers add up to 1 + rest
        value = _times(targets, np.log1p(rest) - shifted).sum(axis=(-2, -1)) / batch
        return value, (differences - targets * rest) / (1 + rest) / batch


def _highest(outputs):
    """The largest output of each row, `(..., batch, 1)`; through columns several times faster than max."""
    return outputs.mT.copy().max(axis=-2, keepdims=True).mT


def _below(outputs, highest):
    return np.where(outputs == highest, 0, outputs - highest)  # infinity - infinity would be nan


def _times(chances, numbers):
    return np.where(chances == 0, 0, chances * numbers)  # what never happens adds nothing, not nan


def _all(answers):
    return answers.all() if answers.ndim else answers  # np.all of a single answer takes longer


def _errors(outputs, targets):
    outputs, targets = as_rows(outputs, targets)
    return outputs - targets


def _n_numbers(outputs):
    return outputs.shape[-2] * outputs.shape[-1]


def _average(numbers):
    return numbers.sum(axis=(-2, -1)) / _n_numbers(numbers)  # faster than mean


@np.errstate(over="ignore", invalid="ignore")
def softmax(outputs):
    """Positive shares that add up to 1 along the last axis, the same shape as `outputs`."""
    outputs = as_array("outputs", outputs)
    if not outputs.ndim or not outputs.shape[-1]:
        refuse_shape("outputs", outputs, "have at least one column")
    powers = np.exp(_below(outputs, outputs.max(axis=-1, keepdims=True)))
    return powers / powers.sum(axis=-1, keepdims=True)


def accuracy(outputs, targets):
    """The share of rows whose largest output is at the largest target, 0…1; one number per model."""
    outputs, targets = as_rows(outputs, targets)
    if outputs.shape[-1] < 2:
        refuse_shape("outputs", outputs, "have a column for each class, at least two")
    return (outputs.argmax(axis=-1) == targets.argmax(axis=-1)).mean(axis=-1)


LOSSES = {
    "mean squared error": MeanSquaredError(),
    "mean absolute error": MeanAbsoluteError(),
    "huber": Huber(),
    "hinge": Hinge(),
    "binary cross-entropy": BinaryCrossEntropy(),
    "cross-entropy": CrossEntropy(),
}

# Which rows of targets a loss can mean, and in words.
TARGETS = {
    Hinge: (lambda t: (abs(t) == 1).all(axis=-1), "-1 or +1"),
    BinaryCrossEntropy: (lambda t: ((t >= 0) & (t <= 1)).all(axis=-1), "from 0 to 1"),
    CrossEntropy: (
        lambda t: (t >= 0).all(axis=-1) & (abs(t.sum(axis=-1) - 1) < 1e-3) & (t.shape[-1] > 1),
        "a chance for each of at least two classes, adding up to 1; one_hot turns labels into such rows",
    ),
}


def check_targets(name, targets, loss):
    """Raises ValueError for targets that the loss cannot mean, such as labels in place of one-hot rows."""
    find_right, wanted = TARGETS.get(type(loss), (lambda t: np.ones(t.shape[:-1], bool), ""))
    is_right = find_right(targets)  # (..., batch)
    if not is_right.all():
        raise ValueError(f"{name} has the row {shown(targets[~is_right][0].tolist())}; it must be {wanted}")
