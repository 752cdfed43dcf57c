"""Stored notebooks hold exactly what a reader may rely on; and changing one for the worse is noticed."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from store_notebooks import METADATA, WIDGET_VIEW, executed

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# (notebook, cell id) of cells that nbval may ignore, each with its reason
MAY_BE_IGNORED = frozenset()
IGNORE_MARKER = re.compile(r"nbval[_-]|raises-exception|PYTEST_VALIDATE", re.IGNORECASE)

UNSTABLE = {
    "a memory address": re.compile(r"\b0x[0-9a-fA-F]{6,}"),
    "a widget's default text": re.compile(r"\b[A-Z]\w*\((children|value|description|layout|options|comm)="),
    "a measured time": re.compile(r"\d\s?(ns|µs|us|ms|s|sec|seconds?|min|minutes?)\b"),
    "a raw float": re.compile(r"\d\.\d{7,}"),
}
MACHINE_PATH = re.compile(r"(?<![\w/.])/(home|root|Users|tmp|opt|usr|work|mnt|private|var)/|\b[A-Z]:\\")


def problems(notebook, name=""):
    """What must not be committed, one sentence each."""
    found = []
    if notebook.metadata != METADATA:
        found.append(
            f"the notebook's metadata are {sorted(notebook.metadata)}, wanted are only kernelspec and"
            " language_info.name"
        )
    cells = [(number, cell) for number, cell in enumerate(notebook.cells, start=1)]
    ids = [cell.get("id") for _, cell in cells]
    if None in ids or len(set(ids)) < len(ids):
        found.append("the cells' ids are not all there and all different")
    code = [(number, cell) for number, cell in cells if cell.cell_type == "code" and cell.source.strip()]
    for count, (number, cell) in enumerate(code, start=1):
        if cell.execution_count != count:
            found.append(
                f"cell {number} has execution count {cell.execution_count}; run in order it has {count}"
            )
    for number, cell in cells:
        found += [f"cell {number} {problem}" for problem in _cell_problems(cell, name)]
    return found


def _cell_problems(cell, name):
    tags = " ".join(cell.metadata.get("tags", []))
    if (
        (name, cell.get("id")) not in MAY_BE_IGNORED
        and cell.cell_type == "code"
        and IGNORE_MARKER.search(cell.source + tags)
    ):
        yield "tells nbval to look away"
    if set(cell.metadata) - {"jupyter", "tags"}:
        yield f"has metadata of a run or an editor: {sorted(cell.metadata)}"
    if MACHINE_PATH.search(cell.source):
        yield "mentions a path of one machine"
    for output in cell.get("outputs", []):
        yield from _output_problems(output)


def _output_problems(output):
    if output.output_type == "error":
        yield f"stores an error: {output.ename}"
    if output.get("name") == "stderr":
        yield "stores words on stderr"
    data = output.get("data", {})
    if WIDGET_VIEW in data:
        yield "stores a view of a widget, which is gone with its kernel"
    if "image/png" in data and not output.metadata.get("image/png", {}).get("alt"):
        yield "shows a picture without alternative text"
    texts = [output.get("text", "")] + [text for kind, text in data.items() if kind.startswith("text/")]
    for text in texts:
        if MACHINE_PATH.search(text):
            yield f"leaves a path of one machine: {text[:80]}"
    for text in texts[:1] + [data.get("text/plain", "")]:
        for what, pattern in UNSTABLE.items():
            if match := pattern.search(text):
                yield f"leaves {what}: {match[0]!r} in {text[:80]!r}"


# The stored notebooks


def test_there_is_a_notebook():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_stored_notebook_is_clean(path):
    assert problems(nbformat.read(path, as_version=4), path.name) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_its_scenes_and_their_test_have_the_same_name(path):
    topic = re.fullmatch(r"\d\d_(\w+)", path.stem)[1]
    assert (ROOT / "mlp" / "lessons" / topic).exists()
    assert (ROOT / "tests" / "lessons" / f"test_{topic}.py").exists()


# Changes for the worse, each of which must be noticed

OPEN = """\
from mlp.live import explore
from mlp.lessons.learning_rate import BallInABowl

class Scene(BallInABowl):
    def restart(self, step_factor):
        super().restart(step_factor)

