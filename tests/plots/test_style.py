"""The look of the series: whatever a student has set in matplotlib, and without a trace afterwards."""

from itertools import count

import matplotlib as mpl
import matplotlib.style
import numpy as np
import pytest
from driving import advance, declared, is_scene, opened, painted, pixels

from mlp.lessons.capacity_and_overfitting import cost_of_size
from mlp.live.canvas import Canvas
from mlp.plots.curves import Curves
from mlp.plots.landscapes import Contours
from mlp.plots.profiles import Profiles
from mlp.plots.style import LOOK, UNTOUCHED, logarithmic, look, panels

STUDENTS_SETTINGS = {
    "dark_background": lambda: mpl.style.use("dark_background"),
    "ggplot": lambda: mpl.style.use("ggplot"),
    "seaborn": lambda: mpl.style.use("seaborn-v0_8-poster"),
    "TeX": lambda: mpl.rcParams.update({"text.usetex": True}),
    "fonts": lambda: mpl.rcParams.update(
        {"font.family": "serif", "font.size": 20, "font.weight": "bold", "font.style": "italic"}
    ),
    "layout": lambda: mpl.rcParams.update({"figure.constrained_layout.use": True, "figure.dpi": 50}),
    "lines": lambda: mpl.rcParams.update(
        {"lines.marker": "x", "lines.linestyle": ":", "lines.antialiased": False, "path.sketch": (5, 9, 2)}
    ),
    "axes": lambda: mpl.rcParams.update(
        {"axes.xmargin": 0.4, "axes.unicode_minus": False, "xtick.direction": "in", "axes.grid": False}
    ),
}


def pictures():
    """Pixels of three kinds of pictures, made, moved and painted as an explorer does it."""
    with look():
        figure, axes = panels(1, 1, 1)
        curves = Curves(axes[0], {"loss": "blue"}, 10, (0.01, 10), "loss", threshold=(1, "guessing"))
        profiles = Profiles(axes[1], {"score": "green"}, (-3, 3), (-1, 1), "x", "score")
        contours = Contours(axes[2], "slope", "intercept")
        canvas = Canvas(figure, curves.artists + profiles.artists + contours.ground + contours.artists)
        canvas.paint()
        x = np.arange(1, 6)
        curves.update("After 5 updates", loss=(x, 5.0 / x))
        profiles.update("Best at -1", x, 2, score=np.linspace(-1, 0.5, 5))
        contours.draw_map(x, x, np.outer(x, x), (2, 2))
        contours.update("On its way", np.array([[5, 5], [3, 2]]))
        canvas.paint()
        return canvas.pixels.copy()


@pytest.mark.parametrize("set_up", STUDENTS_SETTINGS.values(), ids=STUDENTS_SETTINGS)
def test_nothing_a_student_sets_changes_a_pixel(set_up):
    plain = pictures()
    with mpl.rc_context():
        set_up()
        np.testing.assert_array_equal(pictures(), plain)


def test_a_matplotlibrc_changes_nothing_either(tmp_path):
    plain = pictures()
    file = tmp_path / "matplotlibrc"
    file.write_text("axes.facecolor: black\ntext.color: white\nlegend.fontsize: 30\nimage.origin: lower\n")
    with mpl.rc_context(fname=file):
        np.testing.assert_array_equal(pictures(), plain)


@pytest.mark.parametrize("scene_class", declared(is_scene))
def test_no_scene_looks_different_for_what_a_student_has_set(scene_class, monkeypatch):
    def picture():
        clock = count(0, 0.001).__next__  # what is measured is the same in both pictures
        monkeypatch.setattr(cost_of_size, "perf_counter", clock)
        scene = opened(scene_class)
        with look():
            advance(scene, 1)
            return pixels(painted(scene))

    plain = picture()
    with mpl.rc_context(
        {"text.usetex": True, "path.sketch": (5, 9, 2), "figure.constrained_layout.use": True}
    ):
        mpl.style.use(["dark_background", "seaborn-v0_8-poster"])
        np.testing.assert_array_equal(picture(), plain)


def test_every_setting_is_as_before_afterwards_even_after_an_error():
    with mpl.rc_context({"font.size": 33, "text.usetex": True}):
        before = dict.copy(mpl.rcParams)
        with pytest.raises(ZeroDivisionError), look():
            assert mpl.rcParams["font.size"] == LOOK["font.size"]
            raise ZeroDivisionError
        assert dict.copy(mpl.rcParams) == before


@pytest.mark.parametrize("key", UNTOUCHED)
def test_the_look_does_not_choose_a_backend(key):
    before = dict.__getitem__(mpl.rcParams, key)
    with look():
        assert dict.__getitem__(mpl.rcParams, key) is before


@pytest.mark.parametrize(
    "limits, ticks",
    [
        ((0.1, 10), ["0.1", "0.3", "1", "3", "10"]),
        ((0.001, 1000), ["0.001", "0.01", "0.1", "1", "10", "100", "1000"]),
        ((0.0005, 20), ["0.001", "0.01", "0.1", "1", "10"]),  # no tick lies beyond 0.001
        ((0.1, 1e4), ["10⁻¹", "10⁰", "10¹", "10²", "10³", "10⁴"]),
        ((1e-4, 0.1), ["10⁻⁴", "3 × 10⁻⁴", "10⁻³", "3 × 10⁻³", "10⁻²", "3 × 10⁻²", "10⁻¹"]),
        ((1e-6, 1e4), ["10⁻⁶", "10⁻⁴", "10⁻²", "10⁰", "10²", "10⁴"]),
        ((1, 1e26), ["10⁰", "10⁴", "10⁸", "10¹²", "10¹⁶", "10²⁰", "10²⁴"]),
    ],
)
def test_logarithmic_ticks_are_few_and_of_one_form(limits, ticks):
    figure, (ax,) = panels(1)
    ax.set(xscale="log", xlim=limits)
    logarithmic(ax.xaxis)
    places = [tick for tick in ax.get_xticks() if limits[0] <= tick <= limits[1] * 1.0001]
    assert [ax.xaxis.get_major_formatter()(place) for place in places] == ticks


def logarithmic_numbers(scene):
    """The numbers on each logarithmic axis of a scene's picture, without those that lie beyond it."""
    with look():
        axes = [axis for ax in scene.figure.axes for axis in (ax.xaxis, ax.yaxis)]
        for axis in axes:
            if axis.get_scale() == "log":
                low, high = sorted(axis.get_view_interval())
                ticks = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True)
                yield [label.get_text() for place, label in ticks if low <= place <= high]


@pytest.mark.parametrize("scene_class", declared(is_scene))
def test_the_numbers_on_a_logarithmic_axis_of_a_scene_have_one_form(scene_class):
    for numbers in logarithmic_numbers(opened(scene_class)):
        are_powers = ["10" in number and number[-1] in "⁰¹²³⁴⁵⁶⁷⁸⁹" for number in numbers]
        assert len(numbers) >= 3 and all(numbers)
        assert all(are_powers) or not any(are_powers), numbers
        assert all(are_powers) or all(0.001 <= float(number) <= 1000 for number in numbers), numbers
