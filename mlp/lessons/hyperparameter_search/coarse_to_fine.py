"""Train nine networks, keep the best, narrow the range, again. What if the best lies on the edge?"""

from ...plots.numbers import two_digits
from ...plots.style import panels
from ...search import Logarithmic, Random, best, run
from ..common import DIGITS
from ..scene import Preset, Seed, Slider, Toggle
from ..tasks import Question
from .narrowing import is_on_edge, moved, narrowed
from .pictures import RoundRanges, TriedSettings


class CoarseToFine:
    """Four rounds of nine short training runs; after each, the range narrows around the best."""

    title = "From coarse to fine"
    controls = [
        Slider("low", 1e-6, 0.1, start=1e-3, decades_per_step=0.5, logarithmic=True, label="lowest rate"),
        Slider("decades", 1.0, 5.0, start=4.0, step=0.5, label="range in powers of ten"),
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
        axes = ((1e-6, 1e4), (0, 1.05), "learning rate", "validation accuracy")
        self.scores = TriedSettings(left, *axes, logarithmic_y=False)
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
        space, seed = {"learning_rate": Logarithmic(low, high)}, [self.seed, len(self.bests)]
        *_, last = run(Random(space, self.n_trials, self.n_epochs, seed), DIGITS.train, DIGITS.validation)
        self.trials += last.trials
        rate = best(last.trials).settings["learning_rate"]
        self.bests.append(rate)
        self.on_edge.append(is_on_edge(rate, low, high))
        if len(self.bests) < self.n_rounds:
            self.ranges_used.append(self._next_range(rate, low, high))
        self._show()
        return len(self.bests) < self.n_rounds

    def _next_range(self, rate, low, high):
        if self.follow:
            return moved(rate, low, high) if self.on_edge[-1] else narrowed(rate, low, high)
        low, high = narrowed(rate, low, high)
        return max(low, self.span[0]), min(high, self.span[1])

    def _show(self):
        chosen = best(self.trials) if self.trials else None
        scores = [(trial.settings["learning_rate"], trial.score) for trial in self.trials]
        title = f"Best of {len(scores)} training runs: {chosen.score:.1%}" if chosen else "Nothing trained"
        self.scores.update(title, scores, self.trials.index(chosen) if chosen else None, None)
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
        low, high = map(two_digits, self.span)
        may = "may" if self.follow else "may not"
        state = f"Learning rates from {low} to {high}; the range {may} move beyond its edge."
        if not self.bests:
            return f"{state} {self.n_rounds} rounds of {self.n_trials} training runs are to come."
        low, high = map(two_digits, self.ranges_used[-1])
        chosen = best(self.trials)
        return (
            f"{state} After round {len(self.bests)} of {self.n_rounds} the range is {low} to {high}. Best so"
            f" far: learning rate {chosen.settings['learning_rate']:.2g}, validation accuracy"
            f" {chosen.score:.1%} after {self.n_epochs} epochs. {self.finding}."
        )


def _four_rounds_too_low():
    final = {}
    for follow in (False, True):
        scene = CoarseToFine()
        scene.restart(low=1e-6, decades=3.0, follow=follow, seed=1)
        while scene.advance():
            pass
        final[follow] = best(scene.trials).score
    right = "it stays near guessing" if final[False] < 0.3 else "it becomes good"
    return right, {"final": final[False], "moved": final[True], "n": CoarseToFine.n_rounds}


what_narrowing_finds = Question(
    "All learning rates of the first range are far too low. Four times we train nine networks, keep the best,"
    " and narrow the range around it. How good is the best accuracy in the end? Guessing has 10%.",
    {
        "it becomes good": (
            "Narrowing never leaves the first range, and there is nothing good in it: {final:.0%}. A range"
            " that may move beyond its edge reaches {moved:.0%}."
        ),
        "it stays near guessing": (
            "There is nothing good in the range, and narrowing never leaves it: {final:.0%}. A range that may"
            " move beyond its edge reaches {moved:.0%}."
        ),
        "it becomes worse in every round": (
            "The best so far can never become worse. But it stays at {final:.0%}, near guessing. A range that"
            " may move beyond its edge reaches {moved:.0%}."
        ),
    },
    _four_rounds_too_low,
)
