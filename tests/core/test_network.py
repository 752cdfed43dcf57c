"""The network: its gradient against an independent library, its memory, its initial weights, its file."""

import re
import zipfile

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from mlp.activations import ACTIVATIONS
from mlp.lessons.backpropagation.cost import passes_for_differences
from mlp.lessons.common import backward_multiplications
from mlp.losses import LOSSES
from mlp.network import INITIALIZATIONS, MLP, Parameters, count_multiply_adds, count_parameters

pytestmark = pytest.mark.filterwarnings("error")

# Every formula written anew, for `autograd` to differentiate: it shares no line with mlp.
THEIR_ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "relu": lambda z: anp.where(z > 0, z, 0.0),
    "leaky relu": lambda z: anp.where(z > 0, z, 0.01 * z),
}
THEIR_LOSSES = {
    "mean squared error": lambda o, t: anp.mean((o - t) ** 2),
    "mean absolute error": lambda o, t: anp.mean(anp.abs(o - t)),
    "huber": lambda o, t: anp.mean(anp.where(anp.abs(o - t) <= 1, (o - t) ** 2 / 2, anp.abs(o - t) - 0.5)),
    "hinge": lambda o, t: anp.mean(anp.where(t * o < 1, 1 - t * o, 0.0)),
    "binary cross-entropy": lambda o, t: (
        -anp.mean(t * anp.log(1 / (1 + anp.exp(-o))) + (1 - t) * anp.log(1 / (1 + anp.exp(o))))
    ),
    "cross-entropy": lambda o, t: (
        -anp.mean(anp.sum(t * anp.log(anp.exp(o) / anp.sum(anp.exp(o), axis=1, keepdims=True)), axis=1))
    ),
}


def their_loss(flat, sizes, activation, loss, inputs, targets):
    """The loss from one array of parameters, layer by layer, weights before biases."""
    start, outputs = 0, inputs
    for layer, (n_in, n_out) in enumerate(zip(sizes, sizes[1:])):
        weights = anp.reshape(flat[start : start + n_in * n_out], (n_in, n_out))
        biases = flat[start + n_in * n_out : start + n_in * n_out + n_out]
        start += n_in * n_out + n_out
        outputs = anp.dot(outputs, weights) + biases
        if layer < len(sizes) - 2:
            outputs = THEIR_ACTIVATIONS[activation](outputs)
    return THEIR_LOSSES[loss](outputs, targets)


def some_batch(sizes, loss="cross-entropy", n=9):
    rng = np.random.default_rng(7)
    targets = np.eye(sizes[-1])[rng.integers(sizes[-1], size=n)]
    return rng.normal(size=(n, sizes[0])), 2 * targets - 1 if loss == "hinge" else targets


def shaken(model):
    """The model with random biases, too: at zero, a mistake in them could hide."""
    model.parameters.flat += 0.3 * np.random.default_rng(5).normal(size=model.parameters.flat.shape)
    return model


def our_gradient(model, loss, inputs, targets):
    layer_outputs = model.forward(inputs)
    model.backward(layer_outputs, LOSSES[loss].gradient(layer_outputs[-1], targets))
    return model.gradient.flat


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [[3, 2], [2, 4, 2, 1], [5, 8, 8, 8, 3]])
def test_loss_and_gradient_agree_with_automatic_differentiation(sizes, activation, loss):
    model, batch = shaken(MLP(sizes, activation)), some_batch(sizes, loss)
    value, gradient = autograd.value_and_grad(their_loss)(
        model.parameters.flat, sizes, activation, loss, *batch
    )
    assert LOSSES[loss].value(model.forward(batch[0])[-1], batch[1]) == pytest.approx(value, rel=1e-12)
    np.testing.assert_allclose(our_gradient(model, loss, *batch), gradient, rtol=1e-9, atol=1e-13)


def test_each_of_many_models_gets_the_gradient_of_automatic_differentiation():
    sizes = [4, 6, 3]
    model, batch = shaken(MLP(sizes, seed=[0, 1, 2], n_models=3)), some_batch(sizes)
    gradient = [
        autograd.grad(their_loss)(own, sizes, "tanh", "cross-entropy", *batch)
        for own in model.parameters.flat
    ]
    np.testing.assert_allclose(our_gradient(model, "cross-entropy", *batch), gradient, rtol=1e-9, atol=1e-13)


def test_one_neuron_worked_out_by_hand():
    model = MLP([2, 1, 1], "relu", "zeros")
    model.parameters.flat[...] = [1, 2, 3, 4, 5]  # two weights and a bias, then a weight and a bias
    layer_outputs = model.forward(np.array([[1.0, -1.0]]))
    assert [outputs.tolist() for outputs in layer_outputs[1:]] == [[[2.0]], [[13.0]]]
    model.backward(layer_outputs, np.array([[10.0]]))
    assert model.gradient.flat.tolist() == [40, -40, 40, 20, 10]


