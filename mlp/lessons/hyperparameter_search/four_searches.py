"""Nine training runs on real digits: by hand, grid, random, or Bayesian. Which settings come out?"""

import numpy as np

from ...plots.curves import Curves
from ...plots.style import GOOD, panels
from ...search import Bayesian, Choices, Grid, Random, Trial, best, best_so_far, run
from ...search.ranges import coordinates
from ...search.trials import train_group
from ..column_names import from_what
from ..common import DIGITS
from ..own_data import SCALED_BY_TRAINING, check_classes, sample, split_and_scaled
from ..scene import Action, Choice, Preset, Seed, Slider, Toggle
from . import table
from .pictures import SurrogateBand, TriedSettings

RATES = np.geomspace(table.SPACE["learning_rate"].low, table.SPACE["learning_rate"].high, 80)


class FourSearches:
    """Nine training runs on real digits: by hand, grid, random, or Bayesian. Which settings come out?"""

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
            "Train with the settings of the two sliders: by hand, at most nine times",
        )
    ]
    presets = [
        Preset(
            "your turn",
            {"search": "by hand"},
            "Move the two sliders, press the button, and again: nine training runs.",
        ),
        Preset(
            "let it choose",
            {"search": "bayesian"},
            "Four random training runs, then each one where the surrogate expects the largest improvement.",
        ),
    ]
    n_trials, n_epochs = 9, table.N_EPOCHS
    preview, preview_frames = {"search": "bayesian"}, n_trials

    check_points = staticmethod(check_classes)

    def __init__(self, points=None):
        self.sample = points and sample(points)
        self.parts = DIGITS if points is None else split_and_scaled(self.sample.points, validation=0.3)
        if points is not None:  # the landscape is that of the digits
            self.controls = [control for control in self.controls if control.name != "landscape"]
        sizes = {"size": (11.5, 4.2), "left": 0.075, "right": 0.985, "gap": 0.35}
        self.figure, (left, middle, right) = panels(1, 1, 1, **sizes)
        limits = [(values.low, values.high) for values in table.SPACE.values()]
        self.tried = TriedSettings(left, *limits, "learning rate", "weight decay")
        self.tried.draw_map(*table.VALUES.values(), table.scores().mean(axis=-1).T)
        accuracy = "validation accuracy"
        self.band = SurrogateBand(middle, limits[0], (-0.3, 1.4), "learning rate", accuracy)
        axes = {"y_label": accuracy, "x_label": "training runs", "logarithmic_y": False}
        self.scores = Curves(right, {"best": GOOD}, self.n_trials, (0, 1.05), **axes)
        self.artists = self.tried.artists + self.band.artists + self.scores.artists

    def restart(self, search, seed, learning_rate, weight_decay, landscape=False):
        self.name, self.seed, self.seconds_left = search, seed, None
        self.search = None if search == "by hand" else self._search_named(search, seed)
        self.stream = self.search and run(self.search, self.parts.train, self.parts.validation, at_once=1)
        self.trials = []
        self.change(learning_rate, weight_decay, landscape)

    def _search_named(self, name, seed):
        # every search, and a training run by hand, has the same initial weights
        space = table.SPACE | {"seed": Choices([seed])}
        if name == "grid":
            return Grid(space, round(self.n_trials**0.5), self.n_epochs)
        search = {"random": Random, "bayesian": Bayesian}[name]
        return search(space, self.n_trials, self.n_epochs, seed=seed)

    def change(self, learning_rate, weight_decay, landscape=False):
        self.settings = {"learning_rate": learning_rate, "weight_decay": weight_decay}
        self.landscape = landscape
        self._show()

    def try_it(self):
        """One training run by hand, with the settings of the sliders."""
        if self.name == "by hand" and len(self.trials) < self.n_trials:
            trial = Trial(len(self.trials), self.settings | {"seed": self.seed})
            *_, (done,) = train_group([trial], self.n_epochs, self.parts.train, self.parts.validation)
            self.trials.append(done)
            self._show()

    def advance(self):
        if self.search is None or len(self.trials) == self.n_trials:
            return False
        n_done = len(self.trials)
        while len(self.trials) == n_done:  # progress arrives after every epoch
            progress = next(self.stream)
            self.trials = [trial for trial in progress.trials if len(trial.curve) == self.n_epochs]
        self.seconds_left = progress.seconds_left
        self._show()
        return len(self.trials) < self.n_trials

    @property
    def next_settings(self):
        """What the search will try next, or None if it is over."""
        if len(self.trials) >= self.n_trials:
            return None
        if self.search is None:
            return self.settings
        if self.name == "bayesian" and len(self.trials) >= self.search.n_first:
            return self.search.propose(self.trials).trials[0].settings
        return self.search.propose([]).trials[len(self.trials)].settings

    def _show(self):
        following = self.next_settings
        tried = [_position(trial.settings) for trial in self.trials]
        chosen = self.trials.index(best(self.trials)) if self.trials else None
        self.tried.show_map(self.landscape)
        finding = f"{self.name.capitalize()}: {len(self.trials)} of {self.n_trials}"
        self.tried.update(finding, tried, chosen, following and _position(following))
        self._show_band(following)
        so_far = best_so_far([trial.score for trial in self.trials])
        title = f"Best so far: {so_far[-1]:.1%}" if self.trials else "Nothing tried yet"
        self.scores.update(title, best=(np.arange(1, len(so_far) + 1), so_far))

    def _show_band(self, following):
        # along the learning rate, at the weight decay that comes next; at the slider's if the search is over
        decay = (following or self.settings)["weight_decay"]
        rates = [trial.settings["learning_rate"] for trial in self.trials]
        measured = rates, [trial.score for trial in self.trials]
        next_rate = following and following["learning_rate"]
        if len(self.trials) < 2:
            nothing = np.array([])
            title = "A prediction needs two training runs"
            return self.band.update(title, nothing, nothing, nothing, measured, next_rate)
        predicted = self.predictions(decay)
        self.band.update(f"Prediction at weight decay {decay:.2g}", RATES, *predicted, measured, next_rate)

    def predictions(self, weight_decay):
        """The expected accuracy and its standard deviation at all `RATES`, with this weight decay."""
        settings = [{"learning_rate": rate, "weight_decay": weight_decay} for rate in RATES]
        positions = np.array([coordinates(table.SPACE, own) for own in settings])
        return Bayesian(table.SPACE).surrogate(self.trials).predict(positions)

    def pin(self):
        self.scores.pin(self.name)

    def unpin(self):
        self.scores.unpin()

    def summary(self):
        rate, decay = self.settings.values()
        sliders = f"The sliders are set to a learning rate of {rate:.2g} and a weight decay of {decay:.2g}"
        sliders += ", over the landscape of 4,356 stored training runs." if self.landscape else "."
        if not self.trials:
            plan = f"{self.n_trials} training runs of {self._data_in_words()}, none done yet"
            return f"Search {self.name}, {plan}. {sliders}"
        settings, score = best(self.trials).settings, best(self.trials).score
        own = f" of {self._data_in_words()}" if self.sample else ""
        done = f"{len(self.trials)} of {self.n_trials} training runs{own} done{self._time_left()}"
        return (
            f"Search {self.name}, {done}. The best: learning rate {settings['learning_rate']:.2g}, weight"
            f" decay {settings['weight_decay']:.2g}, validation accuracy {score:.1%}. {sliders}"
        )

    def _data_in_words(self):
        if self.sample is None:
            return "64-32-10 on digits"
        n_in, n_out = (part.shape[1] for part in self.parts.train)
        rows = self.sample.in_words("used").replace("All", "all")
        told = from_what(self.sample.names)
        return f"{n_in}-32-{n_out} that tell {told} ({rows}, inputs {SCALED_BY_TRAINING})"

    def _time_left(self):
        is_running = self.search is not None and len(self.trials) < self.n_trials
        return f", about {self.seconds_left:.0f} s left" if is_running else ""


def _position(settings):
    """Where settings lie on the map of both hyperparameters, (x, y)."""
    return settings["learning_rate"], settings["weight_decay"]
