"""The explorer, its controls and predictions, moved as the browser would, with and without a running loop."""

import asyncio
import base64
import gc
import io
import random
import threading
import time

import ipywidgets as widgets
import matplotlib
import numpy as np
import pytest
from driving import opened, painted, pixels
from matplotlib.figure import Figure
from PIL import Image

from mlp.lessons.learning_rate import BallInABowl, RateInYourHand, where_else
from mlp.lessons.scene import Choice, Preset, Seed, Slider, Toggle
from mlp.lessons.tasks import Question
from mlp.live import explore, predict
from mlp.plots.style import LOOK
from mlp.plots.text import moving_title

pytestmark = pytest.mark.filterwarnings("error")


class Recorder:
    """A scene that remembers what was asked of it, and on which thread."""

    title = "What was asked"
    controls = [
        Slider("width", 1, 100, start=10, label="width", integer=True),
        Choice("shape", ("round", "square"), "round", "shape"),
        Toggle("flipped", False, "flipped"),
        Seed(),
        Slider("rate", 0.001, 10.0, start=0.1, label="rate", logarithmic=True, live=True),
    ]
    presets = [
        Preset("wide", {"width": 90}, "Because it is wide."),
        Preset("all", {"seed": 3, "rate": 2.0, "flipped": True}, "Because it is all."),
    ]
    n_frames = 40

    def __init__(self):
        self.figure = Figure((4, 2))
        self.text = moving_title(self.figure.subplots())
        self.artists = [self.text]
        self.calls, self.threads, self.frame = [], set(), 0

    def restart(self, width, shape, flipped, seed, rate):
        if width == 13:
            raise RuntimeError("thirteen is unlucky")
        self.width, self.rate, self.frame = width, rate, 0
        self._note("restart")

    def change(self, rate):
        self.rate = rate
        self._note("change")

    def advance(self):
        self.frame += 1
        self._note("advance")
        return self.frame < self.n_frames

    def pin(self):
        self._note("pin")

    def unpin(self):
        self._note("unpin")

    def summary(self):
        return f"width {self.width}, rate {self.rate:.3g}, frame {self.frame}"

    def _note(self, call):
        self.calls.append(call)
        self.threads.add(threading.get_ident())
        self.text.set_text(f"{call} {self.frame}")


def holder(explorer, name):
    return explorer.panel.widgets[name]


def press(explorer, words):
    rows = [row for row in explorer.children if hasattr(row, "children")]
    next(
        button for row in rows for button in row.children if getattr(button, "description", "") == words
    ).click()


async def settle(explorer):
    while explorer.is_running:
        await asyncio.sleep(0.02)


async def wait_for(is_so, seconds=10):
    """Lets the loop run until `is_so()`, which a busy computer may take a while to reach."""
    for _ in range(int(seconds / 0.02)):
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen in time")


def test_the_first_picture_and_the_summary_are_there_at_once_and_nothing_runs():
    async def cell():
        explorer = explore(Recorder)
        await asyncio.sleep(0.1)
        return explorer

    explorer = asyncio.run(cell())
    assert explorer.scene.calls == ["restart"]
    bundle, metadata = explorer._repr_mimebundle_()
    assert bundle["text/plain"] == "width 10, rate 0.1, frame 0"
    assert Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))).size == (400, 200)
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_the_stored_picture_shows_a_run_while_the_live_one_waits_at_its_start():
    explorer = explore(RateInYourHand)
    assert "After 800 updates" in explorer._repr_mimebundle_()[0]["text/plain"]
    assert explorer.scene.history.n_done == 0
    assert "ready" in repr(explorer)


def test_the_run_of_the_stored_picture_is_computed_once():
    class Previewed(Recorder):
        preview, preview_frames = {"width": 30}, 5

    explorer = explore(Previewed)
    assert explorer.scene.calls == ["restart", *5 * ["advance"], "restart"]
    assert explorer._repr_mimebundle_()[0]["text/plain"] == "width 30, rate 0.1, frame 5"
    assert explorer.scene.width == 10 and explorer.state == "width 10, rate 0.1, frame 0"


