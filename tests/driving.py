"""Drives scenes, questions and exercises without Jupyter, for the tests of every notebook."""

import re
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import Collection, QuadMesh
from matplotlib.image import AxesImage
from matplotlib.text import Text

from mlp.lessons.scene import Choice, Seed, Slider, Toggle, follow, opening
from mlp.live.canvas import Canvas
from mlp.live.controls import ControlPanel
from mlp.live.exercise import exercise
from mlp.plots.style import look

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
TOPICS = {
    path.stem[3:]: import_module(f"mlp.lessons.{path.stem[3:]}") for path in NOTEBOOKS
}  # 03_learning_rate.ipynb ↔ mlp.lessons.learning_rate

THINGS = (
    "layers heads parameters examples steps epochs updates trials trainings batches points neurons units"
    " paths weights biases numbers draws samples models networks passes decades products multiplications"
    " multiply-adds experts positions tokens balls colours hyperparameters repetitions rounds vectors values"
    " settings questions slopes"
)
ONE_OF_MANY = re.compile(rf"(?<![\d.,])\b1 (?:[a-z-]+ )?({THINGS.replace(' ', '|')})\b")


def declared(fits):
    """What all notebooks' modules declare that `fits`, to parametrise a test over; named topic-name."""
    return [
        pytest.param(item, id=f"{topic}-{name}")
        for topic, module in TOPICS.items()
        for name, item in vars(module).items()
        if fits(item)
    ]


def is_scene(item):
    return isinstance(item, type) and hasattr(item, "controls")


def opened(scene_class, **settings):
    """A scene in its opening state, but for these settings."""
    with look():
        scene = scene_class()
        scene.restart(**opening(scene) | settings)
    return scene


def at_the_end(scene_class, **settings):
    """A scene that has run to its end with these settings."""
    scene = opened(scene_class, **settings)
    run_to_the_end(scene)
    return scene


def painted(scene):
    """The scene's canvas, with a picture on it."""
    canvas = Canvas(scene.figure, scene.artists)
    canvas.paint()
    return canvas


def pixels(canvas):
    return canvas.pixels.copy()


