"""What stands below a code cell on the website? Its last line decides: a scene, a task, or what is stored."""

import ast
import base64
import io
from html import escape

from nbformat.v4 import new_output
from PIL import Image

from .explorable import explorable_html
from .pictures import in_few_colours, store
from .sketches import sketch_html
from .tasks import cards_html, exercise_html, question_html

TASKS = {"predict": question_html, "sort_cards": cards_html, "exercise": exercise_html}


def shown_instead(cell, lesson, tables, folder):
    """HTML for what a cell's last line makes, None if the stored outputs are shown as they are.

    The folder gets the picture of a curve to draw.
    """
    function, name = last_call(cell.source)
    item = getattr(lesson, name or "", None)
    if function == "explore" and name in tables:
        return explorable_html(item, tables[name])
    if function == "sketch" and item is not None:
        return sketch_html(item, folder)
    return TASKS[function](item) if function in TASKS and item is not None else None


def last_call(source):
    """The function on the last line of a cell and the lesson's name that it is given, or None and None."""
    try:
        body = ast.parse(source).body
    except SyntaxError:  # a cell with a magic command
        return None, None
    call = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    while isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        call = call.func.value  # exercise(…).check(…)
    if not (isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Attribute)):
        return None, None
    if any(given.arg == "points" for given in call.keywords):  # a table of one's own: as it is stored
        return None, None
    return getattr(call.func, "id", None), call.args[0].attr


def prepared(notebook, lesson, tables, folder):
    """The notebook with pictures as files in the folder, and scenes and tasks as HTML."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            instead = shown_instead(cell, lesson, tables, folder)
            printed = [output for output in cell.outputs if output.output_type == "stream"]
            kept = [_with_picture_as_file(output, folder) for output in cell.outputs]
            cell.outputs = kept if instead is None else [*printed, _html(instead)]
    return notebook


def _html(source):
    return new_output("display_data", {"text/html": source})


def _with_picture_as_file(output, folder):
    data = output.get("data", {})
    if "image/png" not in data:
        return output
    image = in_few_colours(Image.open(io.BytesIO(base64.b64decode(data["image/png"]))))
    name, words = store(image, folder), escape(data.get("text/plain", ""))
    width, height = image.size
    image = f'<img src="pictures/{name}.webp" alt="{words}" width="{width}" height="{height}" loading="lazy">'
    return _html(f'<div class="still" tabindex="0">{image}</div>')
