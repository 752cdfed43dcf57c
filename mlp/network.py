"""What is a network? Layers of weighted sums, its forward and its backward pass, and every number it learns."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from .activations import ACTIVATIONS
from .checks import as_array, check_choice, check_number, check_seed


def count_parameters(sizes):
    """How many numbers a network with these layer sizes learns: `n_in × n_out + n_out` for every gap between layers."""
    return sum(n_in * n_out + n_out for n_in, n_out in pairwise(check_sizes(sizes)))


def count_multiply_adds(sizes):
    """How many products one example costs on its way forward: one for every weight, `n_in × n_out` for every gap between layers."""
    return sum(n_in * n_out for n_in, n_out in pairwise(check_sizes(sizes)))


def backward_multiplications(sizes):
    """Multiplications that one example costs on its way back: two per weight, but one in the first layer, whose inputs need no slope."""
    return 2 * count_multiply_adds(sizes) - sizes[0] * sizes[1]


def check_sizes(sizes):
    """The layer sizes as a list of whole numbers, or an error that says what is wrong with them."""
    wanted = "it must list at least two layer sizes, whole numbers from 1, such as [2, 16, 1]"
    if isinstance(sizes, (str, bytes)) or not hasattr(sizes, "__iter__"):
        raise TypeError(f"sizes is {sizes!r}; {wanted}")
    sizes = list(sizes)
    whole = all(isinstance(size, (int, np.integer)) and not isinstance(size, bool) for size in sizes)
    if len(sizes) < 2 or not whole or min(sizes) < 1:
        raise ValueError(f"sizes is {sizes}; {wanted}")
    return [int(size) for size in sizes]


class Parameters:
    """Every number a network learns, in one array; `weights` and `biases` are windows onto it.

    `flat` is `(n_parameters,)`, or `(n_models, n_parameters)` for networks side by side.
    `weights[k]` is `(..., n_in, n_out)` and `biases[k]` is `(..., 1, n_out)`; layer by layer, weights first.
    """

    def __init__(self, sizes, n_models=None, dtype=float):
        if n_models is not None:
            check_number("n_models", n_models, at_least=1, whole=True)
        leading = () if n_models is None else (n_models,)
        self.flat = np.zeros((*leading, count_parameters(sizes)), _checked_dtype(dtype))
        self.weights, self.biases = [], []
        start = 0
        for n_in, n_out in pairwise(sizes):
            stop = start + n_in * n_out
            self.weights.append(
                self.flat[..., start:stop].reshape(*leading, n_in, n_out)
            )  # a view, not a copy
            self.biases.append(self.flat[..., stop : stop + n_out].reshape(*leading, 1, n_out))
            start = stop + n_out


# How large the first weights of a layer are: their standard deviation, from the layer's numbers of inputs and outputs.
INITIALIZATIONS = {
    "zeros": lambda n_in, n_out: 0.0,
    "normal": lambda n_in, n_out: 1.0,
    "xavier": lambda n_in, n_out: np.sqrt(2 / (n_in + n_out)),  # Glorot and Bengio 2010, for tanh and sigmoid
    "he": lambda n_in, n_out: np.sqrt(2 / n_in),  # He et al. 2015, for ReLU
}


class MLP:
    """A multilayer perceptron: each layer is `activation(inputs @ weights + biases)`, the last one without activation.

    `sizes` are the layers' widths, from inputs to outputs. Biases start at zero, weights at random numbers of the
    `initialization`, times `scale` (one number, or one per model). With `n_models`, that many networks live side by
    side in one more leading axis; `seed` then is one number for all, or one per model.
    """

    def __init__(
        self, sizes, activation="tanh", initialization="xavier", scale=1.0, seed=0, n_models=None, dtype=float
    ):
        self.sizes = check_sizes(sizes)
        self.activation_name = activation
        self.activation = check_choice("activation", activation, ACTIVATIONS)
        deviation = check_choice("initialization", initialization, INITIALIZATIONS)
        check_number("scale", scale, at_least=0)
        if np.ndim(scale) > 0 and np.shape(scale) != (n_models,):
            raise ValueError(
                f"scale has the shape {np.shape(scale)}; it must be one number, or one for each of n_models ="
                f" {n_models}"
            )
        self.parameters = Parameters(self.sizes, n_models, dtype)
        self.gradient = Parameters(self.sizes, n_models, dtype)
        for model, own_seed in _seeds(seed, n_models):
            rng = np.random.default_rng(check_seed(own_seed))
            for weights in self.parameters.weights:
                shape = weights.shape[-2:]  # (n_in, n_out)
                weights[model] = deviation(*shape) * rng.standard_normal(shape)
        for weights in self.parameters.weights:
            weights *= scale if np.ndim(scale) == 0 else np.asarray(scale)[:, None, None]

    def forward(self, inputs, masks=None):
        """All layers' outputs, `[inputs, …, outputs]`, each `(..., batch, n_out)`: what `backward` needs.

        With `masks` (dropout), layer k sees its inputs times `masks[k]`; `backward` then needs the same masks.
        """
        inputs = as_array(
            "inputs", inputs, self.parameters.flat.dtype
        )  # mixed with float64, a float32 network would be slower, not faster
        if inputs.ndim < 2 or inputs.shape[-1] != self.sizes[0]:
            raise ValueError(
                f"inputs has the shape {inputs.shape}; it must be rows, (..., batch, {self.sizes[0]}), for"
                f" sizes {self.sizes}"
            )
        layer_outputs = [inputs]
        for k, weights in enumerate(self.parameters.weights):
            seen = layer_outputs[k] if masks is None else layer_outputs[k] * masks[k]
            z = seen @ weights
            z += self.parameters.biases[k]
            is_last = k == len(self.parameters.weights) - 1
            layer_outputs.append(z if is_last else self.activation.value(z))
        return layer_outputs

    def backward(self, layer_outputs, delta, masks=None):
        """Fills `gradient` in place, from the layer outputs and the loss's slope at the last one (the chain rule, backwards)."""
        if delta.shape != layer_outputs[-1].shape:
            raise ValueError(
                f"delta has the shape {delta.shape}; it must have that of the last layer's outputs,"
                f" {layer_outputs[-1].shape}"
            )
        ones = _row_of_ones(delta.shape[-2], delta.dtype)  # a bias is the weight of an input that is always 1
        for k in reversed(range(len(self.parameters.weights))):
            seen = layer_outputs[k] if masks is None else layer_outputs[k] * masks[k]
            np.matmul(seen.mT, delta, out=self.gradient.weights[k])
            np.matmul(
                ones, delta, out=self.gradient.biases[k]
            )  # delta.sum(axis=-2), for many models in a fraction of its time
            if k > 0:
                delta = (delta @ self.parameters.weights[k].mT) * self.activation.slope(layer_outputs[k])
                delta = delta if masks is None else delta * masks[k]

    def save(self, path):
        """Writes the parameters and what is needed to use them to one `.npz` file."""
        with open(
            path, "wb"
        ) as file:  # given a name, savez would add ".npz" to it, and `load` would not find it
            np.savez(file, parameters=self.parameters.flat, sizes=self.sizes, activation=self.activation_name)


