"""Notebook 7: how large should a model be, and where does it start? Five scenes, from a polynomial to the price of size."""
from itertools import islice, pairwise
from time import perf_counter

import numpy as np

from ..cost import backward_multiplications
from ..data import digits, mislabel, split
from ..losses import LOSSES
from ..network import MLP, count_multiply_adds, count_parameters
from ..optimizers import GradientDescent
from ..plots.curves import Curves
from ..plots.fitted import FittedCurve
from ..plots.look import GOOD, PAST, TRAINING, VALIDATION, counted, panels, two_digits
from ..plots.profiles import Profiles
from ..plots.ridges import Ridges
from ..polynomial import fit, value
from ..training import History, train
from .declarations import Choice, Exercise, Preset, Question, Seed, Slider

GUESSING = np.log(10)   # the cross-entropy of a model that gives each of ten digits the same chance
DIGITS = split(digits())
CROSS_ENTROPY = LOSSES["cross-entropy"]
BOTH = {"training": TRAINING, "validation": VALIDATION}


class PolynomialDegree:
    """Curves of every degree through a few noisy points: which of them holds for new points?"""

    title = "Polynomial degree"
    controls = [
        Slider("n_points", 5, 100, start=10, whole=True, label="points to learn from"),
        Slider("noise", 0.0, 0.6, start=0.2, step=0.05, label="noise"),
        Seed(),
        Slider("degree", 0, 12, start=1, whole=True, label="degree", live=True),
    ]
    presets = [
        Preset("too stiff", {"n_points": 10, "noise": 0.2, "degree": 1}, "Underfits: a straight line cannot bend, whatever the data say."),
        Preset("fits", {"n_points": 10, "noise": 0.2, "degree": 3}, "Good: it follows the shape and not the noise."),
        Preset("through every point", {"n_points": 10, "noise": 0.2, "degree": 9}, "Overfits: ten parameters for ten points, and nothing is left for new ones."),
        Preset("same degree, 100 points", {"n_points": 100, "noise": 0.2, "degree": 9}, "Good: the same ten parameters, but now the data hold them."),
    ]
    degrees, n_new = np.arange(13), 200

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.curve = FittedCurve(left, self.truth, (-1, 1), (-2.2, 2.2))
        colors = {"training": TRAINING, "new points": VALIDATION}
        self.errors = Profiles(right, colors, (0, 12), (1e-3, 1e3), "degree", "mean squared error", ("linear", "log"), range(0, 13, 3), room=0.25)
        self.artists = self.curve.artists + self.errors.artists

    @staticmethod
    def truth(x):
        return np.sin(3 * x)

    def restart(self, n_points, noise, seed, degree):
        rng = np.random.default_rng(seed)
        self.seen, self.new = (self._draw(n, noise, rng) for n in (n_points, self.n_new))
        self.fits = [fit(*self.seen, degree) for degree in self.degrees]
        self.training_errors = np.array([self._error(fitted, self.seen) for fitted in self.fits])
        self.new_errors = np.array([self._error(fitted, self.new) for fitted in self.fits])
        self.errors.mark(n_points - 1, "a parameter for every point")
        self.change(degree)

    def change(self, degree):
        self.degree = degree
        heights = value(self.fits[degree], self.curve.places)
        few_new = self.new[0][:60], self.new[1][:60]
        self.curve.update(f"Degree {degree}: {self._parameters_in_words}, {len(self.seen[0])} points", self.seen, few_new, heights)
        finding = f"Error {_error_words(self.training_errors[degree])} (training), {_error_words(self.new_errors[degree])} (new points)"
        self.errors.update(finding, self.degrees, degree, training=self.training_errors, **{"new points": self.new_errors})

    @property
    def _parameters_in_words(self):
        return counted(self.degree + 1, "parameter")

    def _draw(self, n, noise, rng):
        inputs = -1 + 2 * (np.arange(n) + rng.uniform(size=n)) / n   # one in each of n equal parts
        order = rng.permutation(n)
        return inputs[order], (self.truth(inputs) + noise * rng.standard_normal(n))[order]

    @staticmethod
    def _error(coefficients, points):
        inputs, outputs = points
        return np.mean((value(coefficients, inputs) - outputs) ** 2)

    def pin(self):
        self.errors.pin("new points", f"{len(self.seen[0])} points")

    def unpin(self):
        self.errors.unpin()

    def summary(self):
        best = self.new_errors.argmin()
        return (
            f"{len(self.seen[0])} points, degree {self.degree} ({self._parameters_in_words}): the mean squared error is "
            f"{_error_words(self.training_errors[self.degree])} on the training points and {_error_words(self.new_errors[self.degree])} on "
            f"{self.n_new} new ones. New points like degree {best} best, with {_error_words(self.new_errors[best])}."
        )


