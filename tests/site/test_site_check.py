"""The check of a built website finds what is wrong with it."""

import re
import shutil

import numpy as np
import pytest
from make_site.check import problems, untrue_states
from make_site.tables import table_of
from small import SMALL

from mlp.lessons.learning_rate import BallInABowl


@pytest.fixture
def site(small_site, tmp_path):
    """A copy of the small website, to be damaged."""
    return shutil.copytree(small_site, tmp_path / "site")


def faults(site):
    """All problems but the pages of the other notebooks, which a small website does not have."""
    return [fault for fault in problems(site) if ".html leads to 0" not in fault]


def first_pictures(site):
    return table_of(site / "data" / "BallInABowl.js")["pictures"][:2]


def test_a_whole_website_has_no_faults(site):
    assert faults(site) == []
    assert untrue_states(site, BallInABowl, SMALL, np.random.default_rng(0)) == []


def test_every_page_has_a_title_a_description_and_a_picture_for_those_who_share_it(small_site):
    heads = [page.read_text("utf-8").split("</head>")[0] for page in sorted(small_site.glob("*.html"))]
    titles = [re.search("<title>(.+?)</title>", head)[1] for head in heads]
    assert len(set(titles)) == len(titles) > 3
    for head in heads:
        told = dict(re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]+)">', head))
        assert len(told["description"]) > 30 and told["og:description"] == told["description"]
        assert told["og:title"] and (small_site / told["og:image"]).exists()


def test_a_picture_of_another_state_is_found_by_its_name(site):
    one, other = first_pictures(site)
    shutil.copy(site / "pictures" / f"{other}.webp", site / "pictures" / f"{one}.webp")
    assert faults(site) == [f"{one}.webp holds another picture than its name says."]


def test_a_picture_of_another_state_in_the_table_is_found_by_rendering_again(site):
    one, other = first_pictures(site)
    path = site / "data" / "BallInABowl.js"
    swapped = path.read_text("utf-8").replace(one, "?").replace(other, one).replace("?", other)
    path.write_text(swapped, "utf-8")
    assert "BallInABowl: the state" in untrue_states(site, BallInABowl, SMALL, np.random.default_rng(0))[0]


def test_a_missing_picture_is_named(site):
    name = first_pictures(site)[0]
    (site / "pictures" / f"{name}.webp").unlink()
    assert f"BallInABowl: the picture {name} is missing." in faults(site)


def test_old_data_with_a_new_script_are_found(site):
    script = site / "site.js"
    script.write_text(script.read_text("utf-8").replace('VERSION = "', 'VERSION = "0'), "utf-8")
    found = faults(site)
    assert len(found) == 3 and all("its data are of version" in fault for fault in found)


def test_an_address_elsewhere_and_a_link_to_nothing_are_found(site):
    page = site / "03_learning_rate.html"
    added = '<script src="https://elsewhere.example/x.js"></script><a href="#nothing">x</a>'
    page.write_text(page.read_text("utf-8") + added, "utf-8")
    found = faults(site)
    assert any("loads https://elsewhere.example/x.js from elsewhere" in fault for fault in found)
    assert any("leads to #nothing" in fault for fault in found)
