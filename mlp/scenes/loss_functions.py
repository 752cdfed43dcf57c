"""Notebook 2: how wrong is an answer? Five scenes, from a line through points to the loss of a classifier."""
from itertools import islice

import numpy as np

from ..activations import Sigmoid
from ..data import Points
from ..estimators import ESTIMATORS, draw_samples
from ..fitting import BEST_LINES, best_line
from ..information import cross_entropy, divergence, entropy, surprise
from ..losses import LOSSES
from ..network import MLP
from ..one_neuron import cross_entropy_slope, squared_slope
from ..optimizers import GradientDescent
from ..plots.curves import Curves
from ..plots.distributions import Bag, Curve, Histogram, Pairs, Stacked
from ..plots.landscapes import Contours
from ..plots.look import DANGER, GOOD, PAST, TRAINING, panels
from ..plots.residuals import Residuals, Trace
from ..schedules import Cosine
from ..training import train
from .declarations import Choice, Exercise, Preset, Question, Seed, Slider, Toggle

BIT = np.log(2)   # in nats
SHORT_NAMES = {"mean squared error": "squared", "mean absolute error": "absolute", "huber": "Huber"}


def nine_points(outlier=False):
    """Nine points near the line 0.6 × input + 1.5; with `outlier`, somebody has typed the last one with the wrong sign."""
    inputs = np.arange(-4.0, 5.0)[:, None]   # (9, 1)
    targets = np.array([-0.7, -0.3, 0.3, 0.7, 1.3, 2.4, 3.0, 3.3, 3.9])[:, None]
    if outlier:
        targets[-1] *= -1
    return Points(inputs, targets)


