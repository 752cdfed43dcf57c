"""What does a student find out in this lesson? A slope, the mistakes in five programs, a reason."""

from numbers import Real

import numpy as np

from ..tasks import Exercise
from .gradient_check import LETTERS
from .planted_bugs import PLANTED_BUGS

G_SLOPE, F_SLOPE, LAST_SLOPE = 2 * 2, -3, 2 * (1 - 3 * 2**2)  # 4, -3, -22 at x = 2
SLOPE = G_SLOPE * F_SLOPE * LAST_SLOPE  # 264
SLOPE_MISTAKES = [
    (G_SLOPE + F_SLOPE + LAST_SLOPE, "You have added the three local slopes. Slopes in a row multiply."),
    (-SLOPE, "The size is right, the sign is not. Two of the three local slopes are negative."),
    (F_SLOPE * LAST_SLOPE, "That is ∂F/∂g. The first function, x**2, still multiplies by its own slope."),
    (G_SLOPE * F_SLOPE, "That is ∂f/∂x. The last function, f**2, still multiplies by its own slope."),
    (G_SLOPE * LAST_SLOPE, "The slope of 1 - 3 * g is missing. It is -3."),
    (G_SLOPE * F_SLOPE * 2 * 2, "The last function is the square of f. So its slope is 2 * f, not 2 * x."),
    (2 * F_SLOPE * LAST_SLOPE, "The slope of x**2 is 2 * x, which is 4 here."),
    ((1 - 3 * 2**2) ** 2, "That is the value of F. Asked is how many times as fast as x it changes."),
]


def _check_slope(answer):
    if isinstance(answer, bool) or not isinstance(answer, Real):
        return f"my_slope is {answer!r:.60}. It must be a number, without quotation marks."
    for slope, mistake in SLOPE_MISTAKES:
        if np.isclose(answer, slope):
            return mistake
    if not np.isclose(answer, SLOPE):
        return f"Not {answer:g}. Write down each local slope, at the number that enters it. Then multiply."
    return None


multiply_slopes = Exercise(
    name="my_slope",
    task="write ∂F/∂x in place of the blank ____, as a product with x, g and f.",
    check=_check_slope,
    hint="The slope of u**2 is 2 * u. The slope of 1 - 3 * u is -3. Take each at the number that enters it.",
    solution="x = 2\ng = x**2\nf = 1 - 3 * g\nmy_slope = (2 * x) * (-3) * (2 * f)\n",
)


AT_IDENTITY = "Switch the activation to identity. Its slope is 1 everywhere. Does the mistake disappear?"
EXPERIMENTS = {
    "missing slope": AT_IDENTITY,
    "wrong transpose": AT_IDENTITY,
    "no 1/N": "Divide the first column by the second, then take a batch of one example.",
    "forgotten bias": "Which rows disagree? Which number do they show in the first column?",
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
        return f"{unknown[0]!r:.60} is none of the five names: {names}."
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
        "Is everything wrong by the same factor? Then it is the sign or 1/N. Are only some rows wrong? Which"
        " ones? If only the last layer is right, delta lost something on its way back. With the activation"
        " identity, a forgotten slope makes no difference."
    ),
    solution=f"my_findings = {LETTERS!r}\n",
)


REASONS = {
    "a": (
        "No. A computer stores 10⁻¹³ with all its digits, just as it stores 1. Only a sum with much larger"
        " numbers would lose them."
    ),
    "b": None,
    "c": "No. Backpropagation finds the right slope here too: a nudge gives the same. The slope is small.",
    "d": "No. At first the network learns nothing at all, not even its training data.",
}


def _check_reason(answer):
    known = REASONS | {"": "Write one letter in quotation marks."}
    letter = answer.strip().lower() if isinstance(answer, str) else ""
    return known.get(letter, f"my_reason is {answer!r:.60}. Write one of the letters a, b, c and d.")


choose_the_reason = Exercise(
    name="my_reason",
    task='write the letter of the right reason in quotation marks, for example "a".',
    check=_check_reason,
    hint=(
        "All layers share one learning rate. Look at the right panel of the scene: how large is the gradient"
        " of the last layer?"
    ),
    solution='my_reason = "b"\n',
)
