"""Which neurons stay silent? Dropout draws them anew for every batch, in training only (Srivastava et al. 2014)."""

import numpy as np

from .checks import check_number, check_seed


class Dropout:
    """Silences a `share` of every hidden layer's outputs and multiplies the others by 1 / (1 - share).

    The sums of the next layer so keep their size on average. `share` is one number, or one per model `(n_models,)`.
    Models side by side are dealt the same random numbers: each of them is silenced as it would be alone.
    """

    def __init__(self, share, sizes, seed=0, dtype=float):
        self.share = np.asarray(check_number("dropout", share, at_least=0, below=1))[..., None, None]
        self.silences = bool(self.share.any())
        self.sizes, self.dtype = sizes, dtype
        self.rng = np.random.default_rng(
            [check_seed(seed), 1]
        )  # a generator of its own: the batches stay as they are without dropout

    def masks(self, batch_size):
        """For each layer what its inputs are multiplied by, `(..., batch, n_in)`; the network's inputs by 1. None for a share of 0."""
        if not self.silences:
            return None
        check_number("batch_size", batch_size, at_least=1, whole=True)
        return [self.dtype(1), *(self._mask(batch_size, width) for width in self.sizes[1:-1])]

    def _mask(self, batch_size, width):
        is_kept = self.rng.random((batch_size, width)) >= self.share  # (..., batch, width)
        return (is_kept / (1 - self.share)).astype(self.dtype)
