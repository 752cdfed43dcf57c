"""Writes the whole website into a folder."""

import json
import os
import shutil
from hashlib import sha256
from pathlib import Path

from pygments.formatters import HtmlFormatter

from .pages import index_page, notebook_page, text_page, whole_html
from .scenes import ROOT, render_all, scenes_of
from .single import as_one_file

HERE = Path(__file__).parent
SCRIPTS = ("keys.js", "explorable.js", "sketch.js", "site.js")


def build(out, limits, notebooks, only=None, cache=ROOT / "build" / "site", is_single=False, address=""):
    """Writes the pages of these notebooks, of all scenes or `only` of those named, into the folder `out`."""
    topics = [path.stem[3:] for path in notebooks]
    wanted = [(topic, name) for topic in topics for name in scenes_of(topic) if only is None or name in only]
    tables = render_all(wanted, limits, cache)
    new = out.with_name(out.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    for folder in ("pictures", "data", "covers"):
        (new / folder).mkdir(parents=True)
    version = _write_own_files(new)
    _write_data(tables, version, cache, new)
    pages = [notebook_page(path, tables, new / "pictures") for path in notebooks]
    _write_pages(pages, version, address, new)
    if is_single:
        as_one_file(new, pages)
    shutil.rmtree(out, ignore_errors=True)  # the old one stays until the new one is whole
    new.rename(out)


def _write_own_files(out):
    """The style and the script; returns a fingerprint of both, which the data name as well."""
    light = HtmlFormatter(style="xcode").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    style = (HERE / "site.css").read_text("utf-8")
    style += f"\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
    style = f"{light}\n{style}"
    script = "\n".join((HERE / name).read_text("utf-8") for name in SCRIPTS)
    version = sha256((style + script).encode()).hexdigest()[:12]
    (out / "site.css").write_text(style, "utf-8")
    (out / "site.js").write_text(f'"use strict";\nconst VERSION = "{version}";\n{script}', "utf-8")
    for cover in sorted((ROOT / "docs").glob("*.png")):
        shutil.copy(cover, out / "covers")
    return version


def _write_data(tables, version, cache, out):
    """The table of every scene as a script, which also a page opened from a folder may load."""
    for name, table in tables.items():
        data = json.dumps(table | {"version": version}, ensure_ascii=False, separators=(",", ":"))
        (out / "data" / f"{name}.js").write_text(f'site.add("{name}", {data});\n', "utf-8")
        for picture in table["pictures"]:
            _link_or_copy(cache / "pictures" / f"{picture}.webp", out / "pictures" / f"{picture}.webp")


def _link_or_copy(source, target):
    try:
        os.link(source, target)
    except FileExistsError:
        pass  # another scene has the same picture
    except OSError:
        shutil.copy(source, target)


def _write_pages(pages, version, address, out):
    texts = [ROOT / "docs" / "pytorch.md", *sorted((ROOT / "docs" / "teaching").glob("*.md"))]
    for page, before, after in zip(pages, [None, *pages], [*pages[1:], None]):
        _write(page, whole_html(page, (before, after), version, address), out)
    for page in [index_page(), *map(text_page, texts)]:
        _write(page, whole_html(page, (None, None), version, address), out)


def _write(page, html, out):
    (out / f"{page.name}.html").write_text(html, "utf-8")
