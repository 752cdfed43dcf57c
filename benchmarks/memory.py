"""How much memory does a kernel hold after a notebook, compared with one that only imported the libraries?

    python benchmarks/memory.py

Linux only: the kernel reads its own resident memory. Goal: at most 30 MB more.
"""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
MEASURE = "import os\nprint(int(open('/proc/self/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE'))"
LIBRARIES = (
    "import numpy, ipywidgets\nfrom matplotlib.figure import Figure\nfrom matplotlib.backends.backend_agg"
    " import FigureCanvasAgg"
)


def main():
    bare = megabytes([LIBRARIES])
    print(f"{'numpy, matplotlib, ipywidgets':36} {bare:6.1f} MB")
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
        held = megabytes(cells)
        print(f"{path.stem:36} {held:6.1f} MB, {held - bare:+.1f}   (goal: at most +30)")


def megabytes(sources):
    """What a fresh kernel holds after running these cells."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in [*sources, MEASURE]]
    )
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}}
    ).execute()
    return int(notebook.cells[-1].outputs[0].text) / 1e6


if __name__ == "__main__":
    main()
