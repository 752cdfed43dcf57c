"""Notebook 5: how does a network know which way to go? Six scenes, from three functions in a row to vanishing gradients."""
import numpy as np

from ..cost import Counted, backward_multiplications, forward_multiplications, numbers_kept, numbers_passing_through, passes_for_differences
from ..data import Points, digits
from ..gradient_check import TOLERANCE, central_difference, check_gradient, forward_difference, relative_error
from ..losses import LOSSES
from ..network import MLP, count_parameters
from ..optimizers import GradientDescent
from ..planted_bugs import PLANTED_BUGS, backward
from ..plots.curves import Curves
from ..plots.gradients import DepthMap, LayerNorms, LogCurves, SignedBars, Table, power_of_ten
from ..plots.look import PAST, TRAINING, panels, title, words
from ..plots.networks import GRADIENT, VALUE, Board, Graph
from ..slopes import node_slopes
from ..training import evaluate
from .declarations import Choice, Exercise, Preset, Question, Seed, Slider

SQUARED_ERROR, CROSS_ENTROPY = LOSSES["mean squared error"], LOSSES["cross-entropy"]


class ThreeInARow:
    """Three functions, one after the other: values on the way there, slopes on the way back. Which number comes next?"""

    title = "Three functions in a row"
    controls = [
        Slider("x", -2.0, 2.0, start=2.0, step=0.5, label="x"),
        Slider("stage", 0, 7, start=0, whole=True, stepped=True, label="stage: 1-3 forward, 4-7 backward"),
        Slider("guess", -30.0, 30.0, start=0.0, step=0.5, label="the next number, by you"),
    ]
    presets = [
        Preset("both ways", {"x": 2.0, "stage": 7}, "All seven numbers: the slope -6 is the product of three local slopes."),
        Preset("a flat place", {"x": 0.5, "stage": 7}, "Where g is 0, its square is flat: one zero in the chain, and everything before it gets zero."),
    ]
    stages = ("g", "f", "F", "∂F/∂F", "∂F/∂f", "∂F/∂g", "∂F/∂x")
    n_forward = 3

    def __init__(self):
        self.figure, (ax,) = panels(1, size=(10, 4), left=0.03, right=0.97, bottom=0.38, top=0.9)
        places = {name: (x, 105) for name, x in zip("xgfF", (70, 330, 590, 850), strict=True)}
        edges = {name: (places[start], places[name], 0.5) for start, name in ("xg", "gf", "fF")}
        edges = {f"to {name}": edge for name, edge in edges.items()}
        self.graph = Graph(ax, (940, 200), places, edges, label_width=96, radius=36)
        self.title = title(ax)
        self.board = Board(self.figure, 0.36, n_columns=1, left=0.06)
        self.artists = [*self.graph.artists, *self.board.artists, self.title]

    def restart(self, x, stage, guess):
        self.x, self.stage, self.guess = x, stage, guess
        self.numbers, self.lines = self._computed(x)
        self.graph.update(*self._shown())
        self.title.set_text(f"x = {x:g}: {self.fate}")
        heading = f"Next: {self.stages[stage]} = ?" if stage < 7 else "All numbers are there. Go back with the slider, or move x."
        newest = self.lines[stage - 1] if stage else "Only x is given."
        verdict = f"Your number {guess:g}: {self.verdict}" if stage < 7 else self._nudged()
        self.board.update(heading, ["Now:   " + newest, "", verdict], color=GRADIENT if stage > self.n_forward else VALUE)

    @staticmethod
    def _computed(x):
        """The numbers of all stages, and how each was found."""
        g = 2 * x - 1
        f = g**2
        end = 1 - f / 2
        numbers = [number + 0.0 for number in (g, f, end, 1.0, -0.5, -0.5 * 2 * g, -0.5 * 2 * g * 2)]   # + 0.0 turns -0 into 0
        lines = [
            f"g = 2x - 1 = 2 × {_factor(x)} - 1 = {g:g}",
            f"f = g² = {_factor(g)}² = {f:g}",
            f"F = 1 - f / 2 = 1 - {f:g} / 2 = {end:g}",
            "∂F/∂F = 1: if F grows by ε, F grows by ε",
            "∂F/∂f = ∂F/∂F × (local slope of 1 - f / 2) = 1 × (-0.5) = -0.5",
            f"∂F/∂g = ∂F/∂f × (local slope of g²: 2g) = (-0.5) × {_factor(2 * g)} = {numbers[5]:g}",
            f"∂F/∂x = ∂F/∂g × (local slope of 2x - 1) = {_factor(numbers[5])} × 2 = {numbers[6]:g}",
        ]
        return numbers, lines

    def _shown(self):
        """The texts at nodes and edges as far as the stage has come, the path, and what is new."""
        values = {"x": f"{self.x:g}"} | {name: f"{number:g}" for name, number in zip("gfF", self.numbers[: self.stage])}
        values |= {"to g": "2x - 1", "to f": "g²", "to F": "1 - f / 2"}
        slopes = {f"to {name}": f"slope {slope:g}" for name, slope in (("F", -0.5), ("f", 2 * self.numbers[0]), ("g", 2))}
        n_back = max(0, self.stage - self.n_forward)
        gradients = {name: f"∂ {number:g}" for name, number in zip("FfgxF"[:n_back], self.numbers[self.n_forward :])}
        gradients |= dict(list(slopes.items())[: max(0, n_back - 1)])
        lit = ["F", "to F", "f", "to f", "g", "to g", "x"][: max(0, 2 * n_back - 1)]
        fresh = ["x", *"gfFFfgx"][self.stage]
        return values, gradients, lit, [fresh]

    @property
    def verdict(self):
        """What is to be said about the guessed number."""
        right = self.numbers[self.stage]
        if self.guess == right:
            return "right. Press Next."
        if self.stage <= self.n_forward:
            return "not yet." if self.stage < self.n_forward else "not yet. How fast does F grow when F grows?"
        local = (-0.5, 2 * self.numbers[0], 2.0)[self.stage - self.n_forward - 1]
        arriving = self.numbers[self.stage - 1]
        if self.guess == local:
            return "that is the local slope. Multiply it by the slope that arrives."
        if self.guess == local + arriving:
            return "slopes in a row multiply; you have added them."
        return "the sign is the other way round." if self.guess == -right else "not yet. Local slope × the slope that arrives."

    @property
    def fate(self):
        """How far the stage has come, in a few words."""
        if self.stage == 0:
            return "nothing is computed yet"
        if self.stage <= self.n_forward:
            return f"{self.stage} of 3 values"
        n_back = self.stage - self.n_forward
        return f"all values, {n_back} of 4 slopes" if self.stage < 7 else f"F = {self.numbers[2]:g}, and it changes {self.numbers[6]:g} times as fast as x"

    def _nudged(self, nudge=0.001):
        there = self._computed(self.x + nudge)[0][2]
        return f"Check: x + {nudge} changes F by {there - self.numbers[2]:.6f}; divided by {nudge} that is {(there - self.numbers[2]) / nudge:.3f}."

    def summary(self):
        newest = f" The newest: {self.lines[self.stage - 1]}." if self.stage else ""
        yours = f" Your number for {self.stages[self.stage]} is {self.guess:g}: {self.verdict}" if self.stage < 7 else f" {self._nudged()}"
        return f"x = {self.x:g}: {self.fate}.{newest}{yours}"


