"""Notebook 3: how long should a step be? Six scenes, from a ball in a bowl to a network on real digits."""
from itertools import islice

import numpy as np

from ..data import Points, digits, line, split
from ..losses import LOSSES, accuracy
from ..network import MLP
from ..optimizers import GradientDescent, descend
from ..plots.curves import Bars, Curves, Sweep
from ..plots.landscapes import Contours, Landscape
from ..plots.look import GOOD, PAST, TRAINING, VALIDATION, panels
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
        title = f"After {self.n_steps} steps: {distances[-1]:.3g} from the bottom"
        shown = np.where(distances > 0, distances, np.nan)
        self.distance.update(title, distance=(np.arange(self.n_steps + 1), shown))

    @property
    def fate(self):
        """What becomes of the ball, in a few words."""
        size = self.step_size
        if size == 0:
            return "does not move"
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
            f"{self.n_steps} steps is {abs(self.weights[-1]):.3g} away."
        )


def _mirror():
    ends = {size: abs(descend(lambda weight: weight, 1.0, size, BallInABowl.n_steps)[-1]) for size in (0.1, 0.2, 1.0, 1.9, 2.1)}
    nearest = min((0.2, 1.0, 1.9, 2.1), key=lambda size: abs(ends[size] - ends[0.1]))
    return str(nearest), {"end": ends[0.1], "small": ends[0.2], "mirror": ends[1.9], "far": ends[2.1]}


where_else = Question(
    "With step size 0.1 the ball is some way from the bottom after 20 steps. Which other step size ends equally far away?",
    {
        "0.2": "Twice the step keeps 0.8 of the distance each time instead of 0.9, twenty times over: it ends at {small:.3f}, not at {end:.3f}.",
        "1.0": "That one is special: its first step lands exactly on the bottom. The step size 0.1 ends at {end:.3f}.",
        "1.9": "Each step multiplies the distance by 1 - 1.9 = -0.9. It changes sides every time, but shrinks as slowly as 0.9: both end at {mirror:.3f}.",
        "2.1": "Each step multiplies the distance by 1 - 2.1 = -1.1, so it grows: after 20 steps it is {far:.2f}.",
    },
    _mirror,
)


