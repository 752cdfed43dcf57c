"""Keeps the teacher's pages in docs/teaching true, and writes the sheets for students.

python tools/teaching.py            renews every generated block of docs/teaching
python tools/teaching.py --sheets   writes build/sheets/NN_topic.html, two printed pages for each notebook

A generated block stands between two comments. Its name says what is in it:

<!-- generated: question where_else -->   a question of the page's lesson, its choices and their feedback
<!-- generated: links -->                 the way to the overview, the notebook and the next page
<!-- generated: parts -->                 the parts of the page's notebook, with their minutes
<!-- generated: solutions -->             a solution of every exercise of the page's notebook
<!-- generated: lessons -->               all notebooks, as the lessons of a course
<!-- end -->
"""

import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import nbformat
from minutes import MINUTES, NOT_READ, code_cells, exact_minutes, last_call, stated_minutes

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS, TEACHING = ROOT / "notebooks", ROOT / "docs" / "teaching"
BLOCK = re.compile(r"(<!-- generated: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
SHOWN = re.compile(r"^(\w+)\(lesson\.(\w+)", re.MULTILINE)


def main(arguments):
    """Renews the pages, or writes the sheets, and prints what was written."""
    if arguments == ["--sheets"]:
        from sheets import write_sheets

        print(*write_sheets(ROOT / "build" / "sheets"), sep="\n")
        return
    renew(sorted(TEACHING.glob("*.md")))


# Pages


def renew(pages):
    """Renews every generated block of these pages, and prints which have changed."""
    for page in pages:
        old = page.read_text("utf-8")
        new = renewed(old, page.stem)
        page.write_text(new, "utf-8")
        print(f"{page.name}: {'as before' if new == old else 'renewed'}")


def renewed(text, stem):
    """Returns a page's text with every generated block written anew; `stem` is the name of its notebook."""
    return BLOCK.sub(lambda block: block[1] + generated(block[2], stem) + "\n" + block[3], text)


def generated(name, stem):
    """Returns the block with this name, such as "question where_else". Raises an error if it is unknown."""
    kind, *arguments = name.split()
    if kind not in BLOCKS:
        raise ValueError(f"{stem}.md has the block {name!r}; it must begin with one of {', '.join(BLOCKS)}")
    return BLOCKS[kind](stem, *arguments)


def question_block(stem, name):
    """A question to ask, its choices, and what to answer to each; the right choice is bold."""
    question, (right, facts) = lesson(stem).__dict__[name], answer(stem, name)
    lines = [f"**Ask `{name}`.** {question.text}", ""]
    for choice, feedback in question.choices.items():
        mark = f"**{choice}** (right)" if choice == right else f"*{choice}*"
        lines.append(f"- {mark}: {feedback.format(**facts)}")
    return "\n".join(lines)


@cache
def answer(stem, name):
    """The right choice of a question and the numbers of its feedback. It may train for a second or two."""
    return lesson(stem).__dict__[name].answer()


def parts_block(stem):
    """A table of a notebook's parts: the minutes of a student alone, and what there is to do."""
    notebook = read(stem)
    lines = ["| part | minutes | what there is |", "| --- | --- | --- |"]
    for title, cells in parts(notebook):
        names = ", ".join(f"`{name}`" for _, name in shown(cells)) or "–"
        lines.append(f"| {title} | {max(1, round(exact_minutes(cells)))} | {names} |")
    return "\n".join([*lines, f"| **total** | {stated_minutes(notebook)} | |"])


def lessons_block(stem):
    """A table of all notebooks, as the lessons of a course."""
    lines = ["| lesson | notebook | minutes alone | questions | scenes | exercises | page |"]
    lines.append("| --- | --- | --- | --- | --- | --- | --- |")
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        number, notebook = int(path.stem[:2]), read(path.stem)
        calls = [last_call(cell) for cell in code_cells(notebook)]
        counts = [calls.count(name) for name in ("predict", "explore", "exercise")]
        link = f"[{title(path.stem)}](../../notebooks/{path.name})"
        page = f"[plans]({path.stem}.md)" if (TEACHING / f"{path.stem}.md").exists() else "–"
        cells = [number or "before", link, stated_minutes(notebook), *counts, page]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def solutions_block(stem):
    """The task and a solution of every exercise, in the notebook's order."""
    lines = []
    for _, name in shown(read(stem).cells, ("exercise",)):
        exercise = lesson(stem).__dict__[name]
        task = exercise.task[0].upper() + exercise.task[1:]
        lines += [f"**`{name}`.** {task}", "", "```python", exercise.solution.strip(), "```", ""]
    return "\n".join(lines[:-1])


def links_block(stem):
    """Links to the overview, to the page's notebook and to the next page, if there is one."""
    pages = sorted(path.stem for path in TEACHING.glob("[0-9]*.md"))
    later = [page for page in pages if page > stem]
    links = ["[overview for teachers](README.md)", f"[the notebook](../../notebooks/{stem}.ipynb)"]
    return " · ".join(links + [f"[next page]({page}.md)" for page in later[:1]])


BLOCKS = {
    "question": question_block,
    "links": links_block,
    "parts": parts_block,
    "solutions": solutions_block,
    "lessons": lessons_block,
}


# Notebooks and lessons


@cache
def read(stem):
    return nbformat.read(NOTEBOOKS / f"{stem}.ipynb", as_version=4)


def lesson(stem):
    """The lesson of a notebook: 03_learning_rate belongs to mlp.lessons.learning_rate."""
    return import_module(f"mlp.lessons.{stem[3:]}")


def title(stem):
    """The title of a notebook, without the sign for a heading."""
    return read(stem).cells[0].source.splitlines()[0].removeprefix("# ")


def headings(notebook):
    """All headings of a notebook, from the title to the smallest, without signs."""
    markdown = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return [found for text in markdown for found in re.findall(r"^#{1,3} (.+)$", text, re.MULTILINE)]


def parts(notebook):
    """Pairs of a part's heading and its cells; the first part is the opening, under the title."""
    found = []
    for cell in notebook.cells:
        heading = re.search(r"^#{1,2} (.+)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and heading and not cell.source.startswith(NOT_READ):
            found.append((heading[1], []))
        found[-1][1].append(cell)
    return found


def shown(cells, calls=tuple(MINUTES)):
    """Pairs of a call and what it shows, such as ("explore", "BallInABowl"), in the order of the cells."""
    found = [SHOWN.findall(cell.source) for cell in cells if cell.cell_type == "code"]
    return [(call, name) for pairs in found for call, name in pairs if call in calls]


if __name__ == "__main__":
    main(sys.argv[1:])
