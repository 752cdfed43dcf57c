"""Every page of the website: one for each notebook, one for each page for teachers, and the map of all."""

import re
from html import escape
from importlib import import_module
from typing import NamedTuple

import nbformat

from .cells import prepared
from .markdown import Exporter, to_html
from .scenes import ROOT

HONEST = (
    "The real scenes made these pictures beforehand. In the notebook you run the code, move all controls "
    'together, pin runs, and have your exercises checked: <a href="index.html#live">how to open it</a>.'
)
ROW = re.compile(
    r"^\| (\d) \| \[(.+?)\]\(notebooks/(\w+)\.ipynb\) \| .+? \| (\d+) \| (.+?) \|$", re.MULTILINE
)
UNCOLOURED = re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>')  # names, punctuation, spaces of code


class Page(NamedTuple):
    """What a page is called, what it is about, and what it shows."""

    name: str  # of its file, without .html
    title: str
    description: str
    body: str
    cover: str = "00_start_here"
    scenes: tuple = ()


def notebook_page(path, tables, folder):
    """The page of a notebook; `folder` gets its pictures."""
    notebook = nbformat.read(path, as_version=4)
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    title, description = first_words(texts[0])
    lesson = import_module(f"mlp.lessons.{path.stem[3:]}")
    body, _ = Exporter().from_notebook_node(prepared(notebook, lesson, tables, folder))
    scenes = dict.fromkeys(re.findall(r'data-scene="(\w+)"', body))
    teaching = ROOT / "docs" / "teaching" / f"{path.stem}.md"
    link = f'<p><a href="teaching_{path.stem}.html">For teachers</a></p>' if teaching.exists() else ""
    body = f'<p class="honest">{HONEST}</p>{with_plain_code(body)}{link}'
    return Page(path.stem, title, description, body, path.stem, tuple(scenes))


def text_page(path):
    """The page of a text in docs/, or of one for teachers in docs/teaching/."""
    source = path.read_text("utf-8")
    title, description = first_words(source)
    cover = path.stem if (ROOT / "docs" / f"{path.stem}.png").exists() else Page._field_defaults["cover"]
    name = f"teaching_{path.stem}" if path.parent.name == "teaching" else path.stem
    return Page(name, title, description, to_html(source), cover)


def index_page():
    """What this is, the map of all notebooks, and how to get the live ones. Read from README."""
    readme = (ROOT / "README.md").read_text("utf-8")
    title = re.search(r"^# (.+)$", readme, re.MULTILINE)[1]
    about = re.search(r"^(Drag a slider.+?)(?:\n\n|\Z)", readme, re.MULTILINE | re.DOTALL)[1]
    steps = re.search(r"^(You need Python.+?)(?:\n\n|\Z)", readme, re.MULTILINE | re.DOTALL)[1]
    cards = "".join(_card(*row) for row in ROW.findall(readme))
    teaching = "".join(
        f'<li><a href="teaching_{path.stem}.html">{escape(first_words(path.read_text("utf-8"))[0])}</a></li>'
        for path in sorted((ROOT / "docs" / "teaching").glob("*.md"))
    )
    body = (
        f"<h1>{escape(title)}</h1>{to_html(about)}"
        "<p>You can read everything here without installing anything. The pictures of each scene were made "
        "beforehand: move a control and look. In the notebooks the networks train while you watch.</p>"
        f'<h2 id="notebooks">The notebooks</h2><div class="map">{cards}</div>'
        '<h2 id="live">How to open the live notebooks</h2>'
        "<p>Download the project, open a terminal in its folder, and type</p>"
        f'<pre tabindex="0">make lab</pre>{to_html(steps)}'
        f'<h2 id="teachers">For teachers</h2><ul>{teaching}</ul>'
    )
    return Page("index", title, " ".join(about.split())[:200], body)


def _card(number, title, name, minutes, learned):
    source = f'src="covers/{name}.png" alt="A scene of notebook {number}"'
    picture = f'<img {source} width="300" height="120" loading="lazy">'
    heading = f'<h3><a href="{name}.html">{number} · {escape(title)}</a></h3>'
    words = f'<p>{escape(learned)}.</p><p class="small">{minutes} minutes</p>'
    return f"<article>{picture}{heading}{words}</article>"


def first_words(source):
    """The first heading of a text and its first paragraph, without marks."""
    title = re.search(r"^# (.+)$", source, re.MULTILINE)[1]
    paragraphs = [
        part for part in source.split("\n\n") if part.strip() and not part.startswith(("#", "|", "-"))
    ]
    plain = re.sub(r"[*_`$]|\[([^\]]*)\]\([^)]*\)", r"\1", paragraphs[0]) if paragraphs else title
    return title, " ".join(plain.split())[:200]


def with_plain_code(body):
    """The same HTML; wide code can be scrolled by keyboard, and what has no colour has no mark."""
    return UNCOLOURED.sub(r"\1", body).replace("<pre>", '<pre tabindex="0">')


def whole_html(page, neighbours, version, address=""):
    """The whole page. `neighbours` are the pages before and after, None where there is none."""
    title = escape(page.title)
    before, after = (_link(page, words) for page, words in zip(neighbours, ("←", "→")))
    scripts = f'<script src="site.js?{version}" defer></script>' if page.scenes else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<meta name="description" content="{escape(page.description)}">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{escape(page.description)}">
<meta property="og:type" content="article">
<meta property="og:image" content="{address}covers/{page.cover}.png">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="site.css?{version}">
{scripts}
</head>
<body>
<header><nav aria-label="Notebooks">{before}<a href="index.html">All notebooks</a>{after}</nav></header>
<main>{page.body}</main>
<footer><nav aria-label="Other notebooks">{before}{after}</nav></footer>
</body>
</html>
"""


def _link(page, arrow):
    return "" if page is None else f'<a href="{page.name}.html">{arrow} {escape(page.title)}</a>'
