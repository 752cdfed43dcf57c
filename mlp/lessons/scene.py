"""What is a scene? The contract, the controls as plain data, and how a move reaches a scene."""

from difflib import get_close_matches
from typing import Any, NamedTuple, Protocol


class Slider(NamedTuple):
    """A number to drag. `live` ones act in the middle of a run, the others start it anew."""

    name: str
    low: float
    high: float
    start: float
    label: str
    step: float | None = None  # of a linear slider: 1 if it is `integer`, else 0.1
    logarithmic: bool = False
    decades_per_step: float = 0.02  # of a logarithmic slider: 1 is a factor of 10, 0.3 is a factor of 2
    integer: bool = False
    live: bool = False
    marked: bool = False  # the scene's `slider_marks` shows a tick under it
    stepped: bool = False  # with buttons for one step back and one step on


class Choice(NamedTuple):
    """One of several words, or of several numbers to drag through."""

    name: str
    options: tuple
    start: Any
    label: str
    live: bool = False


class Toggle(NamedTuple):
    """Yes or no."""

    name: str
    start: bool
    label: str
    live: bool = False


class Seed(NamedTuple):
    """The number all random draws start from, with a button for another one."""

    name: str = "seed"
    start: int = 0
    label: str = "seed"
    live: bool = False


class Preset(NamedTuple):
    """Settings worth seeing, and one sentence that says why they are good or bad."""

    name: str
    settings: dict
    reason: str


class Action(NamedTuple):
    """Something to do by a button: the scene's method of this name."""

    name: str
    label: str
    icon: str
    reason: str


class Scene(Protocol):
    """What every scene defines. The members of `OptionalMembers` are there if a scene has use for them.

    A scene is a plain object without widgets: an explorer shows it, a test drives it. It declares its
    controls, draws its figure once in `__init__`, and afterwards only moves what changes.
    """

    title: str
    """A few words: the name of the explorer and of its picture, for a screen reader too."""

    controls: list
    """What can be set: `Slider`, `Choice`, `Toggle` and `Seed`, in the order in which they are shown."""

    figure: Any
    """The matplotlib figure, made by `plots.style.panels`."""

    artists: list
    """What moves in the figure, and what lies above it, lowest first. Only these are painted again."""

    def restart(self, **values) -> None:
        """Begins anew with these values, one for every control."""

    def summary(self) -> str:
        """Returns what the picture shows, in one or two sentences with numbers."""


class OptionalMembers(Protocol):
    """What a scene may define besides."""

    def change(self, **live_values) -> None:
        """Takes the values of all live controls in the middle of a run. Needed if a control is `live`."""

    def advance(self) -> bool:
        """Shows the next frame of a run, returns False at its end. Brings Play, Step and Restart."""

    waits_for_play: bool
    """True if only the Play button starts a run. A moved control otherwise starts it."""

    presets: list
    """Settings worth seeing, as `Preset`s: each becomes a button."""

    actions: list
    """Things to do, as `Action`s: each becomes a button that calls the method of its name."""

    def pin(self) -> None:
        """Keeps the present run in grey, to compare. Brings the buttons Pin and Unpin."""

    def unpin(self) -> None:
        """Forgets the pinned runs. Needed if there is `pin`."""

    slider_marks: dict
    """Ticks under sliders declared `marked`: from a control's name to a value and a few words."""

    preview: dict
    """Settings for the picture that is stored in the notebook, where the opening state shows too little."""

    preview_frames: int
    """How many frames to advance for the picture that is stored in the notebook."""

    @staticmethod
    def check_points(points) -> None:
        """Raises ValueError in one sentence unless the scene can use these `Points` of one's own.

        Needed if `__init__` takes `points`, None by default. A scene on own points may replace its `controls`
        and `presets` in `__init__`, says in its `summary` what it has scaled and how many rows it uses.
        """


REQUIRED = ("title", "controls", "restart", "summary")  # an object has `figure` and `artists`, too
OPTIONAL = [name for name in vars(OptionalMembers) if not name.startswith("_")]
OPTIONAL += OptionalMembers.__annotations__


def check_scene(scene_class):
    """Raises TypeError unless this class keeps the contract: nothing missing, nothing misspelled."""
    if not isinstance(scene_class, type) or not hasattr(scene_class, "controls"):
        raise TypeError(f"scene_class is {scene_class!r:.100}; it must be the class of a scene")
    name, own = scene_class.__name__, [member for member in dir(scene_class) if not member.startswith("_")]
    needed = [*REQUIRED]
    needed += ["change"] if any(control.live for control in scene_class.controls) else []
    needed += ["unpin"] if "pin" in own else []
    needed += [action.name for action in getattr(scene_class, "actions", [])]
    for member in needed:
        if member not in own:
            raise TypeError(f"{name} has no {member}; see Scene in mlp/lessons/scene.py")
    for member in own:
        meant = get_close_matches(member, [*REQUIRED, "figure", "artists", *OPTIONAL], n=1, cutoff=0.85)
        if meant and meant != [member]:
            raise TypeError(f"{name} has a member {member}, which nothing reads; did you mean {meant[0]}?")


def made(scene_class, points=None):
    """A scene of this class, on points of one's own where these are given.

    Raises ValueError if the scene takes none, or not these.
    """
    if points is None:
        return scene_class()
    if not hasattr(scene_class, "check_points"):
        raise ValueError(f"{scene_class.__name__} shows its own data; it cannot show points of yours")
    scene_class.check_points(points)
    return scene_class(points=points)


def opening(scene):
    """The value at which each control starts, by name."""
    return {control.name: control.start for control in scene.controls}


def follow(scene, before, wanted):
    """Brings a scene from the values `before` to the values `wanted`, by name; `before` is None at the start.

    A move of live controls alone changes the run, any other restarts it. Equal values do nothing.
    """
    live = {control.name: wanted[control.name] for control in scene.controls if control.live}
    if before is None or any(before[name] != wanted[name] for name in wanted if name not in live):
        scene.restart(**wanted)
    elif before != wanted:
        scene.change(**live)
