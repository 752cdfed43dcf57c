"""How is a network trained? The whole loop in plain code, and the exercise in which you write it yourself."""

import inspect
from functools import cache

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent, Momentum
from ...training import evaluate, train
from ..common import CROSS_ENTROPY, DIGITS
from ..tasks import Exercise


def plain_training(model, loss, optimizer, points, batch_size, n_epochs, seed=0):
    """Trains the model in place. Returns the loss of each batch before its update, as `train` gives it."""
    rng = np.random.default_rng(seed)
    losses = []
    for _ in range(n_epochs):  # one epoch after another
        order = rng.permutation(len(points.inputs))  # shuffle
        for start in range(0, len(order), batch_size):
            batch = points.take(order[start : start + batch_size])  # cut
            layer_outputs = model.forward(batch.inputs)  # forward
            losses.append(loss.value(layer_outputs[-1], batch.targets))  # loss
            delta = loss.gradient(layer_outputs[-1], batch.targets)
            model.backward(layer_outputs, delta)  # backward
            optimizer.update(model.parameters.flat, model.gradient.flat)  # update
    return losses


SOLUTION = inspect.getsource(plain_training).replace("plain_training", "my_training")
SOLUTION = SOLUTION.replace("for _", "for epoch")  # as in the cell to fill in
N_EXAMPLES, BATCH_SIZE, N_EPOCHS = 100, 32, 3  # 32, 32, 32 and 4 examples: four updates in an epoch
IN_EPOCH, N_UPDATES = 4, 12
SAME_ORDER = (
    "The first epoch is right. After it every epoch repeats the same order. Shuffle inside the outer loop,"
    " with a generator that is made once, before it."
)
NO_UPDATE = (
    "The network is the same as before, so no update moved it. Write"
    " optimizer.update(model.parameters.flat, model.gradient.flat), in this order."
)
UPDATE_PER_EPOCH = (
    "There is one update in each epoch only. The update belongs into the inner loop: one for each batch."
)


def _check_training(answer):
    if "____" in getattr(getattr(answer, "__code__", None), "co_names", ()):
        return "Some blanks are left. Replace every ____ in the function."
    right, right_with_momentum = _losses_of_train(GradientDescent), _losses_of_train(Momentum)
    given, model = _run(answer, GradientDescent)
    if not isinstance(given, list | tuple | np.ndarray) or np.ndim(given) != 1:
        return f"Return the list losses, with one number for each update. Yours returns {given!r:.60}."
    if len(given) != N_UPDATES:
        return _wrong_number(len(given))
    if not np.allclose(given, right):
        return _first_difference(given, right, model)
    if not np.allclose(_run(answer, Momentum)[0], right_with_momentum):
        return (
            "Right with GradientDescent, but wrong with another optimizer. Let it do the update:"
            " optimizer.update(model.parameters.flat, model.gradient.flat)."
        )
    return None


def _wrong_number(n):
    """The sentence about a list of `n` losses, where there should be `N_UPDATES`."""
    reasons = {
        0: "Add each batch's loss with losses.append.",
        IN_EPOCH: "That is one epoch. The outer loop runs n_epochs times.",
        N_EPOCHS: "That is one for each epoch. The loss of every batch belongs into the list.",
        N_EPOCHS * (IN_EPOCH - 1): "The last batch of each epoch is missing. It has 4 examples, and counts.",
    }
    reason = reasons.get(n, "Each epoch has one batch for each start in range(0, len(order), batch_size).")
    return f"100 digits in batches of 32 are 12 updates in three epochs; yours has {n} losses. {reason}"


def _first_difference(given, right, model):
    """The sentence about the first loss that differs from those of `train`."""
    shuffled = np.random.default_rng(0).permutation(N_EXAMPLES)
    first_batches = {
        "The digits come in their old order. Shuffle first: rng.permutation gives the row numbers"
        " in a new order.": np.arange(BATCH_SIZE),
        "Each update uses all the data. Cut a batch from the order:"
        " order[start : start + batch_size].": shuffled,
        "Your batches have 31 digits. A slice ends before its second number, so no 1 is"
        " subtracted.": shuffled[: BATCH_SIZE - 1],
    }
    for mistake, index in first_batches.items():
        if np.isclose(given[0], evaluate(_network(), CROSS_ENTROPY, _digits().take(index))):
            return mistake
    if not np.isclose(given[0], right[0]):
        return (
            f"Before the first update the loss of the first batch is {right[0]:.3f}, yours is {given[0]:.3f}."
            " Does rng.permutation get the number of examples?"
        )
    return _later_difference(given, right, model)


def _later_difference(given, right, model):
    """The sentence about losses that are right before the first update and wrong afterwards."""
    untrained = _network()
    if np.array_equal(model.parameters.flat, untrained.parameters.flat):
        return NO_UPDATE
    if np.allclose(given[:IN_EPOCH], right[:IN_EPOCH]):
        return SAME_ORDER
    order = np.random.default_rng(0).permutation(N_EXAMPLES)
    second = _digits().take(order[BATCH_SIZE : 2 * BATCH_SIZE])
    if np.isclose(given[1], evaluate(untrained, CROSS_ENTROPY, second)):
        return UPDATE_PER_EPOCH
    return (
        f"The first loss is right. The second is {given[1]:.3f} instead of {right[1]:.3f}, so the first"
        " update was wrong. Its delta is loss.gradient(layer_outputs[-1], batch.targets)."
    )


def _digits():
    """The first hundred training digits, copied, so that an answer may do with them what it likes."""
    points = DIGITS.train.take(slice(N_EXAMPLES))
    return type(points)(points.inputs.copy(), points.targets.copy())


def _network():
    return MLP([64, 16, 10], "tanh")


def _run(answer, optimizer_class):
    """What the answer gives for a fresh network, fresh digits and a fresh optimizer, and the network."""
    model = _network()
    return answer(model, CROSS_ENTROPY, optimizer_class(0.5), _digits(), BATCH_SIZE, N_EPOCHS), model


@cache
def _losses_of_train(optimizer_class):
    training = train(_network(), CROSS_ENTROPY, optimizer_class(0.5), _digits(), BATCH_SIZE)
    return [next(training).loss for _ in range(N_UPDATES)]


write_training = Exercise(
    name="my_training",
    task="fill the six blanks ____: an empty list, shuffle, cut, forward, gradient of the loss, update.",
    check=_check_training,
    hint=(
        "An empty list is []. 1. rng.permutation(len(points.inputs)). 2. A slice of order."
        " 3. model.forward(batch.inputs). 4. loss.gradient takes the same two arguments as loss.value."
        " 6. optimizer.update(model.parameters.flat, model.gradient.flat)."
    ),
    solution=SOLUTION,
    example=(_network(), CROSS_ENTROPY, GradientDescent(0.5), DIGITS.train.take([0, 1]), 2, 0),
)
