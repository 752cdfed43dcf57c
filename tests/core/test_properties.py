"""Every input is used, and gives numbers of the type asked for, or one sentence refuses it."""

import ast
import copy
import inspect
import pickle
from importlib import import_module
from pathlib import Path

import autograd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of
from test_network import THEIR_LOSSES, their_loss

from mlp import data
from mlp.activations import ACTIVATIONS
from mlp.dropout import Dropout
from mlp.lessons.capacity_and_overfitting.mislabel import mislabel
from mlp.lessons.learning_rate.descent import descend
from mlp.losses import LOSSES, accuracy, check_targets, softmax, value_and_gradient
from mlp.network import INITIALIZATIONS, MLP, Parameters, count_multiply_adds, count_parameters
from mlp.optimizers import OPTIMIZERS
from mlp.published import (
    PUBLISHED,
    check_architecture,
    count_attention,
    count_by_part,
    count_feedforward,
    count_multiply_adds_of_architecture,
    count_total,
    count_working,
    size_in_bytes,
)
from mlp.schedules import SCHEDULES
from mlp.training import advance, batches, check_points, evaluate, train

few = settings(max_examples=12, deadline=None, derandomize=True, database=None)
some = settings(max_examples=30, deadline=None, derandomize=True, database=None)
names = st.sampled_from
COPIES = names(
    [lambda model: model, copy.copy, copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))]
)

