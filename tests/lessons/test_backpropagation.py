"""The scenes and exercises of backpropagation, driven without Jupyter: slopes against another library."""

import re
from functools import cache
from itertools import product

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from driving import at_the_end, opened, verdict
from matplotlib.axes import Axes

from mlp.lessons import backpropagation
from mlp.lessons.backpropagation import (
    SOME_DIGITS,
    GradientCheck,
    NumbersOnEdges,
    PriceOfGradient,
    SixtyForty,
    ThreeInARow,
    VanishingAndExploding,
)
from mlp.lessons.backpropagation.cost import work_of_backpropagation
from mlp.lessons.backpropagation.gradient_check import LETTERS
from mlp.lessons.backpropagation.planted_bugs import PLANTED_BUGS
from mlp.lessons.backpropagation.vanishing_and_exploding import norms_of_layers
from mlp.lessons.common import CROSS_ENTROPY
from mlp.lessons.scene import opening
from mlp.live import explore
from mlp.network import MLP

pytestmark = pytest.mark.filterwarnings("error")
one_of = cache(opened)  # to open a figure takes longer than most tests; `restart` sets everything anew


def moved(scene_class, **settings):
    scene = one_of(scene_class)
    scene.restart(**opening(scene) | settings)
    return scene


# Three functions in a row


def test_the_seven_numbers_of_the_chain_by_hand():
    assert moved(ThreeInARow, x=2.0).numbers == [3, 9, -3.5, 1, -0.5, -3, -6]


@pytest.mark.parametrize("x", [-2.0, -0.5, 0.5, 1.3])
def test_the_slope_of_the_chain_is_what_another_library_finds(x):
    slope = autograd.grad(lambda x: 1 - (2 * x - 1) ** 2 / 2)(x)
    assert moved(ThreeInARow, x=x, stage=7).numbers[-1] == pytest.approx(slope, abs=1e-12)


@pytest.mark.parametrize(
    ("stage", "guess", "words"),
    [
        (0, 3, "right"),
        (0, 4, "not yet"),
        (3, 1, "right"),
        (5, 6, "local slope"),
        (5, 5.5, "multiply"),
        (5, 3, "sign"),
        (6, -6, "right"),
        (6, 2, "local slope"),
    ],
)
def test_a_guess_gets_the_feedback_that_fits_it(stage, guess, words):
    scene = moved(ThreeInARow, stage=stage, guess=guess)
    assert words in scene.feedback
    assert scene.feedback in scene.summary()


def test_no_number_is_shown_before_its_stage():
    for stage in range(8):
        scene = moved(ThreeInARow, stage=stage)
        values, gradients = (
            [name for name in "xgfF" if texts[name].get_text()]
            for texts in (scene.graph.values, scene.graph.gradients)
        )
        assert len(values) == 1 + min(stage, 3)
        assert len(gradients) == max(0, stage - 3)


def test_at_one_half_the_square_is_flat_and_the_slope_before_it_is_0():
    assert moved(ThreeInARow, x=0.5).numbers == [0, 0, 1, 1, -0.5, 0, 0]


# A network with numbers on its edges


def their_loss(numbers):
    """The loss from inputs (2), w (2, 3), b (3), v (3) and c, in one array; shares no line with mlp."""
    x, w, b, v, c = numbers[:2], anp.reshape(numbers[2:8], (2, 3)), numbers[8:11], numbers[11:14], numbers[14]
    return (anp.dot(anp.tanh(anp.dot(x, w) + b), v) + c - 1) ** 2


def their_loss_from_sums(z, v, c):
    return (anp.dot(anp.tanh(z), v) + c - 1) ** 2


def their_slopes(scene):
    """The loss's slope at every node and edge, by name, by automatic differentiation."""
    value = scene.values
    names = ["x₁", "x₂", "w₁₁", "w₁₂", "w₁₃", "w₂₁", "w₂₂", "w₂₃", "b₁", "b₂", "b₃", "v₁", "v₂", "v₃", "c"]
    slopes = dict(
        zip(names, autograd.grad(their_loss)(np.array([value[name] for name in names])), strict=True)
    )
    z, h, v = (np.array([value[f"{letter}{j}"] for j in "₁₂₃"]) for letter in "zhv")
    at_sums = autograd.grad(their_loss_from_sums)(z, v, value["c"])
    at_outputs = autograd.grad(lambda h: (anp.dot(h, v) + value["c"] - 1) ** 2)(h)
    slopes |= dict(zip(("z₁", "z₂", "z₃", "h₁", "h₂", "h₃"), [*at_sums, *at_outputs], strict=True))
    return slopes | {"y": autograd.grad(lambda y: (y - 1) ** 2)(value["y"]), "L": 1.0}


