"""Where are the parameters of a language model, and which choices add some?"""

from ...plots.numbers import counted
from ...plots.style import panels
from ...published import (
    PARTS,
    PUBLISHED,
    Architecture,
    count_by_part,
    count_multiply_adds_of_architecture,
    count_total,
    count_working,
    size_in_bytes,
)
from ..scene import Choice, Preset, Slider
from ..tasks import Question
from .pictures import ParameterShares, PrecisionBars

AS_MANY = "as many as heads"
FAMILIES = {
    "GPT": {"has_biases": True, "is_gated": False, "is_tied": True},
    "Mistral": {"has_biases": False, "is_gated": True, "is_tied": False},
}


def _settings(name):
    """The values of the controls below that give this published model."""
    a = PUBLISHED[name]
    return {
        "family": "GPT" if a.has_biases else "Mistral",
        "n_layers": a.n_layers,
        "width": a.width,
        "n_heads": a.n_heads,
        "n_key_value_heads": AS_MANY if a.n_key_value_heads == a.n_heads else a.n_key_value_heads,
        "feedforward": a.feedforward_size / a.width,
        "vocabulary_size": a.vocabulary_size,
        "n_positions": a.n_positions,
        "n_experts": a.n_experts,
    }


class CountTheFamous:
    """The parameters of a language model, part by part: what do layers, width, heads and experts cost?"""

    title = "Count the famous ones"
    controls = [
        Slider("n_layers", 1, 96, start=12, integer=True, label="layers"),
        Slider("width", 128, 12_288, start=768, step=128, integer=True, label="width"),
        Choice("n_heads", (1, 2, 4, 8, 12, 16, 32, 96), 12, "heads"),
        Choice("n_key_value_heads", (AS_MANY, 1, 2, 4, 8), AS_MANY, "key-value heads"),
        Slider("feedforward", 0.5, 8.0, start=4.0, step=0.5, label="feed-forward factor"),
        Slider("vocabulary_size", 1000, 131_072, start=50_257, integer=True, label="vocabulary"),
        Choice("n_positions", (0, 1024, 2048), 1024, "learned positions"),
        Choice("n_experts", (1, 2, 4, 8, 16), 1, "experts (at most 2 used)"),
        Choice("family", tuple(FAMILIES), "GPT", "family"),
    ]
    presets = [
        Preset(
            "GPT-2 small",
            _settings("GPT-2 small"),
            "Small enough for a phone. Three tenths of it are a list of word vectors. Now change the number"
            " of heads.",
        ),
        Preset(
            "GPT-3",
            _settings("GPT-3"),
            "The count if it is built exactly as GPT-2. Too large for any single machine drawn here.",
        ),
        Preset(
            "Mistral 7B",
            _settings("Mistral 7B"),
            "32 heads, but only 8 for keys and values: fewer of those do save parameters.",
        ),
        Preset("Solar 10.7B", _settings("Solar 10.7B"), "Mistral with 16 more layers, and nothing else."),
        Preset(
            "Mixtral 8x7B",
            _settings("Mixtral 8x7B"),
            "Not 56 billion: only the feed-forward parts are there eight times, and two of them work on a"
            " token.",
        ),
    ]
    bits = (32, 16, 8, 4)

    def __init__(self):
        self.figure, (left, right) = panels(3, 2, size=(10, 4.4), left=0.03, bottom=0.22, gap=0.2)
        self.parts = ParameterShares(left, PARTS)
        machines = {"8 GB: a phone": 8, "80 GB: a large GPU": 80}
        self.sizes = PrecisionBars(right, [str(bits) for bits in self.bits], (1e-4, 1e6), machines)
        self.artists = self.parts.artists + self.sizes.artists

    def restart(
        self,
        n_layers,
        width,
        n_heads,
        n_key_value_heads,
        feedforward,
        vocabulary_size,
        n_positions,
        n_experts,
        family,
    ):
        self.key_value_words = "as many" if n_key_value_heads == AS_MANY else f"{n_key_value_heads}"
        if n_key_value_heads == AS_MANY:
            n_key_value_heads = n_heads
        sizes = n_layers, width, n_heads, n_key_value_heads, int(feedforward * width), vocabulary_size
        experts = {"n_experts": n_experts, "n_experts_used": min(2, n_experts)}
        self.architecture = Architecture(*sizes, n_positions, **experts, **FAMILIES[family])
        self._count()
        self._show()

    def _count(self):
        try:
            self.counts, self.trouble = count_by_part(self.architecture), None
        except ValueError as error:
            self.counts, self.trouble = dict.fromkeys(PARTS, 0), str(error)

    def _show(self):
        if self.trouble is None:
            self._show_counts()
        else:
            nothing = [0] * len(PARTS)
            finding = f"No such model: {self.trouble}"
            self.parts.update(finding, nothing, [("", nothing)] * 2, self.description)
            self.sizes.update("", [0.0] * len(self.bits))

    def _show_counts(self):
        layers = counted(self.architecture.n_layers, "layer")
        heads = counted(self.architecture.n_heads, "head")
        finding = f"{layers}, {heads}: {self.total:,} parameters"
        self.parts.update(finding, list(self.counts.values()), self._rows(), self.description)
        gigabytes = [size_in_bytes(self.total, bits) / 1e9 for bits in self.bits]
        self.sizes.update(f"{size_in_bytes(self.total, 16) / 1e9:.3g} GB at 16 bits", gigabytes)

    def _rows(self):
        """The two bars: all parameters by part, and those that work on one token."""
        n_working = count_working(self.architecture)
        working = self.counts | {"feed-forward": self.counts["feed-forward"] - (self.total - n_working)}
        return [
            (f"stored: {self.total:,}", list(self.counts.values())),
            (f"working on one token: {n_working:,}", list(working.values())),
        ]

    @property
    def total(self):
        """The number of parameters of the whole model, 0 if there is no such model."""
        return sum(self.counts.values())

    @property
    def description(self):
        """The model in one line: its layers, heads and other settings."""
        a = self.architecture
        experts = f" × {a.n_experts} experts" if a.n_experts > 1 else ""
        return (
            f"{counted(a.n_layers, 'layer')} of width {a.width:,} · {counted(a.n_heads, 'head')}"
            f" ({self.key_value_words} key-value) · feed-forward {a.feedforward_size:,}{experts} ·"
            f" {a.vocabulary_size:,} tokens · {a.n_positions:,} positions"
        )

    def summary(self):
        if self.trouble is not None:
            return f"{self.description}. No such model: {self.trouble}."
        parts = ", ".join(f"{part} {count:,}" for part, count in self.counts.items() if count)
        gigabytes = size_in_bytes(self.total, 16) / 1e9
        return (
            f"{self.description}. {self.total:,} parameters ({parts}), {gigabytes:.3g} GB at 16 bits."
            f" {count_working(self.architecture):,} of them work on a token, with"
            f" {count_multiply_adds_of_architecture(self.architecture):,} multiply-adds."
        )


def _one_head():
    one, twelve = _parameters_of_a_block(n_heads=1), _parameters_of_a_block(n_heads=12)
    facts = {"one": one, "twelve": twelve, "head": PUBLISHED["GPT-2 small"].width // 12}
    if one == twelve:
        return "exactly as many", facts
    return "fewer" if one < twelve else "more", facts


def _parameters_of_a_block(n_heads):
    model = PUBLISHED["GPT-2 small"]._replace(n_heads=n_heads, n_key_value_heads=n_heads)
    return count_total(model._replace(n_layers=2)) - count_total(model._replace(n_layers=1))


one_head_or_twelve = Question(
    "Every block of GPT-2 small has 12 attention heads. How many parameters has a block with a single head"
    " instead?",
    {
        "fewer": (
            "Heads are not added, the width is divided among them: 12 heads of {head} numbers, or one of 768."
            " A block has {one:,} either way."
        ),
        "exactly as many": (
            "Heads share the width: 12 × {head} = 768. So a block has {one:,} parameters, with one head as"
            " with twelve."
        ),
        "more": (
            "A single head is larger, that is true: 768 numbers instead of {head}. But there is only one, and"
            " the block has {one:,} either way."
        ),
    },
    _one_head,
)
