"""Inputs that once went wrong without a word: copies, tails, targets, numpy's numbers, shapes, messages."""

import copy
import inspect
import io
import pickle
import textwrap
import warnings
from itertools import islice

import numpy as np
import pytest

from mlp.activations import ACTIVATIONS
from mlp.checks import check_number, check_seed, shown
from mlp.data import Points, blobs, moons, split
from mlp.dropout import Dropout
from mlp.lessons.capacity_and_overfitting.mislabel import mislabel
from mlp.lessons.common import backward_multiplications
from mlp.losses import LOSSES, accuracy, softmax, value_and_gradient
from mlp.network import MLP, Parameters, count_multiply_adds, count_parameters
from mlp.optimizers import OPTIMIZERS, Adam, GradientDescent, Momentum
from mlp.published import PUBLISHED, Architecture, count_total, size_in_bytes
from mlp.schedules import SCHEDULES
from mlp.training import advance, batches, evaluate, train

pytestmark = pytest.mark.filterwarnings("error")
CROSS_ENTROPY, BINARY, POINTS = LOSSES["cross-entropy"], LOSSES["binary cross-entropy"], moons(100)


def through_a_pickle(thing):
    return pickle.loads(pickle.dumps(thing))


def through_read_only_memory(thing):
    """As joblib sends large arrays to its workers: mapped into memory, and read-only."""
    buffers = []
    data = pickle.dumps(thing, protocol=5, buffer_callback=buffers.append)
    return pickle.loads(data, buffers=[memoryview(bytes(buffer.raw())) for buffer in buffers])


WAYS_TO_COPY = [copy.copy, copy.deepcopy, through_a_pickle, through_read_only_memory]
each_way = pytest.mark.parametrize("way", WAYS_TO_COPY)


@each_way
@pytest.mark.parametrize("n_models", [None, 3])
def test_a_copied_network_learns_like_the_original_which_stays_as_it_was(way, n_models):
    model = MLP([2, 8, 2], n_models=n_models)
    before = model.parameters.flat.copy()
    copied = way(model)
    advance(train(copied, CROSS_ENTROPY, GradientDescent(0.1), POINTS), 50)
    np.testing.assert_array_equal(model.parameters.flat, before)
    advance(train(model, CROSS_ENTROPY, GradientDescent(0.1), POINTS), 50)
    np.testing.assert_array_equal(copied.parameters.flat, model.parameters.flat)
    assert (copied.parameters.flat != before).any()


@each_way
def test_the_windows_of_copied_parameters_show_the_copy(way):
    parameters = Parameters([2, 3, 1], n_models=2, dtype=np.float32)
    copied = way(parameters)
    copied.flat[...] = 7
    for window in [*copied.weights, *copied.biases]:
        assert np.shares_memory(window, copied.flat) and (window == 7).all()
    assert copied.flat.dtype == np.float32 and not parameters.flat.any()


@each_way
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_copied_optimizer_goes_on_as_the_original_would(way, name):
    optimizer, parameters, gradient = OPTIMIZERS[name](0.1), np.ones(3), np.array([1.0, -2.0, 0.5])
    optimizer.update(parameters, gradient)
    copied, copied_parameters = way(optimizer), parameters.copy()
    copied.update(copied_parameters, gradient)
    optimizer.update(parameters, gradient)
    np.testing.assert_array_equal(copied_parameters, parameters)


MEANINGLESS = {  # targets that a loss cannot mean
    "below 0": ("cross-entropy", 2 * POINTS.targets - 1),
    "not adding up to 1": ("cross-entropy", np.full((100, 2), 0.6)),
    "all zero": ("cross-entropy", np.zeros((100, 2))),
    "a single column": ("cross-entropy", np.ones((100, 1))),
    "labels in a column": ("cross-entropy", POINTS.labels[:, None]),
    "above 1": ("binary cross-entropy", 2 * POINTS.targets),
    "minus one for no": ("binary cross-entropy", 2 * POINTS.targets - 1),
    "zero for minus one": ("hinge", POINTS.targets),
}