class OwnThreshold:
    """Fit a line to data by gradient descent: the data themselves set the largest learning rate that works."""

    title = "Your data's own threshold"
    controls = [
        Toggle("scaled", False, "scale the input (mean 0, spread 1)"),
        Slider("learning_rate", 0.001, 3.0, start=0.01, step=0.002, logarithmic=True, label="learning rate", marked=True),
    ]
    presets = [
        Preset("just below", {"scaled": False, "learning_rate": 0.0933}, "Good: one per cent below the threshold, and it still converges."),
        Preset("just above", {"scaled": False, "learning_rate": 0.0952}, "Bad: one per cent above the threshold, and it explodes."),
        Preset("scaled", {"scaled": True, "learning_rate": 0.5}, "Best: on scaled inputs half the threshold goes straight to the minimum."),
    ]
    n_steps = 200

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.valley = Contours(left, "slope", "intercept")
        self.sweep = Sweep(right, (0.001, 3.0), (0.1, 1e4), "learning rate", f"loss after {self.n_steps} updates")
        self.artists = self.valley.ground + self.valley.artists + self.sweep.artists
        self.scaled = None
        self.tried = {scaled: self._try_rates(scaled) for scaled in (False, True)}   # now: the switch should not have to wait for them

    def restart(self, scaled, learning_rate):
        if scaled != self.scaled:
            self._use_inputs(scaled)
        self.learning_rate = learning_rate
        self.path, self.loss, self.diverged_at = self._fit(learning_rate)
        ratio = learning_rate / self.threshold
        place = learning_rate, self.loss if np.isfinite(self.loss) else np.inf
        self.valley.update(self.fate.capitalize(), self.path)
        finding = f"Your rate is {ratio:.3g} × the threshold"
        self.sweep.update(finding, self.rates, self.final_losses, place, self.threshold, f"2 / λ = {self.threshold:.3g}")

    def _use_inputs(self, scaled):
        self.scaled = scaled
        self.points, self.threshold, minimum, self.rates, self.final_losses = self.tried[scaled]
        reach = 1.35 * np.abs(minimum)
        slopes, intercepts = np.linspace(minimum - reach, minimum + reach, 80).T
        lines = slopes[:, None] * self.points.inputs[:, 0] - self.points.targets[:, 0]   # (80, n), without an intercept
        heights = ((lines + intercepts[:, None, None]) ** 2).mean(axis=-1)               # (80, 80), a row for each intercept
        self.valley.draw_map(slopes, intercepts, heights, minimum)

    def _try_rates(self, scaled):
        """The points, their threshold, the best line, and many learning rates with the losses they end at."""
        points = line(n=40, noise=0.5, seed=3)
        inputs = points.inputs + 3
        if scaled:
            inputs = (inputs - inputs.mean()) / inputs.std()
        points = Points(inputs, points.targets)
        with_bias = np.hstack([inputs, np.ones_like(inputs)])             # (n, 2)
        hessian = 2 * with_bias.T @ with_bias / len(inputs)               # (2, 2)
        threshold = 2 / np.linalg.eigvalsh(hessian)[-1]
        minimum = np.linalg.lstsq(with_bias, points.targets)[0][:, 0]     # slope, intercept
        nearby = threshold * np.array([0.99, 0.999, 1.001, 1.01, 1.02])
        rates = np.sort(np.append(np.geomspace(0.001, 3.0, 59), nearby))  # 64 rates, trained side by side
        many = MLP([1, 1], "identity", "zeros", n_models=len(rates))
        for step in islice(self._training(many, points, rates[:, None]), self.n_steps):
            pass
        with np.errstate(over="ignore", invalid="ignore"):
            final_losses = SQUARED_ERROR.value(many.forward(inputs)[-1], points.targets)
        return points, threshold, minimum, rates, final_losses

    def _fit(self, learning_rate):
        model = MLP([1, 1], "identity", "zeros")
        path, diverged_at = [model.parameters.flat.copy()], None
        for step in islice(self._training(model, self.points, learning_rate), self.n_steps):
            path.append(model.parameters.flat.copy())
            diverged_at = step.number if step.diverged else None
        with np.errstate(over="ignore", invalid="ignore"):
            loss = SQUARED_ERROR.value(model.forward(self.points.inputs)[-1], self.points.targets)
        return np.array(path), loss, diverged_at

    def _training(self, model, points, learning_rate):
        return train(model, SQUARED_ERROR, GradientDescent(learning_rate), points, batch_size=len(points.inputs))

    @property
    def slider_marks(self):
        return {"learning_rate": (self.threshold, "2 / λ")}

    @property
    def fate(self):
        """What becomes of the fit, in a few words."""
        if self.diverged_at is not None:
            return f"diverged at update {self.diverged_at}"
        if np.isclose(self.learning_rate, self.threshold):
            return "swings for ever"
        if self.learning_rate > self.threshold:
            return "explodes: every jump is longer than the last"
        return "zigzags across the valley" if self.learning_rate > 0.55 * self.threshold else "walks down the valley"

    def summary(self):
        loss = "no number any more" if self.diverged_at else f"{self.loss:.3g}"
        return (
            f"Learning rate {self.learning_rate:.3g}, threshold {self.threshold:.3g} (2 divided by the largest curvature "
            f"of this data's loss): {self.fate}. Loss after {self.n_steps} updates: {loss}."
        )


def _one_per_cent():
    scene = OwnThreshold()
    scene.restart(scaled=False, learning_rate=0.01)
    below, above = (scene._fit(share * scene.threshold)[1] for share in (0.99, 1.01))
    choice = "it is about the same" if above < 2 * below else "it is a few times larger" if above < 100 * below else "it is more than a hundred times larger"
    return choice, {"below": below, "above": above}


