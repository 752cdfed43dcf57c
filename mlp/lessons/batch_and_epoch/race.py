"""How fast does a network learn with one batch size, counted in epochs, updates, examples and seconds?"""

from time import perf_counter

import numpy as np

from ...losses import accuracy
from ...network import MLP
from ...optimizers import GradientDescent
from ...training import evaluate, train
from ..common import CROSS_ENTROPY, DIGITS
from ..history import History


class Race:
    """A training run with one batch size and several learning rates side by side, and its cost at each stage.

    It ends when both are done, `equal_epochs` epochs and `equal_updates` updates.
    """

    def __init__(self, batch_size, learning_rates, points, seed, equal_epochs, equal_updates):
        self.batch_size, self.points = batch_size, points
        self.updates_in_epoch = int(np.ceil(len(points.inputs) / batch_size))
        self.stops = _stops(equal_updates, equal_epochs * self.updates_in_epoch)
        self.model = MLP([64, 16, 10], "tanh", seed=seed, n_models=len(learning_rates))
        optimizer = GradientDescent(np.reshape(learning_rates, (-1, 1)))
        training = train(self.model, CROSS_ENTROPY, optimizer, points, batch_size, seed)
        self.seconds, self.resumed_at = 0.0, perf_counter()
        self.history = History(training, self.stops[-1], self._measure)

    def _measure(self):
        """The seconds of training so far, without measuring; each model's loss and validation accuracy."""
        self.seconds += perf_counter() - self.resumed_at
        loss, digits = evaluate(self.model, CROSS_ENTROPY, self.points), DIGITS.validation
        share_right = accuracy(self.model.forward(digits.inputs)[-1], digits.targets)
        return {"seconds": self.seconds, "loss": loss, "accuracy": share_right}

    @property
    def n_measured(self):
        """The number of stops passed so far."""
        return len(self.history.updates)

    def advance(self):
        """Trains up to the next stop, where the loss is measured. Does nothing at the end."""
        if not self.history.is_over:
            self.resumed_at = perf_counter()
            self.history.advance(self.stops[self.n_measured] - self.history.n_done)

    def along(self, axis, k, measured="loss"):
        """Positions on the axis, and what was measured there of learning rate `k`, `(n_measured,)` each.

        `axis` is "epochs", "updates", "examples" or "seconds"; `measured` is "loss" or "accuracy".
        """
        updates = np.array(self.history.updates)
        epochs = updates / self.updates_in_epoch
        # the last batch of an epoch may be short
        examples = np.minimum(self.batch_size * updates, len(self.points.inputs) * epochs)
        # the first entries were measured before the first update
        seconds, values = (np.array(self.history.measured[name])[1:] for name in ("seconds", measured))
        positions = {"epochs": epochs, "updates": updates, "examples": examples, "seconds": seconds}
        return positions[axis], values[:, k]


def _stops(*compared_at):
    """The updates after which the loss is measured: dense at the start, and where runs are compared."""
    n_updates = max(compared_at)
    early, evenly = np.geomspace(1, n_updates, 25), np.linspace(n_updates / 50, n_updates, 50)
    return sorted({round(stop) for stop in [*early, *evenly, *compared_at]} - {0})
