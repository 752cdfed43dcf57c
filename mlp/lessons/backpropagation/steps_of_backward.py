"""How does a student write a backward pass? In three steps: the last delta, one layer, all layers."""

import numpy as np

from ...data import Points
from ...network import MLP
from ..common import SQUARED_ERROR
from ..tasks import Exercise
from .comparison import check_gradient
from .planted_bugs import PLANTED_BUGS, backward

# Step 1: the slope at the last outputs

DELTA_MISTAKES = [
    (lambda error: -2 * error / error.size, "The sign is the other way round: outputs - targets."),
    (lambda error: error / error.size, "The 2 is missing: the slope of (output - target)² is 2 × the error."),
    (lambda error: 2 * error, "The loss is a mean, so its slope is divided by targets.size, too."),
    (
        lambda error: 2 * error / len(error),
        "You divide by the number of examples. The mean is over examples and outputs: targets.size numbers.",
    ),
    (lambda error: error**2 / error.size, "That is each output's part of the loss. Asked is its slope."),
]


def _check_delta(answer):
    outputs, targets = np.random.default_rng(5).standard_normal((2, 4, 3))
    error = outputs - targets
    given = np.asarray(answer(outputs, targets), float)
    if given.shape != error.shape:
        return f"There is one slope for each output: the shape must be (4, 3); yours is {given.shape}."
    for mistaken, sentence in DELTA_MISTAKES:
        if np.allclose(given, mistaken(error)):
            return sentence
    return None if np.allclose(given, 2 * error / error.size) else "Not yet. Begin with outputs - targets."


write_delta = Exercise(
    name="my_delta",
    task="return the slope of the mean squared error at each output, an array like outputs.",
    check=_check_delta,
    hint=(
        "The slope of (output - target)² is 2 × (output - target). The loss is the mean of targets.size such"
        " squares."
    ),
    solution=("def my_delta(outputs, targets):\n    return 2 * (outputs - targets) / targets.size\n"),
    example=(np.ones((4, 2)), np.zeros((4, 2))),
)


# Step 2: the slopes of one layer


def _check_layer(answer):
    rng = np.random.default_rng(6)
    inputs, delta = rng.standard_normal((4, 2)), rng.standard_normal((4, 3))
    weights, biases = inputs.T @ delta, delta.sum(axis=0)
    given = answer(inputs.copy(), delta.copy())
    if not isinstance(given, (tuple, list)) or len(given) != 2:
        return "Return two arrays: the slopes of the weights, a comma, the slopes of the biases."
    given_weights, given_biases = (np.asarray(part, float) for part in given)
    return _wrong_weights(given_weights, weights) or _wrong_biases(given_biases, biases, delta)


def _wrong_weights(given, right):
    if given.shape == right.T.shape:
        return "The weights' slopes lie on their side: 3 rows of 2. Transpose the inputs, not delta."
    if given.shape != right.shape:
        return f"2 inputs and 3 neurons have (2, 3) weights; your first array has the shape {given.shape}."
    if np.allclose(given, right / 4):
        return "delta already contains the 1/N of the loss. Add up over the batch, and divide by nothing."
    if not np.allclose(given, right):
        return "The weights' slopes are not right yet: multiply the transposed inputs by delta."
    return None


def _wrong_biases(given, right, delta):
    if given.shape == delta.shape:
        return "All examples use the same biases. Add delta up over the examples, that is over axis -2."
    if given.size != right.size:
        return f"3 neurons have 3 biases; your second array has the shape {given.shape}. Add up over axis -2."
    if np.allclose(given.ravel(), right / 4):
        return "The biases' slopes are a mean over the batch. delta contains the 1/N already: take the sum."
    return None if np.allclose(given.ravel(), right) else "The biases' slopes are not the sums of delta yet."


