"""One training run of a project: its settings, and what was measured after each epoch."""

import copy

import numpy as np

from ...losses import LOSSES, accuracy
from ...training import evaluate

CROSS_ENTROPY = LOSSES["cross-entropy"]


class Run:
    """The settings of a training run, and its losses and accuracies, one entry for each recorded epoch.

    All losses are cross-entropies, whatever the network learns from, so that runs can be compared.
    """

    def __init__(self, number, settings, training, validation):
        self.number, self.settings = number, settings
        self._points = {"training": training, "validation": validation}
        self.losses = {name: [] for name in self._points}
        self.accuracies = {name: [] for name in self._points}
        self.model = None

    @property
    def n_epochs(self):
        """How many epochs have been recorded."""
        return len(self.losses["training"])

    @property
    def n_validation(self):
        """On how many examples the validation accuracy is measured."""
        return len(self._points["validation"].inputs)

    @property
    def accuracy(self):
        """The validation accuracy after the last epoch; nan before the first."""
        return self.accuracies["validation"][-1] if self.n_epochs else np.nan

    @property
    def best_epoch(self):
        """The epoch with the lowest validation loss, from 1; 0 if there is none."""
        losses = np.where(np.isfinite(self.losses["validation"]), self.losses["validation"], np.inf)
        return int(losses.argmin()) + 1 if self.n_epochs else 0

    def record(self, model):
        """Measures the network on the training and the validation points, and keeps a copy of it."""
        with np.errstate(over="ignore", invalid="ignore"):  # a diverged network is measured, too
            for name, points in self._points.items():
                outputs = model.forward(points.inputs)[-1]
                self.losses[name].append(float(evaluate(model, CROSS_ENTROPY, points)))
                self.accuracies[name].append(float(accuracy(outputs, points.targets)))
        self.model = copy.deepcopy(model)

    def __repr__(self):
        if not self.n_epochs:
            return f"run {self.number}: nothing recorded yet"
        return f"run {self.number}: validation accuracy {self.accuracy:.1%} after {self.n_epochs} epochs"