one_per_cent_more = Question(
    "One run uses 0.99 times the threshold 2/λ, another 1.01 times. After 200 updates, how does the second loss compare with the first?",
    {
        "it is about the same": "Only two per cent lie between the rates, but 200 updates multiply: {below:.2f} below the threshold, {above:,.0f} above it.",
        "it is a few times larger": "It is worse: errors that grow by two per cent grow 200 times in a row. {below:.2f} against {above:,.0f}.",
        "it is more than a hundred times larger": "Below, the error shrinks by two per cent each time, above, it grows by two per cent. After 200 updates: {below:.2f} against {above:,.0f}.",
    },
    _one_per_cent,
)


class RateInYourHand:
    """A network learns real digits while you drag its learning rate: changing the rate does not restart the run."""

    title = "A live network, the learning rate in your hand"
    controls = [
        Choice("activation", ("relu", "leaky relu"), "relu", "activation"),
        Seed(),
        Slider("learning_rate", 1e-4, 30.0, start=0.1, logarithmic=True, label="learning rate", live=True),
    ]
    presets = [
        Preset("slow", {"activation": "relu", "learning_rate": 1e-4}, "Too careful: the loss does fall, but it needs a thousand updates where 0.1 needs one."),
        Preset("good", {"activation": "relu", "learning_rate": 1.0}, "Good: about as fast as this network can take."),
        Preset("dead", {"activation": "relu", "learning_rate": 3.0}, "Bad: a few leaps switch the hidden neurons off, and no later rate wakes them."),
        Preset("diverged", {"activation": "leaky relu", "learning_rate": 30.0}, "Bad: neurons that leak cannot die, so nothing ends the leaps before the numbers do."),
    ]
    n_steps, steps_a_frame, preview_frames = 3000, 20, 40

    def __init__(self):
        self.figure, (left, right) = panels(3, 2)
        guessing = GUESSING, "guessing: ln 10 = 2.303"
        colors = {"training": TRAINING, "validation": VALIDATION}
        self.losses = Curves(left, colors, self.n_steps, (0.001, 30), "loss", threshold=guessing)
        (self.changes,) = left.plot([], [], color=PAST, marker="v", markersize=7, linestyle="", clip_on=False)
        self.rates = Curves(right, {"rate": GOOD, "share": PAST}, self.n_steps, (1e-7, 1e2), "share or rate")
        self.artists = [*self.losses.artists, self.changes, *self.rates.artists]

    def restart(self, activation, seed, learning_rate):
        self.model = MLP([64, 32, 10], activation, "he", seed=seed)
        self.optimizer = GradientDescent(learning_rate)
        self.history = History(_on_digits(self.model, self.optimizer, seed, self.steps_a_frame), self.n_steps)
        self.used_rates, self.shares, self.changed_at = [], [], []
        self._show()

    def change(self, learning_rate):
        self.optimizer.learning_rate = learning_rate
        self.changed_at.append(self.history.n_done)
        self._show()

    def advance(self):
        if self.history.is_over:
            return False
        runs_on = self.history.advance(self.steps_a_frame)
        self.used_rates.append(self.optimizer.learning_rate)
        with np.errstate(over="ignore", invalid="ignore"):   # of a diverged network there is no share
            sizes = [np.linalg.norm(part.flat) for part in (self.model.gradient, self.model.parameters)]
            self.shares.append(self.optimizer.learning_rate * sizes[0] / sizes[1])
        self._show()
        return runs_on

    def _show(self):
        history = self.history
        self.losses.follow(f"After {history.n_done} updates: {self.fate}", history)
        self.changes.set_data(self.changed_at, np.full(len(self.changed_at), 30.0))
        lines = {"rate": (history.updates, self.used_rates), "share": (history.updates, self.shares)}
        self.rates.update(f"Learning rate {self.optimizer.learning_rate:.2g}", **lines)

    @property
    def fate(self):
        """How the training goes, in a few words, from the last hundred losses."""
        if not self.history.losses:
            return "not started"
        if self.history.diverged_at is not None:
            return f"diverged at update {self.history.diverged_at}"
        loss = np.mean(self.history.losses[-5:])
        if loss > 1e4:
            return f"loss {loss:.0e}, growing"
        if loss > 1.5 * GUESSING:
            return f"loss {loss:.3g}, thrown about"
        if loss > 0.95 * GUESSING and self.n_awake < 3:
            return f"loss {loss:.3g}, dead"
        return f"loss {loss:.2g}"

    @property
    def n_awake(self):
        """How many of the hidden neurons still answer to any validation digit."""
        hidden = self.model.forward(DIGITS.validation.inputs)[1]
        return int((hidden > 0).any(axis=0).sum())

    @property
    def rate_in_use(self):
        """The rate of the last updates, also when the slider already stands elsewhere."""
        return self.used_rates[-1] if self.used_rates else self.optimizer.learning_rate

    def pin(self):
        self.losses.pin(f"{self.rate_in_use:.2g}")

    def unpin(self):
        self.losses.unpin()

    def summary(self):
        if not self.history.losses:
            return "A network of 64-32-10 is ready to learn digits. Drag the learning rate, or press Play."
        if self.history.diverged_at is not None:
            return f"At a learning rate of {self.rate_in_use:.2g} the training {self.fate}: no number is large enough for its loss. Press Restart."
        correct = accuracy(self.model.forward(DIGITS.validation.inputs)[-1], DIGITS.validation.targets)
        return (
            f"After {self.history.n_done} updates, now at a learning rate of {self.optimizer.learning_rate:.2g}: {self.fate} "
            f"(guessing: {GUESSING:.3f}). {correct:.0%} of the validation digits are right; hidden neurons awake: {self.n_awake} of 32."
            + (" The run is over: press Restart." if self.history.is_over else "")
        )


