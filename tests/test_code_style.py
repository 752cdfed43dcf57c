"""One style for all code, and workflows that GitHub understands."""

import shutil
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.skipif(
    shutil.which("actionlint") is None, reason="actionlint is not installed; no package has it"
)
def test_actionlint_finds_nothing_in_the_workflows():
    assert said_by("actionlint", *map(str, WORKFLOWS)) == ""


def test_nothing_refers_to_papers_outside_the_repository():
    files = [path for folder in CODE for path in (ROOT / folder).rglob("*.py") if path != Path(__file__)]
    found = [
        path.name for path in files for name in ("DESIGN.md", "STYLE.md") if name in path.read_text("utf-8")
    ]
    assert found == []