def some_weights(seed):
    rng, names = np.random.default_rng(seed), ("w11", "w12", "w13", "w21", "w22", "w23", "v1", "v2", "v3")
    return {} if seed == 0 else {name: round(float(rng.uniform(-3, 3)), 1) for name in names}


def shown(text):
    digits, power = re.search(r"(-?[\d.]+)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$", text.get_text()).groups()
    return float(digits) * 10.0 ** int((power or "0").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))


@pytest.mark.parametrize("seed", range(8))
def test_every_slope_on_the_graph_is_what_another_library_finds(seed):
    scene = moved(NumbersOnEdges, stage=10, **some_weights(seed))
    theirs = their_slopes(scene)
    assert set(theirs) == set(scene.graph.gradients)
    for name, slope in theirs.items():
        assert scene.slopes[name] == pytest.approx(slope, rel=1e-9, abs=1e-12), name
        on_the_graph = shown(scene.graph.gradients[name])  # at least two digits
        assert on_the_graph == pytest.approx(slope, rel=0.06, abs=1e-12), name


@pytest.mark.parametrize("seed", range(4))
def test_every_line_of_the_chain_rule_ends_in_the_right_slope(seed):
    for stage in range(5, 11):
        scene = moved(NumbersOnEdges, stage=stage, **some_weights(seed))
        theirs = their_slopes(scene)
        lines = [row for row in scene.board.rows if row.get_text()]
        assert lines
        for line in lines:
            name = re.match(r"∂L/∂(\S+) =", line.get_text())[1]
            assert shown(line) == pytest.approx(theirs[name], rel=0.06, abs=1e-12)


@pytest.mark.parametrize(
    "picked", next(control for control in NumbersOnEdges.controls if control.name == "picked").options
)
def test_the_written_product_and_a_small_nudge_give_the_slope_of_what_is_picked(picked):
    scene = moved(NumbersOnEdges, stage=10, picked=picked, nudge=0.001)
    slope = their_slopes(scene)[picked]
    assert shown(scene.board.last) == pytest.approx(slope, rel=0.01)
    assert scene.quotient == pytest.approx(slope, rel=0.01)


def test_a_weight_has_one_path_and_an_input_has_three():
    assert moved(NumbersOnEdges, picked="w₁₂").path() == {"w₁₂", "z₂", "tanh₂", "h₂", "v₂", "y", "loss", "L"}
    assert {"w₁₁", "w₁₂", "w₁₃", "v₁", "v₂", "v₃"} <= moved(NumbersOnEdges, picked="x₁").path()


def test_slopes_appear_layer_by_layer_and_go_away_again():
    seen = {}
    for stage in (4, 5, 7, 9, 6, 3):
        scene = moved(NumbersOnEdges, stage=stage)
        seen[stage] = {name for name, text in scene.graph.gradients.items() if text.get_text()}
    assert seen[3] == seen[4] == set()
    assert seen[5] == {"L", "y", "c"}
    assert seen[6] == seen[5] | {"v₁", "v₂", "v₃"}
    assert seen[7] == seen[6] | {"h₁", "h₂", "h₃"}
    assert "w₁₁" in seen[9] and "x₁" not in seen[9]


def test_the_update_is_one_step_downhill_and_leaves_the_weights_on_the_sliders_alone():
    scene = moved(NumbersOnEdges, stage=11)
    assert scene.network.updated["w₁₁"] == pytest.approx(0.5 - 0.1 * scene.slopes["w₁₁"])
    assert scene.values["w₁₁"] == 0.5 == scene.network.model.parameters.weights[0][0, 0]
    assert scene.network.new_loss < scene.values["L"]
    assert "falls" in scene.summary()


def test_a_smaller_nudge_comes_closer_to_the_slope():
    quotients = [moved(NumbersOnEdges, nudge=nudge).quotient for nudge in (0.1, 0.001)]
    assert [round(quotient, 3) for quotient in quotients] == [0.206, 0.224]
    assert round(moved(NumbersOnEdges).slopes["w₁₂"], 3) == 0.224


def test_a_weight_of_0_can_learn_and_the_weights_before_it_cannot():
    slopes = moved(NumbersOnEdges, v2=0.0).slopes
    assert slopes["w₁₂"] == slopes["w₂₂"] == 0
    assert slopes["v₂"] == pytest.approx(-0.458, abs=5e-4)


