"""What did a cell leave behind? When it runs again or is deleted, its explorers and questions are put away.

Python's `Out` keeps the value of every run of a cell. Without this, each run would keep a whole scene.
"""

import gc
import weakref

import ipywidgets as widgets
from IPython import get_ipython


class WidgetsOfCells:
    """Remembers which cell has made which widget. Keeps none alive."""

    def __init__(self):
        self._made = {}  # from a cell's name to the number of its run, and weak references to its widgets

    def make(self, widget_class, *arguments):
        """A new widget for the cell that runs now. Those of its earlier runs are put away before."""
        cell, run, deleted = running_cell()
        for name in (cell, *deleted):
            if self._made.get(name, (run,))[0] != run:
                self._put_away(name)
        widget = widget_class(*arguments)
        if cell is not None:
            self._made.setdefault(cell, (run, []))[1].append(weakref.ref(widget))
        return widget

    def _put_away(self, cell):
        _, references = self._made.pop(cell)
        for widget in filter(None, (reference() for reference in references)):
            close_all(widget)
            if hasattr(widget, "put_away"):
                widget.put_away()
        gc.collect()  # a figure is full of cycles: left to Python, several would wait to be freed


OF_CELLS = WidgetsOfCells()


def running_cell():
    """The name of the cell that runs now, the number of its run, and the names of deleted cells.

    Where the front end names no cells, the cell's source is its name; where no cell runs, it is None.
    """
    shell = get_ipython()
    if shell is None:
        return None, None, []
    parent = shell.get_parent() if hasattr(shell, "get_parent") else None
    named = (parent or {}).get("metadata", {})
    cell = named.get("cellId") or shell.user_ns.get("In", [""])[-1]
    return cell, shell.execution_count, named.get("deletedCells", [])


def close_all(widget):
    """Closes a widget and all that it holds: neither the kernel nor the front end remembers them."""
    parts = [*getattr(widget, "children", ()), getattr(widget, "style", None), widget.layout]
    if isinstance(widget, widgets.Box):
        widget.children = ()
    widget.close()
    for part in parts:
        if isinstance(part, widgets.DOMWidget):
            close_all(part)
        elif part is not None:
            part.close()
