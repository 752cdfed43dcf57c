"""Is a notebook written for its reader? Finds long sentences and brackets, unexplained code, missing parts.

python tools/check_text.py                                    all of notebooks/
python tools/check_text.py notebooks/03_learning_rate.ipynb   only this one

Each line names the cell's id, or the name in the lesson's folder, and what is wrong there.

A **sentence** ends at a full stop, a question mark or an exclamation mark. It also ends where a paragraph,
an item of a list, a heading or a cell of a table ends. It has at most 25 words. A formula or a piece of code
is one word. A **bracket** is what stands between ( and ). It has at most five words. Formulas, code and links
in it do not count. "(You may leave this part out.)" is allowed.
"""

import ast
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import nbformat
from minutes import code_cells, last_call, minutes, plain, stated_minutes, words

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
LONGEST_SENTENCE, LONGEST_BRACKET, MOST_IMPORTS, LESSON, LAST = 25, 5, 8, 45, 8


OPTIONAL = "You may leave this part out."  # the one longer bracket, always in these words


class Idiom(NamedTuple):
    """A piece of Python or numpy that a beginner may not know, and where the series explains it."""

    name: str
    pattern: str
    notebook: str
    cell: str


IDIOMS = [
    Idiom("f-string", r"\bf[\"']", "00_start_here", "python-text"),
    Idiom("1e-3", r"\b\d+e-?\d+\b", "00_start_here", "python-text"),
    Idiom("shape", r"\.shape\b", "00_start_here", "python-arrays"),
    Idiom("slice", r"\[[^\]\n\"']*:[^\]\n]*\]", "00_start_here", "python-arrays"),
    Idiom("[:, None]", r"\[[^\]\n]*\bNone\b[^\]\n]*\]", "00_start_here", "python-arrays"),
    Idiom("[...]", r"\[\.\.\.\]", "00_start_here", "python-arrays"),
    Idiom("@", r"\w\)?\]? @ ", "00_start_here", "python-arrays"),
    Idiom("seed", r"default_rng|\bseed\b", "00_start_here", "python-checks"),
    Idiom("lambda", r"\blambda\b", "00_start_here", "python-text"),
    Idiom("assert", r"\bassert\b", "00_start_here", "python-checks"),
    Idiom("next(…)", r"\bnext\(", "00_start_here", "train-and-save"),
]
FORBIDDEN = [r"\bislice\b", r"\._replace\b", r"\*_\s*,", r"\bunravel_index\b"]


def main(paths):
    """Prints what is wrong and returns the number of findings."""
    n_found = 0
    for path in paths:
        found = problems(path)
        n_found += len(found)
        print(f"{path.name}: {len(found)} to repair")
        for place, problem in found:
            print(f"  {place}: {problem}")
    return n_found


def problems(path):
    """All that is wrong with a notebook and with its lesson's texts, as pairs of place and sentence."""
    notebook = nbformat.read(path, as_version=4)
    texts = [(cell.id, cell.source) for cell in notebook.cells if cell.cell_type == "markdown"]
    texts += list(lesson_texts(path.stem[3:]))
    found = [(place, problem) for place, text in texts for problem in language(text)]
    return found + code(notebook, path.stem) + structure(notebook, path.stem)


# Language


def language(text):
    """What is too long in a text, one sentence each."""
    for sentence in sentences(text):
        n = len(words(sentence))
        if n > LONGEST_SENTENCE:
            yield f"a sentence of {n} words: {sentence}"
    for bracket in brackets(text):
        yield f"a bracket of {len(words(bracket))} words: ({bracket})"


def sentences(text):
    """The sentences of a Markdown text, formulas and code replaced by the word `code`."""
    for block in _blocks(plain(text)):
        block = re.sub(r"[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}", "", block)
        yield from (part for part in re.split(r"(?<=[.?!…])[\"”’)]*\s+| · ", block) if part.strip())


def brackets(text):
    """The brackets of a Markdown text with more than five words; of nested ones only the outermost."""
    text = re.sub(r"(?<!\\)\$\$?[^$]+\$\$?|```.*?```|(`+)(?!`).+?(?<!`)\1(?!`)", "", text, flags=re.DOTALL)
    text = re.sub(r"!?\[[^\]]*\]\([^)]*\)|</?[a-zA-Z][^>]*>", "", text)  # links and tags
    opened = []
    for place, sign in enumerate(text):
        if sign == "(":
            opened.append(place)
        elif sign == ")" and opened:
            inside = text[opened.pop() + 1 : place]
            if not opened and len(words(inside)) > LONGEST_BRACKET and inside != OPTIONAL:
                yield " ".join(inside.split())


def _blocks(text):
    """Paragraphs, items, headings and cells of tables, each on one line."""
    text = re.sub(r"^\s*(?:[-*+]|\d+[.)]|#+|>)\s+", "\n\n", text, flags=re.MULTILINE)
    text = re.sub(
        r"^\s*\|(.*)\|\s*$", lambda row: "\n\n" + row[1].replace("|", "\n\n"), text, flags=re.MULTILINE
    )
    for block in re.split(r"\n\s*\n", text):
        if block.strip():
            yield " ".join(block.split())


