"""How much memory does a kernel hold after a notebook, compared with one that only has the same imports?

    python benchmarks/memory.py             every notebook, run once and ten times
    python benchmarks/memory.py 04 07       these notebooks, and the cells that add most

Linux only: the kernel reads its own resident memory. Goals: at most 30 MB more, and after ten runs at most
10 MB more than after one.
"""

import ast
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
MEASURE = "import os\nprint(int(open('/proc/self/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE'))"
LIBRARIES = (
    "import numpy, ipywidgets\nfrom matplotlib.figure import Figure\nfrom matplotlib.backends.backend_agg"
    " import FigureCanvasAgg"
)
N_RUNS = 10


def main(chosen):
    os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", "1000000")  # as in tools/lab/settings.py
    print(f"{'numpy, matplotlib, ipywidgets':36} {megabytes([LIBRARIES])[0]:6.1f} MB")
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if not chosen or path.stem[:2] in chosen:
            report(path, with_cells=bool(chosen))


def report(path, with_cells):
    """Prints what the kernel holds after one run and after ten, and which cells add most."""
    cells = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    bare = megabytes([LIBRARIES, "\n".join(imports_of(cells))])[-1]
    held = megabytes(cells * N_RUNS)
    once, often = held[len(cells) - 1], held[-1]
    print(f"{path.stem:36} {once:6.1f} MB, {once - bare:+.1f}; after {N_RUNS} runs {often - once:+.1f}")
    for k in range(len(cells) if with_cells else 0):
        added = held[k] - (held[k - 1] if k else bare)
        if added >= 1:
            print(f"    {added:+5.1f} MB  {cells[k].strip().splitlines()[-1]:.90}")


def imports_of(cells):
    """The lines with which these cells import something."""
    found = [node for cell in cells for node in ast.walk(ast.parse(cell))]
    return [ast.unparse(node) for node in found if isinstance(node, ast.Import | ast.ImportFrom)]


def megabytes(sources):
    """What a fresh kernel holds after each of these cells."""
    measured = [code for source in sources for code in (source, MEASURE)]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in measured])
    where = {"metadata": {"path": str(NOTEBOOKS)}}
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources=where).execute()
    return [int(cell.outputs[0].text) / 1e6 for cell in notebook.cells[1::2]]


if __name__ == "__main__":
    main(sys.argv[1:])
