"""What does a student write in this lesson? A backward pass, and the mistakes in five others."""

import numpy as np

from ...data import Points
from ...network import MLP
from ..common import SQUARED_ERROR
from ..tasks import Exercise
from .comparison import check_gradient
from .gradient_check import LETTERS
from .planted_bugs import PLANTED_BUGS, backward

FEEDBACK = {
    "missing slope": (
        "The last layer is right, the layers before it are not. On its way back through an activation, delta"
        " must be multiplied by the slope there."
    ),
    "no 1/N": (
        "All your numbers are the same number of times too large. The loss is an average over the batch, so"
        " its slope is divided by the number of examples, too."
    ),
    "wrong transpose": (
        "The last layer is right, the layers before it are not. To send delta back, multiply by the"
        " transposed weights: weights[k].mT."
    ),
    "forgotten bias": (
        "The weights agree, the biases are still 0. Their slope is delta, added up over the batch."
    ),
    "wrong sign": (
        "The size is right and the sign is not. The loss rises with outputs - targets, not with targets -"
        " outputs."
    ),
}


def _check_backward(answer):
    return _known_mistake(answer) or _wrong_tensor(answer)


def _known_mistake(answer):
    """A sentence about a mistake that many make, or None."""
    right, given = _gradient_by(backward), _gradient_by(answer)
    if np.all(given == 0):
        return (
            "model.gradient is still all 0. Fill its arrays in place: model.gradient.weights[k][...] = (with"
            " the dots in brackets)."
        )
    for name, planted in PLANTED_BUGS.items():
        if np.allclose(given, _gradient_by(planted)):
            return FEEDBACK[name]
    factor = given @ right / (right @ right)
    if np.isclose(factor, 1) or not np.allclose(given, factor * right):
        return None
    if np.isclose(factor, 0.5):
        return (
            "All your numbers are half of what nudging says. The slope of (output - target)² is 2 × (output -"
            " target)."
        )
    return (
        f"All your numbers are {factor:.3g} times as large as nudging says. The mean is over all"
        " targets.size numbers: examples × outputs."
    )


def _wrong_tensor(answer):
    """A sentence about the first tensor that a gradient check refuses, or None."""
    for sizes in ([3, 3, 3, 3], [2, 5, 1]):
        model, points = _case(sizes)
        for row in check_gradient(answer, model, SQUARED_ERROR, points):
            if not row.agrees:
                return (
                    f"The check fails at {row.tensor}: yours says {row.exact:.4g}, nudging says"
                    f" {row.approximate:.4g}."
                )
    return None


def _gradient_by(backward_pass):
    """What a backward pass leaves in the one array that an optimizer reads, for a case of its own."""
    model, points = _case([3, 3, 3, 3], n_examples=10)
    backward_pass(model, model.forward(points.inputs), points.targets)
    return model.gradient.flat


def _case(sizes, n_examples=6):
    """A network and points, made anew at every call: an answer may change what it is given."""
    model, rng = MLP(sizes, seed=3), np.random.default_rng(4)
    model.parameters.flat += 0.3 * rng.standard_normal(model.parameters.flat.shape)  # biases, too
    return model, Points(*(rng.standard_normal((n_examples, n)) for n in (sizes[0], sizes[-1])))


SMALL = MLP([2, 3, 1])

write_backward = Exercise(
    name="my_backward",
    task="fill model.gradient for the mean squared error, from the last layer to the first, and return it.",
    check=_check_backward,
    hint=(
        "Start with delta = 2 * (layer_outputs[-1] - targets) / targets.size. In layer k, the weights' slopes"
        " are layer_outputs[k].mT @ delta, the biases' are delta.sum(axis=-2, keepdims=True). Then send delta"
        " back: (delta @ weights[k].mT) times the activation's slope at layer_outputs[k]."
    ),
    solution=(
        "def my_backward(model, layer_outputs, targets):\n"
        "    delta = 2 * (layer_outputs[-1] - targets) / targets.size\n"
        "    for k in reversed(range(len(model.parameters.weights))):\n"
        "        inputs = layer_outputs[k]\n"
        "        model.gradient.weights[k][...] = inputs.mT @ delta\n"
        "        model.gradient.biases[k][...] = delta.sum(axis=-2, keepdims=True)\n"
        "        delta = (delta @ model.parameters.weights[k].mT) * model.activation.slope(inputs)\n"
        "    return model.gradient\n"
    ),
    example=(SMALL, SMALL.forward(np.ones((4, 2))), np.ones((4, 1))),
)


EXPERIMENTS = {
    "missing slope": (
        "Switch the activation to identity, whose slope is 1 everywhere: does the mistake disappear?"
    ),
    "wrong transpose": (
        "Switch the activation to identity, whose slope is 1 everywhere: does the mistake disappear?"
    ),
    "no 1/N": "Divide the first column by the second, then take a batch of one example.",
    "forgotten bias": "Which rows disagree, and what stands in their first column?",
    "wrong sign": "Compare the signs in the first two columns.",
}


def _check_findings(answer):
    names = ", ".join(PLANTED_BUGS)
    if not isinstance(answer, dict) or set(answer) != set(LETTERS):
        return (
            'my_findings must be a dict with the five letters, such as {"A": "wrong sign", "B": …, "C": …,'
            ' "D": …, "E": …}.'
        )
    unknown = [name for name in answer.values() if name not in PLANTED_BUGS]
    if unknown:
        return f"{unknown[0]!r} is none of the five names: {names}."
    wrong = [letter for letter, name in LETTERS.items() if answer[letter] != name]
    if not wrong:
        return None
    guess = answer[wrong[0]]
    return f"{5 - len(wrong)} of 5 are right. {wrong[0]} is not the {guess}. {EXPERIMENTS[guess]}"


find_the_bugs = Exercise(
    name="my_findings",
    task="say for every letter which mistake is in it.",
    check=_check_findings,
    hint=(
        "Everything wrong by one and the same factor: sign, or 1/N. Only some rows wrong: which ones? If the"
        " last layer is right and the others are not, delta lost something on its way back; with the"
        " activation identity, a forgotten slope makes no difference."
    ),
    solution=f"my_findings = {LETTERS!r}\n",
)
