"""When has a training lasted long enough? Early stopping: wait a while for something better, then go back to the best."""

import numpy as np

from ...checks import as_array, check_number


def early_stop(validation_losses, patience):
    """The index that is kept (the best so far) and the one where training stops: `(kept, stopped)`.

    It stops when `patience` losses in a row brought no new best one; `stopped` is None if that never happens.
    """
    check_number("patience", patience, at_least=1, whole=True)
    losses = as_array("validation_losses", validation_losses, float)
    if losses.ndim != 1 or not losses.size:
        raise ValueError(
            f"validation_losses has the shape {losses.shape}; it must be a list of at least one number"
        )
    kept, best = 0, np.inf
    for number, loss in enumerate(losses):
        if loss < best:
            kept, best = number, loss
        elif number - kept >= patience:
            return kept, number
    return kept, None