write_layer = Exercise(
    name="my_layer",
    task="return the slopes of the layer's weights and those of its biases.",
    check=_check_layer,
    hint=(
        "A weight's slope is what enters it times delta, added up over the batch: a product of two matrices."
        " inputs.mT is the transposed matrix. A bias has the slope delta, added up over the batch."
    ),
    solution=(
        "def my_layer(inputs, delta):\n    return inputs.mT @ delta, delta.sum(axis=-2, keepdims=True)\n"
    ),
    example=(np.ones((4, 2)), np.ones((4, 3))),
)


# Step 3: all layers

FEEDBACK = {
    "missing slope": (
        "The last layer is right, the layers before it are not. On its way back through an activation, delta"
        " must be multiplied by the slope there."
    ),
    "no 1/N": (
        "All your numbers are the same number of times too large. The loss is an average over the batch, so"
        " its slope is divided by the number of examples, too."
    ),
    "wrong transpose": (
        "The last layer is right, the layers before it are not. To send delta back, multiply by the"
        " transposed weights: weights[k].mT."
    ),
    "forgotten bias": (
        "The weights agree, the biases are still 0. Their slope is delta, added up over the batch."
    ),
    "wrong sign": (
        "The size is right and the sign is not. The loss rises with outputs - targets, not with targets -"
        " outputs."
    ),
}


def _check_backward(answer):
    return _known_mistake(answer) or _wrong_tensor(answer)


def _known_mistake(answer):
    """A sentence about a mistake that many make, or None."""
    right, given = _gradient_by(backward), _gradient_by(answer)
    if np.all(given == 0):
        return (
            "model.gradient is still all 0. Fill its arrays in place: write [...] before the sign =, as in"
            " model.gradient.weights[k][...] = …"
        )
    for name, planted in PLANTED_BUGS.items():
        if np.allclose(given, _gradient_by(planted)):
            return FEEDBACK[name]
    factor = given @ right / (right @ right)
    if np.isclose(factor, 1) or not np.allclose(given, factor * right):
        return None
    if np.isclose(factor, 0.5):
        return (
            "All your numbers are half of what nudging says. The slope of (output - target)² is 2 × (output -"
            " target)."
        )
    return (
        f"All your numbers are {factor:.3g} times as large as nudging says. The mean is over all"
        " targets.size numbers: examples × outputs."
    )


def _wrong_tensor(answer):
    """A sentence about the first tensor that a gradient check refuses, or None."""
    for sizes in ([3, 3, 3, 3], [2, 5, 1]):
        model, points = _case(sizes)
        for row in check_gradient(answer, model, SQUARED_ERROR, points):
            if not row.agrees:
                return (
                    f"The check fails at {row.tensor}: yours says {row.exact:.4g}, nudging says"
                    f" {row.approximate:.4g}."
                )
    return None


def _gradient_by(backward_pass):
    """What a backward pass leaves in the one array that an optimizer reads, for a case of its own."""
    model, points = _case([3, 3, 3, 3], n_examples=10)
    backward_pass(model, model.forward(points.inputs), points.targets)
    return model.gradient.flat


def _case(sizes, n_examples=6):
    """A network and points, made anew at every call: an answer may change what it is given."""
    model, rng = MLP(sizes, seed=3), np.random.default_rng(4)
    model.parameters.flat += 0.3 * rng.standard_normal(model.parameters.flat.shape)  # biases, too
    return model, Points(*(rng.standard_normal((n_examples, n)) for n in (sizes[0], sizes[-1])))


SMALL = MLP([2, 3, 1])

write_backward = Exercise(
    name="my_backward",
    task="fill model.gradient for the mean squared error, from the last layer to the first, and return it.",
    check=_check_backward,
    hint=(
        "Begin with my_delta. In layer k, the inputs are layer_outputs[k], and my_layer gives the two slopes."
        " Then send delta back: multiply it by the transposed weights of layer k. Multiply the result by"
        " model.activation.slope at layer_outputs[k]."
    ),
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
    example=(SMALL, SMALL.forward(np.ones((4, 2))), np.ones((4, 1))),
)