def _chain():
    numbers = ThreeInARow._computed(2.0)[0]
    facts = {"slope": numbers[6], "sum": 2 + 2 * numbers[0] - 0.5, "without": 2 * 2 * numbers[0]}
    known = {"-0.5": -0.5, "7.5": facts["sum"], "12": facts["without"], "-6": -0.5 * facts["without"]}
    return next(choice for choice, number in known.items() if np.isclose(number, numbers[6])), facts


slope_of_a_chain = Question(
    "x = 2 goes through g = 2x - 1, f = g² and F = 1 - f / 2. The local slopes are there 2, 6 and -0.5. How many times as fast as x does F change?",
    {
        "-0.5": "That is the last function alone. Before it, the change has already been multiplied by 2 and by 6: together {slope:g}.",
        "7.5": "That is the sum. A change of x is doubled by g, that double is made six times larger by f, so slopes multiply: {slope:g}.",
        "12": "That is as far as f. The last function still multiplies by -0.5, which gives {slope:g}.",
        "-6": "2 × 6 × (-0.5): every function multiplies the change that reaches it.",
    },
    _chain,
)


SUBSCRIPTS = str.maketrans("123", "₁₂₃")


class NumbersOnEdges:
    """A network of 2, 3 and 1 neurons, value and gradient at every node and edge: forward, loss, backward, update."""

    title = "A network with numbers on its edges"
    controls = [
        Slider("stage", 0, 11, start=0, whole=True, stepped=True, label="stage: 1-4 forward, 5-10 backward"),
        Choice("picked", ("w₁₁", "w₁₂", "w₁₃", "w₂₁", "w₂₂", "w₂₃", "v₁", "v₂", "v₃", "x₁", "x₂"), "w₁₂", "pick a number: its paths light up"),
        Slider("nudge", 0.001, 1.0, start=0.1, logarithmic=True, label="nudge ε of the number picked"),
        *(
            Slider(name, -3.0, 3.0, start=start, step=0.1, label=name.translate(SUBSCRIPTS), small=True)
            for name, start in [("w11", 0.5), ("w12", -0.3), ("w13", 0.8), ("w21", 0.2), ("w22", 0.9), ("w23", -0.6), ("v1", 1.0), ("v2", -0.7), ("v3", 0.4)]
        ),
    ]
    presets = [
        Preset("there and back", {"stage": 10, "v2": -0.7, "w22": 0.9}, "All slopes are there: each product goes along one path."),
        Preset("a cut path", {"stage": 10, "v2": 0.0, "w22": 0.9}, "v₂ is 0: nothing comes back to h₂, so the weights before it stand still. v₂ itself learns."),
        Preset("a saturated neuron", {"stage": 10, "v2": -0.7, "w22": 3.0}, "h₂ is at the flat end of tanh: its slope is almost 0, and so is everything before it."),
    ]
    stages = (
        "given are the inputs, the weights, the biases, and the target t = 1", "weighted sums", "outputs of the hidden neurons", "output", "loss",
        "backward: the loss's slope at the output", "slopes at the weights v", "slopes at the hidden outputs", "slopes at the hidden sums",
        "slopes at the weights w", "slopes at the inputs: several paths add up", "update: every weight goes 0.1 × its slope downhill",
    )   # fmt: skip
    inputs, target, learning_rate = np.array([[1.0, 2.0]]), np.array([[1.0]]), 0.1
    heights = (3.0, 12.0, 50.0, 200.0)

    def __init__(self):
        self.figure, (left, self.right) = panels(2.75, 1, size=(10, 6), left=0.01, right=0.985, bottom=0.33, top=0.94, gap=0.17)
        self.graph = Graph(left, (680, 390), *self._places(), label_width=66)
        for y in (312, 182, 52):
            left.text(335, y + 12, "tanh", ha="center", color=PAST)
        self.title = title(left)
        self.board = Board(self.figure, 0.235)
        self.right.set(xlim=(-4, 4), ylim=(0, self.heights[0]), xlabel="the number picked", ylabel="loss")
        (self.curve,) = self.right.plot([], [], color=PAST)
        (self.tangent,) = self.right.plot([], [], color=GRADIENT)
        (self.secant,) = self.right.plot([], [], color=TRAINING, linestyle="--", marker="o", markersize=7)
        self.check = title(self.right)
        right_board = [self.curve, self.tangent, self.secant, self.check]
        self.artists = [*self.graph.artists, *self.board.artists, *right_board, self.title]
        self.model = MLP([2, 3, 1], "tanh", "zeros")

    @staticmethod
    def _places():
        """Where the nodes stand, and from where to where the edges go: biases come from above."""
        rows = {"₁": 312, "₂": 182, "₃": 52}
        inputs, output = {"₁": (36, 260), "₂": (36, 104)}, (552, 182)
        nodes = {f"x{i}": place for i, place in inputs.items()}
        nodes |= {f"z{j}": (278, y) for j, y in rows.items()} | {f"h{j}": (392, y) for j, y in rows.items()}
        nodes |= {"y": output, "L": (646, 182)}
        edges = {f"w{i}{j}": (place, (278, y), 0.7) for i, place in inputs.items() for j, y in rows.items()}
        edges |= {f"tanh{j}": ((278, y), (392, y), None) for j, y in rows.items()}
        edges |= {f"v{j}": ((392, y), output, 0.44) for j, y in rows.items()} | {"loss": (output, (646, 182), None)}
        edges |= {f"b{j}": ((278, y + 54), (278, y), 0.0) for j, y in rows.items()} | {"c": ((552, 236), output, 0.0)}
        return nodes, edges

    def restart(self, stage, picked, nudge, w11, w12, w13, w21, w22, w23, v1, v2, v3):
        self.stage, self.picked, self.nudge = stage, picked, nudge
        self._set([[w11, w12, w13], [w21, w22, w23]], [[v1], [v2], [v3]])
        self.values, self.slopes = self._computed()
        self.quotient = (self._loss_at(self.values[picked] + nudge) - self.values["L"]) / nudge
        self.updated, self.new_loss = self._updated()
        known = self._known()
        self.graph.update(*self._texts(known), self._path(), self._fresh())
        self.title.set_text(f"Stage {stage}: {self.stages[stage]}")
        self._write(known)
        self._draw_loss(known)

    def _set(self, weights, last_weights):
        parameters = self.model.parameters
        parameters.weights[0][...], parameters.weights[1][...] = weights, last_weights
        parameters.biases[0][...], parameters.biases[1][...] = [0.1, 0.0, -0.2], 0.2

    def _computed(self):
        """Every number of the forward pass, and the loss's slope at each, by name."""
        model, layer_outputs = self.model, self.model.forward(self.inputs)
        sums = self.inputs @ model.parameters.weights[0] + model.parameters.biases[0]
        delta = SQUARED_ERROR.gradient(layer_outputs[-1], self.target)
        model.backward(layer_outputs, delta)
        sum_slopes, output_slopes = node_slopes(model, layer_outputs, delta)
        values = self._named(layer_outputs[0], sums, layer_outputs[1], layer_outputs[2], model.parameters)
        slopes = self._named(output_slopes[0], sum_slopes[1], output_slopes[1], delta, model.gradient)
        return values | {"L": float(SQUARED_ERROR.value(layer_outputs[-1], self.target))}, slopes | {"L": 1.0}

    @staticmethod
    def _named(x, z, h, y, parameters):
        arrays = {"x": x, "z": z, "h": h, "y": y, "v": parameters.weights[1], "b": parameters.biases[0], "c": parameters.biases[1]}
        named = {f"w{i}{j}": parameters.weights[0]["₁₂".index(i), "₁₂₃".index(j)] for i in "₁₂" for j in "₁₂₃"}
        for letter, array in arrays.items():
            numbers = array.ravel()
            named |= {letter: numbers[0]} if letter in "yc" else {f"{letter}{'₁₂₃'[k]}": number for k, number in enumerate(numbers)}
        return {name: float(number) + 0.0 for name, number in named.items()}   # + 0.0 turns -0 into 0

    def _loss_at(self, number):
        """The loss if the number picked were another one."""
        inputs, parameters = self.inputs.copy(), self.model.parameters
        place = self._place_of_picked(inputs, parameters)
        kept = float(place[...])
        place[...] = number
        loss = float(SQUARED_ERROR.value(self.model.forward(inputs)[-1], self.target))
        place[...] = kept
        return loss

    def _place_of_picked(self, inputs, parameters):
        letter, *indices = self.picked
        indices = ["₁₂₃".index(index) for index in indices]
        if letter == "x":
            return inputs[0, indices[0], ...]
        return parameters.weights[0][*indices, ...] if letter == "w" else parameters.weights[1][indices[0], 0, ...]

    def _updated(self):
        """The parameters after one update, by name, and the loss they have; the model stays as it is."""
        parameters = self.model.parameters
        kept = parameters.flat.copy()
        GradientDescent(self.learning_rate).update(parameters.flat, self.model.gradient.flat)
        layer_outputs = self.model.forward(self.inputs)
        named = self._named(self.inputs, layer_outputs[1], layer_outputs[1], layer_outputs[2], parameters)
        loss = float(SQUARED_ERROR.value(layer_outputs[-1], self.target))
        parameters.flat[...] = kept
        return {name: number for name, number in named.items() if name[0] in "wvbc"}, loss

    def _known(self):
        """The names whose value, and those whose slope, the stage has reached."""
        values = "xwvbc" + "zhyL"[: self.stage]
        groups = ["L", "yLc", "v", "h", "zb", "w", "x"]   # the slope at c and at b is that of the sum it is added to
        slopes = "".join(groups[: max(0, min(self.stage, 10) - 3)]) if self.stage >= 5 else ""
        return values, slopes

    def _texts(self, known):
        values, slopes = known
        now = self.values | (self.updated if self.stage == 11 else {})
        numbers = {name: f"{name} {_short(number)}" if name[0] in "wvbc" else _short(number) for name, number in now.items() if name[0] in values}
        return numbers, {name: f"∂ {_short(slope)}" for name, slope in self.slopes.items() if name[0] in slopes}

    def _fresh(self):
        letters = ("", "z", "h", "y", "L", "yc", "v", "h", "zb", "w", "x", "wvbc")[self.stage]
        return [name for name in self.values if name[0] in letters]

    def _branches(self):
        """The hidden neurons on the paths from the number picked to the loss."""
        return "₁₂₃" if self.picked[0] == "x" else self.picked[-1]

    def _path(self):
        lit = {"y", "loss", "L", self.picked}
        for j in self._branches():
            lit |= {f"v{j}"} if self.picked[0] == "v" else {f"z{j}", f"tanh{j}", f"h{j}", f"v{j}"}
            if self.picked[0] == "x":
                lit.add(self.picked.replace("x", "w") + j)
        return lit

    def _write(self, known):
        rows = self._rows()[self.stage]
        arrived = self.picked[0] in known[1]
        last = self._product() if arrived else f"{self.picked}: its slope comes later on the way back"
        headings = {4: "Forward: the loss", 9: "Chain rule: slope at a weight = what enters it × slope at the sum. At a bias: the slope at the sum itself"}
        forward_or_back = "Forward" if self.stage < 5 else "Update" if self.stage == 11 else "Chain rule"
        heading = headings.get(self.stage, f"{forward_or_back}: {self.stages[self.stage].removeprefix('backward: ').removeprefix('update: ')}")
        self.board.update(heading, rows, last, color=GRADIENT if 5 <= self.stage < 11 else VALUE)

    def _rows(self):
        """For every stage the lines it computes, in letters and in numbers."""
        values = {name: _short(number) for name, number in self.values.items()}
        slopes = {name: _short(slope) for name, slope in self.slopes.items()}
        n = {name: _factor(number) for name, number in self.values.items()}   # as they stand in a product
        d = {name: _factor(slope) for name, slope in self.slopes.items()}
        hidden, places = "₁₂₃", [(i, j) for i in "₁₂" for j in "₁₂₃"]
        sums = [f"z{j} = w₁{j}·x₁ + w₂{j}·x₂ + b{j} = {n[f'w₁{j}']} × 1 + {n[f'w₂{j}']} × 2 + {n[f'b{j}']} = {values[f'z{j}']}" for j in hidden]
        output = " + ".join(f"v{j}·h{j}" for j in hidden) + " + c"
        numbers = " + ".join(f"{n[f'v{j}']} × {n[f'h{j}']}" for j in hidden)
        arriving = {i: " + ".join(n[f"w{i}{j}"] + " × " + d[f"z{j}"] for j in hidden) for i in "₁₂"}
        at_inputs = [f"∂L/∂x{i} = w{i}₁·∂L/∂z₁ + w{i}₂·∂L/∂z₂ + w{i}₃·∂L/∂z₃ = {arriving[i]} = {slopes[f'x{i}']}" for i in "₁₂"]
        change = [f"{name}: {values[name]} - 0.1 × {d[name]} = {_short(self.updated[name])}" for name in ("w₁₁", "w₁₂", "w₁₃", "v₁", "v₂", "v₃")]
        return [
            [],
            sums,
            [f"h{j} = tanh(z{j}) = tanh({values[f'z{j}']}) = {values[f'h{j}']}" for j in hidden],
            [f"y = {output}", f"   = {numbers} + {n['c']}", f"   = {values['y']}"],
            [f"L = (y - t)² = ({values['y']} - 1)² = {values['L']}"],
            [f"∂L/∂y = 2·(y - t) = 2 × ({values['y']} - 1) = {slopes['y']}", f"∂L/∂c = ∂L/∂y = {slopes['c']}"],
            [f"∂L/∂v{j} = h{j}·∂L/∂y = {n[f'h{j}']} × {d['y']} = {slopes[f'v{j}']}" for j in hidden],
            [f"∂L/∂h{j} = v{j}·∂L/∂y = {n[f'v{j}']} × {d['y']} = {slopes[f'h{j}']}" for j in hidden],
            [f"∂L/∂z{j} = (1 - h{j}²)·∂L/∂h{j} = {self._flatness(j)} × {d[f'h{j}']} = {slopes[f'z{j}']}" for j in hidden],
            [f"∂L/∂w{i}{j} = x{i}·∂L/∂z{j} = {n[f'x{i}']} × {d[f'z{j}']} = {slopes[f'w{i}{j}']}" for i, j in places],
            at_inputs,
            change,
        ]

    def _flatness(self, j):
        return _short(1 - self.values[f"h{j}"] ** 2)

    def _product(self):
        """The slope at the number picked, as products along its paths."""
        n, picked = {name: _factor(number) for name, number in self.values.items()}, self.picked
        end, slope = _factor(self.slopes["y"]), _short(self.slopes[picked])
        if picked[0] == "v":
            return f"∂L/∂{picked} = ∂L/∂y × h{picked[1]} = {end} × {n['h' + picked[1]]} = {slope}"
        if picked[0] == "w":
            i, j = picked[1:]
            return f"∂L/∂{picked} = ∂L/∂y × v{j} × (1 - h{j}²) × x{i} = {end} × {n[f'v{j}']} × {self._flatness(j)} × {n[f'x{i}']} = {slope}"
        along = [self.slopes[f"z{j}"] * self.values[f"w{picked[1]}{j}"] for j in "₁₂₃"]
        return f"∂L/∂{picked} = sum over its three paths of ∂L/∂y × v × (1 - h²) × w = {' + '.join(map(_factor, along))} = {slope}"

    def _draw_loss(self, known):
        here, loss, picked = self.values[self.picked], self.values["L"], self.picked
        numbers = np.linspace(-4, 4, 61)
        self.curve.set_data(numbers, [self._loss_at(number) for number in numbers])
        self.secant.set_data([here, here + self.nudge], [loss, loss + self.nudge * self.quotient])
        arrived = picked[0] in known[1]
        self.tangent.set_data([here - 2, here + 2] if arrived else [], [loss - 2 * self.slopes[picked], loss + 2 * self.slopes[picked]] if arrived else [])
        top = next((height for height in self.heights if loss < 0.8 * height), self.heights[-1])
        if self.right.get_ylim()[1] != top:
            self.right.set_ylim(0, top)
        slope = f", slope {_short(self.slopes[picked])}" if arrived else ""
        self.check.set_text(f"ΔL/ε = {_short(self.quotient)}{slope}")

    def summary(self):
        values, slopes = self._known()
        picked = self.picked
        parts = [f"Stage {self.stage} of 11, {self.stages[self.stage]}."]
        if "L" in values:
            parts.append(f"The output is {_short(self.values['y'])}, the loss {_few_digits(self.values['L'])}.")
        parts.append(f"Nudging {picked} = {_short(self.values[picked])} by {self.nudge:.3g} gives ΔL/ε = {_few_digits(self.quotient)}.")
        if picked[0] in slopes:
            parts.append(f"Backpropagation says {_few_digits(self.slopes[picked])}.")
        if self.stage == 11:
            fell = "falls" if self.new_loss < self.values["L"] else "rises (the step was too long)" if self.new_loss > self.values["L"] else "stays"
            parts.append(f"After the update the loss {fell}: {_few_digits(self.new_loss)}.")
        return " ".join(parts)


