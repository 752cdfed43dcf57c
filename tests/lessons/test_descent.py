"""Gradient descent on a single weight: where it ends, and what it refuses."""

import numpy as np
import pytest

from mlp.lessons.learning_rate.descent import descend

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(("step_factor", "end"), [(0.1, 0.9**20), (1.9, 0.9**20), (2.1, 1.1**20)])
def test_twenty_steps_in_a_parabola_end_where_the_power_says(step_factor, end):
    path = descend(
        lambda weight: 4 * weight, start=1.0, learning_rate=step_factor / 4, n_steps=20
    )  # curvature 4
    assert path.shape == (21,)
    assert path[-1] == pytest.approx(end)


def test_the_numbers_the_lesson_quotes():
    ends = [abs(descend(lambda weight: weight, 1.0, step_factor, 20)[-1]) for step_factor in (0.1, 1.9, 2.1)]
    assert [f"{end:.3g}" for end in ends] == ["0.122", "0.122", "6.73"]


@pytest.mark.parametrize(
    ("argument", "value", "error"),
    [
        ("slope", 2.0, TypeError),
        ("start", None, TypeError),
        ("start", np.nan, ValueError),
        ("start", "top", TypeError),
        ("learning_rate", "0.1", TypeError),
        ("learning_rate", np.inf, ValueError),
        ("n_steps", -1, ValueError),
        ("n_steps", 2.5, ValueError),
        ("n_steps", "ten", TypeError),
    ],
)
def test_a_descent_that_cannot_be_names_its_argument(argument, value, error):
    with pytest.raises(error, match=f"^{argument} is {value!r}; it must be a"):
        descend(
            **{"slope": lambda weight: weight, "start": 1.0, "learning_rate": 0.1, "n_steps": 3}
            | {argument: value}
        )