# Anything that a beginner's cell may hand over.
WHOLE = st.integers(-3, 40) | st.integers(-3, 40).map(np.int8) | st.integers(0, 40).map(np.uint64)
FLOATS = st.floats(width=16) | st.floats(width=32).map(np.float32) | st.floats(-1, 2).map(np.float64)
ODD = (
    st.none() | st.booleans() | st.text(max_size=5) | st.complex_numbers() | st.just(object()) | st.just(MLP)
)
LISTS = st.lists(WHOLE | FLOATS | ODD, max_size=4) | st.lists(st.lists(WHOLE, max_size=3), max_size=3)
KINDS = names([np.float16, np.float32, np.float64, np.int8, np.uint8, np.bool, np.complex64, "U3", object])
ARRAYS = KINDS.flatmap(
    lambda kind: (
        arrays_of.arrays(kind, arrays_of.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
        if kind is not object
        else st.just(np.array([None, 1]))
    )
)
ANYTHING = WHOLE | FLOATS | ODD | LISTS | ARRAYS


def used_or_refused(use, *name_of_argument):
    """The result of `use()`, or None if one sentence that names an argument refuses it."""
    try:
        with np.errstate(all="ignore"):  # an overflow gives inf or nan, and a warning says so
            return use()
    except (TypeError, ValueError) as error:
        sentence = str(error)
        assert len(sentence) < 300 and "\n" not in sentence
        assert sentence.startswith(name_of_argument), sentence
        assert "; " in sentence, sentence
        return None


POINTS = data.moons(20)
COUNTS = [count_by_part, count_total, count_working, count_attention, count_feedforward]
COUNTS += [count_multiply_adds_of_architecture, check_architecture]
CALLS = {  # each public function of the core with one argument that may be anything
    "sizes": lambda it: count_parameters(it) + count_multiply_adds(it),
    "activation": lambda it: MLP([2, 2], activation=it).activation.value(np.ones(2)),
    "initialization": lambda it: MLP([2, 2], initialization=it).parameters.flat,
    "scale": lambda it: MLP([2, 2], scale=it).parameters.flat,
    "seed": lambda it: MLP([2, 2], seed=it).parameters.flat,
    "n_models": lambda it: Parameters([2, 2], n_models=it).flat,
    "dropout_rate": lambda it: Dropout(it, [2, 3, 2]).masks(4),
    "n_examples": lambda it: next(batches(it, 3))[1],
    "batch_size": lambda it: next(batches(10, it))[1],
    "n": lambda it: data.moons(it).inputs,
    "noise": lambda it: data.circles(noise=it).inputs,
    "slope": lambda it: data.line(slope=it).targets,
    "n_classes": lambda it: data.blobs(n_classes=it).inputs,
    "labels": lambda it: data.one_hot(it, 5),
    "share": lambda it: mislabel(POINTS, it).targets,
    "validation": lambda it: data.split(POINTS, validation=it).train.inputs,
    "points": lambda it: data.split(it).train.inputs,
    "points.inputs": lambda it: data.check_arrays(data.Points(it, POINTS.targets)),
    "stream": lambda it: advance(it, 1),
    "outputs": softmax,
    "start": lambda it: descend(lambda weight: weight, it, 0.1, 3),
    "n_steps": lambda it: descend(lambda weight: weight, 1.0, 0.1, it),
    "n_parameters": lambda it: size_in_bytes(it, 8),
    "bits": lambda it: size_in_bytes(8, it),
    "architecture": lambda it: [count(it) for count in COUNTS],
    "n_layers": lambda it: count_working(PUBLISHED["GPT-3"]._replace(n_layers=it)),
    "is_tied": lambda it: count_working(PUBLISHED["GPT-3"]._replace(is_tied=it)),
}


@pytest.mark.parametrize("name", CALLS)
@some
@given(it=ANYTHING)
def test_whatever_is_handed_over_is_used_or_refused_by_name(name, it):
    result = used_or_refused(lambda: CALLS[name](it), name)
    if isinstance(result, np.ndarray):
        assert result.dtype.kind in "fi"


@pytest.mark.parametrize("argument", ["learning_rate", "weight_decay", "momentum", "beta1", "beta2"])
@pytest.mark.parametrize("name", OPTIMIZERS)
@few
@given(it=ANYTHING)
def test_an_optimizer_moves_its_parameters_or_names_the_setting(name, argument, it):
    def use():
        if argument not in OPTIMIZERS[name].__init__.__code__.co_varnames:
            return
        optimizer, parameters = OPTIMIZERS[name](**{argument: it}), np.ones((2, 3), np.float32)
        for _ in range(2):
            optimizer.update(parameters, np.ones_like(parameters))
        assert parameters.dtype == np.float32 and parameters.shape == (2, 3)

    used_or_refused(use, argument)


@pytest.mark.parametrize("name", SCHEDULES)
@few
@given(rate=ANYTHING, n_steps=ANYTHING, step=ANYTHING)
def test_a_schedule_gives_a_rate_above_0_or_names_what_it_cannot_use(name, rate, n_steps, step):
    rates = used_or_refused(
        lambda: SCHEDULES[name](rate, n_steps).rate(step), "learning_rate", "n_steps", "step"
    )
    assert rates is None or (np.all(rates >= 0) and np.all(np.isfinite(rates)))


@pytest.mark.parametrize(
    "argument",
    ["model", "loss", "optimizer", "points", "batch_size", "seed", "schedule", "validation"]
    + ["validate_every", "n_frozen", "dropout_rate"],
)
@few
@given(it=ANYTHING)
def test_training_takes_an_argument_or_names_it_before_the_first_update(argument, it):
    model, loss = MLP([2, 3, 2]), LOSSES["cross-entropy"]
    good = {"model": model, "loss": loss, "optimizer": OPTIMIZERS["adam"](0.1), "points": POINTS}
    before = model.parameters.flat.copy()
    stream = used_or_refused(lambda: train(**good | {argument: it}), argument)
    assert (model.parameters.flat == before).all()
    assert stream is None or np.isfinite(advance(stream, 2).loss)


@pytest.mark.parametrize("name", LOSSES)
@few
@given(outputs=ARRAYS, targets=ARRAYS)
def test_a_loss_takes_two_arrays_or_says_which_one_it_cannot_use(name, outputs, targets):
    loss = LOSSES[name]
    value = used_or_refused(lambda: loss.value(outputs, targets), "outputs", "targets")
    gradient = used_or_refused(lambda: loss.gradient(outputs, targets), "outputs", "targets")
    assert (value is None) == (gradient is None)
    if value is not None:
        wanted = outputs.dtype if outputs.dtype.kind == "f" else np.dtype(float)
        assert value.dtype == gradient.dtype == wanted
        used_or_refused(lambda: accuracy(outputs, targets), "outputs")
        used_or_refused(lambda: check_targets("my targets", np.atleast_1d(targets), loss), "my targets")


@pytest.mark.parametrize("part", ["value", "slope"])
@pytest.mark.parametrize("name", ACTIVATIONS)
@few
@given(it=ANYTHING)
def test_an_activation_takes_numbers_of_any_shape_and_keeps_their_type(name, part, it):
    found = used_or_refused(lambda: getattr(ACTIVATIONS[name], part)(it), "z" if part == "value" else "a")
    if found is not None:
        given_numbers = np.asarray(it)
        wanted = given_numbers.dtype if given_numbers.dtype.kind == "f" else np.dtype(float)
        assert np.shape(found) == given_numbers.shape and np.asarray(found).dtype == wanted


@few
@given(inputs=ANYTHING, delta=ANYTHING)
def test_the_network_takes_rows_that_fit_or_names_them(inputs, delta):
    model = MLP([2, 3, 2], dtype=np.float32)
    layer_outputs = used_or_refused(lambda: model.forward(inputs), "inputs")
    assert layer_outputs is None or {layer.dtype for layer in layer_outputs} == {np.dtype(np.float32)}
    used_or_refused(lambda: model.backward(model.forward(np.ones((4, 2))), delta), "delta")
    used_or_refused(lambda: evaluate(model, LOSSES["huber"], inputs), "points")
    used_or_refused(lambda: check_points("my points", (inputs, delta), model), "my points")


CELLS = names(
    ["1", "2", "2.5", "-0", "", "nan", "inf", "1e999", "1e300", "-1e308", "x", "y", '"', '"a', "가"]
)
TABLES = st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), max_size=6))
FILES = TABLES.map(lambda rows: "\n".join(map(",".join, rows)).encode()) | st.binary(max_size=60)


