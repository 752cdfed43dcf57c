"""Notebook 6: which settings are good? Eight scenes, from how to draw a number to why a search must not see the test set."""
from functools import cache

import numpy as np

from ..data import Points, digits, one_hot, split
from ..plots.curves import Bars, Curves
from ..plots.look import DANGER, GOOD, PAST, TRAINING, VALIDATION, counted, panels, short, two_digits
from ..plots.profiles import Profiles
from ..plots.searches import Band, Bundle, Ranges, Scores, Spots, Square, Strips, Tried
from ..search import Bayesian, Choices, Grid, Halving, Linear, Logarithmic, Random, Trial, best, run, score_on_test, table, try_out
from ..search.hills import average_best, grid_places, hill, random_places
from ..search.luck import best_of_coins, chance_to_hit, trials_needed
from ..search.trials import train_group
from .declarations import Action, Choice, Exercise, Preset, Question, Seed, Slider, Toggle

DIGITS = split(digits())
SCALES = {"linear": Linear, "logarithmic": Logarithmic}


class LinearOrLog:
    """The same range, drawn from in two ways: where do the numbers fall?"""

    title = "Linear or logarithmic?"
    controls = [
        Slider("low", 1e-6, 0.1, start=1e-3, step=0.5, logarithmic=True, label="lowest value"),
        Slider("high", 1.0, 1e4, start=1e3, step=0.5, logarithmic=True, label="highest value"),
        Slider("n_draws", 10, 200, start=100, step=10, whole=True, label="numbers drawn"),
        Seed(),
    ]
    presets = [
        Preset("six powers of ten", {"low": 1e-3, "high": 1e3}, "Linear: hardly a number below 1. Logarithmic: half of them."),
        Preset("for a learning rate", {"low": 1e-6, "high": 1.0}, "Good, drawn logarithmically: a usual first range. Up to 1000 would be far too high."),
    ]

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        rows = {"linear": (TRAINING, "o"), "logarithmic": (VALIDATION, "^")}
        self.on_logarithmic = Strips(left, rows, (1e-6, 1e4), "value, logarithmic axis")
        self.on_linear = Strips(right, rows, (0, 1), "value as a share of the highest, linear axis", logarithmic_x=False)
        self.artists = self.on_logarithmic.artists + self.on_linear.artists

    def restart(self, low, high, n_draws, seed):
        self.low, self.high = low, high
        self.middle = np.sqrt(low * high)
        shares = np.random.default_rng(seed).uniform(size=n_draws)
        self.drawn = {name: np.array([scale(low, high).value(share) for share in shares]) for name, scale in SCALES.items()}
        self.n_below = {name: int((numbers < self.middle).sum()) for name, numbers in self.drawn.items()}
        finding = f"Below {self.middle:.3g}: {self.n_below['linear']} linear, {self.n_below['logarithmic']} logarithmic"
        self.on_logarithmic.update(finding, self.middle, **self.drawn)
        in_shares = {name: numbers / high for name, numbers in self.drawn.items()}
        self.on_linear.update("The same numbers on a linear axis", self.middle / high, **in_shares)

    @property
    def share_below(self):
        """The share of linear draws to be expected below the middle power of ten."""
        return (self.middle - self.low) / (self.high - self.low)

    def summary(self):
        n = len(self.drawn["linear"])
        return (
            f"{n} numbers from {short(self.low)} to {short(self.high)}. Below {self.middle:.3g}, the middle power of ten, fall {self.n_below['linear']} of the linear draws "
            f"(expected {100 * self.share_below:.2g}%; none at all has a probability of {(1 - self.share_below) ** n:.1%}) "
            f"and {self.n_below['logarithmic']} of the logarithmic ones (expected 50%)."
        )


def _below_one():
    low, high, n = 1e-3, 1e3, 100
    share = (1 - low) / (high - low)
    none = (1 - share) ** n
    return "most likely none" if none > 0.5 else "about 17" if share > 0.1 else "about 50", {"expected": share, "none": none}


how_many_below_one = Question(
    "We draw 100 numbers from 0.001 to 1000, linearly: each number is as likely as any other. How many fall below 1?",
    {
        "most likely none": "Below 1 lies only {expected:.1%} of the range. No draw at all falls there with a probability of {none:.1%}.",
        "about 17": "17 of 100 would be the share of one power of ten out of six. Three of the six lie below 1, but on a linear scale all three together have {expected:.1%} of the room.",
        "about 50": "That is what a logarithmic draw would give. Drawn linearly, {expected:.1%} are to be expected.",
    },
    _below_one,
)


