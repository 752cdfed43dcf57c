"""Notebook 2's scenes, driven as a student would: every control to its ends, in storms, and against what is known by formula."""

import asyncio

import numpy as np
import pytest
from driving import declared, is_scene, opened, opening, painted, run_to_the_end, verdict

from mlp.activations import Sigmoid
from mlp.lessons import loss_functions as scenes
from mlp.lessons.loss_functions.estimators import ESTIMATORS, draw_samples
from mlp.lessons.loss_functions.fitting import BEST_LINES, best_line
from mlp.live.explorer import explore
from mlp.losses import LOSSES

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    "scene_class", [param for param in declared(is_scene) if param.values[0].__module__ == scenes.__name__]
)
def test_a_move_repaints_only_what_moved(scene_class):
    scene = opened(scene_class)
    canvas = painted(scene)
    background, slider = (
        canvas.background,
        next(control for control in scene.controls if hasattr(control, "low")),
    )
    scene.restart(**(opening(scene) | {slider.name: slider.high}))
    canvas.paint()
    assert canvas.background is background  # a full drawing would have made a new one


# 2.1 Three lines


def test_squares_want_the_mean_and_sizes_the_median():
    values = np.array([1.0, 2.0, 3.0, 4.0, 100.0])
    tries = np.linspace(0, 100, 10001)
    outputs = np.broadcast_to(tries[:, None, None], (len(tries), 5, 1))  # one model for each try
    best = {
        name: tries[LOSSES[name].value(outputs, values[:, None]).argmin()]
        for name in ("mean squared error", "mean absolute error")
    }
    assert best == {"mean squared error": pytest.approx(22), "mean absolute error": pytest.approx(3)}


@pytest.mark.parametrize("outlier", [False, True])
@pytest.mark.parametrize("name", BEST_LINES)
def test_no_line_nearby_is_better_than_the_best(name, outlier):
    scene = opened(scenes.ThreeLines, outlier=outlier)
    best = best_line(name, scene.points)
    rng = np.random.default_rng(0)
    nearby = best + rng.normal(size=(500, 2)) * 10.0 ** rng.uniform(-4, 0, size=(500, 1))
    assert scene._loss_of(LOSSES[name], nearby).min() >= scene._loss_of(LOSSES[name], best[None])[0] - 1e-12


def test_the_outlier_moves_the_line_of_squares_and_not_that_of_absolute_errors():
    before, after = (
        {name: best_line(name, scenes.nine_points(outlier))[0] for name in BEST_LINES}
        for outlier in (False, True)
    )
    assert after["mean absolute error"] == pytest.approx(before["mean absolute error"])
    assert before["mean squared error"] - after["mean squared error"] > 0.4


def test_each_square_is_as_wide_and_as_high_as_its_error_on_the_screen():
    scene = opened(scenes.ThreeLines, slope=1.2, intercept=-0.5)
    painted(scene)
    squares = scene.lines.squares
    errors = 1.2 * scene.points.inputs[:, 0] - 0.5 - scene.points.targets[:, 0]
    for path, error in zip(squares.get_paths(), errors, strict=True):
        extent = path.get_extents()
        assert extent.width == pytest.approx(extent.height) == pytest.approx(abs(error))
        on_screen = path.transformed(squares.get_transform()).get_extents()
        assert on_screen.width == pytest.approx(on_screen.height)


@pytest.mark.parametrize("outlier", [False, True])
@pytest.mark.parametrize("name", BEST_LINES)
def test_gradient_descent_finds_the_best_line(name, outlier):
    scene = opened(scenes.ThreeLines, loss=name, outlier=outlier, slope=-1.0, intercept=4.0)
    run_to_the_end(scene)
    assert scene.values[name] == pytest.approx(scene.smallest, rel=0.02)


def test_a_moved_slider_wins_over_the_descent():
    scene = opened(scenes.ThreeLines, slope=1.0, intercept=3.0)
    for _ in range(5):
        scene.advance()
    scene.change(slope=-0.5)
    np.testing.assert_array_equal(scene.line, [-0.5, 3.0])  # where the sliders stand
    assert scene.advance() and len(scene.path) == 1 + scene.steps_a_frame


def test_the_descent_waits_for_play_and_a_hand_on_a_slider_stops_it():
    async def cell():
        explorer = explore(scenes.ThreeLines)
        explorer.show(slope=1.0)
        assert not explorer.is_running
        explorer.play()
        await asyncio.sleep(0.2)
        assert len(explorer.scene.path) > 1
        explorer.show(slope=-0.5)
        await asyncio.sleep(0.1)
        assert not explorer.is_running
        np.testing.assert_array_equal(explorer.scene.line, [-0.5, 0.0])

    asyncio.run(cell())


def test_the_trace_remembers_where_the_hand_has_been():
    scene = opened(scenes.ThreeLines)
    for slope in (0.5, 1.0, 1.5):
        scene.change(slope=slope)
    np.testing.assert_array_equal(scene.trace.line.get_xdata(), [0.0, 0.5, 1.0, 1.5])