def _error_words(error):
    return "0" if error < 1e-12 else f"{error:.2g}" if error < 1000 else f"{error:,.0f}" if error < 1e6 else "over a million"


def _ten_parameters():
    scene = PolynomialDegree()
    scene.restart(n_points=10, noise=0.2, seed=0, degree=9)
    training, new = scene.training_errors[9], scene.new_errors[9]
    choice = "small for both" if new < 0.1 else "0 for the ten, large for the new" if training < 1e-12 else "large for both"
    return choice, {"training": _error_words(training), "new": _error_words(new), "cubic": _error_words(scene.new_errors[3])}


ten_parameters = Question(
    "Ten noisy points, and a polynomial of degree 9: ten parameters. How large is its error on these ten points, and on new ones from the same "
    "source?",
    {
        "small for both": (
            "On the ten points it is {training}. But to meet each of them, noise and all, the curve swings wildly in between: {new} on new points. "
            "Degree 3 gets {cubic} there."
        ),
        "0 for the ten, large for the new": (
            "Ten parameters can meet any ten points, so the noise is learned, too: {training} on the ten, {new} on new points. Degree 3 gets "
            "{cubic} there."
        ),
        "large for both": "Ten parameters can meet any ten points exactly: {training}. Only on new points is it large: {new}.",
    },
    _ten_parameters,
)


