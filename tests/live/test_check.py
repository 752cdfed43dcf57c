"""The check of the installation names what is wrong and what to do about it."""

from pathlib import Path

import pytest
from tested import table

from mlp.live.check import ALL_WELL, NEEDED, check_installation, problems

ROOT = Path(__file__).parents[2]
PACKAGE, HERE = ROOT / "mlp", ROOT / "notebooks"
GOOD = {"Python": "3.13.1", "numpy": "2.4.6", "matplotlib": "3.10.8", "pillow": "12.0", "ipywidgets": "8.1.7"}


def test_what_is_installed_as_it_must_be_is_in_place(monkeypatch):
    monkeypatch.chdir(HERE)
    assert problems(GOOD, PACKAGE, HERE) == []
    assert repr(check_installation()) == ALL_WELL
    assert check_installation()._repr_mimebundle_()["text/plain"] == ALL_WELL


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("Python", "3.10.12"),
        ("Python", "3.15.0a1"),
        ("numpy", "1.26.4"),
        ("numpy", "2.6.0"),
        ("numpy", "3.0"),
        ("matplotlib", "3.9.4"),
        ("matplotlib", "3.12.0"),
        ("ipywidgets", "7.8.5"),
        ("ipywidgets", "8.0.7"),
        ("ipywidgets", "9.0.0"),
    ],
)
def test_a_version_that_is_not_tested_is_named_and_what_to_do_is_said(name, version):
    (problem,) = problems(GOOD | {name: version}, PACKAGE, HERE)
    assert name in problem and version in problem and "start again as README.md says" in problem


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_package_is_named(name):
    (problem,) = problems(GOOD | {name: None}, PACKAGE, HERE)
    assert problem.startswith(f"{name} is missing.")


def test_another_copy_of_the_package_is_named(tmp_path):
    (problem,) = problems(GOOD, tmp_path / "mlp", HERE)
    assert str(tmp_path / "mlp") in problem


def test_a_notebook_may_lie_in_a_folder_of_its_own(tmp_path):
    assert problems(GOOD, PACKAGE, tmp_path) == []


@pytest.mark.parametrize("which", ["oldest", "newest"])
def test_both_ends_of_what_is_tested_are_accepted(which):
    ends = {name: versions[which] for name, versions in table().items()}
    assert problems(GOOD | ends | {"Python": ends["python"]}, PACKAGE, HERE) == []


def test_the_button_answers():
    shown = check_installation()
    shown.children[1].children[0].click()
    assert "The button works" in shown.children[1].children[1].value