class ThreeLines:
    """A line through nine points, by hand or by gradient descent: what each loss calls a good line."""

    title = "Three lines"
    controls = [
        Choice("loss", tuple(BEST_LINES), "mean squared error", "loss"),
        Toggle("outlier", False, "type the last point with the wrong sign"),
        Toggle("show_best", False, "show the best line of every loss"),
        Slider("slope", -1.0, 2.0, start=0.0, step=0.05, label="slope", live=True),
        Slider("intercept", -3.0, 5.0, start=0.0, step=0.1, label="intercept", live=True),
    ]
    presets = [
        Preset("flat line", {"slope": 0.0, "intercept": 1.5}, "Bad: right on average, and blind to the input."),
        Preset("steep line", {"slope": 1.2, "intercept": 1.5}, "Bad: sees the trend and exaggerates it."),
        Preset("fitting line", {"slope": 0.6, "intercept": 1.5}, "Good: small errors on both sides."),
    ]
    waits_for_play = True
    n_steps, steps_a_frame = 120, 2

    def __init__(self):
        self.figure, (left, right) = panels(1.25, 1, size=(10, 4.2))
        self.lines = Residuals(left, y_limits=(-5, 6))
        self.trace = Trace(right)
        self.surface = Contours(right, "slope", "intercept")
        self.artists = self.lines.artists + self.surface.ground + self.trace.artists + self.surface.artists
        self.slopes, self.intercepts = np.linspace(-1, 2, 61), np.linspace(-3, 5, 61)
        self.has_outlier = self.mapped = None

    def restart(self, loss, outlier, show_best, slope, intercept):
        self.loss_name, self.loss, self.shows_best = loss, LOSSES[loss], show_best
        if outlier != self.has_outlier:
            self.has_outlier, self.points = outlier, nine_points(outlier)
            self.best = {name: best_line(name, self.points) for name in BEST_LINES}
        if self.mapped != (loss, outlier):
            self._draw_map()
        self.hand = {"slope": slope, "intercept": intercept}
        self.been = []
        self._take_the_line()

    def change(self, **moved):
        """A hand on the slope or the intercept: the line goes where the sliders stand, whatever the descent has done."""
        self.hand |= moved
        self._take_the_line()

    def _take_the_line(self):
        self.line = np.array([self.hand["slope"], self.hand["intercept"]])
        self.been = [*self.been[-400:], self.line]
        self.path, self.training = [self.line], None
        self._show()

    def advance(self):
        if len(self.path) > self.n_steps:
            return False
        if self.training is None:
            self.training = self._descent()
        for step in islice(self.training, self.steps_a_frame):
            self.path.append(self.model.parameters.flat.copy())
        self.line = self.path[-1]
        self._show()
        return len(self.path) <= self.n_steps

    def _descent(self):
        self.model = MLP([1, 1], "identity", "zeros")
        self.model.parameters.flat[...] = self.line
        rate = Cosine(0.1, self.n_steps)
        return train(self.model, self.loss, GradientDescent(0.1), self.points, batch_size=len(self.points.inputs), schedule=rate)

    def _draw_map(self):
        grid = np.stack(np.meshgrid(self.slopes, self.intercepts), axis=-1).reshape(-1, 2)   # (61², 2)
        heights = self._loss_of(self.loss, grid).reshape(61, 61)
        self.surface.draw_map(self.slopes, self.intercepts, heights, self.best[self.loss_name])
        self.mapped = self.loss_name, self.has_outlier

    def _loss_of(self, loss, lines):
        """The loss of every line, `(n_lines,)`, from slopes and intercepts `(n_lines, 2)`."""
        outputs = lines[:, :1, None] * self.points.inputs + lines[:, 1:, None]   # (n_lines, 9, 1)
        return loss.value(outputs, self.points.targets)

    @property
    def values(self):
        """All three losses of the line, by name."""
        return {name: self._loss_of(LOSSES[name], self.line[None])[0] for name in BEST_LINES}

    @property
    def smallest(self):
        """The chosen loss of its best line."""
        return self._loss_of(self.loss, self.best[self.loss_name][None])[0]

    def _show(self):
        values = self.values
        x, y = self.points.inputs[:, 0], self.points.targets[:, 0]
        best = {SHORT_NAMES[name]: line for name, line in self.best.items()} if self.shows_best else None
        finding = ", ".join(f"{SHORT_NAMES[name]} {value:.2f}" for name, value in values.items())
        squares = self.loss_name == "mean squared error"
        self.lines.update(f"Mean errors: {finding}", x, y, self.line, squares, best, odd=len(x) - 1 if self.has_outlier else None)
        self.trace.update(self.been)
        self.surface.update(f"{self.loss_name.capitalize()} {values[self.loss_name]:.2f}, best {self.smallest:.2f}", np.array(self.path))

    def summary(self):
        values = self.values
        shown = self.best if self.shows_best else {self.loss_name: self.best[self.loss_name]}
        best = "; ".join(f"by {_named(name)} {_signed(slope)} × input {_added(intercept)}" for name, (slope, intercept) in shown.items())
        steps = f" Gradient descent has made {len(self.path) - 1} of {self.n_steps} steps." if len(self.path) > 1 else ""
        return (
            f"Line {_signed(self.line[0])} × input {_added(self.line[1])}: mean squared error {values['mean squared error']:.3g}, mean absolute error "
            f"{values['mean absolute error']:.3g}, Huber loss {values['huber']:.3g}. Best line {best}. Smallest {_named(self.loss_name)}: {self.smallest:.3g}.{steps}"
        )


def _runs_to_the_outlier():
    lines = {name: (best_line(name, nine_points()), best_line(name, nine_points(outlier=True))) for name in BEST_LINES}
    change = {name: abs(after[0] - before[0]) for name, (before, after) in lines.items()}
    facts = {}
    for name, (before, after) in lines.items():
        short = SHORT_NAMES[name].lower()
        facts |= {f"{short}_before": before[0], f"{short}_after": after[0]}
    return max(change, key=change.get), facts


which_line_moves = Question(
    "The last of nine points is typed with the wrong sign. For which loss does the slope of the best line change most?",
    {
        "mean squared error": "An error twice as long counts four times, so one far point outvotes the others: the slope falls from {squared_before:.2f} to {squared_after:.2f}.",
        "mean absolute error": "Its slope goes from {absolute_before:.2f} to {absolute_after:.2f}: a far point pulls no harder than a near one. By squares it falls to {squared_after:.2f}.",
        "huber": "Beyond 1 it grows like the absolute error, so it stays calm: from {huber_before:.2f} to {huber_after:.2f}. By squares the slope falls to {squared_after:.2f}.",
    },
    _runs_to_the_outlier,
)


