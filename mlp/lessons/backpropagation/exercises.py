"""Exercises of the notebook on backpropagation."""

import numpy as np

from ...data import Points
from ...network import MLP
from ..common import SQUARED_ERROR
from ..tasks import Exercise
from .differences import check_gradient
from .gradient_check import BACKWARDS, GradientCheck
from .planted_bugs import PLANTED_BUGS

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
    scene = GradientCheck()
    scene.restart(**{control.name: control.start for control in scene.controls})
    given = _gradient_by(answer, scene)
    if np.all(given == 0):
        return (
            "model.gradient is still all 0. Fill its arrays in place: model.gradient.weights[k][...] = (with"
            " the dots in brackets)."
        )
    for name, planted in PLANTED_BUGS.items():
        if np.allclose(given, _gradient_by(planted, scene)):
            return FEEDBACK[name]
    if np.allclose(2 * given, scene.right_gradient):
        return (
            "All your numbers are half of what nudging says. The slope of (output - target)² is 2 × (output -"
            " target)."
        )
    factor = given @ scene.right_gradient / (scene.right_gradient @ scene.right_gradient)
    if not np.isclose(factor, 1) and np.allclose(given, factor * scene.right_gradient):
        return (
            f"All your numbers are {factor:.3g} times as large as nudging says. The mean is over all"
            " targets.size numbers: examples × outputs."
        )
    for sizes in (scene.sizes, [2, 5, 1]):
        model = MLP(sizes, seed=3)
        rng = np.random.default_rng(4)
        points = Points(rng.standard_normal((6, sizes[0])), rng.standard_normal((6, sizes[-1])))
        for row in check_gradient(answer, model, SQUARED_ERROR, points):
            if not row.agrees:
                return (
                    f"The check fails at {row.tensor}: yours says {row.exact:.4g}, nudging says"
                    f" {row.approximate:.4g}."
                )
    return None


def _gradient_by(backward_pass, scene):
    """What a backward pass leaves in the one array that an optimizer reads."""
    model = MLP(scene.sizes)
    model.parameters.flat[...] = scene.model.parameters.flat
    backward_pass(model, model.forward(scene.points.inputs), scene.points.targets)
    return model.gradient.flat


_SMALL = MLP([2, 3, 1])


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
    example=(_SMALL, _SMALL.forward(np.ones((4, 2))), np.ones((4, 1))),
)


FINDINGS = {
    letter: next(name for name, planted in PLANTED_BUGS.items() if planted is BACKWARDS[letter])
    for letter in "ABCDE"
}


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
    if not isinstance(answer, dict) or set(answer) != set(FINDINGS):
        return (
            'my_findings must be a dict with the five letters, such as {"A": "wrong sign", "B": …, "C": …,'
            ' "D": …, "E": …}.'
        )
    unknown = [name for name in answer.values() if name not in PLANTED_BUGS]
    if unknown:
        return f"{unknown[0]!r} is none of the five names: {names}."
    wrong = [letter for letter in FINDINGS if answer[letter] != FINDINGS[letter]]
    if not wrong:
        return None
    return (
        f"{5 - len(wrong)} of 5 are right. {wrong[0]} is not the {answer[wrong[0]]}."
        f" {EXPERIMENTS[answer[wrong[0]]]}"
    )


find_the_bugs = Exercise(
    name="my_findings",
    task="say for every letter which mistake is in it.",
    check=_check_findings,
    hint=(
        "Everything wrong by one and the same factor: sign, or 1/N. Only some rows wrong: which ones? If the"
        " last layer is right and the others are not, delta lost something on its way back; with the"
        " activation identity, a forgotten slope makes no difference."
    ),
    solution=f"my_findings = {FINDINGS!r}\n",
)
