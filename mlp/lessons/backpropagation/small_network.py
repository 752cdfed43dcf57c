"""What are all the numbers of a network with 2, 3 and 1 neurons, by the names in its drawing?

x₁ x₂ are the inputs, w₁₂ the weight from x₁ to the second hidden neuron, b₂ its bias, z₂ its weighted sum and
h₂ = tanh(z₂) its output. v₂ leads from h₂ to the output y, whose bias is c. L is the loss.
"""

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.numbers import unsigned_zero
from ..common import SQUARED_ERROR
from .slopes import node_slopes

INPUTS, HIDDEN = "₁₂", "₁₂₃"
SIZES, ACTIVATION = [2, 3, 1], "tanh"


class SmallNetwork:
    """Values and slopes of one forward and backward pass by name, and the values after one update.

    `values`, `slopes` and `updated` map names to numbers; `new_loss` is the loss after the update.
    """

    inputs, target, learning_rate = np.array([[1.0, 2.0]]), np.array([[1.0]]), 0.1
    biases = [0.1, 0.0, -0.2], 0.2

    def __init__(self, n_alternatives):
        """`n_alternatives` is how many numbers `losses_at` takes."""
        self.model, self.next_model = (MLP(SIZES, ACTIVATION, "zeros") for _ in range(2))
        self.alternatives = MLP(SIZES, ACTIVATION, "zeros", n_models=n_alternatives)

    def use(self, weights, last_weights):
        """Takes these weights, `(2, 3)` and `(3, 1)`, and computes everything anew."""
        parameters = self.model.parameters
        parameters.weights[0][...], parameters.weights[1][...] = weights, last_weights
        parameters.biases[0][...], parameters.biases[1][...] = self.biases
        self.values, layer_outputs = self._passed_forward(self.model)
        self.slopes = self._passed_backward(layer_outputs)
        self._update()

    def losses_at(self, name, numbers):
        """The losses `(n,)` if the input or weight of this `name` had each of these `numbers`, `(n,)`."""
        self.alternatives.parameters.flat[...] = self.model.parameters.flat
        inputs = np.repeat(self.inputs[None], len(numbers), axis=0)  # (n, 1, 2)
        row, column = HIDDEN.index(name[1]), HIDDEN.index(name[-1])
        if name[0] == "x":
            inputs[:, 0, row] = numbers
        elif name[0] == "w":
            self.alternatives.parameters.weights[0][:, row, column] = numbers
        else:
            self.alternatives.parameters.weights[1][:, row, 0] = numbers
        return SQUARED_ERROR.value(self.alternatives.forward(inputs)[-1], self.target)

    def _passed_forward(self, model):
        """All values by name, and the outputs of the layers."""
        layer_outputs = model.forward(self.inputs)
        sums = self.inputs @ model.parameters.weights[0] + model.parameters.biases[0]
        values = _named(self.inputs, sums, layer_outputs[1], layer_outputs[2], model.parameters)
        return values | {"L": float(SQUARED_ERROR.value(layer_outputs[-1], self.target))}, layer_outputs

    def _passed_backward(self, layer_outputs):
        delta = SQUARED_ERROR.gradient(layer_outputs[-1], self.target)
        self.model.backward(layer_outputs, delta)
        sums, outputs = node_slopes(self.model, layer_outputs, delta)
        return _named(outputs[0], sums[1], outputs[1], delta, self.model.gradient) | {"L": 1.0}

    def _update(self):
        parameters = self.next_model.parameters
        parameters.flat[...] = self.model.parameters.flat
        GradientDescent(self.learning_rate).update(parameters.flat, self.model.gradient.flat)
        values, _ = self._passed_forward(self.next_model)
        self.updated = {name: number for name, number in values.items() if name[0] in "wvbc"}
        self.new_loss = values["L"]


def _named(x, z, h, y, parameters):
    """Every number under its name, from arrays of values or from arrays of slopes."""
    named = {"y": y.item(), "c": parameters.biases[1].item()}
    rows = {"x": x, "z": z, "h": h, "v": parameters.weights[1], "b": parameters.biases[0]}
    rows |= {f"w{i}": weights for i, weights in zip(INPUTS, parameters.weights[0], strict=True)}
    for letter, row in rows.items():
        named |= {f"{letter}{j}": number for j, number in zip(HIDDEN, row.ravel())}
    return {name: float(unsigned_zero(number)) for name, number in named.items()}
