"""Training loss falls, validation loss turns: put the stop line, or let a rule with patience do it."""

from itertools import islice

import numpy as np

from ...data import circles
from ...losses import accuracy, softmax
from ...network import MLP
from ...optimizers import Momentum
from ...plots.curves import Curves
from ...plots.numbers import counted
from ...plots.style import TRAINING, VALIDATION, panels
from ...training import evaluate, train
from ..common import CROSS_ENTROPY
from ..scene import Preset, Seed, Slider
from ..tasks import Question
from .stop_lines import ClassMap, StopLines
from .stopping import early_stop


def _run_to_the_end(scene):
    scene.restart(**{control.name: control.start for control in scene.controls})
    while scene.advance():
        pass
    return scene


class HowManyEpochs:
    """Training loss falls, validation loss turns: put the stop line, or let a rule with patience do it."""

    title = "How many epochs?"
    controls = [
        Seed(start=8),
        Slider("stop", 1, 200, start=10, whole=True, label="you stop after epoch", live=True),
        Slider("patience", 1, 60, start=15, whole=True, label="patience of the rule, in epochs", live=True),
    ]
    presets = [
        Preset(
            "too few",
            {"seed": 8, "stop": 10},
            "Underfitting: the network can hardly tell the classes apart yet.",
        ),
        Preset("about right", {"seed": 8, "stop": 40}, "Good: the validation loss is at its lowest."),
        Preset(
            "too many",
            {"seed": 8, "stop": 200},
            "Overfitting: the network bends round single points that are only noise.",
        ),
        Preset(
            "no patience",
            {"seed": 8, "stop": 2, "patience": 1},
            "Bad: the first little bump ends the training.",
        ),
    ]
    n_epochs, epochs_a_frame, batch_size, preview_frames = 200, 5, 20, 40

    def __init__(self):
        self.figure, (left, right) = panels(1.7, 1, gap=0.2)
        self.curves = Curves(
            left,
            {"training": TRAINING, "validation": VALIDATION},
            self.n_epochs,
            (0, 1.3),
            "loss",
            x_label="epochs",
            logarithmic_y=False,
        )
        self.lines = StopLines(left, self.n_epochs)
        self.map = ClassMap(right, 1.7)
        self.artists = [*self.curves.layers(between=self.lines.artists), *self.map.artists]

    def restart(self, seed, stop, patience):
        self.points, self.validation = circles(40, 0.2, seed), circles(200, 0.2, seed + 10_000)
        self.model = MLP([2, 16, 2], "tanh", seed=seed)
        self.training = train(self.model, CROSS_ENTROPY, Momentum(0.2), self.points, self.batch_size, seed)
        self.snapshots, self.losses, self.validation_losses = [], [], []
        self.map.show_points(self.points.inputs, self.points.labels)
        self.stop, self.patience = stop, patience
        self._measure()
        self._show()

    def change(self, stop, patience):
        self.stop, self.patience = stop, patience
        self._show()

    def advance(self):
        for _ in range(min(self.epochs_a_frame, self.n_epochs - self.n_done)):
            for step in islice(self.training, len(self.points.inputs) // self.batch_size):
                pass
            self._measure()
        self._show()
        return self.n_done < self.n_epochs

    @property
    def n_done(self):
        """Epochs trained so far; the lists hold one entry more, for the start."""
        return len(self.losses) - 1

    def _measure(self):
        self.snapshots.append(self.model.parameters.flat.copy())
        self.losses.append(evaluate(self.model, CROSS_ENTROPY, self.points))
        self.validation_losses.append(evaluate(self.model, CROSS_ENTROPY, self.validation))

    @property
    def kept_and_stopped(self):
        """The epoch that early stopping keeps, and the one where it stops; None if that has not come yet."""
        return early_stop(self.validation_losses, self.patience)

    def _show(self):
        kept, stopped = self.kept_and_stopped
        shown = min(self.stop, self.n_done)
        epochs = np.arange(self.n_done + 1 if self.n_done else 0)  # a single point would be no curve
        lines = {"training": self.losses, "validation": self.validation_losses}
        self.curves.update(
            self._finding, **{name: (epochs, losses[: len(epochs)]) for name, losses in lines.items()}
        )
        self.lines.update(self.stop, stopped, kept if self.n_done else None, self.validation_losses[kept])
        network = MLP([2, 16, 2], "tanh", "zeros")
        network.parameters.flat[...] = self.snapshots[shown]
        right = accuracy(network.forward(self.validation.inputs)[-1], self.validation.targets)
        self.map.update(
            f"After {counted(shown, 'epoch')}: {right:.0%} right",
            softmax(network.forward(self.map.grid)[-1])[:, 1],
        )

    @property
    def _finding(self):
        if self.stop > self.n_done:
            return (
                f"Epoch {self.n_done} of {self.n_epochs}: press Play to train on"
                if self.n_done == 0
                else f"Epoch {self.n_done} of {self.n_epochs}, not yet at your line"
            )
        return (
            f"You stop after {self.stop}: {self.losses[self.stop]:.2f} (training),"
            f" {self.validation_losses[self.stop]:.2f} (validation)"
        )

    def summary(self):
        if self.n_done == 0:
            return (
                f"40 points to learn from, 200 to validate, up to {self.n_epochs} epochs; your stop line is"
                f" at {self.stop}. Press Play to train."
            )
        kept, stopped = self.kept_and_stopped
        rule = f"never stops in {self.n_done} epochs" if stopped is None else f"stops after epoch {stopped}"
        return (
            f"{self._finding}. Early stopping with patience {self.patience} {rule} and keeps epoch {kept},"
            f" with a validation loss of {self.validation_losses[kept]:.2f}."
        )


def _last_or_best():
    scene = _run_to_the_end(HowManyEpochs())
    losses = scene.validation_losses
    best, last = int(np.argmin(losses)), losses[-1]
    right = (
        "lower" if last < 0.95 * losses[100] else "higher" if last > 1.05 * losses[100] else "about the same"
    )
    return right, {
        "best": best,
        "lowest": losses[best],
        "hundred": losses[100],
        "last": last,
        "training": scene.losses[-1],
    }


another_hundred = Question(
    "After 100 epochs the training loss is still falling. You train 100 epochs more. What happens to the loss"
    " on the validation points?",
    {
        "lower": (
            "The training loss does go down, to {training:.2f}. But the validation loss was best after {best}"
            " epochs ({lowest:.2f}) and climbs from {hundred:.2f} to {last:.2f}: the network learns the"
            " noise."
        ),
        "about the same": (
            "It does not wait: from {hundred:.2f} after 100 epochs it climbs to {last:.2f}, while the"
            " training loss sinks to {training:.2f}. That gap is overfitting."
        ),
        "higher": (
            "From {hundred:.2f} to {last:.2f}; it was best after {best} epochs, with {lowest:.2f}. What still"
            " improves is the memory of 40 points, noise included."
        ),
    },
    _last_or_best,
)
