"""The counts of famous models are exact, and those of small ones equal what a built network holds."""

import numpy as np
import pytest

from mlp.published import (
    PARTS,
    PUBLISHED,
    Architecture,
    count_attention,
    count_by_part,
    count_feedforward,
    count_multiply_adds_of_architecture,
    count_total,
    count_working,
    size_in_bytes,
)

# What the models' makers publish, or follows from their published files.
TOTALS = {
    "GPT-2 small": 124_439_808,
    "GPT-3": 174_604_259_328,
    "Mistral 7B": 7_241_732_096,
    "Solar 10.7B": 10_731_524_096,
    "Mixtral 8x7B": 46_702_792_704,
}
SMALL = Architecture(2, 12, 6, 3, 20, 11)


class Transformer:
    """A small transformer in plain numpy, without the counting code: its arrays can be counted by part."""

    def __init__(self, architecture):
        self.a, self.arrays, self.rng = architecture, [], np.random.default_rng(0)

    def array(self, part, *shape):
        array = self.rng.standard_normal(shape)
        self.arrays.append((part, array.size))
        return array

    def linear(self, part, inputs, n_out, bias=True):
        outputs = inputs @ self.array(part, inputs.shape[-1], n_out)
        return outputs + self.array(part, n_out) if bias and self.a.has_biases else outputs

    def normalised(self, inputs):
        scaled = (
            inputs
            / np.sqrt((inputs**2).mean(axis=-1, keepdims=True))
            * self.array("normalisation", inputs.shape[-1])
        )
        return scaled + self.array("normalisation", inputs.shape[-1]) if self.a.has_biases else scaled

    def attention(self, inputs):
        head_size, length = self.a.width // self.a.n_heads, len(inputs)
        queries = self.linear("attention", inputs, self.a.n_heads * head_size).reshape(
            length, self.a.n_heads, head_size
        )
        keys, values = (
            self.linear("attention", inputs, self.a.n_key_value_heads * head_size).reshape(
                length, self.a.n_key_value_heads, head_size
            )
            for _ in range(2)
        )
        keys, values = (
            np.repeat(shared, self.a.n_heads // self.a.n_key_value_heads, axis=1) for shared in (keys, values)
        )
        scores = np.exp(np.einsum("qhs,khs->hqk", queries, keys) / head_size)
        mixed = np.einsum("hqk,khs->qhs", scores / scores.sum(axis=-1, keepdims=True), values)
        return self.linear("attention", mixed.reshape(length, self.a.width), self.a.width)

    def expert(self, inputs):
        hidden = np.maximum(0, self.linear("feed-forward", inputs, self.a.feedforward_size))
        if self.a.is_gated:
            hidden = hidden * self.linear("feed-forward", inputs, self.a.feedforward_size)
        return self.linear("feed-forward", hidden, self.a.width)

    def feedforward(self, inputs):
        if self.a.n_experts == 1:
            return self.expert(inputs)
        shares = self.linear("router", inputs, self.a.n_experts, bias=False)  # (length, n_experts)
        return sum(shares[:, [k]] * self.expert(inputs) for k in range(self.a.n_experts))

    def forward(self, tokens):
        embedding = self.array("embedding", self.a.vocabulary_size, self.a.width)
        stream = embedding[tokens]
        if self.a.n_positions:
            stream = stream + self.array("embedding", self.a.n_positions, self.a.width)[: len(tokens)]
        for _ in range(self.a.n_layers):
            stream = stream + self.attention(self.normalised(stream))
            stream = stream + self.feedforward(self.normalised(stream))
        head = (
            embedding if self.a.is_tied else self.array("output head", self.a.vocabulary_size, self.a.width)
        )
        return self.normalised(stream) @ head.T  # (length, vocabulary_size)

    def counted(self):
        return {part: sum(size for name, size in self.arrays if name == part) for part in PARTS}


@pytest.mark.parametrize("name", PUBLISHED)
def test_famous_models_are_counted_to_the_last_digit(name):
    assert count_total(PUBLISHED[name]) == TOTALS[name]


def test_every_published_model_has_its_count():
    assert set(PUBLISHED) == set(TOTALS)


@pytest.mark.parametrize(
    "architecture",
    [
        SMALL,
        SMALL._replace(n_layers=1, n_heads=4, n_key_value_heads=1),
        SMALL._replace(has_biases=True, is_gated=False, is_tied=True, n_positions=7),
        SMALL._replace(has_biases=True, n_key_value_heads=6),
        SMALL._replace(n_experts=4, n_experts_used=2, is_tied=True),
        SMALL._replace(n_experts=3, n_experts_used=3, is_gated=False, n_positions=5),
    ],
)
def test_small_architectures_count_as_many_as_a_network_built_and_run(architecture):
    network = Transformer(architecture)
    assert network.forward(np.array([1, 4, 2])).shape == (3, architecture.vocabulary_size)
    assert count_by_part(architecture) == network.counted()


def test_a_block_of_gpt_2_is_the_same_for_every_number_of_heads():
    for n_heads in (1, 2, 4, 12):
        block = PUBLISHED["GPT-2 small"]._replace(n_heads=n_heads, n_key_value_heads=n_heads)
        norms = 2 * 2 * block.width
        assert (
            count_attention(block) + count_feedforward(block) + norms == 7_087_872 == 12 * 768**2 + 13 * 768
        )


def test_fewer_key_value_heads_cost_less():
    counts = [
        count_total(PUBLISHED["Mistral 7B"]._replace(n_key_value_heads=n)) for n in (32, 16, 8, 4, 2, 1)
    ]
    assert counts == sorted(counts, reverse=True) and len(set(counts)) == 6


def test_solar_is_mistral_with_sixteen_more_blocks():
    assert count_total(PUBLISHED["Solar 10.7B"]) - count_total(PUBLISHED["Mistral 7B"]) == 16 * 218_112_000


def test_two_of_eight_experts_work_on_a_token():
    assert count_working(PUBLISHED["Mixtral 8x7B"]) == 12_879_925_248
    assert count_working(PUBLISHED["Mistral 7B"]) == count_total(PUBLISHED["Mistral 7B"])


def test_multiply_adds_are_the_matrix_weights_that_work():
    mixture = SMALL._replace(n_experts=4, n_experts_used=2, has_biases=True, n_positions=7)
    plain = mixture._replace(has_biases=False)
    norms = (2 * plain.n_layers + 1) * plain.width
    looked_up = (plain.vocabulary_size + plain.n_positions) * plain.width
    assert count_multiply_adds_of_architecture(mixture) == count_working(plain) - norms - looked_up


def test_a_tied_head_is_free_to_store_but_not_to_use():
    untied, tied = SMALL, SMALL._replace(is_tied=True)
    assert count_total(untied) - count_total(tied) == SMALL.vocabulary_size * SMALL.width
    assert count_multiply_adds_of_architecture(untied) == count_multiply_adds_of_architecture(tied)


def test_sizes_in_bytes():
    assert [size_in_bytes(1000, bits) for bits in (32, 16, 8, 4)] == [4000, 2000, 1000, 500]


@pytest.mark.parametrize(
    "change, words",
    [
        ({"n_heads": 5}, "n_heads is 5; it must divide the width, and 12 / 5 leaves 2"),
        ({"n_key_value_heads": 4}, "n_key_value_heads is 4; it must divide the number of heads, which is 6"),
        ({"n_key_value_heads": 12}, "must divide the number of heads"),
        ({"n_experts_used": 2}, "n_experts_used is 2; it must be at most n_experts, which is 1"),
        ({"n_layers": 0}, "n_layers is 0; it must be a whole number at least 1"),
        ({"width": 12.0}, "width is 12.0"),
        ({"n_positions": -1}, "n_positions is -1"),
    ],
)
def test_what_cannot_be_built_is_answered_with_one_sentence(change, words):
    with pytest.raises(ValueError, match="must") as caught:
        count_by_part(SMALL._replace(**change))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "count",
    [
        count_by_part,
        count_total,
        count_working,
        count_attention,
        count_feedforward,
        count_multiply_adds_of_architecture,
    ],
)
def test_a_name_is_no_architecture(count):
    with pytest.raises(
        TypeError,
        match=r"architecture is 'GPT-3'; it must be an Architecture, such as PUBLISHED\['GPT-2 small'\]",
    ):
        count("GPT-3")


@pytest.mark.parametrize("name", ["has_biases", "is_gated", "is_tied"])
def test_yes_or_no_takes_nothing_else(name):
    with pytest.raises(TypeError, match=f"{name} is 'no'; it must be True or False"):
        count_total(SMALL._replace(**{name: "no"}))


def test_words_are_no_numbers():
    with pytest.raises(TypeError, match="vocabulary_size is 'many'"):
        count_total(SMALL._replace(vocabulary_size="many"))
    with pytest.raises(ValueError, match="bits is 0"):
        size_in_bytes(10, 0)
