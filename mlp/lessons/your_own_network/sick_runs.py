"""Which illness has a training run? Its two curves tell, and a third set of digits finds the leak."""

import numpy as np

from ...plots.curves import Curves
from ...plots.style import GOOD, TRAINING, VALIDATION, panels
from ..scene import Choice, Preset, Seed, Toggle
from ..tasks import Question
from .patients import N_EPOCHS, PATIENTS, SETS, curves_of

COLORS = dict(zip(SETS, (TRAINING, VALIDATION, GOOD), strict=True))


class SickRuns:
    """A healthy run and three sick ones: loss and accuracy after every epoch."""

    title = "Three sick runs"
    controls = [
        Choice("patient", PATIENTS, start="healthy", label="patient"),
        Seed(),
        Toggle("fresh", False, label="fresh digits", live=True),
    ]
    presets = [
        Preset("healthy", {"patient": "healthy"}, "Good: both losses fall to the end."),
        Preset("A", {"patient": "A"}, "Bad: look at the training loss first."),
        Preset("B", {"patient": "B"}, "Bad: look at what the two losses do at the end."),
        Preset("C, fresh digits", {"patient": "C", "fresh": True}, "Bad, although validation looks best."),
    ]
    preview = {"patient": "B"}

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.losses = Curves(left, COLORS, N_EPOCHS, (0.02, 6), "loss", "epochs")
        scale = {"logarithmic_y": False}
        self.accuracies = Curves(right, COLORS, N_EPOCHS, (0, 1.05), "accuracy", "epochs", **scale)
        self.artists = self.losses.artists + self.accuracies.artists

    def restart(self, patient, seed, fresh):
        self.patient, self.measured = patient, curves_of(patient, seed)
        self.change(fresh)

    def change(self, fresh):
        self.shown, epochs = SETS if fresh else SETS[:2], np.arange(N_EPOCHS + 1)
        losses, accuracies = (
            {name: (epochs, self._visible(lines, name)) for name in SETS} for lines in self.measured
        )
        self.losses.update(f"Loss: {self._ends(self.measured.losses, '.2f')}", **losses)
        self.accuracies.update(self._ends(self.measured.accuracies, ".0%").capitalize(), **accuracies)

    def _visible(self, lines, name):
        return lines[name] if name in self.shown else np.full(N_EPOCHS + 1, np.nan)

    def _ends(self, lines, form):
        return ", ".join(f"{name} {lines[name][-1]:{form}}" for name in self.shown)

    def summary(self):
        name = "The healthy run" if self.patient == "healthy" else f"Patient {self.patient}"
        loss, accuracy = self._ends(self.measured.losses, ".2f"), self._ends(self.measured.accuracies, ".0%")
        lowest = int(self.measured.losses["validation"].argmin())
        return (
            f"{name} after {N_EPOCHS} epochs. Loss: {loss}, lowest validation loss after epoch {lowest}."
            f" Accuracy: {accuracy}."
        )


def _too_good():
    healthy = [curves_of("healthy", seed).accuracies["validation"][-1] for seed in range(5)]
    leak = curves_of("C", 0).accuracies
    facts = {"best": max(healthy), "leak": leak["validation"][-1], "fresh": leak["fresh"][-1]}
    right = 2 if facts["leak"] > facts["best"] and facts["fresh"] < facts["leak"] - 0.03 else 1
    return list(too_good.choices)[right], facts


too_good = Question(
    "120 training digits, 100 validation digits. Usual networks reach a validation accuracy of about 85%"
    " here. A run ends with nearly 100%. What do you think of first?",
    {
        "a lucky seed": (
            "Luck is not that large. The best of five seeds reaches {best:.0%}, and this run {leak:.0%}. Look"
            " at the data first."
        ),
        "a better network": (
            "It is a pleasant thought, so test it. On fresh digits this network reaches only {fresh:.0%}."
            " The validation digits were among the training digits."
        ),
        "a mistake in the data": (
            "The validation digits were among the training digits. On fresh digits this network reaches"
            " {fresh:.0%}, not {leak:.0%}. A result that is too good is a reason to search for a mistake."
        ),
    },
    _too_good,
)
