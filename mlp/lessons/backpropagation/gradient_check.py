"""How does one test a backward pass? Nudge every parameter and compare; and how large should the nudge be?"""

import numpy as np

from ...data import Points
from ...network import MLP
from ...plots.numbers import counted, one_digit, two_digits
from ...plots.profiles import Profiles
from ...plots.style import PAST, panels
from ..common import SQUARED_ERROR
from ..scene import Choice, Preset, Slider, opening
from ..tasks import Question
from .comparison import TOLERANCE, check_gradient, relative_error
from .differences import both_differences
from .graph import VALUE
from .pictures import Table
from .planted_bugs import PLANTED_BUGS, backward

# Which mistake each letter hides.
LETTERS = {
    "A": "wrong transpose",
    "B": "wrong sign",
    "C": "forgotten bias",
    "D": "missing slope",
    "E": "no 1/N",
}
BACKWARDS = {"right": backward} | {letter: PLANTED_BUGS[name] for letter, name in LETTERS.items()}


class GradientCheck:
    """A backward pass against nudging, tensor by tensor, and the error of nudging for every ε."""

    title = "Gradient check"
    controls = [
        Choice("backward", tuple(BACKWARDS), "right", "backward pass"),
        Choice("activation", ("tanh", "sigmoid", "identity"), "tanh", "activation"),
        Choice("n_examples", (10, 3, 1), 10, "examples in the batch"),
        Slider("nudge", 1e-12, 0.1, start=1e-3, decades_per_step=0.1, logarithmic=True, label="nudge ε"),
    ]
    presets = [
        Preset(
            "too large",
            {"backward": "right", "nudge": 0.1},
            "Bad: between two points this far apart, the loss is no straight line.",
        ),
        Preset(
            "good",
            {"backward": "right", "nudge": 1e-5},
            "Good: small enough to be straight, large enough to survive rounding.",
        ),
        Preset(
            "too small",
            {"backward": "right", "nudge": 1e-12},
            "Bad: the losses differ in their last digits only, and those are rounded.",
        ),
    ]
    sizes, nudges = [3, 3, 3, 3], np.geomspace(1e-12, 0.1, 34)

    def __init__(self):
        self.figure, (left, right) = panels(1, 1.25, gap=0.13)
        colors = {"forward": PAST, "central": VALUE}
        axes = (1e-12, 0.1), (1e-12, 10), "nudge ε", "relative error", ("log", "log")
        ticks = [1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2]
        self.errors = Profiles(left, colors, *axes, room=0.16, x_ticks=ticks, mark_color=PAST)
        self.table = Table(
            right,
            ("", "backward", "nudged", "largest difference", ""),
            (0.22, 0.42, 0.61, 0.92, 1.0),
            n_rows=6,
        )
        self.artists = self.errors.artists + self.table.artists
        self.setting, self.sweeps = None, {}  # the errors of all nudges, for each activation and batch

    def restart(self, backward, activation, n_examples, nudge):
        self.backward_name, self.nudge = backward, nudge
        if self.setting != (activation, n_examples):
            self.setting = activation, n_examples
            self._use(activation, n_examples)
        self.rows = check_gradient(BACKWARDS[backward], self.model, SQUARED_ERROR, self.points, nudge)
        self.forward_error, self.central_error = self._errors(nudge)
        self._show()

    def _use(self, activation, n_examples):
        rng = np.random.default_rng(0)
        self.model = MLP(self.sizes, activation, seed=1)
        parameters = self.model.parameters.flat
        parameters += 0.3 * rng.standard_normal(parameters.shape)  # biases, too
        self.points = Points(*(numbers[:n_examples] for numbers in rng.standard_normal((2, 10, 3))))
        backward(self.model, self.model.forward(self.points.inputs), self.points.targets)
        self.right_gradient = self.model.gradient.flat.copy()
        if self.setting not in self.sweeps:
            self.sweeps[self.setting] = np.array([self._errors(nudge) for nudge in self.nudges])
        self.sweep = self.sweeps[self.setting]  # (n_nudges, 2)
        forward, central = self.sweep.T
        self.errors.draw(self.nudges, forward=forward, central=central)

    def _errors(self, nudge):
        """The relative errors of the forward and the central difference, at least 1e-16."""
        gradients = both_differences(self.model, SQUARED_ERROR, self.points, nudge)
        return [max(relative_error(gradient, self.right_gradient), 1e-16) for gradient in gradients]

    def _show(self):
        finding = f"ε = {one_digit(self.nudge)}: error {one_digit(self.central_error)} (central)"
        errors = {"forward": self.forward_error, "central": self.central_error}
        self.errors.point(finding, **{name: (self.nudge, error) for name, error in errors.items()})
        self.errors.mark(self.nudge)
        rows = [_texts(row) for row in self.rows]
        self.table.update(self.finding, rows, [row.agrees for row in self.rows])

    @property
    def finding(self):
        """What the check says, in a few words."""
        n_wrong = sum(not row.agrees for row in self.rows)
        if n_wrong == 0:
            return "All tensors agree"
        if self.central_error > TOLERANCE:
            return "The nudge is too bad to judge"
        return f"{n_wrong} of {len(self.rows)} tensors disagree"

    def summary(self):
        activation, n_examples = self.setting
        return (
            f"Backward pass {self.backward_name}, {activation}, {counted(n_examples, 'example')},"
            f" nudge {one_digit(self.nudge)}: {self.finding.lower()}{self._disagreements()}."
            f" Relative error of the nudged gradient: {one_digit(self.forward_error)} (forward),"
            f" {one_digit(self.central_error)} (central)."
        )

    def _disagreements(self):
        """The tensors that disagree, if the nudge is good enough to judge."""
        wrong = [row for row in self.rows if not row.agrees]
        if not wrong or self.central_error >= TOLERANCE:
            return ""
        return ": " + ", ".join(
            f"{row.tensor} ({row.exact:.3g} against {row.approximate:.3g})" for row in wrong
        )


def _texts(row):
    """A `Row` as the table writes it."""
    exact, approximate = f"{row.exact:.5f}", f"{row.approximate:.5f}"
    return [row.tensor, exact, approximate, two_digits(row.difference), "✓" if row.agrees else "✗"]


def _ever_smaller():
    scene = GradientCheck()
    scene.restart(**opening(scene))
    forward = scene.sweep[:, 0]
    best = int(np.argmin(forward))
    facts = {
        "long": one_digit(forward[-1]),
        "best": one_digit(forward[best]),
        "where": one_digit(scene.nudges[best]),
        "short": one_digit(forward[0]),
    }
    shrinks_then_grows = 0 < best < len(forward) - 1 and forward[0] > 100 * forward[best]
    return "it shrinks, then grows again" if shrinks_then_grows else "it shrinks all the way", facts


smaller_and_smaller = Question(
    "We approximate a slope by (L(w + ε) - L(w)) / ε and make ε smaller, from 0.1 to 10⁻¹². What happens to"
    " the error?",
    {
        "it shrinks all the way": (
            "In mathematics, yes. A computer keeps about 16 digits: at the smallest nudge the losses differ"
            " in the last few only, and the error is {short} again."
        ),
        "it shrinks, then grows again": (
            "From {long} down to {best} at ε = {where}, then up to {short}: first the loss becomes"
            " straighter, then rounding takes over."
        ),
        "it stays about the same": (
            "It changes by many powers of ten: {long} at ε = 0.1, {best} at the best ε, {short} at the"
            " smallest."
        ),
    },
    _ever_smaller,
)