@some
@given(content=FILES, name=st.text("ab 한.", min_size=1, max_size=5))
def test_a_file_of_any_content_is_read_or_refused_in_one_sentence(content, name, tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / f"{name}_"
    path.write_bytes(content)
    points = used_or_refused(lambda: data.from_csv(path), "")
    assert points is None or all(np.isfinite(rows).all() for rows in points)
    assert used_or_refused(lambda: MLP.load(path), "path") is None
    model = MLP([2, 1])
    model.save(path)  # over whatever was there
    np.testing.assert_array_equal(MLP.load(path).parameters.flat, model.parameters.flat)


@pytest.mark.parametrize("use", [data.from_csv, MLP.load, MLP([2, 1]).save])
@some
@given(path=(WHOLE | FLOATS | ODD | LISTS | ARRAYS).filter(lambda it: not isinstance(it, str)))
def test_what_is_no_path_is_refused_by_name(use, path):
    assert used_or_refused(lambda: use(path), "path") is None


CORE = "network activations losses optimizers schedules dropout training data published"


def test_every_public_function_of_the_core_is_tried_here():
    """Also every class, but for those that a dict of the core lists: a test above goes through it."""
    here = ast.walk(ast.parse(Path(__file__).read_text("utf-8")))
    tried = {getattr(node, "id", getattr(node, "attr", None)) for node in here}
    modules = [import_module(f"mlp.{name}") for name in CORE.split()]
    listed = {
        type(item) if not isinstance(item, type) else item
        for known in (ACTIVATIONS, LOSSES, OPTIMIZERS, SCHEDULES)
        for item in known.values()
    }
    public = {
        name
        for module in modules
        for name, item in vars(module).items()
        if callable(item) and not name.startswith("_") and inspect.getmodule(item) is module
        if item not in listed and not is_named_tuple(item)
    }
    assert len(public) > 30 and public - tried == {"digits"}  # takes no argument


def is_named_tuple(item):
    return isinstance(item, type) and issubclass(item, tuple)


def numbers(shape, dtype):
    return arrays_of.arrays(dtype, shape, elements=st.floats(-3, 3, width=32))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("loss", LOSSES)
@few
@given(
    choice=st.data(),
    hidden_sizes=st.lists(st.integers(1, 6), max_size=4),
    activation=names(list(ACTIVATIONS)),
    initialization=names(list(INITIALIZATIONS)),
    way=COPIES,
)
def test_gradients_of_any_network_and_its_copies_agree_with_autograd(
    loss, dtype, choice, hidden_sizes, activation, initialization, way
):
    sizes = [3, *hidden_sizes, 2]
    model = way(MLP(sizes, activation, initialization, seed=1, dtype=dtype))
    model.parameters.flat += np.random.default_rng(len(sizes)).normal(0, 0.3, model.parameters.flat.shape)
    rng = np.random.default_rng(choice.draw(st.integers(0, 99)))
    inputs = choice.draw(numbers((5, 3), dtype)) + rng.normal(0, 0.01, (5, 3))  # off the kinks
    targets = np.eye(2)[rng.integers(2, size=5)]
    targets = 2 * targets - 1 if loss == "hinge" else targets
    layer_outputs = model.forward(inputs)
    value, delta = value_and_gradient(LOSSES[loss], layer_outputs[-1], targets)
    model.backward(layer_outputs, delta)
    arguments = sizes, activation, loss, inputs.astype(dtype).astype(float), targets
    with np.errstate(all="ignore"):
        theirs, gradient = autograd.value_and_grad(their_loss)(
            model.parameters.flat.astype(float), *arguments
        )
    assert loss in THEIR_LOSSES and value.dtype == model.gradient.flat.dtype == dtype
    tolerance = 1e-9 if dtype == np.float64 else 2e-3
    np.testing.assert_allclose(value, theirs, rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(
        model.gradient.flat, gradient, rtol=tolerance, atol=tolerance * max(1, abs(gradient).max())
    )
