"""Notebook 1's scenes, driven without Jupyter: the lesson's numbers, the cards, and the usual mistakes."""

from copy import copy

import numpy as np
import pytest
from driving import advance, at_the_end, opened, opening, painted, pixels, run_to_the_end, verdict

from mlp import MLP, GradientDescent, count_parameters, train
from mlp.lessons import parameters_and_hyperparameters as scenes
from mlp.lessons.common import CROSS_ENTROPY, DIGITS
from mlp.lessons.parameters_and_hyperparameters.every_bus_at_once import (
    ALL,
    BROUGHT,
    NOTHING,
    POSITIVE,
    STRONGEST,
    WEIGHT,
)
from mlp.lessons.parameters_and_hyperparameters.paths import thickest_path
from mlp.lessons.parameters_and_hyperparameters.svm import is_support_vector, street_width, two_clouds
from mlp.lessons.tasks import Question
from mlp.live import sort_cards
from mlp.published import PUBLISHED, count_total
from mlp.training import advance as advance_training

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
def test_the_diagram_counts_parameters_and_paths(settings, sizes, n_parameters, n_paths):
    scene = opened(scenes.CountOnTheDiagram, **settings)
    assert (scene.sizes, scene.n_parameters, scene.n_paths) == (sizes, n_parameters, n_paths)
    assert len(MLP(sizes).parameters.flat) == count_parameters(sizes) == n_parameters
    assert f"{n_parameters:,}" in scene.summary()


def test_every_gap_carries_its_count_and_the_counts_add_up():
    scene = opened(scenes.CountOnTheDiagram, width=100, depth=10)
    written = [text.get_text().replace(",", "") for text in scene.diagram.counts]
    assert sum(int(count) for count in written if count) == 170_410
    assert sum(bool(text.get_text()) for text in scene.diagram.formulas) == 11


def test_the_note_says_whether_units_are_left_out():
    scene = opened(scenes.CountOnTheDiagram, n_inputs=784)
    assert "only 6 are drawn" in scene.diagram.note.get_text()
    scene.restart(n_inputs=2, width=4, depth=2, halving=True, n_outputs=1)
    assert "Every unit is drawn" in scene.diagram.note.get_text()


def test_a_further_layer_adds_the_same_parameters_and_multiplies_the_paths():
    counts = opened(scenes.CountOnTheDiagram, width=50, depth=1).counts
    np.testing.assert_array_equal(np.diff(counts["parameters"])[1:], 2_550)
    np.testing.assert_allclose(counts["paths"][2:] / counts["paths"][1:-1], 50)
    assert (counts["parameters"][1], counts["parameters"][10]) == (39_760, 62_710)


def test_try_this_the_widest_ten_layers_below_784_50_10():
    below = [width for width in range(1, 101) if count_parameters([784, *[width] * 10, 10]) < 39_760]
    assert below[-1] == 35 and count_parameters([784, *[35] * 10, 10]) == 39_175


# 1.2 Sort the words; what training leaves alone; a support vector machine


def test_every_card_is_right_in_its_kind_and_wrong_in_the_others():
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


def test_the_feedback_differs_between_kinds():
    sorting = sort_cards(scenes.knobs)
    answers = set()
    for kind in ("parameter", "hyperparameter", "derived"):
        sorting.choose("R²", kind)
        answers.add(sorting.feedback("R²"))
    assert len(answers) == 3


def test_the_plain_text_lists_the_cards():
    sorting = sort_cards(scenes.knobs)
    plain = sorting._repr_mimebundle_()["text/plain"]
    assert all(card.name in plain for card in scenes.knobs.cards)


def test_an_unknown_kind_of_card_is_named_in_the_error():
    with pytest.raises(ValueError, match="kind is 'setting'.*parameter"):
        sort_cards(scenes.knobs).choose("weight", "setting")


def test_every_card_has_a_known_kind():
    assert {card.kind for card in scenes.knobs.cards} == set(scenes.knobs.kinds)


