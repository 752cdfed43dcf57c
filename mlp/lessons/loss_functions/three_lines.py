"""Which line is best? Each loss has its own answer, and an outlier moves some of them."""

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
from ..column_names import on_axis
from ..own_data import SCALED, check_line, sample, scaled
from ..scene import Choice, Preset, Slider, Toggle
from ..tasks import Question
from .fitting import BEST_LINES, best_line, losses_of_lines, nine_points
from .residuals import Residuals, Trace

MOST_DRAWN = 60  # more squares would hide each other
SHORT_NAMES = {"mean squared error": "squared", "mean absolute error": "absolute", "huber": "Huber"}


class ThreeLines:
    """A line through nine points, moved by hand or by gradient descent: which line does each loss prefer?"""

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
            "flat line", {"slope": 0.0, "intercept": 1.5}, "Bad: right on average, but the input is ignored."
        ),
        Preset("steep line", {"slope": 1.2, "intercept": 1.5}, "Bad: it rises twice as fast as the points."),
        Preset("fitting line", {"slope": 0.6, "intercept": 1.5}, "Good: small errors on both sides."),
    ]
    own_controls = [  # for a table of one's own, whose line has a slope between -1 and 1 when it is scaled
        controls[0],
        controls[2],
        Slider("slope", -2.0, 2.0, start=0.0, step=0.05, label="slope", live=True),
        Slider("intercept", -2.0, 2.0, start=0.0, step=0.05, label="intercept", live=True),
    ]
    check_points = staticmethod(check_line)
    waits_for_play = True
    n_steps, steps_a_frame = 120, 2

    def __init__(self, points=None):
        self.sample = points and sample(points)
        if points is not None:
            self.controls, self.presets = self.own_controls, []
        self.figure, (left, right) = panels(1.25, 1, size=(10, 4.2))
        self.lines = Residuals(left, (-5, 6)) if points is None else self._own_lines(left)
        self.trace = Trace(right)
        self.surface = Contours(right, "slope", "intercept")
        self.artists = self.lines.artists + self.surface.ground + self.trace.artists + self.surface.artists
        ends = {control.name: (control.low, control.high) for control in self.controls[-2:]}
        self.slopes, self.intercepts = (np.linspace(*ends[name], 61) for name in ("slope", "intercept"))
        self.has_outlier = self.mapped = None

    def _own_lines(self, ax):
        reach = 1.06 * max(np.abs(part).max() for part in self._own_points())
        input_name, target = self.sample.names.inputs[0], self.sample.names.target
        labels = [on_axis(input_name, "input (scaled)"), on_axis(target, "target (scaled)")]
        return Residuals(ax, (-reach, reach), labels)

    def _own_points(self):
        return Points(*map(scaled, self.sample.points))

    def restart(self, loss, show_best, slope, intercept, outlier=False):
        self.loss_name, self.loss, self.shows_best = loss, LOSSES[loss], show_best
        if outlier != self.has_outlier:
            self.has_outlier = outlier
            self.points = self._own_points() if self.sample else nine_points(outlier)
            self.best = {name: best_line(name, self.points) for name in BEST_LINES}
        if self.mapped != (loss, outlier):
            self._draw_map()
        self.hand = {"slope": slope, "intercept": intercept}
        self.been = []
        self._take_the_line()

    def change(self, slope, intercept):
        """Moves the line to the sliders' values, wherever gradient descent has brought it."""
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
        for _ in islice(self.training, self.steps_a_frame):
            self.path.append(self.model.parameters.flat.copy())
        self.line = self.path[-1]
        self._show()
        return len(self.path) <= self.n_steps

    def _descent(self):
        self.model = MLP([1, 1], "identity", "zeros")
        self.model.parameters.flat[...] = self.line
        n_points, schedule = len(self.points.inputs), Cosine(0.1, self.n_steps)
        optimizer = GradientDescent(0.1)
        return train(self.model, self.loss, optimizer, self.points, batch_size=n_points, schedule=schedule)

    def _draw_map(self):
        grid = np.stack(np.meshgrid(self.slopes, self.intercepts), axis=-1).reshape(-1, 2)  # (61², 2)
        heights = losses_of_lines(self.loss, grid, self.points).reshape(61, 61)
        self.surface.draw_map(self.slopes, self.intercepts, heights, self.best[self.loss_name])
        self.mapped = self.loss_name, self.has_outlier

    def _loss_at(self, name, line):
        return losses_of_lines(LOSSES[name], line[None], self.points)[0]

    @property
    def values(self):
        """All three losses of the line, by name."""
        return {name: self._loss_at(name, self.line) for name in BEST_LINES}

    @property
    def smallest(self):
        """The chosen loss of its best line."""
        return self._loss_at(self.loss_name, self.best[self.loss_name])

    def _show(self):
        values = self.values
        x, y = (part[:MOST_DRAWN, 0] for part in self.points)
        best = {SHORT_NAMES[name]: line for name, line in self.best.items()} if self.shows_best else None
        odd = len(x) - 1 if self.has_outlier else None
        finding = "Mean errors: " + ", ".join(f"{SHORT_NAMES[name]} {values[name]:.2f}" for name in values)
        self.lines.update(finding, x, y, self.line, self.loss_name == "mean squared error", best, odd)
        self.trace.update(self.been)
        finding = f"{self.loss_name.capitalize()} {values[self.loss_name]:.2f}, best {self.smallest:.2f}"
        self.surface.update(finding, np.array(self.path))

    def summary(self):
        values = self.values
        shown = self.best if self.shows_best else {self.loss_name: self.best[self.loss_name]}
        best = "; ".join(
            f"by {_named(name)} {self._in_words(slope, intercept)}"
            for name, (slope, intercept) in shown.items()
        )
        steps = ""
        if len(self.path) > 1:
            steps = f" Gradient descent has made {len(self.path) - 1} of {self.n_steps} steps."
        return (
            f"Line {self._in_words(*self.line)}: mean squared error"
            f" {values['mean squared error']:.3g}, mean absolute error {values['mean absolute error']:.3g},"
            f" Huber loss {values['huber']:.3g}. Best line {best}. Smallest {_named(self.loss_name)}:"
            f" {self.smallest:.3g}.{steps}{self._own_in_words()}"
        )

    def _in_words(self, slope, intercept):
        name = self.sample.names.inputs[0] if self.sample else "input"
        return f"{decimals(slope)} × {name} {added(intercept)}"

    def _own_in_words(self):
        if self.sample is None:
            return ""
        n_drawn = min(len(self.points.inputs), MOST_DRAWN)
        names = f"{self.sample.names.inputs[0]} and {self.sample.names.target}"
        return f" {self.sample.in_words('used')}, {n_drawn} drawn; {names} are {SCALED}."


def _runs_to_the_outlier():
    changes, facts = {}, {}
    for name, short_name in SHORT_NAMES.items():
        before, after = (best_line(name, nine_points(outlier))[0] for outlier in (False, True))  # slopes
        changes[name] = abs(after - before)
        facts |= {f"{short_name.lower()}_before": before, f"{short_name.lower()}_after": after}
    return max(changes, key=changes.get), facts


which_line_moves = Question(
    "The last of nine points is typed with the wrong sign. For which loss does the slope of the best line"
    " change most?",
    {
        "mean squared error": (
            "An error twice as long counts four times, so one far point can turn the line: the slope falls"
            " from {squared_before:.2f} to {squared_after:.2f}."
        ),
        "mean absolute error": (
            "Its slope goes from {absolute_before:.2f} to {absolute_after:.2f}: a far point pulls no harder"
            " than a near one. By squares it falls to {squared_after:.2f}."
        ),
        "huber": (
            "Beyond an error of 1 it grows like the absolute error. So its slope moves less: from"
            " {huber_before:.2f} to {huber_after:.2f}. By squares it falls to {squared_after:.2f}."
        ),
    },
    _runs_to_the_outlier,
)


def _named(loss):
    return "Huber loss" if loss == "huber" else loss
