"""Notebook 3: how long should a step be? Six scenes, from a ball in a bowl to a network on real digits."""
from itertools import islice

import numpy as np

from ..data import Points, digits, line, split
from ..losses import LOSSES, accuracy
from ..network import MLP
from ..optimizers import GradientDescent, descend
from ..plots import GOOD, PAST, TRAINING, VALIDATION, Bars, Contours, Curves, Landscape, Sweep, panels
from ..schedules import SCHEDULES
from ..training import History, train
from .declarations import Choice, Exercise, Preset, Question, Seed, Slider, Toggle

GUESSING = np.log(10)   # the cross-entropy of a model that gives each of ten digits the same chance
DIGITS = split(digits())
CROSS_ENTROPY, SQUARED_ERROR = LOSSES["cross-entropy"], LOSSES["mean squared error"]


class BallInABowl:
    """Twenty steps of gradient descent in the parabola ½w²: which step sizes arrive?"""

    title = "Ball in a bowl"
    controls = [Slider("step_size", 0.0, 2.2, start=0.1, step=0.01, label="learning rate × curvature")]
    presets = [
        Preset("careful", {"step_size": 0.1}, "Good but slow: every step keeps nine tenths of the distance."),
        Preset("one leap", {"step_size": 1.0}, "Perfect, and only possible because this bowl is a parabola."),
        Preset("too far", {"step_size": 2.1}, "Bad: every step lands higher up on the other side."),
    ]
    n_steps = 20

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.bowl = Landscape(left, lambda weight: weight**2 / 2, limits=(-2.4, 2.4), y_limits=(-0.15, 2.9))
        self.distance = Curves(right, {"distance": TRAINING}, self.n_steps, (0.001, 10), "distance from the bottom", x_label="steps")
        self.artists = self.bowl.artists + self.distance.artists

    def restart(self, step_size):
        self.step_size = step_size
        self.weights = descend(lambda weight: weight, start=1.0, learning_rate=step_size, n_steps=self.n_steps)
        distances = np.abs(self.weights)   # (n_steps + 1,)
        self.bowl.update(f"Step size {step_size:.2f}: {self.fate}", self.weights)
        title = f"After {self.n_steps} steps: {_few_digits(distances[-1])} from the bottom"
        shown = np.where(distances > 0, distances, np.nan)
        self.distance.update(title, distance=(np.arange(self.n_steps + 1), shown))

    @property
    def fate(self):
        """What becomes of the ball, in a few words."""
        size = self.step_size
        if size == 0:
            return "it does not move"
        if size < 1:
            return "rolls down one side"
        if size == 1:
            return "arrives in one step"
        if size < 2:
            return "jumps across, closer each time"
        return "swings for ever" if size == 2 else "climbs out of the bowl"

    def pin(self):
        self.distance.pin(f"{self.step_size:.2f}")

    def unpin(self):
        self.distance.unpin()

    def summary(self):
        return (
            f"Step size {self.step_size:.2f}: the ball {self.fate}. It starts 1 from the bottom and after "
            f"{self.n_steps} steps is {_few_digits(abs(self.weights[-1]))} away."
        )


