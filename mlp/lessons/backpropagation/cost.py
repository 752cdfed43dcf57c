"""What does a gradient cost? Multiplications, forward passes and numbers in memory: counted, not timed."""

from itertools import pairwise

from ...network import count_multiply_adds, count_parameters
from ..common import backward_multiplications


class CountingModel:
    """A model that counts its forward passes in `n_forward`, and otherwise behaves like the model given."""

    def __init__(self, model):
        self.model, self.n_forward = model, 0
        self.sizes, self.parameters = model.sizes, model.parameters

    def forward(self, inputs):
        """Runs the model forward, `[inputs, …, outputs]`, and counts the pass."""
        self.n_forward += 1
        return self.model.forward(inputs)


def passes_for_differences(sizes):
    """Forward passes that a forward difference needs: one for each parameter, and one to compare with."""
    return count_parameters(sizes) + 1


def work_of_backpropagation(sizes):
    """The work of one pass forward and one back, in forward passes."""
    return 1 + backward_multiplications(sizes) / count_multiply_adds(sizes)


def numbers_kept(layer_outputs):
    """How many numbers `backward` needs from `forward`: the outputs of all layers."""
    return sum(outputs.size for outputs in layer_outputs)


def numbers_passing_through(layer_outputs):
    """How many numbers a prediction holds at a time: the inputs and the outputs of one layer."""
    return max(inputs.size + outputs.size for inputs, outputs in pairwise(layer_outputs))