class NoisyLabels:
    """A hundred digits, some with a wrong label: ten networks learn side by side, each with its own dropout rate."""

    title = "Noisy labels"
    controls = [
        Slider("share_wrong", 0.0, 0.5, start=0.2, step=0.05, label="share of wrong labels"),
        Slider("weight_decay", 0.0, 0.1, start=0.0, step=0.005, label="weight decay"),
        Seed(),
        Slider("dropout", 0.0, 0.9, start=0.0, step=0.1, label="dropout rate on the left", live=True),
    ]
    presets = [
        Preset("by heart", {"share_wrong": 0.2, "weight_decay": 0.0, "dropout": 0.0}, "Bad: it learns the wrong labels, too."),
        Preset("dropout", {"share_wrong": 0.2, "weight_decay": 0.0, "dropout": 0.7}, "Better: most wrong labels are still learned by heart, but new digits suffer less from them."),
        Preset("weight decay", {"share_wrong": 0.2, "weight_decay": 0.02, "dropout": 0.0}, "Better: small weights leave less room for exceptions."),
        Preset("too much", {"share_wrong": 0.2, "weight_decay": 0.05, "dropout": 0.9}, "Bad: underfits, many of the right labels are not learned either."),
    ]
    n_points, n_steps, steps_a_frame, preview_frames = 100, 400, 10, 40
    rates = np.arange(10) / 10

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.curves = Curves(left, BOTH, self.n_steps, (0, 1.05), "share as labelled", logarithmic_y=False)
        self.profiles = Profiles(right, BOTH, (0, 0.9), (0, 1.05), "dropout rate", "share as labelled", x_ticks=[0, 0.3, 0.6, 0.9])
        self.artists = self.curves.artists + self.profiles.artists

    def restart(self, share_wrong, weight_decay, seed, dropout):
        clean = _some_digits(self.n_points, seed)
        self.points, self.weight_decay = mislabel(clean, share_wrong, seed), weight_decay
        self.is_wrong = self.points.labels != clean.labels
        self.model = MLP([64, 64, 10], "relu", "he", seed=seed, n_models=len(self.rates))
        self.training = train(self.model, CROSS_ENTROPY, GradientDescent(0.3, weight_decay), self.points, batch_size=50, seed=seed, dropout=self.rates)
        self.updates, self.training_right, self.validation_right = [], [], []
        self._measure(0)
        self.change(dropout)

    def change(self, dropout):
        self.place = round(10 * dropout)
        self._show()

    def advance(self):
        if self.updates[-1] < self.n_steps:
            *_, last = islice(self.training, self.steps_a_frame)
            self._measure(last.number)
            self._show()
        return self.updates[-1] < self.n_steps

    def _measure(self, n_done):
        guesses = _guesses(self.model, self.points.inputs)   # (n_models, n_points)
        self.n_by_heart = (guesses == self.points.labels)[:, self.is_wrong].sum(axis=-1)
        self.updates.append(n_done)
        self.training_right.append((guesses == self.points.labels).mean(axis=-1))
        self.validation_right.append(_share_right(self.model, DIGITS.validation))

    def _show(self):
        k, is_new = self.place, self.updates == [0]
        self.curves.update(
            f"Dropout {self.rates[k]:.1f}: " + ("not started" if is_new else f"{self.n_by_heart[k]} of {self.is_wrong.sum()} wrong labels by heart"),
            training=(self.updates, np.array(self.training_right)[:, k]),
            validation=(self.updates, np.array(self.validation_right)[:, k]),
        )
        best = f"best validation {self.validation_right[-1].max():.0%} at {self.best_rate:.1f}"
        finding = "Ten networks, not trained yet" if is_new else f"{self.updates[-1]} updates: {best}"
        self.profiles.update(finding, self.rates, k, training=self.training_right[-1], validation=self.validation_right[-1])

    @property
    def best_rate(self):
        """The dropout rate that reads most of the validation digits."""
        return self.rates[self.validation_right[-1].argmax()]

    def pin(self):
        self.profiles.pin("validation", f"decay {self.weight_decay:.3g}")

    def unpin(self):
        self.profiles.unpin()

    def summary(self):
        k = self.place
        if self.updates == [0]:
            task = f"{self.n_points} digits, {self.is_wrong.sum()} of them with a wrong label"
            return f"Ten networks, with dropout rates from 0 to 0.9, are ready to learn {task}. Move a control, or press Play."
        return (
            f"{self.n_points} digits, {self.is_wrong.sum()} of them with a wrong label, weight decay {self.weight_decay:.3g}, {self.updates[-1]} "
            f"of {self.n_steps} updates. With dropout {self.rates[k]:.1f} the network agrees with {self.training_right[-1][k]:.0%} of the labels "
            f"it learns from, {self.n_by_heart[k]} wrong ones among them, and reads {self.validation_right[-1][k]:.0%} of the validation digits; "
            f"the best of the ten rates is {self.best_rate:.1f} with {self.validation_right[-1].max():.0%}."
        )


def _by_heart():
    scene = NoisyLabels()
    scene.restart(share_wrong=0.2, weight_decay=0.0, seed=0, dropout=0.0)
    while scene.advance():
        pass
    n, n_wrong, best = scene.n_by_heart[0], scene.is_wrong.sum(), scene.validation_right[-1].argmax()
    choice = "hardly any: they make no sense" if n < 0.3 * n_wrong else "about half" if n < 0.8 * n_wrong else "all of them, or nearly"
    facts = {"n": n, "n_wrong": n_wrong, "validation": scene.validation_right[-1][0], "rate": scene.rates[best], "best": scene.validation_right[-1][best]}
    return choice, facts


by_heart = Question(
    "100 digits to learn from, 20 of them with a wrong label: a 3 that is called 7. No dropout, no weight decay. After 400 updates, how many "
    "of the wrong labels does the network repeat?",
    {
        "hardly any: they make no sense": (
            "A network does not know what makes sense: it has numbers enough to learn exceptions, and repeats {n} of the {n_wrong}. That costs it: "
            "{validation:.0%} of the validation digits."
        ),
        "about half": (
            "It has numbers enough for every exception and time enough to learn it: {n} of {n_wrong}. It then reads {validation:.0%} of the "
            "validation digits."
        ),
        "all of them, or nearly": (
            "{n} of {n_wrong}, and it pays for them: it reads {validation:.0%} of the validation digits. A dropout rate of {rate:.1f} brings that "
            "to {best:.0%}."
        ),
    },
    _by_heart,
)


