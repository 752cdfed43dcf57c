"""How noisy is the gradient of a batch, compared with the gradient of all the data?"""

import numpy as np

from ...checks import as_array, check_number, generator


def gradients_of_examples(model, loss, points):
    """The gradient of each example alone, `(n, n_parameters)`: one backward pass for each.

    Afterwards `model.gradient` holds that of the last example.
    """
    gradients = np.empty((len(points.inputs), model.parameters.flat.size))
    for number in range(len(gradients)):
        one = points.take(slice(number, number + 1))
        layer_outputs = model.forward(one.inputs)
        model.backward(layer_outputs, loss.gradient(layer_outputs[-1], one.targets))
        gradients[number] = model.gradient.flat
    return gradients


def principal_components(rows):
    """The first two principal components (PCA) of rows `(n, n_columns)`: `(n_columns, 2)`, each of length 1.

    These are the directions along which the rows differ most. Raises ValueError for fewer than 3 rows.
    """
    rows = as_array("rows", rows, float)
    if rows.ndim != 2 or len(rows) < 3:
        raise ValueError(f"rows has the shape {rows.shape}; it must have at least 3 rows, (n, n_columns)")
    centred = rows - rows.mean(axis=0)
    # (n, n): for long rows much smaller than (n_columns, n_columns), with the same largest eigenvalues
    _, combinations = np.linalg.eigh(centred @ centred.T)
    directions = centred.T @ combinations[:, :-3:-1]  # the last two have the largest eigenvalues
    return directions / np.linalg.norm(directions, axis=0)


def means_of_batches(rows, n_batches, seed=0, replacement=False):
    """Means of the first 1, 2, … n rows in `n_batches` random orders, `(n_batches, n, n_columns)`.

    The first B rows are a random batch of size B. Without `replacement`, no row is drawn twice.
    """
    check_number("n_batches", n_batches, at_least=1, whole=True)
    rng, n = generator(seed), len(rows)
    if replacement:
        orders = rng.integers(n, size=(n_batches, n))
    else:
        orders = rng.permuted(np.tile(np.arange(n), (n_batches, 1)), axis=1)
    means = rows[orders].astype(float, copy=False)  # several megabytes: changed in place
    np.cumsum(means, axis=1, out=means)
    means /= np.arange(1, n + 1)[:, None]
    return means


def spread(estimates, truth):
    """The root mean square distance between estimates `(..., n, n_columns)` and the `truth`, `(...)`."""
    return np.sqrt(((estimates - truth) ** 2).sum(axis=-1).mean(axis=-1))


def finite_population_correction(n_examples, batch_size):
    """The factor by which drawing without replacement reduces the spread: 1 for a single example, 0 for all.

    `batch_size` is a number from 1 to `n_examples`, or an array of them.
    """
    check_number("n_examples", n_examples, at_least=2, whole=True)
    check_number("batch_size", batch_size, at_least=1, at_most=n_examples)
    return np.sqrt((n_examples - batch_size) / (n_examples - 1))
