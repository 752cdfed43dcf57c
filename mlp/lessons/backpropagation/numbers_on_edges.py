"""A network of 2, 3 and 1 neurons, value and gradient at every node and edge: forward, loss, backward, update."""

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.numbers import factor, few_digits, three_digits, unsigned_zero
from ...plots.style import GRADIENT, panels
from ..common import SQUARED_ERROR
from ..scene import Choice, Preset, Slider
from ..tasks import Question
from .graph import VALUE, Blackboard, Graph, LossAlong
from .slopes import node_slopes

SUBSCRIPTS = str.maketrans("123", "₁₂₃")


class NumbersOnEdges:
    """A network of 2, 3 and 1 neurons, value and gradient at every node and edge: forward, loss, backward, update."""

    title = "A network with numbers on its edges"
    controls = [
        Slider("stage", 0, 11, start=0, whole=True, stepped=True, label="stage: 1-4 forward, 5-10 backward"),
        *(
            Slider(name, -3.0, 3.0, start=start, step=0.1, label=name.translate(SUBSCRIPTS), small=True)
            for name, start in [
                ("w11", 0.5),
                ("w12", -0.3),
                ("w13", 0.8),
                ("w21", 0.2),
                ("w22", 0.9),
                ("w23", -0.6),
                ("v1", 1.0),
                ("v2", -0.7),
                ("v3", 0.4),
            ]
        ),
        Choice(
            "picked",
            ("w₁₁", "w₁₂", "w₁₃", "w₂₁", "w₂₂", "w₂₃", "v₁", "v₂", "v₃", "x₁", "x₂"),
            "w₁₂",
            "pick one",
            small=True,
        ),
        Slider("nudge", 0.001, 1.0, start=0.1, logarithmic=True, label="nudge it by ε", small=True),
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
    stages = (
        "given are the inputs, the weights, the biases, and the target t = 1", "weighted sums", "outputs of the hidden neurons", "output", "loss",
        "the loss's slope at the output", "slopes at the weights v", "slopes at the hidden outputs", "slopes at the hidden sums",
        "slopes at the weights w", "slopes at the inputs: several paths add up", "the update: every weight goes 0.1 × its slope downhill",
    )  # fmt: skip
    inputs, target, learning_rate = np.array([[1.0, 2.0]]), np.array([[1.0]]), 0.1
    reach, n_places = 4.0, 61  # of the number picked, on the right: how far, and in how many places
    preview = {"stage": 5}

    def __init__(self):
        self.figure, (left,) = panels(1, left=0, right=0.715, bottom=0.285, top=0.99)
        self.graph = Graph(left, (715, 282), *self._places(), label_width=74)
        for y in (234, 146, 58):
            self.graph.write(360, y - 19, "tanh")
        self.board = Blackboard(self.figure, 0.275)
        self.loss = LossAlong(
            self.figure.add_axes([0.78, 0.42, 0.205, 0.5]), self.reach, "the number picked", "loss"
        )
        self.artists = [*self.graph.artists, *self.board.artists, *self.loss.artists]
        self.model = MLP([2, 3, 1], "tanh", "zeros")
        self.others = MLP(
            [2, 3, 1], "tanh", "zeros", n_models=self.n_places + 1
        )  # the same, but for the number picked

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
        edges |= {f"v{j}": ((430, y), output, 0.44) for j, y in rows.items()} | {
            "loss": (output, (676, 146), None)
        }
        edges |= {f"b{j}": ((360, y + 26), (290, y), 0.0) for j, y in rows.items()} | {
            "c": ((594, 196), output, 0.0)
        }
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
        arrays = {
            "x": x,
            "z": z,
            "h": h,
            "y": y,
            "v": parameters.weights[1],
            "b": parameters.biases[0],
            "c": parameters.biases[1],
        }
        named = {
            f"w{i}{j}": parameters.weights[0]["₁₂".index(i), "₁₂₃".index(j)] for i in "₁₂" for j in "₁₂₃"
        }
        for letter, array in arrays.items():
            numbers = array.ravel()
            named |= (
                {letter: numbers[0]}
                if letter in "yc"
                else {f"{letter}{'₁₂₃'[k]}": number for k, number in enumerate(numbers)}
            )
        return {name: float(unsigned_zero(number)) for name, number in named.items()}

    def _losses_at(self, numbers):
        """The losses if the number picked were another one, `(n,)`, from as many networks side by side."""
        self.others.parameters.flat[...] = self.model.parameters.flat
        inputs = np.repeat(self.inputs[None], len(numbers), axis=0)  # (n, 1, 2)
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
        groups = [
            "L",
            "yLc",
            "v",
            "h",
            "zb",
            "w",
            "x",
        ]  # the slope at c and at b is that of the sum it is added to
        slopes = "".join(groups[: max(0, min(self.stage, 10) - 3)]) if self.stage >= 5 else ""
        return values, slopes

    def _texts(self, known):
        values, slopes = known
        now = self.values | (self.updated if self.stage == 11 else {})
        numbers = {
            name: f"{name} {few_digits(number)}" if name[0] in "wvbc" else few_digits(number)
            for name, number in now.items()
            if name[0] in values
        }
        return numbers, {
            name: f"∂ {few_digits(slope)}" for name, slope in self.slopes.items() if name[0] in slopes
        }

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
        found = (
            "slope at a weight = what enters it × slope at the sum. At a bias: the slope at the sum itself"
            if self.stage == 9
            else self.stages[self.stage]
        )
        self.board.update(
            f"Stage {self.stage}{way}: {found}", rows, last, color=GRADIENT if 5 <= self.stage < 11 else VALUE
        )

    def _rows(self):
        """For every stage the lines it computes, in letters and in numbers."""
        values = {name: few_digits(number) for name, number in self.values.items()}
        slopes = {name: few_digits(slope) for name, slope in self.slopes.items()}
        n = {name: factor(number) for name, number in self.values.items()}  # as they stand in a product
        d = {name: factor(slope) for name, slope in self.slopes.items()}
        hidden, places = "₁₂₃", [(i, j) for i in "₁₂" for j in "₁₂₃"]
        sums = [
            f"z{j} = w₁{j}·x₁ + w₂{j}·x₂ + b{j} = {n[f'w₁{j}']} × 1 + {n[f'w₂{j}']} × 2 + {n[f'b{j}']} ="
            f" {values[f'z{j}']}"
            for j in hidden
        ]
        output = " + ".join(f"v{j}·h{j}" for j in hidden) + " + c"
        numbers = " + ".join(f"{n[f'v{j}']} × {n[f'h{j}']}" for j in hidden)
        arriving = {i: " + ".join(n[f"w{i}{j}"] + " × " + d[f"z{j}"] for j in hidden) for i in "₁₂"}
        at_inputs = [
            f"∂L/∂x{i} = w{i}₁·∂L/∂z₁ + w{i}₂·∂L/∂z₂ + w{i}₃·∂L/∂z₃ = {arriving[i]} = {slopes[f'x{i}']}"
            for i in "₁₂"
        ]
        change = [
            f"{name}: {values[name]} - 0.1 × {d[name]} = {few_digits(self.updated[name])}"
            for name in ("w₁₁", "w₁₂", "w₁₃", "v₁", "v₂", "v₃")
        ]
        return [
            [],
            sums,
            [f"h{j} = tanh(z{j}) = tanh({values[f'z{j}']}) = {values[f'h{j}']}" for j in hidden],
            [f"y = {output}", f"   = {numbers} + {n['c']}", f"   = {values['y']}"],
            [f"L = (y - t)² = ({values['y']} - 1)² = {values['L']}"],
            [
                f"∂L/∂y = 2·(y - t) = 2 × ({values['y']} - 1) = {slopes['y']}",
                f"∂L/∂c = ∂L/∂y = {slopes['c']}",
            ],
            [f"∂L/∂v{j} = h{j}·∂L/∂y = {n[f'h{j}']} × {d['y']} = {slopes[f'v{j}']}" for j in hidden],
            [f"∂L/∂h{j} = v{j}·∂L/∂y = {n[f'v{j}']} × {d['y']} = {slopes[f'h{j}']}" for j in hidden],
            [
                f"∂L/∂z{j} = (1 - h{j}²)·∂L/∂h{j} = {self._flatness(j)} × {d[f'h{j}']} = {slopes[f'z{j}']}"
                for j in hidden
            ],
            [
                f"∂L/∂w{i}{j} = x{i}·∂L/∂z{j} = {n[f'x{i}']} × {d[f'z{j}']} = {slopes[f'w{i}{j}']}"
                for i, j in places
            ],
            at_inputs,
            change,
        ]

    def _flatness(self, j):
        return factor(1 - self.values[f"h{j}"] ** 2)

    def _product(self):
        """The slope at the number picked, as products along its paths."""
        n, picked = {name: factor(number) for name, number in self.values.items()}, self.picked
        end, slope = factor(self.slopes["y"]), few_digits(self.slopes[picked])
        if picked[0] == "v":
            return f"∂L/∂{picked} = ∂L/∂y × h{picked[1]} = {end} × {n['h' + picked[1]]} = {slope}"
        if picked[0] == "w":
            i, j = picked[1:]
            return (
                f"∂L/∂{picked} = ∂L/∂y × v{j} × (1 - h{j}²) × x{i} = {end} × {n[f'v{j}']} ×"
                f" {self._flatness(j)} × {n[f'x{i}']} = {slope}"
            )
        along = [self.slopes[f"z{j}"] * self.values[f"w{picked[1]}{j}"] for j in "₁₂₃"]
        return (
            f"∂L/∂{picked} = sum over its three paths of ∂L/∂y × v × (1 - h²) × w ="
            f" {' + '.join(map(factor, along))} = {slope}"
        )

    def _nudge_it(self, known):
        """What the loss does when the number picked moves, against its slope where that has been reached."""
        here, loss, picked = self.values[self.picked], self.values["L"], self.picked
        numbers = np.linspace(-self.reach, self.reach, self.n_places)
        *losses, nudged = self._losses_at([*numbers, here + self.nudge])
        self.quotient = (nudged - loss) / self.nudge
        slope = self.slopes[picked] if picked[0] in known[1] else None
        said = f", slope {few_digits(slope)}" if slope is not None else ""
        self.loss.update(
            f"ΔL/ε = {few_digits(self.quotient)}{said}",
            (numbers, losses),
            (here, loss),
            (here + self.nudge, nudged),
            slope,
        )

    def summary(self):
        values, slopes = self._known()
        picked = self.picked
        parts = [f"Stage {self.stage} of 11: {self.stages[self.stage]}."]
        if "L" in values:
            parts.append(
                f"The output is {few_digits(self.values['y'])}, the loss {three_digits(self.values['L'])}."
            )
        parts.append(
            f"Nudging {picked} = {few_digits(self.values[picked])} by {self.nudge:.3g} gives ΔL/ε ="
            f" {three_digits(self.quotient)}."
        )
        if picked[0] in slopes:
            parts.append(f"Backpropagation says {three_digits(self.slopes[picked])}.")
        if self.stage == 11:
            fell = (
                "falls"
                if self.new_loss < self.values["L"]
                else "rises (the step was too long)"
                if self.new_loss > self.values["L"]
                else "stays"
            )
            parts.append(f"After the update the loss {fell}: {three_digits(self.new_loss)}.")
        return " ".join(parts)


def _cut():
    scene = NumbersOnEdges()
    scene.restart(**{control.name: control.start for control in scene.controls} | {"v2": 0.0})
    zero = {name for name in scene.slopes if scene.slopes[name] == 0}
    by_choice = {
        "that of v₂": {"v₂"},
        "those of w₁₂ and w₂₂": {"w₁₂", "w₂₂"},
        "all of them": {name for name in scene.slopes if name[0] in "wv"},
    }
    weights = {name for name in zero if name[0] in "wv"}
    own = f"{scene.slopes['v₂']:.3f}"
    return next(choice for choice, names in by_choice.items() if names == weights), {
        "own": own,
        "h": scene.values["h₂"],
        "slope": scene.slopes["y"],
    }


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