class SamplingMachine:
    """Two thousand samples, one rule to guess from each: bias, variance, and whether more data help."""

    title = "Sampling machine"
    controls = [
        Choice("estimator", tuple(ESTIMATORS), "mean", "estimator"),
        Slider("n", 3, 101, start=5, whole=True, label="sample size n"),
        Seed(start=2),
    ]
    presets = [
        Preset("n - 1", {"estimator": "variance, ÷ (n - 1)", "n": 5}, "Unbiased, and the worst of the three divisors at this size."),
        Preset("n + 1", {"estimator": "variance, ÷ (n + 1)", "n": 5}, "Biased, and the best of the three divisors at this size."),
        Preset("stubborn", {"estimator": "first value only", "n": 101}, "Bad: unbiased, but it looks at one value and ignores a hundred."),
        Preset("off for ever", {"estimator": "mean + 0.5", "n": 101}, "Bad: its error falls with n, but never below 0.25."),
    ]
    n_samples, limits, sizes = 2000, (-2.5, 5.5), np.unique(np.geomspace(3, 101, 24).round().astype(int) // 2 * 2 + 1)   # odd: quick for the median

    def __init__(self):
        self.figure, (left, middle, right) = panels(1.25, 1, 1.05, size=(10, 4.2), left=0.06, right=0.985, gap=0.25)
        self.histogram = Histogram(left, self.limits, 100, "estimate")
        self.bars = Stacked(middle, {"bias²": DANGER, "variance": TRAINING}, 5, limit=1.05, x_label="bias² (solid) + variance (striped)")
        self.errors = Curve(right, {"others": PAST, "formula": TRAINING, "simulated": "black"}, (3, 101), (0.005, 3), "sample size n", "mean squared error",
                            logarithmic_x=True, logarithmic_y=True)   # fmt: skip
        self.floor = right.axhline(1, color=DANGER, linestyle="--", linewidth=1.4)
        self.artists = [*self.histogram.artists, *self.bars.artists, self.floor, *self.errors.artists]
        self.curves = {name: [rule.mean_squared_error(n) for n in self.sizes] for name, rule in ESTIMATORS.items()}
        self.seed = None

    def restart(self, estimator, n, seed):
        if self.seed != seed:
            self.longest, self.seed = draw_samples(self.n_samples, self.sizes[-1], seed), seed   # (2000, 101)
        self.samples = self.longest[:, :n]                                                       # (2000, n)
        self.name, self.estimator, self.n = estimator, ESTIMATORS[estimator], n
        self.estimates = self.estimator.estimates(self.samples)                           # (2000,)
        squares = (self.estimates - self.estimator.truth) ** 2
        self.bias, self.variance = self.estimates.mean() - self.estimator.truth, self.estimates.var()
        self.simulated, self.sampling_error = squares.mean(), squares.std() / np.sqrt(self.n_samples)
        self.formula = self.estimator.mean_squared_error(n)
        self._show()

    def _show(self):
        rivals = {name: rule for name, rule in ESTIMATORS.items() if rule.aims_at == self.estimator.aims_at}
        names = list(rivals)
        self.histogram.update(self._bias.capitalize(), self.estimates, self.estimator.truth)
        squared_biases, variances = [rule.bias(self.n) ** 2 for rule in rivals.values()], [rule.variance(self.n) for rule in rivals.values()]
        measured = names.index(self.name), self.simulated, 2 * self.sampling_error
        self.bars.update(self._efficiency.capitalize(), names, squared_biases, variances, measured)
        curves = [self.curves[name] for name in names]
        gap = [np.nan]   # one line for all others, lifted between them
        others = np.concatenate([[*curve, *gap] for curve in curves])
        self.errors.draw(np.tile([*self.sizes, *gap], len(curves)), others=others)
        self.errors.draw(self.sizes, formula=self.curves[self.name])
        self.floor.set_ydata([self.estimator.limit, self.estimator.limit])
        self.floor.set_visible(not self.estimator.is_consistent())
        self.errors.update(self._consistency.capitalize(), simulated=(self.n, self.simulated))

    @property
    def _bias(self):
        bias = self.estimator.bias(self.n)
        return "unbiased: right on average" if self.estimator.is_unbiased(self.n) else f"biased: too {'high' if bias > 0 else 'low'} by {abs(bias):.2g}"

    @property
    def _efficiency(self):
        if not self.estimator.is_unbiased(self.n):
            return "biased: efficiency not asked"
        share = self.estimator.efficiency(self.n)
        return "efficient among the unbiased" if share > 0.999 else f"not efficient: {share:.0%}"

    @property
    def _consistency(self):
        return "consistent: heads for the truth" if self.estimator.is_consistent() else f"not consistent: stops at {self.estimator.limit:.2g}"

    def summary(self):
        return (
            f"{self.name.capitalize()}, n = {self.n}, {self.n_samples:,} samples: bias {self.bias:+.3f}, variance {self.variance:.4f}, so mean squared error "
            f"{self.simulated:.4f}, give or take {2 * self.sampling_error:.4f}. By formula {self.estimator.bias(self.n):+.3f}, "
            f"{self.estimator.variance(self.n):.4f} and {self.formula:.4f}. {self._bias.capitalize()}. {self._efficiency.capitalize()}. {self._consistency.capitalize()}."
        )


def _best_divisor():
    errors = {divisor: ESTIMATORS[f"variance, ÷ {divisor}"].mean_squared_error(5) for divisor in ("(n - 1)", "n", "(n + 1)")}
    best = min(errors, key=errors.get)
    return best.strip("()"), {"less": errors["(n - 1)"], "same": errors["n"], "more": errors["(n + 1)"]}


which_divisor = Question(
    "Five values from a normal distribution with variance 1. We guess the variance: the squared distances from their mean, added up and divided. Which divisor has the smallest mean squared error?",
    {
        "n - 1": "It is unbiased, and that is all it promises: it scatters most. Mean squared error {less:.3f}, against {same:.3f} for n and {more:.3f} for n + 1.",
        "n": "Close: {same:.3f}, better than {less:.3f} for n - 1. But dividing by even more pays again: {more:.3f} for n + 1.",
        "n + 1": "It guesses too low on average, and scatters so much less that it wins: {more:.3f}, against {same:.3f} for n and {less:.3f} for n - 1.",
    },
    _best_divisor,
)


def _never_improves():
    shares = {name: ESTIMATORS[name].mean_squared_error(101) / ESTIMATORS[name].mean_squared_error(5) for name in ("mean", "median", "first value only")}
    facts = {"few": ESTIMATORS["median"].mean_squared_error(5), "many": ESTIMATORS["median"].mean_squared_error(101)}
    facts |= {"mean_few": ESTIMATORS["mean"].mean_squared_error(5), "mean_many": ESTIMATORS["mean"].mean_squared_error(101)}
    stubborn = max(shares, key=shares.get)
    return stubborn, facts | {"first": ESTIMATORS["first value only"].mean_squared_error(101)}


never_improves = Question(
    "All three of these are unbiased. Which one does not get better when the sample grows from 5 values to 101?",
    {
        "mean": "Its mean squared error falls from {mean_few:.3f} to {mean_many:.4f}: the variance is divided by n.",
        "median": "It scatters more than the mean, but it improves as well: from {few:.3f} to {many:.4f}.",
        "first value only": "Its mean squared error is {first:.0f} for every n. On average it is right, and it never gets any closer.",
    },
    _never_improves,
)


class BagOfBalls:
    """A bag of coloured balls: how surprised are you on average when you draw one?"""

    title = "Bag of balls"
    controls = [
        Slider("share", 0.0, 1.0, start=0.5, step=0.01, label="share of blue"),
        Slider("n_colors", 2, 10, start=2, whole=True, label="number of colours"),
        Seed(),
    ]
    presets = [
        Preset("all blue", {"share": 1.0, "n_colors": 2}, "No surprise at all: you know what comes."),
        Preset("half and half", {"share": 0.5, "n_colors": 2}, "The most that two colours can surprise: one bit."),
        Preset("90 to 10", {"share": 0.9, "n_colors": 2}, "Mostly boring, now and then a large surprise: less than half a bit."),
        Preset("ten alike", {"share": 0.1, "n_colors": 10}, "Ten equal colours, like ten digits to a network that has learned nothing."),
    ]
    n_draws, draws_a_frame, preview_frames = 1000, 10, 100

    def __init__(self):
        self.figure, (left, middle, right) = panels(0.95, 1, 1.15, size=(10, 3.9), left=0.02, gap=0.28)
        self.bag = Bag(left)
        self.entropies = Curve(middle, {"entropy": GOOD}, (0, 1), (0, 3.6), "share of blue", "average surprise in bits")
        self.average = Curve(right, {"entropy": GOOD, "draws": TRAINING}, (0, 1.25 * self.n_draws), (0, 3.6), "balls drawn", "average surprise in bits")
        right.set_xticks([0, 500, 1000])
        self.artists = self.bag.artists + self.entropies.artists + self.average.artists

    def restart(self, share, n_colors, seed):
        self.share, self.shares = share, self._shares(share, n_colors)       # (n_colors,)
        self.entropy = entropy(self.shares) / BIT
        rng = np.random.default_rng(seed)
        self.colors = rng.choice(n_colors, size=self.n_draws, p=self.shares)
        self.surprises = surprise(self.shares)[self.colors] / BIT            # (n_draws,)
        self.averages = np.cumsum(self.surprises) / np.arange(1, self.n_draws + 1)
        self.n_drawn = 0
        places = np.linspace(0, 1, 101)
        self.entropies.draw(places, entropy=entropy(self._shares(places, n_colors).T) / BIT)
        self.entropies.update(f"Entropy {self.entropy:.3f} bit", entropy=(share, self.entropy))
        self._show()

    @staticmethod
    def _shares(share, n_colors):
        return np.array([share] + [(1 - share) / (n_colors - 1)] * (n_colors - 1))

    def advance(self):
        self.n_drawn = min(self.n_drawn + self.draws_a_frame, self.n_draws)
        self._show()
        return self.n_drawn < self.n_draws

    def _show(self):
        self.bag.update(f"{self.share:.0%} are blue", self.shares)
        finding = f"{self.n_drawn} drawn: {self.averages[self.n_drawn - 1]:.3f} bit on average" if self.n_drawn else "Nothing drawn yet"
        self.average.draw([0, self.n_draws], entropy=[self.entropy, self.entropy])
        self.average.draw(np.arange(1, self.n_drawn + 1), draws=self.averages[: self.n_drawn])
        self.average.name(entropy=(1.02 * self.n_draws, max(self.entropy, 0.1)))
        if self.n_drawn:
            last = np.clip(self.averages[self.n_drawn - 1], 0, 3.4)
            aside = 0.2 if last >= self.entropy else -0.2   # the name stays off the line of the entropy
            self.average.name(draws=(0.8 * self.n_drawn, last + aside))
        else:
            self.average.names["draws"].set_text("")
        self.average.update(finding)

    def summary(self):
        drawn = f" {self.n_drawn} balls drawn: average surprise {self.averages[self.n_drawn - 1]:.3f} bit." if self.n_drawn else ""
        return (
            f"{len(self.shares)} colours, {self.share:.0%} blue, the others alike: entropy {self.entropy:.3f} bit = {self.entropy * BIT:.3f} nat. "
            f"Drawing blue surprises by {_bits(self.shares[0])}, another colour by {_bits(self.shares[1])}.{drawn}"
        )


def _nine_to_one():
    mixed = entropy([0.9, 0.1]) / BIT
    choice = "about 0.9 bit" if mixed > 0.8 else "a little under half a bit" if 0.4 < mixed < 0.5 else "0.1 bit"
    return choice, {"mixed": mixed, "rare": surprise(0.1) / BIT, "common": surprise(0.9) / BIT}


nine_to_one = Question(
    "Half blue, half orange: each draw surprises by one bit. Now 90 balls are blue and 10 orange. How large is the surprise on average?",
    {
        "about 0.9 bit": "Most draws are blue and surprise by only {common:.3f} bit; the rare orange ones by {rare:.3f}. Together {mixed:.3f} bit.",
        "a little under half a bit": "0.9 × {common:.3f} bit for blue plus 0.1 × {rare:.3f} bit for orange: {mixed:.3f} bit.",
        "0.1 bit": "Orange is rare, but when it comes it surprises by {rare:.3f} bit, and that counts: {mixed:.3f} bit on average.",
    },
    _nine_to_one,
)


class GuessTheDistribution:
    """What is true and what you believe: every wrong guess adds to your average surprise."""

    title = "Guess the distribution"
    controls = [
        Slider("truth", 0.0, 1.0, start=0.7, step=0.01, label="true share of blue"),
        Slider("guess", 0.0, 1.0, start=0.5, step=0.01, label="your guess for blue"),
    ]
    presets = [
        Preset("perfect", {"truth": 0.7, "guess": 0.7}, "Good: nothing is added to the entropy. But the entropy stays."),
        Preset("no idea", {"truth": 0.7, "guess": 0.5}, "A careful guess: it costs ln 2 whatever the truth is."),
        Preset("certain and right", {"truth": 1.0, "guess": 1.0}, "The only way to zero: one thing always happens, and you say so."),
        Preset("certain and wrong", {"truth": 0.7, "guess": 0.0}, "Bad: what you called impossible happens, and costs infinity."),
    ]
    limit = 3.0

    def __init__(self):
        self.figure, (left, middle, right) = panels(1.2, 1, 1.1, size=(10, 3.9), left=0.06, gap=0.26)
        self.pairs = Pairs(left, ["blue", "orange"], "colour of the ball")
        self.parts = Stacked(middle, {"entropy": GOOD, "divergence": DANGER}, 3, limit=self.limit, x_label="nat")
        self.costs = Curve(right, {"entropy": GOOD, "cross-entropy": TRAINING}, (0, 1), (0, self.limit), "guess for blue", "cross-entropy in nat")
        self.artists = self.pairs.artists + self.parts.artists + self.costs.artists

    def restart(self, truth, guess):
        self.truth, self.guess = np.array([truth, 1 - truth]), np.array([guess, 1 - guess])
        self.entropy, self.divergence = entropy(self.truth), divergence(self.truth, self.guess)
        self.cross_entropy = cross_entropy(self.truth, self.guess)
        guesses = np.linspace(0, 1, 201)
        costs = cross_entropy(self.truth, np.stack([guesses, 1 - guesses], axis=-1))
        self.pairs.update(f"You say {guess:.0%}, true is {truth:.0%}", self.truth, self.guess)
        names = ["entropy: nobody can avoid it", "divergence: your wrong guess", "cross-entropy: the sum"]
        self.parts.update(f"Cross-entropy {_nats(self.cross_entropy)}", names, [self.entropy, 0, self.entropy], [0, self.divergence, self.divergence])
        self.costs.draw(guesses, **{"cross-entropy": np.minimum(costs, 99)})
        self.costs.draw(guesses, entropy=np.full(201, self.entropy))
        self.costs.update(f"Lowest, {self.entropy:.3f}, at a guess of {truth:.2f}", **{"cross-entropy": (guess, self.cross_entropy), "entropy": (truth, self.entropy)})

    def summary(self):
        return (
            f"True share of blue {self.truth[0]:.2f}, your guess {self.guess[0]:.2f}: cross-entropy {_nats(self.cross_entropy)} = entropy {_nats(self.entropy)} "
            f"+ divergence {_nats(self.divergence)}."
        )


def _perfect_guess():
    lowest = float(cross_entropy([0.7, 0.3], [0.7, 0.3]))
    choice = "0" if lowest < 0.01 else "about 0.6 nat" if lowest < 0.65 else "ln 2, about 0.69 nat"
    return choice, {"lowest": lowest, "even": float(cross_entropy([0.7, 0.3], [0.5, 0.5]))}


perfect_guess = Question(
    "Seven of ten balls are blue. You know that, and guess 0.7. How large is your cross-entropy?",
    {
        "0": "Your guess is perfect, but you still do not know which ball comes. What is left is the entropy of the bag: {lowest:.3f} nat.",
        "about 0.6 nat": "The entropy of the bag, {lowest:.3f} nat, is left to everyone. Only your extra, the divergence, is 0.",
        "ln 2, about 0.69 nat": "That is the cost of the guess 0.5: {even:.3f} nat. Knowing the shares helps a little: {lowest:.3f}.",
    },
    _perfect_guess,
)


class WhyNotSquares:
    """One neuron with a sigmoid, sure of the wrong class: two losses train it, side by side."""

    title = "Why not squares for classes?"
    controls = [
        Toggle("halved", False, "write ½ in front of the square"),
        Slider("start", -10.0, 3.0, start=-5.0, step=0.1, label="weighted sum z at the start"),
        Slider("learning_rate", 0.1, 10.0, start=1.0, logarithmic=True, label="learning rate"),
    ]
    presets = [
        Preset("unsure", {"start": 0.0, "learning_rate": 1.0}, "From the middle both arrive; squares take somewhat longer."),
        Preset("wrong", {"start": -5.0, "learning_rate": 1.0}, "Sure of the wrong class: squares hesitate for a long time."),
        Preset("very wrong", {"start": -10.0, "learning_rate": 1.0}, "Bad: the square hardly has a slope here, so nothing moves."),
    ]
    n_steps, steps_a_frame, preview_frames = 300, 3, 100

    def __init__(self):
        self.figure, (left, right) = panels(1.2, 1)
        colors = {"squares": DANGER, "cross-entropy": GOOD}
        self.chances = Curves(left, colors, self.n_steps, (-0.08, 1.1), "chance of the true class", logarithmic_y=False)
        left.set_yticks(np.linspace(0, 1, 6))
        self.slopes = Curve(right, colors, (-10, 10), (1e-5, 3), "weighted sum z", "size of the slope", logarithmic_y=True)
        right.set_xticks([-10, -5, 0, 5, 10])
        self.artists = self.chances.artists + self.slopes.artists

    def restart(self, halved, start, learning_rate):
        self.start, self.learning_rate = start, learning_rate
        self.factor = 0.5 if halved else 1.0
        self.sums = {"cross-entropy": [start], "squares": [start]}   # z after every update
        z = np.linspace(-10, 10, 201)
        self.slopes.draw(z, **{name: -self.slope(name, z) for name in self.sums})
        self.slopes.name(**{"cross-entropy": (-9.7, 1.9), "squares": (-4.5, 0.0035)})
        self._show()

    def slope(self, name, z):
        """The loss's slope at the weighted sum `z`, any shape; the target is 1."""
        return cross_entropy_slope(z) if name == "cross-entropy" else squared_slope(z, self.factor)

    @property
    def ratio(self):
        """How many times smaller the square's slope is, where the training starts."""
        return self.slope("cross-entropy", self.start) / self.slope("squares", self.start)

    def advance(self):
        for _ in range(min(self.steps_a_frame, self.n_steps - self.n_done)):
            for name, sums in self.sums.items():
                sums.append(sums[-1] - self.learning_rate * float(self.slope(name, sums[-1])))
        self._show()
        return self.n_done < self.n_steps

    @property
    def n_done(self):
        return len(self.sums["squares"]) - 1

    @property
    def chances_now(self):
        """What the neuron gives the true class now, by loss."""
        return {name: float(Sigmoid().value(sums[-1])) for name, sums in self.sums.items()}

    def _show(self):
        updates = np.arange(self.n_done + 1)
        now = self.chances_now
        finding = f"After {self.n_done} updates: {now['cross-entropy']:.2f} by cross-entropy, {now['squares']:.2f} by squares"
        self.chances.update(finding, **{name: (updates, Sigmoid().value(np.array(sums))) for name, sums in self.sums.items()})
        places = {name: (sums[-1], -self.slope(name, sums[-1])) for name, sums in self.sums.items()}
        self.slopes.update(f"At z = {self.start:.1f} squares pull {_times(self.ratio)} less", **places)

    def pin(self):
        self.chances.pin(f"squares, z = {self.start:.1f}")

    def unpin(self):
        self.chances.unpin()

    def summary(self):
        now = self.chances_now
        slopes = {name: float(self.slope(name, self.start)) for name in self.sums}
        return (
            f"Target 1, start at z = {self.start:.1f}: slope {_three_digits(slopes['cross-entropy'])} for cross-entropy, {_three_digits(slopes['squares'])} for squares, {_times(self.ratio)} smaller. "
            f"After {self.n_done} of {self.n_steps} updates the true class gets {now['cross-entropy']:.3f} by cross-entropy and {now['squares']:.3f} by squares."
        )


def _how_much_smaller():
    ratio = float(cross_entropy_slope(-5.0) / squared_slope(-5.0))
    choice = "about the same" if ratio < 2 else "about 7 times smaller" if ratio < 20 else "about 75 times smaller"
    return choice, {"ratio": ratio, "sharp": float(cross_entropy_slope(-5.0)), "flat": float(squared_slope(-5.0)), "chance": float(Sigmoid().value(-5.0))}


how_much_smaller = Question(
    "The target is 1, and the weighted sum is -5: the neuron is sure of the wrong class. How large is the slope of (p - 1)², compared with that of the cross-entropy?",
    {
        "about the same": "Both losses are large, but a slope is what moves the weights: {flat:.4f} against {sharp:.3f}, {ratio:.0f} times smaller.",
        "about 7 times smaller": "Worse: the sigmoid is nearly flat at p = {chance:.4f}, and the square's slope is multiplied by that flatness: {flat:.4f} against {sharp:.3f}.",
        "about 75 times smaller": "{flat:.4f} against {sharp:.3f}. The square's slope goes through the flat sigmoid; in the cross-entropy the logarithm undoes it.",
    },
    _how_much_smaller,
)


def _check_huber(answer):
    outputs, targets = np.array([0.5, 3.0, -3.0]), np.zeros(3)   # one small error, a large one on either side
    given, right = np.asarray(answer(outputs, targets), float), float(LOSSES["huber"].value(outputs[:, None], targets[:, None]))
    if given.shape != ():
        return f"A loss is one number: take the mean over all errors. Yours has the shape {given.shape}."
    if np.isclose(given, 3 * right):
        return "That is the sum. Take the mean."
    if np.isclose(given, (0.25 + 2.5 + 2.5) / 3):
        return "Small errors count half of their square: the ½ is missing."
    if np.isclose(given, (0.125 + 3 + 3) / 3):
        return "Nearly: beyond 1 it is the size minus ½, so that both pieces meet at 1."
    if np.isclose(given, (0.125 + 2.5 + 4.5) / 3) or np.isclose(given, (0.125 + 2.5 - 3.5) / 3):
        return "An error of -3 is as large as one of 3. Take the absolute value first."
    if np.isclose(given, (0.125 + 4.5 + 4.5) / 3):
        return "All errors are squared. Beyond 1 the loss must go on as a straight line."
    return None if np.isclose(given, right) else f"For the errors 0.5, 3 and -3 the loss is (0.125 + 2.5 + 2.5) / 3 = {right:.4f}; yours is {given:.4f}."


write_huber = Exercise(
    name="my_huber",
    task="return the mean Huber loss: half the square of errors up to 1, the size minus ½ beyond.",
    check=_check_huber,
    hint="size = np.abs(outputs - targets). Then np.where(condition, if true, if false) chooses between the two pieces, and np.mean averages.",
    solution=(
        "def my_huber(outputs, targets):\n"
        "    size = np.abs(outputs - targets)\n"
        "    return np.mean(np.where(size <= 1, size**2 / 2, size - 0.5))\n"
    ),
    example=(np.array([0.0, 2.0]), np.array([0.0, 0.0])),
)


def _check_cross_entropy(answer):
    chances, labels = np.array([[0.7, 0.2, 0.1], [0.5, 0.25, 0.25]]), np.array([0, 2])
    given, right = np.asarray(answer(chances, labels), float), float(surprise(np.array([0.7, 0.25])).mean())
    if given.shape != ():
        return f"A loss is one number: take the mean over the rows. Yours has the shape {given.shape}."
    if np.isclose(given, -right):
        return "The sign: the logarithm of a chance is negative, and a loss is not."
    if np.isclose(given, 2 * right):
        return "That is the sum over the rows. Take the mean."
    if np.isclose(given, right / BIT):
        return "That is right in bits. Networks use the natural logarithm, np.log."
    if np.isclose(given, -np.log(chances).mean()):
        return "Only the chance of the true class counts, one number from each row."
    if np.isclose(given, -np.log(0.475)):
        return "First the logarithm, then the mean."
    return None if np.isclose(given, right) else f"The true classes got 0.7 and 0.25, so the loss is (-ln 0.7 - ln 0.25) / 2 = {right:.4f}; yours is {given:.4f}."


write_cross_entropy = Exercise(
    name="my_cross_entropy",
    task="return the mean of -ln(chance of the true class).",
    check=_check_cross_entropy,
    hint="chances[np.arange(len(labels)), labels] takes from each row the chance at its label. Then -np.log, then np.mean.",
    solution=(
        "def my_cross_entropy(chances, labels):\n"
        "    of_the_true_class = chances[np.arange(len(labels)), labels]\n"
        "    return np.mean(-np.log(of_the_true_class))\n"
    ),
    example=(np.array([[0.5, 0.5]]), np.array([1])),
)


def _named(loss):
    return "Huber loss" if loss == "huber" else loss


def _signed(number):
    return f"{number + 0.0:.2f}".replace("-0.00", "0.00")


def _added(number):
    return f"+ {number:.2f}" if number >= 0 else f"- {-number:.2f}"


def _three_digits(number):
    return np.format_float_positional(number, precision=3, unique=False, fractional=False, trim="-")   # .3g would write 9.08e-05


def _times(ratio):
    return f"{ratio:.1f} times" if ratio < 10 else f"{ratio:,.0f} times"


def _bits(chance):
    return "infinitely many bits (it never comes)" if chance == 0 else f"{surprise(chance) / BIT:.3f} bit"


def _nats(number):
    return "infinite" if np.isinf(number) else f"{number:.3f} nat"