@pytest.mark.parametrize("case", MEANINGLESS)
def test_targets_that_a_loss_cannot_mean_are_named_before_the_first_update(case):
    name, targets = MEANINGLESS[case]
    model, points = MLP([2, 4, targets.shape[1]]), Points(POINTS.inputs, targets)
    with pytest.raises(ValueError, match=r"^points\.targets ") as caught:
        train(model, LOSSES[name], GradientDescent(0.1), points)
    assert len(str(caught.value)) < 300
    with pytest.raises(ValueError, match=r"^points\.targets "):
        evaluate(model, LOSSES[name], points)
    good = LOSSES["mean squared error"]
    assert next(train(model, good, GradientDescent(0.1), points)).number == 1


def test_meaningless_validation_targets_are_named_and_chances_are_accepted():
    model, chances = MLP([2, 4, 2]), Points(POINTS.inputs, np.full((100, 2), 0.5))
    assert evaluate(model, CROSS_ENTROPY, chances) > 0.69
    with pytest.raises(ValueError, match=r"^validation\.targets "):
        bad = Points(POINTS.inputs, 2 * POINTS.targets - 1)
        train(model, CROSS_ENTROPY, GradientDescent(0.1), chances, validation=bad)


@pytest.mark.parametrize("labels", [POINTS.labels, POINTS.labels.tolist()])
def test_labels_in_place_of_rows_are_named(labels):
    with pytest.raises(ValueError, match=r"^points\.targets has the shape \(100,\)"):
        train(MLP([2, 4, 2]), CROSS_ENTROPY, GradientDescent(0.1), Points(POINTS.inputs, labels))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(
    ("outputs", "value", "gradient"),
    [
        ([-np.inf, 0.0], 0, [0, 0]),
        ([0.0, np.inf], 0, [0, 0]),
        ([-np.inf, np.inf], 0, [0, 0]),
        ([0.0, -np.inf], np.inf, [1, -1]),
        ([np.inf, 0.0], np.inf, [1, -1]),
        ([np.inf, np.inf], np.log(2), [0.5, -0.5]),
        ([-np.inf, -np.inf], np.log(2), [0.5, -0.5]),
        ("smallest and largest", 0, [0, 0]),
    ],
)
def test_cross_entropy_at_its_limits(outputs, value, gradient, dtype):
    if outputs == "smallest and largest":
        outputs = [np.finfo(dtype).min, np.finfo(dtype).max]
    outputs, targets = np.array([outputs], dtype), np.array([[0, 1]], dtype)
    found = CROSS_ENTROPY.value(outputs, targets)
    assert found == pytest.approx(value) and found.dtype == dtype
    np.testing.assert_allclose(CROSS_ENTROPY.gradient(outputs, targets), [gradient])
    np.testing.assert_allclose(softmax(outputs) - targets, [gradient])


def test_one_model_at_its_limits_leaves_its_neighbours_alone():
    outputs = np.array([[[-np.inf, 0.0]], [[1.0, 2.0]], [[np.nan, 0.0]]])  # three models
    targets = np.array([[0.0, 1.0]])
    found, alone = CROSS_ENTROPY.value(outputs, targets), CROSS_ENTROPY.value(outputs[1], targets)
    np.testing.assert_allclose(found, [0, alone, np.nan])


TAIL = np.exp(-40) / (1 + np.exp(-40))  # 4.2e-18


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(
    ("loss", "outputs", "targets", "gradient"),
    [
        (BINARY, [[40.0]], [[1.0]], [[-TAIL]]),
        (BINARY, [[-40.0]], [[0.0]], [[TAIL]]),
        (CROSS_ENTROPY, [[40.0, 0.0]], [[1.0, 0.0]], [[-TAIL, TAIL]]),
        (CROSS_ENTROPY, [[0.0, 40.0]], [[0.0, 1.0]], [[TAIL, -TAIL]]),
    ],
)
def test_losses_and_slopes_are_exact_in_both_tails(loss, outputs, targets, gradient, dtype):
    outputs, targets = np.array(outputs, dtype), np.array(targets, dtype)
    assert loss.value(outputs, targets) == pytest.approx(TAIL, rel=1e-6, abs=0)
    np.testing.assert_allclose(loss.gradient(outputs, targets), gradient, rtol=1e-6)
    value, slope = value_and_gradient(loss, outputs, targets)
    assert value == loss.value(outputs, targets) and (slope == loss.gradient(outputs, targets)).all()


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_binary_cross_entropy_at_infinity(dtype):
    outputs, targets = np.array([[np.inf, -np.inf]], dtype), np.array([[1, 0]], dtype)
    assert BINARY.value(outputs, targets) == 0 and BINARY.value(-outputs, targets) == np.inf
    np.testing.assert_array_equal(BINARY.gradient(-outputs, targets), [[-0.5, 0.5]])


