"""What does a gradient cost? Multiplications, forward passes, and numbers to keep in memory; counted, not timed."""

from itertools import pairwise

from ...network import count_parameters


class Counted:
    """A model that counts how often it is run forward, in `n_forward`; otherwise it is the model itself."""

    def __init__(self, model):
        self.model, self.n_forward = model, 0
        self.sizes, self.parameters = model.sizes, model.parameters

    def forward(self, inputs):
        self.n_forward += 1
        return self.model.forward(inputs)


def passes_for_differences(sizes):
    """Forward passes that forward differences need: one for each parameter, and one to compare with."""
    return count_parameters(sizes) + 1


def numbers_kept(layer_outputs):
    """How many numbers `backward` needs from `forward`: all layers' outputs."""
    return sum(outputs.size for outputs in layer_outputs)


def numbers_passing_through(layer_outputs):
    """How many numbers a mere prediction holds at a time: one layer's inputs and its outputs."""
    return max(inputs.size + outputs.size for inputs, outputs in pairwise(layer_outputs))
