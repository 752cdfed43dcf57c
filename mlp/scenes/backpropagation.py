"""Notebook 5: how does a network know which way to go? Six scenes, from three functions in a row to vanishing gradients."""
from itertools import islice

import numpy as np

from ..cost import Counted, backward_multiplications, numbers_kept, numbers_passing_through, passes_for_differences
from ..data import Points, digits
from ..gradient_check import TOLERANCE, both_differences, check_gradient, forward_difference, relative_error, slopes_one_by_one
from ..losses import LOSSES
from ..network import MLP, count_multiply_adds, count_parameters
from ..optimizers import GradientDescent
from ..planted_bugs import PLANTED_BUGS, backward
from ..plots.gradients import DepthMap, LayerNorms, LogCurves, RaceTrack, SignedBars, Table, power_of_ten
from ..plots.look import GRADIENT, PAST, counted, panels, title
from ..plots.networks import VALUE, Blackboard, Graph, LossAlong
from ..plots.profiles import Profiles
from ..slopes import node_slopes
from .declarations import Choice, Exercise, Preset, Question, Seed, Slider

SQUARED_ERROR, CROSS_ENTROPY = LOSSES["mean squared error"], LOSSES["cross-entropy"]


class ThreeInARow:
    """Three functions, one after the other: values on the way there, slopes on the way back. Which number comes next?"""

    title = "Three functions in a row"
    controls = [
        Slider("x", -2.0, 3.0, start=2.0, step=0.5, label="x"),
        Slider("stage", 0, 7, start=0, whole=True, stepped=True, label="stage: 1-3 forward, 4-7 backward"),
        Slider("guess", -30.0, 30.0, start=0.0, step=0.5, label="the next number, by you"),
    ]
    presets = [
        Preset("both ways", {"x": 2.0, "stage": 7}, "All seven numbers: the slope -6 is the product of three local slopes."),
        Preset("a flat place", {"x": 0.5, "stage": 7}, "Where g is 0, its square is flat: one zero in the chain, and everything before it gets zero."),
    ]
    stages = ("g", "f", "F", "∂F/∂F", "∂F/∂f", "∂F/∂g", "∂F/∂x")
    n_forward, preview = 3, {"stage": 4}

    def __init__(self):
        self.figure, (ax,) = panels(1, size=(10, 4), left=0.03, right=0.97, bottom=0.38, top=0.9)
        places = {name: (x, 105) for name, x in zip("xgfF", (70, 330, 590, 850), strict=True)}
        edges = {name: (places[start], places[name], 0.5) for start, name in ("xg", "gf", "fF")}
        edges = {f"to {name}": edge for name, edge in edges.items()}
        self.graph = Graph(ax, (940, 200), places, edges, label_width=96, radius=36)
        self.title = title(ax)
        self.board = Blackboard(self.figure, 0.36, n_columns=1, left=0.06)
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
    "x = 2 goes through g = 2x - 1, f = g² and F = 1 - f / 2. There the local slopes are 2, 6 and -0.5. How many times as fast as x does F change?",
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
        *(
            Slider(name, -3.0, 3.0, start=start, step=0.1, label=name.translate(SUBSCRIPTS), small=True)
            for name, start in [("w11", 0.5), ("w12", -0.3), ("w13", 0.8), ("w21", 0.2), ("w22", 0.9), ("w23", -0.6), ("v1", 1.0), ("v2", -0.7), ("v3", 0.4)]
        ),
        Choice("picked", ("w₁₁", "w₁₂", "w₁₃", "w₂₁", "w₂₂", "w₂₃", "v₁", "v₂", "v₃", "x₁", "x₂"), "w₁₂", "pick one", small=True),
        Slider("nudge", 0.001, 1.0, start=0.1, logarithmic=True, label="nudge it by ε", small=True),
    ]
    presets = [
        Preset("there and back", {"stage": 10, "v2": -0.7, "w22": 0.9}, "All slopes are there: each product goes along one path."),
        Preset("a cut path", {"stage": 10, "v2": 0.0, "w22": 0.9}, "v₂ is 0: nothing comes back to h₂, so the weights before it stand still. v₂ itself learns."),
        Preset("a saturated neuron", {"stage": 10, "v2": -0.7, "w22": 3.0}, "h₂ is at the flat end of tanh: its slope is almost 0, and so is everything before it."),
    ]
    stages = (
        "given are the inputs, the weights, the biases, and the target t = 1", "weighted sums", "outputs of the hidden neurons", "output", "loss",
        "the loss's slope at the output", "slopes at the weights v", "slopes at the hidden outputs", "slopes at the hidden sums",
        "slopes at the weights w", "slopes at the inputs: several paths add up", "the update: every weight goes 0.1 × its slope downhill",
    )   # fmt: skip
    inputs, target, learning_rate = np.array([[1.0, 2.0]]), np.array([[1.0]]), 0.1
    reach, n_places = 4.0, 61   # of the number picked, on the right: how far, and in how many places
    preview = {"stage": 5}

    def __init__(self):
        self.figure, (left,) = panels(1, left=0, right=0.715, bottom=0.285, top=0.99)
        self.graph = Graph(left, (715, 282), *self._places(), label_width=74)
        for y in (234, 146, 58):
            left.text(360, y - 19, "tanh", ha="center", color=PAST)
        self.board = Blackboard(self.figure, 0.275)
        self.loss = LossAlong(self.figure.add_axes([0.78, 0.42, 0.205, 0.5]), self.reach, "the number picked", "loss")
        self.artists = [*self.graph.artists, *self.board.artists, *self.loss.artists]
        self.model = MLP([2, 3, 1], "tanh", "zeros")
        self.others = MLP([2, 3, 1], "tanh", "zeros", n_models=self.n_places + 1)   # the same, but for the number picked

    @staticmethod
    def _places():
        """Where the nodes stand, and from where to where the edges go: biases come from above."""
        rows = {"₁": 234, "₂": 146, "₃": 58}
        inputs, output = {"₁": (40, 208), "₂": (40, 84)}, (594, 146)
        nodes = {f"x{i}": place for i, place in inputs.items()}
        nodes |= {f"z{j}": (290, y) for j, y in rows.items()} | {f"h{j}": (430, y) for j, y in rows.items()}
        nodes |= {"y": output, "L": (676, 146)}
        edges = {f"w{i}{j}": (place, (290, y), 0.73) for i, place in inputs.items() for j, y in rows.items()}
        edges |= {f"tanh{j}": ((290, y), (430, y), None) for j, y in rows.items()}
        edges |= {f"v{j}": ((430, y), output, 0.44) for j, y in rows.items()} | {"loss": (output, (676, 146), None)}
        edges |= {f"b{j}": ((360, y + 26), (290, y), 0.0) for j, y in rows.items()} | {"c": ((594, 196), output, 0.0)}
        return nodes, edges

    def restart(self, stage, picked, nudge, w11, w12, w13, w21, w22, w23, v1, v2, v3):
        self.stage, self.picked, self.nudge = stage, picked, nudge
        self._set([[w11, w12, w13], [w21, w22, w23]], [[v1], [v2], [v3]])
        self.values, self.slopes = self._computed()
        self.updated, self.new_loss = self._updated()
        known = self._known()
        self.graph.update(*self._texts(known), self._path(), self._fresh())
        self._write(known)
        self._nudge_it(known)

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

    def _losses_at(self, numbers):
        """The losses if the number picked were another one, `(n,)`, from as many networks side by side."""
        self.others.parameters.flat[...] = self.model.parameters.flat
        inputs = np.repeat(self.inputs[None], len(numbers), axis=0)   # (n, 1, 2)
        letter, *indices = self.picked
        indices = ["₁₂₃".index(index) for index in indices]
        if letter == "x":
            inputs[:, 0, indices[0]] = numbers
        else:
            weights = self.others.parameters.weights["wv".index(letter)]
            weights[:, indices[0], indices[-1] if letter == "w" else 0] = numbers
        return SQUARED_ERROR.value(self.others.forward(inputs)[-1], self.target)

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
        way = "" if self.stage in (0, 11) else ", forward" if self.stage < 5 else ", chain rule"
        found = "slope at a weight = what enters it × slope at the sum. At a bias: the slope at the sum itself" if self.stage == 9 else self.stages[self.stage]
        self.board.update(f"Stage {self.stage}{way}: {found}", rows, last, color=GRADIENT if 5 <= self.stage < 11 else VALUE)

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

    def _nudge_it(self, known):
        """What the loss does when the number picked moves, against its slope where that has been reached."""
        here, loss, picked = self.values[self.picked], self.values["L"], self.picked
        numbers = np.linspace(-self.reach, self.reach, self.n_places)
        *losses, nudged = self._losses_at([*numbers, here + self.nudge])
        self.quotient = (nudged - loss) / self.nudge
        slope = self.slopes[picked] if picked[0] in known[1] else None
        said = f", slope {_short(slope)}" if slope is not None else ""
        self.loss.update(f"ΔL/ε = {_short(self.quotient)}{said}", (numbers, losses), (here, loss), (here + self.nudge, nudged), slope)

    def summary(self):
        values, slopes = self._known()
        picked = self.picked
        parts = [f"Stage {self.stage} of 11: {self.stages[self.stage]}."]
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


