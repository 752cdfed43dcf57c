"""Does a network learn wrong labels by heart, and do dropout and weight decay help?"""

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.profiles import Profiles
from ...plots.style import panels
from ...training import train
from ..common import CROSS_ENTROPY, DIGITS
from ..history import History
from ..scene import Preset, Seed, Slider
from ..tasks import Question
from .mislabel import mislabel
from .shared import BOTH, accuracy_on, guesses, some_digits


class NoisyLabels:
    """Ten networks with ten dropout rates learn a hundred digits, some of which have a wrong label."""

    title = "Noisy labels"
    controls = [
        Slider("share_wrong", 0.0, 0.5, start=0.2, step=0.05, label="share of wrong labels"),
        Slider("weight_decay", 0.0, 0.1, start=0.0, step=0.005, label="weight decay"),
        Seed(),
        Slider("dropout_rate", 0.0, 0.9, start=0.0, step=0.1, label="dropout rate (left)", live=True),
    ]
    presets = [
        Preset(
            "by heart",
            {"share_wrong": 0.2, "weight_decay": 0.0, "dropout_rate": 0.0},
            "Bad: it learns the wrong labels, too, and reads fewer new digits.",
        ),
        Preset(
            "dropout",
            {"share_wrong": 0.2, "weight_decay": 0.0, "dropout_rate": 0.7},
            "Better: most wrong labels are still learned by heart, but new digits suffer less from them.",
        ),
        Preset(
            "weight decay",
            {"share_wrong": 0.2, "weight_decay": 0.02, "dropout_rate": 0.0},
            "Better: small weights leave less room for exceptions.",
        ),
        Preset(
            "too much",
            {"share_wrong": 0.2, "weight_decay": 0.05, "dropout_rate": 0.9},
            "Bad: underfits, many of the right labels are not learned either.",
        ),
    ]
    n_points, n_steps, steps_a_frame, preview_frames = 100, 400, 10, 40
    dropout_rates = np.arange(10) / 10

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.curves = Curves(left, BOTH, self.n_steps, (0, 1.05), "accuracy", logarithmic_y=False)
        labels, ticks = ("dropout rate", "accuracy"), [0, 0.3, 0.6, 0.9]
        self.profiles = Profiles(right, BOTH, (0, 0.9), (0, 1.05), *labels, x_ticks=ticks)
        self.artists = self.curves.artists + self.profiles.artists

    def restart(self, share_wrong, weight_decay, seed, dropout_rate):
        clean = some_digits(self.n_points, seed)
        self.points, self.weight_decay = mislabel(clean, share_wrong, seed), weight_decay
        self.is_wrong = self.points.labels != clean.labels
        self.model = MLP([64, 64, 10], "relu", "he", seed=seed, n_models=len(self.dropout_rates))
        self.history = History(self._training(seed), self.n_steps, measure=self._measure)
        self.change(dropout_rate)

    def _training(self, seed):
        optimizer = GradientDescent(0.3, self.weight_decay)
        settings = {"batch_size": 50, "seed": seed, "dropout_rate": self.dropout_rates}
        return train(self.model, CROSS_ENTROPY, optimizer, self.points, **settings)

    def change(self, dropout_rate):
        self.index = round(10 * dropout_rate)
        self._show()

    def advance(self):
        runs_on = self.history.advance(self.steps_a_frame)
        self._show()
        return runs_on

    def _measure(self):
        is_learned = guesses(self.model, self.points.inputs) == self.points.labels  # (n_models, n_points)
        return {
            "training": is_learned.mean(axis=-1),
            "validation": accuracy_on(self.model, DIGITS.validation),
            "n_by_heart": is_learned[:, self.is_wrong].sum(axis=-1),
        }

    @property
    def training_accuracy(self):
        """The share of the labels, right and wrong, that each network has learned, `(n_models,)`."""
        return self.history.measured["training"][-1]

    @property
    def validation_accuracy(self):
        """The accuracy of each network on the validation digits, `(n_models,)`."""
        return self.history.measured["validation"][-1]

    @property
    def n_by_heart(self):
        """How many of the wrong labels each network has learned, `(n_models,)`."""
        return self.history.measured["n_by_heart"][-1]

    @property
    def best_rate(self):
        """The dropout rate with the highest validation accuracy."""
        return self.dropout_rates[self.validation_accuracy.argmax()]

    def _show(self):
        k, measured = self.index, self.history.measured
        curves = {
            name: (self.history.measured_at, [accuracies[k] for accuracies in measured[name]])
            for name in BOTH
        }
        self.curves.update(f"Dropout {self.dropout_rates[k]:.1f}: {self._learned_by_heart()}", **curves)
        last = {name: measured[name][-1] for name in BOTH}
        self.profiles.update(self.finding, self.dropout_rates, k, **last)

    def _learned_by_heart(self):
        if self.history.n_done == 0:
            return "not started"
        return f"{self.n_by_heart[self.index]} of {self.is_wrong.sum()} wrong labels by heart"

    @property
    def finding(self):
        """Which dropout rate is best so far, in a few words."""
        if self.history.n_done == 0:
            return "Ten networks, not trained yet"
        best = f"best validation {self.validation_accuracy.max():.0%} at {self.best_rate:.1f}"
        return f"{self.history.n_done} updates: {best}"

    def pin(self):
        self.profiles.pin("validation", f"decay {self.weight_decay:.3g}")

    def unpin(self):
        self.profiles.unpin()

    def summary(self):
        k, task = self.index, f"{self.n_points} digits, {self.is_wrong.sum()} of them with a wrong label"
        if self.history.n_done == 0:
            return (
                f"Ten networks, with dropout rates from 0 to 0.9, are ready to learn {task}. Move a control,"
                " or press Play."
            )
        return (
            f"{task}, weight decay {self.weight_decay:.3g}, {self.history.n_done} of {self.n_steps} updates."
            f" With dropout {self.dropout_rates[k]:.1f} the network agrees with"
            f" {self.training_accuracy[k]:.0%} of its training labels, {self.n_by_heart[k]} wrong ones among"
            f" them, and reads {self.validation_accuracy[k]:.0%} of the validation digits; the best of the"
            f" ten rates is {self.best_rate:.1f} with {self.validation_accuracy.max():.0%}."
        )


