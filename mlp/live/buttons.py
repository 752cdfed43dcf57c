"""Buttons with a word and a tooltip, in one row; and those that a scene has use for."""

import ipywidgets as widgets

MAIN_ROW = [  # the member that a scene needs for it, then the button
    ("advance", "Play", "play", "Let the training run, or hold it"),
    ("advance", "Step", "step-forward", "One picture further"),
    ("advance", "Restart", "undo", "The same settings from the beginning"),
    ("pin", "Pin", "thumb-tack", "Keep this run in grey, to compare"),
    ("pin", "Unpin", "times", "Forget the pinned runs"),
    ("controls", "Reset", "refresh", "All controls as they were at the start"),
]


def button(words, icon, tooltip, act):
    """A button that calls `act()`."""
    made = widgets.Button(description=words, icon=icon, tooltip=tooltip)
    made.on_click(lambda button: act())
    return made


def bar_of(main, actions, presets):
    """All buttons of an explorer in one row, which breaks where it has no room."""
    title = [widgets.HTML("try")] if presets else []
    parts = [(main, "mlp-main"), (actions, "mlp-action"), (title, "mlp-try"), (presets, "mlp-preset")]
    row = [part.add_class(name) for group, name in parts for part in group]
    return widgets.HBox(row).add_class("mlp-bar")


def main_row(scene, act):
    """The buttons that every scene of this kind has, by their words. Each calls `act` with its words."""
    return {
        words: button(words, icon, tooltip, lambda words=words: act(words))
        for member, words, icon, tooltip in MAIN_ROW
        if hasattr(scene, member)
    }


def action_row(scene, act):
    """A button for each of the scene's actions. Each calls `act` with the action."""
    return [
        button(action.label, action.icon, action.reason, lambda action=action: act(action))
        for action in getattr(scene, "actions", [])
    ]


def preset_row(scene, act):
    """A button for each of the scene's presets. Each calls `act` with the preset."""
    return [
        button(preset.name, "", preset.reason, lambda preset=preset: act(preset))
        for preset in getattr(scene, "presets", [])
    ]
