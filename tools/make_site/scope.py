"""What of a scene is on the website, and what only in the notebook? Sentences that follow from the scene."""

from mlp.lessons.scene import Toggle


def scope(scene_class, table):
    """A few sentences for readers: which states are here, how runs and live controls are shown."""
    live = [control for control in scene_class.controls if control.live]
    sliders = " and ".join(f"“{control.label}”" for control in live if not isinstance(control, Toggle))
    actions = [action.label for action in getattr(scene_class, "actions", [])]
    has_pin = hasattr(scene_class, "pin")
    said = [
        _combinations(table),
        _runs(table) if hasattr(scene_class, "advance") else "",
        f"When you move {sliders}, you see a run in which it was moved half way." if sliders else "",
        "A box that acts at once is ticked at the end of a run." if len(live) > sliders.count("“") else "",
        f"“{'”, “'.join(actions)}” can be pressed in the opening state." if actions else "",
        "Keep shows the picture once more below; the notebook also has Pin." if has_pin else "",
    ]
    return " ".join(sentence for sentence in said if sentence)


def _combinations(table):
    if table["isComplete"]:
        return "All combinations of these positions are here."
    tried = " and from every button after “try”" if _is_from_every_base(table) else ""
    return f"Here one control at a time moves, from the opening{tried}; in the notebook all move together."


def _runs(table):
    if table["waits"]:
        return "The opening and the buttons after “try” can be played."
    return "The opening and the buttons after “try” can be played; other settings show how their run ends."


def _is_from_every_base(table):
    """Whether some state differs from the opening in more than one control."""
    opening = table["bases"][0].split(",")
    places = [key.split("~")[0].split("+")[0].split(",") for key in table["states"]]
    return any(sum(a != b for a, b in zip(place, opening)) > 1 for place in places)