def test_the_sigmoid_is_exact_near_0_and_does_not_overflow():
    sigmoid = ACTIVATIONS["sigmoid"].value(np.array([-1e4, -40.0, 0.0, 1e4]))
    np.testing.assert_allclose(sigmoid, [0, TAIL, 0.5, 1], rtol=1e-14)


@pytest.mark.parametrize("huge", [2**64, 2**128 + 1, 10**400])
def test_seeds_may_be_of_any_size_as_numpy_recommends(huge):
    model = MLP([2, 2], seed=huge)
    assert (model.parameters.flat == MLP([2, 2], seed=huge).parameters.flat).all()
    assert (model.parameters.flat != MLP([2, 2], seed=huge + 1).parameters.flat).any()
    step = next(train(model, CROSS_ENTROPY, GradientDescent(0.1), moons(10, seed=huge), seed=huge))
    assert np.isfinite(step.loss)


@pytest.mark.parametrize("seed", [[0, 5], (0, 5), np.array([0, 5]), [np.int8(0), 5], [2**70, 5]])
def test_a_seed_may_be_a_sequence_also_with_dropout(seed):
    def run(seed):
        model = MLP([2, 4, 2])
        training = train(model, CROSS_ENTROPY, Momentum(0.1), POINTS, seed=seed, dropout_rate=0.5)
        return [step.loss for step in islice(training, 3)]

    assert run(seed) == run(seed) != run(7)
    draws = Dropout(0.5, [2, 3, 2], seed).rng.random(2)
    np.testing.assert_array_equal(draws, np.random.default_rng([*seed, 1]).random(2))
    assert moons(5, seed=seed).inputs.shape == split(POINTS, seed=seed).test.inputs[:5].shape


@pytest.mark.parametrize("integer", [np.int8, np.uint8, np.int64, np.uint64, np.array])
def test_numpys_integers_count_like_pythons(integer):
    model = MLP([integer(2), integer(100), integer(2)], n_models=integer(3), seed=integer(5))
    own = MLP([2, 100, 2], n_models=3, seed=5)
    np.testing.assert_array_equal(model.parameters.flat, own.parameters.flat)
    step = next(train(model, CROSS_ENTROPY, GradientDescent(0.1), POINTS, integer(100), n_frozen=integer(1)))
    assert step.loss.shape == (3,)
    assert [len(index) for _, index in islice(batches(integer(100), integer(60)), 4)] == [60, 40, 60, 40]
    assert len(moons(integer(100), seed=integer(1)).inputs) == 100
    for name, schedule in SCHEDULES.items():
        assert schedule(0.1, integer(100)).rate(integer(99)) == schedule(0.1, 100).rate(99), name


@pytest.mark.parametrize("number", [np.float16, np.float32, np.float64, np.array])
def test_numpys_floats_count_like_pythons_and_change_no_type(number):
    for name, optimizer in OPTIMIZERS.items():
        model, used = (
            MLP([2, 4, 2], dtype=np.float32, scale=number(0.5)),
            optimizer(number(0.25), number(0.5)),
        )
        used.weight_decay = optimizer(0.1, weight_decay=number(0.5)).weight_decay
        advance(train(model, CROSS_ENTROPY, used, POINTS, dropout_rate=number(0.5)), 2)
        kept = [value for value in vars(used).values() if isinstance(value, np.ndarray)]
        assert {array.dtype for array in [*kept, model.parameters.flat]} == {np.dtype(np.float32)}, name
    assert len(split(POINTS, number(0.25), number(0.25)).train.inputs) == 50
    assert (mislabel(POINTS, number(0.25)).labels != POINTS.labels).sum() == 25