def test_the_scene_shows_the_machine_that_was_trained_for_this_C():
    scene = opened(scenes.ChooseC, C=1.0)
    assert scene.chosen == pytest.approx(1.0)
    np.testing.assert_array_equal(scene.parameters, scene.model.parameters.flat[scene.choice])
    assert f"{scene.is_support.sum()} of 60 points are support vectors" in scene.summary()


def test_rings_are_drawn_around_the_support_vectors():
    scene = opened(scenes.ChooseC, C=1.0)
    rings = np.column_stack(scene.margin.rings.get_data())
    np.testing.assert_array_equal(rings, scene.points.inputs[scene.is_support])


def test_the_street_and_its_support_vectors_at_both_ends_of_C():
    for C, width, n_support in ((0.01, 4.08, 48), (100.0, 1.03, 13)):
        scene = opened(scenes.ChooseC, C=C)
        assert round(scene.street, 2) == width and scene.is_support.sum() == n_support


def test_between_7_and_12_one_support_vector_drops_out_and_the_line_moves():
    scene = opened(scenes.ChooseC)
    lines, all_C = scene.model.parameters.flat, scene.all_C
    n_support = is_support_vector(lines, scene.points).sum(axis=-1)
    flat, jump, last = (all_C > 2) & (all_C < 7.1), (all_C > 7.5) & (all_C < 11), all_C > 12
    assert set(n_support[flat]) == {14} and set(n_support[jump | last]) == {13}
    assert np.ptp(lines[flat], axis=0).max() < 0.01 and np.ptp(lines[last], axis=0).max() < 0.01
    assert (lines[last][0] - lines[flat][-1]).min() > 0.3


def test_the_street_of_the_question_is_that_of_the_longest_training():
    _, facts = scenes.dearer_points.answer()
    converged = street_width(scenes.fit_svms(two_clouds(60), [0.1, 10.0], n_steps=20_000).parameters.flat)
    assert [facts["before"], facts["after"]] == pytest.approx(converged, rel=0.003)


@pytest.mark.parametrize("seed", range(10))
def test_training_leaves_the_weights_of_pixels_alone_that_are_empty_in_every_digit(seed):
    is_empty = (DIGITS.train.inputs == 0).all(axis=0)
    model = MLP([64, 20, 10], seed=seed)
    before = copy(model)
    training = train(model, CROSS_ENTROPY, GradientDescent(0.5), DIGITS.train, batch_size=32)
    advance_training(training, 200)
    assert is_empty.sum() == 3
    assert (model.parameters.flat == before.parameters.flat).sum() == 60
    assert (model.parameters.weights[0] == before.parameters.weights[0])[is_empty].all()


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


def test_the_summary_names_the_rate_now_not_the_rate_of_earlier_updates():
    scene = at_the_end(scenes.EveryBusAtOnce, praised=scenes.EveryBusAtOnce.last_names[0])
    scene.change(riding=ALL, line_width=WEIGHT, praised=scene.praised, learning_rate=1.0)
    assert f"{scene.n_steps} updates; the rate is now 1." in scene.summary()


def test_after_the_end_of_a_run_nothing_is_learned():
    scene = at_the_end(scenes.EveryBusAtOnce, praised=scenes.EveryBusAtOnce.last_names[0])
    before = scene.model.parameters.flat.copy()
    assert not scene.advance()
    scene.change(riding=ALL, line_width=WEIGHT, praised=scene.last_names[1], learning_rate=0.1)
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
    for praised in (scene.last_names[0], scene.last_names[2]):
        scene.change(riding=STRONGEST, line_width=WEIGHT, praised=praised, learning_rate=1.0)
    painted(scene)
    assert scene.n_done == 20
    run_to_the_end(scene)
    assert scene.answer == scene.last_names[2]


def test_a_negative_weight_from_a_negative_number_makes_joahae_win():
    scene = opened(scenes.EveryBusAtOnce)
    sent, weights, brought = scene.layer_outputs[1], scene.model.parameters.weights[1], scene.brought[1]
    assert [round(value, 2) for value in (sent[3], weights[3, 1], brought[3, 1])] == [-0.81, -1.33, 1.09]
    assert scene.helper == 3 and "-0.81 × -1.33 = +1.09" in scene.summary()
    without = scene.layer_outputs[-1] - brought[3]
    assert scene.arrival == 1 and without.argmax() != 1
    assert round(scene.chances[1], 2) == 0.59


