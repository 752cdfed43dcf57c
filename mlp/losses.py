"""How wrong is an answer? One number per model, and its derivative with respect to every output.

`outputs` and `targets` are `(..., batch, n_out)`. `value` averages over the batch and returns `(...)`;
`gradient` is its exact derivative, `(..., batch, n_out)`; `value_and_gradient` returns both. They raise an
error for shapes that do not fit. Cross-entropies take the network's last weighted sums (logits), never
probabilities, so no logarithm of zero occurs. Surprise is the self-information, -log(chance), in nats.
"""

import numpy as np

from .activations import Sigmoid
from .checks import as_array, as_rows, shown


def _one_after_the_other(loss, outputs, targets):
    return loss.value(outputs, targets), loss.gradient(outputs, targets)


class MeanSquaredError:
    """The average of (output - target)². For regression."""

    def value(self, outputs, targets):
        """One number per model."""
        error = _errors(outputs, targets)
        return (error * error).mean(axis=(-2, -1))

    def gradient(self, outputs, targets):
        """2 × (output - target) / (batch × n_out)."""
        return 2 * _errors(outputs, targets) / _n_numbers(outputs)

    value_and_gradient = _one_after_the_other


class MeanAbsoluteError:
    """The average of |output - target|: an outlier pulls no harder than any other point."""

    def value(self, outputs, targets):
        """One number per model."""
        return np.abs(_errors(outputs, targets)).mean(axis=(-2, -1))

    def gradient(self, outputs, targets):
        """The sign of the error / (batch × n_out); 0 at an error of exactly 0."""
        return np.sign(_errors(outputs, targets)) / _n_numbers(outputs)

    value_and_gradient = _one_after_the_other


class Huber:
    """Half the square of errors up to 1, beyond that a straight line (Huber 1964): calm about outliers."""

    def value(self, outputs, targets):
        """One number per model."""
        size = np.abs(_errors(outputs, targets))
        squared = np.minimum(size, 1)
        return (squared * (size - squared / 2)).mean(axis=(-2, -1))

    def gradient(self, outputs, targets):
        """The error, cut off at -1 and 1, / (batch × n_out)."""
        return np.clip(_errors(outputs, targets), -1, 1) / _n_numbers(outputs)

    value_and_gradient = _one_after_the_other


class Hinge:
    """The average of max(0, 1 - target × output), targets -1 or +1: the loss of a support vector machine."""

    def value(self, outputs, targets):
        """One number per model."""
        outputs, targets = as_rows(outputs, targets)
        return np.maximum(0, 1 - targets * outputs).mean(axis=(-2, -1))

    def gradient(self, outputs, targets):
        """-target / (batch × n_out) where the margin, target × output, is below 1; else 0."""
        outputs, targets = as_rows(outputs, targets)
        return -targets * (targets * outputs < 1) / _n_numbers(outputs)

    value_and_gradient = _one_after_the_other


class BinaryCrossEntropy:
    """The average surprise at yes-or-no targets (1 or 0), if sigmoid(output) is the chance of yes."""

    def value(self, outputs, targets):
        """One number per model, exact also where a chance is very near 0 or 1."""
        outputs, targets = as_rows(outputs, targets)
        size = np.abs(outputs)
        surprise = np.log1p(np.exp(-size)) + _times(np.where(outputs > 0, 1 - targets, targets), size)
        return surprise.mean(axis=(-2, -1))

    def gradient(self, outputs, targets):
        """(sigmoid(output) - target) / (batch × n_out), written so that nothing cancels out."""
        outputs, targets = as_rows(outputs, targets)
        yes, no = Sigmoid().value(outputs), Sigmoid().value(-outputs)
        return ((1 - targets) * yes - targets * no) / _n_numbers(outputs)

    value_and_gradient = _one_after_the_other


class CrossEntropy:
    """The average surprise at the true class, if softmax(outputs) are the chances of the classes.

    A row of `targets` holds one chance per class: one-hot for a known class. A network that gives all classes
    the same chance has the loss ln(n_out).
    """

    @np.errstate(over="ignore", invalid="ignore")  # infinite outputs are looked after
    def value(self, outputs, targets):
        """One number per model, exact also near 0 and at infinite outputs."""
        return self.value_and_gradient(outputs, targets)[0]

    @np.errstate(over="ignore", invalid="ignore")
    def gradient(self, outputs, targets):
        """(softmax(outputs) - targets) / batch."""
        return self.value_and_gradient(outputs, targets)[1]

    def value_and_gradient(self, outputs, targets):
        """Both at once, since they share the exponentials, the costly part."""
        outputs, targets = as_rows(outputs, targets)
        shifted, batch = outputs - outputs.max(axis=-1, keepdims=True), outputs.shape[-2]
        powers = np.exp(shifted)
        sums = powers.sum(axis=-1, keepdims=True)  # (..., batch, 1)
        value = (targets * (np.log(sums) - shifted)).sum(axis=(-2, -1)) / batch
        if _is_extreme(value, shifted, outputs):
            chances, remainders, surprise = _softmax(outputs)
            value = _times(targets, surprise).sum(axis=(-2, -1)) / batch
            return value, ((1 - targets) * chances - targets * remainders) / batch
        return value, (powers / sums - targets) / batch


def _is_extreme(value, shifted, outputs):
    """True for a loss so near 0 that half its digits are lost, and at infinite outputs."""
    tiny = 10.0**-value.itemsize  # a float of 8 bytes has 16 digits, one of 4 bytes about 8
    if tiny < value < np.inf if value.ndim == 0 else ((value > tiny) & (value < np.inf)).all():
        return False
    return (value <= tiny).any() or (~np.isfinite(shifted) & ~np.isnan(outputs)).any()


@np.errstate(over="ignore", invalid="ignore")
def _softmax(outputs):
    """The chances, 1 - chances and -log(chances), `(..., n_out)` each, exact also in the extreme."""
    highest = outputs.max(axis=-1, keepdims=True)
    shifted = np.where(outputs == highest, 0, outputs - highest)  # infinity - infinity would be nan
    powers, others = np.exp(shifted), np.exp(shifted)
    np.put_along_axis(others, outputs.argmax(axis=-1, keepdims=True), 0, axis=-1)
    rest = others.sum(axis=-1, keepdims=True)  # (..., 1): all powers add up to 1 + rest
    remainders = np.where(others == powers, 1 + rest - powers, rest)
    return powers / (1 + rest), remainders / (1 + rest), np.log1p(rest) - shifted


def softmax(outputs):
    """Positive shares that add up to 1 along the last axis, the same shape as `outputs`."""
    outputs = as_array("outputs", outputs)
    if not outputs.ndim or not outputs.shape[-1]:
        raise ValueError(f"outputs has the shape {outputs.shape}; it must have at least one column")
    return _softmax(outputs)[0]


def accuracy(outputs, targets):
    """The share of rows whose largest output is at the largest target, 0…1; one number per model."""
    outputs, targets = as_rows(outputs, targets)
    if outputs.shape[-1] < 2:
        wanted = "it must have a column for each class, at least two"
        raise ValueError(f"outputs has the shape {outputs.shape}; {wanted}")
    return (outputs.argmax(axis=-1) == targets.argmax(axis=-1)).mean(axis=-1)


def _errors(outputs, targets):
    outputs, targets = as_rows(outputs, targets)
    return outputs - targets


def _n_numbers(outputs):
    return outputs.shape[-2] * outputs.shape[-1]


@np.errstate(invalid="ignore")
def _times(chances, numbers):
    return np.where(chances == 0, 0, chances * numbers)  # what never happens adds nothing, not 0 × infinity


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