def test_settings_that_are_asked_for_win_over_those_of_the_stored_picture():
    class Previewed(Recorder):
        preview = {"width": 30, "rate": 1.0}

    data, _ = explore(Previewed, {"width": 20})._repr_mimebundle_()
    assert data["text/plain"] == "width 20, rate 1, frame 0"


def test_the_picture_has_the_scenes_title_as_its_name_for_a_screen_reader():
    [picture] = [box for box in explore(Recorder).children if "mlp-picture" in box._dom_classes]
    assert [view.tooltip for view in picture.children] == ["What was asked"]


def test_a_clock_that_is_cancelled_from_outside_can_be_started_with_one_click():
    async def cell():
        explorer = explore(Recorder)
        press(explorer, "Play")
        await asyncio.sleep(0.1)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0.05)
        assert not explorer.is_running
        press(explorer, "Play")
        await asyncio.sleep(0.1)
        assert explorer.is_running

    asyncio.run(cell())


def test_numbers_of_numpy_are_numbers():
    explorer = explore(Recorder, {"width": np.int64(30)})
    explorer.show(seed=np.int64(2), rate=np.float64(1.0))
    assert explorer.settings == {"width": 30, "shape": "round", "flipped": False, "seed": 2, "rate": 1.0}


def test_a_scene_opens_in_given_settings_and_reads_them_back():
    settings = {"width": 30, "shape": "square", "flipped": True, "seed": 5, "rate": 1.0}
    explorer = explore(Recorder, settings=settings)
    assert explorer.settings == settings
    assert explore(Recorder, explorer.settings).settings == settings
    assert explorer.scene.width == 30


def test_hidden_controls_are_not_shown_and_keep_their_value():
    shown = explore(Recorder).panel.box.children
    explorer = explore(Recorder, settings={"width": 30}, hide=["width", "seed"])
    assert len(explorer.panel.box.children) == len(shown) - 2
    assert explorer.settings["width"] == 30


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"depth": 3}, "control is 'depth'; it must be one of: width, shape, flipped, seed, rate"),
        ({"width": 101}, "width is 101; it must be a whole number from 1 to 100"),
        ({"width": "wide"}, "width is 'wide'; it must be a whole number from 1 to 100"),
        ({"rate": float("nan")}, "rate is nan; it must be a number from 0.001 to 10.0"),
        ({"shape": "oval"}, "shape is 'oval'; it must be one of: round, square"),
        ({"flipped": 1}, "flipped is 1; it must be True or False"),
    ],
)
def test_bad_settings_are_refused_in_one_sentence_and_change_nothing(settings, message):
    with pytest.raises(ValueError) as refusal:
        explore(Recorder, settings)
    assert str(refusal.value) == message
    explorer = explore(Recorder)
    before = explorer.settings
    with pytest.raises(ValueError):
        explorer.show(**{"seed": 7} | settings)
    assert explorer.settings == before


def test_a_live_control_acts_in_the_middle_of_a_run_and_the_others_start_it_anew():
    async def cell():
        explorer = explore(Recorder)
        holder(explorer, "width").value = 20
        await asyncio.sleep(0.2)
        frames_before = explorer.scene.frame
        holder(explorer, "rate").value = 1.0
        await settle(explorer)
        return explorer, frames_before

    explorer, frames_before = asyncio.run(cell())
    calls = explorer.scene.calls
    assert 0 < frames_before < Recorder.n_frames
    assert calls.count("restart") == 2  # the opening and the width
    assert calls.count("change") == 1 and calls.index("advance") < calls.index("change") < len(calls) - 1
    assert calls.count("advance") == Recorder.n_frames