class AxisThatMatters:
    """Grid and random trials on a hill: what if one of two hyperparameters hardly matters?"""

    title = "The axis that matters"
    controls = [
        Choice("n_trials", (9, 25, 100), 9, "trials"),
        Choice("n_hyperparameters", (1, 2), 2, "hyperparameters"),
        Slider("importance", 0.0, 1.0, start=0.0, step=0.05, label="importance of the second"),
        Seed(start=1),
    ]
    presets = [
        Preset("one matters", {"n_hyperparameters": 2, "importance": 0.0}, "Random is better: nine different values of what matters, where the grid has three."),
        Preset("both matter", {"n_hyperparameters": 2, "importance": 1.0}, "The grid is better: it leaves no large holes."),
        Preset("only one there", {"n_hyperparameters": 1, "importance": 0.0}, "With one hyperparameter the grid is at least as good: it has nine values, too, and leaves no gaps."),
    ]
    importances = np.linspace(0, 1, 11)

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.square = Square(left, "first hyperparameter", "second hyperparameter")
        colors = {"grid": TRAINING, "random": VALIDATION}
        self.curves = Curves(right, colors, 1, (0.4, 1.02), "best score, average of 300 hills", x_label="importance of the second", logarithmic_y=False)
        self.place = right.axvline(0, color=PAST, linestyle=":", linewidth=1.4)
        self.artists = [*self.square.artists, self.place, *self.curves.artists]

    def restart(self, n_trials, n_hyperparameters, importance, seed):
        self.n_trials, self.n_hyperparameters, self.importance = n_trials, n_hyperparameters, importance
        rng = np.random.default_rng(seed)
        top = rng.uniform(0.1, 0.9, 2)
        places = {"grid": grid_places(n_trials, n_hyperparameters), "random": random_places(n_trials, rng, n_hyperparameters)}
        used = importance if n_hyperparameters == 2 else 0.0
        self.here = {name: hill(*tried, top, used).max() for name, tried in places.items()}
        x, y = np.meshgrid(np.linspace(0, 1, 81), np.linspace(0, 1, 81))
        self.square.update(f"This hill: grid {self.here['grid']:.2f}, random {self.here['random']:.2f}", hill(x, y, top, used), top, **places)
        sweep = dict(zip(("grid", "random"), _swept(n_trials, n_hyperparameters), strict=True))
        self.average = {name: np.interp(used, self.importances, heights) for name, heights in sweep.items()}
        self.curves.update(f"On average: {self.finding}", **{name: (self.importances, heights) for name, heights in sweep.items()})
        self.place.set_xdata([importance, importance])

    @property
    def finding(self):
        """Which search is better on average, in a few words."""
        lead = self.average["random"] - self.average["grid"]
        if abs(lead) < 0.01:
            return "no difference to speak of"
        return f"random is better by {lead:.2f}" if lead > 0 else f"the grid is better by {-lead:.2f}"

    def summary(self):
        n_values = round(self.n_trials ** (1 / self.n_hyperparameters))
        return (
            f"{self.n_trials} trials, {counted(self.n_hyperparameters, 'hyperparameter')}, importance of the second {self.importance:.2f}: the grid tries {n_values} "
            f"values of the first, random search {self.n_trials}. Best score on this hill {self.here['grid']:.2f} against {self.here['random']:.2f}, on 300 hills "
            f"{self.average['grid']:.2f} against {self.average['random']:.2f} on average: {self.finding}."
        )


@cache
def _swept(n_trials, n_hyperparameters):
    return average_best(n_trials, AxisThatMatters.importances if n_hyperparameters == 2 else np.zeros(11), n_hyperparameters)


def _one_of_two():
    (grid,), (random,) = average_best(9, [0.0])
    (grid_one,), (random_one,) = average_best(9, [0.0], n_hyperparameters=1)
    choice = "random search" if random > grid + 0.01 else "the grid" if grid > random + 0.01 else "both alike"
    return choice, {"grid": grid, "random": random, "grid_one": grid_one, "random_one": random_one}


