"""A line through nine points, by hand or by gradient descent: what each loss calls a good line."""

from itertools import islice

import numpy as np

from ...data import Points
from ...losses import LOSSES
from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.landscapes import Contours
from ...plots.numbers import added, decimals
from ...plots.style import panels
from ...schedules import Cosine
from ...training import train
from ..scene import Choice, Preset, Slider, Toggle
from ..tasks import Question
from .fitting import BEST_LINES, best_line
from .residuals import Residuals, Trace

SHORT_NAMES = {"mean squared error": "squared", "mean absolute error": "absolute", "huber": "Huber"}


def nine_points(outlier=False):
    """Nine points near the line 0.6 × input + 1.5; with `outlier`, somebody has typed the last one with the wrong sign."""
    inputs = np.arange(-4.0, 5.0)[:, None]  # (9, 1)
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
        Preset(
            "flat line", {"slope": 0.0, "intercept": 1.5}, "Bad: right on average, and blind to the input."
        ),
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

    def change(self, slope, intercept):
        """A hand on the slope or the intercept: the line goes where the sliders stand, whatever the descent has done."""
        self.hand = {"slope": slope, "intercept": intercept}
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
        return train(
            self.model,
            self.loss,
            GradientDescent(0.1),
            self.points,
            batch_size=len(self.points.inputs),
            schedule=rate,
        )

    def _draw_map(self):
        grid = np.stack(np.meshgrid(self.slopes, self.intercepts), axis=-1).reshape(-1, 2)  # (61², 2)
        heights = self._loss_of(self.loss, grid).reshape(61, 61)
        self.surface.draw_map(self.slopes, self.intercepts, heights, self.best[self.loss_name])
        self.mapped = self.loss_name, self.has_outlier

    def _loss_of(self, loss, lines):
        """The loss of every line, `(n_lines,)`, from slopes and intercepts `(n_lines, 2)`."""
        outputs = lines[:, :1, None] * self.points.inputs + lines[:, 1:, None]  # (n_lines, 9, 1)
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
        self.lines.update(
            f"Mean errors: {finding}",
            x,
            y,
            self.line,
            squares,
            best,
            odd=len(x) - 1 if self.has_outlier else None,
        )
        self.trace.update(self.been)
        self.surface.update(
            f"{self.loss_name.capitalize()} {values[self.loss_name]:.2f}, best {self.smallest:.2f}",
            np.array(self.path),
        )

    def summary(self):
        values = self.values
        shown = self.best if self.shows_best else {self.loss_name: self.best[self.loss_name]}
        best = "; ".join(
            f"by {_named(name)} {decimals(slope)} × input {added(intercept)}"
            for name, (slope, intercept) in shown.items()
        )
        steps = (
            f" Gradient descent has made {len(self.path) - 1} of {self.n_steps} steps."
            if len(self.path) > 1
            else ""
        )
        return (
            f"Line {decimals(self.line[0])} × input {added(self.line[1])}: mean squared error"
            f" {values['mean squared error']:.3g}, mean absolute error {values['mean absolute error']:.3g},"
            f" Huber loss {values['huber']:.3g}. Best line {best}. Smallest {_named(self.loss_name)}:"
            f" {self.smallest:.3g}.{steps}"
        )


def _runs_to_the_outlier():
    lines = {
        name: (best_line(name, nine_points()), best_line(name, nine_points(outlier=True)))
        for name in BEST_LINES
    }
    change = {name: abs(after[0] - before[0]) for name, (before, after) in lines.items()}
    facts = {}
    for name, (before, after) in lines.items():
        short = SHORT_NAMES[name].lower()
        facts |= {f"{short}_before": before[0], f"{short}_after": after[0]}
    return max(change, key=change.get), facts


which_line_moves = Question(
    "The last of nine points is typed with the wrong sign. For which loss does the slope of the best line"
    " change most?",
    {
        "mean squared error": (
            "An error twice as long counts four times, so one far point outvotes the others: the slope falls"
            " from {squared_before:.2f} to {squared_after:.2f}."
        ),
        "mean absolute error": (
            "Its slope goes from {absolute_before:.2f} to {absolute_after:.2f}: a far point pulls no harder"
            " than a near one. By squares it falls to {squared_after:.2f}."
        ),
        "huber": (
            "Beyond 1 it grows like the absolute error, so it stays calm: from {huber_before:.2f} to"
            " {huber_after:.2f}. By squares the slope falls to {squared_after:.2f}."
        ),
    },
    _runs_to_the_outlier,
)


def _named(loss):
    return "Huber loss" if loss == "huber" else loss
