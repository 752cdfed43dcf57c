"""How does a backward pass go wrong? A right one for the mean squared error, and five with one mistake each.

Each is `backward(model, layer_outputs, targets)` and fills `model.gradient` in place. No mistake raises an
error: only a gradient check finds it. (The wrong transpose raises none
because all layers have the same width.)
"""


def backward(model, layer_outputs, targets):
    """The right backward pass."""
    delta = 2 * (layer_outputs[-1] - targets) / targets.size
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
        if k > 0:
            delta = (delta @ model.parameters.weights[k].mT) * model.activation.slope(inputs)


def without_slope(model, layer_outputs, targets):
    """Forgets to multiply by the slope of the activation."""
    delta = 2 * (layer_outputs[-1] - targets) / targets.size
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
        if k > 0:
            delta = delta @ model.parameters.weights[k].mT


def without_average(model, layer_outputs, targets):
    """Takes the sum over the examples, although the loss is their average: no 1/N."""
    delta = 2 * (layer_outputs[-1] - targets) / targets.shape[-1]
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
        if k > 0:
            delta = (delta @ model.parameters.weights[k].mT) * model.activation.slope(inputs)


def without_transpose(model, layer_outputs, targets):
    """Multiplies delta by the weights without transposing them."""
    delta = 2 * (layer_outputs[-1] - targets) / targets.size
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
        if k > 0:
            delta = (delta @ model.parameters.weights[k]) * model.activation.slope(inputs)


def without_biases(model, layer_outputs, targets):
    """Does not fill the gradient of the biases."""
    delta = 2 * (layer_outputs[-1] - targets) / targets.size
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        if k > 0:
            delta = (delta @ model.parameters.weights[k].mT) * model.activation.slope(inputs)


def with_wrong_sign(model, layer_outputs, targets):
    """Subtracts in the wrong order, so that gradient descent would climb."""
    delta = 2 * (targets - layer_outputs[-1]) / targets.size
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
        if k > 0:
            delta = (delta @ model.parameters.weights[k].mT) * model.activation.slope(inputs)


PLANTED_BUGS = {
    "missing slope": without_slope,
    "no 1/N": without_average,
    "wrong transpose": without_transpose,
    "forgotten bias": without_biases,
    "wrong sign": with_wrong_sign,
}
