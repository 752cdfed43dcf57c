"""A scene is rendered again when something that it depends on has changed, and only then."""

from make_site import scenes, sources
from make_site.states import Limits

from mlp.lessons.learning_rate import BallInABowl, RateInYourHand


def names_behind(scene_class):
    return {path.name for path in sources.files_behind(scene_class.__module__)}


def test_what_a_scene_imports_is_behind_it_and_other_scenes_are_not():
    behind = names_behind(RateInYourHand)
    assert {"rate_in_your_hand.py", "network.py", "losses.py", "style.py"} <= behind
    assert "ball_in_a_bowl.py" not in behind and "rate_in_your_hand.py" not in names_behind(BallInABowl)


def test_a_changed_file_changes_the_fingerprint_of_the_scenes_that_depend_on_it(monkeypatch, tmp_path):
    changed = tmp_path / "network.py"
    changed.write_text("# changed")
    before = {scene: scenes.digest(scene, Limits()) for scene in (BallInABowl, RateInYourHand)}
    found = sources.files_behind

    def with_another_network(name):
        return sorted(changed if path.name == "network.py" else path for path in found(name))

    monkeypatch.setattr(scenes, "files_behind", with_another_network)
    assert scenes.digest(RateInYourHand, Limits()) != before[RateInYourHand]
    assert scenes.digest(BallInABowl, Limits()) == before[BallInABowl]


def test_other_limits_change_the_fingerprint():
    assert scenes.digest(BallInABowl, Limits()) != scenes.digest(BallInABowl, Limits(frames=3))
