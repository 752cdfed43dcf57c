"""Which learning rate is the largest that works for your data?"""

from itertools import islice

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.landscapes import Contours
from ...plots.numbers import three_digits
from ...plots.profiles import Profiles
from ...plots.style import PAST, TRAINING, panels
from ...training import advance, evaluate, train
from ..common import SQUARED_ERROR
from ..own_data import check_line, sample, with_scaled_inputs
from ..scene import Preset, Slider, Toggle
from ..tasks import Question
from .curvature import hessian_of_line, threshold
from .surfaces import LineLoss, points_of_the_line

SCALE = {"logarithmic": True, "decades_per_step": 0.002}  # fine enough to set the threshold to a per cent


class OwnThreshold:
    """A line fitted by gradient descent: its path on a map of the loss, and the loss of 64 learning rates."""

    title = "Your data's own threshold"
    controls = [
        Toggle("scaled", False, "scale the input (mean 0, spread 1)"),
        Slider("learning_rate", 0.001, 3.0, 0.01, "learning rate", **SCALE, marked=True),
    ]
    presets = [
        Preset(
            "just below",
            {"scaled": False, "learning_rate": 0.0933},
            "Good: one per cent below the threshold, and it still converges.",
        ),
        Preset(
            "just above",
            {"scaled": False, "learning_rate": 0.0952},
            "Bad: one per cent above the threshold, and it explodes.",
        ),
        Preset(
            "scaled",
            {"scaled": True, "learning_rate": 0.5},
            "Best: on scaled inputs half the threshold goes straight to the minimum.",
        ),
    ]
    n_steps = 200
    check_points = staticmethod(check_line)

    def __init__(self, points=None):
        self.sample = points and sample(points)
        low, losses = 0.001, (0.1, 1e4)
        if points is not None:
            low, losses = self._use_own()
        self.figure, (left, right) = panels(1, 1)
        self.valley = Contours(left, "slope", "intercept")
        axes = "learning rate", f"loss after {self.n_steps} updates", ("log", "log")
        self.lowest_rate, limits = low, ((low, 3.0), losses)
        self.sweep = Profiles(right, {"loss": PAST}, *limits, *axes, room=0, dot_color=TRAINING)
        self.artists = self.valley.ground + self.valley.artists + self.sweep.artists
        self.scaled = None
        # both are trained here, so that the switch answers at once
        self.tried = {scaled: self._try_rates(self._points(scaled)) for scaled in (False, True)}

    def _use_own(self):
        """Puts controls and presets around the data's threshold; the lowest rate, and the losses to show."""
        raw, spread = _threshold_of(self.sample.points), self.sample.points.targets.var()
        low = 10.0 ** np.floor(np.log10(min(raw / 30, 0.1)))
        rate = Slider("learning_rate", low, 3.0, 10 * low, "learning rate", **SCALE, marked=True)
        self.controls = [self.controls[0], rate]
        rates = 0.99 * raw, 1.01 * raw, 0.5
        self.presets = [
            preset._replace(settings=preset.settings | {"learning_rate": own})
            for preset, own in zip(self.presets, rates, strict=True)
        ]
        return low, (spread / 100, 1e4 * spread)

    def _points(self, scaled):
        if self.sample is None:
            return points_of_the_line(scaled)
        return with_scaled_inputs(self.sample.points) if scaled else self.sample.points

    def restart(self, scaled, learning_rate):
        if scaled != self.scaled:
            self._use_inputs(scaled)
        self.learning_rate = learning_rate
        self.path, self.loss, self.diverged_at = self._fit(learning_rate)
        self.valley.update(self.finding.capitalize(), self.path)
        yours = learning_rate, self.loss if np.isfinite(self.loss) else np.inf
        self.sweep.draw(self.rates, loss=self.final_losses)
        self.sweep.mark(self.threshold, f"2 / λ = {three_digits(self.threshold)}")
        self.sweep.point(f"Your rate is {self.ratio:.3g} × the threshold", loss=yours)

    def _use_inputs(self, scaled):
        self.scaled, self.points = scaled, self._points(scaled)
        self.threshold = _threshold_of(self.points)
        self.rates, self.final_losses = self.tried[scaled]
        self._draw_map(LineLoss(self.points))

    def _draw_map(self, loss):
        reach = 1.35 * np.abs(loss.minimum) + 1e-9  # a minimum at 0 has no width of its own
        slopes, intercepts = np.linspace(loss.minimum - reach, loss.minimum + reach, 80).T
        self.valley.draw_map(slopes, intercepts, loss.value(slopes, intercepts[:, None]), loss.minimum)

    def _try_rates(self, points):
        """64 learning rates, five of them near the threshold, and their final losses: `(64,)` each."""
        nearby = _threshold_of(points) * np.array([0.99, 0.999, 1.001, 1.01, 1.02])
        rates = np.sort(np.append(np.geomspace(self.lowest_rate, 3.0, 59), nearby))
        models = MLP([1, 1], "identity", "zeros", n_models=len(rates))  # trained side by side
        advance(_training(models, points, rates[:, None]), self.n_steps)
        return rates, _final_loss(models, points)

    def _fit(self, learning_rate):
        """The path of the parameters, the final loss, and the update at which the run diverged, or None."""
        model = MLP([1, 1], "identity", "zeros")
        path, diverged_at = [model.parameters.flat.copy()], None
        for step in islice(_training(model, self.points, learning_rate), self.n_steps):
            path.append(model.parameters.flat.copy())
            diverged_at = step.number if step.diverged else None
        return np.array(path), _final_loss(model, self.points), diverged_at

    @property
    def ratio(self):
        """The learning rate as a multiple of the threshold."""
        return self.learning_rate / self.threshold

    @property
    def slider_marks(self):
        return {"learning_rate": (self.threshold, "2 / λ")}

    @property
    def finding(self):
        """How the fit moves, in a few words."""
        if self.diverged_at is not None:
            return f"diverged at update {self.diverged_at}"
        if np.isclose(self.learning_rate, self.threshold):
            return "swings without end"
        if self.ratio > 1:
            return "explodes: every jump is longer than the last"
        return "zigzags across the valley" if self.ratio > 0.55 else "walks down the valley"

    def summary(self):
        loss = "too large for a number" if self.diverged_at else three_digits(self.loss)
        return (
            f"Learning rate {three_digits(self.learning_rate)}, threshold {three_digits(self.threshold)} (2"
            f" divided by the largest curvature of this data's loss): {self.finding}. Loss after"
            f" {self.n_steps} updates: {loss}.{self._own_in_words()}"
        )

    def _own_in_words(self):
        if self.sample is None:
            return ""
        kept = "scaled" if self.scaled else "as in the table"
        return f" {self.sample.in_words('used')}; {self.sample.names.inputs[0]} is {kept}."


