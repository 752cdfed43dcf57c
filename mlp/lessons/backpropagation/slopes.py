"""How does the loss change with every number inside a network, not only with its parameters?"""


def node_slopes(model, layer_outputs, delta):
    """The loss's slopes at all sums and at all outputs, two lists of one array per layer, inputs first.

    `delta` is the loss's slope at the last layer. Sums start with layer 1, `sums[0]` is None; the last layer has no
    activation, so its sum is its output.
    """
    n_layers = len(model.parameters.weights)
    sums, outputs = [None] * n_layers + [delta], [None] * n_layers + [delta]
    for k in reversed(range(n_layers)):
        outputs[k] = sums[k + 1] @ model.parameters.weights[k].mT
        if k > 0:
            sums[k] = outputs[k] * model.activation.slope(layer_outputs[k])
    return sums, outputs
