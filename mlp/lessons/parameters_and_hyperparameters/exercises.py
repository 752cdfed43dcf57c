"""Can you write a layer, count parameters in two networks, and find those that training leaves alone?"""

from functools import cache
from numbers import Real

import numpy as np

from ...activations import ACTIVATIONS
from ...network import MLP, count_parameters
from ...optimizers import GradientDescent
from ...training import advance, train
from ..common import CROSS_ENTROPY, DIGITS
from ..tasks import Exercise
from .paths import count_paths


def _judge(given, right, mistakes, otherwise):
    """Returns None if the right result was given, else the sentence about the mistake.

    `mistakes` are pairs of a result and its sentence; `otherwise` is for all other results.
    """
    if _is(given, right):
        return None
    return next((sentence for result, sentence in mistakes if _is(given, result)), otherwise)


def _is(given, result):
    return np.shape(given) == np.shape(result) and np.allclose(given, result)


def _check_layer(answer):
    inputs = np.array([[1.0, -2.0], [0.5, 3.0]])
    weights, biases = np.array([[1.0, -1.0, 2.0], [0.5, 1.0, -0.5]]), np.array([0.25, -0.5, 1.0])
    sums, relu = inputs @ weights + biases, ACTIVATIONS["relu"].value
    mistakes = [
        (sums, "These are the weighted sums. ReLU is missing: it makes 0 of every negative sum."),
        (np.tanh(sums), "That is a layer with tanh. Here ReLU is wanted."),
        (relu(inputs @ weights), "The biases are missing. Add them before ReLU."),
        (relu(inputs @ weights) + biases, "The bias comes before ReLU: first the whole sum, then the curve."),
        (np.abs(sums), "That is the absolute value. ReLU makes 0 of a negative sum, it does not turn it."),
        (sums > 0, "That is the step of the perceptron. ReLU lets a positive sum pass as it is."),
        (sums.max(), "np.max gives one number, the largest. np.maximum compares every entry with 0."),
    ]
    right = relu(sums)  # (2, 3)
    given = np.asarray(answer(inputs.copy(), weights.copy(), biases.copy()), float)
    otherwise = f"For the sums {sums.tolist()} the outputs are {right.tolist()}; yours are {given.tolist()}."
    return _judge(given, right, mistakes, otherwise)


fill_layer = Exercise(
    name="my_layer",
    task="return the outputs of a layer with ReLU.",
    check=_check_layer,
    hint="The weighted sums are inputs @ weights + biases. np.maximum(0, sums) compares each of them with 0.",
    solution=(
        "import numpy as np\n\n\n"
        "def my_layer(inputs, weights, biases):\n"
        "    return np.maximum(0, inputs @ weights + biases)\n"
    ),
    example=(np.array([[1.0]]), np.array([[2.0]]), np.array([3.0])),
)


def _check_count(answer):
    sizes = [2, 4, 2, 1]
    right, weights = count_parameters(sizes), 2 * 4 + 4 * 2 + 2 * 1
    mistakes = [
        (weights, "Those are the weights. Every unit behind a gap has a bias, too."),
        (count_paths(sizes), "Those are the paths: sizes multiplied. Parameters add up, gap by gap."),
        (right + 2, "The inputs have no biases: nothing is computed there."),
        (weights + 2 + 4 + 2, "The bias belongs to the units behind the gap: in × out + out."),
        (2 * 4 + 4, "That is the first gap only. Go on to the last pair of layers."),
    ]
    given = answer([2, 4, 2, 1])
    otherwise = f"A network of 2-4-2-1 has 12 + 10 + 3 = {right} parameters; yours has {given}."
    mistake = _judge(given, right, mistakes, otherwise)
    if mistake is None and (given := answer([784, 10])) != 7850:
        return f"Right for 2-4-2-1, but 784-10 has 784 × 10 + 10 = 7,850 parameters; yours has {given}."
    return mistake


write_count = Exercise(
    name="my_count",
    task="return the number of parameters of a network with these layer sizes.",
    check=_check_count,
    hint=(
        "Go through the pairs of neighbours, zip(sizes[:-1], sizes[1:]). Each pair adds n_in × n_out weights"
        " and n_out biases."
    ),
    solution=(
        "def my_count(sizes):\n"
        "    total = 0\n"
        "    for n_in, n_out in zip(sizes[:-1], sizes[1:]):\n"
        "        total += n_in * n_out + n_out\n"
        "    return total\n"
    ),
    example=([2, 1],),
)


