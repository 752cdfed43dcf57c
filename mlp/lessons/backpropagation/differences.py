"""What is a gradient? Move each parameter by a small step and see how much the loss changes.

To read: `slopes_one_by_one` and `forward_difference` move one parameter after another, as the formula says.
To use: `both_differences` and `central_difference` are fast, because they run many networks side by side.
"""

import numpy as np

from ...checks import check_can, check_number
from ...network import MLP
from ...training import evaluate

# For a central difference: over a larger step the loss bends, over a smaller one rounding takes over.
GOOD_STEP = 1e-5


# To read


def slopes_one_by_one(model, loss, points, step=1e-7):
    """Yields the derivative for each parameter in turn, by a forward difference.

    Takes `n_parameters + 1` forward passes in total. Restores each parameter.
    """
    parameters, here = _checked_parameters(model, step), evaluate(model, loss, points)
    for index in range(len(parameters)):
        kept = parameters[index]
        parameters[index] = kept + step
        try:
            moved = evaluate(model, loss, points)
        finally:
            parameters[index] = kept
        yield (moved - here) / step


def forward_difference(model, loss, points, step=1e-7):
    """The gradient, `(n_parameters,)`: each parameter is moved up by one step."""
    return np.array(list(slopes_one_by_one(model, loss, points, step)))


# To use


def central_difference(model, loss, points, step=GOOD_STEP):
    """The gradient, `(n_parameters,)`: each parameter is moved up and down by one step."""
    return both_differences(model, loss, points, step)[1]


def both_differences(model, loss, points, step=GOOD_STEP):
    """The gradient by forward and by central differences, `(2, n_parameters)`."""
    n, here = len(_checked_parameters(model, step)), evaluate(model, loss, points)
    indices, moves = np.tile(np.arange(n), 2), np.repeat([step, -step], n)  # (2 × n_parameters,)
    above, below = np.split(_losses_after_moves(indices, moves, model, loss, points), 2)
    return np.stack([(above - here) / step, (above - below) / (2 * step)])


def _losses_after_moves(indices, moves, model, loss, points, at_once=128):
    """The losses `(n,)` of copies of the `model`; each has the parameter at its index moved by its move."""
    pieces = [slice(start, start + at_once) for start in range(0, len(indices), at_once)]
    return np.concatenate(
        [_losses_side_by_side(indices[piece], moves[piece], model, loss, points) for piece in pieces]
    )


def _losses_side_by_side(indices, moves, model, loss, points):
    models = MLP(model.sizes, model.activation_name, "zeros", n_models=len(indices))
    models.parameters.flat[...] = model.parameters.flat
    models.parameters.flat[np.arange(len(indices)), indices] += moves
    return evaluate(models, loss, points)


def _checked_parameters(model, step):
    check_can("model", model, "parameters", "a network, such as MLP([2, 16, 2])")
    check_number("step", step, above=0)
    parameters = model.parameters.flat
    if parameters.ndim > 1:
        raise ValueError(f"model holds {len(parameters)} networks side by side; it must be one network")
    if parameters.dtype != float:
        raise ValueError(
            f"model computes in {parameters.dtype}; it must be float64, because rounding hides small steps"
        )
    return parameters
