"""The training stream: its batches, that it can be repeated, steered and stopped, and what it refuses."""

import gc
import re
import weakref
from itertools import islice

import numpy as np
import pytest

from mlp.activations import ACTIVATIONS
from mlp.data import Points, blobs, digits, line, moons
from mlp.lessons.batch_and_epoch.stopping import early_stop
from mlp.lessons.history import History
from mlp.losses import LOSSES, accuracy
from mlp.network import MLP
from mlp.optimizers import OPTIMIZERS, GradientDescent
from mlp.schedules import SCHEDULES, Cosine
from mlp.training import batches, check_points, evaluate, train

pytestmark = pytest.mark.filterwarnings("error")

CROSS_ENTROPY, SQUARED_ERROR = LOSSES["cross-entropy"], LOSSES["mean squared error"]
POINTS = moons(50)


def small_model(**settings):
    return MLP([2, 6, 2], **settings)


def run(model, n_steps, points=POINTS, optimizer=None, loss=CROSS_ENTROPY, **settings):
    return list(islice(train(model, loss, optimizer or GradientDescent(0.1), points, **settings), n_steps))


def points_for(loss):
    return POINTS._replace(targets=2 * POINTS.targets - 1) if loss == "hinge" else POINTS


def one_epoch(n_examples, batch_size, **settings):
    stream = batches(n_examples, batch_size, **settings)
    first = []
    for epoch, index in stream:
        if epoch == 2:
            return first
        first.append(index)


def test_an_epoch_of_10000_by_32_has_313_batches_and_the_last_has_16():
    sizes = [len(index) for index in one_epoch(10_000, 32)]
    assert (len(sizes), set(sizes[:-1]), sizes[-1]) == (313, {32}, 16)


def test_without_the_short_batch_there_are_312():
    assert [len(index) for index in one_epoch(10_000, 32, drop_last=True)] == [32] * 312


@pytest.mark.parametrize("drop_last", [False, True])
def test_a_batch_size_above_the_number_of_examples_is_one_full_batch(drop_last):
    (only,) = one_epoch(10, 64, drop_last=drop_last)
    assert sorted(only) == list(range(10))


def test_each_example_comes_once_an_epoch_in_an_order_of_its_own():
    stream = batches(10, 4)
    orders = [np.concatenate([next(stream)[1] for _ in range(3)]).tolist() for _ in range(2)]
    assert [sorted(order) for order in orders] == [list(range(10))] * 2
    assert orders[0] != orders[1]


def test_batches_are_the_same_for_the_same_seed_only():
    first, again, other = (one_epoch(20, 20, seed=seed)[0].tolist() for seed in (1, 1, 2))
    assert first == again != other


def test_steps_are_numbered_and_epochs_counted_from_one():
    assert [(step.number, step.epoch) for step in run(small_model(), 5, batch_size=20)] == [
        (1, 1),
        (2, 1),
        (3, 1),
        (4, 2),
        (5, 2),
    ]


def test_nothing_happens_until_a_step_is_asked_for():
    model = small_model()
    before = model.parameters.flat.copy()
    stream = train(model, CROSS_ENTROPY, GradientDescent(0.1), POINTS)
    np.testing.assert_array_equal(model.parameters.flat, before)
    next(stream)
    assert (model.parameters.flat != before).all()


