"""Setting up: the lock holds what the lists ask for, and a Python that does not fit is told so."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest
import set_up
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version
from tested import bounds, table

import mlp

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def lines_of(name):
    """The requirements in a file, without comments and options."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def locked():
    """The version of every package in the lock that is for this Python and system."""
    requirements = [Requirement(line) for line in lines_of("requirements.lock")]
    here = [one for one in requirements if one.marker is None or one.marker.evaluate()]
    return {one.name: next(iter(one.specifier)).version for one in here}


@pytest.mark.parametrize("wanted", [*lines_of("requirements.txt"), *PROJECT["dependencies"]])
def test_the_lock_holds_an_allowed_version(wanted):
    requirement = Requirement(wanted)
    assert locked()[requirement.name] in requirement.specifier


def test_every_line_of_the_lock_names_one_version():
    assert [
        line for line in lines_of("requirements.lock") if not re.match(r"[\w.-]+==[\w.]+( ;|$)", line)
    ] == []


@pytest.mark.parametrize("version", [(3, 11), (3, 14, 2), sys.version_info])
def test_a_supported_python_is_accepted(version):
    assert set_up.check_python(version) is None


@pytest.mark.parametrize(
    "version, words", [((3, 10, 4), "this is Python 3.10"), ((3, 15, 0), "this is Python 3.15")]
)
def test_a_python_that_is_too_old_or_too_new_is_told_in_one_sentence(version, words):
    with pytest.raises(SystemExit, match=words):
        set_up.check_python(version)


def test_what_is_allowed_is_what_is_tested():
    tested = table()
    assert SpecifierSet(PROJECT["requires-python"]) == SpecifierSet(bounds(tested["python"]))
    ends = [".".join(map(str, end)) for end in (set_up.OLDEST, set_up.NEWEST)]
    assert ends == [tested["python"]["oldest"], tested["python"]["newest"]]
    wanted = [Requirement(line) for line in [*PROJECT["dependencies"], *lines_of("requirements.txt")]]
    for name in tested.keys() - {"python"}:
        ranges = [one.specifier for one in wanted if one.name == name]
        assert any(one == SpecifierSet(bounds(tested[name])) for one in ranges)


def test_the_lock_holds_tested_versions():
    for name, versions in table().items():
        if name != "python":
            assert Version(versions["oldest"]) <= Version(locked()[name]) <= Version(versions["newest"])


@pytest.mark.parametrize("name", ["test.yml", "weekly.yml"])
def test_the_workflows_use_the_oldest_and_the_newest_python(name):
    ends = table()["python"]
    words = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
    assert set(re.findall(r'"(3\.\d+)"', words)) - {"3.13"} == {ends["oldest"], ends["newest"]}


def test_the_version_is_the_one_of_the_newest_entry_of_the_change_log():
    assert "version" in PROJECT["dynamic"]
    assert (
        re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)[1]
        == mlp.__version__
    )
    assert f"version: {mlp.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_the_package_is_found_after_the_folder_has_been_renamed(tmp_path, monkeypatch):
    old, new = tmp_path / "old", tmp_path / "a new name"
    shutil.copytree(ROOT / "mlp", old / "mlp")
    venv.create(old / ".venv")
    python = set_up.PYTHON.relative_to(ROOT)
    monkeypatch.setattr(set_up, "ROOT", old)
    monkeypatch.setattr(set_up, "PYTHON", old / python)
    set_up.find_package()
    old.rename(new)
    ask = "from importlib.util import find_spec; print(find_spec('mlp').origin)"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    found = subprocess.check_output([new / python, "-c", ask], cwd=tmp_path, env=environment, text=True)
    assert Path(found.strip()) == new / "mlp" / "__init__.py"


def test_a_project_that_was_renamed_needs_no_new_set_up(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    old, new, wanted = tmp_path / "old", tmp_path / "수업 자료 1", ["-r", "list.txt"]
    (old / "mlp").mkdir(parents=True)
    (old / "mlp" / "__init__.py").touch()  # a package that needs no other
    (old / "list.txt").write_text("numpy\n")
    stand_in(monkeypatch, old)
    venv.create(set_up.FOLDER)
    set_up.find_package()
    (set_up.FOLDER / "ready").write_text(set_up.digest(wanted))
    assert set_up.is_done(set_up.FOLDER / "ready", wanted)
    old.rename(new)
    stand_in(monkeypatch, new)
    assert set_up.is_done(set_up.FOLDER / "ready", wanted)


def stand_in(monkeypatch, folder):
    """Sets up this folder in place of the project's."""
    python = set_up.PYTHON.relative_to(set_up.ROOT)
    monkeypatch.setattr(set_up, "ROOT", folder)
    monkeypatch.setattr(set_up, "FOLDER", folder / ".venv")
    monkeypatch.setattr(set_up, "PYTHON", folder / python)


FIND_KERNEL = """
import pathlib, sys
from jupyter_client.kernelspec import KernelSpecManager
from traitlets.config import Config
file = pathlib.Path(sys.argv[1])
exec(file.read_text("utf-8"), {"get_config": Config, "__file__": str(file)})
print(KernelSpecManager().get_kernel_spec("python3").argv[0])
"""


def test_another_kernel_with_the_same_name_does_not_win(tmp_path):
    other = tmp_path / "kernels" / "python3" / "kernel.json"
    other.parent.mkdir(parents=True)
    other.write_text('{"argv": ["another-python"], "display_name": "Python 3", "language": "python"}')
    own = {"JUPYTER_DATA_DIR": str(tmp_path), "JUPYTER_PREFER_ENV_PATH": "0"}
    command = [sys.executable, "-c", FIND_KERNEL, ROOT / "tools" / "lab" / "settings.py"]
    found = subprocess.check_output(command, env=os.environ | own, text=True)
    assert found.strip() != "another-python"


def test_a_changed_list_is_installed_again(tmp_path, monkeypatch):
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    (tmp_path / "requirements.lock").write_text("numpy==1\n")
    before = set_up.digest(["--no-deps", "-r", "requirements.lock"])
    (tmp_path / "requirements.lock").write_text("numpy==2\n")
    assert set_up.digest(["--no-deps", "-r", "requirements.lock"]) != before
    assert not set_up.is_done(tmp_path / "ready", ["-r", "requirements.lock"])
