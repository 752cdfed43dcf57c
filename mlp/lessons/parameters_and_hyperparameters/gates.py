"""Which gates can one neuron be? AND and OR, by a bias set by hand; XOR not, for a reason to choose."""

from numbers import Real

from ..tasks import Exercise

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
GATES = {"AND": (False, False, False, True), "OR": (False, True, True, True)}


def _check_biases(answer):
    for gate, wanted in GATES.items():
        bias = answer(gate)
        if bias is ...:
            return f"The blank for {gate} is still open."
        if isinstance(bias, bool) or not isinstance(bias, Real):
            return f'my_bias("{gate}") gives {bias!r}. It must be a number.'
        fires = tuple(sum(corner) + bias > 0 for corner in CORNERS)
        if fires != wanted:
            return _wrong_gate(gate, bias, fires)
    return None


def _wrong_gate(gate, bias, fires):
    """Says what a neuron with weights 1, 1 and this bias does wrong."""
    said = f"With the bias {bias:g} the neuron"
    other = "OR" if gate == "AND" else "AND"
    if fires == GATES[other]:
        return f"{said} is {other}. Here {gate} is wanted."
    if all(fires):
        return f"{said} always fires. For (0, 0) z is the bias alone, so {gate} needs a bias of at most 0."
    if bias == -2:
        return f"{said} has z = 0 for (1, 1). At exactly 0 it stays silent: move the bias a little."
    return f"{said} never fires. For (1, 1) z is 2 + bias, and that must be above 0."


set_biases = Exercise(
    name="my_bias",
    task="give a bias for each of the two gates.",
    check=_check_biases,
    hint="z is 2 + bias for (1, 1), 1 + bias for (0, 1), and the bias for (0, 0). Which must be above 0?",
    solution=(
        "def my_bias(gate):\n"
        '    if gate == "AND":\n'
        "        return -1.5\n"
        '    if gate == "OR":\n'
        "        return -0.5\n"
    ),
    example=("AND",),
)


REASONS = {
    "A": "Two negative weights do not help: with them (1, 1) has the smallest z, but (0, 0) has the largest.",
    "C": "The neuron fires if z is above 0. tanh(z) is above 0 for exactly the same z, so nothing changes.",
    "D": "AND and OR also have four rows, and three parameters were enough for them.",
}


def _check_reason(answer):
    letter = answer.strip().upper() if isinstance(answer, str) else answer
    if letter == "B":
        return None
    return REASONS.get(letter, f'my_reason is {answer!r}. It must be "A", "B", "C" or "D".')


why_no_xor = Exercise(
    name="my_reason",
    task='choose a letter, such as "A".',
    check=_check_reason,
    hint=(
        "Write down z for each of the four rows: b, w₂ + b, w₁ + b, w₁ + w₂ + b. Which two must be above 0?"
        " Add these two."
    ),
    solution='my_reason = "B"\n',
)