# 2.2 Sampling machine


@pytest.mark.parametrize("n", [3, 4, 5, 100])
@pytest.mark.parametrize("name", ESTIMATORS)
def test_simulated_error_is_bias_squared_plus_variance_and_agrees_with_the_formula(name, n):
    scene = opened(scenes.SamplingMachine)
    off = []
    for seed in range(20):
        scene.restart(estimator=name, n=n, seed=seed)
        assert scene.simulated == pytest.approx(scene.bias**2 + scene.variance, rel=1e-12)
        off.append((scene.simulated - scene.formula) / scene.sampling_error)
    assert np.max(np.abs(off)) < 5 and abs(np.mean(off)) < 1.5  # 20 means of skewed errors
    assert np.mean(np.abs(off) < 2) > 0.7  # what the state line's "give or take" promises


def test_the_three_divisors_at_five_values():
    errors = [
        ESTIMATORS[f"variance, ÷ {divisor}"].mean_squared_error(5) for divisor in ("(n - 1)", "n", "(n + 1)")
    ]
    np.testing.assert_allclose(errors, [0.5, 0.36, 1 / 3], rtol=1e-12)


def test_unbiased_efficient_and_consistent_are_three_different_things():
    readings = {
        name: (rule.is_unbiased(5), rule.is_unbiased(5) and rule.efficiency(5) > 0.999, rule.is_consistent())
        for name, rule in ESTIMATORS.items()
    }
    assert readings == {
        "mean": (True, True, True),
        "median": (True, False, True),
        "first value only": (True, False, False),
        "0.8 × mean": (False, False, False),
        "mean + 0.5": (False, False, False),
        "variance, ÷ (n - 1)": (True, True, True),
        "variance, ÷ n": (False, False, True),
        "variance, ÷ (n + 1)": (False, False, True),
    }


def test_mean_plus_a_half_stops_at_a_quarter_and_the_first_value_never_improves():
    assert ESTIMATORS["mean + 0.5"].limit == pytest.approx(0.25, abs=1e-4)
    assert {ESTIMATORS["first value only"].mean_squared_error(n) for n in (3, 5, 101)} == {1.0}


def test_the_median_of_few_and_of_many_values_has_the_variance_of_the_books():
    assert ESTIMATORS["median"].variance(3) == pytest.approx(1 - np.sqrt(3) / np.pi, rel=1e-6)
    assert ESTIMATORS["median"].variance(2) == pytest.approx(1 / 2, rel=1e-5)  # of two values it is the mean
    assert ESTIMATORS["median"].efficiency(10001) == pytest.approx(2 / np.pi, rel=1e-3)


def test_a_larger_sample_keeps_the_values_of_the_smaller():
    np.testing.assert_array_equal(draw_samples(2000, 101, seed=3)[:, :5], draw_samples(2000, 5, seed=3))
    scene = opened(scenes.SamplingMachine, n=5, seed=3)
    np.testing.assert_array_equal(scene.samples, draw_samples(2000, 5, seed=3))


# 2.3 Bag of balls


@pytest.mark.parametrize(
    ("share", "n_colors", "bits"), [(1.0, 2, 0.0), (0.5, 2, 1.0), (0.9, 2, 0.469), (0.1, 10, 3.322)]
)
def test_the_entropy_of_a_bag(share, n_colors, bits):
    scene = opened(scenes.BagOfBalls, share=share, n_colors=n_colors)
    assert scene.entropy == pytest.approx(bits, abs=5e-4)
    assert f"entropy {bits:.3f} bit" in scene.summary()


def test_ten_equal_colours_are_the_loss_of_an_untrained_network():
    scene = opened(scenes.BagOfBalls, share=0.1, n_colors=10)
    assert "= 2.303 nat" in scene.summary()
    assert scene.entropy * np.log(2) == pytest.approx(
        LOSSES["cross-entropy"].value(np.zeros((1, 10)), np.eye(10)[:1])
    )


def test_the_average_surprise_comes_close_to_the_entropy():
    scene, off = opened(scenes.BagOfBalls), []
    for seed in range(10):
        scene.restart(share=0.9, n_colors=2, seed=seed)
        off.append(scene.averages[-1] - scene.entropy)
    assert np.max(np.abs(off)) < 4 * 0.951 / np.sqrt(
        1000
    )  # the surprise's own spread: √(0.9 × 0.1) × log2(9)


# 2.4 Guess the distribution


@pytest.mark.parametrize(("guess", "nats"), [(0.7, 0.611), (0.5, 0.693)])
def test_the_cross_entropy_of_a_guess(guess, nats):
    scene = opened(scenes.GuessTheDistribution, truth=0.7, guess=guess)
    assert scene.cross_entropy == pytest.approx(nats, abs=5e-4)
    assert scene.cross_entropy == pytest.approx(scene.entropy + scene.divergence)
    assert f"cross-entropy {nats} nat" in scene.summary()


