"""Every notebook is written for its reader: short sentences, explained code, all parts, honest minutes."""

import re
from pathlib import Path

import nbformat
import pytest
from check_text import IDIOMS, brackets, code, language, lesson_texts, sentences, structure
from minutes import exact_minutes, minutes, n_words, plain, stated_minutes, words
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


# The notebooks


@every_notebook
def test_no_sentence_and_no_bracket_of_a_notebook_is_too_long(path):
    markdown = [cell for cell in read(path).cells if cell.cell_type == "markdown"]
    assert [(cell.id, found) for cell in markdown for found in language(cell.source)] == []


@every_notebook
def test_no_sentence_and_no_bracket_of_its_questions_and_exercises_is_too_long(path):
    texts = list(lesson_texts(path.stem[3:]))
    assert texts
    assert [(name, found) for name, text in texts for found in language(text)] == []


@every_notebook
def test_code_is_explained_before_it_is_used_and_can_be_read_by_a_beginner(path):
    assert code(read(path), path.stem) == []


@every_notebook
def test_every_part_of_a_notebook_is_there(path):
    assert structure(read(path), path.stem) == []


@every_notebook
def test_the_readme_states_the_same_minutes(path):
    readme = (ROOT / "README.md").read_text("utf-8").splitlines()
    stated = [line.split(" | ")[3] for line in readme if f"](notebooks/{path.name})" in line]
    assert stated == [str(minutes(read(path)))]


@pytest.mark.parametrize("idiom", IDIOMS, ids=lambda idiom: idiom.name)
def test_an_idiom_stands_in_the_cell_that_explains_it(idiom):
    cells = read(ROOT / "notebooks" / f"{idiom.notebook}.ipynb").cells
    explaining = next(cell for cell in cells if cell.id == idiom.cell)
    assert re.search(idiom.pattern, explaining.source)


KOREAN_NAME = re.compile(r"\(([^()\n]*[가-힣][^()\n]*)\)")  # "*batch* (배치, ...)"


def korean_names(cell):
    names = [
        name.strip() for bracket in KOREAN_NAME.findall(cell.source) for name in re.split("[,;]", bracket)
    ]
    return [name for name in names if re.search("[가-힣]", name)]


@every_notebook
def test_every_term_that_a_notebook_names_in_korean_stands_in_the_glossary(path):
    cells = [cell for cell in read(path).cells if cell.cell_type == "markdown"]
    glossary = next(cell for cell in read(NOTEBOOKS[0]).cells if cell.source.startswith("## Glossary")).source
    known = {part.strip(" |") for part in re.split(r"[|/,()\n]", glossary)}
    used = {name for cell in cells if cell.source != glossary for name in korean_names(cell)}
    assert used and used - known == set()


def test_the_first_four_parts_of_the_first_notebook_take_twenty_minutes():
    cells = read(NOTEBOOKS[0]).cells
    end = next(number for number, cell in enumerate(cells) if "first twenty minutes end" in cell.source)
    assert exact_minutes(cells[: end + 1]) == pytest.approx(20, abs=2.5)


# Sentences and brackets


def test_a_sentence_ends_at_its_sign_and_at_the_end_of_an_item_a_heading_or_a_table_cell():
    text = "# A title\n\nOne. Two? 3.5 is a number!\n- an item\n- another\n"
    text += "\n| a | b |\n| --- | --- |\n| c | d |"
    assert [words(sentence) for sentence in sentences(text)][:6] == [
        ["A", "title"],
        ["One."],
        ["Two"],
        ["3.5", "is", "a", "number"],
        ["an", "item"],
        ["another"],
    ]
    assert max(len(words(sentence)) for sentence in sentences(text)) == 4


@pytest.mark.parametrize(("n", "n_found"), [(25, 0), (26, 1)])
def test_the_26th_word_of_a_sentence_is_too_many(n, n_found):
    assert len(list(language(" ".join(["word"] * n) + "."))) == n_found


@pytest.mark.parametrize(
    "text", ["$x + y - z * u / v$", "$$\nx = y\n$$", "`a = b + c - d`", "``a ` b``", "[code](a/b.ipynb)"]
)
def test_a_formula_and_a_piece_of_code_are_one_word(text):
    assert words(text) == ["code"]


@pytest.mark.parametrize(
    ("text", "too_long"),
    [
        ("a (one two three four five) b", []),
        ("a (one two three four five six) b", ["one two three four five six"]),
        ("a (one two three `four five` $six$ [seven](eight)) b", []),
        ("a (one (two three) four five six) b", ["one (two three) four five six"]),
        ("(You may leave this part out.)", []),
        ("f(x) is fine :-)", []),
    ],
)
def test_brackets_hold_five_words_without_formulas_code_and_links(text, too_long):
    assert list(brackets(text)) == too_long


