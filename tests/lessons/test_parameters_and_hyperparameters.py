"""Notebook 1's scenes, driven without Jupyter: the numbers of docs/CURRICULUM.md, the cards, and the usual mistakes."""

import numpy as np
import pytest
from driving import advance, at_the_end, opened, opening, painted, pixels, run_to_the_end, verdict

from mlp import MLP, count_parameters
from mlp.lessons import parameters_and_hyperparameters as scenes
from mlp.lessons.parameters_and_hyperparameters.every_bus_at_once import ALL, POSITIVE, STRONGEST
from mlp.lessons.tasks import Question
from mlp.live import sort_cards
from mlp.published import PUBLISHED, count_total

pytestmark = pytest.mark.filterwarnings("error")

# 1.1 Count on the diagram


@pytest.mark.parametrize(
    "settings, sizes, n_parameters, n_paths",
    [
        ({"width": 16, "depth": 2}, [784, 16, 16, 10], 13_002, 2_007_040),
        ({"width": 50, "depth": 1}, [784, 50, 10], 39_760, 392_000),
        ({"width": 100, "depth": 3}, [784, 100, 100, 100, 10], 99_710, 784 * 100**3 * 10),
        ({"width": 100, "depth": 10}, [784] + 10 * [100] + [10], 170_410, 784 * 100**10 * 10),
        ({"depth": 0}, [784, 10], 7_850, 7_840),
        ({"n_inputs": 2, "width": 4, "depth": 2, "halving": True, "n_outputs": 1}, [2, 4, 2, 1], 25, 16),
    ],
)
def test_the_documented_numbers_of_parameters_and_paths(settings, sizes, n_parameters, n_paths):
    scene = opened(scenes.CountOnTheDiagram, **settings)
    assert (scene.sizes, scene.n_parameters, scene.n_paths) == (sizes, n_parameters, n_paths)
    assert len(MLP(sizes).parameters.flat) == count_parameters(sizes) == n_parameters
    assert f"{n_parameters:,}" in scene.summary()


def test_every_gap_carries_its_count_and_the_counts_add_up():
    scene = opened(scenes.CountOnTheDiagram, width=100, depth=10)
    written = [text.get_text().replace(",", "") for text in scene.diagram.counts]
    assert sum(int(count) for count in written if count) == 170_410
    assert sum(bool(text.get_text()) for text in scene.diagram.formulas) == 11


def test_units_that_are_left_out_are_admitted():
    scene = opened(scenes.CountOnTheDiagram, n_inputs=784)
    assert "only 6 are drawn" in scene.diagram.note.get_text()
    scene.restart(n_inputs=2, width=4, depth=2, halving=True, n_outputs=1)
    assert "Every unit is drawn" in scene.diagram.note.get_text()


# 1.2 Sort the knobs; a support vector machine


def test_every_card_is_answered_right_and_wrong():
    sorting = sort_cards(scenes.knobs)
    assert sorting.n_right == 0
    for card in scenes.knobs.cards:
        for kind in [*(kind for kind in scenes.knobs.kinds if kind != card.kind), card.kind]:
            sorting.choose(card.name, kind)
            assert ("Right." in sorting.feedback(card.name)) == (kind == card.kind)
            assert ("Not quite." in sorting.feedback(card.name)) == (kind != card.kind)
    assert sorting.n_right == len(scenes.knobs.cards) == 15


def test_a_card_can_be_taken_back():
    sorting = sort_cards(scenes.knobs)
    sorting.choose("weight", "parameter")
    sorting._choices["weight"].value = None
    assert sorting.n_right == 0 and sorting.feedback("weight") == ""


def test_a_wrong_kind_is_told_from_the_right_one():
    sorting = sort_cards(scenes.knobs)
    answers = set()
    for kind in ("parameter", "hyperparameter", "derived"):
        sorting.choose("R²", kind)
        answers.add(sorting.feedback("R²"))
    assert len(answers) == 3


def test_cards_are_read_in_plain_text_and_unknown_kinds_refused():
    sorting = sort_cards(scenes.knobs)
    plain = sorting._repr_mimebundle_()["text/plain"]
    assert all(card.name in plain for card in scenes.knobs.cards)
    with pytest.raises(ValueError, match="kind is 'setting'; it must be one of: parameter"):
        sorting.choose("weight", "setting")


def test_every_card_has_a_known_kind():
    assert {card.kind for card in scenes.knobs.cards} == set(scenes.knobs.kinds)


