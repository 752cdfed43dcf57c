"""The data sets: their shapes, the seeds that make them again, the real digits, and the split."""

import re
import tracemalloc

import numpy as np
import pytest

from mlp import data
from mlp.data import blobs, circles, digits, line, moons, one_hot, split
from mlp.lessons.capacity_and_overfitting.mislabel import mislabel

pytestmark = pytest.mark.filterwarnings("error")
CLASSES = [moons, circles, blobs]
everywhere = pytest.mark.parametrize("make", [*CLASSES, line])


@pytest.mark.parametrize("make", CLASSES)
@pytest.mark.parametrize("n", [1, 7, 100])
def test_classes_come_as_points_in_the_plane_with_one_hot_rows(make, n):
    inputs, targets = points = make(n)
    assert (inputs.shape, targets.shape) == ((n, 2), (n, 2))
    assert ((targets == 1).sum(axis=1) == 1).all() and ((targets == 0).sum(axis=1) == 1).all()
    np.testing.assert_array_equal(points.labels, targets[:, 1])


@pytest.mark.parametrize("make", CLASSES)
def test_the_classes_are_equally_large(make):
    assert make(200).targets.sum(axis=0).tolist() == [100, 100]


@everywhere
def test_the_same_seed_makes_the_same_points_and_another_seed_others(make):
    first, again, other = make(50, seed=3), make(50, seed=3), make(50, seed=4)
    np.testing.assert_array_equal(first.inputs, again.inputs)
    np.testing.assert_array_equal(first.targets, again.targets)
    assert (first.inputs != other.inputs).any()


@everywhere
def test_the_random_state_of_numpy_is_left_alone(make):
    before = np.random.get_state()[1].copy()
    make(50)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_without_noise_the_points_lie_where_the_shape_says():
    np.testing.assert_allclose(
        np.linalg.norm(data.circles(40, noise=0).inputs, axis=1), np.tile([1.0, 0.5], 20), rtol=1e-12
    )
    straight = line(20, slope=3.0, intercept=-1.0, noise=0)
    np.testing.assert_allclose(straight.targets, 3 * straight.inputs - 1, rtol=1e-12)
    np.testing.assert_allclose(
        np.linalg.norm(blobs(30, n_classes=3, noise=0).inputs, axis=1), 1.5, rtol=1e-12
    )


def test_the_outlier_is_the_rightmost_point_and_nothing_else_moves():
    plain, lifted = line(seed=1), line(outlier=True, seed=1)
    np.testing.assert_array_equal(plain.inputs, lifted.inputs)
    difference = lifted.targets - plain.targets
    assert plain.inputs.argmax() == 29 and difference[29] == pytest.approx(12) and not difference[:29].any()


def test_blobs_have_as_many_classes_as_asked():
    assert blobs(60, n_classes=5).targets.sum(axis=0).tolist() == [12] * 5


def test_digits_are_the_1797_real_ones():
    inputs, targets = points = digits()
    assert (inputs.shape, targets.shape) == ((1797, 64), (1797, 10))
    assert (inputs.min(), inputs.max()) == (0, 1)
    assert (targets.sum(axis=1) == 1).all()
    assert np.bincount(points.labels).tolist() == [
        178,
        182,
        177,
        183,
        181,
        182,
        181,
        179,
        174,
        180,
    ]  # as published


def test_digits_agree_with_scikit_learns_copy():
    other = pytest.importorskip("sklearn.datasets").load_digits()
    np.testing.assert_array_equal(digits().inputs * 16, other.data)
    np.testing.assert_array_equal(digits().labels, other.target)


def test_a_split_deals_out_every_example_once():
    parts = split(
        data.Points(np.arange(101.0)[:, None], np.arange(101.0)[:, None]), validation=0.2, test=0.3, seed=5
    )
    assert [len(part.inputs) for part in parts] == [51, 20, 30]
    dealt = np.concatenate([part.inputs[:, 0] for part in parts])
    np.testing.assert_array_equal(np.sort(dealt), np.arange(101))
    for part in parts:
        np.testing.assert_array_equal(part.inputs, part.targets)  # rows stay together


def test_a_split_is_the_same_for_the_same_seed_only():
    points = blobs(100)
    first, again, other = split(points, seed=1), split(points, seed=1), split(points, seed=2)
    np.testing.assert_array_equal(first.test.inputs, again.test.inputs)
    assert (first.test.inputs != other.test.inputs).any()


def test_a_split_without_test_points_leaves_the_rest_to_training():
    assert [len(part.inputs) for part in split(blobs(100), validation=0.25, test=0)] == [75, 25, 0]


def test_one_hot_of_two_labels():
    assert one_hot([2, 0], 3).tolist() == [[0, 0, 1], [1, 0, 0]]


@pytest.mark.parametrize("n_classes", [0, -1, 2.5, 3.0, np.nan, "three", None])
def test_an_invalid_number_of_classes_is_named_in_the_error(n_classes):
    with pytest.raises(
        (ValueError, TypeError), match=f"^n_classes is {n_classes!r}; it must be a whole number at least 1"
    ):
        one_hot([0, 1], n_classes)