class WiderAndWider:
    """Nine networks of growing width learn the same hundred digits: does the widest overfit most?"""

    title = "More parameters: worse?"
    controls = [
        Slider("share_wrong", 0.0, 0.4, start=0.0, step=0.1, label="share of wrong labels"),
        Seed(),
        Choice("width", (2, 4, 8, 16, 32, 64, 128, 256, 512), 512, "hidden width on the left", live=True),
    ]
    presets = [
        Preset("too narrow", {"share_wrong": 0.0, "width": 2}, "Underfits: two hidden neurons are too few for ten digits."),
        Preset("wide", {"share_wrong": 0.0, "width": 512}, "Good: hundreds of parameters per digit, and new digits are read no worse."),
        Preset("wide, wrong labels", {"share_wrong": 0.2, "width": 512}, "The risk is real: it has room for the wrong labels, and learns them."),
    ]
    n_points, n_steps, steps_a_frame, preview_frames = 100, 400, 5, 80
    widths = np.array(controls[-1].options)

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.curves = Curves(left, BOTH, self.n_steps, (0, 1.05), "share as labelled", logarithmic_y=False)
        scales = "log", "linear"
        self.profiles = Profiles(right, BOTH, (2, 512), (0, 1.05), "hidden width", "share as labelled", scales, self.widths[::2])
        self.artists = self.curves.artists + self.profiles.artists

    def restart(self, share_wrong, seed, width):
        self.points = mislabel(_some_digits(self.n_points, seed), share_wrong, seed)
        self.models = [MLP([64, int(width), 10], "relu", "he", seed=seed) for width in self.widths]
        self.trainings = [train(model, CROSS_ENTROPY, GradientDescent(0.1), self.points, batch_size=8, seed=seed) for model in self.models]
        self.share_wrong, self.updates, self.training_right, self.validation_right = share_wrong, [], [], []
        self._measure(0)
        self.change(width)

    def change(self, width):
        self.place = int(np.flatnonzero(self.widths == width)[0])
        self._show()

    def advance(self):
        if self.updates[-1] < self.n_steps:
            for training in self.trainings:
                *_, last = islice(training, self.steps_a_frame)
            self._measure(last.number)
            self._show()
        return self.updates[-1] < self.n_steps

    def _measure(self, n_done):
        self.updates.append(n_done)
        self.training_right.append([_share_right(model, self.points) for model in self.models])
        self.validation_right.append([_share_right(model, DIGITS.validation) for model in self.models])

    @property
    def n_parameters(self):
        """How many numbers the network on the left learns."""
        return self.models[self.place].parameters.flat.size

    def _show(self):
        k = self.place
        self.curves.update(
            f"Width {self.widths[k]}: {self.n_parameters:,} parameters, {self.n_points} digits",
            training=(self.updates, np.array(self.training_right)[:, k]),
            validation=(self.updates, np.array(self.validation_right)[:, k]),
        )
        training, validation = np.array(self.training_right[-1]), np.array(self.validation_right[-1])
        finding = f"Validation {validation[0]:.0%} at width 2, {validation[4]:.0%} at 32, {validation[8]:.0%} at 512"
        finding = "Nine networks, not trained yet" if self.updates == [0] else finding
        self.profiles.update(finding, self.widths, k, training=training, validation=validation)

    def pin(self):
        self.profiles.pin("validation", f"{self.share_wrong:.0%} wrong")

    def unpin(self):
        self.profiles.unpin()

    def summary(self):
        k, validation = self.place, self.validation_right[-1]
        if self.updates == [0]:
            task = f"{self.n_points} digits, {self.share_wrong:.0%} with a wrong label"
            return f"Nine networks, from 2 to 512 hidden neurons, are ready to learn {task}. Move a control, or press Play."
        return (
            f"{self.n_points} digits, {self.share_wrong:.0%} with a wrong label, {self.updates[-1]} of {self.n_steps} updates. Width "
            f"{self.widths[k]} ({self.n_parameters:,} parameters) agrees with {self.training_right[-1][k]:.0%} of its labels and reads "
            f"{validation[k]:.0%} of the validation digits; width 2 reads {validation[0]:.0%}, width 32 {validation[4]:.0%}, width 512 "
            f"{validation[8]:.0%}."
        )


