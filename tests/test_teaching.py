"""The teacher's pages stay true: each scene, question, minute, number and name in them exists."""

import re

import pytest
from browser import open_browser
from check_text import language
from minutes import MINUTES
from sheets import BLANK, formula, inline, numbers_to_find, sheet
from teaching import BLOCK, TEACHING, headings, lesson, read, renewed, shown, title

NOTEBOOKS = sorted((TEACHING.parents[1] / "notebooks").glob("*.ipynb"))
PAGES = sorted(TEACHING.glob("*.md"))
LESSON_PAGES = [path for path in PAGES if path.name != "README.md"]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
every_lesson_page = pytest.mark.parametrize("page", LESSON_PAGES, ids=lambda path: path.stem)
PLANS, ANSWERS = ["45 minutes", "90 minutes"], ["Answers to *Try this*", "Solutions", "Homework", "Quiz"]
SECTIONS = [*PLANS, "Scenes", *ANSWERS]
ROW = re.compile(r"^\| (\d+)–(\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def text_of(page):
    return page.read_text("utf-8")


def by_hand(page):
    """A page without its generated blocks."""
    return BLOCK.sub("", text_of(page))


def section(page, heading):
    """What stands under one heading of a page."""
    return re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text_of(page), re.M | re.S)[1]


def scenes(page):
    """Triples of a scene's title, its name, and what the page says about it."""
    found = re.split(r"^### (.+)$", section(page, "Scenes"), flags=re.MULTILINE)
    named = [
        (re.fullmatch(r"(.+) · `(\w+)`", heading), text) for heading, text in zip(found[1::2], found[2::2])
    ]
    return [(heading[1], heading[2], text) for heading, text in named if heading]


def everything_in(stem):
    """All text of a notebook, with the outputs that it prints."""
    notebook = read(stem)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join([*(cell.source for cell in notebook.cells), *(out.get("text", "") for out in outputs)])


# Pages and notebooks


def test_every_notebook_has_a_page_for_teachers():
    assert [path.stem for path in LESSON_PAGES] == [path.stem for path in NOTEBOOKS]


@every_lesson_page
def test_a_page_is_named_as_its_notebook_and_has_all_sections_in_order(page):
    assert text_of(page).startswith(f"# Notebook {int(page.stem[:2])} for teachers: {title(page.stem)}\n")
    found = re.findall(r"^## (.+)$", text_of(page), re.MULTILINE)  # a page may have more
    assert [heading for heading in found if heading in SECTIONS] == SECTIONS
    assert re.search(r"^\*\*Goal\.\*\* [^.]+\.$", text_of(page), re.MULTILINE), "the goal is one sentence"


@every_lesson_page
def test_every_scene_of_the_notebook_has_its_section_in_the_same_order(page):
    expected = dict.fromkeys(name for _, name in shown(read(page.stem).cells, ("explore",)))  # each once
    expected = [(vars(lesson(page.stem))[name].title, name) for name in expected]
    assert [(heading, name) for heading, name, _ in scenes(page)] == expected


@every_lesson_page
def test_a_scene_has_what_is_seen_what_to_find_and_a_sentence_for_the_board(page):
    for _, name, text in scenes(page):
        marks = re.findall(r"^\*\*(They see|To find|For the board)\.\*\*", text, re.MULTILINE)
        assert marks == ["They see", "To find", "For the board"], name


@every_lesson_page
def test_every_question_of_the_notebook_stands_once_on_its_page_in_the_same_order(page):
    expected = [f"question {name}" for _, name in shown(read(page.stem).cells, ("predict",))]
    names = [name for _, name, _ in BLOCK.findall(text_of(page))]
    assert [name for name in names if name.startswith("question")] == expected


@every_lesson_page
def test_numbers_that_are_seen_or_found_stand_in_the_notebook_or_in_a_question(page):
    generated = [block[0] for block in BLOCK.finditer(text_of(page))]
    source = "\n".join([everything_in(page.stem), *generated])
    lines = re.findall(r"^\*\*(?:They see|To find)\.\*\* .+?(?=\n\n)", text_of(page), re.M | re.S)
    numbers = [number for line in lines for number in NUMBER.findall(line)]
    assert numbers
    assert [number for number in numbers if not stands_in(source, number)] == []


def stands_in(text, number):
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d)", text)


@every_page
def test_generated_blocks_are_up_to_date(page):
    assert renewed(text_of(page), page.stem) == text_of(page), "run python tools/teaching.py"


@every_page
def test_every_link_of_a_page_leads_to_a_file(page):
    links = [link for link in LINK.findall(text_of(page)) if not link.startswith("http")]
    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []


@every_page
def test_a_page_is_written_in_short_sentences(page):
    assert list(language(by_hand(page))) == []


