"""How much does a part of the data know about the whole? Gradients of single examples, and of batches of them."""

import numpy as np

from ...checks import check_number, check_seed


def gradients_of_examples(model, loss, points):
    """The gradient that each example alone would give, `(n, n_parameters)`: one backward pass for each of them.

    `model.gradient` is left as the last one.
    """
    gradients = np.empty((len(points.inputs), model.parameters.flat.size))
    for number in range(len(gradients)):
        one = points.take(slice(number, number + 1))
        layer_outputs = model.forward(one.inputs)
        model.backward(layer_outputs, loss.gradient(layer_outputs[-1], one.targets))
        gradients[number] = model.gradient.flat
    return gradients


def principal_plane(rows):
    """The two directions along which rows `(n, n_parameters)` differ most, `(n_parameters, 2)`, each of length 1."""
    centred = rows - rows.mean(axis=0)
    squares, shares = np.linalg.eigh(
        centred @ centred.T
    )  # n × n: much smaller than n_parameters × n_parameters
    directions = centred.T @ shares[:, :-3:-1]  # the last two belong to the largest squares
    return directions / np.linalg.norm(directions, axis=0)


def means_of_batches(rows, n_batches, seed=0, replacement=False):
    """Means of the first 1, 2, … n rows in `n_batches` random orders, `(n_batches, n, n_columns)`.

    The mean of the first B is that of a random batch of size B: without `replacement`, no row comes twice.
    """
    check_number("n_batches", n_batches, at_least=1, whole=True)
    check_seed(seed)
    rng, n = np.random.default_rng(seed), len(rows)
    orders = (
        rng.integers(n, size=(n_batches, n))
        if replacement
        else rng.permuted(np.tile(np.arange(n), (n_batches, 1)), axis=1)
    )
    return rows[orders].cumsum(axis=1) / np.arange(1, n + 1)[:, None]


def spread(estimates, truth):
    """The root of the mean squared distance between estimates `(..., n, n_columns)` and the `truth`, `(...)`."""
    return np.sqrt(((estimates - truth) ** 2).sum(axis=-1).mean(axis=-1))
