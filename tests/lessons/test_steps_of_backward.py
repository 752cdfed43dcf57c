"""The three steps to a backward pass recognise the usual mistakes of a student."""

import re

import numpy as np
import pytest
from driving import verdict

from mlp.lessons.backpropagation import write_backward, write_delta, write_layer
from mlp.lessons.backpropagation.planted_bugs import PLANTED_BUGS, backward

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    ("slope", "feedback"),
    [
        (lambda error: 2 * error / error.size, "Right"),
        (lambda error: -2 * error / error.size, "sign"),
        (lambda error: error / error.size, "The 2 is missing"),
        (lambda error: 2 * error, "a mean"),
        (lambda error: 2 * error / len(error), "examples and outputs"),
        (lambda error: error**2 / error.size, "part of the loss"),
        (lambda error: (error**2).mean(), r"yours is \(\)"),
        (lambda error: 3 * error, "Begin with"),
    ],
)
def test_usual_mistakes_in_the_first_delta_are_recognised(slope, feedback):
    assert re.search(feedback, verdict(write_delta, lambda outputs, targets: slope(outputs - targets)))


def _spoiling_delta(outputs, targets):
    outputs -= targets
    return 2 * outputs / targets.size


def test_a_delta_that_overwrites_its_outputs_is_right_every_time():
    for _ in range(2):
        assert write_delta.check(_spoiling_delta) is None


@pytest.mark.parametrize(
    ("layer", "feedback"),
    [
        (lambda inputs, delta: (inputs.mT @ delta, delta.sum(axis=0)), "Right"),
        (lambda inputs, delta: [inputs.mT @ delta, delta.sum(axis=-2, keepdims=True)], "Right"),
        (lambda inputs, delta: inputs.mT @ delta, "Return two arrays"),
        (lambda inputs, delta: (delta.mT @ inputs, delta.sum(axis=0)), "on their side"),
        (lambda inputs, delta: (delta.sum(axis=0), inputs.mT @ delta), "first array has the shape"),
        (lambda inputs, delta: (inputs.mT @ delta / 4, delta.sum(axis=0)), "divide by nothing"),
        (lambda inputs, delta: (inputs.mT @ delta * 3, delta.sum(axis=0)), "not right yet"),
        (lambda inputs, delta: (inputs.mT @ delta, delta), "Add delta up"),
        (lambda inputs, delta: (inputs.mT @ delta, delta.sum()), "Add up over axis -2"),
        (lambda inputs, delta: (inputs.mT @ delta, delta.mean(axis=0)), "take the sum"),
        (lambda inputs, delta: (inputs.mT @ delta, -delta.sum(axis=0)), "not the sums of delta"),
        (lambda inputs, delta: (inputs @ delta, delta), "stopped with ValueError"),
    ],
)
def test_usual_mistakes_in_one_layer_are_recognised(layer, feedback):
    assert feedback in verdict(write_layer, layer)


def test_a_layer_that_overwrites_its_inputs_is_judged_by_the_inputs_it_was_given():
    def layer(inputs, delta):
        slopes = inputs.mT @ delta, delta.sum(axis=0)
        inputs[...], delta[...] = 0, 0
        return slopes

    assert verdict(write_layer, layer) == "Right!"


@pytest.mark.parametrize(
    ("old", "new", "feedback"),
    [
        (" * model.activation.slope(inputs)", "", "slope there"),
        ("targets.size", "targets.shape[-1]", "number of examples"),
        ("weights[k].mT)", "weights[k])", "transposed|ValueError"),
        (
            "        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)\n",
            "",
            "biases are still 0",
        ),
        ("layer_outputs[-1] - targets", "targets - layer_outputs[-1]", "the sign is not"),
        ("2 * (layer", "(layer", "half of what nudging says"),
        ("/ targets.size", "/ len(targets)", "are 3 times as large .* examples × outputs"),
        (" / targets.size", "", "are 30 times as large .* examples × outputs"),
        ("[k][...] =", "[k] =", "Fill its arrays in place"),
        ("delta.sum(", "delta.mean(", "fails at biases 1"),
    ],
)
def test_usual_mistakes_in_a_backward_pass_are_recognised(old, new, feedback):
    source = write_backward.solution
    assert old in source
    assert re.search(feedback, verdict(write_backward, source.replace(old, new)))


def test_the_three_steps_together_are_a_backward_pass():
    source = (
        write_delta.solution
        + write_layer.solution
        + """
def my_backward(model, layer_outputs, targets):
    delta = my_delta(layer_outputs[-1], targets)
    for k in reversed(range(len(model.parameters.weights))):
        inputs, weights = layer_outputs[k], model.parameters.weights[k]
        model.gradient.weights[k][...], model.gradient.biases[k][...] = my_layer(inputs, delta)
        delta = (delta @ weights.mT) * model.activation.slope(inputs)
    return model.gradient
"""
    )
    assert verdict(write_backward, source) == "Right!"


@pytest.mark.parametrize("passes", range(3))
def test_a_backward_pass_that_changes_what_it_is_given_is_right_every_time(passes):
    for _ in range(passes):
        assert write_backward.check(_by_popping) is None
    assert write_backward.check(PLANTED_BUGS["no 1/N"]) is not None
    assert write_backward.check(backward) is None


def _by_popping(model, layer_outputs, targets):
    """A right backward pass that consumes the list of outputs, overwrites the arrays, and takes a step."""
    delta = 2 * (layer_outputs.pop() - targets) / targets.size
    targets[...] = np.nan
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs.pop()
        model.gradient.weights[k][...] = inputs.mT @ delta
        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
        delta = (delta @ model.parameters.weights[k].mT) * model.activation.slope(inputs)
        inputs[...] = np.nan
    model.parameters.flat -= model.gradient.flat
    return model.gradient
