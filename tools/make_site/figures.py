"""How large is a built website? All that is counted, each with its limit."""

import gzip
from typing import NamedTuple

from .tables import shot_of, table_of


class Figure(NamedTuple):
    """What was counted, the largest amount that was found, where, and the limit."""

    what: str
    amount: float
    limit: float
    where: str = ""

    def __str__(self):
        place = f" ({self.where})" if self.where else ""
        return f"{self.what}: {self.amount:,.4g}{place}; at most {self.limit:,.4g}"


def figures(folder):
    """All figures of the website in this folder. Sizes are in thousands of bytes, or in millions."""
    files = [path for path in folder.rglob("*") if path.is_file() and "single" not in path.parts]
    pages = sorted(folder.glob("*.html"))
    size = sum(path.stat().st_size for path in files)
    tables = {path.stem: table_of(path) for path in sorted((folder / "data").glob("*.js"))}
    pictures = {name: len(table["pictures"]) for name, table in tables.items()}
    return [
        Figure("files", len(files), 5000),
        Figure("MB in all", size / 1e6, 60),
        _largest("pictures of a scene", 260, pictures),
        _largest("kB of a page", 150, {page.name: page.stat().st_size / 1e3 for page in pages}),
        _largest("kB of a first view, gzipped", 150, {page.name: first_view(page, tables) for page in pages}),
        _largest("kB of one control's pictures", 300, sweeps(tables, folder / "pictures")),
    ]


def _largest(what, limit, amounts):
    where = max(amounts, key=amounts.get, default="")
    return Figure(what, amounts.get(where, 0), limit, where)


def first_view(page, tables):
    """What is loaded before the first move: page, style, script, and the first scene with its picture."""
    folder, html = page.parent, page.read_text("utf-8")
    names = html.split('data-scene="')[1:2]
    files = [page, folder / "site.css", *([folder / "site.js"] if "site.js" in html else [])]
    pictures = 0
    for name in (text.split('"')[0] for text in names):
        files.append(folder / "data" / f"{name}.js")
        pictures += _size(tables[name], tables[name]["still"], folder / "pictures")
    return sum(len(gzip.compress(path.read_bytes())) for path in files) / 1e3 + pictures


def sweeps(tables, folder):
    """The pictures that are loaded when one control of the opening is touched, by scene and control."""
    return {
        f"{name}, {control['name']}": _sweep(table, number, folder)
        for name, table in tables.items()
        for number, control in enumerate(table["controls"])
    }


def _sweep(table, number, folder):
    first = table["bases"][0].split(",")
    keys = [",".join([*first[:number], str(k), *first[number + 1 :]]) for k in range(_n_stops(table, number))]
    shots = [shot for key in keys if (shot := _moved(table, key))]
    return sum({shot[0]: _size(table, shot, folder) for shot in shots}.values())


def _moved(table, key):
    """A state that one move leads to; a live control is moved in the run of the opening."""
    return shot_of(table, f"{key}~0") or shot_of(table, key)


def _n_stops(table, number):
    return len(table["controls"][number]["texts"])


def _size(table, shot, folder):
    path = folder / f"{table['pictures'][shot[0]]}.webp"
    return path.stat().st_size / 1e3 if path.exists() else 0