def test_the_update_at_the_opening_weights_lowers_the_loss_from_0_786_to_0_028():
    scene = moved(NumbersOnEdges, stage=11)
    assert (round(scene.values["L"], 3), round(scene.network.new_loss, 3)) == (0.786, 0.028)


def test_an_update_that_jumps_over_the_valley_makes_the_loss_rise():
    scene = moved(NumbersOnEdges, stage=11, v1=3.0)
    assert (round(scene.values["L"], 3), round(scene.network.new_loss, 3)) == (0.405, 3.549)
    assert "the step was too long" in scene.summary()


# The 60/40 story


def test_sharing_and_gradient_for_3_and_2():
    scene = opened(SixtyForty)
    np.testing.assert_allclose(scene.handed_out, [0.36, 0.24])
    np.testing.assert_allclose(scene.to_weights, [-1.8, -1.2])
    np.testing.assert_allclose(scene.to_nodes, [-0.6, -0.6])


def test_with_3_and_2_as_weights_the_nodes_get_three_and_two_deltas():
    scene = moved(SixtyForty, a1=1.0, a2=1.0, w1=3.0, w2=2.0)
    np.testing.assert_allclose(scene.to_nodes, [3 * -0.6, 2 * -0.6])


def test_with_3_and_minus_2_the_shares_grow_and_the_gradient_does_not():
    scene = moved(SixtyForty, a2=-2.0)
    np.testing.assert_allclose(scene.parts, [3.0, -2.0])
    np.testing.assert_allclose(scene.to_weights, [-1.8, 1.2])
    assert "300% and -200%" in scene.summary()


def test_contributions_that_add_up_to_0_cannot_be_shared():
    scene = moved(SixtyForty, a1=2.0, a2=-2.0)
    assert "impossible" in scene.summary()
    np.testing.assert_allclose(scene.to_weights, [-1.2, 1.2])


def test_no_share_is_written_as_minus_zero():
    for settings in (
        {"a1": 0.0, "a2": -2.0},
        {"a1": 0.0, "w1": -2.0},
        {"a1": -0.1, "w1": 0.1, "a2": 4.0, "w2": 4.0},
    ):
        scene = moved(SixtyForty, **settings)
        assert not re.search(r"-0(\.0)?( |,|%)", scene.summary())
        assert all(not text.get_text().startswith("-0%") for text in scene.shares.texts)


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_of_the_story_is_what_another_library_finds(seed):
    a1, a2, w1, w2 = (float(number) for number in np.random.default_rng(seed).uniform(-2, 4, 4))
    scene = moved(SixtyForty, a1=a1, a2=a2, w1=w1, w2=w2)
    target = scene.output + scene.error
    slopes = autograd.grad(lambda n: (target - n[0] * n[2] - n[1] * n[3]) ** 2 / 2)(
        np.array([a1, a2, w1, w2])
    )
    np.testing.assert_allclose([*scene.to_nodes, *scene.to_weights], slopes)


# Gradient check


def test_both_errors_make_a_v_and_the_central_one_is_deeper():
    scene = opened(GradientCheck)
    forward, central = scene.sweep.T
    for errors in (forward, central):
        lowest = np.argmin(errors)
        assert 0 < lowest < len(errors) - 1
        assert errors[0] > 100 * errors[lowest] and errors[-1] > 100 * errors[lowest]
    assert central.min() < forward.min() / 10
    assert scene.nudges[np.argmin(central)] > 10 * scene.nudges[np.argmin(forward)]


def test_the_right_backward_pass_passes_and_every_letter_is_caught():
    assert all(row.agrees for row in moved(GradientCheck, nudge=1e-5).rows)
    for letter in "ABCDE":
        scene = moved(GradientCheck, backward=letter, nudge=1e-5)
        assert not all(row.agrees for row in scene.rows)
        assert "disagree" in scene.summary()
    assert set(LETTERS.values()) == set(PLANTED_BUGS)


def test_each_curve_is_lowest_where_the_text_says():
    scene = opened(GradientCheck)
    forward, central = scene.sweep.T
    assert scene.nudges[forward.argmin()] == pytest.approx(2e-8, rel=0.5)
    assert forward.min() == pytest.approx(7e-8, rel=0.5)
    assert scene.nudges[central.argmin()] == pytest.approx(1e-5, rel=0.5)
    assert central.min() == pytest.approx(7e-11, rel=0.5)