def _much_too_high():
    scene = RateInYourHand()
    scene.restart("relu", seed=0, learning_rate=3.0)
    for _ in range(30):
        scene.advance()
    loss = np.mean(scene.history.losses[-5:])
    if scene.history.diverged_at is not None or loss > 10 * GUESSING:
        choice = "it grows without end"
    else:
        choice = "it ends at that of guessing" if loss > 0.9 * GUESSING else "it falls, only faster"
    return choice, {"loss": loss, "guessing": GUESSING, "awake": scene.n_awake}


three_times_too_much = Question(
    "A rate of 1 is good for this network. What does the loss do at a rate of 3?",
    {
        "it falls, only faster": "There is a limit, as in the bowl. At 3 the loss is {loss:.2f} after 600 updates; guessing costs {guessing:.2f}.",
        "it ends at that of guessing": "The first leaps push the hidden neurons where ReLU gives 0 for every digit ({awake} of 32 are awake). All it can do is guess: {loss:.2f}.",
        "it grows without end": "In a bowl it would. Here the leaps switch the hidden neurons off ({awake} of 32 are awake), and the loss ends at {loss:.2f}, near that of guessing.",
    },
    _much_too_high,
)


class StuckOrSlow:
    """Two valleys, one deeper: the learning rate decides in which of them the descent ends."""

    title = "Stuck or slow?"
    controls = [Slider("learning_rate", 0.005, 0.4, start=0.05, step=0.005, label="learning rate")]
    presets = [
        Preset("stuck", {"learning_rate": 0.05}, "Stops in the first valley on its way, the shallow one."),
        Preset("leaps over", {"learning_rate": 0.18}, "Good here: long enough to leap over the hill, short enough to settle."),
        Preset("restless", {"learning_rate": 0.28}, "Bad: finds the deep valley and never comes to rest in it."),
        Preset("overflow", {"learning_rate": 0.35}, "Bad: a few leaps, each longer than the last, and no number is large enough."),
    ]
    n_steps = 200

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.hills = Landscape(left, self.loss, limits=(-2.1, 2.1), y_limits=(-0.6, 4.2))
        self.places = Curves(right, {"weight": TRAINING}, self.n_steps, (-2.1, 2.1), "weight", x_label="steps", logarithmic_y=False)
        self.artists = self.hills.artists + self.places.artists

    @staticmethod
    def loss(weight):
        return (weight**2 - 1) ** 2 + 0.3 * weight

    @staticmethod
    def slope(weight):
        return 4 * weight * (weight**2 - 1) + 0.3

    def restart(self, learning_rate):
        self.learning_rate = learning_rate
        self.weights = descend(self.slope, start=1.6, learning_rate=learning_rate, n_steps=self.n_steps)
        self.hills.update(self.fate.capitalize(), self.weights[np.abs(self.weights) < 1e6])
        shown = np.where(np.abs(self.weights) < 20, self.weights, np.nan)   # what leaps out of the picture is left out
        self.places.update(f"Learning rate {learning_rate:.3f}", weight=(np.arange(self.n_steps + 1), shown))

    @property
    def fate(self):
        """Where the descent ends, in a few words."""
        finite = np.isfinite(self.weights)
        if not finite.all():
            return f"diverged at step {np.argmin(finite)}"
        *_, before, last = self.weights
        if abs(last - before) > 0.01:
            return "bounces for ever"
        steepness = abs(self.slope(last))
        if steepness > 0.01:
            return f"still on its way at {last:.3f}"
        return f"stuck in the shallow valley at {last:.3f}" if last > 0 else f"in the deep valley at {last:.3f}"

    def pin(self):
        self.places.pin(f"{self.learning_rate:.3f}")

    def unpin(self):
        self.places.unpin()

    def summary(self):
        return f"Learning rate {self.learning_rate:.3f}, {self.n_steps} steps from 1.6: {self.fate}."


