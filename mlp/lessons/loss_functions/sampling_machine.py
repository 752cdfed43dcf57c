"""Is a rule that guesses from a sample right on average, precise, and better with more data?"""

import numpy as np

from ...plots.marks import Level
from ...plots.profiles import Profiles
from ...plots.style import DANGER, PAST, TRAINING, panels
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .estimators import ESTIMATORS, draw_samples, simulate
from .pictures import Histogram, TwoPartBars


class SamplingMachine:
    """Two thousand samples and a rule that guesses from each: bias, variance, and what more data change."""

    title = "Sampling machine"
    controls = [
        Choice("estimator", tuple(ESTIMATORS), "mean", "estimator"),
        Slider("n", 3, 101, start=5, integer=True, label="sample size n"),
        Seed(start=2),
    ]
    presets = [
        Preset(
            "n - 1",
            {"estimator": "variance, ÷ (n - 1)", "n": 5},
            "Unbiased, and the worst of the three divisors at this size.",
        ),
        Preset(
            "n + 1",
            {"estimator": "variance, ÷ (n + 1)", "n": 5},
            "Biased, and the best of the three divisors at this size.",
        ),
        Preset(
            "first value only",
            {"estimator": "first value only", "n": 101},
            "Bad: unbiased, but it looks at one value and ignores a hundred.",
        ),
        Preset(
            "always too high",
            {"estimator": "mean + 0.5", "n": 101},
            "Bad: its error falls with n, but never below 0.25.",
        ),
    ]
    n_samples, limits = 2000, (-2.5, 5.5)
    sizes = np.unique(np.geomspace(3, 101, 24).round().astype(int) // 2 * 2 + 1)  # odd: quick for the median

    def __init__(self):
        self.figure, (left, middle, right) = panels(
            0.98, 0.98, 1.3, size=(10.6, 4.2), left=0.058, right=0.985, gap=0.32
        )
        self.histogram = Histogram(left, self.limits, 100, "estimate")
        parts, label = {"bias²": DANGER, "variance": TRAINING}, "bias² + variance (striped)"
        self.bars = TwoPartBars(middle, parts, 5, limit=1.05, x_label=label)
        colors = {_short(name): PAST for name in ESTIMATORS} | {"your rule": TRAINING, "measured": "black"}
        labels = "sample size n (log scale)", "mean squared error (log scale)"
        axes = (3, 101), (0.005, 3), *labels, ("log", "log"), [3, 10, 30, 100]
        self.errors = Profiles(right, colors, *axes, room=0.37)
        self.floor = Level(right)
        self.artists = [*self.histogram.artists, *self.bars.artists]
        self.artists += [*self.floor.artists, *self.errors.artists]
        self.curves = {
            name: [rule.mean_squared_error(n) for n in self.sizes] for name, rule in ESTIMATORS.items()
        }
        self.seed = None

    def restart(self, estimator, n, seed):
        if self.seed != seed:
            self.longest, self.seed = draw_samples(self.n_samples, self.sizes[-1], seed), seed  # (2000, 101)
        self.samples = self.longest[:, :n]  # (2000, n)
        self.name, self.estimator, self.n = estimator, ESTIMATORS[estimator], n
        self.simulation = simulate(self.estimator, self.samples)
        self.formula = self.estimator.mean_squared_error(n)
        self._show()

    def _show(self):
        rivals = {name: rule for name, rule in ESTIMATORS.items() if rule.aims_at == self.estimator.aims_at}
        self.histogram.update(self._bias.capitalize(), self.simulation.estimates, self.estimator.truth)
        self._show_parts(rivals)
        self._show_curves(rivals)

    def _show_parts(self, rivals):
        names = list(rivals)
        squared_biases = [rule.bias(self.n) ** 2 for rule in rivals.values()]
        variances = [rule.variance(self.n) for rule in rivals.values()]
        error, standard_error = self.simulation.mean_squared_error, self.simulation.standard_error
        measured = names.index(self.name), error, 2 * standard_error
        self.bars.update(self._efficiency.capitalize(), names, squared_biases, variances, measured)

    def _show_curves(self, rivals):
        hidden = np.full(len(self.sizes), np.nan)
        others = set(rivals) - {self.name}
        lines = {_short(name): curve if name in others else hidden for name, curve in self.curves.items()}
        self.errors.draw(self.sizes, **lines | {"your rule": self.curves[self.name]})
        self._show_floor(None if self.estimator.is_consistent() else self.estimator.limit)
        measured = self.n, self.simulation.mean_squared_error
        self.errors.point(self._consistency.capitalize(), measured=measured)

    def _show_floor(self, limit):
        self.floor.move(limit)
        if limit is not None:
            self.errors.name(**{"your rule": (self.sizes[-1] * 1.1, 1.4 * limit)})  # above the dashed line

    @property
    def _bias(self):
        if self.estimator.is_unbiased(self.n):
            return "unbiased: right on average"
        bias = self.estimator.bias(self.n)
        return f"biased: too {'high' if bias > 0 else 'low'} by {abs(bias):.2g}"

    @property
    def _efficiency(self):
        if not self.estimator.is_unbiased(self.n):
            return "biased: cannot be efficient"
        efficiency = self.estimator.efficiency(self.n)
        return "efficient among the unbiased" if efficiency > 0.999 else f"not efficient: {efficiency:.0%}"

    @property
    def _consistency(self):
        if self.estimator.is_consistent():
            return "consistent: approaches the truth"
        return f"not consistent: stops at {self.estimator.limit:.2g}"

    def summary(self):
        rule, simulation = self.estimator, self.simulation
        return (
            f"{self.name.capitalize()}, n = {self.n}, {self.n_samples:,} samples:"
            f" bias {simulation.bias:+.3f}, variance {simulation.variance:.4f}, so mean squared error"
            f" {simulation.mean_squared_error:.4f} ± {2 * simulation.standard_error:.4f}."
            f" By formula {rule.bias(self.n):+.3f}, {rule.variance(self.n):.4f} and {self.formula:.4f}."
            f" {self._bias.capitalize()}. {self._efficiency.capitalize()}. {self._consistency.capitalize()}."
        )


def _best_divisor():
    divisors = ("(n - 1)", "n", "(n + 1)")
    errors = {divisor: ESTIMATORS[f"variance, ÷ {divisor}"].mean_squared_error(5) for divisor in divisors}
    best = min(errors, key=errors.get)
    return best.strip("()"), {"less": errors["(n - 1)"], "same": errors["n"], "more": errors["(n + 1)"]}


which_divisor = Question(
    "Five values come from a normal distribution with variance 1. We estimate the variance: the squared"
    " distances from their mean are added up and divided. Which divisor has the smallest mean squared error?",
    {
        "n - 1": (
            "It is unbiased, but that is not a promise of a small error: it scatters most. Mean squared error"
            " {less:.3f}, against {same:.3f} for n and {more:.3f} for n + 1."
        ),
        "n": ("Close: {same:.3f}, better than {less:.3f} for n - 1. But n + 1 is better still: {more:.3f}."),
        "n + 1": (
            "Its estimates are too low on average, but they scatter so much less that it wins. The error is"
            " {more:.3f}, against {same:.3f} for n and {less:.3f} for n - 1."
        ),
    },
    _best_divisor,
)


def _never_improves():
    names = ("mean", "median", "first value only")
    few, many = ({name: ESTIMATORS[name].mean_squared_error(n) for name in names} for n in (5, 101))
    facts = {"few": few["median"], "many": many["median"], "first": many["first value only"]}
    facts |= {"mean_few": few["mean"], "mean_many": many["mean"]}
    return max(names, key=lambda name: many[name] / few[name]), facts


never_improves = Question(
    "All three of these are unbiased. Which one does not get better when the sample grows from 5 values to"
    " 101?",
    {
        "mean": (
            "Its mean squared error falls from {mean_few:.3f} to {mean_many:.4f}: the variance is divided"
            " by n."
        ),
        "median": "It scatters more than the mean, but it improves as well: from {few:.3f} to {many:.4f}.",
        "first value only": (
            "Its mean squared error is {first:.0f} for every n. It is right on average, but it uses one value"
            " however many there are."
        ),
    },
    _never_improves,
)


def _short(name):
    return name.removeprefix("variance, ")
