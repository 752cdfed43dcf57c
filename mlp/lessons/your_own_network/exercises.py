"""Five exercises: diagnose, find the leak, compute ±, judge gaps, and do one last experiment."""

import numpy as np

from ..tasks import Exercise
from .luck import may_be_luck, plus_minus
from .run import Run

DIAGNOSES = {"A": "rate too high", "B": "labels learned by heart", "C": "leak"}
SIGNS = {
    "rate too low": "the training loss falls, but slowly",
    "network too small": "the training loss falls, and then stays high",
    "rate too high": "the training loss jumps, or stays near that of guessing",
    "labels learned by heart": "training reaches 100%, and the validation loss rises",
    "leak": "validation is as good as training, too good to be true",
}


def _as_list(name, answer, n):
    """The answer as a list of `n`, or a sentence about it."""
    if not isinstance(answer, list | tuple) or len(answer) != n:
        return f"{name} is {answer!r:.60}. It must be a list of {n}."
    return list(answer)


def _check_diagnosis(answer):
    answer = _as_list("my_diagnosis", answer, len(DIAGNOSES))
    if isinstance(answer, str):
        return answer
    for (patient, right), given in zip(DIAGNOSES.items(), answer, strict=True):
        if given not in SIGNS:
            return f"{patient} is {given!r:.60}. Choose one of: {', '.join(SIGNS)}."
        if given != right:
            return f"With {given!r}, {SIGNS[given]}. Do you see that in patient {patient}?"
    return None


diagnose = Exercise(
    name="my_diagnosis",
    task="write a list of three reasons, for A, B and C in this order.",
    check=_check_diagnosis,
    hint=(
        "Look at the training loss first: does it fall? Then compare validation with training. In A nothing"
        " is learned. In B the two drift apart. In C they are the same."
    ),
    solution=f"my_diagnosis = {[*DIAGNOSES.values()]}\n",
)


def _leak_cases():
    """Training and validation inputs; one row of the second is a row of the first."""
    training = np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0], [1.0, 2.0]])
    validation = np.array([[1.0, 2.0], [3.0, 9.0], [5.0, 6.0], [7.0, 4.0], [8.0, 2.0]])
    return training, validation


def _check_leaks(function):
    training, validation = _leak_cases()
    count = function(training.copy(), validation.copy())
    if isinstance(count, bool | np.bool_) or np.ndim(count) != 0 or isinstance(count, str):
        return f"my_leaks returns {count!r:.60}. It must return one number: how many validation rows leak."
    told = {
        3: "You count pairs, or training rows. A validation row that is copied three times counts once.",
        4: "Compare whole rows. Two rows that share one number are not the same example.",
        0.2: "That is a share. Return the number of validation rows.",
        0: "One validation row is a training row, and you find none.",
    }
    if count != 1:
        return told.get(count, f"my_leaks returns {count:g} where one of five validation rows leaks.")
    if function(validation.copy(), training[1:2].copy()) != 0:
        return "The row [3, 4] is not in the other table. Compare whole rows."
    if function(training.copy(), training[1:].copy()) != 3:
        return "Each validation row counts that is in the training rows, also if two of them are alike."
    return None


find_leaks = Exercise(
    name="my_leaks",
    task="return how many rows of validation_inputs also stand in training_inputs.",
    check=_check_leaks,
    hint=(
        "Go through the validation rows with for. (training_inputs == row).all(axis=1) is True for each"
        " training row that is the same; .any() says whether there is one."
    ),
    solution=(
        "def my_leaks(training_inputs, validation_inputs):\n"
        "    n_leaks = 0\n"
        "    for row in validation_inputs:\n"
        "        if (training_inputs == row).all(axis=1).any():\n"
        "            n_leaks = n_leaks + 1\n"
        "    return n_leaks\n"
    ),
    example=_leak_cases(),
)


def _check_plus_minus(function):
    accuracy, n = 0.9, 400
    given = function(accuracy, n)
    if isinstance(given, bool | str) or np.ndim(given) != 0:
        return f"my_plus_minus returns {given!r:.60}. It must return one number."
    right, variance = plus_minus(accuracy, n), accuracy * (1 - accuracy) / n  # 0.03
    told = {
        right / 2: "That is one standard deviation. ± is two of them.",
        2 * variance: "The square root is missing.",
        2 * np.sqrt(variance * n) / n: "n stands under the root, too.",
        2 * np.sqrt(variance * n): "Divide by n, under the root.",
        2 * np.sqrt(accuracy / n): "Under the root, multiply accuracy by 1 - accuracy.",
        100 * right: "That is in per cent. Return a share, like the accuracy.",
    }
    for value, mistake in told.items():
        if np.isclose(given, value):
            return mistake
    if not np.isclose(given, right):
        return f"For accuracy 0.9 on 400 examples ± is {right:.3f}, and you return {given:.3g}."
    return None if np.isclose(function(0.5, 100), 0.1) else "For accuracy 0.5 on 100 examples ± is 0.1."


