"""Puts the notebooks' pictures of docs/ into the map of the first notebook, smaller. Run it when one has changed.

JupyterLab opens on notebooks/ and shows nothing from outside it. So the map carries its pictures as attachments.
"""

import base64
import io
import re
from pathlib import Path

import nbformat
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
FIRST, MAP = ROOT / "notebooks" / "00_start_here.ipynb", "map"
SIZE = 300, 120
ROW = re.compile(r"^(\|.*\]\((\d\d_\w+)\.ipynb\).*\|)[^|]*\|$", re.MULTILINE)


def main():
    notebook = nbformat.read(FIRST, as_version=4)
    cell = map_cell(notebook)
    cell.attachments = {}
    cell.source = ROW.sub(lambda row: _with_picture(row, cell.attachments), cell.source)
    nbformat.write(notebook, FIRST)


def map_cell(notebook):
    """The cell with the table of all notebooks."""
    return next(cell for cell in notebook.cells if cell.id == MAP)


def small(path):
    """A picture of docs/, as small as the map shows it."""
    return Image.open(path).convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)


def _with_picture(row, attachments):
    """A row of the table with its picture in the last column, or without, where there is none yet."""
    name = row[2]
    path = ROOT / "docs" / f"{name}.png"
    if not path.exists():
        return f"{row[1]} |"
    attachments[f"{name}.png"] = {"image/png": _encoded(small(path))}
    return f"{row[1]} ![A scene of notebook {int(name[:2])}](attachment:{name}.png) |"


def _encoded(picture):
    file = io.BytesIO()
    picture.quantize(64).save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


if __name__ == "__main__":
    main()
