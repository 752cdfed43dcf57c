"""Does a wider network overfit more? Nine widths learn the same hundred digits."""

from functools import partial

import numpy as np

from ...network import MLP, count_parameters
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.profiles import Profiles
from ...plots.style import panels
from ...training import train
from ..common import CROSS_ENTROPY, DIGITS
from ..history import History
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .mislabel import mislabel
from .shared import BOTH, accuracy_on, some_digits


class WiderAndWider:
    """Nine networks, with 2 to 512 hidden neurons: the accuracy of one over time, and of all so far."""

    title = "More parameters: worse?"
    controls = [
        Slider("share_wrong", 0.0, 0.4, start=0.0, step=0.1, label="share of wrong labels"),
        Seed(),
        Choice("width", (2, 4, 8, 16, 32, 64, 128, 256, 512), 512, "hidden width (left)", live=True),
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
            "Bad: it has room for the wrong labels, and learns them.",
        ),
    ]
    n_points, n_steps, steps_a_frame, preview_frames = 100, 400, 5, 80
    widths = np.array(controls[-1].options)

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.curves = Curves(left, BOTH, self.n_steps, (0, 1.05), "accuracy", logarithmic_y=False)
        labels, scales = ("hidden width", "accuracy"), ("log", "linear")
        self.profiles = Profiles(right, BOTH, (2, 512), (0, 1.05), *labels, scales, self.widths[::2])
        self.artists = self.curves.artists + self.profiles.artists

    def restart(self, share_wrong, seed, width):
        self.share_wrong = share_wrong
        self.points = mislabel(some_digits(self.n_points, seed), share_wrong, seed)
        self.histories = [self._history(int(width), seed) for width in self.widths]
        self.change(width)

    def _history(self, width, seed):
        model = MLP([64, width, 10], "relu", "he", seed=seed)
        optimizer = GradientDescent(0.1)
        training = train(model, CROSS_ENTROPY, optimizer, self.points, batch_size=8, seed=seed)
        return History(training, self.n_steps, measure=partial(self._measure, model))

    def _measure(self, model):
        return {
            "training": accuracy_on(model, self.points),
            "validation": accuracy_on(model, DIGITS.validation),
        }

    def change(self, width):
        self.index = int(np.flatnonzero(self.widths == width)[0])
        self._show()

    def advance(self):
        run_on = [history.advance(self.steps_a_frame) for history in self.histories]
        self._show()
        return any(run_on)

    @property
    def n_parameters(self):
        """How many numbers the network on the left learns."""
        return count_parameters([64, self.widths[self.index], 10])

    @property
    def n_done(self):
        """How many updates each network has made."""
        return self.histories[0].n_done

    @property
    def training_accuracy(self):
        """The share of the labels, right and wrong, that each network has learned, `(n_widths,)`."""
        return self._last("training")

    @property
    def validation_accuracy(self):
        """The accuracy of each network on the validation digits, `(n_widths,)`."""
        return self._last("validation")

    def _last(self, name):
        return np.array([history.measured[name][-1] for history in self.histories])

    @property
    def finding(self):
        """The validation accuracy of three widths, in a few words."""
        if self.n_done == 0:
            return "Nine networks, not trained yet"
        narrow, middle, wide = self.validation_accuracy[[0, 4, 8]]
        return f"Validation {narrow:.0%} at width 2, {middle:.0%} at 32, {wide:.0%} at 512"

    def _show(self):
        k, history = self.index, self.histories[self.index]
        curves = {name: (history.measured_at, history.measured[name]) for name in BOTH}
        finding = f"Width {self.widths[k]}: {self.n_parameters:,} parameters, {self.n_points} digits"
        self.curves.update(finding, **curves)
        last = {name: self._last(name) for name in BOTH}
        self.profiles.update(self.finding, self.widths, k, **last)

    def pin(self):
        self.profiles.pin("validation", f"{self.share_wrong:.0%} wrong")

    def unpin(self):
        self.profiles.unpin()

    def summary(self):
        k, validation = self.index, self.validation_accuracy
        task = f"{self.n_points} digits, {self.share_wrong:.0%} with a wrong label"
        if self.n_done == 0:
            return (
                f"Nine networks, from 2 to 512 hidden neurons, are ready to learn {task}. Move a control, or"
                " press Play."
            )
        return (
            f"{task}, {self.n_done} of {self.n_steps} updates. Width {self.widths[k]} ({self.n_parameters:,}"
            f" parameters) agrees with {self.training_accuracy[k]:.0%} of its labels and reads"
            f" {validation[k]:.0%} of the validation digits; width 2 reads {validation[0]:.0%}, width 32"
            f" {validation[4]:.0%}, width 512 {validation[8]:.0%}."
        )


def _accuracy_at_width(width):
    """The validation accuracy of one network of the scene, after its last update."""
    points, model = some_digits(WiderAndWider.n_points, seed=0), MLP([64, width, 10], "relu", "he")
    training = train(model, CROSS_ENTROPY, GradientDescent(0.1), points, batch_size=8)
    History(training, WiderAndWider.n_steps).advance(WiderAndWider.n_steps)
    return accuracy_on(model, DIGITS.validation)


def _sixteen_times_wider():
    narrow, wide = _accuracy_at_width(32), _accuracy_at_width(512)
    n_narrow, n_wide = count_parameters([64, 32, 10]), count_parameters([64, 512, 10])
    facts = {"narrow": narrow, "wide": wide, "n_narrow": n_narrow, "n_wide": n_wide}
    limits = [-0.05, 0.05]
    return list(sixteen_times_wider.choices)[np.searchsorted(limits, wide - narrow, side="right")], facts


sixteen_times_wider = Question(
    "Two networks learn the same 100 correctly labelled digits, one with 32 hidden neurons, one with 512."
    " Which reads more of the validation digits?",
    {
        "the wide one reads far fewer": (
            "That would happen to a polynomial through ten points. Here {n_wide:,} parameters read {wide:.0%}"
            " and {n_narrow:,} read {narrow:.0%}. Many parameters are a risk, not a law."
        ),
        "both read about as many": (
            "{narrow:.0%} with {n_narrow:,} parameters, {wide:.0%} with {n_wide:,}. Many sets of weights fit"
            " the 100 digits. From small initial weights gradient descent finds one that generalises."
        ),
        "the wide one reads far more": (
            "More parameters cannot replace more digits. Both have learned nearly all of the 100, and"
            " read about as many new ones: {narrow:.0%} with 32 hidden neurons, {wide:.0%} with 512."
        ),
    },
    _sixteen_times_wider,
)