class SixtyForty:
    """An error of 0.6 and two nodes behind it: shared out in proportion, and as the gradient has it."""

    title = "The 60/40 story"
    controls = [
        Slider("a1", -2.0, 4.0, start=3.0, step=0.1, label="a₁", small=True),
        Slider("a2", -2.0, 4.0, start=2.0, step=0.1, label="a₂", small=True),
        Slider("error", -1.0, 1.0, start=0.6, step=0.1, label="error e", small=True),
        Slider("w1", -2.0, 4.0, start=1.0, step=0.1, label="w₁", small=True),
        Slider("w2", -2.0, 4.0, start=1.0, step=0.1, label="w₂", small=True),
    ]
    presets = [
        Preset("60 and 40", {"error": 0.6, "a1": 3.0, "a2": 2.0, "w1": 1.0, "w2": 1.0}, "The two rules agree on the proportion at the weights: 60 to 40."),
        Preset("as weights", {"error": 0.6, "a1": 1.0, "a2": 1.0, "w1": 3.0, "w2": 2.0}, "Now 3 and 2 are the weights: the nodes get 3δ and 2δ."),
        Preset("one negative", {"error": 0.6, "a1": 3.0, "a2": -2.0, "w1": 1.0, "w2": 1.0}, "Bad for sharing: 300% and -200%. The gradient stays as calm as before."),
        Preset("nothing to share by", {"error": 0.6, "a1": 2.0, "a2": -2.0, "w1": 1.0, "w2": 1.0}, "Worse: what arrives adds up to 0, and sharing divides by it."),
    ]

    def __init__(self):
        self.figure, (left, middle, right) = panels(1.05, 0.8, 1.1, left=0.01, right=0.975, bottom=0.17, gap=0.32)
        places = {"a₁": (45, 205), "a₂": (45, 75), "y": (265, 140)}
        edges = {f"w{i}": (places[f"a{i}"], places["y"], 0.47) for i in "₁₂"}
        self.graph = Graph(left, (310, 290), places, edges)
        self.sent = title(left)
        self.shares = SignedBars(middle, ["node 1", "node 2"], [PAST, PAST], (-4.2, 4.2), "share of the error")
        self.slopes = SignedBars(right, ["to w₁", "to w₂", "to a₁", "to a₂"], [GRADIENT] * 4, (-4.2, 4.2), "slope of ½ error²")
        self.artists = [*self.graph.artists, *self.shares.artists, *self.slopes.artists, self.sent]

    def restart(self, a1, a2, error, w1, w2):
        self.error, self.nodes, self.weights = error, np.array([a1, a2]), np.array([w1, w2])
        self.contributions = self.nodes * self.weights + 0.0           # (2,); + 0.0 turns -0 into 0
        self.output = self.contributions.sum()
        self.parts = self._proportions()
        delta = -error                                                 # the slope of ½ (target - y)² at y
        self.to_weights, self.to_nodes = delta * self.nodes + 0.0, delta * self.weights + 0.0
        values = {"a₁": f"{a1:.1f}", "a₂": f"{a2:.1f}", "w₁": f"w₁ {w1:.1f}", "w₂": f"w₂ {w2:.1f}", "y": f"{self.output:.3g}"}
        gradients = dict(zip(("w₁", "w₂", "a₁", "a₂"), [f"∂ {slope:.3g}" for slope in (*self.to_weights, *self.to_nodes)], strict=True))
        self.graph.update(values, gradients | {"y": f"δ = {delta + 0.0:.2g}"})
        self.sent.set_text(f"y = {self.output:.3g}, target {self.output + error:.3g}")
        self._show_shares()
        texts = [f"{slope:.3g}" for slope in (*self.to_weights, *self.to_nodes)]
        self.slopes.update("The gradient", [*self.to_weights, *self.to_nodes], texts)

    def _proportions(self):
        """Each node's part of what arrives, `(2,)`; not numbers where nothing arrives in sum."""
        if abs(self.output) < 1e-9:
            return np.full(2, np.nan)
        return self.contributions / self.output + 0.0

    def _show_shares(self):
        if np.isnan(self.parts).any():
            self.shares.update("Sharing divides by 0", self.parts, ["impossible"] * 2)
            return
        self.handed_out = self.parts * self.error + 0.0
        texts = [f"{round(100 * part)}%: {share:.3g}" for part, share in zip(self.parts, self.handed_out, strict=True)]
        self.shares.update("In proportion", self.handed_out, texts)

    def summary(self):
        arriving = f"{self.contributions[0]:.3g} and {self.contributions[1]:.3g} arrive (w × a); the error is {self.error:.1f}."
        if np.isnan(self.parts).any():
            shared = "Sharing in proportion is impossible: what arrives adds up to 0."
        else:
            first, second = self.parts
            shared = f"Shared in proportion: {round(100 * first)}% and {round(100 * second)}%, that is {self.handed_out[0]:.3g} and {self.handed_out[1]:.3g}."
        slopes = "The slopes are {:.3g} and {:.3g} at the weights, {:.3g} and {:.3g} at the nodes.".format(*self.to_weights, *self.to_nodes)
        return f"{arriving} {shared} {slopes}"


