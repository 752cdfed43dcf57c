"""What axe-core, a checker of accessibility from npm, finds on a page of a browser."""

from from_npm import FOLDER

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = """async ([selectors, options]) => {
    const include = selectors.filter(each => document.querySelector(each));
    const {violations} = await axe.run({include}, options);
    return violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`));
}"""


def faults(page, *selectors, without=()):
    """What axe-core finds inside these parts of a page, a line each; rules in `without` are not applied."""
    load(page)
    off = {rule: {"enabled": False} for rule in without}
    return page.evaluate(
        FIND, [[*selectors], {"runOnly": RULES, "rules": off, "resultTypes": ["violations"]}]
    )


def load(page):
    """Brings axe-core to a page that does not have it yet."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate((FOLDER / "axe-core" / "axe.min.js").read_text("utf-8"))