write_plus_minus = Exercise(
    name="my_plus_minus",
    task="return two standard deviations of an accuracy that was measured on n examples.",
    check=_check_plus_minus,
    hint="np.sqrt takes the square root. Everything but the 2 stands under it.",
    solution="def my_plus_minus(accuracy, n):\n    return 2 * np.sqrt(accuracy * (1 - accuracy) / n)\n",
    example=(0.9, 400),
)

GAPS = {"P": (0.961, 0.953, 359), "Q": (0.961, 0.903, 359), "R": (0.961, 0.953, 100_000), "S": (1.0, 0.75, 4)}
JUDGEMENTS = ("may be luck", "more than luck")


def _check_gaps(answer):
    answer = _as_list("my_judgements", answer, len(GAPS))
    if isinstance(answer, str):
        return answer
    for (name, (first, second, n)), given in zip(GAPS.items(), answer, strict=True):
        if given not in JUDGEMENTS:
            return f"{name} is {given!r:.60}. Choose 'may be luck' or 'more than luck'."
        if given != JUDGEMENTS[0 if may_be_luck(first, second, n) else 1]:
            gap, margin = 100 * (first - second), 100 * plus_minus((first + second) / 2, n)
            larger = "smaller" if gap <= margin else "larger"
            return f"{name}: the gap of {gap:.1f} points is {larger} than ± {margin:.1f} on {n:,} examples."
    return None


judge_the_gaps = Exercise(
    name="my_judgements",
    task="write a list of four judgements, for P, Q, R and S in this order.",
    check=_check_gaps,
    hint="Compute ± for the mean of the two accuracies. A gap that is smaller than ± may be luck.",
    solution='my_judgements = ["may be luck", "more than luck", "more than luck", "may be luck"]\n',
)

CLAIMS = ("better", "worse", "cannot tell")


def _check_experiment(answer):
    answer = _as_list("my_experiment", answer, 3)
    if isinstance(answer, str):
        return answer
    first, second, claim = answer
    if not isinstance(first, Run) or not isinstance(second, Run) or not first.n_epochs or not second.n_epochs:
        return "The first two must be runs that were trained, such as best and last_run."
    if claim not in CLAIMS:
        return f"The third is {claim!r:.60}. Choose one of: {', '.join(CLAIMS)}."
    return _wrong_settings(first.settings, second.settings) or _wrong_claim(first, second, claim)


def _wrong_settings(first, second):
    changed = [name for name in first if first[name] != second.get(name)]
    if not changed:
        return "Both runs have the same settings. Change one of them."
    if len(changed) > 1:
        return f"You changed {' and '.join(changed)}. Then nobody can say which of them it was. Change one."
    if changed == ["seed"]:
        return "Only the seed differs. That measures luck. Change a setting that you decide about."
    return None


def _wrong_claim(first, second, claim):
    gap, n = second.accuracy - first.accuracy, second.n_validation
    margin = plus_minus((first.accuracy + second.accuracy) / 2, n)
    numbers = f"The gap is {100 * gap:+.1f} points, and ± is {100 * margin:.1f}"
    if may_be_luck(first.accuracy, second.accuracy, n):
        return None if claim == "cannot tell" else f"{numbers}: it may be luck, so you cannot tell from it."
    if claim == "cannot tell":
        return f"{numbers}: it is more than luck, so you may claim something."
    right = "better" if gap > 0 else "worse"
    return None if claim == right else f"{numbers}. The second run is {right}, not {claim}."


one_last_experiment = Exercise(
    name="my_experiment",
    task="write [best, last_run, claim]; the claim is 'better', 'worse' or 'cannot tell'.",
    check=_check_experiment,
    hint=(
        "Train with best.settings | {'dropout_rate': 0.2}, or with another single change. Then compare the"
        " gap of the two validation accuracies with ±."
    ),
    solution=(
        "from mlp.data import digits\n"
        "from mlp.lessons.your_own_network import FIRST_SETTINGS, Project, train_once\n\n"
        "project = Project(digits(), goal=0.965)\n"
        "best = train_once(project, FIRST_SETTINGS)\n"
        "last_run = train_once(project, FIRST_SETTINGS | {'dropout_rate': 0.2})\n"
        "my_experiment = [best, last_run, 'cannot tell']\n"
    ),
)