@pytest.mark.parametrize(
    ("letter", "disagree"),
    [("A", "wbwb--"), ("B", "wbwbwb"), ("C", "-b-b-b"), ("D", "wbwb--"), ("E", "wbwbwb")],
)
def test_the_crosses_of_each_letter_are_where_the_text_says(letter, disagree):
    rows = moved(GradientCheck, backward=letter, nudge=1e-5).rows
    assert "".join("-" if row.agrees else row.tensor[0] for row in rows) == disagree


@pytest.mark.parametrize("nudge", [1e-12, 0.1])
def test_a_bad_nudge_cannot_judge_even_the_right_backward_pass(nudge):
    assert "too bad to judge" in moved(GradientCheck, nudge=nudge).summary()


# The price of a gradient


def test_nudging_and_backpropagation_find_the_same_gradient():
    scene = at_the_end(PriceOfGradient, width=4, depth=2)
    assert scene.model.n_forward == len(scene.by_backward) + 1
    np.testing.assert_allclose(
        scene.by_nudging, scene.by_backward, atol=1e-4 * np.abs(scene.by_backward).max()
    )
    assert not scene.advance()
    assert "39,761" in scene.summary()


def test_going_back_takes_less_than_three_forward_passes_and_more_memory_with_every_layer():
    scene = moved(PriceOfGradient, width=20, depth=10)
    assert 2 < scene.work < 3
    assert np.all(np.diff(scene.kept) == 32 * 20)
    assert len(set(scene.held)) == 1


def test_the_work_and_the_memory_of_64_8_10_in_numbers():
    summary = at_the_end(PriceOfGradient).summary()
    assert "610 parameters" in summary and "611 passes" in summary and "work of 2.14" in summary
    scene = moved(PriceOfGradient)
    assert (scene.n_kept, scene.n_held) == (2624, 2304)
    assert round(work_of_backpropagation([784, 50, 10]), 2) == 2.01


# Vanishing and exploding


def test_twenty_sigmoid_layers_vanish_tanh_of_the_right_scale_stays_and_large_relu_explodes():
    assert moved(VanishingAndExploding, depth=20).own[0] < 1e-9
    assert moved(VanishingAndExploding, activation="tanh", depth=20, scale=1.259).finding == "healthy"
    assert moved(VanishingAndExploding, activation="relu", depth=20, scale=5.012).own[0] > 1e6


def test_one_square_of_the_map_is_the_gradient_of_that_network_alone():
    scene = moved(VanishingAndExploding, activation="tanh", depth=7, scale=2.0)
    model = MLP([64, *[16] * 7, 10], "tanh", scale=float(scene.scales[13]), seed=0)
    layer_outputs = model.forward(SOME_DIGITS.inputs)
    model.backward(layer_outputs, CROSS_ENTROPY.gradient(layer_outputs[-1], SOME_DIGITS.targets))
    np.testing.assert_allclose(
        scene.own, [np.linalg.norm(gradient) for gradient in model.gradient.weights], rtol=1e-9
    )


def healthy_scales(activation, seed, depth=20):
    """The scales of the map, to two digits, at which the first layer's gradient is healthy."""
    first = norms_of_layers(activation, seed, depth, VanishingAndExploding.scales)[0]
    low, high = VanishingAndExploding.healthy
    return [float(f"{scale:.2g}") for scale in VanishingAndExploding.scales[(first >= low) & (first <= high)]]


@pytest.mark.parametrize(
    ("activation", "scales", "with_every_seed"),
    [
        ("tanh", [0.79, 1.0, 1.3, 1.6], {0.79, 1.0, 1.3}),
        ("relu", [1.3, 1.6], {1.3}),
        ("sigmoid", [6.3, 7.9], set()),
    ],
)
def test_the_healthy_scales_of_twenty_layers_are_those_of_the_text(activation, scales, with_every_seed):
    healthy = [healthy_scales(activation, seed) for seed in range(10)]
    assert healthy[0] == scales
    assert set.intersection(*map(set, healthy)) == with_every_seed


def test_only_seed_3_has_no_healthy_scale_for_twenty_sigmoid_layers():
    healthy = [healthy_scales("sigmoid", seed) for seed in range(10)]
    assert [seed for seed in range(10) if 7.9 not in healthy[seed]] == [3]
    assert healthy[3] == []


@pytest.mark.parametrize(
    ("activation", "n_at_10", "n_at_20"), [("tanh", 6, 4), ("relu", 4, 2), ("sigmoid", 6, 2)]
)
def test_with_fewer_layers_the_healthy_range_is_wider(activation, n_at_10, n_at_20):
    assert [len(healthy_scales(activation, 0, depth)) for depth in (10, 20)] == [n_at_10, n_at_20]