def test_the_clock_plays_pauses_steps_restarts_and_resets():
    async def cell():
        explorer = explore(Recorder)
        press(explorer, "Play")
        await asyncio.sleep(0.15)
        press(explorer, "Pause")
        await asyncio.sleep(0.05)
        paused_at = explorer.scene.frame
        holder(explorer, "rate").value = 2.0  # a hand on a live control does not end a pause
        await asyncio.sleep(0.15)
        assert explorer.scene.frame == paused_at > 0
        press(explorer, "Step")
        await asyncio.sleep(0.05)
        assert explorer.scene.frame == paused_at + 1
        press(explorer, "Restart")
        await asyncio.sleep(0.05)
        assert explorer.scene.frame == 0 and explorer.scene.rate == 2.0
        press(explorer, "Reset")
        await asyncio.sleep(0.05)
        assert explorer.settings["rate"] == 0.1 and explorer.scene.rate == 0.1
        assert not explorer.is_running and explorer.scene.frame == 0
        assert explorer.scene.calls[-1] == "restart"  # not a change in a run that has begun

    asyncio.run(cell())


def test_what_the_front_end_rounds_is_no_move_and_starts_nothing():
    async def cell():
        explorer = explore(Recorder)
        holder(explorer, "rate").value = 0.10000000000000002
        await asyncio.sleep(0.1)
        return explorer

    explorer = asyncio.run(cell())
    assert explorer.scene.calls == ["restart"] and explorer.settings["rate"] == 0.1


def number_beside(explorer, name):
    cell = next(cell for cell in explorer.panel.box.children if holder(explorer, name) in cell.children)
    return next(child.children[-1] for child in cell.children if "mlp-number" in child._dom_classes)


@pytest.mark.parametrize(
    ("typed", "rate", "shown"),
    [
        *[("0,05", 0.05, "0.05"), ("1e-2", 0.01, "0.01")],
        *[("99", 10.0, "10"), ("−5", 0.001, "0.001"), ("?", 0.1, "0.1")],
    ],
)
def test_a_typed_number_is_used_and_shown_and_what_is_no_number_leaves_the_old_one(typed, rate, shown):
    async def cell():
        explorer = explore(Recorder)
        explorer.play = lambda: None
        number_beside(explorer, "rate").value = typed
        await wait_for(lambda: number_beside(explorer, "rate").value != typed)
        await asyncio.sleep(0.05)
        return explorer

    explorer = asyncio.run(cell())
    assert explorer.settings["rate"] == explorer.scene.rate == rate
    assert number_beside(explorer, "rate").value == shown


def test_the_number_beside_a_slider_follows_it_and_comes_after_the_picture():
    explorer, order = explore(BallInABowl), []
    number = number_beside(explorer, "step_factor")
    number.observe(lambda change: order.append(change.new), "value")
    explorer._image.observe(lambda change: order.append("picture"), "value")
    holder(explorer, "step_factor").value = 1.9
    assert order == ["picture", "1.90"]


def test_a_picture_with_two_panels_has_a_view_for_each_and_is_sent_once():
    explorer = explore(BallInABowl)
    [picture] = [box for box in explorer.children if "mlp-picture" in box._dom_classes]
    assert len(picture.children) == 2 and set(picture.children) == {explorer._image}


def test_pins_and_presets_reach_the_scene_and_the_preset_says_why():
    async def cell():
        explorer = explore(Recorder)
        press(explorer, "Pin")
        press(explorer, "Unpin")
        press(explorer, "wide")
        await wait_for(lambda: explorer.reason)
        return explorer

    explorer = asyncio.run(cell())
    assert explorer.scene.calls[1:3] == ["pin", "unpin"]
    assert explorer.scene.width == 90
    assert "Because it is wide." in explorer.reason


@pytest.mark.parametrize("hand", ["on the cell's thread", "on another thread", "without a loop"])
def test_a_preset_and_show_move_everything_at_once(hand):
    def move():
        explorer = explore(Recorder)
        click = lambda: press(explorer, "all")
        if hand == "on another thread":
            thread = threading.Thread(target=click)
            thread.start()
            thread.join()
        else:
            click()
        return explorer

    async def cell():
        explorer = move()
        await settle(explorer)
        await asyncio.sleep(0.05)
        return explorer

    explorer = move() if hand == "without a loop" else asyncio.run(cell())
    assert [call for call in explorer.scene.calls if call != "advance"] == [
        "restart",
        "restart",
    ]  # the opening, and the preset
    explorer.show(seed=5, shape="square")
    assert [call for call in explorer.scene.calls if call != "advance"] == ["restart"] * 3


