"""What does a CSV file say? Its encoding, its separator, its header, and its rows as text."""

import csv

from ..checks import as_path

ENCODINGS = ("utf-8-sig", "cp949", "cp1252")  # as most programs, Korean Windows and Western Windows write
SEPARATORS = (";", "\t", ",")  # a comma comes last: it may stand in numbers


def read_rows(path):
    """The header and the rows of a CSV file, lists of text, and the separator that it uses.

    Raises FileNotFoundError, or ValueError for a folder, an empty file, or rows of different lengths.
    """
    path = as_path(path)
    text = _decoded(path)
    separator = _separator(text)
    numbered = csv.reader(text.splitlines(), delimiter=separator)
    rows = [(numbered.line_num, row) for row in numbered if any(cell.strip() for cell in row)]
    if not rows:
        raise ValueError(f"{path.name} is empty; it must have a header and at least one row")
    n_columns = len(rows[0][1])
    for line, row in rows:
        if len(row) != n_columns:
            raise ValueError(
                f"line {line} has {len(row)} cells; it must have {n_columns}, as the first line has"
            )
    return _with_header(rows), separator


def _decoded(path):
    if path.is_dir():
        raise ValueError(f"{path.name} is a folder; it must be a CSV file")
    if not path.exists():
        raise FileNotFoundError(f"{path.name} was not found; is it in the folder of the notebook?")
    content = path.read_bytes()
    is_utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if is_utf16 else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp949" or any(
            "가" <= letter <= "힣" for letter in text
        ):  # else ö and ß are read as 秤
            return text
    raise ValueError(f"{path.name} is not text; save it as CSV in UTF-8")


def _separator(text):
    """The separator that cuts the first lines into the same number of cells, more than one."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    for separator in SEPARATORS:
        widths = {len(row) for row in csv.reader(lines, delimiter=separator)}
        if len(widths) == 1 and widths != {1}:
            return separator
    counts = {separator: sum(line.count(separator) for line in lines) for separator in SEPARATORS}
    return max(counts, key=counts.get)


def _with_header(rows):
    """Names of the columns, then all rows as (line, cells); without a header the names are made."""
    (_, first), others = rows[0], rows[1:]
    if any(looks_like_a_number(cell) for cell in first):
        return [f"column {number}" for number in range(1, len(first) + 1)], rows
    names = [name.strip() for name in first]
    for number, name in enumerate(names):
        if not name:
            raise ValueError(f"column {number + 1} has no name in the header; give it one")
        if name in names[:number]:
            raise ValueError(f"two columns have the name {name!r}; every column must have its own")
    if not others:
        raise ValueError("the table has a header and no rows; it must have at least one row")
    return names, others


def looks_like_a_number(cell):
    """Whether a cell holds a number, with a decimal point or a decimal comma."""
    try:
        float(cell.strip().replace(",", "."))
        return True
    except ValueError:
        return False