who_wins_when_one_matters = Question(
    "Nine trials, two hyperparameters, and only the first one matters (but we do not know that). Which search finds the better score, on average?",
    {
        "the grid": "Its nine trials have only three different values of what matters: {grid:.2f}, against {random:.2f} for random search. With one hyperparameter in all it would have nine, and reach {grid_one:.2f}.",
        "random search": "Every random trial is a new value of what matters, a grid of nine has three: {random:.2f} against {grid:.2f}.",
        "both alike": "They try equally often, but not equally many values of what matters, three against nine: {grid:.2f} and {random:.2f}.",
    },
    _one_of_two,
)


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
    actions = [Action("try_it", "Try these settings", "check", "Train with the two sliders as they stand: by hand, at most nine times")]
    presets = [
        Preset("your turn", {"search": "by hand"}, "Move the two sliders, press the button, and again: nine trainings."),
        Preset("let it choose", {"search": "bayesian"}, "Four random trainings, then one after another where the guess promises most."),
    ]
    n_trials, n_epochs = 9, table.N_EPOCHS

    def __init__(self):
        self.figure, (left, middle, right) = panels(1, 1, 1, size=(11.5, 4.2), left=0.075, right=0.985, gap=0.35)
        limits = [(values.low, values.high) for values in table.SPACE.values()]
        self.tried = Tried(left, *limits, "learning rate", "weight decay")
        self.tried.draw_map(table.VALUES["learning_rate"], table.VALUES["weight_decay"], table.scores().mean(axis=-1).T)
        self.band = Band(middle, limits[0], (-0.3, 1.4), "learning rate", "validation digits right")
        self.scores = Curves(right, {"best": GOOD}, self.n_trials, (0, 1.05), "validation digits right", x_label="trainings", logarithmic_y=False)
        self.artists = self.tried.artists + self.band.artists + self.scores.artists

    def restart(self, search, seed, learning_rate, weight_decay, landscape):
        self.name, self.seed, self.seconds_left = search, seed, None
        self.place = {"learning_rate": learning_rate, "weight_decay": weight_decay}
        options = {"grid": (), "random": (self.n_trials, self.n_epochs, seed), "bayesian": (self.n_trials, self.n_epochs, 4, seed)}
        makers = {"grid": Grid, "random": Random, "bayesian": Bayesian}
        space = table.SPACE | {"seed": Choices([seed])}   # the same first weights for every search, as for a training by hand
        self.search = None if search == "by hand" else makers[search](space, *options[search])
        self.stream = self.search and run(self.search, DIGITS.train, DIGITS.validation, at_once=1)
        self.trials, self.is_shown = [], landscape
        self._show()

    def change(self, learning_rate=None, weight_decay=None, landscape=None):
        moved = {"learning_rate": learning_rate, "weight_decay": weight_decay}
        self.place |= {name: value for name, value in moved.items() if value is not None}
        self.is_shown = self.is_shown if landscape is None else landscape
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
        while len(self.trials) == n_done:   # the progress after every epoch: until one more training is over
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
        self.tried.update(finding, places, int(np.argmax(scores)) if scores else None, following and [following[name] for name in table.SPACE])
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
            along = np.array([[values.coordinates(value)[0] for values, value in zip(table.SPACE.values(), (rate, decay))] for rate in rates])
            middle, deviation = Bayesian(table.SPACE).surrogate(self.trials).guess(along)
        rates_tried = [rate for rate, _ in places]
        title = f"Guess at weight decay {decay:.2g}" if len(scores) > 1 else "A guess needs two trainings"
        shown = rates if len(scores) > 1 else np.array([])
        self.band.update(title, shown, middle[: len(shown)], deviation[: len(shown)], (rates_tried, scores), following and following["learning_rate"])

    def pin(self):
        self.scores.pin(self.name)

    def unpin(self):
        self.scores.unpin()

    def summary(self):
        place = f"The sliders stand at a learning rate of {self.place['learning_rate']:.2g} and a weight decay of {self.place['weight_decay']:.2g}"
        place += ", over the landscape of 4,356 stored trainings." if self.is_shown else "."
        if not self.trials:
            return f"Search {self.name}, {self.n_trials} trainings of 64-32-10 on digits, none done yet. {place}"
        chosen = best(self.trials)
        left = f", about {self.seconds_left:.0f} s left" if self.search and len(self.trials) < self.n_trials else ""
        return (
            f"Search {self.name}, {len(self.trials)} of {self.n_trials} trainings done{left}. The best: learning rate {chosen.settings['learning_rate']:.2g}, "
            f"weight decay {chosen.settings['weight_decay']:.2g}, {chosen.score:.1%} of the validation digits right. {place}"
        )


