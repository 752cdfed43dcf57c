"""When early stopping stops, what it keeps, and what it refuses."""

import numpy as np
import pytest

from mlp.lessons.batch_and_epoch.stopping import early_stop


@pytest.mark.parametrize(
    ("losses", "kept_and_stopped"),
    [
        ([3.0, 2.0, 2.5, 2.6, 1.0], (1, 3)),
        ([3.0, 2.0, 2.5, 1.0], (3, None)),
        ([3.0, 2.0, np.nan, np.nan, np.nan, 1.0], (5, None)),
        ([np.nan, np.nan, 3.0, 2.0, np.nan, 4.0, 5.0], (3, 6)),
        ([2.0, np.inf, np.inf], (0, 2)),
        ([np.inf, 2.0], (1, None)),
    ],
)
def test_it_waits_for_a_better_loss_and_a_nan_is_neither_better_nor_worse(losses, kept_and_stopped):
    assert early_stop(losses, patience=2) == kept_and_stopped


@pytest.mark.parametrize("losses", [[], 3.0, None, [[1.0, 2.0]], [np.nan, np.nan]])
def test_what_lists_no_losses_is_refused(losses):
    with pytest.raises((TypeError, ValueError), match="^validation_losses .*number"):
        early_stop(losses, 2)


@pytest.mark.parametrize(
    ("patience", "error"),
    [(0, ValueError), (2.5, ValueError), (np.nan, ValueError), ("long", TypeError), (None, TypeError)],
)
def test_an_invalid_patience_is_named_in_the_error(patience, error):
    with pytest.raises(error, match=f"^patience is {patience!r}; "):
        early_stop([1.0, 2.0], patience)
