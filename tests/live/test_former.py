"""A cell that is run again closes what it showed before, unless a name of the notebook holds it."""

import gc
import weakref

import ipywidgets
import pytest
from ipywidgets.widgets.widget import _instances
from shell import Shell

from mlp.live import former
from mlp.live.former import replace_former


class Notebook(Shell):
    """A shell whose cells show a box."""

    def run(self, cell, name="_1"):
        return super().run(cell, new_box, name)


def new_box():
    box = ipywidgets.VBox([ipywidgets.HTML()])
    replace_former(box)
    return box


@pytest.fixture
def notebook(monkeypatch):
    made = Notebook()
    monkeypatch.setattr(former, "notebook_shell", lambda: made)
    return made


def is_open(box):
    return box.comm is not None and box.children[0].comm is not None


def test_the_former_box_of_a_cell_is_closed_with_its_children(notebook):
    first, second = notebook.run("a"), notebook.run("a")
    assert not is_open(first) and first.children[0].comm is None
    assert is_open(second)


def test_the_former_box_needs_no_memory_any_more_when_the_next_one_is_there(notebook):
    first = notebook.run("a")
    first.itself, former_box = first, weakref.ref(first)  # a circle, as in a figure
    del first
    gc.disable()
    try:
        notebook.run("a")
        assert former_box() is None
    finally:
        gc.enable()


def test_two_boxes_of_one_run_and_boxes_of_other_cells_stay_open(notebook):
    other, first = notebook.run("b"), notebook.run("a")
    second = new_box()
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
