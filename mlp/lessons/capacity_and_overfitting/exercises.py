"""Exercises of the notebook on capacity and overfitting."""

import numpy as np

from ...network import count_multiply_adds, count_parameters
from ..tasks import Exercise


def _check_dropout(answer):
    outputs, share = np.random.default_rng(1).uniform(1, 2, (400, 50)), 0.25
    given = np.asarray(answer(outputs.copy(), share, np.random.default_rng(0)), float)
    if given.shape != outputs.shape:
        return f"The result must have the shape of outputs, {outputs.shape}; yours has {given.shape}."
    is_kept = given != 0
    silent = 1 - is_kept.mean()
    if silent == 0:
        return "Nothing is silenced: about a share of the numbers must become 0."
    if abs(silent - (1 - share)) < 0.02:
        return (
            f"Turned around: with share = {share} you silence {silent:.0%} of the outputs. Keep those whose"
            " random number is at least share."
        )
    if abs(silent - share) > 0.02:
        return f"With share = {share}, {silent:.0%} of the outputs are silenced."
    if np.all(is_kept == is_kept[:1]) or np.all(is_kept == is_kept[:, :1]):
        return "Whole rows or columns are silenced together: draw one random number for every output."
    if np.ptp(given[is_kept]) == 0:
        return "That is the mask. Multiply the outputs by it."
    factors = (given / outputs)[is_kept]
    if np.allclose(factors, 1):
        return (
            "The right share is silenced, but the sums become smaller: multiply what is kept by 1 / (1 -"
            " share)."
        )
    if np.allclose(factors, 1 / share):
        return (
            "Multiply what is kept by 1 / (1 - share), not by 1 / share: three quarters are left, so they"
            " grow by a third."
        )
    return (
        None
        if np.allclose(factors, 1 / (1 - share))
        else (
            f"What is kept must be multiplied by 1 / (1 - {share}) = {1 / (1 - share):.3f}; your first is"
            f" multiplied by {factors[0]:.3f}."
        )
    )


write_dropout = Exercise(
    name="my_dropout",
    task="return the outputs with a share of them silenced at random and the others scaled up.",
    check=_check_dropout,
    hint=(
        "rng.random(outputs.shape) gives a number between 0 and 1 for every output. Keep an output where that"
        " number is at least share, and divide by (1 - share)."
    ),
    solution=(
        "def my_dropout(outputs, share, rng):\n"
        "    is_kept = rng.random(outputs.shape) >= share\n"
        "    return outputs * is_kept / (1 - share)\n"
    ),
    example=(np.ones((4, 6)), 0.5, np.random.default_rng(0)),
)


def _check_products(answer):
    sizes = [3, 4, 5, 2]
    given, right = answer(sizes), count_multiply_adds(sizes)
    if given == count_parameters(sizes):
        return "That counts the parameters. A bias is added, not multiplied: leave the biases out."
    if given == np.prod(sizes):
        return (
            "That multiplies all sizes, which counts paths. Each gap between two layers costs n_in × n_out"
            " products, and the gaps add up."
        )
    if given == sum(sizes) or given == sum(sizes[1:]):
        return "That counts neurons. Each neuron needs one product for each of its inputs."
    if given == sum(n_in * n_out for n_in, n_out in zip(sizes[:-2], sizes[1:-1], strict=True)):
        return "The last gap, to the outputs, is missing."
    return (
        None
        if given == right
        else f"For the sizes 3, 4, 5, 2 it is 3×4 + 4×5 + 5×2 = {right}; yours is {given}."
    )


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