def test_a_scene_that_refused_its_settings_starts_anew_the_next_time():
    explorer = explore(Recorder)
    explorer.show(width=13)
    assert "thirteen is unlucky" in explorer.error
    explorer.show(rate=2.0)  # a live control: but there is no run that it could act in
    assert "thirteen is unlucky" in explorer.error
    explorer.show(width=14)
    assert explorer.error == "" and explorer.scene.width == 14 and explorer.scene.rate == 2.0


def test_what_a_scene_draws_later_looks_like_the_rest():
    sizes = []

    class Pinned(Recorder):
        def pin(self):
            sizes.append(matplotlib.rcParams["font.size"])

    press(explore(Pinned), "Pin")
    assert sizes == [LOOK["font.size"]]


def test_only_one_explorer_runs_at_a_time_and_a_new_one_stops_the_old():
    async def cell():
        first, second = explore(Recorder), explore(Recorder)
        press(first, "Play")
        await asyncio.sleep(0.1)
        press(second, "Play")
        await asyncio.sleep(0.1)
        assert not first.is_running and second.is_running
        explore(Recorder)  # as when the cell runs again
        await asyncio.sleep(0.05)
        assert not second.is_running

    asyncio.run(cell())


def test_words_follow_the_picture_after_the_loop_that_should_have_written_them_has_ended():
    async def cell():
        explorer = explore(Recorder)
        explorer.show(width=50)  # the loop ends before its words are written
        return explorer

    explorer = asyncio.run(cell())
    explorer.show(width=60)
    assert explorer.state == "width 60, rate 0.1, frame 40"


def test_an_explorer_that_is_no_longer_shown_stops():
    async def cell():
        explorer = explore(Recorder)
        explorer._view_count = 1
        press(explorer, "Play")
        await asyncio.sleep(0.1)
        explorer._view_count = 0
        await asyncio.sleep(0.05)
        assert not explorer.is_running

    asyncio.run(cell())


def test_events_from_another_thread_never_touch_the_scene_there_and_the_last_value_wins():
    async def cell():
        explorer = explore(Recorder)

        def impatient_hand():
            rng = random.Random(0)
            for _ in range(300):
                name, value = rng.choice(
                    [
                        ("width", rng.choice([11, 50, 99])),
                        ("rate", 10 ** rng.uniform(-3, 1)),
                        ("flipped", rng.random() < 0.5),
                    ]
                )
                holder(explorer, name).value = value
                time.sleep(0.002)
            holder(explorer, "width").value = 77
            holder(explorer, "rate").value = 5.0

        hand = threading.Thread(target=impatient_hand)
        hand.start()
        while hand.is_alive():
            await asyncio.sleep(0.01)
        await settle(explorer)
        return explorer

    explorer = asyncio.run(cell())
    assert explorer.scene.threads == {threading.get_ident()}
    assert (explorer.scene.width, explorer.scene.rate) == (77, 5.0)
    assert "width 77, rate 5" in explorer.state
    assert explorer.error == ""


def test_what_a_scene_raises_is_shown_in_words_and_the_controls_stay_usable():
    async def cell():
        explorer = explore(Recorder)
        holder(explorer, "width").value = 13
        await asyncio.sleep(0.05)
        assert "RuntimeError: thirteen is unlucky" in explorer.error
        assert "stopped" in repr(explorer)
        holder(explorer, "width").value = 14
        await asyncio.sleep(0.05)
        assert explorer.error == "" and explorer.scene.width == 14
        press(explorer, "Pause")

    asyncio.run(cell())


def test_without_a_loop_everything_happens_at_once():
    explorer = explore(Recorder)
    holder(explorer, "width").value = 50
    assert explorer.scene.frame == Recorder.n_frames
    assert "width 50" in explorer.state


