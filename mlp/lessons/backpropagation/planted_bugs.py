"""How does a backward pass go wrong? A right one for the mean squared error, and five copies with one mistake each.

Each is `backward(model, layer_outputs, targets)` and fills `model.gradient` in place. None of the mistakes raises
an error: only a gradient check finds them. (The wrong transpose stays silent because all layers are equally wide.)
"""


def backward(model, layer_outputs, targets):
    """The right one."""
    delta = 2 * (layer_outputs[-1] - targets) / targets.size
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
        if k > 0:
            delta = (delta @ model.parameters.weights[k].mT) * model.activation.slope(inputs)


def without_slope(model, layer_outputs, targets):
    """Forgets the slope of the activation on the way back."""
    delta = 2 * (layer_outputs[-1] - targets) / targets.size
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
        if k > 0:
            delta = delta @ model.parameters.weights[k].mT


def without_average(model, layer_outputs, targets):
    """Adds up over the examples where the loss takes their average: no 1/N."""
    delta = 2 * (layer_outputs[-1] - targets) / targets.shape[-1]
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
        if k > 0:
            delta = (delta @ model.parameters.weights[k].mT) * model.activation.slope(inputs)


def without_transpose(model, layer_outputs, targets):
    """Sends delta back through the weights as they are, not transposed."""
    delta = 2 * (layer_outputs[-1] - targets) / targets.size
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
        if k > 0:
            delta = (delta @ model.parameters.weights[k]) * model.activation.slope(inputs)


def without_biases(model, layer_outputs, targets):
    """Never fills the biases' part of the gradient."""
    delta = 2 * (layer_outputs[-1] - targets) / targets.size
    for k in reversed(range(len(model.parameters.weights))):
        inputs = layer_outputs[k]
        model.gradient.weights[k][...] = inputs.mT @ delta
        if k > 0:
            delta = (delta @ model.parameters.weights[k].mT) * model.activation.slope(inputs)


def with_wrong_sign(model, layer_outputs, targets):
    """Subtracts the wrong way round, so that descent would climb."""
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