def test_the_bar_beside_the_map_names_the_sizes_from_vanishing_to_exploding():
    scene = moved(VanishingAndExploding)
    (bar,) = (ax for ax in scene.figure.findobj(Axes) if ax not in scene.figure.axes[:2])
    assert [label.get_text() for label in bar.get_yticklabels()] == ["< 10⁻⁸", "10⁻⁴", "10⁰", "10⁴", "> 10⁸"]
    assert list(bar.get_yticks()) == [-8, -4, 0, 4, 8]
    assert bar.get_ylim() == scene.map.image.get_clim()


def test_the_words_on_the_map_step_aside_for_the_ring():
    scene = moved(VanishingAndExploding, activation="relu", depth=20)
    scene.figure.draw_without_rendering()
    left, right = scene.map.words
    assert left.get_text() == "vanishing" and right.get_text() == "exploding"
    for column, row in product(range(20), range(20)):
        scene.map.update("", scene.powers, (column, row))
        x, y = scene.map.image.axes.transData.transform((column, row))
        for word in (left, right):
            box = word.get_window_extent()
            is_hidden = box.x0 - 9 < x < box.x1 + 9 and box.y0 - 9 < y < box.y1 + 9  # the ring's radius is 9
            assert not is_hidden, (column, row)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_the_map_has_twenty_by_twenty_networks(activation):
    assert moved(VanishingAndExploding, activation=activation, seed=5, depth=20).powers.shape == (20, 20)


# Exercises


@pytest.mark.parametrize(
    ("change", "feedback"),
    [
        (
            {"A": LETTERS["D"], "D": LETTERS["A"]},
            "3 of 5 are right. A is not the missing slope. Switch the activation to identity",
        ),
        ({"E": "wrong sign"}, "4 of 5 are right. E is not the wrong sign. Compare the signs"),
        ({"B": "typo"}, "'typo' is none of the five names"),
    ],
)
def test_usual_mistakes_in_the_findings_are_recognised(change, feedback):
    assert feedback in verdict(backpropagation.find_the_bugs, LETTERS | change)


def test_findings_that_are_not_a_dict_are_told_the_form():
    assert "must be a dict with the five letters" in verdict(backpropagation.find_the_bugs, ["wrong sign"])


@pytest.mark.parametrize("scene_class", [ThreeInARow, NumbersOnEdges])
def test_the_stored_picture_shows_slopes_while_the_scene_opens_before_the_first_stage(scene_class):
    explorer = explore(scene_class)
    stored, asked_for = (
        shown._repr_mimebundle_()[0]["text/plain"] for shown in (explorer, explore(scene_class, {"stage": 2}))
    )
    assert "slope" in stored
    assert "slope" not in asked_for
    assert explorer.scene.stage == explorer.settings["stage"] == 0


@pytest.mark.parametrize(
    ("slope", "feedback"),
    [
        (264, "Right"),
        (264.0, "Right"),
        (-21, "added"),
        (-264, "sign"),
        (66, "∂F/∂g"),
        (-12, "∂f/∂x"),
        (-88, "1 - 3 * g is missing"),
        (-48, "square of f"),
        (132, "which is 4 here"),
        (121, "value of F"),
        (5, "Not 5"),
        ("264", "must be a number"),
        ([264], "must be a number"),
    ],
)
def test_usual_mistakes_in_a_chain_of_slopes_are_recognised(slope, feedback):
    assert feedback in verdict(backpropagation.multiply_slopes, f"my_slope = {slope!r}")


def test_the_slope_of_the_exercise_is_what_another_library_finds():
    slope = autograd.grad(lambda x: (1 - 3 * x**2) ** 2)(2.0)
    assert verdict(backpropagation.multiply_slopes, slope) == "Right!"


@pytest.mark.parametrize(
    ("letter", "feedback"),
    [
        ("b", "Right"),
        (" B ", "Right"),
        ("a", "stores"),
        ("c", "nudge gives the same"),
        ("d", "learns nothing"),
        ("e", "one of the letters"),
        (2, "quotation marks"),
        ("", "quotation marks"),
    ],
)
def test_every_reason_gets_the_feedback_that_fits_it(letter, feedback):
    assert feedback in verdict(backpropagation.choose_the_reason, f"my_reason = {letter!r}")


def test_the_gradient_of_the_last_of_twenty_sigmoid_layers_is_large_and_that_of_the_first_is_tiny():
    first, *_, last = norms_of_layers("sigmoid", 0, 20, np.ones(1))[:, 0]
    assert last == pytest.approx(0.5, rel=0.1)
    assert first == pytest.approx(1e-13, rel=0.5)
