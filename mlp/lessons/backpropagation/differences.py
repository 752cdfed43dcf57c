"""Is a gradient right? Nudge every parameter, see how far the loss moves, and compare with what `backward` says."""

from typing import NamedTuple

import numpy as np

from ...checks import check_can, check_number
from ...network import MLP, Parameters
from ...training import evaluate

TOLERANCE = 1e-4  # of the tensor's largest entry: far below any mistake
GOOD_NUDGE = 1e-5  # of a central difference: a larger one bends, a smaller one is rounded


class Row(NamedTuple):
    """One tensor of a gradient check, at the entry where the two gradients differ most; its largest entry if they agree everywhere."""

    tensor: str  # such as "weights 1"; layers are counted from 1
    exact: float  # what the backward pass says
    approximate: float  # what nudging says
    difference: float  # the largest anywhere in the tensor, without its sign
    agrees: bool


def slopes_one_by_one(model, loss, points, nudge=1e-7):
    """The loss's slope at one parameter after another, each by a nudge up: `n_parameters + 1` forward passes in all."""
    parameters, here = _parameters(model, nudge), evaluate(model, loss, points)
    for index in range(len(parameters)):
        kept = parameters[index]
        parameters[index] = kept + nudge
        try:
            moved = evaluate(model, loss, points)
        finally:
            parameters[index] = kept
        yield (moved - here) / nudge


def forward_difference(model, loss, points, nudge=1e-7):
    """The gradient by nudging one parameter after another up. `(n_parameters,)`."""
    return np.array(list(slopes_one_by_one(model, loss, points, nudge)))


def central_difference(model, loss, points, nudge=GOOD_NUDGE):
    """The gradient by nudging each parameter up and down: `2 × n_parameters` forward passes. `(n_parameters,)`."""
    return both_differences(model, loss, points, nudge)[1]


def both_differences(model, loss, points, nudge=GOOD_NUDGE):
    """The gradient by forward and by central differences, `(2, n_parameters)`, quickly: many nudged networks side by side."""
    n, here = len(_parameters(model, nudge)), evaluate(model, loss, points)
    losses = _losses_after_nudges(
        np.tile(np.arange(n), 2), np.repeat([nudge, -nudge], n), model, loss, points
    )
    above, below = np.split(losses, 2)
    return np.stack([(above - here) / nudge, (above - below) / (2 * nudge)])


def check_gradient(backward, model, loss, points, nudge=GOOD_NUDGE):
    """A `Row` for every tensor: what `backward(model, layer_outputs, targets)` leaves in `model.gradient`, against central differences.

    A ReLU or an absolute error that sits exactly at its bend has no slope, and nudging finds another one there.
    """
    model.gradient.flat[...] = 0
    backward(model, model.forward(points.inputs), points.targets)
    approximate = Parameters(model.sizes)
    approximate.flat[...] = central_difference(model, loss, points, nudge)
    exact, rows = model.gradient, []
    noise = (
        10 * np.finfo(float).eps * evaluate(model, loss, points) / GOOD_NUDGE
    )  # the loss is rounded, and a nudge enlarges that
    for k in range(len(exact.weights)):
        rows.append(_row(f"weights {k + 1}", exact.weights[k], approximate.weights[k], noise))
        rows.append(_row(f"biases {k + 1}", exact.biases[k], approximate.biases[k], noise))
    return rows


def relative_error(gradient, right):
    """The largest difference between two gradients, as a share of the largest entry of the `right` one."""
    if np.shape(gradient) != np.shape(right):
        raise ValueError(
            f"gradient has the shape {np.shape(gradient)} but right has {np.shape(right)}; they must agree"
        )
    if not np.any(right):
        raise ValueError("right is zero throughout; it must have an entry to compare with")
    return np.max(np.abs(gradient - right)) / np.max(np.abs(right))


def _row(tensor, exact, approximate, noise):
    differences, sizes = np.abs(exact - approximate), np.abs(approximate)
    largest = float(differences.max())
    agrees = bool(largest <= TOLERANCE * sizes.max() + noise)
    shown = np.unravel_index(
        np.argmax(sizes if agrees else differences), sizes.shape
    )  # where rounding is all that differs, it would choose at random
    return Row(tensor, float(exact[shown]), float(approximate[shown]), largest, agrees)


def _parameters(model, nudge):
    check_can("model", model, "parameters", "a network, such as MLP([2, 16, 2])")
    check_number("nudge", nudge, above=0)
    if model.parameters.flat.ndim > 1:
        raise ValueError(
            f"model holds {len(model.parameters.flat)} networks side by side; a gradient check takes one"
            " network"
        )
    if model.parameters.flat.dtype != float:
        raise ValueError(
            f"model computes in {model.parameters.flat.dtype}; a gradient check needs float64, else rounding"
            " hides what a nudge does"
        )
    return model.parameters.flat


def _losses_after_nudges(indices, sizes, model, loss, points, at_once=128):
    """The losses, `(n,)`, of networks side by side: each is the `model` with one parameter, that at its index, moved by its size."""
    losses = []
    for start in range(0, len(indices), at_once):
        moved, steps = indices[start : start + at_once], sizes[start : start + at_once]
        models = MLP(
            model.sizes,
            model.activation_name,
            "zeros",
            n_models=len(moved),
            dtype=model.parameters.flat.dtype,
        )
        models.parameters.flat[...] = model.parameters.flat
        models.parameters.flat[np.arange(len(moved)), moved] += steps
        losses.append(evaluate(models, loss, points))
    return np.concatenate(losses)
