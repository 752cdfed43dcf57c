"""Which number belongs to every node and every edge of a network: forward, loss, backward, update?"""

import numpy as np

from ...plots.numbers import few_digits, three_digits
from ...plots.style import GRADIENT, panels
from ..scene import Choice, Preset, Slider, opening
from ..tasks import Question
from .chain_rule_lines import ChainRuleLines
from .graph import VALUE, Blackboard, Graph, LossAlong
from .small_network import HIDDEN, SmallNetwork
from .small_network_places import HEIGHTS, edges, nodes

WEIGHTS = {"w11": 0.5, "w12": -0.3, "w13": 0.8, "w21": 0.2, "w22": 0.9, "w23": -0.6}
WEIGHTS |= {"v1": 1.0, "v2": -0.7, "v3": 0.4}
CAN_BE_PICKED = ("w₁₁", "w₁₂", "w₁₃", "w₂₁", "w₂₂", "w₂₃", "v₁", "v₂", "v₃", "x₁", "x₂")
SUBSCRIPTS = str.maketrans("123", "₁₂₃")
STAGES = (
    "given are the inputs, the weights, the biases, and the target t = 1",
    "weighted sums",
    "outputs of the hidden neurons",
    "output",
    "loss",
    "the loss's slope at the output",
    "slopes at the weights v",
    "slopes at the hidden outputs",
    "slopes at the hidden sums",
    "slopes at the weights w",
    "slopes at the inputs: several paths add up",
    "the update: every weight goes 0.1 × its slope downhill",
)
FIRST_BACKWARD, LAST_BACKWARD, UPDATE = 5, 10, 11
# What each stage computes, by the first letters of the names. A bias has the slope of the sum it is added to.
COMPUTED = ("", "z", "h", "y", "L", "yc", "v", "h", "zb", "w", "x", "wvbc")


