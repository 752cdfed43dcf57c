"""Drives scenes, questions and exercises without Jupyter, for the tests of every notebook."""
import numpy as np

from mlp.live.canvas import Canvas
from mlp.live.exercise import exercise
from mlp.plots.look import look
from mlp.scenes.declarations import Choice, Exercise, Question, Seed, Toggle


def scenes_of(module):
    """The scene classes that a notebook's module declares."""
    return [item for item in vars(module).values() if isinstance(item, type) and hasattr(item, "controls")]


def questions_of(module):
    return {name: item for name, item in vars(module).items() if isinstance(item, Question)}


def exercises_of(module):
    return {name: item for name, item in vars(module).items() if isinstance(item, Exercise)}


def opened(scene_class):
    """A scene in its opening state."""
    with look():
        scene = scene_class()
        scene.restart(**opening(scene))
    return scene


def opening(scene):
    return {control.name: control.start for control in scene.controls}


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
    value = float(np.exp(rng.uniform(np.log(low), np.log(high)))) if logarithmic else float(rng.uniform(low, high))
    return round(value) if isinstance(control, Seed) or control.whole else value


def move(scene, before, wanted):
    """Brings a scene from one state to another as the explorer does: live controls alone do not start it anew."""
    changed = {name: value for name, value in wanted.items() if before.get(name) != value}
    live = {control.name for control in scene.controls if control.live}
    with look():
        if changed and set(changed) <= live:
            scene.change(**changed)
        elif changed:
            scene.restart(**wanted)


def check_extremes(scene_class):
    """Every control to both ends, some frames at each: the summary says something and nothing is raised."""
    scene = opened(scene_class)
    for control in scene.controls:
        for value in values_of(control):
            move(scene, opening(scene), opening(scene) | {control.name: value})
            advance(scene, 3)
            check_summary(scene)


def check_storm(scene_class, n_moves=30):
    """Random settings one after another, with frames in between, painted as the explorer paints them."""
    scene, rng = opened(scene_class), np.random.default_rng(0)
    canvas, state = Canvas(scene.figure, scene.artists), opening(scene)
    for _ in range(n_moves):
        names = rng.choice(len(scene.controls), size=rng.integers(1, len(scene.controls) + 1), replace=False)
        wanted = state | {scene.controls[k].name: values_of(scene.controls[k], rng) for k in names}
        move(scene, state, wanted)
        advance(scene, int(rng.integers(4)))
        canvas.paint()
        check_summary(scene)
        state = wanted
    assert_nothing_vanishes(canvas)


def assert_nothing_vanishes(canvas):
    """The quickly repainted picture equals one that is drawn from scratch."""
    canvas.paint()
    quick = np.array(canvas.agg.buffer_rgba())
    canvas.background = None
    canvas.paint()
    np.testing.assert_array_equal(quick, np.array(canvas.agg.buffer_rgba()))


def check_summary(scene):
    words = scene.summary()
    assert words.strip() and "nan" not in words.split() and "inf" not in words.split(), words


def advance(scene, n_frames):
    if hasattr(scene, "advance"):
        for _ in range(n_frames):
            scene.advance()


def run_to_the_end(scene, most=2000):
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
        exec(answer, names)   # as a cell would
        answer = names[declared.name]
    return repr(exercise(declared).check(answer))