def _sixteen_times_wider():
    results = {}
    for width in (32, 512):
        points = _some_digits(WiderAndWider.n_points, seed=0)
        model = MLP([64, width, 10], "relu", "he")
        for step in islice(train(model, CROSS_ENTROPY, GradientDescent(0.1), points, batch_size=8), WiderAndWider.n_steps):
            pass
        results[width] = _share_right(model, DIGITS.validation)
    gain = results[512] - results[32]
    choice = "the wide one reads far fewer" if gain < -0.05 else "both read about as many" if gain < 0.05 else "the wide one reads far more"
    return choice, {"narrow": results[32], "wide": results[512], "n_narrow": count_parameters([64, 32, 10]), "n_wide": count_parameters([64, 512, 10])}


sixteen_times_wider = Question(
    "Two networks learn the same 100 correctly labelled digits, one with 32 hidden neurons, one with 512. Which reads more of the validation digits?",
    {
        "the wide one reads far fewer": (
            "That would be the rule for polynomials fitted exactly. Here {n_wide:,} parameters read {wide:.0%} and {n_narrow:,} read {narrow:.0%}: "
            "many parameters are a risk, not a law."
        ),
        "both read about as many": (
            "{narrow:.0%} with {n_narrow:,} parameters, {wide:.0%} with {n_wide:,}. Among all the weights that fit the 100 digits, gradient "
            "descent tends to find harmless ones."
        ),
        "the wide one reads far more": (
            "Both have learned all of the 100 digits, or nearly, and there is little more to get out of them: {narrow:.0%} with 32 hidden neurons, "
            "{wide:.0%} with 512."
        ),
    },
    _sixteen_times_wider,
)


# What a start is called, the initialization it uses, and what that is multiplied by.
STARTS = {"zeros": ("zeros", 1.0), "tiny": ("he", 0.1), "xavier": ("xavier", 1.0), "he": ("he", 1.0), "huge": ("he", 5.0)}


class WhereYouStart:
    """A deep network and its first weights: how large should they be, so that something comes through all layers?"""

    title = "Where you start"
    controls = [
        Choice("start", tuple(STARTS), "he", "first weights"),
        Choice("activation", ("tanh", "relu"), "tanh", "activation"),
        Slider("depth", 1, 8, start=5, whole=True, label="hidden layers"),
        Seed(),
    ]
    presets = [
        Preset("silent", {"start": "tiny", "activation": "tanh", "depth": 5}, "Bad: every layer passes on a fraction of what it gets, and the slopes vanish with it."),
        Preset("saturated", {"start": "huge", "activation": "tanh", "depth": 5}, "Bad: nearly all outputs are -1 or 1, where the slope of tanh is 0."),
        Preset("xavier", {"start": "xavier", "activation": "tanh", "depth": 5}, "Good: made for tanh; at the start the spread shrinks only a little from layer to layer."),
        Preset("he", {"start": "he", "activation": "relu", "depth": 5}, "Good: made for ReLU, which throws half of the numbers away."),
    ]
    n_steps, steps_a_frame, preview_frames, width = 400, 8, 50, 32

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.ridges = Ridges(left, 8, "outputs, for 200 digits (beyond 1: at the edge)")
        self.losses = Curves(right, BOTH, self.n_steps, (0.03, 30), "loss", threshold=(GUESSING, "guessing: ln 10 = 2.303"))
        self.artists = self.ridges.artists + self.losses.artists

    def restart(self, start, activation, depth, seed):
        self.start, self.activation = start, activation
        initialization, scale = STARTS[start]
        self.model = MLP([64, *[self.width] * depth, 10], activation, initialization, scale, seed)
        optimizer, every = GradientDescent(0.1), self.steps_a_frame
        training = train(self.model, CROSS_ENTROPY, optimizer, DIGITS.train, seed=seed, validation=DIGITS.validation, validate_every=every)
        self.history = History(training, self.n_steps)
        self._show()

    def advance(self):
        runs_on = self.history.advance(self.steps_a_frame)
        self._show()
        return runs_on

    def _show(self):
        history = self.history
        with np.errstate(over="ignore", invalid="ignore"):
            layers = self.model.forward(DIGITS.train.inputs[:200])[1:-1]
            if np.isfinite([layer.std() for layer in layers]).all():   # a diverged network has no outputs to show: keep the last ones
                self.layers = layers
        first, last = two_digits(self.spreads[0]), two_digits(self.spreads[-1])
        self.ridges.update(f"Spread {first} in the first layer, {last} in the last", self.layers)
        self.losses.follow(f"{self.start.capitalize()}, {history.n_done} updates: {self.fate}", history)

    @property
    def spreads(self):
        """The standard deviation of every hidden layer's outputs."""
        return [layer.std() for layer in self.layers]

    @property
    def n_kinds(self):
        """How many different neurons the first layer has."""
        return len(np.unique(self.model.parameters.weights[0], axis=-1).mT)

    @property
    def fate(self):
        """The loss so far, in a few words."""
        history = self.history
        if not history.losses:
            return "not started"
        if history.diverged_at is not None:
            return f"diverged at update {history.diverged_at}"
        loss = history.validation_losses[-1]
        return f"still guessing, {loss:.2f}" if 0.95 * GUESSING < loss < 1.1 * GUESSING else f"validation loss {loss:.2g}"

    def pin(self):
        self.losses.pin(self.start)

    def unpin(self):
        self.losses.unpin()

    def summary(self):
        n_layers = counted(len(self.layers), "hidden layer")
        return (
            f"{n_layers} of {self.width}, {self.activation}, first weights {self.start}, {self.history.n_done} of {self.n_steps} updates: "
            f"{self.fate}. The spread of the outputs is {two_digits(self.spreads[0])} in the first hidden layer and {two_digits(self.spreads[-1])} "
            f"in the last; the first has {counted(self.n_kinds, 'different neuron')}."
        )


