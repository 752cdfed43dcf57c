"""Growing curves: their names stand still where a student reads them."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from mlp.plots.curves import Curves


@pytest.fixture
def curves():
    return Curves(
        Figure(figsize=(5, 4)).subplots(),
        {"training": "blue", "validation": "orange"},
        50,
        (0.001, 10),
        "loss",
    )


def name_on_top(curves, n, training, validation):
    """Which name stands higher above lines of n points that end at these heights."""
    updates = np.arange(float(n))
    curves.update("", training=(updates, np.full(n, training)), validation=(updates, np.full(n, validation)))
    return max(curves.names, key=lambda name: curves.names[name].get_position()[1])


def test_the_names_of_lines_that_cross_all_the_time_keep_their_places(curves):
    rng = np.random.default_rng(0)
    assert (
        len({name_on_top(curves, n, *(0.1 * np.exp(0.03 * rng.standard_normal(2)))) for n in range(1, 50)})
        == 1
    )


def test_a_line_that_is_clearly_above_the_other_has_its_name_above(curves):
    assert name_on_top(curves, 1, 0.1, 0.11) == "validation"
    assert name_on_top(curves, 2, 1.0, 0.1) == "training"
    assert name_on_top(curves, 3, 0.1, 1.0) == "validation"


@pytest.mark.parametrize("n", [1, 7, 30])
def test_another_run_forgets_the_order_of_the_one_before(curves, n):
    assert name_on_top(curves, 7, 0.1, 0.11) == "validation"
    assert name_on_top(curves, n, 0.11, 0.1) == "training"