def _by_heart():
    scene = NoisyLabels()
    scene.restart(share_wrong=0.2, weight_decay=0.0, seed=0, dropout_rate=0.0)
    scene.history.advance(scene.n_steps)
    facts = {
        "n": scene.n_by_heart[0],
        "n_wrong": scene.is_wrong.sum(),
        "validation": scene.validation_accuracy[0],
        "rate": scene.best_rate,
        "best": scene.validation_accuracy.max(),
    }
    share, limits = facts["n"] / facts["n_wrong"], [0.3, 0.8]
    return list(by_heart.choices)[np.searchsorted(limits, share, side="right")], facts


by_heart = Question(
    "100 digits to learn from, 20 of them with a wrong label: a 3 that is called 7. No dropout, no weight"
    " decay. After 400 updates, how many of the wrong labels does the network repeat?",
    {
        "hardly any: they make no sense": (
            "A network does not know what makes sense. It has enough parameters to learn exceptions, and"
            " repeats {n} of the {n_wrong}. It then reads only {validation:.0%} of the validation digits."
        ),
        "about half": (
            "Half would be a compromise between rule and exception. It has enough parameters and enough"
            " updates for all: {n} of {n_wrong}. It then reads {validation:.0%} of the validation digits."
        ),
        "all of them, or nearly": (
            "{n} of {n_wrong}. The price: it reads only {validation:.0%} of the validation digits. A dropout"
            " rate of {rate:.1f} brings that to {best:.0%}."
        ),
    },
    _by_heart,
)
