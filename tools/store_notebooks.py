"""Runs notebooks and writes them as they are committed: executed in order, and equal after every run.

python tools/store_notebooks.py                                    all of notebooks/
python tools/store_notebooks.py notebooks/03_learning_rate.ipynb   only this one

What is computed from a stored notebook follows it: its minutes, in its first cell and in the README, and the
generated blocks of its page in docs/teaching.
"""

import base64
import sys
from pathlib import Path

import nbformat
from minutes import state_minutes, stated_minutes, with_minutes
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from teaching import renew

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS, README = ROOT / "notebooks", ROOT / "README.md"
COVERS = ROOT / "docs"  # pictures for the README
TEACHING = ROOT / "docs" / "teaching"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = ("jupyter", "tags")  # what an author sets; the rest is left behind by editors and runs


def main(paths):
    """Stores the notebooks; gives the number of those that could not be."""
    stored = []
    for path in paths:
        try:
            store(path)
            stored.append(path)
            print(f"{path.name}: stored")
        except (CellExecutionError, ValueError, OSError) as error:
            print(f"{path.name}: not stored\n{error}", file=sys.stderr)
    _renew_pages(stored)
    return len(paths) - len(stored)


def store(path):
    """Runs the notebook and writes it back; its minutes and its cell tagged "cover" also go to the README.

    If a cell fails, nothing changes.
    """
    notebook = executed(nbformat.read(path, as_version=4), path.parent)
    if path.parent == NOTEBOOKS:
        (COVERS / f"{path.stem}.png").write_bytes(cover(notebook))
        _state_minutes(notebook, path.stem)
    nbformat.write(notebook, path)


def _state_minutes(notebook, stem):
    before = state_minutes(notebook)
    taken = stated_minutes(notebook)
    if before != taken:
        print(f"{stem}: {taken} minutes instead of {before}. Do the words behind them still fit?")
    if taken:
        README.write_text(with_minutes(README.read_text("utf-8"), stem, taken), "utf-8")


def _renew_pages(stored):
    pages = [TEACHING / f"{path.stem}.md" for path in stored if path.parent == NOTEBOOKS]
    pages = [page for page in pages if page.exists()]
    renew([*pages, TEACHING / "README.md"] if pages else [])


def cover(notebook):
    """The bytes of the PNG that the cell tagged "cover" has left. ValueError if there is none."""
    outputs = [
        output
        for cell in notebook.cells
        if "cover" in cell.metadata.get("tags", [])
        for output in cell.outputs
    ]
    pictures = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    if len(pictures) != 1:
        raise ValueError(
            f"{len(pictures)} pictures come from cells tagged cover; it must be one, for the README"
        )
    return base64.b64decode(pictures[0])


def executed(notebook, folder):
    """The same notebook, run from top to bottom in `folder`, and cleaned.

    CellExecutionError if a cell raises; ValueError if one writes to stderr.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=[
            "--IPKernelApp.log_level=ERROR"
        ],  # else newer kernels warn of their own local socket
    ).execute()
    _clean(notebook)
    return notebook


def _clean(notebook):
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5  # the first version whose cells have ids
    for number, cell in enumerate(notebook.cells, start=1):
        cell.setdefault("id", f"cell-{number:02}")
        cell.metadata = nbformat.from_dict(
            {key: cell.metadata[key] for key in CELL_METADATA if key in cell.metadata}
        )
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise ValueError(f"cell {number} wrote to stderr:\n{output.text}")
            if "data" in output:
                output.data.pop(WIDGET_VIEW, None)
                output.metadata.pop(WIDGET_VIEW, None)


if __name__ == "__main__":
    sys.exit(main([Path(name).resolve() for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb"))))