def test_the_thickest_line_speaks_against_its_stop():
    scene = opened(scenes.EveryBusAtOnce)
    weights = scene.model.parameters.weights[1]
    thickest = np.unravel_index(np.abs(weights).argmax(), weights.shape)
    assert thickest == (0, 2) and round(weights[thickest], 2) == 1.88
    assert round(scene.layer_outputs[1][0], 2) == -0.48 and round(scene.brought[1][thickest], 2) == -0.91


def test_what_the_lines_bring_adds_up_to_the_sum_at_each_stop():
    for riding in (ALL, STRONGEST, POSITIVE):
        scene = opened(scenes.EveryBusAtOnce, riding=riding)
        np.testing.assert_allclose(scene.brought[1].sum(axis=0), scene.layer_outputs[2])


def test_the_line_width_shows_weights_or_what_they_bring_and_changes_no_answer():
    scene = opened(scenes.EveryBusAtOnce)
    for line_width, numbers in ((BROUGHT, scene.brought), (WEIGHT, scene.ridden.parameters.weights)):
        scene.change(riding=ALL, line_width=line_width, praised=NOTHING, learning_rate=0.1)
        positive = np.concatenate([layer[layer > 0] for layer in numbers])
        np.testing.assert_allclose(np.sort(scene.map.positive.get_linewidths()), np.sort(0.4 + 4 * positive))
        assert line_width in scene.map.note.get_text() and scene.answer == "joahae (like)"


def first_updates(word, learning_rate):
    """The updates after which the network, and its thickest lines, first lead to the praised word."""
    scene = opened(scenes.EveryBusAtOnce, praised=word, learning_rate=learning_rate)
    answers, routes = [], []
    while scene.advance():
        answers.append(scene.answer == word)
        routes.append(scene.last_names[scene.route[-1]] == word)
    return answers.index(True) + 1, routes.index(True) + 1


def test_praise_changes_the_answer_at_update_18_for_saranghae():
    assert first_updates("saranghae (love)", 0.01)[0] == 18


def test_try_this_the_answer_becomes_miwohae_long_before_the_thickest_lines_do():
    assert first_updates("miwohae (hate)", 0.01) == (6, 210)


def test_on_a_hundred_seeds_the_strongest_bus_is_right_about_as_often_as_a_guess():
    n_right = 0
    for seed in range(100):
        network = MLP([4, 4, 3], "tanh", scale=1.5, seed=seed)
        outputs = network.forward(scenes.EveryBusAtOnce.sentence)[-1][0]
        n_right += thickest_path(network.parameters.weights)[-1] == outputs.argmax()
    assert n_right == 36


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


def test_fewer_key_value_heads_save_parameters_of_mistral():
    totals = []
    for n_key_value_heads in (8, 1):
        settings = mistral() | {"n_key_value_heads": n_key_value_heads}
        totals.append(opened(scenes.CountTheFamous, **settings).total)
    assert totals == [7_241_732_096, 7_006_851_072]


def test_mistral_cannot_have_twelve_heads():
    assert "4,096 / 12 leaves 4" in opened(scenes.CountTheFamous, **mistral() | {"n_heads": 12}).summary()


def mistral():
    return next(preset.settings for preset in scenes.CountTheFamous.presets if preset.name == "Mistral 7B")


def test_heads_that_do_not_divide_the_width_are_explained():
    scene = opened(scenes.CountTheFamous, n_heads=96, width=4096)
    assert "must divide the width" in scene.summary()
    assert "must divide the width" in scene.parts.title.get_text()
    painted(scene)
    scene.restart(**opening(scene))
    painted(scene)
    assert scene.total == 124_439_808


def test_the_longest_description_fits_into_the_picture():
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


# Questions and exercises


