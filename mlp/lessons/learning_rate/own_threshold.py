"""Fit a line to data by gradient descent: the data themselves set the largest learning rate that works."""

from itertools import islice

import numpy as np

from ...data import Points, line
from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.landscapes import Contours
from ...plots.numbers import three_digits
from ...plots.profiles import Profiles
from ...plots.style import PAST, TRAINING, panels
from ...training import train
from ..common import SQUARED_ERROR
from ..scene import Preset, Slider, Toggle
from ..tasks import Question


class OwnThreshold:
    """Fit a line to data by gradient descent: the data themselves set the largest learning rate that works."""

    title = "Your data's own threshold"
    controls = [
        Toggle("scaled", False, "scale the input (mean 0, spread 1)"),
        Slider(
            "learning_rate",
            0.001,
            3.0,
            start=0.01,
            step=0.002,
            logarithmic=True,
            label="learning rate",
            marked=True,
        ),
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

    def __init__(self):
        self.figure, (left, right) = panels(1, 1)
        self.valley = Contours(left, "slope", "intercept")
        axes = "learning rate", f"loss after {self.n_steps} updates", ("log", "log")
        limits = (0.001, 3.0), (0.1, 1e4)
        self.sweep = Profiles(right, {"loss": PAST}, *limits, *axes, room=0, dot_color=TRAINING)
        self.artists = self.valley.ground + self.valley.artists + self.sweep.artists
        self.scaled = None
        self.tried = {
            scaled: self._try_rates(scaled) for scaled in (False, True)
        }  # now: the switch should not have to wait for them

    def restart(self, scaled, learning_rate):
        if scaled != self.scaled:
            self._use_inputs(scaled)
        self.learning_rate = learning_rate
        self.path, self.loss, self.diverged_at = self._fit(learning_rate)
        ratio = learning_rate / self.threshold
        place = learning_rate, self.loss if np.isfinite(self.loss) else np.inf
        self.valley.update(self.fate.capitalize(), self.path)
        finding = f"Your rate is {ratio:.3g} × the threshold"
        self.sweep.draw(self.rates, loss=self.final_losses)
        self.sweep.mark(self.threshold, f"2 / λ = {three_digits(self.threshold)}")
        self.sweep.point(finding, loss=place)

    def _use_inputs(self, scaled):
        self.scaled = scaled
        self.points, self.threshold, minimum, self.rates, self.final_losses = self.tried[scaled]
        reach = 1.35 * np.abs(minimum)
        slopes, intercepts = np.linspace(minimum - reach, minimum + reach, 80).T
        lines = (
            slopes[:, None] * self.points.inputs[:, 0] - self.points.targets[:, 0]
        )  # (80, n), without an intercept
        heights = ((lines + intercepts[:, None, None]) ** 2).mean(
            axis=-1
        )  # (80, 80), a row for each intercept
        self.valley.draw_map(slopes, intercepts, heights, minimum)

    def _try_rates(self, scaled):
        """The points, their threshold, the best line, and many learning rates with the losses they end at."""
        points = line(n=40, noise=0.5, seed=3)
        inputs = points.inputs + 3
        if scaled:
            inputs = (inputs - inputs.mean()) / inputs.std()
        points = Points(inputs, points.targets)
        with_bias = np.hstack([inputs, np.ones_like(inputs)])  # (n, 2)
        hessian = 2 * with_bias.T @ with_bias / len(inputs)  # (2, 2)
        threshold = 2 / np.linalg.eigvalsh(hessian)[-1]
        minimum = np.linalg.lstsq(with_bias, points.targets)[0][:, 0]  # slope, intercept
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
        return train(
            model, SQUARED_ERROR, GradientDescent(learning_rate), points, batch_size=len(points.inputs)
        )

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
        return (
            "zigzags across the valley"
            if self.learning_rate > 0.55 * self.threshold
            else "walks down the valley"
        )

    def summary(self):
        loss = "no number any more" if self.diverged_at else f"{self.loss:.3g}"
        return (
            f"Learning rate {self.learning_rate:.3g}, threshold {self.threshold:.3g} (2 divided by the"
            f" largest curvature of this data's loss): {self.fate}. Loss after {self.n_steps} updates:"
            f" {loss}."
        )


def _one_per_cent():
    scene = OwnThreshold()
    scene.restart(scaled=False, learning_rate=0.01)
    below, above = (scene._fit(share * scene.threshold)[1] for share in (0.99, 1.01))
    choice = (
        "it is about the same"
        if above < 2 * below
        else "it is a few times larger"
        if above < 100 * below
        else "it is more than a hundred times larger"
    )
    return choice, {"below": below, "above": above}


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