def test_code_blocks_tags_and_pictures_are_not_read():
    assert words(plain('<div style="a: b">one</div> ![two](three.png)\n```\nfour\n```\nfive')) == [
        "one",
        "five",
    ]


# Minutes


def test_minutes_follow_the_rule():
    cells = [
        new_markdown_cell("# Title\n\nAbout 20 minutes. " + "word " * 256),  # 260 words: 2 minutes
        new_code_cell("1 + 1"),
        new_code_cell("x = 1\nexplore(Scene)"),
        new_code_cell("predict(question)"),
        new_code_cell("exercise(declared).check(x)"),
        new_markdown_cell("## Glossary\n\n" + "word " * 1300),
    ]
    notebook = new_notebook(cells=cells)
    assert exact_minutes(cells) == pytest.approx(2 + 1 + 5 + 1 + 10)
    assert (minutes(notebook), stated_minutes(notebook)) == (20, 20)
    assert n_words(notebook) == 260 + 1301


# What the checks notice


def built(*cells):
    """A notebook whose cells are texts, or code where they begin with `>>> `."""
    made = [new_code_cell(cell[4:]) if cell.startswith(">>> ") else new_markdown_cell(cell) for cell in cells]
    return new_notebook(cells=made)


TITLE = """# Do something

*Afterwards you can*

- one;
- two;
- three.

About 5 minutes. See the [glossary](00_start_here.ipynb#Glossary).

*Last time*: [before](02_before.ipynb)."""
SEEN = "<details><summary>What you should have seen</summary>\n\nA number.\n\n</details>"
NEXT = "*Next*: [after](04_after.ipynb)"
WHOLE = (TITLE, ">>> import numpy as np", ">>> explore(Scene)", SEEN, NEXT)


def told(*cells):
    return " ".join(problem for _, problem in structure(built(*cells), "03_topic"))


def test_a_whole_notebook_is_whole():
    assert "About 5 minutes" in TITLE
    assert told(*WHOLE) == ""


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("# Do", "Do"), "a title"),
        (("- three.", ""), "three objectives"),
        (("#Glossary", ""), "glossary"),
        (("02_before", "01_before"), "Last time"),
        (("About 5", "About 10"), "About 5 minutes"),
        (("You should", "you should"), ""),
    ],
)
def test_a_missing_part_of_the_opening_is_named(change, what):
    assert what in told(WHOLE[0].replace(*change), *WHOLE[1:])
    assert (told(WHOLE[0].replace(*change), *WHOLE[1:]) == "") == (what == "")


def test_nine_imported_names_an_unanswered_scene_and_a_missing_next_are_named():
    nine = ">>> from mlp import " + ", ".join("abcdefghi")
    assert "9 names are imported" in told(WHOLE[0], nine, *WHOLE[2:])
    assert "What you should have seen" in told(*WHOLE[:3], NEXT)
    assert "*Next*" in told(*WHOLE[:4])


def test_a_notebook_longer_than_a_lesson_says_where_the_first_lesson_ends():
    long = TITLE.replace("About 5", "About 50"), *[">>> exercise(declared).check(x)"] * 5, *WHOLE[1:2], NEXT
    assert "first lesson" in told(*long)
    assert told(*long[:3], "---\n\n*Here the first lesson of 45 minutes ends.*", *long[3:]) == ""


@pytest.mark.parametrize(
    "source",
    [
        "print('a' if x else 'b')",
        "[[x for x in row] for row in rows]",
        "points._replace(inputs=x)",
        "*_, last = training",
        "list(islice(training, 3))",
    ],
)
def test_code_that_a_beginner_cannot_read_is_named(source):
    assert len(code(built(TITLE, ">>> " + source), "03_topic")) == 1


@pytest.mark.parametrize(
    "source",
    [
        'f"{x}"',
        "1e-3",
        "x.shape",
        "x[1:3]",
        "x[:, None]",
        "x[...] = 0",
        "x @ w",
        "default_rng(1)",
        "lambda x: x",
        "assert x",
        "next(x)",
    ],
)
def test_an_idiom_before_its_explanation_is_named(source):
    notebook = built(TITLE, ">>> " + source)
    for idiom in IDIOMS:
        notebook.cells.append(new_code_cell("explained = True", id=idiom.cell))
    assert code(notebook, "00_start_here")
    assert code(notebook, "01_topic") == []
