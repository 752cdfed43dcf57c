"""What has a training run shown so far? Read a few updates at a time, for a picture that grows."""

from itertools import islice

import numpy as np

from ..checks import check_can, check_number


class History:
    """The stream of a training run, read a few steps at a time, and everything that it has shown so far.

    `updates` and `losses` have one entry for each reading: the number of its last update, and the mean of its
    finite losses. `validation_losses` has every one that was measured, after the updates `validated_at`.
    With models side by side, each loss is an array `(n_models,)`.

    `measure()` returns a dict of anything worth keeping, such as `{"accuracy": 0.9}`. It is called before the
    first update and after each reading; `measured["accuracy"]` lists the results, `measured_at` the updates.
    `diverged_at` is the update whose loss (side by side: all losses) was no longer finite, or None.
    A run that is over lets go of `training` and `measure`, and so of their data.
    """

    def __init__(self, training, n_steps, measure=None):
        check_number("n_steps", n_steps, at_least=1, whole=True)
        if measure is not None:
            check_can("measure", measure, "__call__", "a function that returns a dict of measured values")
        self.training, self.n_steps, self.n_done, self.measure = training, n_steps, 0, measure
        self.updates, self.losses, self.diverged_at = [], [], None
        self.validated_at, self.validation_losses = [], []
        self.measured_at, self.measured = [], {}
        self._has_ended = False
        self._measure()

    @property
    def is_over(self):
        """True after `n_steps` updates, when the run has diverged, or when `training` has no more steps."""
        return self._has_ended or self.n_done >= self.n_steps or self.diverged_at is not None

    def advance(self, n):
        """Reads up to `n` more steps. Returns True while there is more to come."""
        check_number("n", n, at_least=0, whole=True)
        n_wanted = 0 if self.is_over else min(n, self.n_steps - self.n_done)
        steps = list(islice(self.training, n_wanted))
        self._has_ended = self._has_ended or len(steps) < n_wanted
        if steps:
            self._keep(steps)
            self._measure()
        if self.is_over:
            self.training, self.measure = iter(()), None
        return not self.is_over

    def _keep(self, steps):
        self.n_done = steps[-1].number
        self.updates.append(self.n_done)
        self.losses.append(_mean_of_finite([step.loss for step in steps]))
        validated = [step for step in steps if step.validation_loss is not None]
        self.validated_at += [step.number for step in validated]
        self.validation_losses += [step.validation_loss for step in validated]
        if np.all(steps[-1].diverged):
            self.diverged_at = self.n_done

    def _measure(self):
        if self.measure is not None:
            self.measured_at.append(self.n_done)
            for name, value in self.measure().items():
                self.measured.setdefault(name, []).append(value)


def _mean_of_finite(losses):
    """The mean of the finite losses, `(n_steps,)` or `(n_steps, n_models)`; nan where there is none."""
    losses = np.array(losses)
    is_finite = np.isfinite(losses)
    n_finite = is_finite.sum(axis=0)
    mean = np.where(is_finite, losses, 0).sum(axis=0) / np.maximum(n_finite, 1)
    return np.where(n_finite > 0, mean, np.nan)[()]