def objective(scene, parameters):
    agreement = scene.points.targets[:, 0] * (scene.points.inputs @ parameters[:2] + parameters[2])
    return parameters[:2] @ parameters[:2] / 2 + scene.chosen * np.maximum(0, 1 - agreement).sum()


@pytest.mark.parametrize("C", [0.01, 0.1, 1.0, 100.0])
def test_the_support_vector_machine_is_at_its_minimum(C):
    scene = opened(scenes.ChooseC, C=C)
    found = scene.model.parameters.flat[scene.choice]
    rng = np.random.default_rng(0)
    nearby = [
        objective(scene, found + size * rng.standard_normal(3))
        for size in (0.003, 0.01, 0.03, 0.1, 0.3)
        for _ in range(40)
    ]
    assert objective(scene, found) < 1.001 * min(nearby)


def test_only_support_vectors_matter():
    scene = opened(scenes.ChooseC, C=1.0)
    few = scene.points.take(scene.is_support)
    machine = MLP([2, 1], "identity", "zeros", n_models=1)
    for _, _ in zip(range(2000), scenes.train_svm(machine, few, [1.0], 2000), strict=False):
        pass
    assert np.allclose(machine.parameters.flat[0], scene.model.parameters.flat[scene.choice], atol=0.01)


def test_a_dearer_street_is_narrower():
    streets = [opened(scenes.ChooseC, C=C).street for C in (0.01, 0.1, 1.0, 100.0)]
    assert streets == sorted(streets, reverse=True) and streets[0] > 2 * streets[-1]


@pytest.mark.parametrize("seed", range(0, 40, 8))
def test_what_is_said_about_cheap_and_expensive_streets_holds_for_every_seed(seed):
    supports = {C: opened(scenes.ChooseC, seed=seed, C=C).is_support.sum() for C in (0.01, 1.0, 100.0)}
    assert supports[0.01] > 30 and supports[100.0] < supports[1.0] < supports[0.01] / 2
    streets = {C: opened(scenes.ChooseC, seed=seed, C=C).street for C in supports}
    assert streets[0.01] > streets[1.0] > streets[100.0]


def test_rings_are_drawn_around_the_support_vectors():
    scene = opened(scenes.ChooseC, C=1.0)
    assert np.array_equal(
        np.column_stack(scene.margin.rings.get_data()), scene.points.inputs[scene.is_support]
    )


# 1.3 Every bus at once


def test_the_thickest_lines_lead_elsewhere_and_a_negative_weight_decides():
    answers = {}
    for riding in (ALL, STRONGEST, POSITIVE):
        scene = opened(scenes.EveryBusAtOnce, riding=riding)
        answers[riding] = scene.last_names[scene.arrival]
    assert answers[ALL] == scene.answer
    assert len(set(answers.values())) == 3
    assert answers[STRONGEST] in scenes.where_do_all_buses_lead.text


@pytest.mark.parametrize("word", scenes.EveryBusAtOnce.last_names)
def test_praise_teaches_any_word(word):
    scene = at_the_end(scenes.EveryBusAtOnce, praised=word)
    assert scene.answer == word and scene.chances.max() > 0.9
    assert scene.n_done == scene.n_steps


def test_updates_are_not_said_to_be_of_a_rate_that_came_later():
    scene = at_the_end(scenes.EveryBusAtOnce, praised=scenes.EveryBusAtOnce.last_names[0])
    scene.change(learning_rate=1.0)
    assert f"{scene.n_steps} updates; the rate is now 1." in scene.summary()


def test_the_run_ends_and_stays_harmless():
    scene = at_the_end(scenes.EveryBusAtOnce, praised=scenes.EveryBusAtOnce.last_names[0])
    before = scene.model.parameters.flat.copy()
    assert not scene.advance()
    scene.change(praised=scene.last_names[1])
    assert not scene.advance()
    assert np.array_equal(before, scene.model.parameters.flat)
    assert "press Restart" in scene.summary()


def test_without_praise_nothing_is_learned():
    scene = opened(scenes.EveryBusAtOnce)
    before = scene.model.parameters.flat.copy()
    assert not scene.advance()
    assert np.array_equal(before, scene.model.parameters.flat)


def test_what_is_praised_and_ridden_may_change_in_the_middle_of_a_run():
    scene = opened(scenes.EveryBusAtOnce, praised=scenes.EveryBusAtOnce.last_names[0])
    advance(scene, 20)
    scene.change(riding=STRONGEST, learning_rate=1.0)
    scene.change(praised=scene.last_names[2])
    painted(scene)
    assert scene.n_done == 20
    run_to_the_end(scene)
    assert scene.answer == scene.last_names[2]