def _deep_valley():
    ends = {rate: descend(StuckOrSlow.slope, 1.6, rate, StuckOrSlow.n_steps) for rate in (0.05, 0.18, 0.28, 0.35)}
    settled = {rate: path for rate, path in ends.items() if abs(path[-1] - path[-2]) < 0.001}
    best = min(settled, key=lambda rate: StuckOrSlow.loss(settled[rate][-1]))
    return str(best), {"shallow": ends[0.05][-1], "deep": ends[0.18][-1], "overflow": int(np.argmin(np.isfinite(ends[0.35])))}


finds_the_deep_valley = Question(
    "The descent starts at 1.6, the deep valley is on the left. Which learning rate comes to rest in it?",
    {
        "0.05": "Careful steps roll into the first valley and stay there, at {shallow:.3f}.",
        "0.18": "The first steps are long enough to leap over the hill, the later ones short enough to settle at {deep:.3f}.",
        "0.28": "It gets there, but its steps are too long for the narrow valley: it bounces from side to side for ever.",
        "0.35": "Every leap is longer than the last: at step {overflow} no number is large enough any more.",
    },
    _deep_valley,
)


BOLD = {"learning_rate": 1.3, "seed": 35}   # a little more than this network can take from its first step on


class RateThatChanges:
    """Four rules for the learning rate, one network, one budget of updates: pin the runs and compare."""

    title = "Schedules"
    controls = [
        Choice("schedule", tuple(SCHEDULES), "constant", "schedule"),
        Slider("learning_rate", 0.01, 10.0, start=1.0, logarithmic=True, label="highest learning rate"),
        Seed(),
    ]
    presets = [
        Preset("bearable", {"schedule": "constant", "learning_rate": 1.0, "seed": 35}, "Good: at a rate the network can take, any rule will do. Pin it."),
        Preset("too bold", {"schedule": "constant", **BOLD}, "Bad: a little more, and the early steps break the network."),
        Preset("warmed up", {"schedule": "warm-up", **BOLD}, "Good: the same highest rate, but the start is gentle."),
    ]
    n_steps, steps_a_frame, preview_frames = 1200, 20, 60

    def __init__(self):
        self.figure, (top, bottom) = panels(1, rows=2, size=(10, 4.8), left=0.09, bottom=0.115, top=0.93)
        self.rates = Curves(top, {"rate": GOOD}, self.n_steps, (1e-3, 20), "learning rate", x_label="")
        self.losses = Curves(bottom, {"training": TRAINING, "validation": VALIDATION}, self.n_steps, (0.003, 30), "loss")
        self.artists = self.rates.artists + self.losses.artists

    def restart(self, schedule, learning_rate, seed):
        self.name, self.learning_rate = schedule, learning_rate
        self.model = MLP([64, 32, 10], "relu", "he", seed=seed)
        rule = SCHEDULES[schedule](learning_rate, self.n_steps)
        training = _on_digits(self.model, GradientDescent(learning_rate), seed, self.steps_a_frame, rule)
        self.history = History(training, self.n_steps)
        updates = np.arange(self.n_steps)
        rates = [rule.rate(k) for k in updates]
        self.rates.update(f"{schedule.capitalize()}: {rates[0]:.2g} at first, {max(rates):.2g} at most, {rates[-1]:.1g} at last", rate=(updates, rates))
        self._show()

    def advance(self):
        runs_on = self.history.advance(self.steps_a_frame)
        self._show()
        return runs_on

    def _show(self):
        history = self.history
        self.losses.follow(f"After {history.n_done} of {self.n_steps} updates: {self.fate}", history)

    @property
    def fate(self):
        """The losses so far, in a few words."""
        history = self.history
        if not history.losses:
            return "not started"
        if history.diverged_at is not None:
            return f"diverged at update {history.diverged_at}"
        return f"loss {np.mean(history.losses[-5:]):.2g} (training), {history.validation_losses[-1]:.2g} (validation)"

    def pin(self):
        self.losses.pin(f"{self.name} {self.learning_rate:.2g}")

    def unpin(self):
        self.losses.unpin()

    def summary(self):
        return f"Schedule {self.name}, highest rate {self.learning_rate:.2g}, {self.history.n_done} of {self.n_steps} updates: {self.fate}."