@pytest.mark.parametrize("integer", [np.int8, np.int32, np.uint16])
def test_counts_do_not_overflow(integer):
    sizes = [integer(120)] * 3
    assert count_parameters(sizes) == count_parameters([120] * 3) == 29_040
    assert count_multiply_adds(sizes) == 28_800 and backward_multiplications(sizes) == 43_200
    assert Parameters(sizes).weights[1].shape == (120, 120)
    own = Architecture(100, 120, 12, 6, 100, 100)
    assert count_total(Architecture(*map(integer, own[:6]))) == count_total(own)
    assert size_in_bytes(np.int32(2_000_000_000), integer(32)) == 8e9


ODD_ARRAYS = [np.array([[1, 200]], np.uint8), np.array([[1, 0]]), np.array([[False, True]])]


@pytest.mark.parametrize("values", ODD_ARRAYS, ids=lambda values: values.dtype.name)
def test_whole_numbers_and_truth_values_count_as_floats_everywhere(values):
    floats = values.astype(float)
    np.testing.assert_array_equal(softmax(values), softmax(floats))
    for loss in LOSSES.values():
        for find in (loss.value, loss.gradient):
            np.testing.assert_array_equal(find(values, ~(values > 0)), find(floats, 1.0 - (floats > 0)))
    for activation in ACTIVATIONS.values():
        for find in (activation.value, activation.slope):
            assert find(values).dtype == float
            np.testing.assert_array_equal(find(values), find(floats))
    model = MLP([2, 2])
    np.testing.assert_array_equal(model.forward(values)[-1], model.forward(floats)[-1])
    assert accuracy(values, values) == 1


@pytest.mark.parametrize("values", [np.array([[1j, 2]]), np.array([["1", "2"]]), np.array([[None, 1]])])
def test_text_complex_numbers_and_objects_are_refused_everywhere(values):
    rows = np.array([[0.0, 1.0]])
    uses = [softmax, MLP([2, 2]).forward, lambda bad: MLP([2, 2]).backward([rows, rows], bad)]
    uses += [lambda bad: accuracy(bad, rows), lambda bad: accuracy(rows, bad)]
    uses += [activation.value for activation in ACTIVATIONS.values()]
    uses += [activation.slope for activation in ACTIVATIONS.values()]
    for loss in LOSSES.values():
        uses += [
            lambda bad, loss=loss: loss.value(bad, rows),
            lambda bad, loss=loss: loss.gradient(rows, bad),
        ]
    uses += [lambda bad: evaluate(MLP([2, 2]), CROSS_ENTROPY, Points(bad, rows))]
    uses += [lambda bad: evaluate(MLP([2, 2]), CROSS_ENTROPY, Points(rows, bad))]
    for use in uses:
        with pytest.raises(TypeError, match=r"^[\w.]+ is array.*numbers only"):
            use(values)


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values())
@pytest.mark.parametrize("shape", [(2,), (34,), (1, 2), (2, 34), (2, 2, 1)])
def test_a_rate_is_one_number_or_a_column_of_one_per_model(optimizer, shape):
    with pytest.raises(ValueError, match=r"^learning_rate has the shape .*\(n_models, 1\)"):
        optimizer(np.full(shape, 0.1))


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values())
@pytest.mark.parametrize("n_models", [None, 2])
def test_a_column_of_the_wrong_length_and_one_set_later_are_refused(optimizer, n_models):
    parameters = MLP([2, 4, 2], n_models=n_models).parameters.flat
    for rates in (np.full((3, 1), 0.1), np.full(2, 0.1), np.full(parameters.shape, 0.1)):
        used = optimizer(0.1)
        used.learning_rate = rates
        with pytest.raises(ValueError, match="^learning_rate has the shape "):
            used.update(parameters, np.ones_like(parameters))
        assert (parameters == MLP([2, 4, 2], n_models=n_models).parameters.flat).all()
    with pytest.raises(ValueError, match="^weight_decay has the shape "):
        optimizer(0.1, weight_decay=np.ones(5)).update(parameters, np.ones_like(parameters))


