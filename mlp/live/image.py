"""The widget that shows a scene's picture, with the scene's title as its name for a screen reader."""

import ipywidgets as widgets
import traitlets


class NamedImage(widgets.Image):
    """An image whose `tooltip` is its accessible name: JupyterLab needs a `description` for it."""

    description = traitlets.Unicode("").tag(sync=True)


def described(title, words):
    """The alternative text of a picture: what it is, then what it shows."""
    return f"{title} {words}" if title[-1] in "?!." else f"{title}. {words}"


def image_of(scene):
    """The widget for the picture of a scene. Its value is a picture's address; explorer.css sizes it."""
    return NamedImage(format="url", tooltip=scene.title)
