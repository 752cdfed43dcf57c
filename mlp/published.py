"""How large are the famous language models? Their parameters, counted from what was published."""

from typing import NamedTuple

from .checks import check_number, plain, shown

YES_OR_NO = ("has_biases", "is_gated", "is_tied")
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
    is_gated: bool = True  # a third feed-forward matrix gives each neuron a factor, the gate
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
    """The number of parameters of every part in `PARTS`, as a dict. Raises an error if none can be built."""
    return _by_part(_checked(architecture))


def count_total(architecture):
    """All parameters that are stored."""
    return sum(count_by_part(architecture).values())


def count_working(architecture):
    """The parameters that work on one token: all but those of the experts that the router does not choose."""
    a = _checked(architecture)
    return sum(_by_part(a).values()) - a.n_layers * (a.n_experts - a.n_experts_used) * _feedforward(a)


def count_attention(architecture):
    """The attention of one block: queries, keys, values, and the output projection.

    Heads divide the width among them, so their number cancels out.
    """
    return _attention(_checked(architecture))


def count_feedforward(architecture):
    """One feed-forward part (one expert) of one block: up and down, and the gate where there is one."""
    return _feedforward(_checked(architecture))


def count_multiply_adds_of_architecture(architecture):
    """Multiplications (each with an addition) to read one token: one for every matrix weight that is used.

    Not counted: looking up the embedding, and comparing the token with earlier ones.
    """
    a = _checked(architecture)._replace(has_biases=False)
    parts = _by_part(a._replace(n_experts=a.n_experts_used))
    return parts["attention"] + parts["feed-forward"] + _router(a) + a.vocabulary_size * a.width


def size_in_bytes(n_parameters, bits):
    """How many bytes that many parameters take, at `bits` bits each."""
    check_number("n_parameters", n_parameters, at_least=0, whole=True)
    check_number("bits", bits, above=0, single=True)
    return plain(n_parameters) * plain(bits) / 8


def check_architecture(architecture):
    """Raises an error that says why no such model can be built, if that is so."""
    _checked(architecture)


def _by_part(a):
    """The counts of an architecture that has been checked."""
    n_norms = 2 * a.n_layers + 1  # two a block, one at the end
    return {
        "embedding": (a.vocabulary_size + a.n_positions) * a.width,
        "attention": a.n_layers * _attention(a),
        "feed-forward": a.n_layers * a.n_experts * _feedforward(a),
        "normalisation": n_norms * a.width * (2 if a.has_biases else 1),
        "router": _router(a),
        "output head": 0 if a.is_tied else a.vocabulary_size * a.width,
    }


def _attention(a):
    key_value_size = a.n_key_value_heads * (a.width // a.n_heads)
    weights = 2 * a.width * a.width + 2 * a.width * key_value_size
    return weights + (2 * a.width + 2 * key_value_size if a.has_biases else 0)


def _feedforward(a):
    n_matrices = 3 if a.is_gated else 2
    biases = (n_matrices - 1) * a.feedforward_size + a.width
    return n_matrices * a.width * a.feedforward_size + (biases if a.has_biases else 0)


def _router(a):
    return a.n_layers * a.n_experts * a.width if a.n_experts > 1 else 0


def _checked(architecture):
    """The architecture with Python's own numbers, which cannot overflow."""
    if not isinstance(architecture, Architecture):
        wanted = "it must be an Architecture, such as PUBLISHED['GPT-2 small']"
        raise TypeError(f"architecture is {shown(architecture)}; {wanted}")
    a = Architecture(*(plain(value) for value in architecture))
    for name, value in a._asdict().items():
        if name in YES_OR_NO and not isinstance(value, bool):
            raise TypeError(f"{name} is {shown(value)}; it must be True or False")
        if name not in YES_OR_NO:
            check_number(name, value, at_least=0 if name == "n_positions" else 1, whole=True)
    if a.width % a.n_heads:
        wanted = f"it must divide the width, and {a.width:,} / {a.n_heads} leaves {a.width % a.n_heads}"
        raise ValueError(f"n_heads is {a.n_heads}; {wanted}")
    if a.n_heads % a.n_key_value_heads:
        wanted = f"it must divide the number of heads, which is {a.n_heads}"
        raise ValueError(f"n_key_value_heads is {a.n_key_value_heads}; {wanted}")
    if a.n_experts_used > a.n_experts:
        wanted = f"it must be at most n_experts, which is {a.n_experts}"
        raise ValueError(f"n_experts_used is {a.n_experts_used}; {wanted}")
    return a