def _from_zero():
    scene = WhereYouStart()
    scene.restart(start="zeros", activation="tanh", depth=5, seed=0)
    while scene.advance():
        pass
    n_moved, n_parameters = np.count_nonzero(scene.model.parameters.flat), scene.model.parameters.flat.size
    loss = scene.history.validation_losses[-1]
    choice = "nothing moves at all" if n_moved == 0 else "hardly anything: it still guesses" if loss > 0.9 * GUESSING else "as much as any other, only later"
    return choice, {"n_moved": n_moved, "n_parameters": n_parameters, "loss": loss, "guessing": GUESSING}


from_zero = Question(
    "All weights of a network start at 0. What has it learned after 400 updates?",
    {
        "as much as any other, only later": (
            "Its loss is {loss:.2f}, guessing costs {guessing:.2f}. With all weights equal, all neurons of a layer get the same slope and stay "
            "equal, for ever."
        ),
        "hardly anything: it still guesses": (
            "{n_moved} of {n_parameters:,} parameters have moved, the biases of the last layer: they learn how frequent each digit is. No slope "
            "comes past weights that are 0."
        ),
        "nothing moves at all": (
            "Nearly: no slope comes past weights that are 0. But the biases of the last layer need none: {n_moved} of {n_parameters:,} parameters "
            "have moved, and the loss is {loss:.2f}."
        ),
    },
    _from_zero,
)