def _cut():
    scene = NumbersOnEdges()
    scene.restart(**{control.name: control.start for control in scene.controls} | {"v2": 0.0})
    zero = {name for name in scene.slopes if scene.slopes[name] == 0}
    by_choice = {"that of v₂": {"v₂"}, "those of w₁₂ and w₂₂": {"w₁₂", "w₂₂"}, "all of them": {name for name in scene.slopes if name[0] in "wv"}}
    weights = {name for name in zero if name[0] in "wv"}
    own = f"{scene.slopes['v₂']:.3f}"
    return next(choice for choice, names in by_choice.items() if names == weights), {"own": own, "h": scene.values["h₂"], "slope": scene.slopes["y"]}


zero_on_the_path = Question(
    "You set v₂, the weight from h₂ to the output, to 0. The slopes of which weights are then exactly 0?",
    {
        "that of v₂": "Its slope is what enters it times the slope at the output: h₂ · ∂L/∂y = {h:.3f} × {slope:.3f} = {own}. A weight of 0 may still learn.",
        "those of w₁₂ and w₂₂": "Their only path to the loss leads through v₂, and a product with a 0 in it is 0. v₂ itself still has the slope {own}.",
        "all of them": "Only one path is cut. The weights of h₁ and h₃ reach the loss by their own paths.",
    },
    _cut,
)


def _short(number):
    """A number of few letters, for the graph: -0.123, 12.3, 5e-05."""
    size = abs(number)
    return f"{number:.3g}" if size >= 0.01 or size == 0 else f"{number:.1e}" if size < 0.001 else f"{number:.2g}"


def _factor(number):
    """A number as it stands in a product: in brackets if it is negative."""
    return f"({_short(number)})" if number < 0 else _short(number)


def _few_digits(number):
    return f"{number:.3g}" if abs(number) > 1e-15 else "0"
