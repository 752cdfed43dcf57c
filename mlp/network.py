"""What is a network? Layers of weighted sums, the forward and the backward pass, every number it learns."""

import copy
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from .activations import ACTIVATIONS
from .checks import (
    as_array,
    as_dtype,
    as_path,
    as_sizes,
    check_number,
    generator,
    look_up,
    refuse_shape,
    shown,
)


def count_parameters(sizes):
    """How many numbers such a network learns: `n_in × n_out + n_out` for each gap between two layers."""
    return sum(n_in * n_out + n_out for n_in, n_out in pairwise(as_sizes(sizes)))


def count_multiply_adds(sizes):
    """How many products one example costs on its way forward: one for every weight."""
    return sum(n_in * n_out for n_in, n_out in pairwise(as_sizes(sizes)))


class Parameters:
    """Every number a network learns, in one array; `weights` and `biases` are windows onto it.

    `flat` is `(n_parameters,)`, or `(n_models, n_parameters)` for networks side by side.
    `weights[k]` is `(..., n_in, n_out)` and `biases[k]` is `(..., 1, n_out)`; layer by layer, weights first.
    A copy, pickled or not, has an array and windows of its own.
    """

    def __init__(self, sizes, n_models=None, dtype=float):
        if n_models is not None:
            check_number("n_models", n_models, at_least=1, whole=True)
        leading = () if n_models is None else (n_models,)
        self.__setstate__((as_sizes(sizes), np.zeros((*leading, count_parameters(sizes)), as_dtype(dtype))))

    def __getstate__(self):
        return self.sizes, self.flat

    def __setstate__(self, state):
        self.sizes, flat = state
        self.flat = np.require(flat, requirements="CWE")  # from another process it may come read-only
        self.weights, self.biases, start, leading = [], [], 0, self.flat.shape[:-1]
        for n_in, n_out in pairwise(self.sizes):
            middle, stop = start + n_in * n_out, start + n_in * n_out + n_out
            self.weights.append(self.flat[..., start:middle].reshape(*leading, n_in, n_out))  # no copies
            self.biases.append(self.flat[..., middle:stop].reshape(*leading, 1, n_out))
            start = stop

    __copy__ = copy.deepcopy


# The standard deviation of a layer's initial weights, from its numbers of inputs and outputs.
INITIALIZATIONS = {
    "zeros": lambda n_in, n_out: 0.0,
    "normal": lambda n_in, n_out: 1.0,
    "xavier": lambda n_in, n_out: np.sqrt(2 / (n_in + n_out)),  # Glorot and Bengio 2010, for tanh and sigmoid
    "he": lambda n_in, n_out: np.sqrt(2 / n_in),  # He et al. 2015, for ReLU
}


