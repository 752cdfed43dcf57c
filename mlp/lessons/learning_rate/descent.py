"""How does gradient descent move a single weight?"""

import numpy as np

from ...checks import check_can, check_number


def descend(slope, start, learning_rate, n_steps):
    """The places that gradient descent on a single weight visits, `(n_steps + 1,)`.

    `slope(weight)` is the derivative of the loss. A descent that diverges ends in inf and nan.
    """
    check_can("slope", slope, "__call__", "a function of the weight")
    check_number("start", start, single=True)
    check_number("learning_rate", learning_rate, single=True)
    check_number("n_steps", n_steps, at_least=0, whole=True)
    weights = [np.float64(start)]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(n_steps):
            weights.append(weights[-1] - learning_rate * slope(weights[-1]))
    return np.array(weights)
