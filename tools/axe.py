"""What axe-core, a checker of accessibility from npm, finds on a page of a browser.

python tools/axe.py         installs it into node_modules/, where it is not there yet; npm is needed
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "4.14.1"
ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "node_modules" / "axe-core"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = """async ([selectors, options]) => {
    const include = selectors.filter(each => document.querySelector(each));
    const {violations} = await axe.run({include}, options);
    return violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`));
}"""


def is_installed():
    """Whether the version that the tests know is there."""
    package = PACKAGE / "package.json"
    return package.exists() and json.loads(package.read_text("utf-8"))["version"] == VERSION


def install():
    """Installs it with npm, unless it is there. Stops with one sentence where there is no npm."""
    if is_installed():
        return
    if not shutil.which("npm"):
        sys.exit("npm is missing: install it, on Debian with apt-get install npm")
    options = ["--no-save", "--no-package-lock", "--silent", "--prefix", str(ROOT)]
    subprocess.run([shutil.which("npm"), "install", *options, f"axe-core@{VERSION}"], cwd=ROOT, check=True)


def faults(page, *selectors, without=()):
    """What axe-core finds inside these parts of a page, a line each; rules in `without` are not applied."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate((PACKAGE / "axe.min.js").read_text("utf-8"))
    off = {rule: {"enabled": False} for rule in without}
    return page.evaluate(
        FIND, [[*selectors], {"runOnly": RULES, "rules": off, "resultTypes": ["violations"]}]
    )


if __name__ == "__main__":
    install()