# Plans


@pytest.mark.parametrize("minutes", [45, 90])
@every_lesson_page
def test_a_plan_fills_its_minutes_without_a_gap(page, minutes):
    rows = ROW.findall(section(page, f"{minutes} minutes"))
    marks = [(int(start), int(end)) for start, end, *_ in rows]
    assert [start for start, _ in marks] == [0, *(end for _, end in marks[:-1])]
    assert marks[-1][1] == minutes


@pytest.mark.parametrize("minutes", [45, 90])
@every_lesson_page
def test_a_plan_names_only_parts_and_scenes_that_exist(page, minutes):
    plan, cells = section(page, f"{minutes} minutes"), read(page.stem).cells
    known = {name for _, name in shown(cells)}
    parts = [part for _, _, part, _ in ROW.findall(plan)]
    assert [part for part in parts if part not in headings(read(page.stem))] == []
    cut = plan.split("**Cut lines.**")[1]
    assert [name for name in re.findall(r"`(\w+)`", cut) if name not in known] == []
    assert [name for name in re.findall(r"`(\w+)`", plan) if name not in known | {"next", "save"}] == []


@pytest.mark.parametrize("minutes", [45, 90])
@every_lesson_page
def test_a_row_of_a_plan_has_time_for_what_it_names(page, minutes):
    calls = {name: call for call, name in shown(read(page.stem).cells)}
    for start, end, _, act in ROW.findall(section(page, f"{minutes} minutes")):
        names = [name for name in re.findall(r"`(\w+)`", act) if name in calls]
        assert int(end) - int(start) >= sum(MINUTES[calls[name]] for name in names), act


# Answers


@every_lesson_page
def test_every_try_this_has_its_answer(page):
    asked = re.search(r"^\*\*Try this\.\*\* (.+)$", everything_in(page.stem), re.MULTILINE)[1]
    answered = re.findall(r"^\*\*.+?\*\*", section(page, "Answers to *Try this*"), re.MULTILINE)
    assert len(answered) == len(asked.split(" · "))


@every_lesson_page
def test_every_exercise_of_the_notebook_has_its_solution(page):
    solutions = section(page, "Solutions")
    for _, name in shown(read(page.stem).cells, ("exercise",)):
        assert f"**`{name}`.**" in solutions
        assert vars(lesson(page.stem))[name].solution.strip() in solutions


@every_lesson_page
def test_the_quiz_has_five_questions_with_answers(page):
    found = re.findall(r"^(\d)\. .+ — \*.+\*$", section(page, "Quiz"), re.MULTILINE)
    assert found == list("12345")


# The generator


def test_an_old_block_is_written_anew_and_the_rest_stays():
    text = "Above.\n<!-- generated: links -->\nold\n<!-- end -->\nBelow."
    new = renewed(text, "03_learning_rate")
    assert new.startswith("Above.\n<!-- generated: links -->\n[overview") and new.endswith(
        "<!-- end -->\nBelow."
    )
    assert "old" not in new


def test_an_unknown_block_is_named_in_the_error():
    with pytest.raises(ValueError, match=r"03_learning_rate\.md .* 'answers all'"):
        renewed("<!-- generated: answers all -->\n<!-- end -->", "03_learning_rate")


def test_the_right_choice_of_a_question_is_marked_and_its_feedback_has_numbers():
    new = renewed("<!-- generated: question where_else -->\n<!-- end -->", "03_learning_rate")
    assert "- **1.9** (right): " in new and new.count("(right)") == 1
    assert "{" not in new


# Sheets


@every_lesson_page
def test_a_sheet_asks_every_question_and_hides_every_answer(page):
    text = sheet(page.stem)
    for _, name in shown(read(page.stem).cells, ("predict",)):
        assert inline(vars(lesson(page.stem))[name].text) in text
    lines = numbers_to_find(page.stem)
    assert len(lines) == len(scenes(page)) and all(BLANK in line for line in lines)
    assert all(line.count("**") == 2 for line in lines), "a bold answer is left beside the scene's title"


@pytest.fixture(scope="module")
def browser_page(chromium):
    with open_browser() as opened:
        yield opened


@every_lesson_page
def test_a_sheet_prints_on_two_pages(page, browser_page, chromium):
    browser_page.set_content(sheet(page.stem))
    pdf = browser_page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2


def test_markdown_becomes_html_and_signs_are_escaped():
    assert inline("a *b* **c** `d` [e](f) 1 < 2") == "a <i>b</i> <b>c</b> <code>d</code> e 1 &lt; 2"


def test_a_formula_becomes_a_picture_with_its_words():
    assert formula(r"\tfrac12 w^2").startswith('<img class="formula" src="data:image/svg+xml;base64,')
