"""Nine networks of growing width learn the same hundred digits: does the widest overfit most?"""

from itertools import islice

import numpy as np

from ...data import mislabel
from ...network import MLP, count_parameters
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.profiles import Profiles
from ...plots.style import panels
from ...training import advance, train
from ..common import CROSS_ENTROPY, DIGITS
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .shared import BOTH, _share_right, _some_digits


class WiderAndWider:
    """Nine networks of growing width learn the same hundred digits: does the widest overfit most?"""

    title = "More parameters: worse?"
    controls = [
        Slider("share_wrong", 0.0, 0.4, start=0.0, step=0.1, label="share of wrong labels"),
        Seed(),
        Choice("width", (2, 4, 8, 16, 32, 64, 128, 256, 512), 512, "hidden width on the left", live=True),
    ]
    presets = [
        Preset(
            "too narrow",
            {"share_wrong": 0.0, "width": 2},
            "Underfits: two hidden neurons are too few for ten digits.",
        ),
        Preset(
            "wide",
            {"share_wrong": 0.0, "width": 512},
            "Good: hundreds of parameters per digit, and new digits are read no worse.",
        ),
        Preset(
            "wide, wrong labels",
            {"share_wrong": 0.2, "width": 512},
            "The risk is real: it has room for the wrong labels, and learns them.",
        ),
    ]
    n_points, n_steps, steps_a_frame, preview_frames = 100, 400, 5, 80
    widths = np.array(controls[-1].options)

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.curves = Curves(left, BOTH, self.n_steps, (0, 1.05), "share as labelled", logarithmic_y=False)
        scales = "log", "linear"
        self.profiles = Profiles(
            right, BOTH, (2, 512), (0, 1.05), "hidden width", "share as labelled", scales, self.widths[::2]
        )
        self.artists = self.curves.artists + self.profiles.artists

    def restart(self, share_wrong, seed, width):
        self.points = mislabel(_some_digits(self.n_points, seed), share_wrong, seed)
        self.models = [MLP([64, int(width), 10], "relu", "he", seed=seed) for width in self.widths]
        self.trainings = [
            train(model, CROSS_ENTROPY, GradientDescent(0.1), self.points, batch_size=8, seed=seed)
            for model in self.models
        ]
        self.share_wrong, self.updates, self.training_right, self.validation_right = share_wrong, [], [], []
        self._measure(0)
        self.change(width)

    def change(self, width):
        self.place = int(np.flatnonzero(self.widths == width)[0])
        self._show()

    def advance(self):
        if self.updates[-1] < self.n_steps:
            for training in self.trainings:
                *_, last = islice(training, self.steps_a_frame)
            self._measure(last.number)
            self._show()
        return self.updates[-1] < self.n_steps

    def _measure(self, n_done):
        self.updates.append(n_done)
        self.training_right.append([_share_right(model, self.points) for model in self.models])
        self.validation_right.append([_share_right(model, DIGITS.validation) for model in self.models])

    @property
    def n_parameters(self):
        """How many numbers the network on the left learns."""
        return self.models[self.place].parameters.flat.size

    def _show(self):
        k = self.place
        self.curves.update(
            f"Width {self.widths[k]}: {self.n_parameters:,} parameters, {self.n_points} digits",
            training=(self.updates, np.array(self.training_right)[:, k]),
            validation=(self.updates, np.array(self.validation_right)[:, k]),
        )
        training, validation = np.array(self.training_right[-1]), np.array(self.validation_right[-1])
        finding = (
            f"Validation {validation[0]:.0%} at width 2, {validation[4]:.0%} at 32, {validation[8]:.0%}"
            " at 512"
        )
        finding = "Nine networks, not trained yet" if self.updates == [0] else finding
        self.profiles.update(finding, self.widths, k, training=training, validation=validation)

    def pin(self):
        self.profiles.pin("validation", f"{self.share_wrong:.0%} wrong")

    def unpin(self):
        self.profiles.unpin()

    def summary(self):
        k, validation = self.place, self.validation_right[-1]
        if self.updates == [0]:
            task = f"{self.n_points} digits, {self.share_wrong:.0%} with a wrong label"
            return (
                f"Nine networks, from 2 to 512 hidden neurons, are ready to learn {task}. Move a control, or"
                " press Play."
            )
        return (
            f"{self.n_points} digits, {self.share_wrong:.0%} with a wrong label, {self.updates[-1]} of"
            f" {self.n_steps} updates. Width {self.widths[k]} ({self.n_parameters:,} parameters) agrees with"
            f" {self.training_right[-1][k]:.0%} of its labels and reads {validation[k]:.0%} of the validation"
            f" digits; width 2 reads {validation[0]:.0%}, width 32 {validation[4]:.0%}, width 512"
            f" {validation[8]:.0%}."
        )


def _sixteen_times_wider():
    results = {}
    for width in (32, 512):
        points = _some_digits(WiderAndWider.n_points, seed=0)
        model = MLP([64, width, 10], "relu", "he")
        advance(
            train(model, CROSS_ENTROPY, GradientDescent(0.1), points, batch_size=8), WiderAndWider.n_steps
        )
        results[width] = _share_right(model, DIGITS.validation)
    gain = results[512] - results[32]
    choice = (
        "the wide one reads far fewer"
        if gain < -0.05
        else "both read about as many"
        if gain < 0.05
        else "the wide one reads far more"
    )
    return choice, {
        "narrow": results[32],
        "wide": results[512],
        "n_narrow": count_parameters([64, 32, 10]),
        "n_wide": count_parameters([64, 512, 10]),
    }


sixteen_times_wider = Question(
    "Two networks learn the same 100 correctly labelled digits, one with 32 hidden neurons, one with 512."
    " Which reads more of the validation digits?",
    {
        "the wide one reads far fewer": (
            "That would be the rule for polynomials fitted exactly. Here {n_wide:,} parameters read"
            " {wide:.0%} and {n_narrow:,} read {narrow:.0%}: many parameters are a risk, not a law."
        ),
        "both read about as many": (
            "{narrow:.0%} with {n_narrow:,} parameters, {wide:.0%} with {n_wide:,}. Among all the weights"
            " that fit the 100 digits, gradient descent tends to find harmless ones."
        ),
        "the wide one reads far more": (
            "Both have learned all of the 100 digits, or nearly, and there is little more to get out of them:"
            " {narrow:.0%} with 32 hidden neurons, {wide:.0%} with 512."
        ),
    },
    _sixteen_times_wider,
)