def lesson_texts(topic):
    """What a lesson's questions, sketches, exercises, cards and buttons say, as pairs of name and text."""
    from mlp.lessons.tasks import Cards, Exercise, Question, Sketch

    for name, item in vars(import_module(f"mlp.lessons.{topic}")).items():
        if isinstance(item, Question):
            texts = [item.text, *item.choices, *_filled(item.choices)]
        elif isinstance(item, Sketch):
            texts = [item.text, *_filled(item.reasons)]
        elif isinstance(item, Exercise):
            texts = [item.task, item.hint]
        elif isinstance(item, Cards):
            texts = [item.text, *item.kinds.values(), *(card.reason for card in item.cards)]
        elif isinstance(item, type) and hasattr(item, "controls"):
            said = [*getattr(item, "presets", []), *getattr(item, "actions", [])]
            texts = [part.reason for part in said]
        else:
            texts = []
        yield from ((f"lesson.{name}", text) for text in texts)


def _filled(feedbacks):
    """Feedback with a number in the place of each computed one."""
    return [re.sub(r"\{[^}]*\}", "7", feedback) for feedback in feedbacks.values()]


# Code


def code(notebook, name):
    """Code that is not explained yet where it stands, or that no beginner can read."""
    found, explained = [], {cell.id for cell in notebook.cells} if name == "00_start_here" else set()
    order = [cell.id for cell in notebook.cells]
    for cell in code_cells(notebook):
        source = "\n".join(line.split("  #")[0] for line in cell.source.splitlines())
        for idiom in IDIOMS:
            is_early = idiom.notebook > name or (
                idiom.cell in explained and order.index(cell.id) < order.index(idiom.cell)
            )
            if is_early and re.search(idiom.pattern, source):
                found.append((cell.id, f"{idiom.name} is used before {idiom.notebook} explains it"))
        for pattern in FORBIDDEN:
            if match := re.search(pattern, source):
                found.append((cell.id, f"{match[0]} is hard to read for a beginner"))
        found += [(cell.id, problem) for problem in _knots(cell.source)]
    return found


def _knots(source):
    """Comprehensions inside comprehensions, and conditional expressions inside a print."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return  # a cell with ?? or %
    comprehension = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    for node in ast.walk(tree):
        inside = list(ast.walk(node))[1:]
        if isinstance(node, comprehension) and any(isinstance(part, comprehension) for part in inside):
            yield f"a comprehension inside a comprehension: {ast.unparse(node)[:80]}"
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "") == "print"
            and any(isinstance(part, ast.IfExp) for part in inside)
        ):
            yield f"a conditional expression in a print: {ast.unparse(node)[:80]}"


# Structure


def structure(notebook, name):
    """The parts that every notebook has, where one is missing."""
    return [*_opening(notebook, name), *_first_code(notebook), *_answers(notebook), *_close(notebook, name)]


def _opening(notebook, name):
    cell, number = notebook.cells[0], int(name[:2])
    glossary = "](#Glossary)" if number == 0 else "](00_start_here.ipynb#Glossary)"
    objectives = r"\*Afterwards you can\*[^\n]*\n\s*(?:[-*\d][^\n]*\n+){2}[-*\d]"
    wanted = {
        "a title": r"\A# \w",
        'three objectives after "*Afterwards you can*"': objectives,
        "a link to the glossary": re.escape(glossary),
    }
    if number > 0:
        wanted["*Last time* and a link to the notebook before"] = (
            rf"\*Last time\*[^\n]*\]\({number - 1:02}_\w+\.ipynb"
        )
    for what, pattern in wanted.items():
        if cell.cell_type != "markdown" or not re.search(pattern, cell.source):
            yield cell.id, f"{what} is missing"
    if stated_minutes(notebook) != minutes(notebook):
        yield cell.id, f'"About {minutes(notebook)} minutes" is missing; stated is {stated_minutes(notebook)}'


def _first_code(notebook):
    cell = code_cells(notebook)[0]
    names = [alias for node in ast.walk(ast.parse(cell.source)) for alias in getattr(node, "names", [])]
    if len(names) > MOST_IMPORTS:
        yield cell.id, f"{len(names)} names are imported; at most {MOST_IMPORTS} can be taken in at once"


def _answers(notebook):
    for cell, after in zip(notebook.cells, [*notebook.cells[1:], None]):
        is_answered = after and re.match(
            r"<details><summary>What you should have seen</summary>\n\n", after.source
        )
        if (
            cell.cell_type == "code"
            and last_call(cell) == "explore"
            and not (is_answered and after.source.rstrip().endswith("\n\n</details>"))
        ):
            yield cell.id, 'a cell "What you should have seen", folded, does not follow'


def _close(notebook, name):
    number, last = int(name[:2]), notebook.cells[-1]
    mark = re.compile(r"^---\s+\*Here the first lesson of 45 minutes ends\.\*", re.MULTILINE)
    if minutes(notebook) > LESSON and not any(mark.search(cell.source) for cell in notebook.cells):
        yield last.id, '"---" and "*Here the first lesson of 45 minutes ends.*" are missing'
    if number < LAST and not re.search(rf"\*Next\*[^\n]*\]\({number + 1:02}_\w+\.ipynb\)", last.source):
        yield last.id, "*Next* and a link to the next notebook are missing"


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb"))) > 0)