def test_the_picture_follows_the_control():
    explorer = explore(BallInABowl)
    before = explorer.picture
    explorer.show(step_factor=1.9)
    assert explorer.picture != before
    assert "Step factor 1.90" in repr(explorer)


@pytest.mark.parametrize(
    ("scene_class", "name", "values"),
    [(BallInABowl, "step_factor", (0.5, 1.5)), (RateInYourHand, "learning_rate", (0.5, 1.5))],
)
def test_a_move_repaints_only_what_moved(scene_class, name, values):
    explorer, drawings = explore(scene_class), []
    explorer.show(**{name: values[0]})
    draw = explorer.scene.figure.draw
    explorer.scene.figure.draw = lambda renderer: (drawings.append(1), draw(renderer))
    explorer.show(**{name: values[1]})
    assert drawings == []


def test_a_thousand_moves_leave_no_figures_and_no_widgets_behind():
    explorer = explore(BallInABowl)
    n_widgets, n_artists = _n_widgets(), len(explorer.scene.figure.findobj())
    for k in range(1000):
        holder(explorer, "step_factor").value = round(0.01 + 0.02 * (k % 100), 2)
    assert _n_widgets() == n_widgets
    assert len(explorer.scene.figure.findobj()) == n_artists


def _n_widgets():
    gc.collect()
    return sum(isinstance(thing, widgets.Widget) for thing in gc.get_objects())


def test_the_look_leaves_matplotlib_as_it_was():
    before = {key: matplotlib.rcParams[key] for key in LOOK}
    explore(RateInYourHand).show(learning_rate=1.0)
    assert {key: matplotlib.rcParams[key] for key in LOOK} == before


def test_a_training_point_keeps_its_colour_on_top_of_what_moves():
    scene = opened(BallInABowl, step_factor=1.0)
    picture = pixels(painted(scene))
    x, y = scene.bowl.ball.axes.transData.transform((scene.weights[-1], 0))
    assert tuple(picture[picture.shape[0] - 1 - round(y), round(x), :3]) == (0x00, 0x9E, 0x73)


def test_a_prediction_answers_every_choice_with_its_own_reason():
    prediction = predict(where_else)
    assert "1.9" in repr(prediction) and prediction.feedback == ""
    for choice in where_else.choices:
        prediction.choose(choice)
        verdict = "Right." if choice == where_else.answer()[0] else "Not quite."
        assert verdict in prediction.feedback


def test_a_prediction_is_worked_out_on_the_loop_of_its_cell():
    threads = set()

    def answer():
        threads.add(threading.get_ident())
        return "yes", {}

    async def cell():
        prediction = predict(Question("Well?", {"yes": "Indeed.", "no": "Alas."}, answer))
        hand = threading.Thread(target=prediction.choose, args=("yes",))
        hand.start()
        hand.join()
        await asyncio.sleep(0.05)
        assert "Indeed." in prediction.feedback

    asyncio.run(cell())
    assert threads == {threading.get_ident()}


def test_who_must_wait_for_an_answer_is_told_so_and_only_once():
    said = []

    def answer():
        said.append(prediction.feedback)
        return "yes", {}

    async def cell():
        prediction.choose("no")
        await asyncio.sleep(0.05)
        prediction.choose("yes")
        await asyncio.sleep(0.05)

    async def make():
        return predict(Question("Well?", {"yes": "Indeed.", "no": "Alas."}, answer))

    with asyncio.Runner() as runner:
        prediction = runner.run(make())
        runner.run(cell())
    assert len(said) == 1 and "One moment" in said[0]
    assert "Indeed." in prediction.feedback and "One moment" not in prediction.feedback


def test_a_question_whose_answer_fails_says_so():
    prediction = predict(Question("Well?", {"yes": "Indeed.", "no": "Alas."}, lambda: 1 / 0))
    prediction.choose("yes")
    assert "The answer could not be computed. ZeroDivisionError" in prediction.feedback
