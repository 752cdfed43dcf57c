"""When to stop a training run? Early stopping: wait a while for a better loss, then go back to the best."""

import numpy as np

from ...checks import as_array, check_number


def early_stop(validation_losses, patience):
    """The index of the best loss so far, which is kept, and that where training stops: `(kept, stopped)`.

    Training stops when `patience` losses in a row are no new best one; `stopped` is None if it never does.
    A nan (not measured, or not a number) is neither better nor worse: it is never kept and does not count.
    Raises ValueError unless `validation_losses` is a list with at least one number.
    """
    check_number("patience", patience, at_least=1, whole=True)
    losses = as_array("validation_losses", validation_losses, float)
    if losses.ndim != 1 or np.isnan(losses).all():
        raise ValueError(
            f"validation_losses has the shape {losses.shape} and {np.isfinite(losses).sum()} finite numbers;"
            " it must be a list of at least one number"
        )
    kept, best, n_worse = None, np.inf, 0
    for number, loss in enumerate(losses):
        if loss < best or (kept is None and loss == best):
            kept, best, n_worse = number, loss, 0
        elif not np.isnan(loss):
            n_worse += 1
        if n_worse == patience:
            return kept, number
    return kept, None