def _threshold_of(points):
    return threshold(hessian_of_line(points.inputs))


def _training(model, points, learning_rate):
    return train(model, SQUARED_ERROR, GradientDescent(learning_rate), points, batch_size=len(points.inputs))


def _final_loss(model, points):
    with np.errstate(over="ignore", invalid="ignore"):  # above the threshold it may overflow
        return evaluate(model, SQUARED_ERROR, points)


def _one_per_cent():
    scene = OwnThreshold()
    scene.restart(scaled=False, learning_rate=0.01)
    below, above = (scene._fit(share * scene.threshold)[1] for share in (0.99, 1.01))
    return _compared(above / below), {"below": below, "above": above}


def _compared(ratio):
    if ratio < 2:
        return "it is about the same"
    return "it is a few times larger" if ratio < 100 else "it is more than a hundred times larger"


one_per_cent_more = Question(
    "One run uses 0.99 times the threshold 2/λ, another 1.01 times. After 200 updates, how does the second"
    " loss compare with the first?",
    {
        "it is about the same": (
            "Only two per cent lie between the rates, but 200 updates multiply: {below:.2f} below the"
            " threshold, {above:,.0f} above it."
        ),
        "it is a few times larger": (
            "It is worse: errors that grow by two per cent grow 200 times in a row. {below:.2f} against"
            " {above:,.0f}."
        ),
        "it is more than a hundred times larger": (
            "Below, the error shrinks by two per cent each time, above, it grows by two per cent. After 200"
            " updates: {below:.2f} against {above:,.0f}."
        ),
    },
    _one_per_cent,
)
