"""A hundred digits, some with a wrong label: ten networks learn side by side, each with its own dropout rate."""

from itertools import islice

import numpy as np

from ...data import mislabel
from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.profiles import Profiles
from ...plots.style import panels
from ...training import train
from ..common import CROSS_ENTROPY, DIGITS
from ..scene import Preset, Seed, Slider
from ..tasks import Question
from .shared import BOTH, _guesses, _share_right, _some_digits


class NoisyLabels:
    """A hundred digits, some with a wrong label: ten networks learn side by side, each with its own dropout rate."""

    title = "Noisy labels"
    controls = [
        Slider("share_wrong", 0.0, 0.5, start=0.2, step=0.05, label="share of wrong labels"),
        Slider("weight_decay", 0.0, 0.1, start=0.0, step=0.005, label="weight decay"),
        Seed(),
        Slider("dropout", 0.0, 0.9, start=0.0, step=0.1, label="dropout rate on the left", live=True),
    ]
    presets = [
        Preset(
            "by heart",
            {"share_wrong": 0.2, "weight_decay": 0.0, "dropout": 0.0},
            "Bad: it learns the wrong labels, too.",
        ),
        Preset(
            "dropout",
            {"share_wrong": 0.2, "weight_decay": 0.0, "dropout": 0.7},
            "Better: most wrong labels are still learned by heart, but new digits suffer less from them.",
        ),
        Preset(
            "weight decay",
            {"share_wrong": 0.2, "weight_decay": 0.02, "dropout": 0.0},
            "Better: small weights leave less room for exceptions.",
        ),
        Preset(
            "too much",
            {"share_wrong": 0.2, "weight_decay": 0.05, "dropout": 0.9},
            "Bad: underfits, many of the right labels are not learned either.",
        ),
    ]
    n_points, n_steps, steps_a_frame, preview_frames = 100, 400, 10, 40
    rates = np.arange(10) / 10

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.curves = Curves(left, BOTH, self.n_steps, (0, 1.05), "share as labelled", logarithmic_y=False)
        self.profiles = Profiles(
            right, BOTH, (0, 0.9), (0, 1.05), "dropout rate", "share as labelled", x_ticks=[0, 0.3, 0.6, 0.9]
        )
        self.artists = self.curves.artists + self.profiles.artists

    def restart(self, share_wrong, weight_decay, seed, dropout):
        clean = _some_digits(self.n_points, seed)
        self.points, self.weight_decay = mislabel(clean, share_wrong, seed), weight_decay
        self.is_wrong = self.points.labels != clean.labels
        self.model = MLP([64, 64, 10], "relu", "he", seed=seed, n_models=len(self.rates))
        self.training = train(
            self.model,
            CROSS_ENTROPY,
            GradientDescent(0.3, weight_decay),
            self.points,
            batch_size=50,
            seed=seed,
            dropout_rate=self.rates,
        )
        self.updates, self.training_right, self.validation_right = [], [], []
        self._measure(0)
        self.change(dropout)

    def change(self, dropout):
        self.place = round(10 * dropout)
        self._show()

    def advance(self):
        if self.updates[-1] < self.n_steps:
            *_, last = islice(self.training, self.steps_a_frame)
            self._measure(last.number)
            self._show()
        return self.updates[-1] < self.n_steps

    def _measure(self, n_done):
        guesses = _guesses(self.model, self.points.inputs)  # (n_models, n_points)
        self.n_by_heart = (guesses == self.points.labels)[:, self.is_wrong].sum(axis=-1)
        self.updates.append(n_done)
        self.training_right.append((guesses == self.points.labels).mean(axis=-1))
        self.validation_right.append(_share_right(self.model, DIGITS.validation))

    def _show(self):
        k, is_new = self.place, self.updates == [0]
        self.curves.update(
            f"Dropout {self.rates[k]:.1f}: "
            + (
                "not started"
                if is_new
                else f"{self.n_by_heart[k]} of {self.is_wrong.sum()} wrong labels by heart"
            ),
            training=(self.updates, np.array(self.training_right)[:, k]),
            validation=(self.updates, np.array(self.validation_right)[:, k]),
        )
        best = f"best validation {self.validation_right[-1].max():.0%} at {self.best_rate:.1f}"
        finding = "Ten networks, not trained yet" if is_new else f"{self.updates[-1]} updates: {best}"
        self.profiles.update(
            finding, self.rates, k, training=self.training_right[-1], validation=self.validation_right[-1]
        )

    @property
    def best_rate(self):
        """The dropout rate that reads most of the validation digits."""
        return self.rates[self.validation_right[-1].argmax()]

    def pin(self):
        self.profiles.pin("validation", f"decay {self.weight_decay:.3g}")

    def unpin(self):
        self.profiles.unpin()

    def summary(self):
        k = self.place
        if self.updates == [0]:
            task = f"{self.n_points} digits, {self.is_wrong.sum()} of them with a wrong label"
            return (
                f"Ten networks, with dropout rates from 0 to 0.9, are ready to learn {task}. Move a control,"
                " or press Play."
            )
        return (
            f"{self.n_points} digits, {self.is_wrong.sum()} of them with a wrong label, weight decay"
            f" {self.weight_decay:.3g}, {self.updates[-1]} of {self.n_steps} updates. With dropout"
            f" {self.rates[k]:.1f} the network agrees with {self.training_right[-1][k]:.0%} of the labels it"
            f" learns from, {self.n_by_heart[k]} wrong ones among them, and reads"
            f" {self.validation_right[-1][k]:.0%} of the validation digits; the best of the ten rates is"
            f" {self.best_rate:.1f} with {self.validation_right[-1].max():.0%}."
        )


def _by_heart():
    scene = NoisyLabels()
    scene.restart(share_wrong=0.2, weight_decay=0.0, seed=0, dropout=0.0)
    while scene.advance():
        pass
    n, n_wrong, best = scene.n_by_heart[0], scene.is_wrong.sum(), scene.validation_right[-1].argmax()
    choice = (
        "hardly any: they make no sense"
        if n < 0.3 * n_wrong
        else "about half"
        if n < 0.8 * n_wrong
        else "all of them, or nearly"
    )
    facts = {
        "n": n,
        "n_wrong": n_wrong,
        "validation": scene.validation_right[-1][0],
        "rate": scene.rates[best],
        "best": scene.validation_right[-1][best],
    }
    return choice, facts


by_heart = Question(
    "100 digits to learn from, 20 of them with a wrong label: a 3 that is called 7. No dropout, no weight"
    " decay. After 400 updates, how many of the wrong labels does the network repeat?",
    {
        "hardly any: they make no sense": (
            "A network does not know what makes sense: it has numbers enough to learn exceptions, and repeats"
            " {n} of the {n_wrong}. That costs it: {validation:.0%} of the validation digits."
        ),
        "about half": (
            "It has numbers enough for every exception and time enough to learn it: {n} of {n_wrong}. It then"
            " reads {validation:.0%} of the validation digits."
        ),
        "all of them, or nearly": (
            "{n} of {n_wrong}, and it pays for them: it reads {validation:.0%} of the validation digits. A"
            " dropout rate of {rate:.1f} brings that to {best:.0%}."
        ),
    },
    _by_heart,
)