def test_the_computed_answers_of_the_questions():
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
        (lambda width, heads, kv: 12, "yours: 12"),
    ],
)
def test_mistakes_in_the_attention_are_named(answer, words):
    assert words in verdict(scenes.write_attention, answer)


CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def test_one_neuron_on_a_grid_of_parameters_can_be_and_and_or_but_never_xor():
    grid = np.linspace(-3, 3, 25)
    w1, w2, b = (axis.ravel()[:, None] for axis in np.meshgrid(grid, grid, grid))
    fires = w1 * CORNERS[:, 0] + w2 * CORNERS[:, 1] + b > 0  # (25³, 4)
    found = {tuple(row) for row in fires.tolist()}
    assert {(False, False, False, True), (False, True, True, True)} <= found
    assert (False, True, True, False) not in found


@pytest.mark.parametrize(
    "and_bias, or_bias, words",
    [
        (-0.5, -0.5, "With the bias -0.5 the neuron is OR. Here AND is wanted"),
        (-1.5, -1.5, "the neuron is AND. Here OR is wanted"),
        (0.5, -0.5, "always fires"),
        (-3, -0.5, "never fires"),
        (-2, -0.5, "z = 0 for (1, 1)"),
        (-1.5, ..., "The blank for OR is still open"),
        ("-1.5", -0.5, "It must be a number"),
    ],
)
def test_mistakes_in_the_biases_of_the_gates_are_named(and_bias, or_bias, words):
    assert words in verdict(scenes.set_biases, lambda gate: and_bias if gate == "AND" else or_bias)


def test_a_bias_at_the_edge_is_right_where_z_is_0_and_silent():
    assert verdict(scenes.set_biases, lambda gate: -1 if gate == "AND" else 0) == "Right!"


@pytest.mark.parametrize(
    "letter, words",
    [
        ("A", "(0, 0) has the largest"),
        ("C", "exactly the same z"),
        ("D", "three parameters were enough"),
        ("E", 'must be "A"'),
        ("b", "Right!"),
    ],
)
def test_every_wrong_reason_why_not_xor_is_answered(letter, words):
    assert words in verdict(scenes.why_no_xor, f'my_reason = "{letter}"')


def relu(z):
    return np.maximum(0, z)


@pytest.mark.parametrize(
    "answer, words",
    [
        (lambda x, w, b: x @ w + b, "ReLU is missing"),
        (lambda x, w, b: np.tanh(x @ w + b), "Here ReLU is wanted"),
        (lambda x, w, b: relu(x @ w), "The biases are missing"),
        (lambda x, w, b: relu(x @ w) + b, "The bias comes before ReLU"),
        (lambda x, w, b: np.abs(x @ w + b), "the absolute value"),
        (lambda x, w, b: np.max(x @ w + b), "np.max gives one number"),
        (lambda x, w, b: x @ w + b > 0, "the step of the perceptron"),
        (lambda x, w, b: 0 * (x @ w), "yours are"),
        (lambda x, w, b: w @ x + b, "my_layer stopped with ValueError"),
    ],
)
def test_mistakes_in_the_layer_are_named(answer, words):
    assert words in verdict(scenes.fill_layer, answer)


def test_a_layer_that_changes_its_inputs_is_judged_by_its_result():
    def my_layer(inputs, weights, biases):
        outputs = relu(inputs @ weights + biases)
        inputs[...], weights[...], biases[...] = 0, 0, 0
        return outputs

    assert verdict(scenes.fill_layer, my_layer) == "Right!"


@pytest.mark.parametrize(
    "number, words",
    [
        (1510, "Is the network trained"),
        (1450, "How many have not?"),
        (0, "Compare entry by entry"),
        (3, "Each of them has 20 weights"),
        (150, "That is the number for 50 hidden neurons"),
        (100, "60 stay exactly as they were; you found 100"),
        (True, "It must be a number"),
    ],
)
def test_mistakes_in_the_experiment_are_named(number, words):
    assert words in verdict(scenes.count_unchanged, f"my_number = {number}")
