"""What every function says when an argument cannot be used: its name, the value, and what would be right."""

import numpy as np


def check_number(name, value, above=None, at_least=None, at_most=None, below=None, whole=False):
    """`value` itself if it is a finite number (or an array of them) within the bounds, else an error.

    Raises TypeError for what is not a number, ValueError for a number that cannot be used.
    """
    bounds = [("above", above, np.greater), ("at least", at_least, np.greater_equal)]
    bounds += [("at most", at_most, np.less_equal), ("below", below, np.less)]
    bounds = [(words, bound, holds) for words, bound, holds in bounds if bound is not None]
    numbers = as_array(name, value)
    is_number = numbers.dtype.kind in "iuf"
    usable = (
        is_number
        and numbers.size
        and np.isfinite(numbers).all()
        and all(holds(numbers, bound).all() for _, bound, holds in bounds)
    )
    if usable and not (
        whole and (numbers.dtype.kind == "f" or numbers.ndim)
    ):  # 32.0 could not count anything later on
        return value
    wanted = ("a whole number" if whole else "a number") + "".join(
        f" {words} {bound:,}" for words, bound, _ in bounds
    )
    if not is_number:
        raise TypeError(f"{name} is {value!r}; it must be {wanted}")
    raise ValueError(f"{name} is {value}; it must be {wanted}")


def check_seed(seed):
    """`seed` itself if it is a whole number from 0, or a list of them, else an error."""
    for number in seed if isinstance(seed, list) else [seed]:
        check_number("seed", number, at_least=0, whole=True)
    return seed


def as_array(name, values, dtype=None):
    """`values` as an array, or a TypeError for what fits in none: rows of different lengths, or words where `dtype` asks for numbers."""
    try:
        return np.asarray(values, dtype)
    except (TypeError, ValueError):
        raise TypeError(f"{name} is {values!r}; it must hold numbers only, in rows of one length") from None


def check_can(name, thing, what, wanted):
    """Nothing, or a TypeError if `thing` lacks the attribute `what`: a name or a class in place of the thing itself."""
    if isinstance(thing, type) or not hasattr(thing, what):
        raise TypeError(f"{name} is {thing!r}; it must be {wanted}")


def check_choice(name, value, known):
    """The entry of the dict `known` under the name `value`, else a ValueError that lists the known names."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{name} is {value!r}; it must be one of: {', '.join(known)}")
    return known[value]


def check_same_shape(name, array, other_name, other):
    """Nothing, or an error that says what is no array of rows, `(..., batch, n_out)`, or names both shapes."""
    for own_name, own in ((name, array), (other_name, other)):
        if not isinstance(own, np.ndarray):
            raise TypeError(f"{own_name} is {own!r}; it must be an array of rows, (..., batch, n_out)")
        if own.ndim < 2 or own.size == 0:
            raise ValueError(
                f"{own_name} has the shape {own.shape}; it must have at least one row and one column, (...,"
                " batch, n_out)"
            )
    if array.shape[-2:] != other.shape[-2:]:
        raise ValueError(
            f"{name} has the shape {array.shape} but {other_name} has {other.shape}; the last two numbers"
            " must agree"
        )