class OwnThreshold:
    """Fit a line to data by gradient descent: the data themselves set the largest learning rate that works."""

    title = "Your data's own threshold"
    controls = [
        Toggle("scaled", False, "scale the input (mean 0, spread 1)"),
        Slider("learning_rate", 0.001, 3.0, start=0.01, step=0.004, logarithmic=True, label="learning rate", marked=True),
    ]
    presets = [
        Preset("just below", {"scaled": False, "learning_rate": 0.0891}, "Good: one per cent below the threshold, and it still converges."),
        Preset("just above", {"scaled": False, "learning_rate": 0.0909}, "Bad: one per cent above the threshold, and it explodes."),
        Preset("scaled", {"scaled": True, "learning_rate": 0.5}, "Best: on scaled inputs half the threshold goes straight to the minimum."),
    ]
    n_steps = 200
    rates = np.geomspace(0.001, 3.0, 64)   # for the right panel: trained side by side

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.valley = Contours(left, "slope", "intercept")
        self.sweep = Sweep(right, (0.001, 3.0), (0.1, 1e4), "learning rate", f"loss after {self.n_steps} updates")
        self.artists = self.valley.artists + self.sweep.artists
        self.scaled = None

    def restart(self, scaled, learning_rate):
        if scaled != self.scaled:
            self._use_inputs(scaled)
        self.learning_rate = learning_rate
        self.path, self.loss, self.diverged_at = self._fit(learning_rate)
        ratio = learning_rate / self.threshold
        place = learning_rate, self.loss if np.isfinite(self.loss) else np.inf
        self.valley.update(f"{self.fate.capitalize()}", self.path)
        words = f"2 / λ = {self.threshold:.3f} "
        self.sweep.update(f"Your rate is {ratio:.3g} × the threshold", self.rates, self.final_losses, place, self.threshold, words)

    def _use_inputs(self, scaled):
        inputs, targets = line(n=40, noise=0.5, seed=3)
        inputs = inputs + 3
        if scaled:
            inputs = (inputs - inputs.mean()) / inputs.std()
        self.scaled, self.points = scaled, Points(inputs, targets)
        with_bias = np.hstack([inputs, np.ones_like(inputs)])             # (n, 2)
        hessian = 2 * with_bias.T @ with_bias / len(inputs)               # (2, 2)
        self.threshold = 2 / np.linalg.eigvalsh(hessian)[-1]
        minimum = np.linalg.lstsq(with_bias, targets)[0][:, 0]            # slope, intercept
        reach = 1.35 * np.abs(minimum)
        slopes, intercepts = np.linspace(minimum[0] - reach[0], minimum[0] + reach[0], 80), np.linspace(minimum[1] - reach[1], minimum[1] + reach[1], 80)
        lines = slopes[None, :, None] * inputs[:, 0] + intercepts[:, None, None]   # (80, 80, n)
        self.valley.draw_map(slopes, intercepts, ((lines - targets[:, 0]) ** 2).mean(axis=-1), minimum)
        many = MLP([1, 1], "identity", "zeros", n_models=len(self.rates))
        for step in islice(self._training(many, self.rates[:, None]), self.n_steps):
            pass
        with np.errstate(over="ignore", invalid="ignore"):
            self.final_losses = SQUARED_ERROR.value(many.forward(inputs)[-1], targets)

    def _fit(self, learning_rate):
        model = MLP([1, 1], "identity", "zeros")
        path, diverged_at = [model.parameters.flat.copy()], None
        for step in islice(self._training(model, learning_rate), self.n_steps):
            path.append(model.parameters.flat.copy())
            diverged_at = step.number if step.diverged else None
        with np.errstate(over="ignore", invalid="ignore"):
            loss = SQUARED_ERROR.value(model.forward(self.points.inputs)[-1], self.points.targets)
        return np.array(path), loss, diverged_at

    def _training(self, model, learning_rate):
        return train(model, SQUARED_ERROR, GradientDescent(learning_rate), self.points, batch_size=len(self.points.inputs))

    @property
    def slider_marks(self):
        return {"learning_rate": (self.threshold, "2 / λ")}

    @property
    def fate(self):
        """What becomes of the fit, in a few words."""
        if self.diverged_at is not None:
            return f"diverged at update {self.diverged_at}"
        if self.learning_rate > self.threshold:
            return "explodes: every jump is longer than the last"
        return "zigzags across the valley" if self.learning_rate > self.threshold / 2 else "creeps along the valley"

    def summary(self):
        loss = "no number any more" if self.diverged_at else _few_digits(self.loss)
        return (
            f"Learning rate {self.learning_rate:.3g}, threshold {self.threshold:.3g} (2 divided by the largest curvature "
            f"of this data's loss): {self.fate}. Loss after {self.n_steps} updates: {loss}."
        )


