"""Which five tasks does the student solve in the lesson on the learning rate?"""

from numbers import Real

import numpy as np

from ..common import check_reason
from ..tasks import Exercise
from .descent import descend
from .small_runs import RATE_OF, RATES_TO_TRY, losses_of_rates

DESCENT_MISTAKES = [
    ([1.0, 0.0, -1.5, -3.75], "It climbs: each step must go against the slope. Look at the sign."),
    ([1.0, 3.0, 3.0, 3.0], "The learning rate is missing: a step is learning_rate × slope long."),
    ([1.0, 2.0, 3.0, 4.0], "Every step uses the slope at the start. Use the slope at the last weight."),
    ([1.0, -1.0, -2.0, -2.5], "These are only the steps. The new weight is the last weight minus the step."),
]


def _check_descent(answer):
    slope = lambda weight: weight - 3
    right = descend(slope, 1.0, 0.5, 3)
    first = answer(slope, 1.0, 0.5, 1)
    if isinstance(first, list) and ... in first:
        return "A blank is left in the loop: the new weight."
    given = np.asarray(answer(slope, 1.0, 0.5, 3), float)
    if given.shape == (3,) and np.allclose(given, right[1:]):
        return "The start is missing: the list begins with it and holds n_steps + 1 weights."
    if given.shape == () and np.isclose(given, right[-1]):
        return "That is the last weight alone. Return the whole list, weights."
    if given.shape != right.shape:
        told = f"yours has the shape {given.shape}"
        return f"After 3 steps the list must hold 4 weights, including the start; {told}."
    for weights, mistake in DESCENT_MISTAKES:
        if np.allclose(given, weights):
            return mistake
    if not np.allclose(given, right):
        told = f"yours are {_listed(given)}"
        return f"From 1 with slope(w) = w - 3 and rate 0.5, the weights are 1, 2, 2.5, 2.75; {told}."
    return None


write_descent = Exercise(
    name="my_descend",
    task="fill the three blanks, so that the list holds all weights visited, the start first.",
    check=_check_descent,
    hint=(
        "The last weight is weights[-1], and the slope there is slope(weights[-1])."
        " The new weight is the last weight minus learning_rate times that slope."
        " At the end, return the whole list."
    ),
    solution=(
        "def my_descend(slope, start, learning_rate, n_steps):\n"
        "    weights = [start]\n"
        "    for step in range(n_steps):\n"
        "        slope_here = slope(weights[-1])\n"
        "        weights.append(weights[-1] - learning_rate * slope_here)\n"
        "    return weights\n"
    ),
    example=(lambda weight: weight, 1.0, 0.1, 2),
)


THRESHOLD_MISTAKES = [
    (1 / 14, "That divides by the sum of the squares. The loss is a mean: take the mean of the squares."),
    (3 / 7, "Nearly. The loss is the square, not half of it, so the curvature is 2 × the mean of inputs²."),
    (14 / 3, "That is the mean of the squares. The curvature is twice that. Divide 2 by the curvature."),
    (28 / 3, "That is the curvature. The threshold is 2 divided by it."),
    (1 / 4, "Square first, then average: the mean of the squares is not the square of the mean."),
    (3 / 28, "That is 1 divided by the curvature, the best rate. The ball leaves only at twice that rate."),
]


def _check_threshold(answer):
    given, right = float(answer(np.array([1.0, 2.0, 3.0]))), 3 / 14
    for rate, mistake in THRESHOLD_MISTAKES:
        if np.isclose(given, rate):
            return mistake
    if not np.isclose(given, right):
        return f"For the inputs 1, 2, 3 the threshold is 3/14 = {right:.4f}; yours is {given:.4f}."
    return None


find_the_threshold = Exercise(
    name="my_threshold",
    task="return the learning rate above which gradient descent on mean((w × inputs - targets)²) explodes.",
    check=_check_threshold,
    hint=(
        "The second derivative of mean((w × inputs - targets)²) by w is 2 × mean(inputs²)."
        " The threshold is 2 divided by that curvature."
    ),
    solution="def my_threshold(inputs):\n    curvature = 2 * np.mean(inputs**2)\n    return 2 / curvature\n",
    example=(np.array([1.0, 2.0]),),
)