@pytest.mark.parametrize(
    ("labels", "wrong"),
    [
        ([0, 3], "3"),
        ([-1, 0], "-1"),  # would be the last class
        ([0.0, 1.0], "0.0"),
        (np.linspace(0, 1, 60_000), "0.0"),
        (["cat"], "cat"),
        ([True, False], "True"),  # would be a mask
        ([None], "None"),
        ([[1, 2]], "1"),
        (None, "None"),
        ([[1], [2, 3]], "1"),
        ("12", "12"),
    ],
)
def test_the_first_wrong_label_is_named_in_one_short_sentence(labels, wrong):
    with pytest.raises(
        (ValueError, TypeError), match=rf"^labels\[\d+\] is .*{wrong}.* whole number.*3"
    ) as caught:
        one_hot(labels, 3)
    assert len(str(caught.value)) < 300


def test_one_hot_takes_memory_in_proportion_to_its_result():
    tracemalloc.start()
    rows = one_hot([1, 2], 50_257)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows.argmax(axis=1).tolist() == [1, 2] and rows.sum() == 2
    assert peak < 2 * rows.nbytes


def test_points_without_a_second_class_cannot_be_mislabelled():
    with pytest.raises(
        ValueError,
        match=re.escape(
            "points.targets has the shape (30, 1); it must have a column for each class, at least two"
        ),
    ):
        mislabel(line(), 0.2)


@pytest.mark.parametrize("use", [split, lambda points: mislabel(points, 0.2)])
@pytest.mark.parametrize("points", [None, moons, [[1.0, 2.0]], np.zeros((3, 2))])
def test_anything_but_points_is_named_in_the_error(use, points):
    with pytest.raises(TypeError, match=r"^points is .*; it must be Points, such as moons\(\)"):
        use(points)


BAD_SEEDS = [
    (-1, ValueError),
    (2.5, ValueError),
    (3.0, ValueError),
    (np.nan, ValueError),
    ("ten", TypeError),
    (None, TypeError),
    (True, TypeError),
    ([1, -2], ValueError),
]


@pytest.mark.parametrize(
    "use",
    [*CLASSES, line, lambda seed: split(blobs(10), seed=seed), lambda seed: mislabel(blobs(10), 0.5, seed)],
)
@pytest.mark.parametrize(("seed", "error"), BAD_SEEDS)
def test_an_invalid_seed_is_named_in_the_error(use, seed, error):
    with pytest.raises(error, match="^seed is .*; it must be a whole number at least 0"):
        use(seed=seed)


@pytest.mark.parametrize("argument", ["slope", "intercept"])
@pytest.mark.parametrize(
    ("value", "error"), [(np.nan, ValueError), (np.inf, ValueError), ("steep", TypeError), (None, TypeError)]
)
def test_a_line_needs_numbers(argument, value, error):
    with pytest.raises(error, match=f"^{argument} is {value!r}; it must be a number"):
        line(**{argument: value})


def test_mislabelling_changes_the_share_that_was_asked_for_and_nothing_else():
    points = blobs(100, n_classes=5)
    before = points.targets.copy()
    wrong = mislabel(points, 0.2, seed=3)
    assert (wrong.labels != points.labels).sum() == 20  # a wrong label is never the right one by chance
    assert (wrong.targets.sum(axis=1) == 1).all() and wrong.targets.shape == (100, 5)
    np.testing.assert_array_equal(wrong.inputs, points.inputs)
    np.testing.assert_array_equal(points.targets, before)
    np.testing.assert_array_equal(wrong.labels, mislabel(points, 0.2, seed=3).labels)
    assert (wrong.labels != mislabel(points, 0.2, seed=4).labels).any()


def test_all_or_none_may_be_mislabelled_and_of_two_classes_each_becomes_the_other():
    points = blobs(50)
    np.testing.assert_array_equal(mislabel(points, 0).labels, points.labels)
    np.testing.assert_array_equal(mislabel(points, 1).labels, 1 - points.labels)


def test_every_other_class_is_as_likely_for_a_wrong_label():
    wrong = mislabel(data.Points(np.zeros((3000, 1)), one_hot(np.zeros(3000, int), 4)), 1)
    np.testing.assert_allclose(
        np.bincount(wrong.labels, minlength=4), [0, 1000, 1000, 1000], atol=110
    )  # four times the spread of a draw


@pytest.mark.parametrize(
    ("share", "error"), [(-0.1, ValueError), (1.1, ValueError), (np.nan, ValueError), ("half", TypeError)]
)
def test_an_invalid_share_is_named_in_the_error(share, error):
    with pytest.raises(error, match=f"^share is {share!r}; it must be a number at least 0 at most 1"):
        mislabel(blobs(10), share)


@everywhere
@pytest.mark.parametrize(
    ("argument", "value", "error"),
    [
        ("n", 0, ValueError),
        ("n", -3, ValueError),
        ("n", 2.5, ValueError),
        ("n", 10.0, ValueError),
        ("n", "ten", TypeError),
        ("n", True, TypeError),
        ("noise", -0.1, ValueError),
        ("noise", np.nan, ValueError),
        ("noise", "some", TypeError),
        ("noise", None, TypeError),
    ],
)
def test_numbers_that_make_no_points_are_named(make, argument, value, error):
    with pytest.raises(error, match=f"^{argument} is {value!r}; it must be a"):
        make(**{argument: value})


@pytest.mark.parametrize(
    ("shares", "error", "message"),
    [
        ({"validation": -0.1}, ValueError, "validation is -0.1"),
        ({"test": 1.5}, ValueError, "test is 1.5"),
        ({"test": "half"}, TypeError, "test is 'half'"),
        ({"validation": 0.6, "test": 0.4}, ValueError, "validation is 0.6 and test is 0.4"),
    ],
)
def test_shares_that_leave_nothing_to_train_on_are_named(shares, error, message):
    with pytest.raises(error, match=message):
        split(blobs(10), **shares)