class CostOfSize:
    """What it costs to double the width or the depth: numbers to keep, products to compute, and time on your own computer."""

    title = "Cost of size"
    controls = [
        Slider("depth", 1, 8, start=2, whole=True, label="hidden layers"),
        Choice("width", (8, 16, 32, 64, 128, 256), 32, "hidden width", live=True),
    ]
    presets = [
        Preset("small", {"depth": 2, "width": 16}, "Here doubling costs hardly any time: numpy's calls, not the products, take it."),
        Preset("large", {"depth": 8, "width": 256}, "Here time follows the products: twice as wide is nearly four times as long."),
    ]
    batch_size, n_rounds, seconds_a_frame = 32, 4, 0.01
    widths = np.array(controls[-1].options)

    def __init__(self):
        self.figure, (left, right) = panels(1, 1, left=0.09, gap=0.23)
        colors, scales = {"products": GOOD, "parameters": TRAINING}, ("log", "log")
        self.counts = Profiles(left, colors, (8, 256), (300, 3e8), "hidden width", "how many", scales, self.widths, room=0.25)
        colors = {"as products": PAST, "measured": TRAINING}
        self.times = Profiles(right, colors, (8, 256), (0.003, 100), "hidden width", "milliseconds per update", scales, self.widths, room=0.27)
        self.artists = self.counts.artists + self.times.artists

    def restart(self, depth, width):
        self.depth, self.n_frames = depth, 0
        self.trainings = {}
        self.milliseconds = np.full(len(self.widths), np.nan)   # the shortest that was measured
        self.change(width)

    def change(self, width):
        self.place = int(np.flatnonzero(self.widths == width)[0])
        self._show()

    def advance(self):
        if self.n_frames < self.n_rounds * len(self.widths):
            k = self.n_frames % len(self.widths)
            self.milliseconds[k] = np.fmin(self.milliseconds[k], 1000 * self._seconds_per_update(k))
            self.n_frames += 1
            self._show()
        return self.n_frames < self.n_rounds * len(self.widths)

    def sizes(self, width, times_as_deep=1):
        return [64, *[int(width)] * self.depth * times_as_deep, 10]

    def _seconds_per_update(self, k):
        if k not in self.trainings:
            model = MLP(self.sizes(self.widths[k]), "relu", "he")
            self.trainings[k] = train(model, CROSS_ENTROPY, GradientDescent(0.01), DIGITS.train, self.batch_size)
        shortest, end = np.inf, perf_counter() + self.seconds_a_frame
        while perf_counter() < end:
            began = perf_counter()
            next(self.trainings[k])
            shortest = min(shortest, perf_counter() - began)
        return shortest

    def n_products(self, width):
        """The products of one update: forward, for the weights' slopes, and backward to every layer but the inputs."""
        sizes = self.sizes(width)
        return self.batch_size * (count_multiply_adds(sizes) + backward_multiplications(sizes))

    def _show(self):
        parameters = np.array([count_parameters(self.sizes(width)) for width in self.widths], float)
        products = np.array([self.n_products(width) for width in self.widths], float)
        k = self.place
        self.counts.update(f"{parameters[k]:,.0f} parameters, {_large(products[k])} products", self.widths, k, parameters=parameters, products=products)
        proportional = products * self.milliseconds[-1] / products[-1]   # through the widest
        waiting = "Measuring the narrower ones first" if self.n_frames else "Not measured yet: press Play"
        finding = waiting if np.isnan(self.milliseconds[k]) else f"{_milliseconds(self.milliseconds[k])} per update, on this computer"
        self.times.update(finding, self.widths, k, measured=self.milliseconds, **{"as products": proportional})

    def summary(self):
        width, milliseconds = self.widths[self.place], self.milliseconds[self.place]
        own, wider, deeper = (count_parameters(sizes) for sizes in (self.sizes(width), self.sizes(2 * width), self.sizes(width, 2)))
        time = "" if np.isnan(milliseconds) else f" An update takes {_milliseconds(milliseconds)} on this computer."
        n_layers = counted(self.depth, "hidden layer")
        return (
            f"{n_layers} of {width}: {own:,} parameters, {_large(self.n_products(width))} products in an update of {self.batch_size} digits. Twice "
            f"as wide has {wider / own:.2f} times the parameters, twice as deep {deeper / own:.2f} "
            f"times.{time}"
        )


def _large(count):
    return f"{count / 1e6:.3g} million" if count >= 1e6 else f"{count:,.0f}"


def _milliseconds(time):
    return f"{time:.2g} ms" if time < 10 else f"{time:.0f} ms"


def _wide_or_deep():
    one, wide, deep = (count_parameters([64, *[width] * depth, 10]) for width, depth in ((128, 4), (256, 4), (128, 8)))
    choice = "twice as wide" if wide > 1.05 * deep else "twice as deep" if deep > 1.05 * wide else "it is the same"
    return choice, {"one": one, "wide": wide, "deep": deep, "wider": wide / one, "deeper": deep / one}


wide_or_deep = Question(
    "A network reads 64 pixels with four hidden layers of 128 neurons. Which costs more parameters: twice the width, or twice the number of layers?",
    {
        "twice as wide": (
            "Between two hidden layers stand width × width weights: four times as many. From {one:,} to {wide:,} parameters, {wider:.1f} times; "
            "twice as deep only {deep:,}, {deeper:.1f} times."
        ),
        "twice as deep": (
            "Another layer adds one block of 128 × 128 weights. But twice the width makes every such block four times as large: {wide:,} against "
            "{deep:,}."
        ),
        "it is the same": (
            "Depth adds blocks, so it doubles them. Width enters every block twice, once for the rows and once for the columns: {wide:,} against "
            "{deep:,}."
        ),
    },
    _wide_or_deep,
)


