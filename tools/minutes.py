"""How long does a notebook take a reader who works alone? Computed from its cells by one rule.

python tools/minutes.py                                    a table of all of notebooks/
python tools/minutes.py notebooks/03_learning_rate.ipynb   only this one

The rule: 130 words of Markdown a minute, with tables and folded parts, but without symbols and glossary.
A code cell takes 1 minute, an explorer or card game 5, a prediction 1, a sketch 2,
an exercise 10. All is rounded to 5.
"""

import re
import sys
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
WORDS_A_MINUTE, MINUTES_A_CELL = 130, 1
# by the call on the last line of a cell
MINUTES = {"explore": 5, "sort_cards": 5, "predict": 1, "sketch": 2, "exercise": 10}
NOT_READ = ("## Symbols", "## Glossary")  # nobody reads a dictionary from A to Z
STATED = re.compile(r"\bAbout (\d+) minutes")


def main(paths):
    """Prints a line for each notebook and returns how many state other minutes than they take."""
    print(f"{'notebook':45} words  cells  explorers  exercises  minutes  stated")
    n_wrong = 0
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        calls = [last_call(cell) for cell in code_cells(notebook)]
        taken, said = minutes(notebook), stated_minutes(notebook)
        n_wrong += taken != said
        print(
            f"{path.stem:45} {n_words(notebook):5,}  {len(calls):5}  {calls.count('explore'):9}"
            f"  {calls.count('exercise'):9}  {taken:7}  {said or 'nothing'}"
        )
    return n_wrong


def minutes(notebook):
    """The minutes that a notebook takes, rounded to 5."""
    return 5 * round(exact_minutes(notebook.cells) / 5)


def exact_minutes(cells):
    """The minutes that these cells take, not rounded."""
    reading = sum(len(words(cell.source)) for cell in _that_are_read(cells)) / WORDS_A_MINUTE
    doing = sum(MINUTES.get(last_call(cell), MINUTES_A_CELL) for cell in cells if cell.cell_type == "code")
    return reading + doing


def stated_minutes(notebook):
    """The minutes that a notebook's first cell states, or None."""
    stated = STATED.search(notebook.cells[0].source)
    return int(stated[1]) if stated else None


def state_minutes(notebook):
    """Corrects the minutes that a notebook's first cell states, and returns those that stood there."""
    before = stated_minutes(notebook)
    opening = notebook.cells[0]
    opening.source = STATED.sub(f"About {minutes(notebook)} minutes", opening.source, count=1)
    return before


def with_minutes(readme, stem, taken):
    """Returns the README's text with these minutes in the row of the notebook with this stem."""
    row = rf"(\]\(notebooks/{re.escape(stem)}\.ipynb\) \|.*?\| )\d+(?= \|)"
    return re.sub(row, rf"\g<1>{taken}", readme)


def n_words(notebook):
    """The number of words in a notebook's Markdown, all of it."""
    return sum(len(words(cell.source)) for cell in notebook.cells if cell.cell_type == "markdown")


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def last_call(cell):
    """The function that the last line of a code cell calls first, such as `explore`; else an empty text."""
    lines = cell.source.strip().splitlines()
    call = re.match(r"(\w+)\(", lines[-1]) if lines else None
    return call[1] if call else ""


def words(markdown):
    """The words that are read in a Markdown text: code blocks and tags left out, a formula is one word."""
    return re.findall(r"[^\W_][\w'’.,%–-]*", plain(markdown))


def plain(markdown):
    """Markdown without code blocks, tags and addresses; a formula or a piece of code becomes `code`."""
    text = re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", "", text)  # a picture's words are read aloud only
    text = re.sub(r"\$\$.*?\$\$", " code ", text, flags=re.DOTALL)
    text = re.sub(r"(?<!\\)\$[^$\n]+\$", "code", text)
    text = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "code", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"</?[a-zA-Z][^>]*>", "", text)


def _that_are_read(cells):
    return [cell for cell in cells if cell.cell_type == "markdown" and not cell.source.startswith(NOT_READ)]


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb"))))
