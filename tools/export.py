"""Writes stored notebooks as pages to read without Jupyter: each picture has its words as alternative text.

python tools/export.py                                               all, as HTML, into export/
python tools/export.py markdown notebooks/03_learning_rate.ipynb     only this one, as Markdown

It runs nothing. JupyterLab's menu (File, Save and Export Notebook As) writes the same.
"""

import sys
from pathlib import Path

from nbconvert import HTMLExporter, MarkdownExporter
from nbconvert.writers import FilesWriter

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = str(ROOT / "tools" / "lab" / "templates")
KINDS = {"html": HTMLExporter, "markdown": MarkdownExporter}


def main(arguments):
    kind = next((kind for kind in KINDS if kind in arguments[:1]), "html")
    names = [name for name in arguments if name != kind]
    for path in [Path(name) for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb")):
        print(export(path, kind, ROOT / "export"))


def export(path, kind, folder):
    """Writes a notebook as "html" or "markdown" into the folder; returns the path of the new file."""
    exporter = KINDS[kind](template_name=f"{kind}_with_words", extra_template_basedirs=[TEMPLATES])
    output, resources = exporter.from_filename(str(path))
    return FilesWriter(build_directory=str(folder)).write(output, resources, notebook_name=path.stem)


if __name__ == "__main__":
    main(sys.argv[1:])
