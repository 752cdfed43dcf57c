"""The axis whose numbers move: where a place is, by hand, and that another range is no full drawing."""

import numpy as np
import pytest

from mlp.live.canvas import Canvas
from mlp.plots.ruler import Ruler
from mlp.plots.style import panels


@pytest.mark.parametrize(
    "is_logarithmic, low, high, places, shares",
    [(False, 0, 20, [0, 5, 20], [0, 0.25, 1]), (True, 0.1, 1000, [0.1, 1, 1000], [0, 0.25, 1])],
)
def test_shares_by_hand(is_logarithmic, low, high, places, shares):
    figure, (ax,) = panels(1)
    ruler = Ruler(ax, is_logarithmic)
    ruler.use(low, high, "updates")
    np.testing.assert_allclose(ruler.share(places), shares, atol=1e-12)


@pytest.mark.parametrize(
    "is_logarithmic, low, high",
    [(False, 0, 28.08), (False, 0, 84.2), (True, 0.0015, 8000), (True, 1e-4, 100), (True, 0.8, 4e6)],
)
def test_every_tick_has_its_number_and_another_range_is_no_full_drawing(is_logarithmic, low, high):
    figure, (ax,) = panels(1)
    ruler = Ruler(ax, is_logarithmic)
    ruler.use(1, 10, "epochs")
    canvas = Canvas(figure, ruler.artists)
    canvas.paint()
    ruler.use(low, high, "updates")
    assert not figure.stale
    written = [number for number in ruler.numbers if number.get_text()]
    np.testing.assert_allclose([number.get_position()[0] for number in written], ruler.ticks.get_xdata())
    assert len(written) >= 4 and min(ruler.ticks.get_xdata()) >= 0 and max(ruler.ticks.get_xdata()) <= 1
    assert len({number.get_text() for number in written}) == len(written)


@pytest.mark.parametrize(
    "is_logarithmic, low, high, numbers",
    [
        (True, 0.0015, 900, ["0.01", "0.1", "1", "10", "100"]),
        (True, 0.8, 20_000, ["10⁰", "10¹", "10²", "10³", "10⁴"]),
        (False, 0, 20_000, ["0", "5,000", "10,000", "15,000", "20,000"]),
    ],
)
def test_the_numbers_have_one_form(is_logarithmic, low, high, numbers):
    figure, (ax,) = panels(1)
    ruler = Ruler(ax, is_logarithmic)
    ruler.use(low, high, "updates")
    assert [number.get_text() for number in ruler.numbers if number.get_text()] == numbers
