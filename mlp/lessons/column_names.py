"""What are the columns of a table of one's own called, on axes and in words?"""

from ..plots.text import drawable
from ..tables import Names

LONGEST = 28  # characters of a name: more do not fit beside an axis
MOST_LISTED = 4  # inputs; more are counted


def names_of(points):
    """The `Names` of a table's columns, cut if they are long; plain words for points without names."""
    n_inputs, n_classes = points.inputs.shape[1], points.targets.shape[1]
    classes = [f"class {number}" for number in range(n_classes)]
    names = getattr(points, "names", None) or Names(_numbered(n_inputs), "target", classes)
    return Names(_cut(names.inputs), *_cut([names.target]), _cut(names.classes))


def on_axis(name, otherwise):
    """The label of an axis with scaled numbers: a column's name, or `otherwise` if the font lacks a letter.

    The font of the pictures has Latin, Greek and Cyrillic letters, but no Korean ones.
    """
    return drawable(f"{name} (scaled)", otherwise)


def from_what(names):
    """What is told from what: species from bill_length_mm and bill_depth_mm."""
    return f"{names.target} from {inputs_in_words(names)}"


def inputs_in_words(names):
    """The names of the inputs, or how many there are: a, b and c; 12 columns."""
    *others, last = names.inputs
    if len(others) >= MOST_LISTED:
        return f"{len(names.inputs)} columns"
    return f"{', '.join(others)} and {last}" if others else last


def _cut(names):
    return [name if len(name) <= LONGEST else name[: LONGEST - 3] + "..." for name in names]


def _numbered(n):
    return ["input"] if n == 1 else [f"input {number}" for number in range(1, n + 1)]
