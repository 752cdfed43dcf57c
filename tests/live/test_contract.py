"""What `explore` refuses: a class that breaks the contract of a scene, and arguments that it cannot use."""

import pytest
from matplotlib.figure import Figure

from mlp.lessons.scene import Action, Slider, check_scene
from mlp.live import explore, set_zoom
from mlp.live.zoom import default_zoom


class Smallest:
    """The smallest scene: what every scene needs and nothing else."""

    title = "Smallest"
    controls = [Slider("share", 0.0, 1.0, start=0.5, label="share")]

    def __init__(self):
        self.figure, self.artists = Figure((4, 2)), []

    def restart(self, share):
        self.share = share

    def summary(self):
        return f"The share is {self.share:.2f}."


def with_members(**members):
    return type("Changed", (Smallest,), members)


def without(name):
    return type("Changed", (), {key: value for key, value in vars(Smallest).items() if key != name})


LIVE = [Slider("share", 0.0, 1.0, start=0.5, label="share", live=True)]


def test_the_smallest_scene_opens():
    assert repr(explore(Smallest)) == "The share is 0.50."


@pytest.mark.parametrize(("wrong", "meant"), [("preset", "presets"), ("preview_frame", "preview_frames")])
def test_a_misspelled_member_is_refused_with_the_name_that_was_meant(wrong, meant):
    with pytest.raises(TypeError, match=rf"Changed has a member {wrong}\b.*{meant}\?"):
        check_scene(with_members(**{wrong: []}))


@pytest.mark.parametrize("name", ["title", "restart", "summary"])
def test_a_missing_member_is_named(name):
    with pytest.raises(TypeError, match=f"Changed has no {name}"):
        check_scene(without(name))


@pytest.mark.parametrize(
    ("members", "missing"),
    [
        ({"controls": LIVE}, "change"),
        ({"pin": lambda self: None}, "unpin"),
        ({"actions": [Action("shuffle", "Shuffle", "random", "To see others.")]}, "shuffle"),
    ],
)
def test_a_member_that_another_one_needs_is_named(members, missing):
    with pytest.raises(TypeError, match=f"Changed has no {missing}"):
        check_scene(with_members(**members))


@pytest.mark.parametrize("wrong", [Smallest(), "Smallest", None, int])
def test_what_is_not_the_class_of_a_scene_is_refused(wrong):
    with pytest.raises(TypeError, match=r"scene_class is .*; it must be the class of a scene") as error:
        explore(wrong)
    assert f"{wrong!r:.100}" in str(error.value)


@pytest.mark.parametrize("settings", [["share"], "share", 0.5])
def test_settings_that_are_not_a_dict_are_refused(settings):
    with pytest.raises(TypeError, match="settings is ") as error:
        explore(Smallest, settings)
    assert repr(settings) in str(error.value)


@pytest.mark.parametrize("hide", [3, None, "share", [["share"]]])
def test_names_to_hide_that_are_not_names_are_refused(hide):
    with pytest.raises((TypeError, ValueError), match="hide is |control is "):
        explore(Smallest, hide=hide)


@pytest.mark.parametrize("zoom", [0, "large", float("nan"), True, -1, 10])
def test_a_wrong_zoom_is_refused_and_changes_nothing(zoom):
    before = default_zoom()
    for attempt in (lambda: set_zoom(zoom), lambda: explore(Smallest, zoom=zoom)):
        with pytest.raises(ValueError, match=f"zoom is {zoom!r}; it must be a number from 0.5 to 3"):
            attempt()
    with pytest.raises(ValueError, match="zoom is None"):
        set_zoom(None)
    assert default_zoom() == before


def test_zoom_enlarges_one_explorer_or_all_that_follow():
    def width(explorer):
        return explorer.scene.figure.bbox.width

    assert width(explore(Smallest, zoom=1.5)) == pytest.approx(600)
    set_zoom(1.3)
    try:
        assert width(explore(Smallest)) == pytest.approx(520)
        assert width(explore(Smallest, zoom=1.0)) == pytest.approx(400)
    finally:
        set_zoom(1.0)
    assert width(explore(Smallest)) == pytest.approx(400)
