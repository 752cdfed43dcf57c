"""Can you count the parameters of a network, and of an attention layer, yourself?"""

from ...network import count_parameters
from ..tasks import Exercise
from .paths import count_paths


def _check_count(answer):
    given, right = answer([2, 4, 2, 1]), count_parameters([2, 4, 2, 1])
    if given == 2 * 4 + 4 * 2 + 2 * 1:
        return "Those are the weights. Every unit behind a gap has a bias, too."
    if given == count_paths([2, 4, 2, 1]):
        return "Those are the paths: sizes multiplied. Parameters add up, gap by gap."
    if given == right + 2:
        return "The inputs have no biases: nothing is computed there."
    if given == 2 * 4 + 4 * 2 + 2 * 1 + 2 + 4 + 2:
        return "Nearly: the bias belongs to the units behind the gap, not to those before it: in × out + out."
    if given == 2 * 4 + 4:
        return "That is the first gap only. Go on to the last pair of layers."
    if given != right:
        return f"A network of 2-4-2-1 has 12 + 10 + 3 = {right} parameters; yours has {given}."
    given = answer([784, 10])
    if given != 7850:
        return f"Right for 2-4-2-1, but 784-10 has 784 × 10 + 10 = 7,850 parameters; yours has {given}."
    return None


write_count = Exercise(
    name="my_count",
    task="return the number of parameters of a network with these layer sizes.",
    check=_check_count,
    hint=(
        "Go through the pairs of neighbours, zip(sizes[:-1], sizes[1:]), and add n_in × n_out weights and"
        " n_out biases for each."
    ),
    solution=(
        "def my_count(sizes):\n"
        "    total = 0\n"
        "    for n_in, n_out in zip(sizes[:-1], sizes[1:]):\n"
        "        total += n_in * n_out + n_out\n"
        "    return total\n"
    ),
    example=([2, 1],),
)


def _check_attention(answer):
    given, right = answer(4096, 32, 8), 2 * 4096**2 + 2 * 4096 * 1024
    head_size = 4096 // 32
    if given == 4 * 4096**2:
        return (
            "That is right for 32 key-value heads. With 8, keys and values are narrower: 8 × 128 = 1,024"
            " numbers each."
        )
    if given == 4096**2 + 2 * 4096 * 1024:
        return "One matrix is missing: after the heads, the way out mixes them, width × width."
    if given in (32 * 4 * 4096**2, 32 * right):
        return "Heads share the width, each is only width / n_heads wide. They do not multiply it."
    if given == 2 * 4096**2 + 4096 * 1024:
        return "Keys and values have a matrix each."
    if given == 2 * 4096**2 + 2 * 4096 * head_size:
        return "That has one key-value head only. Each is 128 wide, and there are 8."
    if given != right:
        return (
            f"With width 4096, 32 heads and 8 key-value heads there are {right:,} weights; yours are"
            f" {given:,}."
        )
    if answer(768, 12, 12) != 4 * 768**2:
        return "Right for 8 key-value heads, but with 12 of 12 at width 768 there must be 4 × 768²."
    return None


write_attention = Exercise(
    name="my_attention",
    task="return the number of weights in the attention of one block (no biases).",
    check=_check_attention,
    hint=(
        "A head is width / n_heads wide. Queries and the way out are width × width; keys and values are width"
        " × (n_key_value_heads × head size) each."
    ),
    solution=(
        "def my_attention(width, n_heads, n_key_value_heads):\n"
        "    head_size = width // n_heads\n"
        "    key_value_size = n_key_value_heads * head_size\n"
        "    return 2 * width * width + 2 * width * key_value_size\n"
    ),
    example=(8, 2, 1),
)