def test_riding_strongest_leaves_one_bus_on_each_gap():
    scene = opened(scenes.EveryBusAtOnce, riding=STRONGEST)
    assert [np.count_nonzero(weights) for weights in scene.ridden.parameters.weights] == [1, 1]
    assert np.count_nonzero(scene.model.parameters.weights[0]) == 16


# 1.4 Count the famous ones


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_controls_reach_every_published_model(name):
    preset = next(preset for preset in scenes.CountTheFamous.presets if preset.name == name)
    scene = opened(scenes.CountTheFamous, **preset.settings)
    assert scene.total == count_total(PUBLISHED[name])
    assert f"{count_total(PUBLISHED[name]):,}" in scene.summary()
    assert f"{count_total(PUBLISHED[name]):,}" in scene.parts.title.get_text()


def test_the_number_of_heads_changes_nothing_but_key_value_heads_do():
    scene = opened(scenes.CountTheFamous)
    totals = []
    for n_heads in (1, 2, 4, 12):
        scene.restart(**opening(scene) | {"n_heads": n_heads})
        totals.append(scene.total)
    assert totals == [124_439_808] * 4
    scene.restart(**opening(scene) | {"n_key_value_heads": 1})
    assert scene.total < 124_439_808


def test_heads_that_do_not_divide_the_width_are_explained():
    scene = opened(scenes.CountTheFamous, n_heads=96, width=4096)
    assert (
        "must divide the width" in scene.summary() and "must divide the width" in scene.parts.title.get_text()
    )
    painted(scene)
    scene.restart(**opening(scene))
    painted(scene)
    assert scene.total == 124_439_808


def test_the_longest_caption_fits_into_the_picture():
    scene = opened(
        scenes.CountTheFamous,
        n_layers=96,
        width=12_288,
        n_heads=96,
        feedforward=8.0,
        vocabulary_size=131_072,
        n_positions=2048,
        n_experts=16,
    )
    darkest = pixels(painted(scene))[-30:, :, :3].min(axis=(0, 2))  # of each column
    inked = np.flatnonzero(darkest < 250)
    assert inked[0] > 5 and inked[-1] < 994


@pytest.mark.parametrize("seed", [25, 37, 46])  # clouds with a gap between them
def test_where_a_line_parts_the_clouds_the_street_reaches_to_the_nearest_points(seed):
    scene = opened(scenes.ChooseC, seed=seed)
    for C in scene.all_C:
        scene.restart(seed=seed, C=C)
        assert scene.is_support.sum() >= 2


# Questions and exercises


def test_the_documented_answers():
    rights = [item.answer()[0] for item in vars(scenes).values() if isinstance(item, Question)]
    assert rights == [
        "twice as many parameters, 10¹⁸ times as many paths",
        "narrower",
        "joahae (like)",
        "exactly as many",
    ]


@pytest.mark.parametrize(
    "answer, words",
    [
        (
            lambda sizes: sum(a * b for a, b in zip(sizes[:-1], sizes[1:], strict=True)),
            "Those are the weights",
        ),
        (lambda sizes: int(np.prod(sizes)), "Those are the paths"),
        (lambda sizes: count_parameters(sizes) + sizes[0], "inputs have no biases"),
        (lambda sizes: sum(a * b + a for a, b in zip(sizes[:-1], sizes[1:], strict=True)), "behind the gap"),
        (lambda sizes: sizes[0] * sizes[1] + sizes[1], "first gap only"),
        (lambda sizes: 25, "784-10 has 784 × 10 + 10"),
        (lambda sizes: 7, "yours has 7"),
    ],
)
def test_mistakes_in_counting_are_named(answer, words):
    assert words in verdict(scenes.write_count, answer)


@pytest.mark.parametrize(
    "answer, words",
    [
        (lambda width, heads, kv: 4 * width**2, "keys and values are narrower"),
        (lambda width, heads, kv: width**2 + 2 * width * kv * width // heads, "One matrix is missing"),
        (lambda width, heads, kv: heads * 4 * width**2, "Heads share the width"),
        (lambda width, heads, kv: 2 * width**2 + width * kv * width // heads, "a matrix each"),
        (lambda width, heads, kv: 2 * width**2 + 2 * width * width // heads, "one key-value head only"),
        (lambda width, heads, kv: 2 * width**2 + 2 * width * 1024, "12 of 12"),
        (lambda width, heads, kv: 12, "yours are 12"),
    ],
)
def test_mistakes_in_the_attention_are_named(answer, words):
    assert words in verdict(scenes.write_attention, answer)