class MLP:
    """A multilayer perceptron, layers of `activation(inputs @ weights + biases)`, the last one without.

    `sizes` are the layers' widths, from inputs to outputs. Biases start at zero, weights at random numbers of
    the `initialization`, times `scale` (one number, or one per model). With `n_models`, so many networks live
    side by side in one more leading axis; `seed` is then one for all, or a list of one per model.
    Every copy, by `copy.copy` too, has parameters of its own.
    """

    def __init__(
        self, sizes, activation="tanh", initialization="xavier", scale=1.0, seed=0, n_models=None, dtype=float
    ):
        self.sizes = as_sizes(sizes)
        self.activation_name, self.activation = activation, look_up("activation", activation, ACTIVATIONS)
        deviation = look_up("initialization", initialization, INITIALIZATIONS)
        check_number("scale", scale, at_least=0)
        if np.shape(scale) not in ((), (n_models,)):
            refuse_shape("scale", scale, f"be one number, or one for each of n_models = {shown(n_models)}")
        self.parameters = Parameters(self.sizes, n_models, dtype)
        self.gradient = Parameters(self.sizes, n_models, dtype)
        for model, own_seed in _seeds(seed, n_models):
            rng = generator(own_seed)
            for weights in self.parameters.weights:
                shape = weights.shape[-2:]  # (n_in, n_out)
                weights[model] = deviation(*shape) * rng.standard_normal(shape)
        for weights in self.parameters.weights:
            weights *= np.asarray(scale)[..., None, None]

    __copy__ = copy.deepcopy

    def forward(self, inputs, masks=None):
        """All layers' outputs, `[inputs, …, outputs]`, each `(..., batch, n_out)`: what `backward` needs.

        With `masks` (dropout), layer k sees its inputs times `masks[k]`; `backward` needs the same masks.
        """
        inputs = as_array("inputs", inputs, self.parameters.flat.dtype)
        if inputs.ndim < 2 or inputs.shape[-1] != self.sizes[0]:
            wanted = f"be rows, (..., batch, {self.sizes[0]}), for sizes {shown(self.sizes)}"
            refuse_shape("inputs", inputs, wanted)
        layer_outputs, last = [inputs], len(self.sizes) - 2
        product = _product_of(inputs, self.parameters.weights[0])
        for k, (weights, biases) in enumerate(zip(self.parameters.weights, self.parameters.biases)):
            seen = layer_outputs[k] if masks is None else layer_outputs[k] * masks[k]
            z = product(seen, weights)
            z += biases
            layer_outputs.append(z if k == last else self.activation.value(z))
        return layer_outputs

    def backward(self, layer_outputs, delta, masks=None):
        """Fills `gradient` in place, by the chain rule, from the loss's slope `delta` at the last outputs.

        Without dropout, in its plain form:

            for k in reversed(range(len(weights))):
                gradient.weights[k][...] = layer_outputs[k].mT @ delta
                gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)
                if k > 0:
                    delta = (delta @ weights[k].mT) * activation.slope(layer_outputs[k])
        """
        delta = as_array("delta", delta, self.gradient.flat.dtype)
        if delta.shape != layer_outputs[-1].shape:
            refuse_shape("delta", delta, f"have that of the last layer's outputs, {layer_outputs[-1].shape}")
        ones = _row_of_ones(delta.shape[-2], delta.dtype)  # a bias is the weight of an input that is always 1
        weights, gradient = self.parameters.weights, self.gradient
        product = _product_of(delta, weights[0])
        for k in reversed(range(len(weights))):
            seen = layer_outputs[k] if masks is None else layer_outputs[k] * masks[k]
            product(seen.mT, delta, out=gradient.weights[k])
            product(ones, delta, out=gradient.biases[k])  # faster than the sum for many models
            if k > 0:
                delta = product(delta, weights[k].mT)
                delta *= self.activation.slope(layer_outputs[k])
                delta = delta if masks is None else delta * masks[k]

    def save(self, path):
        """Writes the parameters and what is needed to use them to one `.npz` file.

        If it does not succeed, an older file of this name stays as it was. Raises OSError with the reason.
        """
        unfinished = Path(f"{as_path(path)}.unfinished")
        stored = {"parameters": self.parameters.flat, "sizes": self.sizes, "activation": self.activation_name}
        try:
            with open(unfinished, "wb") as file:  # given a name, savez would add ".npz" to it
                np.savez(file, **stored)
            unfinished.replace(path)
        except OSError as error:
            reason = f"the network was not saved there: {error.strerror or error}"
            raise type(error)(f"path is {shown(str(path))}; {reason}") from error
        finally:
            unfinished.unlink(missing_ok=True)

    @classmethod
    def load(cls, path):
        """The network that `save` wrote. Raises ValueError if no network's `save` wrote the file."""
        path = as_path(path)
        try:
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as stored:
                flat, sizes, activation = (stored[name] for name in ("parameters", "sizes", "activation"))
            n_models = None if flat.ndim == 1 else len(flat)
            if flat.shape[-1] != count_parameters(sizes) or flat.ndim > 2:
                raise ValueError("the parameters do not fit the sizes")
            model = cls(sizes, str(activation), "zeros", n_models=n_models, dtype=flat.dtype)
        except (FileNotFoundError, PermissionError):
            raise
        except Exception as error:  # a damaged archive raises a dozen kinds of errors
            wanted = "it must be a file that a network's save() wrote"
            raise ValueError(f"path is {shown(str(path))}; {wanted}") from error
        model.parameters.flat[...] = flat
        return model


def _product_of(rows, weights):
    """What multiplies such arrays. For two matrices `dot` gives the same numbers as `matmul`, sooner."""
    return np.ndarray.dot if rows.ndim == weights.ndim == 2 else np.matmul


@lru_cache
def _row_of_ones(n, dtype):  # made once, read at every update
    return np.ones((1, n), dtype)


def _seeds(seed, n_models):
    """Pairs of a model's index and its seed; one pair with the index `...`, all models, for a single seed."""
    if isinstance(seed, str | bytes) or not np.iterable(seed):
        return [(..., seed)]
    seeds = list(seed)
    if len(seeds) != n_models:
        wanted = f"it must be one number, or one for each of n_models = {shown(n_models)}"
        raise ValueError(f"seed lists {len(seeds)} numbers; {wanted}")
    return enumerate(seeds)
