"""Two thousand samples, one rule to guess from each: bias, variance, and whether more data help."""

import numpy as np

from ...plots.marks import Level
from ...plots.profiles import Profiles
from ...plots.style import DANGER, PAST, TRAINING, panels
from ..scene import Choice, Preset, Seed, Slider
from ..tasks import Question
from .estimators import ESTIMATORS, draw_samples
from .pictures import Histogram, TwoPartBars


class SamplingMachine:
    """Two thousand samples, one rule to guess from each: bias, variance, and whether more data help."""

    title = "Sampling machine"
    controls = [
        Choice("estimator", tuple(ESTIMATORS), "mean", "estimator"),
        Slider("n", 3, 101, start=5, whole=True, label="sample size n"),
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
            "stubborn",
            {"estimator": "first value only", "n": 101},
            "Bad: unbiased, but it looks at one value and ignores a hundred.",
        ),
        Preset(
            "off for ever",
            {"estimator": "mean + 0.5", "n": 101},
            "Bad: its error falls with n, but never below 0.25.",
        ),
    ]
    n_samples, limits, sizes = (
        2000,
        (-2.5, 5.5),
        np.unique(np.geomspace(3, 101, 24).round().astype(int) // 2 * 2 + 1),
    )  # odd: quick for the median

    def __init__(self):
        self.figure, (left, middle, right) = panels(
            1.25, 1, 1.05, size=(10, 4.2), left=0.06, right=0.985, gap=0.25
        )
        self.histogram = Histogram(left, self.limits, 100, "estimate")
        parts, label = {"bias²": DANGER, "variance": TRAINING}, "bias² (solid) + variance (striped)"
        self.bars = TwoPartBars(middle, parts, 5, limit=1.05, x_label=label)
        colors = {"others": PAST, "formula": TRAINING, "simulated": "black"}
        axes = (3, 101), (0.005, 3), "sample size n", "mean squared error", ("log", "log")
        self.errors = Profiles(right, colors, *axes, room=0)
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
        self.estimates = self.estimator.estimates(self.samples)  # (2000,)
        squares = (self.estimates - self.estimator.truth) ** 2
        self.bias, self.variance = self.estimates.mean() - self.estimator.truth, self.estimates.var()
        self.simulated, self.sampling_error = squares.mean(), squares.std() / np.sqrt(self.n_samples)
        self.formula = self.estimator.mean_squared_error(n)
        self._show()

    def _show(self):
        rivals = {name: rule for name, rule in ESTIMATORS.items() if rule.aims_at == self.estimator.aims_at}
        names = list(rivals)
        self.histogram.update(self._bias.capitalize(), self.estimates, self.estimator.truth)
        squared_biases, variances = (
            [rule.bias(self.n) ** 2 for rule in rivals.values()],
            [rule.variance(self.n) for rule in rivals.values()],
        )
        measured = names.index(self.name), self.simulated, 2 * self.sampling_error
        self.bars.update(self._efficiency.capitalize(), names, squared_biases, variances, measured)
        curves = [self.curves[name] for name in names]
        gap = [np.nan]  # one line for all others, lifted between them
        others = np.concatenate([[*curve, *gap] for curve in curves])
        self.errors.draw(np.tile([*self.sizes, *gap], len(curves)), others=others)
        self.errors.draw(self.sizes, formula=self.curves[self.name])
        self.floor.move(None if self.estimator.is_consistent() else self.estimator.limit)
        self.errors.point(self._consistency.capitalize(), simulated=(self.n, self.simulated))

    @property
    def _bias(self):
        bias = self.estimator.bias(self.n)
        return (
            "unbiased: right on average"
            if self.estimator.is_unbiased(self.n)
            else f"biased: too {'high' if bias > 0 else 'low'} by {abs(bias):.2g}"
        )

    @property
    def _efficiency(self):
        if not self.estimator.is_unbiased(self.n):
            return "biased: efficiency not asked"
        share = self.estimator.efficiency(self.n)
        return "efficient among the unbiased" if share > 0.999 else f"not efficient: {share:.0%}"

    @property
    def _consistency(self):
        return (
            "consistent: heads for the truth"
            if self.estimator.is_consistent()
            else f"not consistent: stops at {self.estimator.limit:.2g}"
        )

    def summary(self):
        return (
            f"{self.name.capitalize()}, n = {self.n}, {self.n_samples:,} samples: bias {self.bias:+.3f},"
            f" variance {self.variance:.4f}, so mean squared error {self.simulated:.4f}, give or take"
            f" {2 * self.sampling_error:.4f}. By formula {self.estimator.bias(self.n):+.3f},"
            f" {self.estimator.variance(self.n):.4f} and {self.formula:.4f}. {self._bias.capitalize()}."
            f" {self._efficiency.capitalize()}. {self._consistency.capitalize()}."
        )


def _best_divisor():
    errors = {
        divisor: ESTIMATORS[f"variance, ÷ {divisor}"].mean_squared_error(5)
        for divisor in ("(n - 1)", "n", "(n + 1)")
    }
    best = min(errors, key=errors.get)
    return best.strip("()"), {"less": errors["(n - 1)"], "same": errors["n"], "more": errors["(n + 1)"]}


which_divisor = Question(
    "Five values from a normal distribution with variance 1. We guess the variance: the squared distances"
    " from their mean, added up and divided. Which divisor has the smallest mean squared error?",
    {
        "n - 1": (
            "It is unbiased, and that is all it promises: it scatters most. Mean squared error {less:.3f},"
            " against {same:.3f} for n and {more:.3f} for n + 1."
        ),
        "n": (
            "Close: {same:.3f}, better than {less:.3f} for n - 1. But dividing by even more pays again:"
            " {more:.3f} for n + 1."
        ),
        "n + 1": (
            "It guesses too low on average, and scatters so much less that it wins: {more:.3f}, against"
            " {same:.3f} for n and {less:.3f} for n - 1."
        ),
    },
    _best_divisor,
)


def _never_improves():
    shares = {
        name: ESTIMATORS[name].mean_squared_error(101) / ESTIMATORS[name].mean_squared_error(5)
        for name in ("mean", "median", "first value only")
    }
    facts = {
        "few": ESTIMATORS["median"].mean_squared_error(5),
        "many": ESTIMATORS["median"].mean_squared_error(101),
    }
    facts |= {
        "mean_few": ESTIMATORS["mean"].mean_squared_error(5),
        "mean_many": ESTIMATORS["mean"].mean_squared_error(101),
    }
    stubborn = max(shares, key=shares.get)
    return stubborn, facts | {"first": ESTIMATORS["first value only"].mean_squared_error(101)}


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
            "Its mean squared error is {first:.0f} for every n. On average it is right, and it never gets any"
            " closer."
        ),
    },
    _never_improves,
)
