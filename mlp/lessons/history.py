"""What has a training run shown so far? Read a few updates at a time, for a picture that grows."""

from itertools import islice

import numpy as np

from ..checks import check_number


class History:
    """The training stream of one network, read a few steps at a time, and what it has shown so far.

    `updates`, `losses` (means over each reading) and `validation_losses` grow together; `diverged_at` is the
    number of the update whose loss was no longer finite, or None.
    """

    def __init__(self, training, n_steps):
        self.training, self.n_steps, self.n_done = (
            training,
            check_number("n_steps", n_steps, at_least=1, whole=True),
            0,
        )
        self.updates, self.losses, self.validation_losses = [], [], []
        self.diverged_at = None

    @property
    def is_over(self):
        return self.n_done >= self.n_steps or self.diverged_at is not None

    def advance(self, n):
        """Reads up to `n` more steps. True while there is more to come."""
        check_number("n", n, at_least=0, whole=True)
        steps = [] if self.is_over else list(islice(self.training, min(n, self.n_steps - self.n_done)))
        if steps:
            self.n_done = steps[-1].number
            finite = [step.loss for step in steps if np.isfinite(step.loss)]
            validation = [step.validation_loss for step in steps if step.validation_loss is not None]
            self.updates.append(self.n_done)
            self.losses.append(np.mean(finite) if finite else np.nan)
            self.validation_losses.append(validation[-1] if validation else np.nan)
            if steps[-1].diverged:
                self.diverged_at = self.n_done
        return not self.is_over
