"""What does a student write in this lesson? Dropout, and a count of products."""

import numpy as np

from ...network import count_multiply_adds, count_parameters
from ..tasks import Exercise


def _check_dropout(answer):
    dropout_rate = 0.25
    given = np.asarray(answer(_outputs(), dropout_rate, np.random.default_rng(0)), float)
    outputs = _outputs()
    if given.shape != outputs.shape:
        return f"The result must have the shape of outputs, {outputs.shape}; yours has {given.shape}."
    return _wrong_silence(given != 0, dropout_rate) or _wrong_rest(given, outputs, dropout_rate)


def _outputs():
    """Numbers from 1 to 2, made anew at every call: an answer may change what it is given."""
    return np.random.default_rng(1).uniform(1, 2, (400, 50))


def _wrong_silence(is_kept, dropout_rate):
    """A sentence about which outputs are silenced, or None."""
    silent = 1 - is_kept.mean()
    if silent == 0:
        return "Nothing is silenced: about a share of the numbers must become 0."
    if abs(silent - (1 - dropout_rate)) < 0.02:
        return (
            f"Turned around: with dropout_rate = {dropout_rate} you silence {silent:.0%} of the outputs. Keep"
            " those whose random number is at least dropout_rate."
        )
    if abs(silent - dropout_rate) > 0.02:
        return f"With dropout_rate = {dropout_rate}, {silent:.0%} of the outputs are silenced."
    if np.all(is_kept == is_kept[:1]) or np.all(is_kept == is_kept[:, :1]):
        return "Whole rows or columns are silenced together: draw one random number for every output."
    return None


def _wrong_rest(given, outputs, dropout_rate):
    """A sentence about the outputs that are kept, or None."""
    is_kept = given != 0
    factors, right = (given / outputs)[is_kept], 1 / (1 - dropout_rate)
    if np.ptp(given[is_kept]) == 0:
        return "That is the mask. Multiply the outputs by it."
    if np.allclose(factors, 1):
        return (
            "The right share is silenced, but the sums become smaller: multiply what is kept by 1 / (1 -"
            " dropout_rate)."
        )
    if np.allclose(factors, 1 / dropout_rate):
        return (
            "Multiply what is kept by 1 / (1 - dropout_rate), not by 1 / dropout_rate: three quarters are"
            " left, so they grow by a third."
        )
    if np.allclose(factors, right):
        return None
    return (
        f"What is kept must be multiplied by 1 / (1 - {dropout_rate}) = {right:.3f}; your first is"
        f" multiplied by {factors[0]:.3f}."
    )


write_dropout = Exercise(
    name="my_dropout",
    task="return the outputs with a share of them silenced at random and the others scaled up.",
    check=_check_dropout,
    hint=(
        "rng.random(outputs.shape) gives a number between 0 and 1 for every output. Keep an output where that"
        " number is at least dropout_rate, and divide by (1 - dropout_rate)."
    ),
    solution=(
        "def my_dropout(outputs, dropout_rate, rng):\n"
        "    is_kept = rng.random(outputs.shape) >= dropout_rate\n"
        "    return outputs * is_kept / (1 - dropout_rate)\n"
    ),
    example=(np.ones((4, 6)), 0.5, np.random.default_rng(0)),
)


SIZES = [3, 4, 5, 2]
NEURONS = "That counts neurons. Each neuron needs one product for each of its inputs."
WRONG_COUNTS = {
    count_parameters(SIZES): (
        "That counts the parameters. A bias is added, not multiplied: leave the biases out."
    ),
    int(np.prod(SIZES)): (
        "That multiplies all sizes, which counts paths. Each gap between two layers costs n_in × n_out"
        " products, and the gaps add up."
    ),
    sum(SIZES): NEURONS,
    sum(SIZES[1:]): NEURONS,
    count_multiply_adds(SIZES[:-1]): "The last gap, to the outputs, is missing.",
}


def _check_products(answer):
    right = count_multiply_adds(SIZES)
    given = answer([*SIZES])  # a copy: an answer may change what it is given
    if given == right:
        return None
    other = f"For the sizes 3, 4, 5, 2 it is 3×4 + 4×5 + 5×2 = {right}; yours is {given}."
    return next((mistake for count, mistake in WRONG_COUNTS.items() if given == count), other)


count_products = Exercise(
    name="my_products",
    task="return how many products one example costs on its way forward.",
    check=_check_products,
    hint="Go through the pairs of neighbours, zip(sizes, sizes[1:]), and add up n_in * n_out.",
    solution=(
        "def my_products(sizes):\n    return sum(n_in * n_out for n_in, n_out in zip(sizes, sizes[1:]))\n"
    ),
    example=([2, 3, 1],),
)
