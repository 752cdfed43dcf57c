"""The parameters of a language model, part by part: what do layers, width, heads and experts cost?"""

from ...plots.numbers import counted
from ...plots.style import panels
from ...published import (
    PARTS,
    PUBLISHED,
    Architecture,
    count_by_part,
    count_multiply_adds,
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
    """A published model in terms of the controls below."""
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
        Slider("n_layers", 1, 96, start=12, whole=True, label="layers"),
        Slider("width", 128, 12_288, start=768, step=128, whole=True, label="width"),
        Choice("n_heads", (1, 2, 4, 8, 12, 16, 32, 96), 12, "heads"),
        Choice("n_key_value_heads", (AS_MANY, 1, 2, 4, 8), AS_MANY, "key-value heads"),
        Slider("feedforward", 0.5, 8.0, start=4.0, step=0.5, label="feed-forward width / width"),
        Slider("vocabulary_size", 1000, 131_072, start=50_257, whole=True, label="vocabulary"),
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
            "Nearly all of it is attention and feed-forward; too large for any single machine drawn here.",
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
        self.sizes = PrecisionBars(
            right,
            [str(bits) for bits in self.bits],
            (1e-4, 1e6),
            {"8 GB: a phone": 8, "80 GB: a large GPU": 80},
        )
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
        self.architecture = Architecture(
            n_layers, width, n_heads, n_heads if n_key_value_heads == AS_MANY else n_key_value_heads, int(feedforward * width), vocabulary_size,
            n_positions, n_experts=n_experts, n_experts_used=min(2, n_experts), **FAMILIES[family],
        )  # fmt: skip
        self.key_value_words = "as many" if n_key_value_heads == AS_MANY else f"{n_key_value_heads}"
        try:
            self.counts, self.trouble = count_by_part(self.architecture), None
        except ValueError as error:
            self.counts, self.trouble = dict.fromkeys(PARTS, 0), str(error)
        self._show()

    def _show(self):
        if self.trouble is not None:
            self.parts.update(
                f"No such model: {self.trouble}", [0] * len(PARTS), [("", [0] * len(PARTS))] * 2, self.caption
            )
            self.sizes.update("", [0.0] * len(self.bits))
            return
        counts, resting = list(self.counts.values()), self.total - count_working(self.architecture)
        working = [
            count - resting if part == "feed-forward" else count for part, count in self.counts.items()
        ]
        rows = [(f"stored: {self.total:,}", counts), (f"working on one token: {sum(working):,}", working)]
        self.parts.update(
            f"{counted(self.architecture.n_layers, 'layer')}, {counted(self.architecture.n_heads, 'head')}:"
            f" {self.total:,} parameters",
            counts,
            rows,
            self.caption,
        )
        self.sizes.update(
            f"{size_in_bytes(self.total, 16) / 1e9:.3g} GB at 16 bits",
            [size_in_bytes(self.total, bits) / 1e9 for bits in self.bits],
        )

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def caption(self):
        a = self.architecture
        experts = f" × {a.n_experts} experts" if a.n_experts > 1 else ""
        return (
            f"{counted(a.n_layers, 'layer')} of width {a.width:,} · {counted(a.n_heads, 'head')}"
            f" ({self.key_value_words} key-value) · feed-forward {a.feedforward_size:,}{experts} ·"
            f" {a.vocabulary_size:,} tokens · {a.n_positions:,} positions"
        )

    def summary(self):
        if self.trouble is not None:
            return f"{self.caption}. No such model: {self.trouble}."
        parts = ", ".join(f"{part} {count:,}" for part, count in self.counts.items() if count)
        return (
            f"{self.caption}. {self.total:,} parameters ({parts}), {size_in_bytes(self.total, 16) / 1e9:.3g}"
            f" GB at 16 bits. {count_working(self.architecture):,} of them work on a token, with"
            f" {count_multiply_adds(self.architecture):,} multiply-adds."
        )


def _one_head():
    blocks = {}
    for n_heads in (1, 12):
        one_layer = PUBLISHED["GPT-2 small"]._replace(n_layers=1, n_heads=n_heads, n_key_value_heads=n_heads)
        none = count_by_part(one_layer)
        blocks[n_heads] = (
            none["attention"] + none["feed-forward"] + 4 * one_layer.width
        )  # and two normalisations
    choice = "fewer" if blocks[1] < blocks[12] else "more" if blocks[1] > blocks[12] else "exactly as many"
    return choice, {"one": blocks[1], "twelve": blocks[12], "head": 768 // 12}


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