class NotOneLuckyRun:
    """The same searches again and again, on a table of real trainings from four sets of first weights: which is better on average?"""

    title = "Not one lucky run"
    controls = [Choice("n_trials", (4, 9, 16), 9, "trainings of each search"), Seed(label="seed of the first repetition")]
    n_repetitions = 40

    def __init__(self):
        self.figure, (left, right) = panels(3, 2)
        self.colors = {"grid": TRAINING, "random": VALIDATION, "bayesian": GOOD}
        self.curves = Curves(left, self.colors, 16, (0.2, 1.1), "best so far, average", x_label="trainings", logarithmic_y=False)
        left.set_xticks([0, 4, 8, 12, 16])
        self.spots = Spots(right, self.colors, (0.7, 1.0), "best of each repetition")
        self.artists = self.curves.artists + self.spots.artists

    def restart(self, n_trials, seed):
        self.n_trials, self.seed = n_trials, seed
        self.best_so_far = {name: [] for name in self.colors}   # lists of (n_trials,)
        self.advance()

    def advance(self):
        n_done = len(self.best_so_far["grid"])
        if n_done < self.n_repetitions:
            for name, scores in repetition(self.n_trials, self.seed + n_done).items():
                self.best_so_far[name].append(np.maximum.accumulate(scores))
            self._show()
        return n_done + 1 < self.n_repetitions

    def _show(self):
        number = np.arange(1, self.n_trials + 1)
        averages = {name: np.mean(curves, axis=0) for name, curves in self.best_so_far.items()}
        n = len(self.best_so_far["grid"])
        self.curves.update(f"Average of {counted(n, 'repetition')}", **{name: (number, average) for name, average in averages.items()})
        ends = {name: np.array(curves)[:, -1] for name, curves in self.best_so_far.items()}
        leader = max(ends, key=lambda name: ends[name].mean())
        self.spots.update(f"{leader.capitalize()} leads on average" if n > 1 else "One run says little", **ends)

    @property
    def ends(self):
        """The average of the best score of each search."""
        return {name: float(np.mean([curve[-1] for curve in curves])) for name, curves in self.best_so_far.items()}

    def summary(self):
        n = len(self.best_so_far["grid"])
        poor = {name: np.mean([curve[-1] < 0.9 for curve in curves]) for name, curves in self.best_so_far.items()}
        return f"{counted(n, 'repetition')} with {self.n_trials} trainings each, from a table of real trainings. Best validation score on average (and how often it stays below 90%): " + (
            ", ".join(f"{name} {end:.1%} ({poor[name]:.0%})" for name, end in self.ends.items()) + "."
        )


def repetition(n_trials, seed):
    """The scores of one grid, one random and one Bayesian search on the stored table, by name.

    `seed` chooses the random draws, and which of the table's first weights all trainings start from.
    """
    n_epochs = table.N_EPOCHS
    searches = {
        "grid": Grid(table.SPACE, round(n_trials**0.5), n_epochs),
        "random": Random(table.SPACE, n_trials, n_epochs, seed),
        "bayesian": Bayesian(table.SPACE, n_trials, n_epochs, seed=seed),
    }
    return {name: [trial.score for trial in try_out(search, lambda settings: table.score(settings, seed % table.N_SEEDS))] for name, search in searches.items()}


def _on_average():
    ends = {name: [] for name in ("grid", "random", "bayesian")}
    for seed in range(40):
        for name, scores in repetition(9, seed).items():
            ends[name].append(max(scores))
    facts = {name: np.mean(numbers) for name, numbers in ends.items()}
    return max(facts, key=facts.get), facts


best_on_average = Question(
    "Each search may train nine networks, and each is repeated forty times with other random draws (and four sets of first weights, in turn). Which finds the best validation score on average?",
    {
        "grid": "Here the best learning rate lies between two of its three, in every repetition: {grid:.1%} on average. Random search reaches {random:.1%}, Bayesian {bayesian:.1%}.",
        "random": "It is good, and needs no idea at all: {random:.1%} on average. But some of its draws are unlucky. Bayesian search repairs them: {bayesian:.1%}.",
        "bayesian": "It begins as random search does, and repairs an unlucky start: {bayesian:.1%} on average against {random:.1%} (random) and {grid:.1%} (grid). The lead is small.",
    },
    _on_average,
)


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
        Preset("wide enough", {"low": 1e-3, "decades": 4.0, "follow": False, "seed": 0}, "Good: the best lies inside, and every round comes closer."),
        Preset("too low", {"low": 1e-6, "decades": 3.0, "follow": False, "seed": 1}, "Bad: in every round the best lies near the top, and all scores are near guessing. Both are warnings."),
        Preset("too low, and it follows", {"low": 1e-6, "decades": 3.0, "follow": True, "seed": 1}, "Better: the range may go where the scores rise."),
    ]
    n_rounds, n_trials, n_epochs, preview_frames = 4, 9, 2, 4

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.scores = Tried(left, (1e-6, 1e4), (0, 1.05), "learning rate", "validation digits right", logarithmic_y=False)
        self.ranges = Ranges(right, (1e-6, 1e4), self.n_rounds, "learning rate")
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
        search = Random({"learning_rate": Logarithmic(low, high)}, self.n_trials, self.n_epochs, seed=[self.seed, len(self.bests)])
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
            return rate / ratio**0.5, rate * ratio**0.5   # as wide as before, but around the best
        half = ratio**0.25                                # half as many powers of ten as before
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
        state = f"Learning rates from {two_digits(self.span[0])} to {two_digits(self.span[1])}; the range may {'' if self.follow else 'not '}move beyond its edge. "
        if not self.bests:
            return state + f"{self.n_rounds} rounds of {self.n_trials} trainings are to come."
        chosen = best(self.trials)
        return state + (
            f"After round {len(self.bests)} of {self.n_rounds} the range is {two_digits(low)} to {two_digits(high)}. Best so far: learning rate {chosen.settings['learning_rate']:.2g}, "
            f"{chosen.score:.1%} of the validation digits right after {self.n_epochs} epochs. {self.finding}."
        )


