"""How large are the famous language models? Their parameters, counted part by part from the published architecture."""

from typing import NamedTuple

from .checks import check_number

PARTS = ("embedding", "attention", "feed-forward", "normalisation", "router", "output head")


class Architecture(NamedTuple):
    """What has to be known about a transformer to count its parameters."""

    n_layers: int  # blocks on top of one another
    width: int  # numbers that stand for one token
    n_heads: int  # attention heads a block
    n_key_value_heads: int  # as many as heads, or fewer, each shared by several heads
    feedforward_size: int  # width of the hidden layer a block has after its attention
    vocabulary_size: int  # tokens the model knows
    n_positions: int = 0  # places in the text with a learned vector; 0: places are computed
    has_biases: bool = False  # in every linear layer and every normalisation
    is_gated: bool = True  # the feed-forward part has a third matrix, which opens and closes its neurons
    is_tied: bool = False  # the output head is the embedding once more, and costs nothing
    n_experts: int = 1  # feed-forward parts side by side in every block
    n_experts_used: int = 1  # those of them that work on a token


# GPT-4 is missing: its architecture was never published.
PUBLISHED = {
    "GPT-2 small": Architecture(
        12, 768, 12, 12, 3072, 50_257, n_positions=1024, has_biases=True, is_gated=False, is_tied=True
    ),
    "GPT-3": Architecture(
        96, 12_288, 96, 96, 49_152, 50_257, n_positions=2048, has_biases=True, is_gated=False, is_tied=True
    ),
    "Mistral 7B": Architecture(32, 4096, 32, 8, 14_336, 32_000),
    "Solar 10.7B": Architecture(48, 4096, 32, 8, 14_336, 32_000),
    "Mixtral 8x7B": Architecture(32, 4096, 32, 8, 14_336, 32_000, n_experts=8, n_experts_used=2),
}


def count_by_part(architecture):
    """The number of parameters of every part in `PARTS`, as a dict. ValueError for an architecture that cannot be built."""
    a = check_architecture(architecture)
    return {
        "embedding": (a.vocabulary_size + a.n_positions) * a.width,
        "attention": a.n_layers * count_attention(a),
        "feed-forward": a.n_layers * a.n_experts * count_feedforward(a),
        "normalisation": (
            (2 * a.n_layers + 1) * a.width * (2 if a.has_biases else 1)
        ),  # two a block, one at the end
        "router": a.n_layers * a.n_experts * a.width if a.n_experts > 1 else 0,
        "output head": 0 if a.is_tied else a.vocabulary_size * a.width,
    }


def count_total(architecture):
    """All parameters that are stored."""
    return sum(count_by_part(architecture).values())


def count_working(architecture):
    """The parameters that work on one token: all, but for the experts the router does not choose."""
    a = check_architecture(architecture)
    return count_total(a) - a.n_layers * (a.n_experts - a.n_experts_used) * count_feedforward(a)


def count_attention(architecture):
    """The attention of one block: queries, keys, values, and the way out. Heads divide the width, so their number cancels out."""
    a = check_architecture(architecture)
    key_value_size = a.n_key_value_heads * (a.width // a.n_heads)
    weights = 2 * a.width * a.width + 2 * a.width * key_value_size
    return weights + (2 * a.width + 2 * key_value_size if a.has_biases else 0)


def count_feedforward(architecture):
    """One feed-forward part (one expert) of one block: up and down, and the gate where there is one."""
    a = check_architecture(architecture)
    n_matrices = 3 if a.is_gated else 2
    biases = (n_matrices - 1) * a.feedforward_size + a.width
    return n_matrices * a.width * a.feedforward_size + (biases if a.has_biases else 0)


def count_multiply_adds(architecture):
    """Multiplications (each with an addition) to read one token: one for every weight of a matrix that works on it.

    Left out: looking up the embedding costs none, and comparing the token with those before it depends on the text's length.
    """
    a = check_architecture(architecture)._replace(has_biases=False)
    parts = count_by_part(a._replace(n_experts=a.n_experts_used))
    router = a.n_layers * a.n_experts * a.width if a.n_experts > 1 else 0
    return parts["attention"] + parts["feed-forward"] + router + a.vocabulary_size * a.width


def size_in_bytes(n_parameters, bits):
    """How much room that many parameters take at `bits` bits each."""
    check_number("n_parameters", n_parameters, at_least=0, whole=True)
    return n_parameters * check_number("bits", bits, above=0) / 8


def check_architecture(architecture):
    """The architecture itself, or an error that says why no such model can be built."""
    if not isinstance(architecture, Architecture):
        raise TypeError(
            f"architecture is {architecture!r}; it must be an Architecture, such as PUBLISHED['GPT-2 small']"
        )
    a = architecture
    for name in (
        "n_layers",
        "width",
        "n_heads",
        "n_key_value_heads",
        "feedforward_size",
        "vocabulary_size",
        "n_experts",
        "n_experts_used",
    ):
        check_number(name, getattr(a, name), at_least=1, whole=True)
    check_number("n_positions", a.n_positions, at_least=0, whole=True)
    for name in ("has_biases", "is_gated", "is_tied"):
        if not isinstance(getattr(a, name), bool):
            raise TypeError(f"{name} is {getattr(a, name)!r}; it must be True or False")
    if a.width % a.n_heads:
        raise ValueError(
            f"n_heads is {a.n_heads}; it must divide the width, and {a.width:,} / {a.n_heads} leaves"
            f" {a.width % a.n_heads}"
        )
    if a.n_heads % a.n_key_value_heads:
        raise ValueError(
            f"n_key_value_heads is {a.n_key_value_heads}; it must divide the number of heads, which is"
            f" {a.n_heads}"
        )
    if a.n_experts_used > a.n_experts:
        raise ValueError(
            f"n_experts_used is {a.n_experts_used}; it must be at most n_experts, which is {a.n_experts}"
        )
    return a
