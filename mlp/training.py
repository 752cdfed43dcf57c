"""How does a network learn? Guess, measure the loss, follow the gradient one step down, again and again."""

from typing import NamedTuple

import numpy as np

from .checks import as_array, check_can, check_number, check_seed
from .dropout import Dropout
from .losses import value_and_gradient
from .network import count_parameters


class Step(NamedTuple):
    """What one update did. With networks side by side, losses and `diverged` are arrays `(n_models,)`."""

    number: int  # updates so far, from 1
    epoch: int  # the pass through the data it belongs to, from 1
    loss: float  # of this batch, before the update
    validation_loss: float | None  # after the update; None where it was not measured
    diverged: bool  # the loss is no longer a finite number


def batches(n_examples, batch_size, seed=0, drop_last=False):
    """The row numbers of one batch after another, for ever: `(epoch, index)`, each epoch freshly shuffled.

    An epoch has ⌈n_examples / batch_size⌉ batches; the last may be short, or is left out with `drop_last`.
    A `batch_size` above `n_examples` gives one full batch.
    """
    check_number("n_examples", n_examples, at_least=1, whole=True)
    batch_size = min(check_number("batch_size", batch_size, at_least=1, whole=True), n_examples)
    stop = n_examples - n_examples % batch_size if drop_last else n_examples
    return _stream_of_batches(n_examples, batch_size, stop, np.random.default_rng(check_seed(seed)))


def _stream_of_batches(n_examples, batch_size, stop, rng):
    epoch = 0
    while True:
        epoch += 1
        order = rng.permutation(n_examples)
        for start in range(0, stop, batch_size):
            yield epoch, order[start : start + batch_size]


def train(
    model,
    loss,
    optimizer,
    points,
    batch_size=32,
    seed=0,
    schedule=None,
    validation=None,
    validate_every=1,
    n_frozen=0,
    dropout=0.0,
):
    """One update after another as a stream of `Step`s, for ever, or until every model has diverged.

    Each `next` runs one batch forward and backward and lets the optimizer move the parameters, in place.
    With a `schedule`, its `rate` sets the optimizer's learning rate before every update. With `validation`
    points, their loss is measured after every `validate_every`th update. The first `n_frozen` layers stay as they are.
    `dropout` is the share of hidden outputs silenced in every batch (one number, or one per model), never in validation.
    """
    _check_model_and_loss(model, loss)
    check_can("optimizer", optimizer, "update", "an optimizer, such as GradientDescent(0.1)")
    if schedule is not None:
        check_can("schedule", schedule, "rate", "a schedule, such as Cosine(0.1, n_steps=500)")
    check_points("points", points, model)
    check_number("validate_every", validate_every, at_least=1, whole=True)
    check_number("n_frozen", n_frozen, at_least=0, at_most=len(model.sizes) - 1, whole=True)
    if validation is not None:
        check_points("validation", validation, model)
    if np.ndim(dropout) and np.shape(dropout) != model.parameters.flat.shape[:-1]:
        raise ValueError(
            f"dropout has the shape {np.shape(dropout)}; it must be one number, or one for each model side by"
            " side"
        )
    dtype = model.parameters.flat.dtype
    dropout = Dropout(dropout, model.sizes, seed, dtype.type)
    points = [np.asarray(part, dtype) for part in points]
    validation = validation and [np.asarray(part, dtype) for part in validation]
    stream_of_batches = batches(len(points[0]), batch_size, seed)
    learns = slice(
        count_parameters(model.sizes[: n_frozen + 1]) if n_frozen else 0, None
    )  # layer by layer in `flat`
    return _stream(
        model,
        loss,
        optimizer,
        points,
        stream_of_batches,
        schedule,
        validation,
        validate_every,
        learns,
        dropout,
    )


def _stream(
    model, loss, optimizer, points, stream_of_batches, schedule, validation, validate_every, learns, dropout
):
    inputs, targets = points
    parameters, gradient = model.parameters.flat[..., learns], model.gradient.flat[..., learns]

    @np.errstate(over="ignore", invalid="ignore")  # an overflow is reported as `diverged`
    def update(number, index):
        if schedule is not None:
            optimizer.learning_rate = schedule.rate(number - 1)
        batch_targets = targets.take(index, axis=0)
        masks = dropout.masks(len(index))
        layer_outputs = model.forward(inputs.take(index, axis=0), masks)
        loss_of_batch, delta = value_and_gradient(loss, layer_outputs[-1], batch_targets)
        model.backward(layer_outputs, delta, masks)
        optimizer.update(parameters, gradient)
        is_measured = validation is not None and number % validate_every == 0
        return loss_of_batch, evaluate(model, loss, validation) if is_measured else None

    for number, (epoch, index) in enumerate(stream_of_batches, start=1):
        loss_of_batch, validation_loss = update(number, index)
        diverged = ~(abs(loss_of_batch) < np.inf)  # nan is not below anything
        yield Step(number, epoch, loss_of_batch, validation_loss, diverged)
        if diverged.all() if diverged.ndim else diverged:
            return


def evaluate(model, loss, points):
    """The loss on all of the points; `(n_models,)` for networks side by side."""
    _check_model_and_loss(model, loss)
    inputs, targets = _pair("points", points)
    return loss.value(model.forward(inputs)[-1], targets)


def check_points(name, points, model):
    """Nothing, or an error if these are no points, do not fit the model, or hold what is not a number."""
    inputs, targets = (
        as_array(f"{name}.{part}", array, float)
        for part, array in zip(("inputs", "targets"), _pair(name, points))
    )
    for part, array, size in (("inputs", inputs, model.sizes[0]), ("targets", targets, model.sizes[-1])):
        if array.ndim != 2 or array.shape[-1] != size:
            raise ValueError(
                f"{name}.{part} has the shape {array.shape}; with a network of sizes {model.sizes} it must be"
                f" (n, {size})"
            )
        if not np.isfinite(array).all():
            raise ValueError(
                f"{name}.{part} holds {array[~np.isfinite(array)][0]}; every entry must be a finite number"
            )
    if len(inputs) != len(targets):
        raise ValueError(
            f"{name} has {len(inputs)} inputs but {len(targets)} targets; there must be one target row for"
            " each input row"
        )
    if not len(inputs):
        raise ValueError(f"{name} has no examples; it must have at least one")


def _pair(name, points):
    if not isinstance(points, (tuple, list)) or len(points) != 2:
        raise TypeError(f"{name} is {points!r}; it must be Points: inputs and targets")
    return points


def _check_model_and_loss(model, loss):
    check_can("model", model, "forward", "a network, such as MLP([2, 16, 2])")
    check_can("loss", loss, "gradient", "a loss, such as LOSSES['cross-entropy']")


def advance(stream, n):
    for step in __import__("itertools").islice(stream, n):
        pass
    return step
