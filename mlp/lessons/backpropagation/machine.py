"""What does a student add to the machine of single numbers? ReLU, and training."""

from numbers import Real

import numpy as np

from ..tasks import Exercise

RELU_CASES = [(3.0, 1.0), (-2.0, 0.0), (0.5, 1.0)]  # what comes in, and the local slope there


def _check_relu(answer):
    for value, slope in RELU_CASES:
        given = answer(value)
        if not isinstance(given, (tuple, list)) or len(given) != 2:
            return "Return two numbers: the output, a comma, the local slope."
        mistake = _wrong_output(value, *given) or _wrong_slope(value, slope, *given)
        if mistake:
            return mistake
    at_zero, _ = answer(0.0)
    return None if at_zero == 0 else f"ReLU of 0 is 0; yours is {at_zero:g}."


def _wrong_output(value, output, slope):
    if not isinstance(output, Real) or not isinstance(slope, Real):
        return f"Both must be numbers; for {value:g} yours are {output!r:.30} and {slope!r:.30}."
    if value > 0 and np.isclose(output, 1) and np.isclose(slope, value):
        return "The two numbers are in the wrong order. First comes the output, then the local slope."
    if value < 0 and np.isclose(output, value):
        return "A negative number does not pass: ReLU makes 0 of it."
    if value < 0 and np.isclose(output, -value):
        return "That is the absolute value. ReLU makes 0 of a negative number."
    return None if np.isclose(output, max(value, 0)) else f"ReLU of {value:g} is not {output:g}."


def _wrong_slope(value, right, output, slope):
    if np.isclose(slope, right):
        return None
    if np.isclose(slope, value) and value > 0:
        return (
            f"You give {slope:g} as the slope at {value:g}. That is the value. How fast does it grow there?"
        )
    if value < 0 and np.isclose(slope, 1):
        return "Below 0 the output is 0 everywhere. It does not change, so the slope there is not 1."
    return f"The slope of ReLU at {value:g} is not {slope:g}. Draw ReLU: how steep is it there?"


write_relu = Exercise(
    name="my_relu",
    task="return two numbers: the output of ReLU, and its local slope.",
    check=_check_relu,
    hint="If value is above 0, the output is the value and the slope is 1. Otherwise both are 0.",
    solution=("def my_relu(value):\n    if value > 0:\n        return value, 1.0\n    return 0.0, 0.0\n"),
    example=(1.0,),
)


class Weight:
    """A number to train with, as the machine in the notebook has it."""

    def __init__(self, value):
        self.value, self.slope = value, 0.0


class Bowl:
    """The loss 2 · (weight - 3)². As in the machine, the local slopes are those of the time it is made."""

    def __init__(self, numbers):
        self.weight, error = numbers[0], numbers[0].value - 3
        self.value, self.own_slope = 2 * error**2, 4 * error

    def backward(self):
        """Adds the slope to what the weight has already."""
        self.weight.slope += self.own_slope


# The losses of four updates from weight 5 with the learning rate 1/8: the error is halved each time.
RIGHT_LOSSES = [8, 2, 0.5, 0.125]
TRAINING_MISTAKES = [
    (
        [8, 2, 0.5, 6.125],
        "The slopes of earlier updates are still there, because backward adds to them. Set every slope to 0"
        " before you call it.",
    ),
    ([8, 18, 40.5, 91.125], "The loss rises: move every number against its slope, with a minus sign."),
    ([8, 72, 648, 5832], "The learning rate is missing: a step is learning_rate × slope long."),
    (
        [8, 8, 8, 8],
        "The loss never changes. Each update computes the loss anew and sets the slopes to 0. Then it calls"
        " loss.backward() and moves every number.value.",
    ),
    ([2, 0.5, 0.125, 0.03125], "Your list begins after the first update. Keep the loss before each update."),
]


def _check_training(answer):
    weight = Weight(5.0)
    given = answer(Bowl, [weight], 0.125, 4)
    if not isinstance(given, (list, tuple, np.ndarray)):
        return f"Return a list with the losses, one for each update; yours is {given!r:.40}."
    if any(isinstance(loss, Bowl) for loss in given):
        return "Your list holds losses with all their memory. Keep the numbers only: loss.value."
    losses = np.asarray(given, float)
    if losses.shape != (4,):
        return f"Four updates give four losses; your list has the shape {losses.shape}."
    for mistaken, sentence in TRAINING_MISTAKES:
        if np.allclose(losses, mistaken):
            return sentence
    if not np.allclose(losses, RIGHT_LOSSES):
        return f"For the loss 2·(w - 3)² from w = 5 at rate 1/8, the losses are 8, 2, 0.5; not {given[:3]}."
    return None if weight.value < 5 else "Change the numbers themselves: number.value -= …"


write_training = Exercise(
    name="my_training",
    task="make n_updates updates and return the list of the losses, each taken before its update.",
    check=_check_training,
    hint=(
        "Repeat n_updates times. First loss = loss_of(numbers), then append loss.value. Set every"
        " number.slope to 0, and call loss.backward(). Then move every number.value against its slope."
    ),
    solution=(
        "def my_training(loss_of, numbers, learning_rate, n_updates):\n"
        "    losses = []\n"
        "    for update in range(n_updates):\n"
        "        loss = loss_of(numbers)\n"
        "        losses.append(loss.value)\n"
        "        for number in numbers:\n"
        "            number.slope = 0.0\n"
        "        loss.backward()\n"
        "        for number in numbers:\n"
        "            number.value -= learning_rate * number.slope\n"
        "    return losses\n"
    ),
    example=(Bowl, [Weight(3.0)], 0.1, 1),
)
