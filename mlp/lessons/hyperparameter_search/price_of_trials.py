"""What do many trials buy? A good setting, and a score that is too good to be true."""

from functools import cache

import numpy as np

from ...plots.profiles import Profiles
from ...plots.style import GOOD, TRAINING, VALIDATION, panels
from ..scene import Choice, Preset, Slider
from ..tasks import Question
from .probability import best_of_coins, chance_to_hit, trials_needed


class PriceOfTrials:
    """What do many trials buy? A good setting, and a score that is too good to be true."""

    title = "The price of 100 trials"
    controls = [
        Slider("n_trials", 1, 200, start=60, integer=True, label="random trials"),
        Slider("top_share", 0.01, 0.2, start=0.05, step=0.01, label="share of settings that are good"),
        Choice("n_points", (100, 400, 1600), 100, "points the score is counted on"),
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
        whole, ticks = (0, 200), range(0, 201, 50)
        self.chance = Profiles(
            left,
            {"chance": TRAINING},
            whole,
            (0, 1.05),
            "random trials",
            "chance to hit a good setting",
            x_ticks=ticks,
        )
        self.luck = Profiles(
            right,
            {"looks like": VALIDATION, "is": GOOD},
            whole,
            (0.45, 0.7),
            "models tried",
            "score of the best coin-flip model",
            x_ticks=ticks,
        )
        self.artists = self.chance.artists + self.luck.artists

    def restart(self, n_trials, top_share, n_points):
        self.n_trials, self.top_share, self.n_points = n_trials, top_share, n_points
        numbers = np.arange(1, 201)
        chances, looks = chance_to_hit(top_share, numbers), _coins(n_points)
        self.hits, self.looks = float(chances[n_trials - 1]), float(looks[n_trials - 1])
        self.chance.update(
            f"Trials: {n_trials}. Chance {self.hits:.1%} to hit the best {top_share:.0%}",
            numbers,
            n_trials - 1,
            chance=chances,
        )
        self.luck.update(
            f"The best of {n_trials} looks like {self.looks:.1%}",
            numbers,
            n_trials - 1,
            **{"looks like": looks, "is": np.full(200, 0.5)},
        )

    def summary(self):
        return (
            f"Random trials: {self.n_trials}. They hit the best {self.top_share:.0%} of all settings with a"
            f" probability of {self.hits:.1%}. Models that only flip coins: {self.n_trials}. The best, chosen"
            f" by its score on {self.n_points} points, looks like {self.looks:.1%} right, on average. On"
            " fresh points it is right in 50%."
        )


@cache
def _coins(n_points):
    return best_of_coins(np.arange(1, 201), n_points)


def _how_many_trials():
    n = trials_needed(0.05, 0.95)
    choice = "about 20" if n < 40 else "about 60" if n < 80 else "about 400"
    return choice, {
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
            "All of 60 miss with a probability of 0.95⁶⁰, so they hit with {sixty:.1%}. ({n} are enough for"
            " 95%, and 100 give {hundred:.1%}.)"
        ),
        "about 400": (
            "Far fewer: the misses multiply, 0.95 × 0.95 × …, and {n} trials are enough. It does not matter"
            " how many hyperparameters there are."
        ),
    },
    _how_many_trials,
)
