"""Makes the folder .venv with everything that a student needs. Once it is there, this takes a moment.

    python tools/set_up.py           for the notebooks: exactly the versions of requirements.lock
    python tools/set_up.py --tests   and what the tests need besides
    python tools/set_up.py --site    and what the website needs besides
    python tools/set_up.py --lite    in the folder .venv-lite: what builds the browser edition

The browser edition has a folder of its own: its kernel is an extension that a usual JupyterLab cannot load.

It needs only Python, on any system. If this Python is too old or too new, it says so in one sentence.
"""

import hashlib
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / (".venv-lite" if "--lite" in sys.argv else ".venv")
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
TABLE = (ROOT / "pyproject.toml").read_text("utf-8")  # plain text: a Python that is too old has no tomllib
SPAN = re.search(r'^python = { oldest = "3\.(\d+)", newest = "3\.(\d+)" }', TABLE, re.MULTILINE)
OLDEST, NEWEST = ((3, int(minor)) for minor in SPAN.groups())


def main(with_tests, with_site=False, with_lite=False):
    steps = {"ready": ["--no-deps", "-r", "requirements.lock"]}
    if with_site or with_tests:
        steps["ready-for-site"] = ["-r", "requirements-site.txt", "-c", "requirements.lock"]
    if with_lite:
        steps["ready-for-lite"] = ["-r", "requirements-lite.txt", "-c", "requirements.lock"]
    if with_tests:
        steps["ready-to-test"] = ["-r", "requirements-test.txt", "-c", "requirements.lock"]
    for name, wanted in steps.items():
        if not is_done(FOLDER / name, wanted):
            check_python(sys.version_info)
            print(
                f"Setting up {FOLDER.name}: this happens once, and needs some minutes and the internet.",
                flush=True,
            )
            install(wanted)
            (FOLDER / name).write_text(digest(wanted))


def check_python(version):
    """Stops with one sentence unless the notebooks work with this version of Python, such as (3, 12, 1)."""
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        sys.exit(
            f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]} is needed, and this is Python {version[0]}.{version[1]}. "
            "Name another one: make lab PYTHON=python3.13, or on Windows: py -3.13 tools\\set_up.py"
        )


def is_done(stamp, wanted):
    """True if these requirements are installed, and Python and this folder are still where they were."""
    if not stamp.exists() or stamp.read_text() != digest(wanted) or not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import mlp"], cwd=FOLDER, stderr=subprocess.DEVNULL).returncode == 0


def digest(wanted):
    """A fingerprint of the lists of requirements, which changes when one of them changes."""
    lists = [(ROOT / name).read_bytes() for name in wanted if not name.startswith("-")]
    return hashlib.sha256(b"".join(lists)).hexdigest()


def install(wanted):
    """Installs into the folder, which is made anew where its own Python does not run."""
    if not PYTHON.exists() or run("--version", stdout=subprocess.DEVNULL) != 0:
        venv.create(FOLDER, with_pip=True, clear=True)
    if run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted) != 0:
        sys.exit(
            "The installation did not finish; the reason is printed above. Afterwards, try the same again."
        )
    find_package()


def find_package():
    """Lets .venv find the package mlp in this folder, by a relative path: the folder may be renamed."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.check_output([PYTHON, "-c", ask], text=True).strip())
    (packages / "this_folder.pth").write_text(os.path.relpath(ROOT, packages) + "\n")


def run(*arguments, **options):
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, **options).returncode


if __name__ == "__main__":
    main("--tests" in sys.argv, "--site" in sys.argv, "--lite" in sys.argv)
