"""Should the learning rate stay the same during a training run?"""

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Curves
from ...plots.numbers import one_digit, two_digits
from ...plots.style import GOOD, TRAINING, VALIDATION, panels
from ...schedules import SCHEDULES
from ..common import train_on_digits
from ..history import History
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question

BOLD = {"learning_rate": 1.3, "seed": 35}  # a little more than this network can take at its first step


class RateThatChanges:
    """Four schedules, one network, one number of updates: the rate above, the losses below."""

    title = "Schedules"
    controls = [
        Choice("schedule", tuple(SCHEDULES), "constant", "schedule"),
        Slider("learning_rate", 0.01, 10.0, start=1.0, logarithmic=True, label="highest rate"),
        Seed(),
    ]
    presets = [
        Preset(
            "bearable",
            {"schedule": "constant", "learning_rate": 1.0, "seed": 35},
            "Good: at a rate the network can take, any rule will do. Pin it.",
        ),
        Preset(
            "too bold",
            {"schedule": "constant", **BOLD},
            "Bad: a little more, and the early steps break the network.",
        ),
        Preset(
            "warmed up",
            {"schedule": "warm-up", **BOLD},
            "Good: the same highest rate, but the start is gentle.",
        ),
    ]
    n_steps, steps_a_frame, preview_frames = 1200, 20, 60

    def __init__(self):
        self.figure, (top, bottom) = panels(1, rows=2, size=(6.3, 4.8), left=0.13, bottom=0.115, top=0.93)
        self.rates = Curves(top, {"rate": GOOD}, self.n_steps, (1e-3, 20), "learning rate", x_label="")
        colors = {"training": TRAINING, "validation": VALIDATION}
        self.losses = Curves(bottom, colors, self.n_steps, (0.003, 30), "loss")
        self.artists = self.rates.artists + self.losses.artists

    def restart(self, schedule, learning_rate, seed):
        self.name, self.learning_rate = schedule, learning_rate
        self.model = MLP([64, 32, 10], "relu", "he", seed=seed)
        rule = SCHEDULES[schedule](learning_rate, self.n_steps)
        training = train_on_digits(self.model, GradientDescent(learning_rate), seed, self.steps_a_frame, rule)
        self.history = History(training, self.n_steps)
        self._draw_rates([rule.rate(update) for update in range(self.n_steps)])
        self._show()

    def advance(self):
        runs_on = self.history.advance(self.steps_a_frame)
        self._show()
        return runs_on

    def _draw_rates(self, rates):
        first, highest, last = two_digits(rates[0]), two_digits(max(rates)), one_digit(rates[-1])
        finding = f"{self.name.capitalize()}: starts at {first}, peak {highest}, ends at {last}"
        self.rates.update(finding, rate=(np.arange(self.n_steps), rates))

    def _show(self):
        n_done = self.history.n_done
        self.losses.follow(f"Update {n_done} of {self.n_steps}: {self.finding}", self.history)

    @property
    def finding(self):
        """The losses so far, in a few words."""
        history = self.history
        if not history.losses:
            return "not started"
        if history.diverged_at is not None:
            return f"diverged at update {history.diverged_at}"
        training, validation = np.mean(history.losses[-5:]), history.validation_losses[-1]
        return f"loss {training:.2g} (training), {validation:.2g} (validation)"

    def pin(self):
        self.losses.pin(f"{self.name} {self.learning_rate:.2g}")

    def unpin(self):
        self.losses.unpin()

    def summary(self):
        return (
            f"Schedule {self.name}, highest rate {self.learning_rate:.2g}, {self.history.n_done} of"
            f" {self.n_steps} updates: {self.finding}."
        )


def _survivor():
    losses = {}
    scene = RateThatChanges()
    for name in SCHEDULES:
        scene.restart(schedule=name, **BOLD)
        scene.history.advance(scene.n_steps)
        losses[name] = scene.history.validation_losses[-1]
    return min(losses, key=losses.get), {name.replace("-", "_"): loss for name, loss in losses.items()}


survives_a_bold_rate = Question(
    f"A highest rate of {BOLD['learning_rate']} is a little more than this network (seed {BOLD['seed']}) can"
    " take. Which rule gets the lowest validation loss out of it?",
    {
        "constant": "It starts at 1.3, breaks, and ends at {constant:.2f}, no better than guessing.",
        "step": (
            "It becomes careful after half of the run; the damage is done in the first steps. It ends at"
            " {step:.2f}."
        ),
        "cosine": (
            "It calms down early enough to repair something: {cosine:.2f}. Another rule avoids the damage."
        ),
        "warm-up": (
            "The first steps are the dangerous ones: weights are random and slopes are steep. A gentle start"
            " ends at {warm_up:.2f}, a constant rate at {constant:.2f}."
        ),
    },
    _survivor,
)
