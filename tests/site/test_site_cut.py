import numpy as np
from make_site.cut import cut_between_panels

from mlp.plots.style import panels


def test_a_step_below_a_long_title_goes_through_no_number_of_the_right_axis():
    figure, (left, right) = panels(1, 1)
    right.set_ylim(0, 10)
    figure.draw_without_rendering()
    end, start = round(left.bbox.x1), round(right.bbox.x0)
    labels = round(right.get_tightbbox().x0)
    has_ink = np.zeros((400, 1000), bool)
    has_ink[15:30, 75 : labels + 20] = True  # a title of the left panel
    has_ink[34:46, start - 26 : start - 9] = True  # the highest number of the right axis
    has_ink[60:340, labels : start - 9] = True  # the others, and what the axis shows
    above, below, row = cut_between_panels(figure, has_ink)
    assert not has_ink[:row, above].any() and not has_ink[row:, below].any()
    assert not has_ink[row - 1 : row + 1, below:above].any()
    assert end <= below < labels < above < start and 30 < row < 34
