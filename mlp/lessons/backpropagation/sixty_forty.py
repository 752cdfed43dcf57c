"""Is the gradient an error that is shared out in proportion? The 60/40 story, and what is true about it."""

import numpy as np

from ...plots.numbers import decimals, three_digits, two_digits, unsigned_zero
from ...plots.style import GRADIENT, PAST, panels
from ..scene import Preset, Slider
from ..tasks import Question
from .graph import Graph
from .pictures import SignedBars


class SixtyForty:
    """One error and the two nodes behind it: shared out in proportion, beside the gradient."""

    title = "The 60/40 story"
    controls = [
        Slider("a1", -2.0, 4.0, start=3.0, step=0.1, label="a₁"),
        Slider("a2", -2.0, 4.0, start=2.0, step=0.1, label="a₂"),
        Slider("error", -1.0, 1.0, start=0.6, step=0.1, label="error e"),
        Slider("w1", -2.0, 4.0, start=1.0, step=0.1, label="w₁"),
        Slider("w2", -2.0, 4.0, start=1.0, step=0.1, label="w₂"),
    ]
    presets = [
        Preset(
            "60 and 40",
            {"error": 0.6, "a1": 3.0, "a2": 2.0, "w1": 1.0, "w2": 1.0},
            "The two rules agree on the proportion at the weights: 60 to 40.",
        ),
        Preset(
            "as weights",
            {"error": 0.6, "a1": 1.0, "a2": 1.0, "w1": 3.0, "w2": 2.0},
            "Now 3 and 2 are the weights: the nodes get 3δ and 2δ.",
        ),
        Preset(
            "one negative",
            {"error": 0.6, "a1": 3.0, "a2": -2.0, "w1": 1.0, "w2": 1.0},
            "Bad for sharing: 300% and -200%. The slopes at the weights are as large as before.",
        ),
        Preset(
            "nothing to share by",
            {"error": 0.6, "a1": 2.0, "a2": -2.0, "w1": 1.0, "w2": 1.0},
            "Worse: what arrives adds up to 0, and sharing divides by it.",
        ),
    ]

    def __init__(self):
        self.figure, (left, middle, right) = panels(
            1.05, 0.8, 1.1, left=0.01, right=0.975, bottom=0.17, gap=0.32
        )
        places = {"a₁": (45, 205), "a₂": (45, 75), "y": (265, 140)}
        edges = {f"w{i}": (places[f"a{i}"], places["y"], 0.47) for i in "₁₂"}
        self.graph = Graph(left, (310, 290), places, edges)
        self.shares = SignedBars(
            middle, ["node 1", "node 2"], [PAST, PAST], (-4.2, 4.2), "share of the error"
        )
        self.slopes = SignedBars(
            right, ["to w₁", "to w₂", "to a₁", "to a₂"], [GRADIENT] * 4, (-4.2, 4.2), "slope of ½ error²"
        )
        self.artists = [*self.graph.artists, *self.shares.artists, *self.slopes.artists]

    def restart(self, a1, a2, error, w1, w2):
        self.error, self.nodes, self.weights = error, np.array([a1, a2]), np.array([w1, w2])
        self.contributions = unsigned_zero(self.nodes * self.weights)  # (2,)
        self.output = self.contributions.sum()
        self.parts = self._proportions()
        self.handed_out = unsigned_zero(self.parts * error)  # (2,)
        self.delta = unsigned_zero(-error)  # the slope of ½ (target - y)² at y
        self.to_weights, self.to_nodes = unsigned_zero(self.delta * np.array([self.nodes, self.weights]))
        self._show_graph()
        self._show_shares()
        self._show_slopes()

    def _proportions(self):
        """Each node's part of what arrives, `(2,)`; nan if the sum of what arrives is 0."""
        if abs(self.output) < 1e-9:
            return np.full(2, np.nan)
        return unsigned_zero(self.contributions / self.output)

    @property
    def can_share(self):
        """True unless the sum of what arrives is 0."""
        return bool(np.isfinite(self.parts).all())

    def _show_graph(self):
        values, slopes = {"y": three_digits(self.output)}, {"y": f"δ = {two_digits(self.delta)}"}
        for i, subscript in enumerate("₁₂"):
            values[f"a{subscript}"] = decimals(self.nodes[i], 1)
            values[f"w{subscript}"] = f"w{subscript} {decimals(self.weights[i], 1)}"
            slopes[f"a{subscript}"] = f"∂ {three_digits(self.to_nodes[i])}"
            slopes[f"w{subscript}"] = f"∂ {three_digits(self.to_weights[i])}"
        finding = f"y = {three_digits(self.output)}, target {three_digits(self.output + self.error)}"
        self.graph.update(values, slopes, finding=finding)

    def _show_shares(self):
        if not self.can_share:
            self.shares.update("Sharing divides by 0", self.parts, ["impossible"] * 2)
            return
        shares = zip(self.parts, self.handed_out, strict=True)
        texts = [f"{round(100 * part)}%: {three_digits(share)}" for part, share in shares]
        self.shares.update("In proportion", self.handed_out, texts)

    def _show_slopes(self):
        slopes = [*self.to_weights, *self.to_nodes]
        self.slopes.update("The gradient", slopes, [three_digits(slope) for slope in slopes])

    def summary(self):
        first, second = self.contributions
        slopes = "The slopes are {} and {} at the weights, {} and {} at the nodes.".format(
            *map(three_digits, (*self.to_weights, *self.to_nodes))
        )
        return (
            f"{three_digits(first)} and {three_digits(second)} arrive (w × a); the error is"
            f" {decimals(self.error, 1)}. {self._sharing()} {slopes}"
        )

    def _sharing(self):
        if not self.can_share:
            return "Sharing in proportion is impossible: what arrives adds up to 0."
        first, second = self.parts
        return (
            f"Shared in proportion: {round(100 * first)}% and {round(100 * second)}%, that is"
            f" {three_digits(self.handed_out[0])} and {three_digits(self.handed_out[1])}."
        )


def _shared():
    scene = SixtyForty()
    scene.restart(error=0.6, a1=3.0, a2=-2.0, w1=1.0, w2=1.0)
    first, second = scene.parts
    facts = {"first": first, "second": second, "slope_1": scene.to_weights[0], "slope_2": scene.to_weights[1]}
    known = {"60%": 0.6, "150%": 1.5, "300%": 3.0}
    return next(choice for choice, part in known.items() if np.isclose(part, first)), facts


share_of_the_first = Question(
    "Two nodes send 3 and -2 through weights of 1, so 1 arrives. The error is shared in proportion to what"
    " arrives from each node. What is the first node's share?",
    {
        "60%": (
            "That was with 3 and 2. Now 3 is divided by the sum 3 - 2 = 1, and the share is {first:.0%}; the"
            " other node's is {second:.0%}."
        ),
        "150%": (
            "3 is one and a half times 2. But a share is a part of the sum: 3 / (3 - 2) = {first:.0%}. The"
            " other node's share is {second:.0%}."
        ),
        "300%": (
            "3 / (3 - 2): three times the whole error, and {second:.0%} for the other node. The slopes at the"
            " weights, {slope_1:.1f} and {slope_2:.1f}, are as large as with 3 and 2."
        ),
    },
    _shared,
)
