"""How wrong is an answer? One number per model, and its slope at every output.

`outputs` and `targets` are `(..., batch, n_out)`. `value` averages over the batch and gives `(...)`;
`gradient` is its exact derivative, `(..., batch, n_out)`. Cross-entropies take the network's raw last
sums (logits), never probabilities, so that no logarithm of zero can occur.
"""

import numpy as np

from .activations import Sigmoid
from .checks import as_array, check_same_shape


class MeanSquaredError:
    """The average of (output - target)². For regression."""

    def value(self, outputs, targets):
        error = _errors(outputs, targets)
        return (error * error).mean(axis=(-2, -1))

    def gradient(self, outputs, targets):
        return 2 * _errors(outputs, targets) / _n_numbers(outputs)


class MeanAbsoluteError:
    """The average of |output - target|: an outlier pulls no harder than any other point."""

    def value(self, outputs, targets):
        return np.abs(_errors(outputs, targets)).mean(axis=(-2, -1))

    def gradient(self, outputs, targets):
        return np.sign(_errors(outputs, targets)) / _n_numbers(outputs)


class Huber:
    """Half the square of errors up to 1, a straight line beyond (Huber 1964): smooth near 0, calm about outliers."""

    def value(self, outputs, targets):
        size = np.abs(_errors(outputs, targets))
        return np.where(size <= 1, size * size / 2, size - 0.5).mean(axis=(-2, -1))

    def gradient(self, outputs, targets):
        return np.clip(_errors(outputs, targets), -1, 1) / _n_numbers(outputs)


class Hinge:
    """The average of max(0, 1 - target × output), targets -1 or +1. The loss of a support vector machine."""

    def value(self, outputs, targets):
        return np.maximum(0, 1 - _agreement(outputs, targets)).mean(axis=(-2, -1))

    def gradient(self, outputs, targets):
        return -targets * (_agreement(outputs, targets) < 1) / _n_numbers(outputs)


class BinaryCrossEntropy:
    """The average surprise, in nats, at yes-or-no targets (1 or 0) when sigmoid(output) is the guess for yes."""

    def value(self, outputs, targets):
        check_same_shape("outputs", outputs, "targets", targets)
        return (np.logaddexp(0, outputs) - targets * outputs).mean(axis=(-2, -1))

    def gradient(self, outputs, targets):
        check_same_shape("outputs", outputs, "targets", targets)
        return (Sigmoid().value(outputs) - targets) / _n_numbers(outputs)


class CrossEntropy:
    """The average surprise, in nats, at the true class when softmax(outputs) are the guesses.

    `targets` holds one probability per class, for a known class a single 1. Without knowledge it is ln(n_out).
    """

    def value(self, outputs, targets):
        return self.value_and_gradient(outputs, targets)[0]

    def gradient(self, outputs, targets):
        return self.value_and_gradient(outputs, targets)[1]

    def value_and_gradient(self, outputs, targets):
        """Both at once: they share the exponentials, the costly part."""
        check_same_shape("outputs", outputs, "targets", targets)
        shifted = outputs - outputs.max(axis=-1, keepdims=True)
        powers = np.exp(shifted)
        sums = powers.sum(axis=-1, keepdims=True)  # (..., batch, 1)
        batch_size = outputs.shape[-2]
        value = (targets * (np.log(sums) - shifted)).sum(
            axis=(-2, -1)
        ) / batch_size  # of each class: its target × its surprise
        return value, (powers / sums - targets) / batch_size


def value_and_gradient(loss, outputs, targets):
    """What an update needs of any loss; one that can find both at once does."""
    if hasattr(loss, "value_and_gradient"):
        return loss.value_and_gradient(outputs, targets)
    return loss.value(outputs, targets), loss.gradient(outputs, targets)


def softmax(outputs):
    """Positive shares that add up to 1 along the last axis, the same shape as `outputs`."""
    outputs = as_array("outputs", outputs)
    powers = np.exp(outputs - outputs.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def accuracy(outputs, targets):
    """The share of rows whose largest output is at the largest target, 0…1; one number per model."""
    check_same_shape("outputs", outputs, "targets", targets)
    if outputs.shape[-1] < 2:
        raise ValueError(
            f"outputs has the shape {outputs.shape}; it must have a column for each class, at least two"
        )
    return (outputs.argmax(axis=-1) == targets.argmax(axis=-1)).mean(axis=-1)


def _errors(outputs, targets):
    check_same_shape("outputs", outputs, "targets", targets)
    return outputs - targets


def _agreement(outputs, targets):
    check_same_shape("outputs", outputs, "targets", targets)
    return targets * outputs


def _n_numbers(outputs):
    return outputs.shape[-2] * outputs.shape[-1]


LOSSES = {
    "mean squared error": MeanSquaredError(),
    "mean absolute error": MeanAbsoluteError(),
    "huber": Huber(),
    "hinge": Hinge(),
    "binary cross-entropy": BinaryCrossEntropy(),
    "cross-entropy": CrossEntropy(),
}
