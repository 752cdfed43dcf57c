"""What early stopping refuses; what it does is tested with scene 4.5."""

import re

import numpy as np
import pytest

from mlp.lessons.batch_and_epoch.stopping import early_stop


@pytest.mark.parametrize("losses", [[], 3.0, None, [[1.0, 2.0]]])
def test_what_lists_no_losses_is_refused(losses):
    shape = np.shape(losses)
    with pytest.raises(
        ValueError,
        match=re.escape(f"validation_losses has the shape {shape}; it must be a list of at least one number"),
    ):
        early_stop(losses, 2)


@pytest.mark.parametrize(
    ("patience", "error"),
    [(0, ValueError), (2.5, ValueError), (np.nan, ValueError), ("long", TypeError), (None, TypeError)],
)
def test_a_patience_that_is_none_is_named(patience, error):
    with pytest.raises(error, match=f"^patience is {patience!r}; it must be a whole number at least 1"):
        early_stop([1.0, 2.0], patience)