explorer = explore(Scene)
explorer"""
MOVE = "explorer.show(step_factor=1.9)"
READ = "print(explorer)"


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A small notebook: an explorer opens, a control is moved, the explorer says what it shows."""
    cells = [
        nbformat.v4.new_code_cell(source, id=name)
        for name, source in [("open", OPEN), ("move", MOVE), ("read", READ)]
    ]
    return executed(nbformat.v4.new_notebook(cells=cells), tmp_path_factory.mktemp("stored"))


@pytest.fixture(scope="module")
def verdicts(stored, tmp_path_factory):
    """What strict nbval says about copies of it: from a copy's name and a cell's number to its verdict."""
    folder = tmp_path_factory.mktemp("copies")
    for name, change in [
        ("unchanged", _nothing),
        ("digit", _change_a_digit),
        ("raising", _let_the_callback_raise),
    ]:
        copy = nbformat.from_dict(stored)
        change(copy)
        nbformat.write(copy, folder / f"{name}.ipynb")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-rA",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        folder,
        folder,
    ]
    report = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300).stdout
    found = re.findall(r"^(PASSED|FAILED|ERROR) (\w+)\.ipynb::Cell (\d)", report, re.MULTILINE)
    return {(name, int(cell)): verdict for verdict, name, cell in found}


def _nothing(notebook):
    pass


def _change_a_digit(notebook):
    data = notebook.cells[0].outputs[0].data
    changed = data["text/plain"].replace("0.122", "0.123")
    assert changed != data["text/plain"]
    data["text/plain"] = changed


def _let_the_callback_raise(notebook):
    opening = notebook.cells[0]
    opening.source = opening.source.replace("super()", "assert step_factor < 1; super()")


def test_a_fresh_notebook_is_clean(stored):
    assert problems(stored) == []
    assert "0.122" in stored.cells[0].outputs[0].data["text/plain"]
    assert "Step factor 1.90" in stored.cells[2].outputs[0].text


def test_an_unchanged_notebook_passes(verdicts):
    assert [verdicts["unchanged", cell] for cell in range(3)] == ["PASSED"] * 3


def test_a_changed_digit_fails(verdicts):
    assert [verdicts["digit", cell] for cell in range(3)] == ["FAILED", "PASSED", "PASSED"]


def test_a_control_whose_callback_raises_fails(verdicts):
    assert [verdicts["raising", cell] for cell in range(3)] == ["PASSED", "PASSED", "FAILED"]


def _forget_to_run(notebook):
    notebook.cells[1].execution_count = None


def _run_twice(notebook):
    notebook.cells[2].execution_count = 4


def _print(text, name="stdout"):
    def change(notebook):
        notebook.cells[2].outputs = [nbformat.v4.new_output("stream", name=name, text=text)]

    return change


def _keep_the_view(notebook):
    notebook.cells[0].outputs[0].data[WIDGET_VIEW] = {"model_id": "1"}


def _leave_a_picture_without_words(notebook):
    notebook.cells[0].outputs[0].metadata = {}


def _keep_widget_state(notebook):
    notebook.metadata["widgets"] = {}


def _look_away(notebook):
    notebook.cells[2].source += "   # NBVAL_IGNORE_OUTPUT"


def _look_away_by_tag(notebook):
    notebook.cells[2].metadata["tags"] = ["nbval-skip"]


def _raise(notebook):
    notebook.cells[2].outputs = [nbformat.v4.new_output("error", ename="ValueError", evalue="", traceback=[])]


@pytest.mark.parametrize(
    "change, words",
    [
        (_forget_to_run, "cell 2 has execution count None"),
        (_run_twice, "cell 3 has execution count 4"),
        (_print("careful", name="stderr"), "stderr"),
        (_print("<mlp.network.MLP object at 0x7f2c55d0>"), "a memory address"),
        (_print("VBox(children=(FloatSlider(value=0.1),))"), "a widget's default text"),
        (_print("trained in 3.2 s"), "a measured time"),
        (_print("0.12157665459056935"), "a raw float"),
        (_print("saved to /home/ada/model.npz"), "a path of one machine"),
        (_keep_the_view, "a view of a widget"),
        (_keep_widget_state, "metadata"),
        (_leave_a_picture_without_words, "alternative text"),
        (_look_away, "look away"),
        (_look_away_by_tag, "look away"),
        (_raise, "an error"),
    ],
)
def test_the_guard_notices(stored, change, words):
    copy = nbformat.from_dict(stored)
    change(copy)
    assert any(words in problem for problem in problems(copy))
