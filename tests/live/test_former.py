"""A cell that is run again closes what it showed before, unless a name of the notebook holds it."""

import sys
from types import SimpleNamespace

import ipywidgets
import pytest
from ipywidgets.widgets.widget import _instances

from mlp.live.former import replace_former


class Notebook:
    """A shell as JupyterLab drives it: each run has an id, and knows its cell."""

    def __init__(self):
        self.user_ns, self.n_runs = {}, 0

    def get_ipython(self):
        return self

    def get_parent(self):
        return {"header": {"msg_id": self.n_runs}, "metadata": {"cellId": self.cell}}

    def del_var(self, name):
        del self.user_ns[name]

    def run(self, cell, name="_1"):
        """Runs a cell that shows a new box under this name; the history of outputs holds it in any case."""
        self.cell, self.n_runs = cell, self.n_runs + 1
        box = ipywidgets.VBox([ipywidgets.HTML()])
        replace_former(box)
        self.user_ns |= {name: box, f"_{self.n_runs}": box}
        return box


@pytest.fixture
def notebook(monkeypatch):
    made = Notebook()
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=made.get_ipython))
    return made


def is_open(box):
    return box.comm is not None and box.children[0].comm is not None


def test_the_former_box_of_a_cell_is_closed_with_its_children(notebook):
    first, second = notebook.run("a"), notebook.run("a")
    assert not is_open(first) and first.children[0].comm is None
    assert is_open(second)


def test_two_boxes_of_one_run_and_boxes_of_other_cells_stay_open(notebook):
    other, first = notebook.run("b"), notebook.run("a")
    second = ipywidgets.VBox([ipywidgets.HTML()])
    replace_former(second)
    assert is_open(other) and is_open(first) and is_open(second)


def test_a_box_stays_open_as_long_as_a_name_holds_it(notebook):
    first = notebook.run("a", "explorer")
    notebook.user_ns["kept"] = [first]
    notebook.run("a", "explorer")
    assert is_open(first)
    del notebook.user_ns["kept"]
    notebook.run("a", "explorer")
    assert not is_open(first)


def test_many_runs_keep_as_many_widgets_as_two(notebook):
    counts = []
    for _ in range(10):
        notebook.run("a", "explorer")
        counts.append(len(_instances))
    assert counts[2] == counts[-1]
