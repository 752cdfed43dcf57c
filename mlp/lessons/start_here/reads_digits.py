"""A network learns to read sixteen handwritten digits before your eyes: its mistakes are framed and red."""

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.digits import DigitGrid
from ...plots.numbers import counted
from ...plots.style import VALIDATION, panels
from ..common import DIGITS, train_on_digits
from ..history import History
from ..scene import Preset, Seed, Slider
from ..tasks import Question

SHOWN = slice(67, 83)  # sixteen digits in a row, of all ten kinds, with one or two that are hard to read
SIXTEEN = DIGITS.validation.take(SHOWN)
N_READ = len(DIGITS.validation.inputs)


class ReadsDigits:
    """A network learns to read digits: its guesses for sixteen that it never learns from."""

    title = "A network learns to read digits"
    controls = [
        Seed(),
        Slider("learning_rate", 1e-4, 30.0, start=0.05, logarithmic=True, label="learning rate", live=True),
    ]
    presets = [
        Preset("slow", {"learning_rate": 1e-3}, "Too small: each step is so short that little is learned."),
        Preset("good", {"learning_rate": 0.3}, "Good: long steps, and still safe ones."),
        Preset("too much", {"learning_rate": 10.0}, "Too large: the steps jump past every good place."),
    ]
    n_steps, steps_a_frame, preview_frames = 600, 2, 60

    def __init__(self):
        self.figure, (left, right) = panels(3, 4, left=0.02, gap=0.15)
        left.set_position([0.02, 0.02, 0.36, 0.88])  # it has no axis below that needs room
        self.grid = DigitGrid(left, 4, 4)
        self.curve = Curves(
            right,
            {"accuracy": VALIDATION},
            self.n_steps,
            (0, 1),
            "share of right answers",
            logarithmic_y=False,
            threshold=(0.1, "guessing"),
        )
        self.artists = [*self.grid.artists, *self.curve.artists]

    def restart(self, seed, learning_rate):
        self.model = MLP([64, 32, 10], "relu", "he", seed=seed)
        self.optimizer = GradientDescent(learning_rate)
        training = train_on_digits(self.model, self.optimizer, seed, validate_every=self.n_steps)
        self.history = History(training, self.n_steps)
        self.updates, self.accuracies = [], []
        self._read()

    def change(self, learning_rate):
        self.optimizer.learning_rate = learning_rate
        self._show()

    def advance(self):
        if self.history.is_over:
            return False
        runs_on = self.history.advance(self.steps_a_frame)
        self._read()
        return runs_on

    def _read(self):
        """Lets the network read all validation digits, of which the first sixteen are shown."""
        with np.errstate(over="ignore", invalid="ignore"):  # a diverged network answers, too
            answers = self.model.forward(DIGITS.validation.inputs)[-1]
        guesses = answers.argmax(axis=-1)  # (359,)
        self.guesses, self.is_wrong = guesses[SHOWN], guesses[SHOWN] != SIXTEEN.labels
        self.updates.append(self.history.n_done)
        self.accuracies.append(np.mean(guesses == DIGITS.validation.labels))
        self._show()

    def _show(self):
        words = [
            f"{guess} not {label}" if wrong else f"{guess}"
            for guess, label, wrong in zip(self.guesses, SIXTEEN.labels, self.is_wrong)
        ]
        self.grid.update(f"{self.n_right} of 16 right", SIXTEEN.inputs, words, self.is_wrong)
        updates = counted(self.history.n_done, "update")
        finding = f"After {updates}: {self.accuracies[-1]:.0%} of {N_READ} digits right"
        self.curve.update(finding, accuracy=(self.updates, self.accuracies))

    @property
    def n_right(self):
        """How many of the sixteen digits are read right."""
        return 16 - int(self.is_wrong.sum())

    def pin(self):
        self.curve.pin(f"{self.optimizer.learning_rate:.2g}")

    def unpin(self):
        self.curve.unpin()

    def summary(self):
        return (
            f"{self._state()} After {counted(self.history.n_done, 'update')} at a learning rate of"
            f" {self.optimizer.learning_rate:.2g}, {self.n_right} of these 16 digits are right,"
            f" and {self.accuracies[-1]:.0%} of all {N_READ}."
        )

    def _state(self):
        if self.history.diverged_at is not None:
            return "The numbers inside the network have become too large: it has diverged."
        if self.history.is_over:
            return "The run is over."
        return "The network is learning." if self.history.n_done else "The network has learned nothing yet."


def _a_hundred_times_more():
    scene = ReadsDigits()
    ends = {}
    for learning_rate in (0.05, 5.0):
        scene.restart(seed=0, learning_rate=learning_rate)
        while scene.advance():
            pass
        ends[learning_rate] = scene.accuracies[-1]
    if ends[5.0] < 0.5:
        choice = "it learns hardly anything"
    else:
        choice = "it learns much faster" if ends[5.0] > ends[0.05] else "it learns as before"
    return choice, {"small": ends[0.05], "large": ends[5.0]}


a_hundred_times_more = Question(
    "At a learning rate of 0.05 the network learned to read. What does it do at 5, a hundred times more?",
    {
        "it learns much faster": (
            "Longer steps are faster, but only up to a limit. Steps of this size jump past every good place."
            " After 600 updates {large:.0%} are right, and at 0.05 it was {small:.0%}."
        ),
        "it learns as before": (
            "The learning rate matters more than anything else that you will set."
            " After 600 updates {large:.0%} are right, and at 0.05 it was {small:.0%}."
        ),
        "it learns hardly anything": (
            "The steps are so long that they jump past every good place."
            " After 600 updates {large:.0%} are right, and at 0.05 it was {small:.0%}. Guessing gives 10%."
        ),
    },
    _a_hundred_times_more,
)
