"""Buttons with a word, an icon and a tooltip, in rows; and those that a scene has use for."""

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
    made = widgets.Button(description=words, icon=icon, tooltip=tooltip, layout=widgets.Layout(width="auto"))
    made.on_click(lambda button: act())
    return made


def rows_of(rows, margin):
    """The main row, the actions and the presets as boxes, `margin` pixels from the left; no empty ones."""
    titles = [None, None, widgets.HTML("try", layout=widgets.Layout(margin="2px 6px 0 4px"))]
    layout = {"margin": f"0 0 0 {margin}px", "flex_flow": "row wrap"}
    return [
        widgets.HBox([title, *row] if title else [*row], layout=layout)
        for title, row in zip(titles, rows, strict=True)
        if row
    ]


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
        button(preset.name, "hand-o-right", preset.reason, lambda preset=preset: act(preset))
        for preset in getattr(scene, "presets", [])
    ]