def values_of(control, rng=None):
    """Both ends of a control (every option of a choice), or one random value where a generator is given."""
    if isinstance(control, Toggle):
        ends = [False, True]
    elif isinstance(control, Choice):
        ends = list(control.options)
    elif isinstance(control, Seed):
        ends = [0, 9999]
    else:
        ends = [control.low, control.high]
    if rng is None:
        return ends
    if isinstance(control, (Toggle, Choice)):
        return ends[rng.integers(len(ends))]
    low, high = ends
    logarithmic = getattr(control, "logarithmic", False)
    value = (
        float(np.exp(rng.uniform(np.log(low), np.log(high))))
        if logarithmic
        else float(rng.uniform(low, high))
    )
    if isinstance(control, Seed):
        return round(value)
    return int(low + (value - low) // (control.step or 1) * (control.step or 1)) if control.integer else value


def move(scene, before, wanted):
    """Brings a scene from one state to another as the explorer does."""
    with look():
        follow(scene, before, wanted)


def check_opening(scene_class):
    """It opens with a whole picture, in which every artist is painted once, and with words."""
    scene = opened(scene_class)
    check_summary(scene)
    assert scene.artists and len(scene.artists) == len(set(scene.artists))
    assert np.ptp(pixels(painted(scene))[..., :3]) > 200


def check_extremes(scene_class):
    """Every control goes to both ends, live ones also in the middle of a run: no error, whole summaries.

    Back in its opening state, the scene looks and reads as at first.
    """
    scene = opened(scene_class)
    canvas = painted(scene)
    before, words = pixels(canvas), scene.summary()
    for control in scene.controls:
        for value in values_of(control):
            wanted = opening(scene) | {control.name: value}
            scene.restart(**wanted)
            _run_on(scene, canvas)
            if control.live:
                scene.restart(**opening(scene))
                move(scene, opening(scene), wanted)
                _run_on(scene, canvas)
    scene.restart(**opening(scene))
    canvas.paint()
    assert scene.summary() == words
    np.testing.assert_array_equal(pixels(canvas), before)


def check_repaints(scene_class):
    """Most moves of a slider leave the background as it was: to draw everything takes ten times as long."""
    scene = opened(scene_class)
    canvas, at = painted(scene), opening(scene)
    for control in (control for control in scene.controls if isinstance(control, Slider)):
        drawn_anew = []
        for value in values_of(control):
            wanted = at | {control.name: value}
            move(scene, at, wanted)
            drawn_anew.append(scene.figure.stale)
            canvas.paint()
            at = wanted
        assert sum(drawn_anew) < 0.5 * len(drawn_anew), control.name


def _run_on(scene, canvas):
    advance(scene, 1)
    check_summary(scene)
    advance(scene, 2)
    canvas.paint()
    check_summary(scene)


def check_storm(scene_class, n_moves=30):
    """Random settings one after another, with frames in between; tests/live/test_storms.py does more."""
    scene, rng = opened(scene_class), np.random.default_rng(0)
    canvas, state = painted(scene), opening(scene)
    for _ in range(n_moves):
        names = rng.choice(len(scene.controls), size=rng.integers(1, len(scene.controls) + 1), replace=False)
        wanted = state | {scene.controls[k].name: values_of(scene.controls[k], rng) for k in names}
        move(scene, state, wanted)
        advance(scene, int(rng.integers(4)))
        canvas.paint()
        check_summary(scene)
        state = wanted
    assert_nothing_vanishes(canvas)


def check_presets(scene_class):
    """The controls can show every preset, and no preset looks or reads like another."""
    scene, told, shown = opened(scene_class), set(), set()
    canvas = painted(scene)
    for preset in scene.presets:
        ControlPanel(scene.controls, preset.settings, hide=())  # refuses what no control could show
        scene.restart(**opening(scene) | preset.settings)
        at_once = scene.summary()
        _run_on(scene, canvas)
        told.add((at_once, scene.summary()))
        shown.add(pixels(canvas).tobytes())
    assert len(shown) == len(scene.presets)
    assert len(told) == len(scene.presets)
    assert_nothing_vanishes(canvas)


def check_end(scene_class):
    """A run ends, and stays as it ended."""
    scene = at_the_end(scene_class)
    words = scene.summary()
    assert not scene.advance()
    assert scene.summary() == words


def check_pins(scene_class):
    """A pinned run is seen, also when only what moved is repainted, and forgotten without a trace."""
    scene = opened(scene_class, **scene_class.presets[-1].settings)
    advance(scene, 3)
    canvas = painted(scene)
    before = pixels(canvas)
    with look():
        scene.pin()
        assert_nothing_vanishes(canvas)
        assert (pixels(canvas) != before).any()
        scene.unpin()
    canvas.paint()
    np.testing.assert_array_equal(pixels(canvas), before)


def check_maps(scene_class):
    """What lies on a map, or on anything else that fills an area, is not hidden by it."""
    scene = opened(scene_class)
    advance(scene, 3)
    canvas, artists = painted(scene), scene.artists

    def picture(*shown):
        canvas.artists = shown
        canvas.paint()
        return pixels(canvas)

    nothing = picture()
    for cover in artists:
        if isinstance(cover, (AxesImage, Collection)):
            covered = picture(cover)
            if (
                not isinstance(cover, (AxesImage, QuadMesh))
                and (covered != nothing).any(axis=-1).mean() < 0.03
            ):
                continue
            for other in artists:
                if other is not cover and other.axes is cover.axes and (picture(other) != nothing).any():
                    both = picture(*(artist for artist in artists if artist in (cover, other)))
                    assert (both != covered).any(), f"{other} is hidden by {cover}"


def assert_nothing_vanishes(canvas):
    """The quickly repainted picture equals one that is drawn from scratch."""
    canvas.paint()
    quick = pixels(canvas)
    canvas.background = None
    canvas.paint()
    np.testing.assert_array_equal(quick, pixels(canvas))


def check_summary(scene):
    """It says something, in numbers, and neither it nor the picture says "1 steps"."""
    words = scene.summary()
    assert words.strip() and not re.search(r"\b(nan|inf)\b", words, re.IGNORECASE), words
    for text in (words, *(artist.get_text() for artist in scene.artists if isinstance(artist, Text))):
        assert not ONE_OF_MANY.search(text), text


def advance(scene, n_frames):
    if hasattr(scene, "advance"):
        for _ in range(n_frames):
            scene.advance()


def run_to_the_end(scene, most=5000):
    """Advances a scene until it says that it is over; one that never ends fails."""
    for _ in range(most):
        if not scene.advance():
            return
    raise AssertionError(f"{type(scene).__name__} did not end within {most} frames")


def check_question(question):
    """The computed answer is one of the choices, and every feedback can be said."""
    right, facts = question.answer()
    assert right in question.choices
    for feedback in question.choices.values():
        assert "{" not in feedback.format(**facts)


def verdict(declared, source_or_answer):
    """What a student reads about an answer, given as source code or as the answer itself."""
    answer = source_or_answer
    if isinstance(answer, str):
        names = {"np": np}
        exec(answer, names)  # as a cell would
        answer = names[declared.name]
    return repr(exercise(declared).check(answer))