def _survivor():
    losses = {}
    scene = RateThatChanges()
    for name in SCHEDULES:
        scene.restart(schedule=name, **BOLD)
        while scene.history.advance(scene.steps_a_frame):
            pass
        losses[name] = scene.history.validation_losses[-1]
    return min(losses, key=losses.get), {name.replace("-", "_"): loss for name, loss in losses.items()}


survives_a_bold_rate = Question(
    f"A highest rate of {BOLD['learning_rate']} is a little more than this network (seed {BOLD['seed']}) can take. Which rule gets the lowest validation loss out of it?",
    {
        "constant": "It starts at 1.3, breaks, and ends at {constant:.2f}, no better than guessing.",
        "step": "It becomes careful after half of the run; the damage is done in the first steps. It ends at {step:.2f}.",
        "cosine": "It calms down early enough to repair something: {cosine:.2f}. Another rule avoids the damage.",
        "warm-up": "The first steps are the dangerous ones: weights are random and slopes are steep. A gentle start ends at {warm_up:.2f}, a constant rate at {constant:.2f}.",
    },
    _survivor,
)


class FineTuneAndForget:
    """A network that knows the digits 0-4 now learns 5-9: how much of the old does the learning rate leave?"""

    title = "Fine-tune and forget"
    controls = [
        Slider("mixed_in", 0.0, 0.5, start=0.0, step=0.05, label="share of the old digits mixed in"),
        Toggle("frozen", False, "freeze the first layer"),
        Slider("learning_rate", 1e-4, 1.0, start=0.001, logarithmic=True, label="learning rate"),
    ]
    presets = [
        Preset("timid", {"mixed_in": 0.0, "frozen": False, "learning_rate": 1e-3}, "Keeps the old and learns nothing new."),
        Preset("halfway", {"mixed_in": 0.0, "frozen": False, "learning_rate": 1e-2}, "Some of both, neither of them well."),
        Preset("bold", {"mixed_in": 0.0, "frozen": False, "learning_rate": 0.1}, "Bad: learns the new and forgets the old."),
        Preset("bold, with reminders", {"mixed_in": 0.1, "frozen": False, "learning_rate": 0.1}, "Good: a tenth of the old digits is enough to remember."),
    ]
    n_steps, steps_a_frame, preview_frames = 300, 10, 30

    def __init__(self):
        self.figure, (left, right) = panels(3, 2)
        self.shares = Curves(left, {"old 0-4": TRAINING, "new 5-9": VALIDATION}, self.n_steps, (0, 1.05), "share of validation digits right", logarithmic_y=False)
        self.bars = Bars(right, [str(digit) for digit in range(10)], [TRAINING] * 5 + [VALIDATION] * 5, "digit", "share right")
        self.artists = self.shares.artists + self.bars.artists
        self.taught = MLP([64, 32, 10], "relu", "he")
        for step in islice(train(self.taught, CROSS_ENTROPY, GradientDescent(0.5), _old(DIGITS.train)), 600):
            pass

    def restart(self, mixed_in, frozen, learning_rate):
        self.learning_rate = learning_rate
        self.model = MLP([64, 32, 10], "relu", "he")
        self.model.parameters.flat[...] = self.taught.parameters.flat
        new, old = DIGITS.train.take(DIGITS.train.labels >= 5), _old(DIGITS.train)
        reminders = old.take(slice(round(mixed_in * len(old.inputs))))
        points = Points(np.concatenate([new.inputs, reminders.inputs]), np.concatenate([new.targets, reminders.targets]))
        self.training = train(self.model, CROSS_ENTROPY, GradientDescent(learning_rate), points, n_frozen=int(frozen))
        self.updates, self.old_right, self.new_right = [], [], []
        self._measure(0)

    def advance(self):
        if self.updates[-1] < self.n_steps:
            *_, last = islice(self.training, self.steps_a_frame)
            self._measure(last.number)
        return self.updates[-1] < self.n_steps

    def _measure(self, n_done):
        labels = DIGITS.validation.labels
        right = self.model.forward(DIGITS.validation.inputs)[-1].argmax(axis=-1) == labels
        self.updates.append(n_done)
        self.old_right.append(right[labels < 5].mean())
        self.new_right.append(right[labels >= 5].mean())
        lines = {"old 0-4": (self.updates, self.old_right), "new 5-9": (self.updates, self.new_right)}
        self.shares.update(f"After {n_done} updates: {self.old_right[-1]:.0%} of the old, {self.new_right[-1]:.0%} of the new", **lines)
        self.bars.update("Digit by digit", [right[labels == digit].mean() for digit in range(10)])

    def pin(self):
        self.shares.pin(f"old, {self.learning_rate:.2g}")

    def unpin(self):
        self.shares.unpin()

    def summary(self):
        return (
            f"Learning rate {self.learning_rate:.2g}, {self.updates[-1]} of {self.n_steps} updates on the new digits: {self.old_right[-1]:.0%} of the old "
            f"digits 0-4 and {self.new_right[-1]:.0%} of the new digits 5-9 are right."
        )


