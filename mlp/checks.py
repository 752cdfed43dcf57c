"""What every function says about an argument that it cannot use: its name, its value, what would be right."""

import operator
import os
from pathlib import Path

import numpy as np

FLOATS = (np.dtype(np.float64), np.dtype(np.float32))
LARGEST = 1.7e308  # about the largest number that a float can hold
BOUNDS = {"above": operator.gt, "at least": operator.ge, "at most": operator.le, "below": operator.lt}


def check_number(name, value, above=None, at_least=None, at_most=None, below=None, whole=False, single=False):
    """Raises an error unless `value` is a finite number within the bounds, Python's own or numpy's.

    Without `single` or `whole`, an array of such numbers will do. 32.0 is not whole: it cannot count.
    Raises TypeError for what is not a number, ValueError for a number that cannot be used.
    """
    array, bounds = _array_of(value), zip(BOUNDS, (above, at_least, at_most, below))
    bounds = [(words, bound) for words, bound in bounds if bound is not None]
    is_number = array.dtype.kind in "iuf" or type(value) is int  # numpy has no type for a very large int
    is_right = is_number and array.size > 0 and (array.ndim == 0 or not (whole or single))
    for number in array.ravel().tolist() if is_right else []:  # Python's own numbers cannot overflow
        is_right = is_right and (type(number) is int if whole else abs(number) < LARGEST)
        is_right = is_right and all(BOUNDS[words](number, bound) for words, bound in bounds)
    if not is_right:
        wanted = "a whole number" if whole else "a number"
        wanted += "".join(f" {words} {bound:,}" for words, bound in bounds)
        raise (ValueError if is_number else TypeError)(f"{name} is {shown(value)}; it must be {wanted}")


def check_seed(seed):
    """Raises an error unless `seed` is a whole number from 0, however large, or a flat sequence of them."""
    for number in as_list(seed):
        check_number("seed", number, at_least=0, whole=True)


def generator(seed):
    """A random generator that starts from `seed`, checked."""
    check_seed(seed)
    return np.random.default_rng(plain(seed))


def check_can(name, thing, what, wanted):
    """Raises TypeError if `thing` has no attribute `what`, e.g. when a class or a string was passed."""
    if isinstance(thing, type) or not hasattr(thing, what):
        raise TypeError(f"{name} is {shown(thing)}; it must be {wanted}")


def look_up(name, value, known):
    """The entry `value` of the dict `known`. Raises a ValueError with the known names if there is none."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{name} is {shown(value)}; it must be one of: {', '.join(known)}")
    return known[value]


def refuse_shape(name, array, wanted, addition=""):
    """Raises ValueError with the array's shape and what it must do."""
    raise ValueError(f"{name} has the shape {np.shape(array)}{addition}; it must {wanted}")


def as_list(value):
    """The entries of a sequence or an array; for anything else, a list of this one value."""
    is_sequence = isinstance(value, list | tuple | range | np.ndarray) and np.iterable(value)
    return list(value) if is_sequence else [value]


def plain(number):
    """A single numpy number as Python's own, which cannot overflow when whole; anything else as it is."""
    return number.item() if isinstance(number, np.generic | np.ndarray) and number.ndim == 0 else number


def as_sizes(sizes):
    """The layer sizes as a list of Python's integers. Raises an error unless they make a network."""
    wanted = "it must list at least two layer sizes, whole numbers from 1, such as [2, 16, 1]"
    if isinstance(sizes, str | bytes) or not np.iterable(sizes):
        raise TypeError(f"sizes is {shown(sizes)}; {wanted}")
    sizes = [plain(size) for size in sizes]
    if len(sizes) < 2 or not all(type(size) is int and size > 0 for size in sizes):
        raise ValueError(f"sizes is {shown(sizes)}; {wanted}")
    return sizes


def as_dtype(dtype):
    """The numpy type. Raises ValueError unless it is a kind of floating-point number."""
    try:
        if np.dtype(dtype).kind == "f":
            return np.dtype(dtype)
    except TypeError:
        pass  # no type at all
    wanted = "it must be a kind of floating-point number, such as float or np.float32"
    raise ValueError(f"dtype is {shown(dtype)}; {wanted}")


def as_array(name, values, dtype=None):
    """`values` as an array of floats, of type `dtype`; by default floats keep their type.

    Raises TypeError for text, complex numbers, other objects, and rows of different lengths.
    """
    if type(values) is np.ndarray and values.dtype in (FLOATS if dtype is None else (dtype,)):
        return values
    array = _array_of(values)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} is {shown(values)}; it must hold numbers only, in rows of one length")
    return array.astype(dtype or (array.dtype if array.dtype.kind == "f" else float), copy=False)


def as_rows(outputs, targets):
    """Both as arrays of floats, `(..., batch, n_out)`. Raises an error for lists, and if they do not fit."""
    are_floats = type(outputs) is np.ndarray is type(targets) and outputs.dtype is targets.dtype in FLOATS
    if are_floats and outputs.shape == targets.shape and outputs.ndim > 1 and outputs.size:
        return outputs, targets  # nearly always
    for name, rows in (("outputs", outputs), ("targets", targets)):
        if not isinstance(rows, np.ndarray):
            raise TypeError(f"{name} is {shown(rows)}; it must be an array of rows, (..., batch, n_out)")
        if rows.ndim < 2 or rows.size == 0:
            refuse_shape(name, rows, "have at least one row and one column, (..., batch, n_out)")
    leading = {outputs.shape[:-2], targets.shape[:-2]} - {()}  # of models side by side
    if outputs.shape[-2:] != targets.shape[-2:] or len(leading) > 1:
        refuse_shape("outputs", outputs, "fit", f" but targets has {targets.shape}")
    outputs = as_array("outputs", outputs)
    return outputs, as_array("targets", targets, outputs.dtype)


def as_path(path):
    """The path of a file. Raises TypeError for a number, which Python would take for a file that is open."""
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path is {shown(path)}; it must be the name of a file")
    return Path(path)


def shown(value, n_letters=100):
    """The value as Python would write it, in one line of at most `n_letters`."""
    text = str(value) if isinstance(value, np.number | np.bool) else repr(value)
    text = " ".join(line.strip() for line in text.splitlines())
    return text if len(text) <= n_letters else f"{text[: n_letters - 1]}…"


def _array_of(value):
    try:
        return np.asarray(value)
    except (TypeError, ValueError):  # rows of different lengths
        return np.array(None)
