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
from jupyter_client.manager import start_new_kernel

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
PAGES = "int(open('/proc/self/statm').read().split()[1])"
LIBRARIES = (
    "import numpy, ipywidgets\nfrom matplotlib.figure import Figure\nfrom matplotlib.backends.backend_agg"
    " import FigureCanvasAgg"
)
N_RUNS = 10


def main(chosen):
    for name in ("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"):  # as in tools/lab/settings.py
        os.environ.setdefault(name, "1000000")
    print(f"{'numpy, matplotlib, ipywidgets':36} {megabytes([('', LIBRARIES)])[0]:6.1f} MB")
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if not chosen or path.stem[:2] in chosen:
            report(path, with_cells=bool(chosen))


def report(path, with_cells):
    """Prints what the kernel holds after one run and after ten, and which cells add most."""
    cells = [(cell.id, cell.source) for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    bare = megabytes([("", LIBRARIES), ("", "\n".join(imports_of(cells)))])[-1]
    held = megabytes(cells * N_RUNS)
    once, often = held[len(cells) - 1], held[-1]
    print(f"{path.stem:36} {once:6.1f} MB, {once - bare:+.1f}; after {N_RUNS} runs {often - once:+.1f}")
    for k in range(len(cells) if with_cells else 0):
        added = held[k] - (held[k - 1] if k else bare)
        if added >= 1:
            print(f"    {added:+5.1f} MB  {cells[k][1].strip().splitlines()[-1]:.90}")


def imports_of(cells):
    """The lines with which these cells import something."""
    found = [node for _, source in cells for node in ast.walk(ast.parse(source))]
    return [ast.unparse(node) for node in found if isinstance(node, ast.Import | ast.ImportFrom)]


def megabytes(cells):
    """What a fresh kernel holds after each of these cells, pairs of an id and a source."""
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(NOTEBOOKS))
    try:
        return [run(client, *cell) for cell in cells]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(client, cell, source):
    """Runs a cell as JupyterLab does, which tells its id; returns what the kernel holds afterwards, in MB."""
    content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
    content |= {"stop_on_error": True, "user_expressions": {"pages": PAGES}}
    request = client.session.msg("execute_request", content, metadata={"cellId": cell})
    client.shell_channel.send(request)
    reply = client.get_shell_msg(timeout=600)
    while reply["parent_header"].get("msg_id") != request["header"]["msg_id"]:
        reply = client.get_shell_msg(timeout=600)
    if reply["content"]["status"] != "ok":
        sys.exit(f"{reply['content']['ename']}: {reply['content']['evalue']}")
    pages = int(reply["content"]["user_expressions"]["pages"]["data"]["text/plain"])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
