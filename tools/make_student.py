"""Writes a copy of the notebooks for handing out, with what they need and nothing of the teacher's.

    python tools/make_student.py          writes student/
    python tools/make_student.py FOLDER   writes FOLDER, which must be empty or an earlier copy

All outputs are cleared, because many give an answer away. Text, questions, and cells that compare with the
package (they hold an `assert`) are locked: JupyterLab neither changes nor deletes them. The cell of an
exercise, in which a student writes, and that of a scene can be changed, but not deleted. No lock stops
somebody who edits the file.

The copy holds no pages, sheets or tests for teachers. Hints and solutions are in it, in mlp/lessons: the
buttons of an exercise show them.
"""

import shutil
import sys
from pathlib import Path

import nbformat
from minutes import last_call
from store_notebooks import METADATA, NOTEBOOKS

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "tools" / "student"  # README and Makefile of the copy; they are also the sign of one
COPIED = ["mlp", "notebooks/data", "docs/pytorch.md", "tools/lab", "tools/set_up.py"]
COPIED += ["pyproject.toml", "requirements.txt", "requirements.lock", "LICENSE"]
NOT_COPIED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "*.pyc")
LOCKED = {"editable": False, "deletable": False}
ASKS = ("predict", "sketch", "sort_cards", "what_you_did")
OPEN = ("explore", "exercise", "decide")


def main(arguments):
    folder = Path(arguments[0]) if arguments else ROOT / "student"
    write_copy(folder)
    print(f"{folder} holds a copy for students")


def write_copy(folder):
    """Writes the copy. Raises ValueError for a folder that holds something else than an earlier copy."""
    check_is_free(folder)
    shutil.rmtree(folder, ignore_errors=True)
    for name in COPIED:
        source, place = ROOT / name, folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, place, ignore=NOT_COPIED) if source.is_dir() else shutil.copy(source, place)
    shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        nbformat.write(for_students(nbformat.read(path, as_version=4)), folder / "notebooks" / path.name)


def check_is_free(folder):
    """Raises ValueError for a folder whose content would be lost: no copy, or one that somebody works in."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    readme = folder / "README.md"
    is_copy = readme.exists() and readme.read_bytes() == (TEMPLATES / "README.md").read_bytes()
    if not is_copy or (folder / "notebooks" / "my_answers").exists():
        raise ValueError(f"folder is {str(folder)!r}; it must be empty, or a copy that nobody works in")


def for_students(notebook):
    """The same notebook without outputs, its cells locked where a student has nothing to write."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata.update(lock_of(cell))
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def lock_of(cell):
    """What the metadata of a cell say about who may change and delete it."""
    call = last_call(cell) if cell.cell_type == "code" else ""
    if call in OPEN:
        return {"deletable": False}
    return LOCKED if cell.cell_type != "code" or call in ASKS or "assert " in cell.source else {}


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
