"""Runs all notebooks in the browser edition that `make lite` made. The internet is needed.

python tools/try_lite.py         every notebook: how long it takes, or its first error
python tools/try_lite.py 03      only those with this in their names

The browser loads numpy and matplotlib from Pyodide's own address; everything else is in the folder lite/.
"""

import sys
import time
from pathlib import Path

from browser import open_browser, run_notebook
from served import served

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 1800  # seconds for a notebook: Python in a browser is slow


def main(asked=""):
    names = [path.name for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if asked in path.name]
    with served(ROOT / "lite") as address:
        failed = [name for name in names if not is_fine(f"{address}/lab/index.html?path={name}", name)]
    print(f"{len(names) - len(failed)} of {len(names)} notebooks ran in the browser.")
    return 1 if failed else 0


def is_fine(address, name):
    """Runs a notebook, prints how long it took or its first error, and tells whether it is fine."""
    started = time.monotonic()
    with open_browser() as page:
        try:
            run_notebook(page, address, LONGEST, start=LONGEST)
        except Exception as error:  # whatever stops it is the finding
            print(f"{name}: {str(error).splitlines()[0]}", flush=True)
            return False
    print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