def test_only_a_one_hot_truth_lets_the_cross_entropy_reach_zero():
    lowest = {}
    scene = opened(scenes.GuessTheDistribution)
    for truth in (0.0, 0.01, 0.3, 0.99, 1.0):
        costs = []
        for guess in np.linspace(0, 1, 101):
            scene.restart(truth=truth, guess=guess)
            costs.append(scene.cross_entropy)
        lowest[truth] = min(costs)
    assert {truth for truth, cost in lowest.items() if cost == 0} == {0.0, 1.0}


def test_a_guess_of_zero_for_what_happens_costs_infinity_and_the_scene_says_so():
    scene = opened(scenes.GuessTheDistribution, truth=0.7, guess=0.0)
    assert np.isinf(scene.cross_entropy) and "cross-entropy infinite" in scene.summary()


# 2.5 Why not squares for classes


def test_slopes_at_minus_five():
    whole, halved = opened(scenes.WhyNotSquares), opened(scenes.WhyNotSquares, halved=True)
    assert whole.slope("cross-entropy", -5.0) == pytest.approx(-0.993, abs=5e-4)
    assert whole.slope("squares", -5.0) == pytest.approx(-0.0132, abs=5e-5)
    assert halved.slope("squares", -5.0) == pytest.approx(-0.0066, abs=5e-5)
    assert (round(float(whole.ratio)), round(float(halved.ratio))) == (75, 150)


@pytest.mark.parametrize("z", [-8.0, -5.0, 0.0, 2.5])
def test_slopes_are_the_limits_of_small_differences(z):
    scene, tiny = opened(scenes.WhyNotSquares), 1e-5
    chances = Sigmoid().value(np.array([z - tiny, z + tiny]))
    assert scene.slope("squares", z) == pytest.approx(np.diff((chances - 1) ** 2)[0] / (2 * tiny), rel=1e-6)
    assert scene.slope("cross-entropy", z) == pytest.approx(
        np.diff(-np.log(chances))[0] / (2 * tiny), rel=1e-6
    )


def test_from_the_wrong_side_squares_stay_where_cross_entropy_arrives():
    scene = opened(scenes.WhyNotSquares, start=-10.0)
    run_to_the_end(scene)
    assert scene.chances_now["cross-entropy"] > 0.99 and scene.chances_now["squares"] < 0.001


def test_a_pinned_run_stays_until_it_is_unpinned():
    scene = opened(scenes.WhyNotSquares)
    run_to_the_end(scene)
    scene.pin()
    n_lines = len(scene.figure.axes[0].lines)
    scene.unpin()
    assert len(scene.figure.axes[0].lines) == n_lines - 1


# Questions and exercises


RIGHT_CHOICES = {
    "which_line_moves": "mean squared error",
    "which_divisor": "n + 1",
    "never_improves": "first value only",
    "nine_to_one": "a little under half a bit",
    "perfect_guess": "about 0.6 nat",
    "how_much_smaller": "about 75 times smaller",
}


@pytest.mark.parametrize("name", RIGHT_CHOICES)
def test_the_feedbacks_tell_the_truth_about_the_computed_answer(name):
    assert getattr(scenes, name).answer()[0] == RIGHT_CHOICES[name]


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("write_huber", "size**2 / 2", "size**2", "½ is missing"),
        ("write_huber", "size - 0.5", "size", "meet at 1"),
        (
            "write_huber",
            "np.mean(np.where(size <= 1, size**2 / 2, size - 0.5))",
            "np.where(size <= 1, size**2 / 2, size - 0.5)",
            "shape",
        ),
        ("write_huber", "np.mean(", "np.sum(", "That is the sum"),
        ("write_huber", "np.abs(outputs - targets)", "outputs - targets", "absolute value"),
        ("write_huber", "size - 0.5", "size**2 / 2", "straight line"),
        ("write_cross_entropy", "-np.log(", "np.log(", "sign"),
        ("write_cross_entropy", "np.log(", "np.log2(", "in bits"),
        ("write_cross_entropy", "np.mean(", "np.sum(", "That is the sum"),
        (
            "write_cross_entropy",
            "np.mean(-np.log(of_the_true_class))",
            "np.mean(-np.log(chances))",
            "true class",
        ),
        (
            "write_cross_entropy",
            "np.mean(-np.log(of_the_true_class))",
            "-np.log(np.mean(of_the_true_class))",
            "First the logarithm",
        ),
        ("write_cross_entropy", "np.mean(-np.log(of_the_true_class))", "-np.log(of_the_true_class)", "shape"),
    ],
)
def test_a_usual_mistake_gets_its_own_feedback(name, old, new, word):
    exercise = getattr(scenes, name)
    assert old in exercise.solution
    said = verdict(exercise, exercise.solution.replace(old, new))
    assert said.startswith("Not right yet.") and word in said