@cache
def _n_unchanged(sizes=(64, 20, 10), activation="tanh", n_updates=200):
    """How many parameters are exactly as before after this training run on the digits."""
    model = MLP(list(sizes), activation)
    before = model.parameters.flat.copy()
    training = train(model, CROSS_ENTROPY, GradientDescent(0.5), DIGITS.train, batch_size=32)
    advance(training, n_updates)
    return int(np.sum(model.parameters.flat == before))


def _check_unchanged(answer):
    right, n_all = _n_unchanged(), count_parameters([64, 20, 10])
    if isinstance(answer, bool) or not isinstance(answer, Real):
        return (
            f"my_number is {answer!r}. It must be a number, such as np.sum(model.parameters.flat == before)."
        )
    mistakes = [
        (n_all, "That is all of them. Is the network trained? And is before a copy, made with .copy()?"),
        (n_all - right, "Those are the parameters that changed. How many have not?"),
        (0, "The array as a whole has changed. Compare entry by entry, with ==, and add up with np.sum."),
        (right // 20, "So many pixels are white in every digit. Each of them has 20 weights."),
        (_n_unchanged(sizes=(64, 50, 10)), "That is the number for 50 hidden neurons. Here there are 20."),
        (_n_unchanged(activation="relu"), "With ReLU a silent neuron keeps its weights, too. Use tanh."),
        (_n_unchanged(n_updates=1), "After one update some pixels are still unseen. Does the loop make 200?"),
    ]
    otherwise = f"Of {n_all:,} parameters {right} stay exactly as they were; you found {answer:g}."
    return _judge(answer, right, mistakes, otherwise)


count_unchanged = Exercise(
    name="my_number",
    task="train a network of 64-20-10, then give the number of parameters that have not changed.",
    check=_check_unchanged,
    hint=(
        "Use the five lines of the training above. np.sum(model.parameters.flat == before) counts the entries"
        " that are equal."
    ),
    solution=(
        "import numpy as np\n\n"
        "from mlp import LOSSES, MLP, GradientDescent, train\n"
        "from mlp.data import digits, split\n\n"
        "data = split(digits())\n"
        "model = MLP([64, 20, 10])\n"
        "before = model.parameters.flat.copy()\n"
        'training = train(model, LOSSES["cross-entropy"], GradientDescent(0.5), data.train, batch_size=32)\n'
        "for update in range(200):\n"
        "    step = next(training)\n"
        "my_number = np.sum(model.parameters.flat == before)\n"
    ),
)


def _check_attention(answer):
    right, head_size = 2 * 4096**2 + 2 * 4096 * 1024, 4096 // 32
    shared = "Heads share the width, each is only width / n_heads wide. They do not multiply it."
    mistakes = [
        (4 * 4096**2, "That is right for 32 key-value heads. With 8, keys and values are narrower."),
        (4096**2 + 2 * 4096 * 1024, "One matrix is missing: the output projection, width × width."),
        (32 * 4 * 4096**2, shared),
        (32 * right, shared),
        (2 * 4096**2 + 4096 * 1024, "Keys and values have a matrix each."),
        (2 * 4096**2 + 2 * 4096 * head_size, "That has one key-value head only; there are 8."),
    ]
    given = answer(4096, 32, 8)
    otherwise = f"Width 4096, 32 heads and 8 key-value heads give {right:,} weights; yours: {given:,}."
    mistake = _judge(given, right, mistakes, otherwise)
    if mistake is None and answer(768, 12, 12) != 4 * 768**2:
        return "Right for 8 key-value heads, but with 12 of 12 at width 768 there must be 4 × 768²."
    return mistake


write_attention = Exercise(
    name="my_attention",
    task="return the number of weights in the attention of one block, without biases.",
    check=_check_attention,
    hint=(
        "A head is width / n_heads wide. Two matrices are width × width. Keys and values are width ×"
        " (n_key_value_heads × head size) each."
    ),
    solution=(
        "def my_attention(width, n_heads, n_key_value_heads):\n"
        "    head_size = width // n_heads\n"
        "    key_value_size = n_key_value_heads * head_size\n"
        "    return 2 * width * width + 2 * width * key_value_size\n"
    ),
    example=(8, 2, 1),
)
