"""Growing curves: their names stand still where a student reads them."""
import numpy as np
import pytest
from matplotlib.figure import Figure

from mlp.plots.curves import Curves

UPDATES = np.arange(50.0)


@pytest.fixture
def curves():
    return Curves(Figure(figsize=(5, 4)).subplots(), {"training": "blue", "validation": "orange"}, 50, (0.001, 10), "loss")


def name_on_top(curves, training, validation):
    """Which name stands higher after lines that end at these heights."""
    curves.update("", training=(UPDATES, np.full(50, training)), validation=(UPDATES, np.full(50, validation)))
    return max(curves.names, key=lambda name: curves.names[name].get_position()[1])


def test_the_names_of_lines_that_cross_all_the_time_keep_their_places(curves):
    rng = np.random.default_rng(0)
    assert len({name_on_top(curves, *(0.1 * np.exp(0.1 * rng.standard_normal(2)))) for _ in range(50)}) == 1


def test_a_line_that_is_clearly_above_the_other_has_its_name_above(curves):
    assert name_on_top(curves, 0.1, 0.11) == "validation"
    assert name_on_top(curves, 1.0, 0.1) == "training"
    assert name_on_top(curves, 0.1, 1.0) == "validation"


def test_a_new_run_forgets_the_order_of_the_one_before(curves):
    assert name_on_top(curves, 0.1, 0.11) == "validation"
    curves.update("", training=([], []), validation=([], []))
    assert name_on_top(curves, 0.11, 0.1) == "training"