def test_a_full_batch_step_is_the_formula_written_out():
    points = line(10)
    model = MLP([1, 1], "identity", "zeros")
    (step,) = run(model, 1, points, GradientDescent(0.1), SQUARED_ERROR, batch_size=10)
    assert step.loss == pytest.approx((points.targets**2).mean())
    slope = [-2 * (points.inputs * points.targets).mean(), -2 * points.targets.mean()]
    np.testing.assert_allclose(model.parameters.flat, -0.1 * np.array(slope), rtol=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_same_seed_trains_the_same_network_again(name):
    first, again, other = [], [], []
    for losses, seed in ((first, 0), (again, 0), (other, 1)):
        losses += [
            step.loss
            for step in run(small_model(), 20, optimizer=OPTIMIZERS[name](0.05), batch_size=8, seed=seed)
        ]
    assert first == again != other


def test_a_network_learns_real_digits():
    points, model = digits(), MLP([64, 32, 10], "relu", "he")
    run(model, 300, points, GradientDescent(0.5))
    assert accuracy(model.forward(points.inputs)[-1], points.targets) > 0.95


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_models_side_by_side_learn_as_they_would_alone(name, activation):
    rates, seeds = [0.2, 0.05, 0.01], [0, 1, 2]
    together = small_model(activation=activation, seed=seeds, n_models=3)
    steps = run(
        together,
        30,
        optimizer=OPTIMIZERS[name](np.array(rates)[:, None], weight_decay=0.01),
        validation=POINTS,
    )
    for place, (rate, seed) in enumerate(zip(rates, seeds)):
        alone = small_model(activation=activation, seed=seed)
        own_steps = run(alone, 30, optimizer=OPTIMIZERS[name](rate, weight_decay=0.01), validation=POINTS)
        # not to the last bit: numpy may add up a stack of matrices in another order than a single one
        np.testing.assert_allclose(
            together.parameters.flat[place], alone.parameters.flat, rtol=1e-9, atol=1e-12
        )
        np.testing.assert_allclose(
            [step.loss[place] for step in steps], [step.loss for step in own_steps], rtol=1e-9
        )
        np.testing.assert_allclose(
            [step.validation_loss[place] for step in steps],
            [step.validation_loss for step in own_steps],
            rtol=1e-9,
        )


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_trains_many_models_as_one(name):
    together, alone = small_model(seed=[3, 4], n_models=2), small_model(seed=4)
    run(together, 10, points_for(name), loss=LOSSES[name])
    run(alone, 10, points_for(name), loss=LOSSES[name])
    np.testing.assert_allclose(together.parameters.flat[1], alone.parameters.flat, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("n_models", [None, 3])
def test_float32_stays_float32_in_training_even_on_float64_points(name, n_models):
    model, optimizer = small_model(dtype=np.float32, n_models=n_models), OPTIMIZERS[name](0.1)
    steps = run(model, 5, optimizer=optimizer, validation=POINTS, schedule=Cosine(0.1, 5))
    assert {model.parameters.flat.dtype, steps[-1].loss.dtype, steps[-1].validation_loss.dtype} == {
        np.dtype(np.float32)
    }
    exact = small_model(n_models=n_models)
    run(exact, 5, optimizer=OPTIMIZERS[name](0.1), schedule=Cosine(0.1, 5))
    np.testing.assert_allclose(model.parameters.flat, exact.parameters.flat, rtol=1e-3, atol=1e-4)


def test_a_rate_changed_in_the_middle_acts_at_the_next_step():
    model, optimizer = small_model(), GradientDescent(0.1)
    stream = train(model, CROSS_ENTROPY, optimizer, POINTS)
    next(stream)
    for optimizer.learning_rate in (1e-3, 2.0):
        before = model.parameters.flat.copy()
        next(stream)
        np.testing.assert_allclose(
            before - model.parameters.flat,
            optimizer.learning_rate * model.gradient.flat,
            rtol=1e-6,
            atol=1e-12,
        )


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_sets_the_rate_of_every_step(name):
    optimizer, schedule = GradientDescent(9.0), SCHEDULES[name](0.1, 20)
    stream = train(small_model(), CROSS_ENTROPY, optimizer, POINTS, schedule=schedule)
    used = [optimizer.learning_rate for _ in islice(stream, 20)]
    assert used == [schedule.rate(step) for step in range(20)]


@pytest.mark.parametrize("n_models", [None, 2])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_frozen_layers_stay_as_they_are(name, n_models):
    model = MLP([2, 6, 5, 2], n_models=n_models)
    before = [array.copy() for array in [*model.parameters.weights, *model.parameters.biases]]
    run(model, 5, optimizer=OPTIMIZERS[name](0.1, weight_decay=0.1), n_frozen=2)
    moved = [
        bool((array != old).any())
        for array, old in zip([*model.parameters.weights, *model.parameters.biases], before)
    ]
    assert moved == [False, False, True] * 2


def test_validation_loss_is_measured_after_every_third_update():
    model, other = small_model(), moons(30, seed=8)
    stream = train(model, CROSS_ENTROPY, GradientDescent(0.1), POINTS, validation=other, validate_every=3)
    for step in islice(stream, 7):
        expected = evaluate(model, CROSS_ENTROPY, other) if step.number % 3 == 0 else None
        assert step.validation_loss == expected


def test_a_run_that_overflows_says_so_and_ends_without_a_warning():
    model = MLP([1, 1], "identity")
    steps = run(
        model, 10_000, line(), GradientDescent(1e3), SQUARED_ERROR, batch_size=30, validation=line(seed=1)
    )
    assert [bool(step.diverged) for step in steps] == [False] * (len(steps) - 1) + [True]
    assert 1 < len(steps) < 200
    assert not np.isfinite(steps[-1].loss)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_no_absurd_rate_gives_a_warning(name, loss, activation):
    model = small_model(activation=activation, n_models=2)
    points, optimizer = points_for(loss), OPTIMIZERS[name](np.array([[1e30], [1e200]]))
    steps = run(model, 12, points, optimizer, LOSSES[loss], validation=points)  # a warning is an error here
    assert len(steps) == 12 or steps[-1].diverged.all()


def test_a_model_that_diverges_does_not_disturb_its_neighbours():
    model = MLP([1, 1], "identity", n_models=2)
    steps = run(model, 300, line(), GradientDescent(np.array([[1e3], [0.1]])), SQUARED_ERROR, batch_size=30)
    alone = MLP([1, 1], "identity")
    run(alone, 300, line(), GradientDescent(0.1), SQUARED_ERROR, batch_size=30)
    assert len(steps) == 300 and steps[-1].diverged.tolist() == [True, False]
    np.testing.assert_allclose(model.parameters.flat[1], alone.parameters.flat, rtol=1e-9)


def test_after_a_divergence_a_fresh_model_trains_as_ever():
    run(small_model(activation="identity"), 500, optimizer=GradientDescent(1e6), loss=SQUARED_ERROR)
    assert run(small_model(), 50, batch_size=50)[-1].loss < run(small_model(), 1, batch_size=50)[0].loss


def test_a_history_keeps_the_mean_of_every_reading_and_stops_at_its_length():
    stream = train(
        small_model(), CROSS_ENTROPY, GradientDescent(0.1), POINTS, validation=POINTS, validate_every=4
    )
    history = History(stream, n_steps=10)
    assert [history.advance(4) for _ in range(4)] == [True, True, False, False]
    steps = run(small_model(), 10, validation=POINTS, validate_every=4)
    assert history.updates == [4, 8, 10]
    losses = np.array([step.loss for step in steps])
    np.testing.assert_allclose(
        history.losses, [losses[:4].mean(), losses[4:8].mean(), losses[8:].mean()], rtol=1e-12
    )
    assert history.validated_at == [4, 8]
    assert history.validation_losses == [steps[3].validation_loss, steps[7].validation_loss]
    assert history.diverged_at is None


@pytest.mark.parametrize("n_read", [1, 7, 10, 100])
def test_early_stopping_does_not_depend_on_how_many_steps_are_read_at_once(n_read):
    stream = train(
        small_model(), CROSS_ENTROPY, GradientDescent(0.1), POINTS, validation=POINTS, validate_every=10
    )
    history = History(stream, n_steps=100)
    while history.advance(n_read):
        pass
    assert history.validated_at == list(range(10, 101, 10))
    assert early_stop(history.validation_losses, patience=5) == (np.argmin(history.validation_losses), None)


def test_a_history_measures_at_the_start_and_after_every_reading():
    model = small_model()
    stream = train(model, CROSS_ENTROPY, GradientDescent(0.1), POINTS)

    def measure():
        outputs = model.forward(POINTS.inputs)[-1]
        return {"accuracy": accuracy(outputs, POINTS.targets), "first": model.parameters.flat[0]}

    history = History(stream, n_steps=10, measure=measure)
    assert history.measured_at == [0] and history.measured["first"] == [small_model().parameters.flat[0]]
    while history.advance(4):
        pass
    assert history.measured_at == [0, 4, 8, 10]
    assert history.measured["accuracy"][-1] == accuracy(model.forward(POINTS.inputs)[-1], POINTS.targets)
    assert history.measured["first"][-1] == model.parameters.flat[0] != history.measured["first"][0]


def test_a_history_that_is_over_lets_its_model_go():
    model = small_model()
    stream, held = train(model, CROSS_ENTROPY, GradientDescent(0.1), POINTS), weakref.ref(model)
    history = History(stream, n_steps=8, measure=lambda model=model: {"first": model.parameters.flat[0]})
    del model, stream
    assert history.advance(4) and held() is not None
    history.advance(4)
    gc.collect()
    assert held() is None and len(history.measured["first"]) == 3


def test_a_history_of_models_side_by_side_holds_a_loss_for_each():
    def fresh():
        return train(MLP([1, 1], "identity", n_models=2), SQUARED_ERROR, GradientDescent(rates), line())

    rates = np.array([[0.1], [1e3]])
    history, steps = History(fresh(), n_steps=200), list(islice(fresh(), 200))
    while history.advance(50):
        pass
    losses = np.array([step.loss for step in steps])  # (200, 2); the second model diverges
    assert history.n_done == 200 and history.diverged_at is None
    np.testing.assert_allclose([loss[0] for loss in history.losses], losses[:, 0].reshape(4, 50).mean(axis=1))
    assert np.isnan(history.losses[-1][1]) and np.isfinite(history.losses[0]).all()


def test_a_history_knows_at_which_update_the_run_diverged():
    def fresh():
        return train(MLP([1, 1], "identity"), SQUARED_ERROR, GradientDescent(1e3), line(), batch_size=30)

    n_steps = len(list(fresh()))
    history = History(fresh(), n_steps=1000)
    while history.advance(7):
        pass
    assert history.diverged_at == history.n_done == n_steps
    assert history.advance(7) is False


BAD_ARGUMENTS = [
    ("batch_size", 0, ValueError),
    ("batch_size", -8, ValueError),
    ("batch_size", 2.5, ValueError),
    ("batch_size", 32.0, ValueError),
    ("batch_size", np.nan, ValueError),
    ("batch_size", "all", TypeError),
    ("batch_size", None, TypeError),
    ("batch_size", True, TypeError),
    ("validate_every", 0, ValueError),
    ("validate_every", 1.5, ValueError),
    ("validate_every", "epoch", TypeError),
    ("n_frozen", -1, ValueError),
    ("n_frozen", 3, ValueError),
    ("n_frozen", 0.5, ValueError),
    ("n_frozen", "all", TypeError),
]


@pytest.mark.parametrize(("argument", "value", "error"), BAD_ARGUMENTS)
def test_an_argument_that_cannot_be_used_is_named_at_the_call_and_nothing_changes(argument, value, error):
    model, optimizer = small_model(), OPTIMIZERS["momentum"](0.1)
    before = model.parameters.flat.copy()
    with pytest.raises(
        error, match=f"^{argument} is {re.escape(repr(value))}; it must be a whole number at least"
    ):
        train(model, CROSS_ENTROPY, optimizer, POINTS, **{argument: value})
    np.testing.assert_array_equal(model.parameters.flat, before)
    assert optimizer.velocity == 0


@pytest.mark.parametrize(("argument", "value"), [("n_examples", 0), ("n_examples", 2.5), ("batch_size", 0)])
def test_batches_that_cannot_be_are_refused_at_the_call(argument, value):
    with pytest.raises(ValueError, match=f"^{argument} is {value}; it must be a whole number at least 1"):
        batches(**({"n_examples": 10, "batch_size": 4} | {argument: value}))


def spoiled(array, value):
    array = array.copy()
    array[3, 1] = value
    return array


BAD_POINTS = [
    (
        Points(POINTS.inputs[:, :1], POINTS.targets),
        ["inputs has the shape (50, 1)", "sizes [2, 6, 2]", "(n, 2)"],
    ),
    (
        Points(POINTS.inputs, blobs(50, n_classes=3).targets),
        ["targets has the shape (50, 3)", "sizes [2, 6, 2]", "(n, 2)"],
    ),
    (Points(POINTS.inputs[:, 0], POINTS.targets), ["inputs has the shape (50,)", "(n, 2)"]),
    (Points(POINTS.inputs[None], POINTS.targets), ["inputs has the shape (1, 50, 2)", "(n, 2)"]),
    (Points(POINTS.inputs[:40], POINTS.targets), ["40 inputs", "50 targets"]),
    (Points(spoiled(POINTS.inputs, np.nan), POINTS.targets), ["inputs holds nan", "finite"]),
    (Points(spoiled(POINTS.inputs, -np.inf), POINTS.targets), ["inputs holds -inf", "finite"]),
    (Points(POINTS.inputs, spoiled(POINTS.targets, np.nan)), ["targets holds nan", "finite"]),
]


@pytest.mark.parametrize("name", ["points", "validation"])
@pytest.mark.parametrize(("bad", "words"), BAD_POINTS)
def test_points_that_do_not_fit_are_named_at_the_call_and_nothing_changes(bad, words, name):
    model = small_model()
    before = model.parameters.flat.copy()
    with pytest.raises(ValueError) as caught:
        train(model, CROSS_ENTROPY, GradientDescent(0.1), **({"points": POINTS} | {name: bad}))
    assert str(caught.value).startswith(name)
    assert [word for word in words if word not in str(caught.value)] == []
    np.testing.assert_array_equal(model.parameters.flat, before)


def test_no_points_at_all_are_refused():
    with pytest.raises(ValueError, match="^points has no examples; it must have at least one"):
        train(small_model(), CROSS_ENTROPY, GradientDescent(0.1), POINTS.take(slice(0)))


@pytest.mark.parametrize(
    ("argument", "value", "wanted"),
    [
        ("model", [2, 6, 2], "a network"),
        ("model", MLP, "a network"),
        ("loss", "cross-entropy", "a loss, such as LOSSES['cross-entropy']"),
        ("loss", None, "a loss"),
        ("optimizer", GradientDescent, "an optimizer, such as GradientDescent(0.1)"),
        ("optimizer", 0.1, "an optimizer"),
        ("schedule", "cosine", "a schedule, such as Cosine(0.1, n_steps=500)"),
        ("schedule", Cosine, "a schedule"),
        ("points", None, "Points: inputs and targets"),
        ("points", moons, "Points: inputs and targets"),
        ("validation", "all", "Points: inputs and targets"),
    ],
)
def test_a_name_or_a_class_in_place_of_the_thing_is_named_at_the_call(argument, value, wanted):
    given = {
        "model": small_model(),
        "loss": CROSS_ENTROPY,
        "optimizer": GradientDescent(0.1),
        "points": POINTS,
    }
    with pytest.raises(TypeError, match=re.escape(f"{argument} is {value!r}; it must be {wanted}")):
        train(**given | {argument: value})


@pytest.mark.parametrize(
    ("argument", "value"), [("model", None), ("loss", "huber"), ("points", None), ("points", moons)]
)
def test_evaluate_names_what_it_cannot_use(argument, value):
    with pytest.raises(TypeError, match=re.escape(f"{argument} is {value!r}; it must be ")):
        evaluate(**{"model": small_model(), "loss": CROSS_ENTROPY, "points": POINTS} | {argument: value})


def test_points_as_plain_lists_are_checked_like_arrays():
    with pytest.raises(
        TypeError,
        match=re.escape(
            "points.inputs is [[1.0, 2.0], [3.0]]; it must hold numbers only, in rows of one length"
        ),
    ):
        train(
            small_model(),
            CROSS_ENTROPY,
            GradientDescent(0.1),
            ([[1.0, 2.0], [3.0]], [[1.0, 0.0], [0.0, 1.0]]),
        )
    (step,) = run(small_model(), 1, ([[1.0, 2.0]], [[1.0, 0.0]]))
    assert np.isfinite(step.loss)


@pytest.mark.parametrize(
    ("seed", "error"), [(-1, ValueError), (2.5, ValueError), ("ten", TypeError), (None, TypeError)]
)
def test_an_invalid_seed_is_named_in_the_error(seed, error):
    with pytest.raises(error, match=f"^seed is {seed!r}; it must be a whole number at least 0"):
        train(small_model(), CROSS_ENTROPY, GradientDescent(0.1), POINTS, seed=seed)


def test_a_history_names_what_it_cannot_use():
    with pytest.raises(ValueError, match="^n_steps is 0; it must be a whole number at least 1"):
        History(iter([]), n_steps=0)
    with pytest.raises(ValueError, match="^n is -1; it must be a whole number at least 0"):
        History(iter([]), n_steps=5).advance(-1)
    with pytest.raises(TypeError, match="^measure is 'accuracy'"):
        History(iter([]), n_steps=5, measure="accuracy")


def test_no_validation_points_are_refused():
    with pytest.raises(ValueError, match="^validation has no examples; it must have at least one"):
        train(small_model(), CROSS_ENTROPY, GradientDescent(0.1), POINTS, validation=POINTS.take(slice(0)))


def test_points_that_fit_pass():
    assert check_points("points", POINTS, small_model()) is None
