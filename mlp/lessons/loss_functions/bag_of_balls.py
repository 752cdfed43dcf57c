"""How surprised are you on average by a ball from a bag whose colours you know?"""

import numpy as np

from ...plots.numbers import with_unit
from ...plots.profiles import Profiles
from ...plots.style import GOOD, TRAINING, panels
from ..scene import Preset, Seed, Slider
from ..tasks import Question
from .information import BIT, entropy, shares_of_colours, surprise
from .pictures import BallBag


class BagOfBalls:
    """A bag of coloured balls: how surprised are you on average when you draw one?"""

    title = "Bag of balls"
    controls = [
        Slider("share", 0.0, 1.0, start=0.9, step=0.01, label="share of blue"),
        Slider("n_colors", 2, 10, start=2, integer=True, label="number of colours"),
        Seed(),
    ]
    presets = [
        Preset("all blue", {"share": 1.0, "n_colors": 2}, "No surprise at all: you know what comes."),
        Preset(
            "half and half", {"share": 0.5, "n_colors": 2}, "The most that two colours can surprise: one bit."
        ),
        Preset(
            "90 to 10",
            {"share": 0.9, "n_colors": 2},
            "Mostly small surprises, sometimes a large one: less than half a bit.",
        ),
        Preset(
            "ten alike",
            {"share": 0.1, "n_colors": 10},
            "Ten equal colours, like ten digits to a network that has learned nothing.",
        ),
    ]
    n_draws, draws_a_frame, preview_frames = 1000, 10, 100

    def __init__(self):
        self.figure, (left, middle, right) = panels(0.95, 1, 1.15, size=(10, 3.9), left=0.02, gap=0.28)
        self.bag = BallBag(left)
        heights, y_label, entropies = (0, 3.6), "average surprise in bits", {"entropy": GOOD}
        self.entropies = Profiles(middle, entropies, (0, 1), heights, "share of blue", y_label, room=0)
        colors, axes = entropies | {"draws": TRAINING}, ((0, self.n_draws), heights, "balls drawn", y_label)
        self.average = Profiles(right, colors, *axes, x_ticks=[0, 500, 1000], room=0.24)
        self.artists = self.bag.artists + self.entropies.artists + self.average.artists

    def restart(self, share, n_colors, seed):
        self.share, self.shares = share, shares_of_colours(share, n_colors)  # (n_colors,)
        self.entropy = entropy(self.shares) / BIT
        rng = np.random.default_rng(seed)
        self.colors = rng.choice(n_colors, size=self.n_draws, p=self.shares)
        self.surprises = surprise(self.shares)[self.colors] / BIT  # (n_draws,)
        self.averages = np.cumsum(self.surprises) / np.arange(1, self.n_draws + 1)
        self.n_drawn = 0
        places = np.linspace(0, 1, 101)
        self.entropies.draw(places, entropy=entropy(shares_of_colours(places, n_colors)) / BIT)
        self.entropies.point(f"Entropy {self.entropy:.3f} bit", entropy=(share, self.entropy))
        self._show()

    def advance(self):
        self.n_drawn = min(self.n_drawn + self.draws_a_frame, self.n_draws)
        self._show()
        return self.n_drawn < self.n_draws

    def _show(self):
        self.bag.update(f"{self.share:.0%} are blue", self.shares)
        self.average.draw([0, self.n_draws], entropy=[self.entropy, self.entropy])
        self.average.draw(np.arange(1, self.n_drawn + 1), draws=self.averages[: self.n_drawn])
        self._name_draws()
        self.average.point(self._finding)

    def _name_draws(self):
        if self.n_drawn:
            last = np.clip(self.averages[self.n_drawn - 1], 0, 3.4)
            aside = 0.2 if last >= self.entropy else -0.2  # the name stays off the line of the entropy
            self.average.name(draws=(0.8 * self.n_drawn, last + aside))

    @property
    def _finding(self):
        if self.n_drawn == 0:
            return "Nothing drawn yet"
        return f"{self.n_drawn} drawn: {self.averages[self.n_drawn - 1]:.3f} bit on average"

    def summary(self):
        drawn = ""
        if self.n_drawn:
            drawn = (
                f" {self.n_drawn} balls drawn: average surprise {self.averages[self.n_drawn - 1]:.3f} bit."
            )
        return (
            f"{len(self.shares)} colours, {self.share:.0%} blue, the others alike: entropy {self.entropy:.3f}"
            f" bit = {self.entropy * BIT:.3f} nat. Drawing blue surprises by {_bits(self.shares[0])}, another"
            f" colour by {_bits(self.shares[1])}.{drawn}"
        )


def _nine_to_one():
    mixed = entropy([0.9, 0.1]) / BIT
    facts = {"mixed": mixed, "rare": surprise(0.1) / BIT, "common": surprise(0.9) / BIT}
    if mixed > 0.8:
        return "about 0.9 bit", facts
    return "a little under half a bit" if mixed > 0.4 else "0.1 bit", facts


nine_to_one = Question(
    "Half blue, half orange: each draw surprises by one bit. Now 90 balls are blue and 10 orange. How large"
    " is the surprise on average?",
    {
        "about 0.9 bit": (
            "Most draws are blue and surprise by only {common:.3f} bit; the rare orange ones by {rare:.3f}."
            " Together {mixed:.3f} bit."
        ),
        "a little under half a bit": (
            "0.9 × {common:.3f} bit for blue plus 0.1 × {rare:.3f} bit for orange: {mixed:.3f} bit."
        ),
        "0.1 bit": (
            "Orange is rare, but when it comes it surprises by {rare:.3f} bit, and that counts: {mixed:.3f}"
            " bit on average."
        ),
    },
    _nine_to_one,
)


def _bits(chance):
    never = "infinitely many bits (it never comes)"
    return never if chance == 0 else with_unit(surprise(chance) / BIT, "bit")
