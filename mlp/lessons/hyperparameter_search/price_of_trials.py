"""What do many trials buy? A good setting, and a score that is too good to be true."""

from functools import cache

import numpy as np

from ...plots.numbers import counted
from ...plots.profiles import Profiles
from ...plots.style import GOOD, TRAINING, VALIDATION, panels
from ..scene import Choice, Preset, Slider
from ..tasks import Question
from .probability import best_of_coins, chance_to_hit, trials_needed

N_MOST = 200  # trials


class PriceOfTrials:
    """What do many trials buy? A good setting, and a score that is too good to be true."""

    title = "The price of 100 trials"
    controls = [
        Slider("n_trials", 1, 200, start=60, integer=True, label="random trials"),
        Slider("top_share", 0.01, 0.2, start=0.05, step=0.01, label="share of good settings"),
        Choice("n_points", (100, 400, 1600), 100, "points for the score"),
    ]
    presets = [
        Preset(
            "sixty",
            {"n_trials": 60, "top_share": 0.05},
            "Sixty random trials are nearly sure to hit the best twentieth of all settings.",
        ),
        Preset(
            "a hundred",
            {"n_trials": 100, "top_share": 0.05},
            "Forty more make it surer by four in a hundred.",
        ),
    ]

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        whole, ticks = (0, N_MOST), range(0, N_MOST + 1, 50)
        labels = ("random trials", "chance to hit a good setting")
        self.chance = Profiles(left, {"chance": TRAINING}, whole, (0, 1.05), *labels, x_ticks=ticks)
        colors = {"looks like": VALIDATION, "is": GOOD}
        labels = ("models tried", "accuracy of the best coin-flip model")
        self.luck = Profiles(right, colors, whole, (0.45, 0.7), *labels, x_ticks=ticks)
        self.artists = self.chance.artists + self.luck.artists

    def restart(self, n_trials, top_share, n_points):
        self.n_trials, self.top_share, self.n_points = n_trials, top_share, n_points
        numbers, index = np.arange(1, N_MOST + 1), n_trials - 1
        chances, looks = chance_to_hit(top_share, numbers), _coins(n_points)
        self.hits, self.looks = float(chances[index]), float(looks[index])
        finding = f"Trials: {n_trials}. Chance {self.hits:.1%} to hit the best {top_share:.0%}"
        self.chance.update(finding, numbers, index, chance=chances)
        lines = {"looks like": looks, "is": np.full(N_MOST, 0.5)}
        self.luck.update(f"The best of {n_trials} looks like {self.looks:.1%}", numbers, index, **lines)

    def summary(self):
        trials, models = counted(self.n_trials, "random trial"), counted(self.n_trials, "coin-flipping model")
        return (
            f"The probability that {trials} hit the best {self.top_share:.0%} of all settings is"
            f" {self.hits:.1%}. Of {models}, the best one has an accuracy of {self.looks:.1%} on average on"
            f" the {self.n_points} points used to choose it, and 50% on new points."
        )


@cache
def _coins(n_points):
    return best_of_coins(np.arange(1, N_MOST + 1), n_points)


def _how_many_trials():
    n = trials_needed(0.05, 0.95)
    nearest = min((20, 60, 400), key=lambda option: abs(option - n))
    return f"about {nearest}", {
        "n": n,
        "twenty": float(chance_to_hit(0.05, 20)),
        "sixty": float(chance_to_hit(0.05, 60)),
        "hundred": float(chance_to_hit(0.05, 100)),
    }


trials_for_the_best = Question(
    "One setting in twenty is good. How many random trials do you need to hit a good one with a probability"
    " of 95%?",
    {
        "about 20": (
            "Twenty hit one on average, but all twenty miss more often than one thinks: the probability of a"
            " hit is {twenty:.0%}. It takes {n}."
        ),
        "about 60": (
            "All of 60 miss with a probability of 0.95⁶⁰, so they hit with {sixty:.1%}. {n} are enough for"
            " 95%, and 100 give {hundred:.1%}."
        ),
        "about 400": (
            "Far fewer: the misses multiply, 0.95 × 0.95 × …, and {n} trials are enough. It does not matter"
            " how many hyperparameters there are."
        ),
    },
    _how_many_trials,
)