def _shared():
    scene = SixtyForty()
    scene.restart(error=0.6, a1=3.0, a2=-2.0, w1=1.0, w2=1.0)
    first, second = scene.parts
    facts = {"first": first, "second": second, "slope_1": scene.to_weights[0], "slope_2": scene.to_weights[1]}
    known = {"60%": 0.6, "150%": 1.5, "300%": 3.0}
    return next(choice for choice, part in known.items() if np.isclose(part, first)), facts


share_of_the_first = Question(
    "Two nodes send 3 and -2 through weights of 1, so 1 arrives. The error is shared in proportion to what arrives from each node. What is the first node's share?",
    {
        "60%": "That was with 3 and 2. Now 3 is divided by the sum 3 - 2 = 1, and the share is {first:.0%}; the other node's is {second:.0%}.",
        "150%": "3 is one and a half times 2, but a share is a part of the sum: 3 / (3 - 2) = {first:.0%}, and {second:.0%} for the other.",
        "300%": "3 / (3 - 2): three times the whole error, and {second:.0%} for the other node. The slopes at the weights are {slope_1:.1f} and {slope_2:.1f}: no explosion.",
    },
    _shared,
)


BACKWARDS = {"right": backward} | dict(zip("ABCDE", [PLANTED_BUGS[name] for name in ("wrong transpose", "wrong sign", "forgotten bias", "missing slope", "no 1/N")], strict=True))


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
        Preset("too large", {"backward": "right", "nudge": 0.1}, "Bad: between two points this far apart, the loss is no straight line."),
        Preset("good", {"backward": "right", "nudge": 1e-5}, "Good: small enough to be straight, large enough to survive rounding."),
        Preset("too small", {"backward": "right", "nudge": 1e-12}, "Bad: the losses differ in their last digits only, and those are rounded."),
    ]
    sizes, nudges = [3, 3, 3, 3], np.geomspace(1e-12, 0.1, 34)

    def __init__(self):
        self.figure, (left, right) = panels(1, 1.25, gap=0.13)
        colors = {"forward": PAST, "central": VALUE}
        self.errors = LogCurves(left, colors, (1e-12, 0.1), (1e-12, 10), "nudge ε", "relative error")
        self.table = Table(right, ("", "backward", "nudged", "largest difference", ""), (0.22, 0.42, 0.61, 0.92, 1.0), n_rows=6)
        self.artists = self.errors.artists + self.table.artists
        self.setting, self.sweeps = None, {}   # for each activation and batch the errors of all nudges

    def restart(self, backward, activation, n_examples, nudge):
        self.name, self.nudge = backward, nudge
        if self.setting != (activation, n_examples):
            self.setting = activation, n_examples
            self._use(activation, n_examples)
        self.rows = check_gradient(BACKWARDS[backward], self.model, SQUARED_ERROR, self.points, nudge)
        self.forward_error, self.central_error = self._errors(nudge)
        self.errors.update(f"ε = {power_of_ten(nudge)}: error {power_of_ten(self.central_error)} (central)", nudge, forward=self.forward_error, central=self.central_error)
        rows = [[row.tensor, f"{row.exact:.5f}", f"{row.approximate:.5f}", f"{row.difference:.1e}", "✓" if row.agrees else "✗"] for row in self.rows]
        self.table.update(self.finding, rows, [row.agrees for row in self.rows])

    def _use(self, activation, n_examples):
        rng = np.random.default_rng(0)
        self.model = MLP(self.sizes, activation, seed=1)
        self.model.parameters.flat += 0.3 * rng.standard_normal(self.model.parameters.flat.shape)   # biases, too
        self.points = Points(*(numbers[:n_examples] for numbers in rng.standard_normal((2, 10, 3))))
        layer_outputs = self.model.forward(self.points.inputs)
        backward(self.model, layer_outputs, self.points.targets)
        self.right_gradient = self.model.gradient.flat.copy()
        if self.setting not in self.sweeps:
            self.sweeps[self.setting] = np.array([self._errors(nudge) for nudge in self.nudges])   # (n_nudges, 2)
        self.sweep = self.sweeps[self.setting]
        self.errors.draw_curve("forward", self.nudges, self.sweep[:, 0], named_at=(0.1, 0.5))
        self.errors.draw_curve("central", self.nudges, self.sweep[:, 1], named_at=(0.1, 1e-6), above=False)

    def _errors(self, nudge):
        """The relative errors of forward and central differences, at least a rounding apart from zero."""
        return [max(relative_error(gradient, self.right_gradient), 1e-16) for gradient in both_differences(self.model, SQUARED_ERROR, self.points, nudge)]

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
        wrong = ", ".join(f"{row.tensor} ({row.exact:.3g} against {row.approximate:.3g})" for row in self.rows if not row.agrees and self.central_error < TOLERANCE)
        activation, n_examples = self.setting
        return (
            f"Backward pass {self.name}, {activation}, {n_examples} example{'s' if n_examples > 1 else ''}, nudge {power_of_ten(self.nudge)}: {self.finding.lower()}"
            f"{': ' + wrong if wrong else ''}. Relative error of the nudged gradient: {power_of_ten(self.forward_error)} (forward), {power_of_ten(self.central_error)} (central)."
        )