class NumbersOnEdges:
    """A network with 2, 3 and 1 neurons: a value and a slope at every node and edge, stage by stage."""

    title = "A network with numbers on its edges"
    controls = [
        Slider("stage", 0, 11, start=0, integer=True, stepped=True, label="stage (5-10: backward)"),
        *(
            Slider(name, -3.0, 3.0, start=start, step=0.1, label=name.translate(SUBSCRIPTS))
            for name, start in WEIGHTS.items()
        ),
        Choice("picked", CAN_BE_PICKED, "w₁₂", "pick one"),
        Slider("nudge", 0.001, 1.0, start=0.1, logarithmic=True, label="nudge it by ε"),
    ]
    presets = [
        Preset(
            "there and back",
            {"stage": 10, "v2": -0.7, "w22": 0.9},
            "All slopes are there: each product goes along one path.",
        ),
        Preset(
            "a cut path",
            {"stage": 10, "v2": 0.0, "w22": 0.9},
            "v₂ is 0: nothing comes back to h₂, so the weights before it stand still. v₂ itself learns.",
        ),
        Preset(
            "a saturated neuron",
            {"stage": 10, "v2": -0.7, "w22": 3.0},
            "h₂ is at the flat end of tanh: its slope is almost 0, and so is everything before it.",
        ),
    ]
    reach, n_places = 4.0, 61  # of the number picked, on the right: how far, and in how many places
    preview = {"stage": 5}

    def __init__(self):
        self.figure, (left,) = panels(1, size=(10.5, 4), left=0, right=0.681, bottom=0.285, top=0.99)
        self.graph = Graph(left, (715, 282), nodes(), edges(), label_width=74)
        for y in HEIGHTS.values():
            self.graph.write(360, y - 19, "tanh")
        self.board = Blackboard(self.figure, 0.275, left=0.015, width=0.72)
        right = self.figure.add_axes([0.796, 0.42, 0.19, 0.5])
        self.loss = LossAlong(right, self.reach, "the number picked", "loss")
        self.artists = [*self.graph.artists, *self.board.artists, *self.loss.artists]
        self.network = SmallNetwork(self.n_places + 1)

    def restart(self, stage, picked, nudge, w11, w12, w13, w21, w22, w23, v1, v2, v3):
        self.stage, self.picked, self.nudge = stage, picked, nudge
        self.network.use([[w11, w12, w13], [w21, w22, w23]], [[v1], [v2], [v3]])
        self.values, self.slopes = self.network.values, self.network.slopes
        self._show_graph()
        self._show_lines()
        self._show_nudge()

    def _show_graph(self):
        now = self.values | (self.network.updated if self.stage == UPDATE else {})
        values = {name: _with_name(name, number) for name, number in now.items() if self._has_value(name)}
        known = {name: slope for name, slope in self.slopes.items() if self._has_slope(name)}
        slopes = {name: f"∂ {few_digits(slope)}" for name, slope in known.items()}
        fresh = [name for name in now if name[0] in COMPUTED[self.stage]]
        self.graph.update(values, slopes, self.path(), fresh)

    def _has_value(self, name):
        """True if the value of this name is given or already computed."""
        return name[0] in "xwvbc" + "".join(COMPUTED[1 : min(self.stage, 4) + 1])

    def _has_slope(self, name):
        """True if the slope at this name is already computed."""
        if self.stage < FIRST_BACKWARD:
            return False
        last = min(self.stage, LAST_BACKWARD)
        return name[0] in "L" + "".join(COMPUTED[FIRST_BACKWARD : last + 1])

    def path(self):
        """The names of all nodes and edges between the number picked and the loss."""
        path = {self.picked, "y", "loss", "L"}
        if self.picked[0] == "v":
            return path
        for j in HIDDEN if self.picked[0] == "x" else self.picked[-1]:
            path |= {f"z{j}", f"tanh{j}", f"h{j}", f"v{j}"}
            if self.picked[0] == "x":
                path.add(self.picked.replace("x", "w") + j)
        return path

    def _show_lines(self):
        lines, is_backward = ChainRuleLines(self.network), FIRST_BACKWARD <= self.stage <= LAST_BACKWARD
        last = f"{self.picked}: its slope comes later on the way back"
        if self._has_slope(self.picked):
            last = lines.along_paths(self.picked)
        color = GRADIENT if is_backward else VALUE
        self.board.update(self._heading(), lines.of_stage(self.stage), last, color)

    def _heading(self):
        if self.stage in (0, UPDATE):
            return f"Stage {self.stage}: {STAGES[self.stage]}"
        if self.stage < FIRST_BACKWARD:
            return f"Stage {self.stage}, forward: {STAGES[self.stage]}"
        rule = STAGES[self.stage]
        if COMPUTED[self.stage] == "w":
            rule = "slope at a weight = what enters it × slope at the sum (bias: × 1)"
        return f"Stage {self.stage}, chain rule: {rule}"

    def _show_nudge(self):
        """What the loss does when the number picked moves, and its slope where that is already computed."""
        here, loss = self.values[self.picked], self.values["L"]
        numbers = np.linspace(-self.reach, self.reach, self.n_places)
        *losses, nudged = self.network.losses_at(self.picked, [*numbers, here + self.nudge])
        self.quotient = (nudged - loss) / self.nudge
        slope = self.slopes[self.picked] if self._has_slope(self.picked) else None
        finding = f"ΔL/ε = {few_digits(self.quotient)}"
        finding += "" if slope is None else f", slope {few_digits(slope)}"
        self.loss.update(finding, (numbers, losses), (here, loss), (here + self.nudge, nudged), slope)

    def summary(self):
        parts = [f"Stage {self.stage} of 11: {STAGES[self.stage]}."]
        if self._has_value("L"):
            output, loss = few_digits(self.values["y"]), three_digits(self.values["L"])
            parts.append(f"The output is {output}, the loss {loss}.")
        parts.append(
            f"Nudging {self.picked} = {few_digits(self.values[self.picked])} by {self.nudge:.3g} gives ΔL/ε ="
            f" {three_digits(self.quotient)}."
        )
        if self._has_slope(self.picked):
            parts.append(f"Backpropagation says {three_digits(self.slopes[self.picked])}.")
        if self.stage == UPDATE:
            new_loss = three_digits(self.network.new_loss)
            parts.append(f"After the update the loss {self._change()}: {new_loss}.")
        return " ".join(parts)

    def _change(self):
        if self.network.new_loss == self.values["L"]:
            return "stays"
        return "falls" if self.network.new_loss < self.values["L"] else "rises (the step was too long)"


def _with_name(name, number):
    """The text of a value: parameters are written with their name, as the edges have no other label."""
    return f"{name} {few_digits(number)}" if name[0] in "wvbc" else few_digits(number)


def _cut():
    scene = NumbersOnEdges()
    scene.restart(**opening(scene) | {"v2": 0.0})
    zero = {name for name, slope in scene.slopes.items() if name[0] in "wv" and slope == 0}
    by_choice = {
        "that of v₂": {"v₂"},
        "those of w₁₂ and w₂₂": {"w₁₂", "w₂₂"},
        "all of them": {name for name in scene.slopes if name[0] in "wv"},
    }
    facts = {"own": f"{scene.slopes['v₂']:.3f}", "h": scene.values["h₂"], "slope": scene.slopes["y"]}
    return next(choice for choice, names in by_choice.items() if names == zero), facts


zero_on_the_path = Question(
    "You set v₂, the weight from h₂ to the output, to 0. The slopes of which weights are then exactly 0?",
    {
        "that of v₂": (
            "Its slope is what enters it times the slope at the output: h₂ · ∂L/∂y = {h:.3f} × {slope:.3f} ="
            " {own}. A weight of 0 may still learn."
        ),
        "those of w₁₂ and w₂₂": (
            "Their only path to the loss leads through v₂, and a product with a 0 in it is 0. v₂ itself still"
            " has the slope {own}."
        ),
        "all of them": "Only one path is cut. The weights of h₁ and h₃ reach the loss by their own paths.",
    },
    _cut,
)