@pytest.mark.parametrize("optimizer", [Momentum, Adam])
@pytest.mark.parametrize("other", [MLP([2, 4, 2], n_models=2), MLP([2, 5, 2])])
def test_one_optimizer_for_two_networks_is_refused(optimizer, other):
    used = optimizer(0.1)
    advance(train(MLP([2, 4, 2]), CROSS_ENTROPY, used, POINTS), 2)
    with pytest.raises(ValueError, match="^parameters has the shape .* each network needs its own"):
        advance(train(other, CROSS_ENTROPY, used, POINTS), 2)


def test_models_side_by_side_must_be_as_many_in_outputs_as_in_targets():
    with pytest.raises(ValueError, match=r"outputs has the shape \(2, 5, 3\) but targets has \(3, 5, 3\)"):
        CROSS_ENTROPY.value(np.ones((2, 5, 3)), np.ones((3, 5, 3)))


LONG = [
    list(range(10**5)),
    "x" * 10**5,
    np.ones((99, 999)),
    dict.fromkeys(range(10**4)),
    Points(*[[9] * 999] * 2),
]


@pytest.mark.parametrize("value", LONG, ids=lambda value: type(value).__name__)
def test_no_message_prints_a_whole_argument(value):
    assert len(shown(value)) <= 100 and "\n" not in shown(value)
    uses = [
        lambda: check_number("it", value, single=True),
        lambda: check_seed([value]),
        lambda: MLP(value),
        lambda: MLP([2, 2], value),
        lambda: MLP([2, 2], seed=value),
        lambda: MLP([2, 2], scale=value),
        lambda: MLP([2, 2], dtype=value),
        lambda: train(value, CROSS_ENTROPY, GradientDescent(0.1), POINTS),
        lambda: train(MLP([2, 2]), CROSS_ENTROPY, GradientDescent(0.1), value),
        lambda: train(MLP([2, 2]), CROSS_ENTROPY, GradientDescent(0.1), POINTS, schedule=value),
        lambda: MLP([64] * 999).forward(np.ones((1, 3))),
        lambda: advance(value, 3),
        lambda: count_total(value),
        lambda: count_total(PUBLISHED["GPT-3"]._replace(is_tied=value)),
        lambda: blobs(n_classes=value),
        lambda: split(POINTS, validation=value),
        lambda: mislabel(value, 0.2),
    ]
    for use in uses:
        with pytest.raises((TypeError, ValueError)) as caught:
            use()
        assert len(str(caught.value)) < 300 and "\n" not in str(caught.value)


def test_one_may_write_a_file_and_load_it_as_the_class_says(tmp_path):
    MLP([2, 3, 2]).save(tmp_path / "network.npz")
    assert isinstance(MLP.load(tmp_path / "network.npz"), MLP)
    with pytest.raises(TypeError, match="^path is "):
        MLP.load(io.BytesIO(b""))


def test_the_plain_form_of_the_backward_pass_stands_in_its_docstring_and_is_right():
    model = MLP([3, 5, 4, 2])
    layer_outputs, delta = model.forward(np.eye(3)), np.ones((3, 2))
    model.backward(layer_outputs, delta)
    expected, words = model.gradient.flat.copy(), inspect.getdoc(MLP.backward)
    plain_form = textwrap.dedent(words[words.index("    for k") :])
    model.gradient.flat[...] = 0
    names = {"weights": model.parameters.weights, "gradient": model.gradient, "activation": model.activation}
    exec(plain_form, names | {"layer_outputs": layer_outputs, "delta": delta})
    np.testing.assert_allclose(model.gradient.flat, expected, rtol=1e-14)


def test_advance_returns_the_last_step_or_none():
    stream = train(MLP([2, 2]), CROSS_ENTROPY, GradientDescent(0.1), POINTS)
    assert advance(stream, 3).number == 3 and advance(stream, 2).number == 5 and advance(stream, 0) is None
    with pytest.raises(TypeError, match="^stream is "):
        advance([1, 2], 1)


def test_extreme_numbers_warn_of_nothing_they_do_not_cause():
    with warnings.catch_warnings(record=True) as caught:
        huge = np.full((1, 2), 1e200)
        assert LOSSES["huber"].value(huge, -huge) == 2e200
    assert caught == []
