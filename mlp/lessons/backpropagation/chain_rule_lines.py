"""How does a small network compute each of its numbers? One line for each, in letters and in numbers."""

from ...plots.numbers import factor, few_digits
from .small_network import HIDDEN, INPUTS

ARROWS = [(i, j) for i in INPUTS for j in HIDDEN]  # the weights w, from input i to hidden neuron j


class ChainRuleLines:
    """The lines that every stage writes on the board, from the numbers of a `SmallNetwork`."""

    def __init__(self, network):
        self.network = network
        self.value = {name: few_digits(number) for name, number in network.values.items()}
        self.slope = {name: few_digits(slope) for name, slope in network.slopes.items()}
        self.n = {name: factor(number) for name, number in network.values.items()}  # as factors of a product
        self.d = {name: factor(slope) for name, slope in network.slopes.items()}

    def of_stage(self, stage):
        """The lines of one stage, a list of texts."""
        forward = [self._given, self._sums, self._hidden, self._output, self._loss]
        backward = [self._at_output, self._at_v, self._at_hidden, self._at_sums, self._at_w, self._at_inputs]
        return [*forward, *backward, self._update][stage]()

    def along_paths(self, picked):
        """The slope at the weight or input `picked`, as a product along its paths to the loss."""
        along = {"v": self._along_one_edge, "w": self._along_one_path, "x": self._along_three_paths}
        return f"∂L/∂{picked} = {along[picked[0]](picked)} = {self.slope[picked]}"

    # Forward

    def _given(self):
        return []

    def _sums(self):
        n, value = self.n, self.value
        return [
            f"z{j} = w₁{j}·x₁ + w₂{j}·x₂ + b{j} = {n[f'w₁{j}']} × 1 + {n[f'w₂{j}']} × 2 + {n[f'b{j}']} ="
            f" {value[f'z{j}']}"
            for j in HIDDEN
        ]

    def _hidden(self):
        value = self.value
        return [f"h{j} = tanh(z{j}) = tanh({value[f'z{j}']}) = {value[f'h{j}']}" for j in HIDDEN]

    def _output(self):
        letters = " + ".join(f"v{j}·h{j}" for j in HIDDEN)
        numbers = " + ".join(f"{self.n[f'v{j}']} × {self.n[f'h{j}']}" for j in HIDDEN)
        return [f"y = {letters} + c", f"   = {numbers} + {self.n['c']}", f"   = {self.value['y']}"]

    def _loss(self):
        return [f"L = (y - t)² = ({self.value['y']} - 1)² = {self.value['L']}"]

    # Backward

    def _at_output(self):
        y, slope = self.value["y"], self.slope
        return [f"∂L/∂y = 2·(y - t) = 2 × ({y} - 1) = {slope['y']}", f"∂L/∂c = ∂L/∂y = {slope['c']}"]

    def _at_v(self):
        n, d, slope = self.n, self.d, self.slope
        return [f"∂L/∂v{j} = h{j}·∂L/∂y = {n[f'h{j}']} × {d['y']} = {slope[f'v{j}']}" for j in HIDDEN]

    def _at_hidden(self):
        n, d, slope = self.n, self.d, self.slope
        return [f"∂L/∂h{j} = v{j}·∂L/∂y = {n[f'v{j}']} × {d['y']} = {slope[f'h{j}']}" for j in HIDDEN]

    def _at_sums(self):
        d, slope = self.d, self.slope
        return [
            f"∂L/∂z{j} = (1 - h{j}²)·∂L/∂h{j} = {self._tanh_slope(j)} × {d[f'h{j}']} = {slope[f'z{j}']}"
            for j in HIDDEN
        ]

    def _at_w(self):
        n, d, slope = self.n, self.d, self.slope
        return [
            f"∂L/∂w{i}{j} = x{i}·∂L/∂z{j} = {n[f'x{i}']} × {d[f'z{j}']} = {slope[f'w{i}{j}']}"
            for i, j in ARROWS
        ]

    def _at_inputs(self):
        return [f"∂L/∂x{i} = {self._arriving(i)} = {self.slope[f'x{i}']}" for i in INPUTS]

    def _arriving(self, i):
        letters = " + ".join(f"w{i}{j}·∂L/∂z{j}" for j in HIDDEN)
        numbers = " + ".join(f"{self.n[f'w{i}{j}']} × {self.d[f'z{j}']}" for j in HIDDEN)
        return f"{letters} = {numbers}"

    def _update(self):
        names = [f"w₁{j}" for j in HIDDEN] + [f"v{j}" for j in HIDDEN]
        rate, updated = self.network.learning_rate, self.network.updated
        return [
            f"{name}: {self.value[name]} - {rate} × {self.d[name]} = {few_digits(updated[name])}"
            for name in names
        ]

    def _tanh_slope(self, j):
        return factor(1 - self.network.values[f"h{j}"] ** 2)

    # Along the paths of one number

    def _along_one_edge(self, picked):
        j = picked[1]
        return f"∂L/∂y × h{j} = {self.d['y']} × {self.n[f'h{j}']}"

    def _along_one_path(self, picked):
        i, j = picked[1:]
        factors = [self.d["y"], self.n[f"v{j}"], self._tanh_slope(j), self.n[f"x{i}"]]
        return f"∂L/∂y × v{j} × (1 - h{j}²) × x{i} = {' × '.join(factors)}"

    def _along_three_paths(self, picked):
        values, slopes = self.network.values, self.network.slopes
        along = [factor(slopes[f"z{j}"] * values[f"w{picked[1]}{j}"]) for j in HIDDEN]
        return f"sum over its three paths of ∂L/∂y × v × (1 - h²) × w = {' + '.join(along)}"
