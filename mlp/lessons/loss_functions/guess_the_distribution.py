"""What does a wrong guess about the chances cost, on top of the entropy that nobody can avoid?"""

import numpy as np

from ...plots.numbers import with_unit
from ...plots.profiles import Profiles
from ...plots.style import DANGER, GOOD, TRAINING, panels
from ..scene import Preset, Slider
from ..tasks import Question
from .information import cross_entropy, divergence, entropy
from .pictures import TruthAndGuess, TwoPartBars


class GuessTheDistribution:
    """The truth and your belief: the further off your guess, the greater your average surprise."""

    title = "Guess the distribution"
    controls = [
        Slider("truth", 0.0, 1.0, start=0.7, step=0.01, label="true share of blue"),
        Slider("guess", 0.0, 1.0, start=0.5, step=0.01, label="your guess for blue"),
    ]
    presets = [
        Preset(
            "perfect",
            {"truth": 0.7, "guess": 0.7},
            "Good: nothing is added to the entropy. But the entropy stays.",
        ),
        Preset("no idea", {"truth": 0.7, "guess": 0.5}, "The careful guess: it costs ln 2 for every truth."),
        Preset(
            "certain and right",
            {"truth": 1.0, "guess": 1.0},
            "The only way to zero: one thing always happens, and you say so.",
        ),
        Preset(
            "certain and wrong",
            {"truth": 0.7, "guess": 0.0},
            "Bad: what you called impossible happens, and costs infinity.",
        ),
    ]
    limit = 3.0

    def __init__(self):
        self.figure, (left, middle, right) = panels(1.2, 1, 1.1, size=(10, 3.9), left=0.06, gap=0.26)
        self.pairs = TruthAndGuess(left, ["blue", "orange"], "colour of the ball")
        parts = {"entropy": GOOD, "divergence": DANGER}
        self.parts = TwoPartBars(middle, parts, 3, limit=self.limit, x_label="nat")
        colors = {"entropy": GOOD, "cross-entropy": TRAINING}
        axes = (0, 1), (0, self.limit), "guess for blue", "cross-entropy in nat"
        self.costs = Profiles(right, colors, *axes, room=0)
        self.artists = self.pairs.artists + self.parts.artists + self.costs.artists

    def restart(self, truth, guess):
        self.truth, self.guess = np.array([truth, 1 - truth]), np.array([guess, 1 - guess])
        self.entropy, self.divergence = entropy(self.truth), divergence(self.truth, self.guess)
        self.cross_entropy = cross_entropy(self.truth, self.guess)
        self.pairs.update(f"You say {guess:.0%}, true is {truth:.0%}", self.truth, self.guess)
        self._show_parts()
        self._show_costs()

    def _show_parts(self):
        names = ["entropy: nobody can avoid it", "divergence: your wrong guess", "cross-entropy: the sum"]
        entropies = [self.entropy, 0, self.entropy]
        divergences = [0, self.divergence, self.divergence]
        finding = f"Cross-entropy {with_unit(self.cross_entropy, 'nat')}"
        self.parts.update(finding, names, entropies, divergences)

    def _show_costs(self):
        guesses = np.linspace(0, 1, 201)
        costs = cross_entropy(self.truth, np.stack([guesses, 1 - guesses], axis=-1))
        self.costs.draw(guesses, **{"cross-entropy": costs, "entropy": np.full(201, self.entropy)})
        self._name_costs()
        places = {
            "cross-entropy": (self.guess[0], self.cross_entropy),
            "entropy": (self.truth[0], self.entropy),
        }
        self.costs.point(f"Lowest, {self.entropy:.3f}, at a guess of {self.truth[0]:.2f}", **places)

    def _name_costs(self):
        # there is room on the side where the curve is high
        is_left = self.truth[0] >= 0.5
        height = self.entropy + (0.15 if self.entropy < 0.3 else -0.15)
        names = {"entropy": (0.04 if is_left else 0.68, height)}
        names["cross-entropy"] = (0.26 if is_left else 0.3, 1.75)
        self.costs.name(**names)

    def summary(self):
        return (
            f"True share of blue {self.truth[0]:.2f}, your guess {self.guess[0]:.2f}: cross-entropy"
            f" {with_unit(self.cross_entropy, 'nat')} = entropy {with_unit(self.entropy, 'nat')} + divergence"
            f" {with_unit(self.divergence, 'nat')}."
        )


def _perfect_guess():
    lowest = float(cross_entropy([0.7, 0.3], [0.7, 0.3]))
    facts = {"lowest": lowest, "even": float(cross_entropy([0.7, 0.3], [0.5, 0.5]))}
    if lowest < 0.01:
        return "0", facts
    return "about 0.6 nat" if lowest < 0.65 else "ln 2, about 0.69 nat", facts


perfect_guess = Question(
    "Seven of ten balls are blue. You know that, and guess 0.7. How large is your cross-entropy?",
    {
        "0": (
            "Your guess is perfect, but you still do not know which ball comes. What is left is the entropy"
            " of the bag: {lowest:.3f} nat."
        ),
        "about 0.6 nat": (
            "The entropy of the bag, {lowest:.3f} nat, is left to everyone. Only your extra, the divergence,"
            " is 0."
        ),
        "ln 2, about 0.69 nat": (
            "That is the cost of the guess 0.5: {even:.3f} nat. Knowing the shares helps a little:"
            " {lowest:.3f}."
        ),
    },
    _perfect_guess,
)
