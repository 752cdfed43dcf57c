"""Nine trainings of two epochs, keep the best, narrow the range, again: four rounds. What if the best lies on the edge?"""

import numpy as np

from ...plots.numbers import two_digits
from ...plots.style import panels
from ...search import Logarithmic, Random, best, run
from ..common import DIGITS
from ..scene import Preset, Seed, Slider, Toggle
from .pictures import RoundRanges, TriedSettings


class CoarseToFine:
    """Nine trainings of two epochs, keep the best, narrow the range, again: four rounds. What if the best lies on the edge?"""

    title = "From coarse to fine"
    controls = [
        Slider("low", 1e-6, 0.1, start=1e-3, step=0.5, logarithmic=True, label="lowest learning rate"),
        Slider("decades", 1.0, 5.0, start=4.0, step=0.5, label="powers of ten to the highest"),
        Toggle("follow", False, "let the range move beyond its edge"),
        Seed(),
    ]
    presets = [
        Preset(
            "wide enough",
            {"low": 1e-3, "decades": 4.0, "follow": False, "seed": 0},
            "Good: the best lies inside, and every round comes closer.",
        ),
        Preset(
            "too low",
            {"low": 1e-6, "decades": 3.0, "follow": False, "seed": 1},
            "Bad: in every round the best lies near the top, and all scores are near guessing. Both are"
            " warnings.",
        ),
        Preset(
            "too low, and it follows",
            {"low": 1e-6, "decades": 3.0, "follow": True, "seed": 1},
            "Better: the range may go where the scores rise.",
        ),
    ]
    n_rounds, n_trials, n_epochs, preview_frames = 4, 9, 2, 4

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.scores = TriedSettings(
            left, (1e-6, 1e4), (0, 1.05), "learning rate", "validation digits right", logarithmic_y=False
        )
        self.ranges = RoundRanges(right, (1e-6, 1e4), self.n_rounds, "learning rate")
        self.artists = self.scores.artists + self.ranges.artists

    def restart(self, low, decades, follow, seed):
        self.follow, self.seed = follow, seed
        self.span = low, low * 10**decades
        self.ranges_used, self.trials, self.bests, self.on_edge = [self.span], [], [], []
        self._show()

    def advance(self):
        if len(self.bests) == self.n_rounds:
            return False
        low, high = self.ranges_used[-1]
        search = Random(
            {"learning_rate": Logarithmic(low, high)},
            self.n_trials,
            self.n_epochs,
            seed=[self.seed, len(self.bests)],
        )
        *_, last = run(search, DIGITS.train, DIGITS.validation)
        self.trials += last.trials
        rate = best(last.trials).settings["learning_rate"]
        self.bests.append(rate)
        place = np.log(rate / low) / np.log(high / low)
        self.on_edge.append(bool(place < 0.15 or place > 0.85))
        if len(self.bests) < self.n_rounds:
            self.ranges_used.append(self._next_range(rate, high / low))
        self._show()
        return len(self.bests) < self.n_rounds

    def _next_range(self, rate, ratio):
        if self.follow and self.on_edge[-1]:
            return rate / ratio**0.5, rate * ratio**0.5  # as wide as before, but around the best
        half = ratio**0.25  # half as many powers of ten as before
        low, high = rate / half, rate * half
        return (low, high) if self.follow else (max(low, self.span[0]), min(high, self.span[1]))

    def _show(self):
        scores = [trial.score for trial in self.trials]
        places = [(trial.settings["learning_rate"], trial.score) for trial in self.trials]
        title = f"Best of {len(scores)} trainings: {max(scores):.1%}" if scores else "Nothing trained yet"
        self.scores.update(title, places, int(np.argmax(scores)) if scores else None, None)
        self.ranges.update(self.finding, self.ranges_used, self.bests, self.on_edge)

    @property
    def finding(self):
        """Whether the range is the right one, in a few words."""
        if not self.bests:
            return "The first range"
        if self.on_edge[-1]:
            return f"Warning: best of round {len(self.bests)} is at the edge"
        return f"Round {len(self.bests)}: the best lies inside"

    def summary(self):
        low, high = self.ranges_used[-1]
        state = (
            f"Learning rates from {two_digits(self.span[0])} to {two_digits(self.span[1])}; the range may"
            f" {'' if self.follow else 'not '}move beyond its edge. "
        )
        if not self.bests:
            return state + f"{self.n_rounds} rounds of {self.n_trials} trainings are to come."
        chosen = best(self.trials)
        return (
            state + f"After round {len(self.bests)} of {self.n_rounds} the range is {two_digits(low)} to"
            f" {two_digits(high)}. Best so far: learning rate {chosen.settings['learning_rate']:.2g},"
            f" {chosen.score:.1%} of the validation digits right after {self.n_epochs} epochs."
            f" {self.finding}."
        )