class GivingUpEarly:
    """Successive halving: 27 networks, one epoch each; the best third goes on, three times as long. Who is given up too early?"""

    title = "Giving up early"
    controls = [
        Choice("factor", (2, 3), 3, "keep one of"),
        Slider("n_epochs", 1, 3, start=1, whole=True, label="epochs before the first cut"),
        Seed(),
        Toggle("reveal", False, "then train the others to the end, too"),
    ]
    presets = [
        Preset("a late bloomer", {"factor": 3, "n_epochs": 1, "seed": 0, "reveal": True}, "Bad luck: the best of all in the end is given up after its first epoch."),
        Preset("more patience", {"factor": 3, "n_epochs": 3, "seed": 0, "reveal": True}, "Better: three epochs tell more than one, and cost three times as much."),
    ]
    space = {"learning_rate": Logarithmic(0.01, 3.0), "scale": Logarithmic(0.003, 3.0)}
    n_trials, preview_frames = 27, 40

    def __init__(self):
        self.figure, (left, right) = panels(5, 2)
        self.bundle = Bundle(left, (0, 1.05), "validation digits right")
        self.bars = Bars(right, ["halving", "all to the end"], [GOOD, PAST], "", "epochs of training, as a share")
        self.artists = self.bundle.artists + self.bars.artists

    def restart(self, factor, n_epochs, seed, reveal):
        self.search = Halving(self.space, self.n_trials, n_epochs, factor, seed)
        self.n_last = self.search.rungs[-1][1]
        self.bundle.ruler.use(0, self.n_last * 1.04, "epochs")
        self.reveal, self.trials, self.all_trials, self.is_over = reveal, [], [], False
        self.stream = run(self.search, DIGITS.train, DIGITS.validation)
        self.full = Random(self.space, self.n_trials, self.n_last, seed)   # the same settings, as the same seed draws them
        self.rest = run(self.full, DIGITS.train, DIGITS.validation)
        self.n_epochs_done = 0
        self._show()

    def advance(self):
        if not self.is_over:
            progress = next(self.stream, None)
            self.is_over = progress is None
            if progress is not None:
                self.trials, self.n_epochs_done = progress.trials, progress.n_epochs_done
        elif self.reveal and not self.is_complete:
            self.all_trials = next(self.rest).trials
        self._show()
        return not self.is_over or (self.reveal and not self.is_complete)

    @property
    def is_complete(self):
        """Whether the others were trained to the end as well."""
        return bool(self.all_trials) and len(self.all_trials[-1].curve) == self.n_last

    @property
    def given_up(self):
        """The numbers of the trials that halving gave up, by now."""
        reached = max((len(trial.curve) for trial in self.trials), default=0)
        return {trial.number for trial in self.trials if len(trial.curve) < reached}

    @property
    def late_bloomer(self):
        """The best of those given up, trained to the end, if it beats the one that was kept; else None."""
        if not self.is_complete:
            return None
        late = best([trial for trial in self.all_trials if trial.number in self.given_up])
        return late if late.score > self.winner.score else None

    @property
    def winner(self):
        """The best of those that came furthest."""
        reached = max(len(trial.curve) for trial in self.trials)
        return best([trial for trial in self.trials if len(trial.curve) == reached])

    def _show(self):
        shown = self.all_trials or self.trials
        going = [trial.curve for trial in self.trials if trial.curve and trial.number not in self.given_up]
        given_up = [trial.curve for trial in shown if trial.curve and trial.number in self.given_up]
        late = self.late_bloomer
        self.bundle.update(self.finding, going, given_up, late and late.curve)
        whole = self.full.n_epochs_in_all
        self.bars.update(f"{self.n_epochs_done} of {whole} epochs", [self.n_epochs_done / whole, 1.0])

    @property
    def finding(self):
        """How the search stands, in a few words."""
        if not self.trials:
            return f"{self.n_trials} networks are ready"
        n_left = self.n_trials - len(self.given_up)
        if not self.is_over:
            return f"Going on: {n_left} of {self.n_trials} networks"
        if self.is_complete and self.late_bloomer:
            return f"Kept: {self.winner.score:.1%}. Given up: a late {self.late_bloomer.score:.1%}"
        return f"The one that was kept: {self.winner.score:.1%}"

    def summary(self):
        cuts = ", ".join(f"{n_left} to epoch {up_to}" for n_left, up_to in self.search.rungs)
        plan = f"Keep one of {self.search.rungs[0][0] // self.search.rungs[1][0]}: {cuts}. "
        ends = " The others are trained to the end afterwards." if self.reveal else ""
        if not self.trials:
            return plan + f"{self.search.n_epochs_in_all} epochs of training instead of {self.full.n_epochs_in_all}.{ends}"
        kept = self.winner
        words = f"{self.n_epochs_done} epochs of {self.full.n_epochs_in_all} spent; best of those that go on: {kept.score:.1%}."
        late = self.late_bloomer
        if late:
            given_up_at = len(self.trials[late.number].curve)
            words += f" One that was given up after epoch {given_up_at}, at {late.curve[given_up_at - 1]:.0%}, reaches {late.score:.1%} in the end."
        elif self.is_complete:
            words += " None of those given up would have been better."
        return plan + words + ends