def load(path):
    """The network that `save` wrote. ValueError if the file is none."""
    try:
        with (
            open(path, "rb") as file,
            np.load(file, allow_pickle=False) as stored,
        ):  # by name, load leaves damaged files open
            flat, sizes, activation = (stored[name] for name in ("parameters", "sizes", "activation"))
        sizes, n_models = sizes.tolist(), None if flat.ndim == 1 else len(flat)
        if flat.shape[-1] != count_parameters(sizes) or flat.ndim > 2:
            raise ValueError("the parameters do not fit the sizes")
        model = MLP(sizes, str(activation), "zeros", n_models=n_models, dtype=flat.dtype)
    except (FileNotFoundError, PermissionError):
        raise
    except Exception as error:  # a damaged archive raises a dozen kinds of errors
        raise ValueError(f"path is {str(path)!r}; it must be a file that a network's save() wrote") from error
    model.parameters.flat[...] = flat
    return model


@lru_cache
def _row_of_ones(n, dtype):  # made once, read at every update
    return np.ones((1, n), dtype)


def _checked_dtype(dtype):
    try:
        if np.dtype(dtype).kind == "f":
            return dtype
    except TypeError:
        pass  # no type at all
    raise ValueError(
        f"dtype is {dtype!r}; it must be a kind of floating-point number, such as float or np.float32"
    )


def _seeds(seed, n_models):
    """Which model starts from which seed, in pairs; with one seed for all, a single pair: `...` are all models at once."""
    if np.ndim(seed) == 0:
        return [(..., seed)]
    if n_models is None or len(seed) != n_models:
        raise ValueError(
            f"seed lists {len(seed)} numbers; it must be one number, or one for each of n_models = {n_models}"
        )
    return enumerate(seed)