def _ever_smaller():
    scene = GradientCheck()
    scene.restart(**{control.name: control.start for control in scene.controls})
    forward = scene.sweep[:, 0]
    best = int(np.argmin(forward))
    facts = {"long": power_of_ten(forward[-1]), "best": power_of_ten(forward[best]), "where": power_of_ten(scene.nudges[best]), "short": power_of_ten(forward[0])}
    shrinks_then_grows = 0 < best < len(forward) - 1 and forward[0] > 100 * forward[best]
    return "it shrinks, then grows again" if shrinks_then_grows else "it shrinks all the way", facts


smaller_and_smaller = Question(
    "We approximate a slope by (L(w + ε) - L(w)) / ε and make ε smaller, from 0.1 to 10⁻¹². What happens to the error?",
    {
        "it shrinks all the way": "In mathematics, yes. A computer keeps about 16 digits: at the smallest nudge the losses differ in the last few only, and the error is {short} again.",
        "it shrinks, then grows again": "From {long} down to {best} at ε = {where}, then up to {short}: first the loss becomes straighter, then rounding takes over.",
        "it stays about the same": "It changes by many powers of ten: {long} at ε = 0.1, {best} at the best ε, {short} at the smallest.",
    },
    _ever_smaller,
)


SOME_DIGITS = digits().take(slice(32))