def _first_is_last():
    search = Random(GivingUpEarly.space, GivingUpEarly.n_trials, 27, seed=0)
    *_, progress = run(search, DIGITS.train, DIGITS.validation)
    ranked = sorted(progress.trials, key=lambda trial: -trial.curve[0])
    late = best(progress.trials)
    rank = 1 + [trial.number for trial in ranked].index(late.number)
    choice = "it is among the first nine" if rank <= 9 else "it is among the middle nine" if rank <= 18 else "it is among the last nine"
    return choice, {"rank": rank, "first": late.curve[0], "last": late.score, "leader": ranked[0].score, "scale": late.settings["scale"]}


where_is_the_best = Question(
    "27 networks differ in learning rate and in the size of their first weights. One of them is the best after 27 epochs. Where does it stand after the first epoch?",
    {
        "it is among the first nine": "Often, but not this time. Its first weights are tiny ({scale:.2g} times the usual size), so it begins slowly: number {rank} with {first:.0%}. It ends at {last:.1%}, the first leader at {leader:.1%}.",
        "it is among the middle nine": "Its first weights are tiny ({scale:.2g} times the usual size), so it begins slowly: number {rank} with {first:.0%}. It ends at {last:.1%}, the first leader at {leader:.1%}.",
        "it is among the last nine": "Not as far back as that. Tiny first weights ({scale:.2g} times the usual size) make it slow, number {rank} with {first:.0%}, but not the slowest. It ends at {last:.1%}, the first leader at {leader:.1%}.",
    },
    _first_is_last,
)


class PriceOfTrials:
    """What do many trials buy? A good setting, and a score that is too good to be true."""

    title = "The price of 100 trials"
    controls = [
        Slider("n_trials", 1, 200, start=60, whole=True, label="random trials"),
        Slider("top_share", 0.01, 0.2, start=0.05, step=0.01, label="share of settings that are good"),
        Choice("n_points", (100, 400, 1600), 100, "points the score is counted on"),
    ]
    presets = [
        Preset("sixty", {"n_trials": 60, "top_share": 0.05}, "Sixty random trials are nearly sure to hit the best twentieth of all settings."),
        Preset("a hundred", {"n_trials": 100, "top_share": 0.05}, "Forty more make it surer by four in a hundred."),
    ]

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        whole, ticks = (0, 200), range(0, 201, 50)
        self.chance = Profiles(left, {"chance": TRAINING}, whole, (0, 1.05), "random trials", "chance to hit a good setting", x_ticks=ticks)
        self.luck = Profiles(right, {"looks like": VALIDATION, "is": GOOD}, whole, (0.45, 0.7), "models tried", "score of the best coin-flip model", x_ticks=ticks)
        self.artists = self.chance.artists + self.luck.artists

    def restart(self, n_trials, top_share, n_points):
        self.n_trials, self.top_share, self.n_points = n_trials, top_share, n_points
        numbers = np.arange(1, 201)
        chances, looks = chance_to_hit(top_share, numbers), _coins(n_points)
        self.hits, self.looks = float(chances[n_trials - 1]), float(looks[n_trials - 1])
        self.chance.update(f"Trials: {n_trials}. Chance {self.hits:.1%} to hit the best {top_share:.0%}", numbers, n_trials - 1, chance=chances)
        self.luck.update(f"The best of {n_trials} looks like {self.looks:.1%}", numbers, n_trials - 1, **{"looks like": looks, "is": np.full(200, 0.5)})

    def summary(self):
        return (
            f"Random trials: {self.n_trials}. They hit the best {self.top_share:.0%} of all settings with a probability of {self.hits:.1%}. Models that only flip coins: {self.n_trials}. The best, "
            f"chosen by its score on {self.n_points} points, looks like {self.looks:.1%} right, on average. On fresh points it is right in 50%."
        )


