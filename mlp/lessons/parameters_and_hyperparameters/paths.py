"""How many paths lead through a network, and where does the one along the thickest lines end?"""

from math import prod

import numpy as np


def count_paths(sizes):
    """The number of ways from an input to an output, with one unit of each layer: all sizes multiplied."""
    return prod(sizes)


def thickest_path(weights):
    """The units on the path that always takes the line with the largest weight, one of each layer.

    `weights[k] (n_in, n_out)`. It begins with the largest weight of the first layer; signs do not count.
    """
    first = np.abs(weights[0])
    path = [int(index) for index in np.unravel_index(first.argmax(), first.shape)]
    for layer in weights[1:]:
        path.append(int(np.abs(layer[path[-1]]).argmax()))
    return path


def only_along(path, weights):
    """Copies of the weights that are 0 except on the lines of this path, one line in each gap."""
    copies = [np.zeros_like(layer) for layer in weights]
    for copy, layer, start, end in zip(copies, weights, path[:-1], path[1:], strict=True):
        copy[start, end] = layer[start, end]
    return copies
