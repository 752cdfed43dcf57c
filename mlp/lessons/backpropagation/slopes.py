"""How does the loss change with every number inside a network, not only with its parameters?"""


def node_slopes(model, layer_outputs, delta):
    """The derivatives of the loss at all weighted sums and at all outputs: two lists, one array per layer.

    `delta` is the derivative at the outputs of the last layer, which has no activation. Layer 0 is the
    inputs; they have no weighted sum, so the first entry of the first list is None.
    """
    n_layers = len(model.parameters.weights)
    sums, outputs = [None] * n_layers + [delta], [None] * n_layers + [delta]
    for k in reversed(range(n_layers)):
        outputs[k] = sums[k + 1] @ model.parameters.weights[k].mT
        if k > 0:
            sums[k] = outputs[k] * model.activation.slope(layer_outputs[k])
    return sums, outputs