def _check_dropout(answer):
    outputs, share = np.random.default_rng(1).uniform(1, 2, (400, 50)), 0.25
    given = np.asarray(answer(outputs.copy(), share, np.random.default_rng(0)), float)
    if given.shape != outputs.shape:
        return f"The result must have the shape of outputs, {outputs.shape}; yours has {given.shape}."
    is_kept = given != 0
    silent = 1 - is_kept.mean()
    if silent == 0:
        return "Nothing is silenced: about a share of the numbers must become 0."
    if abs(silent - (1 - share)) < 0.02:
        return f"Turned around: with share = {share} you silence {silent:.0%} of the outputs. Keep those whose random number is at least share."
    if abs(silent - share) > 0.02:
        return f"With share = {share}, {silent:.0%} of the outputs are silenced."
    if np.all(is_kept == is_kept[:1]) or np.all(is_kept == is_kept[:, :1]):
        return "Whole rows or columns are silenced together: draw one random number for every output."
    if np.ptp(given[is_kept]) == 0:
        return "That is the mask. Multiply the outputs by it."
    factors = (given / outputs)[is_kept]
    if np.allclose(factors, 1):
        return "The right share is silenced, but the sums become smaller: multiply what is kept by 1 / (1 - share)."
    if np.allclose(factors, 1 / share):
        return "Multiply what is kept by 1 / (1 - share), not by 1 / share: three quarters are left, so they grow by a third."
    return None if np.allclose(factors, 1 / (1 - share)) else f"What is kept must be multiplied by 1 / (1 - {share}) = {1 / (1 - share):.3f}; your first is multiplied by {factors[0]:.3f}."


write_dropout = Exercise(
    name="my_dropout",
    task="return the outputs with a share of them silenced at random and the others scaled up.",
    check=_check_dropout,
    hint="rng.random(outputs.shape) gives a number between 0 and 1 for every output. Keep an output where that number is at least share, and divide by (1 - share).",
    solution=(
        "def my_dropout(outputs, share, rng):\n"
        "    is_kept = rng.random(outputs.shape) >= share\n"
        "    return outputs * is_kept / (1 - share)\n"
    ),
    example=(np.ones((4, 6)), 0.5, np.random.default_rng(0)),
)


def _check_products(answer):
    sizes = [3, 4, 5, 2]
    given, right = answer(sizes), count_multiply_adds(sizes)
    if given == count_parameters(sizes):
        return "That counts the parameters. A bias is added, not multiplied: leave the biases out."
    if given == np.prod(sizes):
        return "That multiplies all sizes, which counts paths. Each gap between two layers costs n_in × n_out products, and the gaps add up."
    if given == sum(sizes) or given == sum(sizes[1:]):
        return "That counts neurons. Each neuron needs one product for each of its inputs."
    if given == sum(n_in * n_out for n_in, n_out in zip(sizes[:-2], sizes[1:-1], strict=True)):
        return "The last gap, to the outputs, is missing."
    return None if given == right else f"For the sizes 3, 4, 5, 2 it is 3×4 + 4×5 + 5×2 = {right}; yours is {given}."


count_products = Exercise(
    name="my_products",
    task="return how many products one example costs on its way forward.",
    check=_check_products,
    hint="Go through the pairs of neighbours, zip(sizes, sizes[1:]), and add up n_in * n_out.",
    solution="def my_products(sizes):\n    return sum(n_in * n_out for n_in, n_out in zip(sizes, sizes[1:]))\n",
    example=([2, 3, 1],),
)


def _some_digits(n, seed):
    chosen = np.random.default_rng(seed).permutation(len(DIGITS.train.inputs))[:n]
    return DIGITS.train.take(chosen)


def _guesses(model, inputs):
    # in pieces: matrices this small are multiplied on one core, and need not wait for another that may be busy
    n_rows = 2**18 // max(n_in * n_out for n_in, n_out in pairwise(model.sizes))
    pieces = [model.forward(inputs[start : start + n_rows])[-1].argmax(axis=-1) for start in range(0, len(inputs), n_rows)]
    return np.concatenate(pieces, axis=-1)


def _share_right(model, points):
    return (_guesses(model, points.inputs) == points.labels).mean(axis=-1)