def _forgotten():
    scene = FineTuneAndForget()
    scene.restart(mixed_in=0.0, frozen=False, learning_rate=0.1)
    before = scene.old_right[0]
    while scene.advance():
        pass
    old, new = scene.old_right[-1], scene.new_right[-1]
    return "nearly all" if old > 0.8 else "about half" if old > 0.3 else "hardly any", {"before": before, "old": old, "new": new}


what_is_left = Question(
    "The network knows the digits 0-4 and now sees only 5-9, 300 updates at a rate of 0.1. How many of the old digits does it still get right?",
    {
        "nearly all": "Nothing in the new data asks it to remember: {old:.0%} of the old are left of {before:.0%}, while it learned {new:.0%} of the new.",
        "about half": "It is more drastic: {old:.0%} are left of {before:.0%}. Not answering 0-4 lowers the loss on the new digits at once.",
        "hardly any": "From {before:.0%} to {old:.0%}: the quickest way to lower the loss on 5-9 is never to answer 0-4.",
    },
    _forgotten,
)


def _check_descent(answer):
    slope = lambda weight: weight - 3   # noqa: E731
    given, right = np.asarray(answer(slope, 1.0, 0.5, 3), float), descend(slope, 1.0, 0.5, 3)
    if given.shape == (3,) and np.allclose(given, right[1:]):
        return "The starting place is missing: the list begins with start, and so holds n_steps + 1 weights."
    if given.shape != right.shape:
        return f"After 3 steps the list must hold 4 weights, the start among them; yours has the shape {given.shape}."
    if np.allclose(given, [1.0, 0.0, -1.5, -3.75]):
        return "It climbs: each step must go against the slope. Look at the sign."
    if np.allclose(given, [1.0, 3.0, 3.0, 3.0]):
        return "The learning rate is missing: a step is learning_rate × slope long."
    if np.allclose(given, [1.0, 2.0, 3.0, 4.0]):
        return "Every step uses the slope at the start. Ask for the slope at the place where you are now."
    return None if np.allclose(given, right) else f"From 1 with slope(w) = w - 3 and rate 0.5, the weights are 1, 2, 2.5, 2.75; yours are {_listed(given)}."


