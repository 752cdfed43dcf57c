"""Is this backward pass right? Nudge every parameter and compare; and how large should the nudge be?"""

import numpy as np

from ...data import Points
from ...network import MLP
from ...plots.numbers import one_digit, two_digits
from ...plots.profiles import Profiles
from ...plots.style import PAST, panels
from ..common import SQUARED_ERROR
from ..scene import Choice, Preset, Slider
from ..tasks import Question
from .differences import TOLERANCE, both_differences, check_gradient, relative_error
from .graph import VALUE
from .pictures import Table
from .planted_bugs import PLANTED_BUGS, backward

BACKWARDS = {"right": backward} | dict(
    zip(
        "ABCDE",
        [
            PLANTED_BUGS[name]
            for name in ("wrong transpose", "wrong sign", "forgotten bias", "missing slope", "no 1/N")
        ],
        strict=True,
    )
)


class GradientCheck:
    """Is this backward pass right? Nudge every parameter and compare; and how large should the nudge be?"""

    title = "Gradient check"
    controls = [
        Choice("backward", tuple(BACKWARDS), "right", "backward pass"),
        Choice("activation", ("tanh", "sigmoid", "identity"), "tanh", "activation"),
        Choice("n_examples", (10, 3, 1), 10, "examples in the batch"),
        Slider("nudge", 1e-12, 0.1, start=1e-3, step=0.1, logarithmic=True, label="nudge ε"),
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
        self.setting, self.sweeps = None, {}  # for each activation and batch the errors of all nudges

    def restart(self, backward, activation, n_examples, nudge):
        self.name, self.nudge = backward, nudge
        if self.setting != (activation, n_examples):
            self.setting = activation, n_examples
            self._use(activation, n_examples)
        self.rows = check_gradient(BACKWARDS[backward], self.model, SQUARED_ERROR, self.points, nudge)
        self.forward_error, self.central_error = self._errors(nudge)
        self.errors.point(
            f"ε = {one_digit(nudge)}: error {one_digit(self.central_error)} (central)",
            forward=(nudge, self.forward_error),
            central=(nudge, self.central_error),
        )
        self.errors.mark(nudge)
        rows = [
            [
                row.tensor,
                f"{row.exact:.5f}",
                f"{row.approximate:.5f}",
                two_digits(row.difference),
                "✓" if row.agrees else "✗",
            ]
            for row in self.rows
        ]
        self.table.update(self.finding, rows, [row.agrees for row in self.rows])

    def _use(self, activation, n_examples):
        rng = np.random.default_rng(0)
        self.model = MLP(self.sizes, activation, seed=1)
        self.model.parameters.flat += 0.3 * rng.standard_normal(
            self.model.parameters.flat.shape
        )  # biases, too
        self.points = Points(*(numbers[:n_examples] for numbers in rng.standard_normal((2, 10, 3))))
        layer_outputs = self.model.forward(self.points.inputs)
        backward(self.model, layer_outputs, self.points.targets)
        self.right_gradient = self.model.gradient.flat.copy()
        if self.setting not in self.sweeps:
            self.sweeps[self.setting] = np.array(
                [self._errors(nudge) for nudge in self.nudges]
            )  # (n_nudges, 2)
        self.sweep = self.sweeps[self.setting]
        forward, central = self.sweep.T
        self.errors.draw(self.nudges, forward=forward, central=central)

    def _errors(self, nudge):
        """The relative errors of forward and central differences, at least a rounding apart from zero."""
        return [
            max(relative_error(gradient, self.right_gradient), 1e-16)
            for gradient in both_differences(self.model, SQUARED_ERROR, self.points, nudge)
        ]

    @property
    def finding(self):
        """What the check says, in a few words."""
        wrong = [row.tensor for row in self.rows if not row.agrees]
        if not wrong:
            return "All tensors agree"
        if self.central_error > TOLERANCE:
            return "The nudge is too bad to judge"
        return f"{len(wrong)} of {len(self.rows)} tensors disagree"

    def summary(self):
        wrong = ", ".join(
            f"{row.tensor} ({row.exact:.3g} against {row.approximate:.3g})"
            for row in self.rows
            if not row.agrees and self.central_error < TOLERANCE
        )
        activation, n_examples = self.setting
        return (
            f"Backward pass {self.name}, {activation}, {n_examples} example{'s' if n_examples > 1 else ''},"
            f" nudge {one_digit(self.nudge)}: {self.finding.lower()}{': ' + wrong if wrong else ''}."
            f" Relative error of the nudged gradient: {one_digit(self.forward_error)} (forward),"
            f" {one_digit(self.central_error)} (central)."
        )


def _ever_smaller():
    scene = GradientCheck()
    scene.restart(**{control.name: control.start for control in scene.controls})
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