@pytest.mark.parametrize(
    ("sizes", "n_parameters"),
    [([784, 16, 16, 10], 13_002), ([784, 50, 10], 39_760), ([2, 4, 2, 1], 25), ([784, 10], 7_850)],
)
def test_the_number_of_parameters_is_the_length_of_one_array(sizes, n_parameters):
    assert count_parameters(sizes) == len(MLP(sizes).parameters.flat) == n_parameters


@pytest.mark.parametrize("n_models", [None, 3])
def test_weights_and_biases_are_windows_onto_the_one_array(n_models):
    parameters = Parameters([3, 4, 2], n_models)
    for number, window in enumerate([*parameters.weights, *parameters.biases], start=1):
        assert np.shares_memory(window, parameters.flat)
        window[...] = number
    np.testing.assert_array_equal(
        parameters.flat, np.broadcast_to(np.repeat([1, 3, 2, 4], [12, 4, 8, 2]), parameters.flat.shape)
    )
    leading = () if n_models is None else (3,)
    assert [weights.shape for weights in parameters.weights] == [(*leading, 3, 4), (*leading, 4, 2)]
    assert [biases.shape for biases in parameters.biases] == [(*leading, 1, 4), (*leading, 1, 2)]


@pytest.mark.parametrize(
    ("initialization", "deviation"),
    [("zeros", 0), ("normal", 1), ("xavier", (2 / 500) ** 0.5), ("he", (2 / 300) ** 0.5)],
)
def test_initial_weights_are_as_large_as_the_scheme_says(initialization, deviation):
    weights = MLP([300, 200], initialization=initialization).parameters.weights[0]
    assert weights.std() == pytest.approx(deviation, rel=0.02)
    assert abs(weights.mean()) <= 0.02 * deviation


@pytest.mark.parametrize("initialization", INITIALIZATIONS)
def test_biases_start_at_zero(initialization):
    assert not any(biases.any() for biases in MLP([3, 4, 2], initialization=initialization).parameters.biases)


def test_scale_multiplies_the_first_weights_of_each_model_by_its_own_number():
    plain = MLP([3, 4, 2]).parameters.flat
    scales = np.array([0, 1, 2.5])
    np.testing.assert_allclose(
        MLP([3, 4, 2], scale=scales, n_models=3).parameters.flat, scales[:, None] * plain, rtol=1e-14
    )
    np.testing.assert_allclose(MLP([3, 4, 2], scale=2.5).parameters.flat, 2.5 * plain, rtol=1e-14)


def test_one_seed_makes_all_models_alike_and_a_list_gives_each_its_own():
    alone = [MLP([3, 4, 2], seed=seed).parameters.flat for seed in (4, 9)]
    np.testing.assert_array_equal(MLP([3, 4, 2], seed=4, n_models=2).parameters.flat, [alone[0], alone[0]])
    np.testing.assert_array_equal(MLP([3, 4, 2], seed=[4, 9], n_models=2).parameters.flat, alone)
    assert (alone[0] != alone[1]).any()


@pytest.mark.parametrize("n_models", [None, 2])
def test_float32_stays_float32_forward_and_backward_even_on_float64_inputs(n_models):
    model = MLP([3, 4, 2], dtype=np.float32, n_models=n_models)
    layer_outputs = model.forward(np.ones((5, 3)))
    model.backward(layer_outputs, np.ones_like(layer_outputs[-1]))
    arrays = [model.parameters.flat, model.gradient.flat, *layer_outputs]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


def test_forward_gives_every_layer_and_remembers_nothing():
    model, inputs = MLP([3, 4, 2], n_models=6), np.ones((5, 3))
    before = set(vars(model))
    assert [outputs.shape for outputs in model.forward(inputs)] == [(5, 3), (6, 5, 4), (6, 5, 2)]
    assert set(vars(model)) == before


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("n_models", [None, 1, 3])
@pytest.mark.parametrize("name", ["network.npz", "network"])
def test_a_saved_network_comes_back_number_for_number(tmp_path, name, n_models, dtype):
    model = shaken(MLP([3, 4, 2], "leaky relu", n_models=n_models, dtype=dtype))
    model.save(tmp_path / name)
    again = MLP.load(tmp_path / name)
    assert (again.sizes, again.activation_name) == ([3, 4, 2], "leaky relu")
    assert again.parameters.flat.dtype == dtype
    np.testing.assert_array_equal(again.parameters.flat, model.parameters.flat)
    inputs = np.ones((5, 3), dtype)
    np.testing.assert_array_equal(again.forward(inputs)[-1], model.forward(inputs)[-1])