class RateInYourHand:
    """A network learns real digits while you drag its learning rate: changing the rate does not restart the run."""

    title = "A live network, the learning rate in your hand"
    controls = [
        Seed(),
        Slider("learning_rate", 1e-4, 30.0, start=0.1, step=0.05, logarithmic=True, label="learning rate", live=True),
    ]
    presets = [
        Preset("slow", {"learning_rate": 1e-4}, "Too careful: the loss falls, but you would wait for an hour."),
        Preset("good", {"learning_rate": 1.0}, "Good: as fast as this network can bear."),
        Preset("too high", {"learning_rate": 3.0}, "Bad: a few leaps switch all hidden neurons off, and no later rate wakes them."),
    ]
    n_steps, steps_a_frame = 3000, 20

    def __init__(self):
        self.figure, (left, right) = panels(3, 2)
        self.losses = Curves(
            left, {"training": TRAINING, "validation": VALIDATION}, self.n_steps, (0.003, 30), "loss", threshold=(GUESSING, "guessing: ln 10 = 2.303")
        )
        (self.marks,) = left.plot([], [], color=PAST, marker="v", markersize=8, linestyle="", clip_on=False)
        self.rates = Curves(right, {"rate": GOOD, "update ÷ weights": PAST}, self.n_steps, (1e-7, 1e2), "", threshold=None)
        self.artists = [*self.losses.artists, self.marks, *self.rates.artists]

    def restart(self, seed, learning_rate):
        self.model = MLP([64, 32, 10], "relu", "he", seed=seed)
        self.optimizer = GradientDescent(learning_rate)
        training = train(
            self.model, CROSS_ENTROPY, self.optimizer, DIGITS.train, seed=seed, validation=DIGITS.validation, validate_every=self.steps_a_frame
        )
        self.history = History(training, self.n_steps)
        self.rate_history, self.ratios, self.changes = [], [], []
        self._show()

    def change(self, learning_rate):
        self.optimizer.learning_rate = learning_rate
        if not self.changes or self.changes[-1] != self.history.n_done:
            self.changes.append(self.history.n_done)
        self._show()

    def advance(self):
        runs_on = self.history.advance(self.steps_a_frame)
        parameters, gradient = self.model.parameters.flat, self.model.gradient.flat
        self.rate_history.append(self.optimizer.learning_rate)
        self.ratios.append(self.optimizer.learning_rate * np.linalg.norm(gradient) / np.linalg.norm(parameters))
        self._show()
        return runs_on

    def _show(self):
        history = self.history
        self.losses.update(f"After {history.n_done} updates: {self.fate}", training=(history.updates, history.losses), validation=(history.updates, history.validation_losses))
        self.marks.set_data(self.changes, np.full(len(self.changes), 24.0))
        self.rates.update(f"Learning rate {self.optimizer.learning_rate:.2g}", **{"rate": (history.updates, self.rate_history), "update ÷ weights": (history.updates, self.ratios)})

    @property
    def fate(self):
        """How the training goes, in a few words, read off the last losses."""
        history = self.history
        if not history.updates:
            return "waiting for you"
        if history.diverged_at is not None:
            return f"diverged at update {history.diverged_at}"
        loss = np.mean(history.losses[-5:])
        if loss > 1.5 * GUESSING:
            return f"loss {loss:.3g}, thrown about"
        if self._n_awake() == 0:
            return f"loss {loss:.3g}, dead"
        return f"loss {loss:.2g}"

    def _n_awake(self):
        hidden = self.model.forward(DIGITS.validation.inputs)[1]
        return int((hidden > 0).any(axis=0).sum())

    def pin(self):
        self.losses.pin(f"{self.optimizer.learning_rate:.2g}")

    def unpin(self):
        self.losses.unpin()

    def summary(self):
        history = self.history
        if not history.updates:
            return "A network of 64-32-10 is ready to learn digits. Drag the learning rate, or press Play."
        return f"{history.n_done} updates at a learning rate of {self.optimizer.learning_rate:.2g}: {self.fate}. Guessing costs {GUESSING:.3f}."


def _few_digits(value):
    return f"{value:.3g}"
