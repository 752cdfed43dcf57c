"""Three exercises to judge: a finding on three seeds, a reason to choose, four curves to read."""

from functools import lru_cache

from ...network import MLP
from ...optimizers import GradientDescent
from ...training import train
from ..common import CROSS_ENTROPY, DIGITS, check_reason
from ..tasks import Exercise
from .mislabel import mislabel
from .shared import accuracy_on, some_digits


@lru_cache(maxsize=64)
def _accuracy_with(seed, weight_decay=0.0, dropout_rate=0.0):
    """The validation accuracy of the notebook's network for noisy labels."""
    points = mislabel(some_digits(100, seed), 0.2, seed)
    model, optimizer = MLP([64, 64, 10], "relu", "he", seed=seed), GradientDescent(0.3, weight_decay)
    settings = {"batch_size": 50, "seed": seed, "dropout_rate": dropout_rate}
    training = train(model, CROSS_ENTROPY, optimizer, points, **settings)
    for _ in range(400):
        next(training)
    return accuracy_on(model, DIGITS.validation)


def _dropout_wins(seed):
    return _accuracy_with(seed, dropout_rate=0.7) > _accuracy_with(seed, weight_decay=0.02)


def _check_three_seeds(answer):
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        return f'my_finding is {answer!r:.60}. It must be a number and a word, such as (3, "stands").'
    count, word = answer
    if isinstance(count, bool) or count not in range(4):
        return f"The count is {count!r:.60}. It must be 0, 1, 2 or 3, one for each seed where dropout wins."
    if word not in ("stands", "falls"):
        return f'The word is {word!r:.60}. It must be "stands" or "falls".'
    return _wrong_count(count, sum(map(_dropout_wins, (1, 2, 3)))) or _wrong_word(word)


def _wrong_count(count, right):
    """A sentence about the number of seeds on which dropout wins, or None."""
    if count == right:
        return None
    if count == 3 - right:
        return f"{count} is the count for weight decay, or with seed 0. Count dropout, on 1, 2 and 3."
    if count == 0:
        return "Dropout wins at least once. Did every run get its own seed: digits, wrong labels, training?"
    return "It does not win on all. Did you train one of them with weight_decay=0.02?"


def _wrong_word(word):
    """A sentence about the conclusion, or None."""
    if word == "falls":
        return None
    return "The count is right. But a finding that fails on two of three other seeds was luck: it falls."


repeat_on_three_seeds = Exercise(
    name="my_finding",
    task='give on how many of the seeds 1, 2 and 3 dropout wins, and "stands" or "falls".',
    check=_check_three_seeds,
    hint=(
        "Write for seed in (1, 2, 3): and put the lines for seed 0 under it. Use seed in all places. Then"
        " count the lines in which dropout has the higher accuracy."
    ),
    solution='my_finding = (1, "falls")\n',
)


WRONG_REASONS = {
    1: "Both networks have 38,410 parameters. Their number cannot make the difference.",
    2: "It has learned all 100 digits, so more updates can teach it nothing new about them.",
    4: "All 100 labels are right here.",
}


choose_the_reason = Exercise(
    name="my_reason",
    task="write the number of the right reason, 1 to 4.",
    check=lambda answer: check_reason(answer, WRONG_REASONS),
    hint="What is the same in both networks, and what is different? Only a difference can be the reason.",
    solution="my_reason = 3\n",
)


READING = "BDAC"  # overfits, underfits, too few updates, fits
READINGS = {
    "CDAB": "B and C are the wrong way round. Where is the gap between training and validation?",
    "BADC": "A and D are the wrong way round. Which one still rises at the end?",
    "DBAC": "B and D are the wrong way round. What overfits is nearly perfect on its training digits.",
    "BDCA": "A and C are the wrong way round. Which one has arrived, and which one still rises?",
}


def _check_reading(answer):
    if not isinstance(answer, str):
        return f"my_reading is {answer!r:.60}. It must be four letters in quotation marks."
    letters = answer.upper().replace(" ", "").replace(",", "")
    if sorted(letters) != sorted(READING):
        return f'my_reading is "{answer:.60}". Each of the letters A, B, C and D must stand in it once.'
    if letters == READING:
        return None
    return READINGS.get(letters, "Begin with the gap: only one picture has blue far above orange.")


read_four_curves = Exercise(
    name="my_reading",
    task="write four letters: overfits, underfits, too few updates, good.",
    check=_check_reading,
    hint=(
        "A large gap between the curves: overfitting. Both low and nearly flat: underfitting. Both still"
        " rising: too few updates."
    ),
    solution=f'my_reading = "{READING}"\n',
)