def test_the_file_holds_plain_arrays_and_no_pickle(tmp_path):
    MLP([3, 4, 2]).save(tmp_path / "network.npz")
    with zipfile.ZipFile(tmp_path / "network.npz") as archive:
        assert sorted(archive.namelist()) == ["activation.npy", "parameters.npy", "sizes.npy"]
        assert not any(b"'descr': '|O'" in archive.read(name) for name in archive.namelist())


FOREIGN = {
    "other names": {"images": np.zeros(3)},
    "too few parameters": {"parameters": np.zeros(24), "sizes": [2, 4, 2, 1], "activation": "tanh"},
    "too many axes": {"parameters": np.zeros((2, 2, 25)), "sizes": [2, 4, 2, 1], "activation": "tanh"},
    "no models": {"parameters": np.zeros((0, 25)), "sizes": [2, 4, 2, 1], "activation": "tanh"},
    "a single number": {"parameters": 3.0, "sizes": [2, 4, 2, 1], "activation": "tanh"},
    "unknown activation": {"parameters": np.zeros(25), "sizes": [2, 4, 2, 1], "activation": "swish"},
    "text as parameters": {"parameters": np.full(25, "one"), "sizes": [2, 4, 2, 1], "activation": "tanh"},
    "whole numbers as parameters": {
        "parameters": np.zeros(25, int),
        "sizes": [2, 4, 2, 1],
        "activation": "tanh",
    },
    "fractional sizes": {"parameters": np.zeros(25), "sizes": [2.5, 4], "activation": "tanh"},
    "sizes too large for any memory": {
        "parameters": np.zeros(25),
        "sizes": [10**9, 10**9],
        "activation": "tanh",
    },
    "objects": {"parameters": np.array([{}] * 25), "sizes": [2, 4, 2, 1], "activation": "tanh"},
}


def expect_refusal(path):
    with pytest.raises(ValueError) as caught:
        MLP.load(path)
    assert str(caught.value) == f"path is {str(path)!r}; it must be a file that a network's save() wrote"


