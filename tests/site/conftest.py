"""Small websites, of one notebook and of all, built once for all tests of one file."""

import pytest
from driving import NOTEBOOKS
from make_site.build import build
from small import SMALL, TINY


@pytest.fixture(scope="session")
def small_site(tmp_path_factory):
    """The folder of a website: notebook 3 with three of its scenes, few positions, and as one file."""
    place = tmp_path_factory.mktemp("website")
    notebook = next(path for path in NOTEBOOKS if path.stem.startswith("03"))
    scenes = ["BallInABowl", "OwnThreshold", "RateInYourHand"]
    build(place / "site", SMALL, [notebook], scenes, cache=place / "cache", is_single=True)
    return place / "site"


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory):
    """The folder of a website: all notebooks and scenes, with very few positions and the starts of runs."""
    place = tmp_path_factory.mktemp("whole")
    build(place / "site", TINY, NOTEBOOKS, cache=place / "cache")
    return place / "site"
