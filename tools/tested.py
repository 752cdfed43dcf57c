"""Prints the oldest or the newest versions that are tested, from the table in pyproject.toml, for pip.

    python tools/tested.py oldest
    python tools/tested.py newest

The weekly workflow installs them. When a newer one has passed all tests, change the table.
"""

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def table():
    """The tested versions: from "python" and each package to a dict with its `oldest` and its `newest`."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mlp"]["tested"]


def pins(which):
    """A requirement for each package: its `oldest` or its `newest` version."""
    return [f"{name}=={versions[which]}" for name, versions in table().items() if name != "python"]


def bounds(versions):
    """The range that is allowed: from the oldest's release up to, but without, the one after the newest's."""
    major, minor = versions["newest"].split(".")[:2]
    return ">=" + ".".join(versions["oldest"].split(".")[:2]) + f",<{major}.{int(minor) + 1}"


if __name__ == "__main__":
    print("\n".join(pins(sys.argv[1])))