RATE_MISTAKES = {
    0.001: "The lowest rate is not the safest choice. It hardly learns: its loss is {loss:.2f}.",
    0.01: "That one learns, but slowly: its loss is {loss:.2f}. Another rate comes much lower.",
    0.1: "That is the second best, its loss is {loss:.2f}. Look for a lower one.",
    10.0: "That one ends where guessing is, at {loss:.2f}. Its long steps switch the hidden neurons off.",
}


def _check_best_rate(answer):
    losses = losses_of_rates()
    if isinstance(answer, dict):
        return "That is all the losses. Hand in one rate, the one with the lowest loss."
    if isinstance(answer, bool) or not isinstance(answer, Real):
        return f"my_best_rate is {answer!r:.60}. It must be one number."
    if answer not in RATES_TO_TRY:
        return f"{answer:.3g} is none of the five rates. Hand in the rate, not its loss or its place."
    if answer != min(losses, key=losses.get):
        return RATE_MISTAKES[answer].format(loss=losses[answer])
    return None


find_the_best_rate = Exercise(
    name="my_best_rate",
    task="train all five networks, and hand in the rate with the lowest validation loss.",
    check=_check_best_rate,
    hint=(
        "One update is next(training). The validation loss of a network is"
        ' evaluate(model, LOSSES["cross-entropy"], data.validation). Then read off the lowest loss.'
    ),
    solution=(
        "from mlp import LOSSES, MLP, GradientDescent, evaluate, train\n"
        "from mlp.data import digits, split\n\n"
        "data, losses = split(digits()), {}\n"
        "for rate in (0.001, 0.01, 0.1, 1.0, 10.0):\n"
        '    model = MLP([64, 32, 10], activation="relu", initialization="he")\n'
        '    training = train(model, LOSSES["cross-entropy"], GradientDescent(rate), data.train)\n'
        "    for update in range(300):\n"
        "        step = next(training)\n"
        '    losses[rate] = evaluate(model, LOSSES["cross-entropy"], data.validation)\n'
        "my_best_rate = 1.0\n"
    ),
)


ORDER = "".join(sorted(RATE_OF, key=RATE_OF.get))
ORDER_MISTAKES = {
    ORDER[::-1]: "The order is upside down: begin with the lowest rate.",
    ORDER[3] + ORDER[1:3] + ORDER[0]: (
        "Both B and C end near 2.3. But B leaps up first, and only long steps can do that."
    ),
    ORDER[0] + ORDER[2] + ORDER[1] + ORDER[3]: (
        "A and D are the wrong way round. D gets down with fewer updates, so its steps are longer."
    ),
    "DABC": "That is the order of the last losses. The question is which rate made each curve.",
    "DACB": "That is the order of the last losses. The question is which rate made each curve.",
}


def _check_order(answer):
    if not isinstance(answer, str):
        return f"my_order is {answer!r:.60}. It must be four letters in quotation marks."
    letters = answer.upper().replace(" ", "").replace(",", "")
    if sorted(letters) != sorted(ORDER):
        return f'my_order is "{answer:.60}". Each of the letters A, B, C and D must stand in it once.'
    if letters != ORDER:
        return ORDER_MISTAKES.get(
            letters, "Find the two flat curves first: one rate is too low, one too high."
        )
    return None


read_four_curves = Exercise(
    name="my_order",
    task="write the four letters, from the lowest learning rate to the highest, in quotation marks.",
    check=_check_order,
    hint=(
        "A rate that is far too low leaves the loss where it starts. A rate that is far too high makes it"
        " leap first. Of the two that learn, the higher rate needs fewer updates."
    ),
    solution=f'my_order = "{ORDER}"\n',
)


WRONG_REASONS = {
    1: "A local minimum needs walls on all sides. Here the loss is flat in every direction.",
    2: "Diverged means that the numbers are too large to write. This loss is an ordinary number, 2.31.",
    4: "At a rate of 1 a fresh network learns well. This one gets no slope: no rate can help.",
}


choose_the_reason = Exercise(
    name="my_reason",
    task="write the number of the right reason, 1 to 4.",
    check=lambda answer: check_reason(answer, WRONG_REASONS),
    hint="ReLU gives 0 for a negative sum. What is its slope there, and what does a weight get from it?",
    solution="my_reason = 3\n",
)


def _listed(numbers):
    return ", ".join(f"{number:.3g}" for number in numbers)
