"""Four exercises: count the updates, repair a lamp, choose a reason, write early stopping."""

from numbers import Real

import numpy as np

from ..tasks import Exercise
from .stopping import early_stop

UPDATES = int(np.ceil(1_079 / 48)) * 20  # 460
UPDATE_MISTAKES = {
    UPDATES // 20: "That is one epoch. There are 20 of them.",
    1_079 / 48 * 20: "An epoch has no half updates. Round 1,079 / 48 up, then multiply by 20.",
    int(np.ceil(1_079 / 48 * 20)): "Round up first, then multiply: each epoch ends with a short batch.",
    1_079 // 48 * 20: (
        "That leaves the last batch of each epoch out. It holds only 23 examples, but it is an update."
    ),
    1_079 * 20: "That is the number of examples that the network sees. How many updates are made of them?",
    1_079 * 48 * 20: "Divide by the batch size: an update takes 48 examples at once.",
}


def _check_n_updates(answer):
    if isinstance(answer, bool) or not isinstance(answer, Real):
        return f"my_n_updates is {answer!r:.60}. It must be a number, without quotation marks."
    for value, mistake in UPDATE_MISTAKES.items():
        if np.isclose(answer, value):
            return mistake
    if int(answer) == 1_079 / 48 * 20 // 1:
        return UPDATE_MISTAKES[1_079 / 48 * 20]
    return None if answer == UPDATES else f"Not {answer:g}. Count the batches of one epoch first."


count_updates = Exercise(
    name="my_n_updates",
    task="write a calculation with n_examples, batch_size and n_epochs in place of the blank ____.",
    check=_check_n_updates,
    hint="np.ceil rounds up. Round the quotient of one epoch, then multiply by the number of epochs.",
    solution=(
        "n_examples, batch_size, n_epochs = 1_079, 48, 20\n"
        "my_n_updates = np.ceil(n_examples / batch_size) * n_epochs\n"
    ),
)


COUNT_FROM_1 = "Count the steps from 1: the first epoch ends at step 313, when 313 batches are done."
LAMP_MISTAKES = [
    (
        [625],
        "The lamp lights at step 625 only. 10,000 / 32 is 312.5, and only every second multiple of 312.5 is a"
        " whole number. How many batches does one epoch have?",
    ),
    (
        [312, 624, 936],
        "An epoch of 312 steps leaves the last 16 examples out: // cuts off, and round(312.5) is 312. A batch"
        " that is not full is a step as well.",
    ),
    ([0, 313, 626, 939], COUNT_FROM_1),
    ([312, 625, 938], COUNT_FROM_1),
]


def _check_epoch_ends(answer):
    given = [int(step) for step in _as_list(answer(10_000, 32, 1_000))]
    for steps, mistake in LAMP_MISTAKES:
        if given == steps:
            return mistake
    if given != [313, 626, 939]:
        return (
            "With 10,000 examples, batches of 32 and 1,000 steps, the lamp must light at 313, 626, 939;"
            f" yours lights at {_listed(given)}."
        )
    if _as_list(answer(9_985, 32, 320)) != [313]:
        return "Right for 10,000 examples, but 9,985 need 313 batches too. It is the ceiling, not rounding."
    return _check_full_batches(_as_list(answer(64, 32, 4)))


def _check_full_batches(given):
    if given == [2]:
        return (
            "The last step counts, too. With 64 examples, batches of 32 and 4 steps, the lamp must light at 2"
            " and 4. range(1, n_steps) ends before n_steps."
        )
    if given != [2, 4]:
        return "With 64 examples in batches of 32 there is nothing left over: an epoch has 2 steps, not 3."
    return None


repair_the_lamp = Exercise(
    name="my_epoch_ends",
    task="return the list of all steps, from 1 to n_steps, after which an epoch is complete.",
    check=_check_epoch_ends,
    hint=(
        "First count the batches of one epoch as a whole number: int(np.ceil(…)), or"
        " -(-n_examples // batch_size). Then collect the steps that are multiples of it."
    ),
    solution=(
        "def my_epoch_ends(n_examples, batch_size, n_steps):\n"
        "    per_epoch = -(-n_examples // batch_size)      # the ceiling, in whole numbers\n"
        "    return [step for step in range(1, n_steps + 1) if step % per_epoch == 0]\n"
    ),
    example=(10, 4, 6),
)