class Price:
    """The same gradient, bought twice: by nudging every parameter, and by going back once. What does each cost?"""

    title = "The price of a gradient"
    controls = [
        Slider("n_hidden", 1, 20, start=8, whole=True, label="neurons in a hidden layer"),
        Slider("n_layers", 1, 10, start=1, whole=True, label="hidden layers"),
    ]
    presets = [
        Preset("small", {"n_hidden": 4, "n_layers": 1}, "Even a tiny network has hundreds of parameters to nudge."),
        Preset("deep", {"n_hidden": 20, "n_layers": 10}, "Nudging costs more with every layer, and so does the memory for the way back."),
    ]
    large, n_frames, preview_frames = [784, 50, 10], 30, 20

    def __init__(self):
        self.figure, (left, right) = panels(1.15, 1)
        colors = {"nudging": PAST, "backpropagation": GRADIENT}
        self.race = RaceTrack(left, colors, (1, 1e5), "work, in forward passes", "share of the slopes known")
        self.memory = Profiles(right, {"to learn": GRADIENT, "to predict": PAST}, (1, 10), (0, 9500), "hidden layers", "numbers in memory", x_ticks=[1, 4, 7, 10])
        self.artists = self.race.artists + self.memory.artists

    def restart(self, n_hidden, n_layers):
        self.sizes = [64, *[n_hidden] * n_layers, 10]
        self.model = Counted(MLP(self.sizes, "tanh"))
        self.by_backward = self._gradient()
        self.work = 1 + backward_multiplications(self.sizes) / count_multiply_adds(self.sizes)
        self.nudging = slopes_one_by_one(self.model, CROSS_ENTROPY, SOME_DIGITS, nudge=1e-5)
        self.model.n_forward, self.by_nudging = 0, []
        self.runs = [(1, 0.0)]
        self._weigh(n_hidden, n_layers)
        self._show()

    def _gradient(self):
        model = self.model.model
        layer_outputs = self.model.forward(SOME_DIGITS.inputs)
        model.backward(layer_outputs, CROSS_ENTROPY.gradient(layer_outputs[-1], SOME_DIGITS.targets))
        return model.gradient.flat.copy()

    def _weigh(self, n_hidden, n_layers):
        """Counts the arrays that `forward` really returns, for every number of hidden layers."""
        depths = np.arange(1, 11)
        passes = [MLP([64, *[n_hidden] * depth, 10], "tanh", "zeros").forward(SOME_DIGITS.inputs) for depth in depths]
        self.kept, self.held = [numbers_kept(arrays) for arrays in passes], [numbers_passing_through(arrays) for arrays in passes]
        self.n_kept, self.n_held = self.kept[n_layers - 1], self.held[n_layers - 1]
        finding = f"Going back keeps {self.n_kept:,} numbers"
        self.memory.update(finding, depths, n_layers - 1, **{"to learn": self.kept, "to predict": self.held})

    def advance(self):
        """Nudges some more parameters; False when all are done."""
        n_parameters = len(self.by_backward)
        self.by_nudging += islice(self.nudging, -(-n_parameters // self.n_frames))
        if self.model.n_forward > self.runs[-1][0]:
            self.runs.append((self.model.n_forward, len(self.by_nudging) / n_parameters))
        self._show()
        return len(self.by_nudging) < n_parameters

    def _show(self):
        goal = passes_for_differences(self.large)
        name = f"{'-'.join(map(str, self.large))}: {goal:,}"
        at_once = [(1, 0.0), (self.work, 0.0), (self.work, 1.0)]
        self.race.update(self.fate, goal, name, nudging=np.array(self.runs).T, backpropagation=np.array(at_once).T)

    @property
    def fate(self):
        """How far nudging has come, in a few words."""
        n_known, n_parameters = len(self.by_nudging), len(self.by_backward)
        if n_known < n_parameters:
            return f"Nudging: {n_known:,} of {n_parameters:,} slopes after {self.model.n_forward:,} passes"
        return f"Nudging needed {self.model.n_forward:,} passes, {self.model.n_forward / self.work:,.0f} times the work"

    def summary(self):
        sizes = "-".join(map(str, self.sizes))
        if len(self.sizes) > 5:
            sizes = f"64, {len(self.sizes) - 2} hidden layers of {self.sizes[1]}, 10"
        agreement = ""
        if len(self.by_nudging) == len(self.by_backward):
            agreement = f" The two gradients differ by {power_of_ten(relative_error(np.array(self.by_nudging), self.by_backward))} of the largest slope."
        return (
            f"Network {sizes}, {len(self.by_backward):,} parameters. {self.fate}. Backpropagation: one pass forward, one back, together the work of "
            f"{self.work:.2f} forward passes. For 784-50-10 nudging needs {passes_for_differences(self.large):,} passes.{agreement} "
            f"Going back keeps {self.n_kept:,} numbers for 32 digits; a prediction holds {self.n_held:,} at a time."
        )


def _passes():
    small = Counted(MLP([3, 4, 2], "tanh"))
    forward_difference(small, SQUARED_ERROR, Points(np.ones((5, 3)), np.ones((5, 2))))
    counted = small.n_forward - count_parameters([3, 4, 2])   # the passes beyond one per parameter
    n_passes = count_parameters(Price.large) + counted
    work = 1 + backward_multiplications(Price.large) / count_multiply_adds(Price.large)
    facts = {"n_passes": n_passes, "n_parameters": count_parameters(Price.large), "work": work}
    return next(choice for choice in ("2", "845", "39,761") if choice == f"{n_passes:,}"), facts


price_of_nudging = Question(
    "A network with 784 inputs, 50 hidden neurons and 10 outputs. How many forward passes does it take to find its gradient by nudging every parameter once, to one side?",
    {
        "2": "That is nearly the price of backpropagation: one pass forward and one back, the work of {work:.2f} forward passes. Nudging takes {n_passes:,}.",
        "845": "One for each neuron would not do: every single parameter has its own slope. There are {n_parameters:,} of them, and one more pass to compare with.",
        "39,761": "One for each of the {n_parameters:,} weights and biases, and one to compare with. Backpropagation: the work of {work:.2f} forward passes.",
    },
    _passes,
)


class VanishingAndExploding:
    """How much of the loss's slope arrives at the first layer? A map over depth and the size of the first weights."""

    title = "Vanishing and exploding"
    controls = [
        Choice("activation", ("sigmoid", "tanh", "relu"), "sigmoid", "activation"),
        Seed(),
        Slider("n_layers", 1, 20, start=10, whole=True, label="hidden layers"),
        Slider("scale", 0.1, 10**0.9, start=1.0, step=0.1, logarithmic=True, label="scale of the first weights"),
    ]
    presets = [
        Preset("sigmoid, 20 layers", {"activation": "sigmoid", "n_layers": 20, "scale": 1.0}, "Bad: each layer passes on less than a quarter of what it gets."),
        Preset("tanh, 20 layers", {"activation": "tanh", "n_layers": 20, "scale": 1.259}, "Good: with weights of about this size, tanh neither shrinks nor stretches much."),
        Preset("ReLU, too large", {"activation": "relu", "n_layers": 20, "scale": 5.012}, "Bad: every layer multiplies what comes back."),
    ]
    depths, scales, width = tuple(range(1, 21)), 10.0 ** np.linspace(-1, 0.9, 20), 16
    healthy = 1e-3, 1e1

    def __init__(self):
        self.figure, (left, right) = panels(1.15, 1, gap=0.25)
        self.map = DepthMap(left, self.scales, self.depths, (-8, 8), "scale of the first weights", "hidden layers")
        self.layers = LayerNorms(right, 21, (1e-12, 1e12), "layer, from the inputs", "size of its gradient", self.healthy)
        self.artists = self.map.artists + self.layers.artists
        self.seed = None

    def restart(self, activation, seed, n_layers, scale):
        self.activation, self.n_layers, self.scale = activation, n_layers, scale
        if seed != self.seed:
            self.seed, self.maps = seed, {}   # keeps the maps of one seed, so that memory does not grow
        if activation not in self.maps:
            self.maps[activation] = self._norms(activation, seed)
        self.norms = self.maps[activation]
        self.powers = np.log10(np.maximum([by_scale[0] for by_scale in self.norms], 1e-300))   # (n_depths, n_scales)
        column = int(np.argmin(np.abs(np.log(self.scales / scale))))
        self.own = self.norms[n_layers - 1][:, column]                                          # (n_layers + 1,)
        self.map.update(f"First layer's gradient: {power_of_ten(self.own[0])}, {self.fate}", self.powers, (column, n_layers - 1))
        self.layers.update(f"{activation}, scale {self.scales[column]:.2g}: layer by layer", self.own)

    def _norms(self, activation, seed):
        """For every depth the size of each layer's gradient, `(n_layers + 1, n_scales)`; all scales side by side."""
        norms = []
        for depth in self.depths:
            sizes = [64, *[self.width] * depth, 10]
            model = MLP(sizes, activation, "xavier", scale=self.scales, seed=seed, n_models=len(self.scales))
            layer_outputs = model.forward(SOME_DIGITS.inputs)
            model.backward(layer_outputs, CROSS_ENTROPY.gradient(layer_outputs[-1], SOME_DIGITS.targets))
            norms.append(np.array([np.linalg.norm(gradient, axis=(-2, -1)) for gradient in model.gradient.weights]))
        return norms

    @property
    def fate(self):
        """What becomes of the slope on its way back, in a word."""
        low, high = self.healthy
        return "vanishing" if self.own[0] < low else "exploding" if self.own[0] > high else "healthy"

    def summary(self):
        return (
            f"{self.activation}, {counted(self.n_layers, 'hidden layer')}, first weights {self.scale:.2g} times the usual size (Xavier's): the gradient of the first "
            f"layer has the size {power_of_ten(self.own[0])}, that of the last layer {power_of_ten(self.own[-1])}: {self.fate}."
        )


def _twenty_layers():
    scene = VanishingAndExploding()
    norms = scene._norms("sigmoid", seed=0)
    column = int(np.argmin(np.abs(np.log(scene.scales))))
    shallow, deep = norms[0][0, column], norms[-1][0, column]
    ratio = deep / shallow
    choice = "about as large" if ratio > 0.1 else "a thousand times smaller" if ratio > 1e-6 else "more than a billion times smaller" if ratio < 1e-9 else ""
    return choice, {"shallow": power_of_ten(shallow), "deep": power_of_ten(deep)}


through_twenty_layers = Question(
    "A sigmoid network gets 20 hidden layers instead of one. How large is the gradient that arrives at its first layer, compared with before?",
    {
        "about as large": "The slope of a sigmoid is at most 1/4, and every layer multiplies by it once more: {shallow} with one layer, {deep} with twenty.",
        "a thousand times smaller": "That would take about five layers. A quarter at most, twenty times over: from {shallow} down to {deep}.",
        "more than a billion times smaller": "At most 1/4 per layer, twenty times: from {shallow} with one hidden layer down to {deep} with twenty. The first layers practically do not learn.",
    },
    _twenty_layers,
)


FEEDBACK = {
    "missing slope": "The last layer is right, the layers before it are not. On its way back through an activation, delta must be multiplied by the slope there.",
    "no 1/N": "All your numbers are the same number of times too large. The loss is an average over the batch, so its slope is divided by the number of examples, too.",
    "wrong transpose": "The last layer is right, the layers before it are not. To send delta back, multiply by the transposed weights: weights[k].mT.",
    "forgotten bias": "The weights agree, the biases are still 0. Their slope is delta, added up over the batch.",
    "wrong sign": "The size is right and the sign is not. The loss rises with outputs - targets, not with targets - outputs.",
}


def _check_backward(answer):
    scene = GradientCheck()
    scene.restart(**{control.name: control.start for control in scene.controls})
    given = _gradient_by(answer, scene)
    if np.all(given == 0):
        return "model.gradient is still all 0. Fill its arrays in place: model.gradient.weights[k][...] = (with the dots in brackets)."
    for name, planted in PLANTED_BUGS.items():
        if np.allclose(given, _gradient_by(planted, scene)):
            return FEEDBACK[name]
    if np.allclose(2 * given, scene.right_gradient):
        return "All your numbers are half of what nudging says. The slope of (output - target)² is 2 × (output - target)."
    factor = given @ scene.right_gradient / (scene.right_gradient @ scene.right_gradient)
    if not np.isclose(factor, 1) and np.allclose(given, factor * scene.right_gradient):
        return f"All your numbers are {factor:.3g} times as large as nudging says. The mean is over all targets.size numbers: examples × outputs."
    for sizes in (scene.sizes, [2, 5, 1]):
        model = MLP(sizes, seed=3)
        rng = np.random.default_rng(4)
        points = Points(rng.standard_normal((6, sizes[0])), rng.standard_normal((6, sizes[-1])))
        for row in check_gradient(answer, model, SQUARED_ERROR, points):
            if not row.agrees:
                return f"The check fails at {row.tensor}: yours says {row.exact:.4g}, nudging says {row.approximate:.4g}."
    return None


def _gradient_by(backward_pass, scene):
    """What a backward pass leaves in the one array that an optimizer reads."""
    model = MLP(scene.sizes)
    model.parameters.flat[...] = scene.model.parameters.flat
    backward_pass(model, model.forward(scene.points.inputs), scene.points.targets)
    return model.gradient.flat


_SMALL = MLP([2, 3, 1])

write_backward = Exercise(
    name="my_backward",
    task="fill model.gradient for the mean squared error, from the last layer to the first, and return it.",
    check=_check_backward,
    hint="Start with delta = 2 * (layer_outputs[-1] - targets) / targets.size. In layer k, the weights' slopes are layer_outputs[k].mT @ delta, the biases' are "
    "delta.sum(axis=-2, keepdims=True). Then send delta back: (delta @ weights[k].mT) times the activation's slope at layer_outputs[k].",
    solution=(
        "def my_backward(model, layer_outputs, targets):\n"
        "    delta = 2 * (layer_outputs[-1] - targets) / targets.size\n"
        "    for k in reversed(range(len(model.parameters.weights))):\n"
        "        inputs = layer_outputs[k]\n"
        "        model.gradient.weights[k][...] = inputs.mT @ delta\n"
        "        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)\n"
        "        delta = (delta @ model.parameters.weights[k].mT) * model.activation.slope(inputs)\n"
        "    return model.gradient\n"
    ),
    example=(_SMALL, _SMALL.forward(np.ones((4, 2))), np.ones((4, 1))),
)


FINDINGS = {letter: next(name for name, planted in PLANTED_BUGS.items() if planted is BACKWARDS[letter]) for letter in "ABCDE"}
EXPERIMENTS = {
    "missing slope": "Switch the activation to identity, whose slope is 1 everywhere: does the mistake disappear?",
    "wrong transpose": "Switch the activation to identity, whose slope is 1 everywhere: does the mistake disappear?",
    "no 1/N": "Divide the first column by the second, then take a batch of one example.",
    "forgotten bias": "Which rows disagree, and what stands in their first column?",
    "wrong sign": "Compare the signs in the first two columns.",
}


def _check_findings(answer):
    names = ", ".join(PLANTED_BUGS)
    if not isinstance(answer, dict) or set(answer) != set(FINDINGS):
        return 'my_findings must be a dict with the five letters, such as {"A": "wrong sign", "B": …, "C": …, "D": …, "E": …}.'
    unknown = [name for name in answer.values() if name not in PLANTED_BUGS]
    if unknown:
        return f"{unknown[0]!r} is none of the five names: {names}."
    wrong = [letter for letter in FINDINGS if answer[letter] != FINDINGS[letter]]
    if not wrong:
        return None
    return f"{5 - len(wrong)} of 5 are right. {wrong[0]} is not the {answer[wrong[0]]}. {EXPERIMENTS[answer[wrong[0]]]}"


find_the_bugs = Exercise(
    name="my_findings",
    task="say for every letter which mistake is in it.",
    check=_check_findings,
    hint="Everything wrong by one and the same factor: sign, or 1/N. Only some rows wrong: which ones? If the last layer is right and the others are not, "
    "delta lost something on its way back; with the activation identity, a forgotten slope makes no difference.",
    solution=f"my_findings = {FINDINGS!r}\n",
)
