"""Which loss suits data with typing errors? Thirty prices of houses, three of them ten times too high."""

import numpy as np

from ...checks import check_seed
from ...data import Points
from ..tasks import Question
from .fitting import best_line

N_HOUSES, N_MISTYPED = 30, 3


def house_prices(mistyped=True, seed=1):
    """Thirty houses: areas in 10 m² and prices near the line 0.8 × area + 1.

    With `mistyped`, three prices have one zero too many.
    """
    check_seed(seed)
    rng = np.random.default_rng(seed)
    areas = rng.uniform(4, 12, size=(N_HOUSES, 1))
    prices = 0.8 * areas + 1 + rng.normal(0, 0.4, size=(N_HOUSES, 1))
    if mistyped:
        prices[:N_MISTYPED] *= 10
    return Points(areas, prices)


def price_of_80_square_metres(loss, mistyped=True, seed=1):
    """The price that the best line gives for a house of 80 m²; `loss` is a name of `BEST_LINES`."""
    slope, intercept = best_line(loss, house_prices(mistyped, seed))
    return slope * 8 + intercept


def _nearest_price():
    wanted = price_of_80_square_metres("mean squared error", mistyped=False)
    squared, absolute = map(price_of_80_square_metres, ("mean squared error", "mean absolute error"))
    facts = {"wanted": wanted, "squared": squared, "absolute": absolute}
    return ABSOLUTE if abs(absolute - wanted) < abs(squared - wanted) else SQUARED, facts


ABSOLUTE = "absolute errors: a price far away pulls no harder than a price nearby"
SQUARED = "squared errors: they punish large errors most, so they find the mistakes"
EITHER = "either: among thirty houses, three mistakes average out"

which_loss_for_prices = Question(
    "Thirty house prices are typed by hand. Three of them get one zero too many. You want a line for the"
    " correct prices. Which loss do you take, and why?",
    {
        SQUARED: (
            "They do punish large errors most. Therefore the line moves towards the mistakes. A house of 80"
            " m² should cost {wanted:.1f}. By squared errors it costs {squared:.1f}, by absolute errors"
            " {absolute:.1f}."
        ),
        ABSOLUTE: (
            "A house of 80 m² costs {absolute:.1f} on its line. Without the mistakes it costs {wanted:.1f}."
            " By squared errors it costs {squared:.1f}."
        ),
        EITHER: (
            "Mistakes average out if they go both ways. One zero too many always makes a price too high. A"
            " house of 80 m² should cost {wanted:.1f}. By squared errors it costs {squared:.1f}, by absolute"
            " errors {absolute:.1f}."
        ),
    },
    _nearest_price,
)
