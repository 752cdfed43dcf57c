"""Four curves to read: the picture tells the batch sizes apart, and the exercise knows the mix-ups."""

import numpy as np
import pytest
from driving import verdict

from mlp.lessons import batch_and_epoch as lesson
from mlp.lessons.batch_and_epoch.four_curves import BATCH_SIZES, N_UPDATES


def test_the_smaller_the_batch_the_more_its_loss_jumps():
    jumps = lesson.jumps_of_four_runs()
    roughest_first = sorted(jumps, key=jumps.get, reverse=True)
    assert [BATCH_SIZES[name] for name in roughest_first] == [1, 8, 64, 500]
    sizes = np.sort([*jumps.values()])
    assert (sizes[1:] > 2.5 * sizes[:-1]).all()  # a reader sees the difference


def test_each_panel_shows_one_run_under_its_letter_and_the_words_do_not_tell_the_answer():
    figure = lesson.draw_four_curves()
    assert [ax.get_title(loc="left") for ax in figure.axes] == [f"Run {name}" for name in BATCH_SIZES]
    assert all(len(ax.lines[0].get_xdata()) == N_UPDATES for ax in figure.axes)
    assert not any(f" {size} " in lesson.four_curves_in_words() for size in (8, 64, 500))


def test_the_solution_is_right_and_the_untouched_cell_is_not_attempted():
    assert verdict(lesson.read_four_curves, lesson.read_four_curves.solution) == "Right!"
    assert verdict(lesson.read_four_curves, ...).startswith("Not attempted yet.")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([8, 500, 1, 64], "other way round"),
        ([64, 8, 500, 1], "single digit jumps most"),
        ([500, 1, 64, 8], "no luck at all"),
        ([1, 64, 500, 8], "Look again at W and X"),
        ([64, 500, 8, 1], "Look again at X and Y and Z"),
        ([64, 1, 500, 16], "once"),
        ([64, 1, 500], "list of four numbers"),
        (64, "list of four numbers"),
        ("W", "list of four numbers"),
    ],
)
def test_mixed_up_batch_sizes_are_named(answer, words):
    assert words in lesson.read_four_curves.check(answer)