write_descent = Exercise(
    name="my_descend",
    task="return the list of all weights visited, the start first.",
    check=_check_descent,
    hint="Begin with weights = [start]. Repeat n_steps times: append the last weight minus learning_rate times the slope at the last weight.",
    solution=(
        "def my_descend(slope, start, learning_rate, n_steps):\n"
        "    weights = [start]\n"
        "    for _ in range(n_steps):\n"
        "        weights.append(weights[-1] - learning_rate * slope(weights[-1]))\n"
        "    return weights\n"
    ),
    example=(lambda weight: weight, 1.0, 0.1, 2),
)


def _check_threshold(answer):
    inputs = np.array([1.0, 2.0, 3.0])
    given, right = float(answer(inputs)), 3 / 14
    if np.isclose(given, 1 / 14):
        return "That divides by the sum of the squares. The loss is a mean, so its curvature is 2 × the mean of the squares."
    if np.isclose(given, 2 * right):
        return "Nearly: the loss is the square, not half of it, so the curvature is 2 × the mean of inputs²."
    if np.isclose(given, 1 / right):
        return "That is the mean of the squares. The curvature is twice that, and the threshold is 2 divided by the curvature."
    if np.isclose(given, 2 / right):
        return "That is the curvature. The threshold is 2 divided by it."
    if np.isclose(given, 2 / (2 * np.mean(inputs) ** 2)):
        return "Square first, then average: the mean of the squares is not the square of the mean."
    return None if np.isclose(given, right) else f"For the inputs 1, 2, 3 the threshold is 3/14 = {right:.4f}; yours is {given:.4f}."


find_the_threshold = Exercise(
    name="my_threshold",
    task="return the learning rate above which gradient descent on mean((w × inputs - targets)²) explodes.",
    check=_check_threshold,
    hint="The second derivative of mean((w × inputs - targets)²) by w is 2 × mean(inputs²). The threshold is 2 divided by that curvature.",
    solution="def my_threshold(inputs):\n    curvature = 2 * np.mean(inputs**2)\n    return 2 / curvature\n",
    example=(np.array([1.0, 2.0]),),
)


def _on_digits(model, optimizer, seed, validate_every, schedule=None):
    return train(model, CROSS_ENTROPY, optimizer, DIGITS.train, seed=seed, schedule=schedule, validation=DIGITS.validation, validate_every=validate_every)


def _old(points):
    return points.take(points.labels < 5)


def _listed(numbers):
    return ", ".join(f"{number:.3g}" for number in numbers)
