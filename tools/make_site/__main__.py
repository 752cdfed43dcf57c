"""Makes the website: `make site`, or where there is no make: python tools/make_site

python tools/make_site                       all notebooks, into the folder site/
python tools/make_site --check               only counts what is there and checks it, every picture, too
SINGLE=1 python tools/make_site              and one file for each notebook, in site/single/
ADDRESS=https://… python tools/make_site     where it will be published, for pictures in links
"""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from make_site.build import build
from make_site.check import problems
from make_site.figures import figures
from make_site.scenes import ROOT
from make_site.states import Limits


def main():
    site = ROOT / "site"
    only_checks = "--check" in sys.argv
    if not only_checks:
        make(site)
    print(*figures(site), sep="\n")
    found = problems(site, reads_pictures=only_checks)
    print("\n".join(found) or "site/index.html is ready.")
    return 1 if found else 0


def make(site):
    """Builds the website as the environment asks for it."""
    address = os.environ.get("ADDRESS", "")
    address = address.rstrip("/") + "/" if address else ""
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    build(site, Limits(), notebooks, is_single=os.environ.get("SINGLE") == "1", address=address)


if __name__ == "__main__":  # the processes that render import this file, too
    sys.exit(main())
