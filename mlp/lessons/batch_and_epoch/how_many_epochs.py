"""When is the best epoch to stop?"""

import numpy as np

from ...data import circles
from ...losses import accuracy, softmax
from ...network import MLP
from ...optimizers import Momentum
from ...plots.curves import Curves
from ...plots.numbers import counted
from ...plots.style import TRAINING, VALIDATION, panels
from ...training import evaluate, train
from ..column_names import from_what, on_axis
from ..common import CROSS_ENTROPY
from ..history import History
from ..own_data import SCALED_BY_TRAINING, check_map_of_classes, sample, scaled, split_and_scaled
from ..scene import Preset, Seed, Slider, opening
from ..tasks import Question
from .stop_lines import ClassMap, StopLines
from .stopping import early_stop


class HowManyEpochs:
    """Losses over 200 epochs, your stop line and that of early stopping, and the network at your line."""

    title = "How many epochs?"
    controls = [
        Seed(start=8),
        Slider("stop", 1, 200, start=10, integer=True, label="you stop after epoch", live=True),
        Slider("patience", 1, 60, start=15, integer=True, label="patience, in epochs", live=True),
    ]
    presets = [
        Preset(
            "too few",
            {"seed": 8, "stop": 10},
            "Bad, underfitting: the network can hardly tell the classes apart yet.",
        ),
        Preset("about right", {"seed": 8, "stop": 40}, "Good: the validation loss is at its lowest."),
        Preset(
            "too many",
            {"seed": 8, "stop": 200},
            "Bad, overfitting: the network bends around single points that are only noise.",
        ),
        Preset(
            "no patience",
            {"seed": 8, "stop": 2, "patience": 1},
            "Bad: the first little bump ends the training run.",
        ),
    ]
    n_epochs, epochs_a_frame, batch_size = 200, 5, 20
    preview, preview_frames = {"stop": 200}, 40
    check_points = staticmethod(check_map_of_classes)

    def __init__(self, points=None):
        self.sample, reach, labels = None, 1.7, ["first input", "second input"]
        if points is not None:
            self.sample, self.presets = sample(points), []
            reach = min(1.15 * np.abs(scaled(points.inputs)).max(), 4.0)  # about that of any training rows
            labels = [on_axis(*pair) for pair in zip(self.sample.names.inputs, labels)]
        self.figure, (left, right) = panels(1.7, 1, gap=0.2)
        colors = {"training": TRAINING, "validation": VALIDATION}
        self.curves = Curves(left, colors, self.n_epochs, (0, 1.3), "loss", "epochs", logarithmic_y=False)
        self.lines = StopLines(left, self.n_epochs)
        self.map = ClassMap(right, reach, labels)
        self.artists = [*self.curves.layers(between=self.lines.artists), *self.map.artists]

    def restart(self, seed, stop, patience):
        self.points, self.validation = self._draw_points(seed)
        self.sizes = [2, 16, self.points.targets.shape[1]]
        self.model, self.stop, self.patience = MLP(self.sizes, "tanh", seed=seed), stop, patience
        training = train(self.model, CROSS_ENTROPY, Momentum(0.2), self.points, self.batch_size, seed)
        self.updates_in_epoch = -(-len(self.points.inputs) // self.batch_size)
        self.history = History(training, self.n_epochs * self.updates_in_epoch, self._measure)
        self.map.show_points(self.points.inputs, self.points.labels)
        self._show()

    def _draw_points(self, seed):
        """40 points to learn from, and others to validate."""
        if self.sample is None:
            return circles(40, 0.2, seed), circles(200, 0.2, seed + 10_000)
        n_rows = len(self.sample.points.inputs)
        parts = split_and_scaled(self.sample.points, validation=1 - min(40 / n_rows, 0.5), seed=seed)
        return parts.train, parts.validation

    def change(self, stop, patience):
        self.stop, self.patience = stop, patience
        self._show()

    def advance(self):
        for _ in range(self.epochs_a_frame):
            self.history.advance(self.updates_in_epoch)
        self._show()
        return not self.history.is_over

    def _measure(self):
        """Both losses, and a copy of the parameters, so that any earlier network can be shown."""
        losses = {
            "training": evaluate(self.model, CROSS_ENTROPY, self.points),
            "validation": evaluate(self.model, CROSS_ENTROPY, self.validation),
        }
        return losses | {"parameters": self.model.parameters.flat.copy()}

    @property
    def losses(self):
        """The loss on all training points after every epoch; the first one before training."""
        return self.history.measured["training"]

    @property
    def validation_losses(self):
        """The loss on the validation points after every epoch; the first one before training."""
        return self.history.measured["validation"]

    @property
    def n_done(self):
        """The number of epochs trained so far."""
        return len(self.losses) - 1

    @property
    def kept_and_stopped(self):
        """The epoch that early stopping keeps, and the one where it stops, or None as long as it has not."""
        return early_stop(self.validation_losses, self.patience)

    def _show(self):
        kept, stopped = self.kept_and_stopped
        epochs = np.arange(self.n_done + 1 if self.n_done else 0)  # a single point would be no curve
        lines = {"training": self.losses, "validation": self.validation_losses}
        lines = {name: (epochs, losses[: len(epochs)]) for name, losses in lines.items()}
        self.curves.update(self.finding, **lines)
        self.lines.update(self.stop, stopped, kept if self.n_done else None, self.validation_losses[kept])
        self._show_map(min(self.stop, self.n_done))

    def _show_map(self, epoch):
        network = MLP(self.sizes, "tanh", "zeros")
        network.parameters.flat[...] = self.history.measured["parameters"][epoch]
        correct = accuracy(network.forward(self.validation.inputs)[-1], self.validation.targets)
        shades = _shades(softmax(network.forward(self.map.grid)[-1]))
        self.map.update(f"After {counted(epoch, 'epoch')}: accuracy {correct:.0%}", shades)

    @property
    def finding(self):
        """The losses at your stop line, or how far the training run still is from it."""
        if self.n_done == 0:
            return f"Epoch 0 of {self.n_epochs}: press Play to train on"
        if self.stop > self.n_done:
            return f"Epoch {self.n_done} of {self.n_epochs}, not yet at your line"
        training, validation = self.losses[self.stop], self.validation_losses[self.stop]
        return f"You stop after {self.stop}: {training:.2f} (training), {validation:.2f} (validation)"

    def summary(self):
        data = f"{len(self.points.inputs)} points to learn from, {len(self.validation.inputs)} to validate"
        own = self._own_in_words() if self.sample else ""
        if self.n_done == 0:
            return (
                f"{data}, up to {self.n_epochs} epochs; your stop line is at {self.stop}. Press Play to"
                f" train.{own}"
            )
        kept, stopped = self.kept_and_stopped
        rule = f"never stops in {self.n_done} epochs" if stopped is None else f"stops after epoch {stopped}"
        return (
            f"{self.finding}. Early stopping with patience {self.patience} {rule} and keeps epoch {kept},"
            f" with a validation loss of {self.validation_losses[kept]:.2f}.{own}"
        )

    def _own_in_words(self):
        marks = zip(self.sample.names.classes, ("white circles", "dark triangles", "grey squares"))
        signs = ", ".join(f"{name}: {mark}" for name, mark in marks)
        learned = f"The network tells {from_what(self.sample.names)} ({signs})"
        return f" {learned}. {self.sample.in_words('used')}; inputs are {SCALED_BY_TRAINING}."


def _shades(probabilities):
    """how dark, `(n,)`: the probability of class 1; of three classes, the number of the likeliest."""
    n_classes = probabilities.shape[1]
    return probabilities[:, 1] if n_classes == 2 else probabilities.argmax(axis=1) / (n_classes - 1)


def _last_or_best():
    scene = HowManyEpochs()
    scene.restart(**opening(scene))
    while scene.advance():
        pass
    losses = scene.validation_losses
    best, hundred, last = int(np.argmin(losses)), losses[100], losses[-1]
    facts = {"best": best, "lowest": losses[best], "hundred": hundred, "last": last}
    return _compared(last / hundred), facts | {"training": scene.losses[-1]}


def _compared(ratio):
    if ratio < 0.95:
        return "lower"
    return "higher" if ratio > 1.05 else "about the same"


another_hundred = Question(
    "After 100 epochs the training loss is still falling. You train 100 epochs more. What happens to the loss"
    " on the validation points?",
    {
        "lower": (
            "The training loss does go down, to {training:.2f}. But the validation loss was lowest after"
            " {best} epochs, {lowest:.2f}. It climbs from {hundred:.2f} to {last:.2f}: the network learns the"
            " noise."
        ),
        "about the same": (
            "It does not stay: from {hundred:.2f} after 100 epochs it climbs to {last:.2f}, while the"
            " training loss falls to {training:.2f}. That gap is overfitting."
        ),
        "higher": (
            "From {hundred:.2f} to {last:.2f}; it was best after {best} epochs, with {lowest:.2f}. What still"
            " improves is the memory of 40 points, noise included."
        ),
    },
    _last_or_best,
)