REASONS = {
    "a": "No: the gradient of 128 examples is the more exact one, as scene 2 shows. What else changed?",
    "b": "No: ten epochs are ten passes through the same examples, in both runs. Count something else.",
    "c": None,
    "d": "No: overfitting makes the validation loss higher. Here it is the training loss that is higher.",
}


def _check_reason(answer):
    if not isinstance(answer, str):
        return f"my_reason is {answer!r:.60}. Write one letter in quotation marks."
    letter = answer.strip().lower()
    return REASONS.get(letter, f"my_reason is {answer!r:.60}. Write one of the letters a, b, c and d.")


choose_the_reason = Exercise(
    name="my_reason",
    task='write the letter of the right reason in quotation marks, for example "a".',
    check=_check_reason,
    hint="How many examples does each run see in ten epochs? How many updates does it make of them?",
    solution='my_reason = "c"\n',
)


STOP_LOSSES = [0.9, 0.7, 0.8, 0.6, 0.65, 0.5, 0.55, 0.52, 0.51, 0.4]  # with patience 3: keeps 5, stops at 8
STOP_MISTAKES = [
    (
        lambda given: given == (8, 5),
        "The right two numbers in the wrong order. First comes the epoch that is kept, then the one where"
        " training stops.",
    ),
    (
        lambda given: given == (8, 8),
        "You keep the epoch where training stops. Early stopping goes back to the best epoch seen so far.",
    ),
    (
        lambda given: given[-1:] == (2,),
        "It stops at the first bump: with patience 3, epoch 2 is only the first one without a new best.",
    ),
    (
        lambda given: given == (5, 6),
        "That counts all epochs without a new best. The count starts again whenever there is a new best one.",
    ),
    (
        lambda given: given[:1] == (9,),
        "The loss of epoch 9 is the lowest of all, but training has stopped before it comes. Epochs 6, 7, 8"
        " bring no new best, and patience 3 is used up.",
    ),
    (
        lambda given: given == (5, 7),
        "One too early: after the best epoch 5, the epochs 6, 7 and 8 are three without a new best. It stops"
        " at 8.",
    ),
]


def _check_early_stop(answer):
    right = early_stop(STOP_LOSSES, 3)
    given = tuple(_as_list(answer([*STOP_LOSSES], 3)))
    for fits, mistake in STOP_MISTAKES:
        if fits(given):
            return mistake
    if given != right:
        return (
            f"With patience 3 and the losses {_listed(STOP_LOSSES)} it keeps epoch {right[0]} and stops at"
            f" {right[1]}; yours gives {_listed(given)}."
        )
    return _check_special_losses(answer)


def _check_special_losses(answer):
    falling = tuple(_as_list(answer([3.0, 2.0, 1.0], 2)))
    if falling != (2, None):
        return (
            "If the losses go on falling, training never stops: return the best epoch and None. For 3, 2, 1"
            f" and patience 2 that is 2, None; yours gives {_listed(falling)}."
        )
    equal = tuple(_as_list(answer([1.0, 1.0, 1.0], 2)))
    if equal != (0, 2):
        return (
            "An equal loss is no new best. For 1, 1, 1 and patience 2 the answer is 0, 2; yours gives"
            f" {_listed(equal)}."
        )
    return None


write_early_stop = Exercise(
    name="my_early_stop",
    task=(
        "return (kept, stopped): the best epoch, and the one at which `patience` epochs in a row have brought"
        " no new best."
    ),
    check=_check_early_stop,
    hint=(
        "Remember the best epoch so far and go through the losses. A lower loss becomes the best. Else, if"
        " the best is `patience` epochs ago, return both numbers."
    ),
    solution=(
        "def my_early_stop(validation_losses, patience):\n"
        "    best = 0\n"
        "    for epoch, loss in enumerate(validation_losses):\n"
        "        if loss < validation_losses[best]:\n"
        "            best = epoch\n"
        "        elif epoch - best >= patience:\n"
        "            return best, epoch\n"
        "    return best, None\n"
    ),
    example=([3.0, 2.0, 2.5], 1),
)


def _as_list(given):
    return [] if given is None else list(given)


def _listed(numbers):
    return ", ".join(_number(number) for number in numbers) or "nothing"


def _number(number):
    return f"{number:,.3g}" if isinstance(number, float) else str(number)
