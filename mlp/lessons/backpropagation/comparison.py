"""Is a gradient right? Compare what `backward` says with a central difference, tensor by tensor."""

from typing import NamedTuple

import numpy as np

from ...network import Parameters
from ...training import evaluate
from .differences import GOOD_STEP, central_difference

TOLERANCE = 1e-4  # of the tensor's largest entry: far below any mistake


class Row(NamedTuple):
    """One tensor of a gradient check. Shows the entry where the two gradients differ most.

    If they agree everywhere, it shows the tensor's largest entry.
    """

    tensor: str  # such as "weights 1"; layers are counted from 1
    exact: float  # what the backward pass says
    approximate: float  # what the central difference says
    difference: float  # the largest absolute difference anywhere in the tensor
    agrees: bool


def check_gradient(backward, model, loss, points, step=GOOD_STEP):
    """Compares the gradient of a backward pass with a central difference; returns a `Row` for every tensor.

    `backward(model, layer_outputs, targets)` fills `model.gradient` in place. At a kink (ReLU or absolute
    error at exactly 0) there is no derivative, so the two gradients may differ.
    """
    approximate = Parameters(model.sizes)
    approximate.flat[...] = central_difference(model, loss, points, step)
    # The loss is rounded, and dividing by the step enlarges that.
    rounding = 10 * np.finfo(float).eps * evaluate(model, loss, points) / GOOD_STEP
    model.gradient.flat[...] = 0
    backward(model, model.forward(points.inputs), points.targets)
    exact, rows = model.gradient, []
    for k in range(len(exact.weights)):
        rows.append(_row(f"weights {k + 1}", exact.weights[k], approximate.weights[k], rounding))
        rows.append(_row(f"biases {k + 1}", exact.biases[k], approximate.biases[k], rounding))
    return rows


def relative_error(gradient, right):
    """The largest absolute difference between two gradients, divided by the largest entry of `right`."""
    if np.shape(gradient) != np.shape(right):
        raise ValueError(
            f"gradient has the shape {np.shape(gradient)} but right has {np.shape(right)}; they must agree"
        )
    if not np.any(right):
        raise ValueError("right is zero throughout; it must have an entry to compare with")
    return np.max(np.abs(gradient - right)) / np.max(np.abs(right))


def _row(tensor, exact, approximate, rounding):
    differences, sizes = np.abs(exact - approximate), np.abs(approximate)
    largest = float(differences.max())
    agrees = bool(largest <= TOLERANCE * sizes.max() + rounding)
    # Where only rounding differs, the largest difference would be a random entry.
    shown = np.unravel_index(np.argmax(sizes if agrees else differences), sizes.shape)
    return Row(tensor, float(exact[shown]), float(approximate[shown]), largest, agrees)