@cache
def _coins(n_points):
    return best_of_coins(np.arange(1, 201), n_points)


def _how_many_trials():
    n = trials_needed(0.05, 0.95)
    choice = "about 20" if n < 40 else "about 60" if n < 80 else "about 400"
    return choice, {"n": n, "twenty": float(chance_to_hit(0.05, 20)), "sixty": float(chance_to_hit(0.05, 60)), "hundred": float(chance_to_hit(0.05, 100))}


trials_for_the_best = Question(
    "One setting in twenty is good. How many random trials do you need to hit a good one with a probability of 95%?",
    {
        "about 20": "Twenty hit one on average, but all twenty miss more often than one thinks: the probability of a hit is {twenty:.0%}. It takes {n}.",
        "about 60": "All of 60 miss with a probability of 0.95⁶⁰, so they hit with {sixty:.1%}. ({n} are enough for 95%, and 100 give {hundred:.1%}.)",
        "about 400": "Far fewer: the misses multiply, 0.95 × 0.95 × …, and {n} trials are enough. It does not matter how many hyperparameters there are.",
    },
    _how_many_trials,
)


class YourOwnTestSet:
    """Labels by coin flips: nothing can be learned. Tune on the test set, and see what you "find"."""

    title = "Tune on the test set"
    controls = [
        Seed(),
        Slider("learning_rate", 0.01, 3.0, start=0.3, logarithmic=True, label="learning rate", live=True),
        Slider("width", 2, 32, start=8, whole=True, label="hidden neurons", live=True),
        Toggle("fresh", False, "open 10,000 fresh points", live=True),
    ]
    actions = [
        Action("try_one", "Try", "check", "Train a network with these settings and look at its score on the test set"),
        Action("try_ten", "Try ten", "forward", "The same ten times, each with other first weights"),
    ]
    n_most, n_test, n_epochs = 100, 100, 3

    def __init__(self):
        self.figure, (left, right) = panels(5, 2)
        self.scores = Scores(left, self.n_most, (0.3, 0.75), "networks tried", "test points right", 0.5, "dashed: what there is to learn, 50%")
        self.bars = Bars(right, ["your test set", "fresh points"], [VALIDATION, GOOD], "", "share right")
        right.axhline(0.5, color=DANGER, linestyle="--", linewidth=1.4)
        self.artists = self.scores.artists + self.bars.artists

    def restart(self, seed, learning_rate, width, fresh):
        self.settings = {"learning_rate": learning_rate, "hidden_sizes": (width,)}
        rng = np.random.default_rng([6, seed])
        sizes = {"points": 100, "test": self.n_test, "fresh": 10_000}
        self.data = {name: Points(rng.standard_normal((n, 10)), one_hot(rng.integers(2, size=n), 2)) for name, n in sizes.items()}
        self.trials, self.is_open = [], fresh
        self._show()

    def change(self, learning_rate=None, width=None, fresh=None):
        if learning_rate is not None:
            self.settings = self.settings | {"learning_rate": learning_rate}
        if width is not None:
            self.settings = self.settings | {"hidden_sizes": (width,)}
        self.is_open = self.is_open if fresh is None else fresh
        self._show()

    def try_one(self):
        """One network with the settings as they stand."""
        self._try(1)

    def try_ten(self):
        """Ten networks with the settings as they stand, each with first weights of its own."""
        self._try(10)

    def _try(self, n):
        numbers = range(len(self.trials), min(len(self.trials) + n, self.n_most))
        new = [Trial(number, self.settings | {"seed": number}) for number in numbers]
        if new:
            *_, done = train_group(new, self.n_epochs, self.data["points"], self.data["test"])   # the leak: choose by what should judge
            self.trials += done
        self._show()

    def _show(self):
        scores = [trial.score for trial in self.trials]
        finding = f"Best of {len(scores)} on the test set: {max(scores):.0%}" if scores else "Nothing tried yet"
        self.scores.update(f"{finding}. Now: rate {self.settings['learning_rate']:.2g}, {self.settings['hidden_sizes'][0]} neurons", scores)
        self.best_score = max(scores, default=0.0)
        self.true_score = score_on_test(best(self.trials), self.data["fresh"]) if scores and self.is_open else 0.0
        truth = f"The truth: {self.true_score:.1%}" if self.true_score else "Open, but nothing tried" if self.is_open else "Not opened yet"
        self.bars.update(truth, [self.best_score, self.true_score])

    def summary(self):
        settings = f"Learning rate {self.settings['learning_rate']:.2g}, {self.settings['hidden_sizes'][0]} hidden neurons. "
        state = "The fresh points are open. " if self.is_open else "The fresh points are closed. "
        if not self.trials:
            return settings + state + "No network has been tried yet; the labels are coin flips."
        words = f"{len(self.trials)} of at most {self.n_most} networks tried; the best gets {self.best_score:.0%} of the {self.n_test} test points right"
        return settings + state + words + (f", and {self.true_score:.1%} of the fresh ones." if self.true_score else ".")


