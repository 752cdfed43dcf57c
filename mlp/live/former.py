"""What does a cell leave that is run again? Its former widgets are closed, unless a name holds them."""

import gc
import sys

from ipywidgets import Widget

_shown = {}  # from a cell to its last run and the widgets that it still shows


def replace_former(box, *more):
    """Remembers what the present cell shows, and closes what it showed before it was run again.

    `more` are widgets of the box that are hidden. A box with a name in the notebook stays open.
    """
    shell = notebook_shell()
    run, cell = _run_and_cell(shell)
    if cell is None:
        return
    former_run, boxes = _shown.get(cell, (run, []))
    kept = [box for box in boxes if not _was_closed(box, shell)] if run != former_run else boxes
    _shown[cell] = run, [*kept, (box, *more)]
    if len(kept) < len(boxes):
        del boxes
        gc.collect()  # a figure waits for it, and the next one would take new memory meanwhile


def _was_closed(widgets, shell):
    """Closes a box and its hidden widgets, unless it has a name; returns whether it did."""
    if _is_named(widgets[0], shell.user_ns):
        return False
    _forget_output(widgets[0], shell)
    widgets[0]._view_count = 0  # a running scene pauses when nobody sees it
    for widget in _all_widgets([*widgets]):
        widget.close()
    return True


def notebook_shell():
    """Returns the shell of the notebook, None outside of one."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _run_and_cell(shell):
    """Returns the ids of the present run and of its cell; None where the front end does not tell."""
    message = getattr(shell, "get_parent", dict)()
    return message.get("header", {}).get("msg_id"), message.get("metadata", {}).get("cellId")


def _is_named(box, names):
    """Whether a name of the notebook holds the box, or a list or dict that contains it."""
    held = [value for name, value in names.items() if not name.startswith("_") and name not in ("In", "Out")]
    held += [item for value in held if isinstance(value, (list, tuple)) for item in value]
    held += [item for value in held if isinstance(value, dict) for item in value.values()]
    return any(value is box for value in held)


def _forget_output(box, shell):
    """Takes the box out of the history of outputs, which would keep it without end."""
    name = next((name for name, value in shell.user_ns.items() if value is box), None)
    if name is not None:
        shell.del_var(name)


def _all_widgets(waiting):
    """Returns these widgets with their children, layouts and styles, each once."""
    found = {}
    while waiting:
        widget = waiting.pop()
        if id(widget) not in found:
            found[id(widget)] = widget
            values = [getattr(widget, name) for name in widget.keys]
            values += [item for value in values if isinstance(value, (list, tuple)) for item in value]
            waiting += [value for value in values if isinstance(value, Widget)]
    return list(found.values())
