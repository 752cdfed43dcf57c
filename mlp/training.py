"""How does a network learn? Guess, measure the loss, follow the gradient one step down, again and again."""

from itertools import islice
from typing import NamedTuple

import numpy as np

from .checks import as_array, check_can, check_number, generator, plain, refuse_shape, shown
from .dropout import Dropout
from .losses import check_targets, value_and_gradient
from .network import count_parameters


class Step(NamedTuple):
    """What one update did. With networks side by side, losses and `diverged` are arrays `(n_models,)`."""

    number: int  # updates so far, from 1
    epoch: int  # the pass through the data it belongs to, from 1
    loss: float  # of this batch, before the update
    validation_loss: float | None  # after the update; None where it was not measured
    diverged: bool  # the loss is no longer a finite number


def batches(n_examples, batch_size, seed=0, drop_last=False):
    """The row numbers of one batch after another, without end: `(epoch, index)`, shuffled anew each epoch.

    An epoch has ⌈n_examples / batch_size⌉ batches; the last may be short, or is left out with `drop_last`.
    A `batch_size` above `n_examples` gives one full batch.
    """
    check_number("n_examples", n_examples, at_least=1, whole=True)
    check_number("batch_size", batch_size, at_least=1, whole=True)
    rng = generator(seed)
    n_examples, batch_size = plain(n_examples), min(plain(batch_size), plain(n_examples))
    stop = n_examples - n_examples % batch_size if drop_last else n_examples
    return _stream_of_batches(n_examples, batch_size, stop, rng)


def _stream_of_batches(n_examples, batch_size, stop, rng):
    epoch = 0
    while True:
        epoch += 1
        order = rng.permutation(n_examples)
        for start in range(0, stop, batch_size):
            yield epoch, order[start : start + batch_size]


def train(
    model, loss, optimizer, points, batch_size=32, seed=0, schedule=None,
    validation=None, validate_every=1, n_frozen=0, dropout_rate=0.0,
):  # fmt: skip
    """One update after another as a stream of `Step`s, without end, or until every model has diverged.

    Each `next` runs one batch forward and backward and lets the optimizer move the parameters, in place.
    With a `schedule`, its `rate` sets the optimizer's learning rate before every update. With `validation`
    points, their loss is measured after every `validate_every`th update, without dropout. The first
    `n_frozen` layers stay as they are. `dropout_rate` is one number, or one per model, `(n_models,)`.
    Raises TypeError or ValueError, before the first update, for an argument that cannot be used.
    """
    _check_model_and_loss(model, loss)
    check_can("optimizer", optimizer, "update", "an optimizer, such as GradientDescent(0.1)")
    if schedule is not None:
        check_can("schedule", schedule, "rate", "a schedule, such as Cosine(0.1, n_steps=500)")
    check_number("validate_every", validate_every, at_least=1, whole=True)
    check_number("n_frozen", n_frozen, at_least=0, at_most=len(model.sizes) - 1, whole=True)
    inputs, targets = _checked("points", points, model, loss)
    if validation is not None:
        unseen, answers = _checked("validation", validation, model, loss)
    flat = model.parameters.flat
    if np.ndim(dropout_rate) and np.shape(dropout_rate) != flat.shape[:-1]:
        refuse_shape("dropout_rate", dropout_rate, "be one number, or one for each model side by side")
    dropout = Dropout(dropout_rate, model.sizes, seed, flat.dtype)
    n_fixed = count_parameters(model.sizes[: n_frozen + 1]) if n_frozen else 0  # layer by layer in `flat`
    parameters, gradient = flat[..., n_fixed:], model.gradient.flat[..., n_fixed:]

    def update(number, index):
        if schedule is not None:
            optimizer.learning_rate = schedule.rate(number - 1)
        masks = dropout.masks(len(index))
        with np.errstate(over="ignore", invalid="ignore"):  # an overflow is reported as `diverged`
            layer_outputs = model.forward(inputs.take(index, axis=0), masks)
            batch_loss, delta = value_and_gradient(loss, layer_outputs[-1], targets.take(index, axis=0))
            model.backward(layer_outputs, delta, masks)
            optimizer.update(parameters, gradient)
            is_measured = validation is not None and number % validate_every == 0
            return batch_loss, loss.value(model.forward(unseen)[-1], answers) if is_measured else None

    return _stream(update, batches(len(inputs), batch_size, seed))


def _stream(update, stream_of_batches):
    for number, (epoch, index) in enumerate(stream_of_batches, start=1):
        batch_loss, validation_loss = update(number, index)
        diverged = ~(abs(batch_loss) < np.inf)  # nan is not below anything
        yield Step(number, epoch, batch_loss, validation_loss, diverged)
        if diverged.all() if diverged.ndim else diverged:
            return


def advance(stream, n):
    """Runs the next `n` steps of a training stream. Returns the last `Step`, or None if there was none."""
    check_can("stream", stream, "__next__", "a training stream, such as train(...)")
    check_number("n", n, at_least=0, whole=True)
    last = None
    for step in islice(stream, n):
        last = step
    return last


def evaluate(model, loss, points):
    """The loss on all of the points; `(n_models,)` for networks side by side."""
    _check_model_and_loss(model, loss)
    inputs, targets = _checked("points", points, model, loss)
    return loss.value(model.forward(inputs)[-1], targets)


def check_points(name, points, model):
    """Raises an error unless these are points that fit the model: rows of finite numbers, at least one."""
    if not isinstance(points, tuple | list) or len(points) != 2:
        raise TypeError(f"{name} is {shown(points)}; it must be Points: inputs and targets")
    for part, values, size in zip(("inputs", "targets"), points, (model.sizes[0], model.sizes[-1])):
        array = as_array(f"{name}.{part}", values, float)
        if array.ndim != 2 or array.shape[-1] != size:
            refuse_shape(
                f"{name}.{part}", array, f"be (n, {size}) for a network of sizes {shown(model.sizes)}"
            )
        if not np.isfinite(array).all():
            wrong = array[~np.isfinite(array)][0]
            raise ValueError(f"{name}.{part} holds {wrong}; every entry must be a finite number")
    if len(points[0]) != len(points[1]):
        numbers = f"{len(points[0])} inputs but {len(points[1])} targets"
        raise ValueError(f"{name} has {numbers}; there must be one target row for each input row")
    if not len(points[0]):
        raise ValueError(f"{name} has no examples; it must have at least one")


def _checked(name, points, model, loss):
    """Inputs and targets as arrays of the model's type."""
    check_points(name, points, model)
    inputs, targets = (np.asarray(part, model.parameters.flat.dtype) for part in points)
    check_targets(f"{name}.targets", targets, loss)
    return inputs, targets


def _check_model_and_loss(model, loss):
    check_can("model", model, "forward", "a network, such as MLP([2, 16, 2])")
    check_can("loss", loss, "gradient", "a loss, such as LOSSES['cross-entropy']")