def _tuned_on_test():
    scene = YourOwnTestSet()
    scene.restart(seed=0, learning_rate=0.3, width=8, fresh=True)
    for _ in range(10):
        scene.try_ten()
    choice = "both about 50%" if scene.best_score < 0.55 else "both about 60%" if scene.true_score > 0.55 else "60% or more, then 50%"
    return choice, {"best": scene.best_score, "true": scene.true_score}


what_the_test_set_says = Question(
    "The labels are coin flips. You train 100 networks and keep the one with the best score on 100 test points. What does it score there, and what on fresh points?",
    {
        "both about 50%": "On fresh points, yes: {true:.1%}. But you chose the luckiest of 100, and luck shows where it was chosen: {best:.0%}.",
        "both about 60%": "It looks like {best:.0%} where it was chosen. Fresh points know nothing of that choice: {true:.1%}.",
        "60% or more, then 50%": "The luckiest of 100 gets {best:.0%} where it was chosen, and {true:.1%} on fresh points. Nothing was learned.",
    },
    _tuned_on_test,
)


def _check_draw(answer):
    given, right = [float(answer(1e-4, 10.0, share)) for share in (0.0, 0.4, 1.0)], [1e-4, 1e-2, 10.0]
    if np.allclose(given, [1e-4 + share * (10 - 1e-4) for share in (0.0, 0.4, 1.0)]):
        return "That is the linear draw: a share of 0.4 gives 4. Here it should be two of the five powers of ten above 0.0001, which is 0.01."
    if np.allclose(given, [-4, -2, 1]):
        return "Those are the powers. One step is missing: 10 to that power."
    if np.allclose(given, np.log(right)):
        return "Those are the natural logarithms. One step is missing: np.exp of them."
    if np.allclose(given, np.exp([-4, -2, 1])):
        return "The logarithm is to the base 10 but the power to the base e. Take both to the same base."
    if np.allclose(given[::2], right[::-2]):
        return "Turned round: a share of 0 should give low."
    return None if np.allclose(given, right) else f"From 0.0001 to 10, the shares 0, 0.4 and 1 should give 0.0001, 0.01 and 10; yours gives {given[0]:.4g}, {given[1]:.4g} and {given[2]:.4g}."


draw_on_a_log_scale = Exercise(
    name="my_draw",
    task="turn a share between 0 and 1 into a number from low to high, on a logarithmic scale.",
    check=_check_draw,
    hint="Take the logarithm of low and of high, go the share of the way between them, and undo the logarithm.",
    solution="def my_draw(low, high, share):\n    power = np.log(low) + share * (np.log(high) - np.log(low))\n    return np.exp(power)\n",
    example=(0.1, 10.0, 0.5),
)


def _check_needed(answer):
    cases = [(0.05, 0.95), (0.1, 0.9), (0.01, 0.99)]
    given, right = [float(answer(*case)) for case in cases], [trials_needed(*case) for case in cases]
    if np.allclose(given, [certainty / share for share, certainty in cases]) or np.allclose(given, [1 / share for share, _ in cases]):
        return "Chances do not add up: twenty trials at 5% each are not certain. It is the misses that multiply."
    if np.allclose(given, [np.log(certainty) / np.log(1 - share) for share, certainty in cases], rtol=0.2):
        return "All trials miss with a probability of 1 - certainty, not certainty."
    if np.allclose(given, np.subtract(right, 1)):
        return "One too few: a part of a trial does not count, so round up."
    if not np.allclose(given, np.round(given)) and np.allclose(np.ceil(given), right):
        return "The right formula, but a number of trials is whole: round up."
    if np.allclose(given, right) and answer(0.5, 0.75) != 2:
        return "With half of the settings good, two trials are enough for 75%: round up, do not add one."
    return None if np.allclose(given, right) else f"For the best 5% with a certainty of 95% it takes {right[0]} trials; yours gives {given[0]:.4g}."


count_the_trials = Exercise(
    name="my_trials",
    task="return the smallest number of random trials that hit the best top_share with at least this certainty.",
    check=_check_needed,
    hint="All k trials miss with probability (1 - top_share)ᵏ. That may be at most 1 - certainty. Take logarithms, and round up with math.ceil.",
    solution="import math\n\ndef my_trials(top_share, certainty):\n    return math.ceil(math.log(1 - certainty) / math.log(1 - top_share))\n",
    example=(0.5, 0.9),
)
