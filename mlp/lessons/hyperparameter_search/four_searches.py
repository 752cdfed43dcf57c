"""Nine trainings on real digits: by hand, grid, random, or Bayesian. Which settings come out?"""

import numpy as np

from ...plots.curves import Curves
from ...plots.style import GOOD, panels
from ...search import Bayesian, Choices, Grid, Random, Trial, best, run
from ...search.trials import train_group
from ..common import DIGITS
from ..scene import Action, Choice, Preset, Seed, Slider, Toggle
from . import table
from .pictures import SurrogateBand, TriedSettings


class FourSearches:
    """Nine trainings on real digits: by hand, grid, random, or Bayesian. Which settings come out?"""

    title = "Four searches, one budget"
    controls = [
        Choice("search", ("by hand", "grid", "random", "bayesian"), "by hand", "search"),
        Seed(),
        Slider("learning_rate", 1e-3, 10.0, start=0.01, logarithmic=True, label="learning rate", live=True),
        Slider("weight_decay", 1e-5, 1.0, start=1e-3, logarithmic=True, label="weight decay", live=True),
        Toggle("landscape", False, "show the landscape (afterwards!)", live=True),
    ]
    actions = [
        Action(
            "try_it",
            "Try these settings",
            "check",
            "Train with the two sliders as they stand: by hand, at most nine times",
        )
    ]
    presets = [
        Preset(
            "your turn",
            {"search": "by hand"},
            "Move the two sliders, press the button, and again: nine trainings.",
        ),
        Preset(
            "let it choose",
            {"search": "bayesian"},
            "Four random trainings, then one after another where the guess promises most.",
        ),
    ]
    n_trials, n_epochs = 9, table.N_EPOCHS

    def __init__(self):
        self.figure, (left, middle, right) = panels(
            1, 1, 1, size=(11.5, 4.2), left=0.075, right=0.985, gap=0.35
        )
        limits = [(values.low, values.high) for values in table.SPACE.values()]
        self.tried = TriedSettings(left, *limits, "learning rate", "weight decay")
        self.tried.draw_map(
            table.VALUES["learning_rate"], table.VALUES["weight_decay"], table.scores().mean(axis=-1).T
        )
        self.band = SurrogateBand(middle, limits[0], (-0.3, 1.4), "learning rate", "validation digits right")
        self.scores = Curves(
            right,
            {"best": GOOD},
            self.n_trials,
            (0, 1.05),
            "validation digits right",
            x_label="trainings",
            logarithmic_y=False,
        )
        self.artists = self.tried.artists + self.band.artists + self.scores.artists

    def restart(self, search, seed, learning_rate, weight_decay, landscape):
        self.name, self.seed, self.seconds_left = search, seed, None
        self.place = {"learning_rate": learning_rate, "weight_decay": weight_decay}
        options = {
            "grid": (),
            "random": (self.n_trials, self.n_epochs, seed),
            "bayesian": (self.n_trials, self.n_epochs, 4, seed),
        }
        makers = {"grid": Grid, "random": Random, "bayesian": Bayesian}
        space = table.SPACE | {
            "seed": Choices([seed])
        }  # the same first weights for every search, as for a training by hand
        self.search = None if search == "by hand" else makers[search](space, *options[search])
        self.stream = self.search and run(self.search, DIGITS.train, DIGITS.validation, at_once=1)
        self.trials, self.is_shown = [], landscape
        self._show()

    def change(self, learning_rate, weight_decay, landscape):
        self.place = {"learning_rate": learning_rate, "weight_decay": weight_decay}
        self.is_shown = landscape
        self._show()

    def try_it(self):
        """One training by hand, where the sliders stand."""
        if self.name == "by hand" and len(self.trials) < self.n_trials:
            trial = Trial(len(self.trials), dict(self.place) | {"seed": self.seed})
            *_, (done,) = train_group([trial], self.n_epochs, DIGITS.train, DIGITS.validation)
            self.trials.append(done)
            self._show()

    def advance(self):
        if self.search is None or len(self.trials) == self.n_trials:
            return False
        n_done = len(self.trials)
        while len(self.trials) == n_done:  # the progress after every epoch: until one more training is over
            progress = next(self.stream)
            self.trials = [trial for trial in progress.trials if len(trial.curve) == self.n_epochs]
        self.seconds_left = progress.seconds_left
        self._show()
        return len(self.trials) < self.n_trials

    @property
    def next_settings(self):
        """What the search will try next, or None where it is over."""
        if len(self.trials) >= self.n_trials:
            return None
        if self.search is None:
            return self.place
        if self.name == "bayesian" and len(self.trials) >= self.search.n_first:
            return self.search.propose(self.trials).trials[0].settings
        return self.search.propose([]).trials[len(self.trials)].settings

    def _show(self):
        scores, following = [trial.score for trial in self.trials], self.next_settings
        places = [[trial.settings[name] for name in table.SPACE] for trial in self.trials]
        finding = f"{self.name.capitalize()}: {len(self.trials)} of {self.n_trials}"
        self.tried.show_map(self.is_shown)
        self.tried.update(
            finding,
            places,
            int(np.argmax(scores)) if scores else None,
            following and [following[name] for name in table.SPACE],
        )
        self._show_band(places, scores, following)
        so_far = np.maximum.accumulate(scores) if scores else []
        title = f"Best so far: {so_far[-1]:.1%}" if scores else "Nothing tried yet"
        self.scores.update(title, best=(np.arange(1, len(scores) + 1), so_far))

    def _show_band(self, places, scores, following):
        # the guess along the learning rate, at the weight decay of what comes next or, at the end, of the slider
        decay = (following or self.place)["weight_decay"]
        rates = np.geomspace(table.SPACE["learning_rate"].low, table.SPACE["learning_rate"].high, 80)
        middle = deviation = np.full(len(rates), np.nan)
        if len(scores) > 1:
            along = np.array(
                [
                    [
                        values.coordinates(value)[0]
                        for values, value in zip(table.SPACE.values(), (rate, decay))
                    ]
                    for rate in rates
                ]
            )
            middle, deviation = Bayesian(table.SPACE).surrogate(self.trials).guess(along)
        rates_tried = [rate for rate, _ in places]
        title = f"Guess at weight decay {decay:.2g}" if len(scores) > 1 else "A guess needs two trainings"
        shown = rates if len(scores) > 1 else np.array([])
        self.band.update(
            title,
            shown,
            middle[: len(shown)],
            deviation[: len(shown)],
            (rates_tried, scores),
            following and following["learning_rate"],
        )

    def pin(self):
        self.scores.pin(self.name)

    def unpin(self):
        self.scores.unpin()

    def summary(self):
        place = (
            f"The sliders stand at a learning rate of {self.place['learning_rate']:.2g} and a weight decay of"
            f" {self.place['weight_decay']:.2g}"
        )
        place += ", over the landscape of 4,356 stored trainings." if self.is_shown else "."
        if not self.trials:
            return (
                f"Search {self.name}, {self.n_trials} trainings of 64-32-10 on digits, none done yet. {place}"
            )
        chosen = best(self.trials)
        left = (
            f", about {self.seconds_left:.0f} s left"
            if self.search and len(self.trials) < self.n_trials
            else ""
        )
        return (
            f"Search {self.name}, {len(self.trials)} of {self.n_trials} trainings done{left}. The best:"
            f" learning rate {chosen.settings['learning_rate']:.2g}, weight decay"
            f" {chosen.settings['weight_decay']:.2g}, {chosen.score:.1%} of the validation digits right."
            f" {place}"
        )
