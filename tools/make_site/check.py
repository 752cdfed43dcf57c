"""Is a built website whole, small enough, and does it say the truth? Every fault is one sentence."""

import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from PIL import Image

from mlp.plots.style import look

from .figures import figures
from .pictures import name_of
from .render import Camera
from .states import State
from .tables import shot_of, table_of

LINKS = {"a": "href", "link": "href", "img": "src", "script": "src"}


def problems(folder, reads_pictures=True):
    """What is wrong with the website in this folder, as sentences. To read all pictures takes a minute."""
    found = [f"Too large: {figure}." for figure in figures(folder) if figure.amount > figure.limit]
    for page in sorted(folder.glob("*.html")):
        found += _faults_of_page(page, folder)
    for data in sorted((folder / "data").glob("*.js")):
        found += _faults_of_data(data, folder)
    return found + (_faults_of_pictures(folder) if reads_pictures else [])


class _Links(HTMLParser):
    """Collects where a page leads to, and the names it can be entered at."""

    def __init__(self, source):
        super().__init__()
        self.links, self.names = [], []
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.names += [attributes["id"]] if "id" in attributes else []
        address = attributes.get(LINKS.get(tag))
        self.links += [(tag, address)] if address else []


def _faults_of_page(page, folder):
    source = page.read_text("utf-8")
    read = _Links(source)
    faults = [
        f"{page.name} has the name {name} twice."
        for name in sorted({n for n in read.names if read.names.count(n) > 1})
    ]
    for tag, address in read.links:
        faults += _faults_of_link(page, tag, address, folder)
    return faults


def _faults_of_link(page, tag, address, folder):
    if address.startswith(("http:", "https:", "//")):
        return [] if tag == "a" else [f"{page.name} loads {address} from elsewhere."]
    if address.startswith(("data:", "mailto:")):
        return []
    path, _, name = address.partition("#")
    target = folder / path.split("?")[0] if path else page
    if not target.exists():
        return [f"{page.name} leads to {address}, which is missing."]
    is_known = not name or target.suffix != ".html" or name in _Links(target.read_text("utf-8")).names
    return [] if is_known else [f"{page.name} leads to {address}, where {name} is missing."]


def _faults_of_data(path, folder):
    table, name = table_of(path), path.stem
    version = re.search(r'const VERSION = "(\w+)"', (folder / "site.js").read_text("utf-8"))[1]
    shots = [*table["states"].values(), *(shot for run in table["runs"].values() for shot in run)]
    faults = []
    if table["version"] != version:
        faults.append(f"{name}: its data are of version {table['version']}, site.js is {version}.")
    if any(
        not 0 <= shot[k] < len(table[of])
        for shot in shots
        for k, of in enumerate(("pictures", "words", "marks"))
    ):
        faults.append(f"{name}: a state has a picture or words that are not in its table.")
    missing = [
        picture for picture in table["pictures"] if not (folder / "pictures" / f"{picture}.webp").exists()
    ]
    return [*faults, *(f"{name}: the picture {picture} is missing." for picture in missing)]


def _faults_of_pictures(folder):
    faults = []
    for path in sorted((folder / "pictures").glob("*.webp")):
        with Image.open(path) as image:
            if name_of(image.convert("RGB")) != path.stem:
                faults.append(f"{path.name} holds another picture than its name says.")
    return faults


def untrue_states(folder, scene_class, limits, rng, n_states=2):
    """Renders the opening and some random states of a scene again; names those whose table says otherwise."""
    table = table_of(folder / "data" / f"{scene_class.__name__}.js")
    with tempfile.TemporaryDirectory() as place, look():
        camera = Camera(scene_class, limits, Path(place))
        states = [State(camera.plan.bases[0]), *camera.plan.states]
        chosen = {0, *rng.choice(len(states), size=min(n_states, len(states)), replace=False)}
        untrue = [states[k].key for k in sorted(chosen) if not _is_true(camera, states[k], table)]
    return [f"{scene_class.__name__}: the state {key} has another picture or other words." for key in untrue]


def _is_true(camera, state, table):
    picture, words, _ = camera.reach(state)
    told = shot_of(table, state.key)
    return (
        table["pictures"][told[0]] == list(camera.pictures)[picture]
        and table["words"][told[1]] == list(camera.words)[words]
    )
