"""Which neurons stay silent? Dropout draws them anew for each training batch (Srivastava et al. 2014)."""

import numpy as np

from .checks import as_dtype, as_list, as_sizes, check_number, check_seed, plain


class Dropout:
    """Silences this share of each hidden layer's outputs; the others are divided by 1 - dropout_rate.

    This keeps the expected value of the next layer's sums unchanged. `dropout_rate` is one number, or one per
    model, `(n_models,)`. Models side by side get the same draws: each is silenced as it would be alone.
    """

    def __init__(self, dropout_rate, sizes, seed=0, dtype=float):
        check_number("dropout_rate", dropout_rate, at_least=0, below=1)
        check_seed(seed)
        self.dropout_rate = np.asarray(dropout_rate, float)[..., None, None]
        self.silences = bool(self.dropout_rate.any())  # asked at every update
        self.sizes, self.dtype = as_sizes(sizes), as_dtype(dtype)
        self.rng = np.random.default_rng([*as_list(seed), 1])  # its own: batches stay as they are without it

    def masks(self, batch_size):
        """What the inputs of each layer are multiplied by, `(..., batch, n_in)`, or None for a rate of 0."""
        if not self.silences:
            return None
        check_number("batch_size", batch_size, at_least=1, whole=True)
        one = self.dtype.type(1)  # the network's own inputs stay
        return [one, *(self._mask(plain(batch_size), width) for width in self.sizes[1:-1])]

    def _mask(self, batch_size, width):
        is_kept = self.rng.random((batch_size, width)) >= self.dropout_rate  # (..., batch, width)
        return (is_kept / (1 - self.dropout_rate)).astype(self.dtype)