@pytest.mark.parametrize("contents", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_archive_is_refused_by_name(tmp_path, contents):
    np.savez(tmp_path / "foreign.npz", **contents)
    expect_refusal(tmp_path / "foreign.npz")


@pytest.mark.parametrize("contents", [b"", b"hello, world\n", b"\x80\x04N.", b"PK\x03\x04", bytes(1000)])
def test_a_file_that_is_no_archive_is_refused_by_name(tmp_path, contents):
    (tmp_path / "file.npz").write_bytes(contents)
    expect_refusal(tmp_path / "file.npz")


def test_a_single_array_and_a_folder_are_refused_by_name(tmp_path):
    np.save(tmp_path / "array.npy", np.zeros(25))
    expect_refusal(tmp_path / "array.npy")
    expect_refusal(tmp_path)


def test_a_truncated_file_is_refused_wherever_it_ends(tmp_path):
    MLP([2, 4, 2, 1]).save(tmp_path / "network.npz")
    contents = (tmp_path / "network.npz").read_bytes()
    for length in range(0, len(contents), 37):
        (tmp_path / "short.npz").write_bytes(contents[:length])
        expect_refusal(tmp_path / "short.npz")


def test_a_damaged_file_is_refused_or_loads_as_it_was(tmp_path):
    model = MLP([2, 4, 2, 1])
    model.save(tmp_path / "network.npz")
    contents = (tmp_path / "network.npz").read_bytes()
    for place in range(0, len(contents), 3):
        (tmp_path / "damaged.npz").write_bytes(
            contents[:place] + bytes([contents[place] ^ 0xFF]) + contents[place + 1 :]
        )
        try:
            found = MLP.load(tmp_path / "damaged.npz")
        except ValueError as error:
            assert str(error).startswith("path is ")
        else:  # a byte that carries nothing, such as a date
            np.testing.assert_array_equal(found.parameters.flat, model.parameters.flat)


def test_a_missing_file_is_reported_as_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        MLP.load(tmp_path / "nowhere.npz")


def test_multiply_adds_by_hand():
    assert (
        count_multiply_adds([2, 3, 1]) == 2 * 3 + 3 * 1
    )  # one product for every weight; a bias is added without one
    assert count_multiply_adds([784, 50, 10]) == count_parameters([784, 50, 10]) - 60


BAD_SIZES = [
    ([], ValueError),
    ([3], ValueError),
    ([3, 0], ValueError),
    ([3, -1, 2], ValueError),
    ([3, 2.5], ValueError),
    ([3, 2.0], ValueError),
    ([3, "4"], ValueError),
    ([3, None], ValueError),
    ([True, 2], ValueError),
    ([3, np.nan], ValueError),
    ("32", TypeError),
    (7, TypeError),
    (None, TypeError),
]


@pytest.mark.parametrize(
    "use", [count_parameters, count_multiply_adds, backward_multiplications, passes_for_differences, MLP]
)
@pytest.mark.parametrize(("sizes", "error"), BAD_SIZES)
def test_layer_sizes_that_make_no_network_are_named_in_the_error(use, sizes, error):
    with pytest.raises(error, match="^sizes is .*; it must list at least two layer sizes"):
        use(sizes)


@pytest.mark.parametrize(
    ("argument", "value", "error", "message"),
    [
        (
            "activation",
            "swish",
            ValueError,
            "activation is 'swish'; it must be one of: identity, sigmoid, tanh, relu, leaky relu",
        ),
        ("activation", None, ValueError, "activation is None; it must be one of: identity"),
        ("activation", ["tanh"], ValueError, "activation is ['tanh']; it must be one of: identity"),
        (
            "initialization",
            "Xavier",
            ValueError,
            "initialization is 'Xavier'; it must be one of: zeros, normal, xavier, he",
        ),
        ("scale", -1, ValueError, "scale is -1; it must be a number at least 0"),
        ("scale", np.nan, ValueError, "scale is nan; it must be a number at least 0"),
        ("scale", "big", TypeError, "scale is 'big'; it must be a number at least 0"),
        (
            "scale",
            [1.0, 2.0],
            ValueError,
            "scale has the shape (2,); it must be one number, or one for each of n_models = None",
        ),
        ("n_models", 0, ValueError, "n_models is 0; it must be a whole number at least 1"),
        ("n_models", 2.5, ValueError, "n_models is 2.5; it must be a whole number at least 1"),
        ("n_models", 2.0, ValueError, "n_models is 2.0; it must be a whole number at least 1"),
        ("n_models", "two", TypeError, "n_models is 'two'; it must be a whole number at least 1"),
        ("n_models", True, TypeError, "n_models is True; it must be a whole number at least 1"),
        (
            "seed",
            [1, 2],
            ValueError,
            "seed lists 2 numbers; it must be one number, or one for each of n_models = None",
        ),
        ("seed", -1, ValueError, "seed is -1; it must be a whole number at least 0"),
        ("seed", 2.5, ValueError, "seed is 2.5; it must be a whole number at least 0"),
        ("seed", "ten", TypeError, "seed is 'ten'; it must be a whole number at least 0"),
        ("dtype", "ten", ValueError, "dtype is 'ten'; it must be a kind of floating-point number"),
        ("dtype", int, ValueError, "dtype is <class 'int'>; it must be a kind of floating-point number"),
    ],
)
def test_a_setting_that_makes_no_network_is_named(argument, value, error, message):
    with pytest.raises(error, match=re.escape(message)):
        MLP([3, 2], **{argument: value})


@pytest.mark.parametrize(("argument", "value"), [("seed", [1, 2]), ("scale", [1.0, 2.0])])
def test_a_list_of_the_wrong_length_names_both_lengths(argument, value):
    with pytest.raises(
        ValueError, match=f"{argument} .*2.*; it must be one number, or one for each of n_models = 3"
    ):
        MLP([3, 2], n_models=3, **{argument: value})


@pytest.mark.parametrize("shape", [(5, 4), (3, 5), (4,), (3,), ()])
def test_inputs_that_do_not_fit_name_both_shapes(shape):
    with pytest.raises(
        ValueError,
        match=re.escape(f"inputs has the shape {shape}; it must be rows, (..., batch, 3), for sizes [3, 2]"),
    ):
        MLP([3, 2]).forward(np.zeros(shape))


@pytest.mark.parametrize("inputs", ["ten", [[1, 2, 3], [4]], [["a", "b", "c"]]])
def test_inputs_other_than_numbers_are_named_in_the_error(inputs):
    with pytest.raises(
        TypeError, match=re.escape(f"inputs is {inputs!r}; it must hold numbers only, in rows of one length")
    ):
        MLP([3, 2]).forward(inputs)


@pytest.mark.parametrize("shape", [(5, 1), (5,), (4, 2)])
def test_a_slope_that_does_not_fit_the_outputs_names_both_shapes(shape):
    model = MLP([3, 2])
    with pytest.raises(
        ValueError,
        match=re.escape(
            f"delta has the shape {shape}; it must have that of the last layer's outputs, (5, 2)"
        ),
    ):
        model.backward(model.forward(np.ones((5, 3))), np.ones(shape))


@pytest.mark.parametrize(("argument", "value"), [("n_models", -1), ("n_models", 2.5), ("dtype", int)])
def test_parameters_alone_name_what_cannot_be(argument, value):
    with pytest.raises(ValueError, match=f"^{argument} is {re.escape(repr(value))}; it must be a"):
        Parameters([3, 2], **{argument: value})
