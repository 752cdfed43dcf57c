"""Two students of a real class, each in a browser of their own: neither sees the other's work."""

import re
from pathlib import Path

import pytest
from browser import CHROMIUM, ERRORS, QUIET, show_cell, sources_of, write_cell
from playwright.sync_api import sync_playwright
from running_class import WORD
from the_class import class_page, predictions, read_class

from mlp.lessons import learning_rate
from mlp.lessons.learning_rate import where_else
from mlp.lessons.tasks import Exercise, Question

NAMES = "김민준", "Ada Lovelace"
NOTEBOOK = "03_learning_rate.ipynb"
KERNEL_IS_IDLE = "() => jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RUN = """indices => { const {content, sessionContext} = jupyterapp.shell.currentWidget;
    for (const index of indices) {
        content.activeCellIndex = index; jupyterapp.commands.execute('notebook:run-cell');
    } }"""
PLAN = Path(__file__).parents[2] / "docs" / "teaching" / "03_learning_rate.md"


@pytest.fixture(scope="module")
def two_students(chromium, running_class):
    """Two pages, each with the ball in a bowl of notebook 3 alive."""
    config = running_class.folder / "course" / "deploy" / "student_server.py"
    config.write_text(config.read_text() + "c.LabApp.expose_app_in_browser = True\n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        pages = [browser.new_context().new_page() for _ in NAMES]
        for name, page in zip(NAMES, pages):
            page.set_default_timeout(90_000)
            join(page, running_class.address, name)
        yield [(page, open_ball(page)) for page in pages]
        browser.close()


def join(page, address, name):
    page.goto(address)
    page.get_by_label("Class word").fill(WORD)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("PIN").fill(f"pin of {name}")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/lab/tree/00_start_here.ipynb")


def open_ball(page):
    """Opens notebook 3, runs its first cell and the one with the ball; returns the number of that cell."""
    page.goto(page.url.replace("lab/tree/00_start_here.ipynb", f"doc/tree/{NOTEBOOK}"))
    page.wait_for_function(f"() => window.jupyterapp && ({KERNEL_IS_IDLE})()")
    first = next(k for k, source in enumerate(sources_of(page)) if source.startswith("from mlp.live import"))
    ball = cell_that_ends(page, "explore(lesson.BallInABowl)")
    page.evaluate(RUN, [first, ball])
    show_cell(page, ball).locator(".noUi-handle").first.wait_for()
    assert page.evaluate(ERRORS) == []
    return ball


def cell_that_ends(page, last_line):
    """The number of the cell that ends with this line."""
    return next(k for k, source in enumerate(sources_of(page)) if source.endswith(last_line))


def run_cell(page, last_line):
    """Runs the cell that ends with this line, and shows it."""
    index = cell_that_ends(page, last_line)
    page.evaluate(RUN, [index])
    return show_cell(page, index)


def hand_in(page):
    """Saves a report, as the last cell offers it."""
    last = run_cell(page, "what_you_did(lesson)")
    last.get_by_role("button", name="Save a report").click()
    last.get_by_text("my_answers.html lies beside this notebook").wait_for()


def picture(page, cell):
    return show_cell(page, cell).locator("img").first.get_attribute("src")


def drag(page, cell, n_steps):
    """Moves the first slider by keys, and waits until the picture has changed."""
    before = picture(page, cell)
    show_cell(page, cell).locator(".noUi-handle").first.focus()
    for _ in range(n_steps):
        page.keyboard.press("ArrowRight")
    image = f"document.querySelector(`[data-windowed-list-index='{cell}'] img`)"
    page.wait_for_function(f"before => {image}.src !== before", arg=before)
    page.wait_for_timeout(1500)  # until the last value's picture is there
    return picture(page, cell)


def test_both_drag_and_neither_sees_the_others_work(two_students):
    (one, cell), (other, same_cell) = two_students
    untouched = picture(other, same_cell)
    of_one = drag(one, cell, 30)
    assert picture(other, same_cell) == untouched
    of_other = drag(other, same_cell, 5)
    assert of_other not in (untouched, of_one) and picture(one, cell) == of_one


def test_what_one_hands_in_is_on_the_teachers_page(two_students, running_class, tmp_path):
    (page, _), _ = two_students
    right = where_else.answer()[0]
    wrong = next(choice for choice in where_else.choices if choice != right)
    cell = run_cell(page, "predict(lesson.where_else)")
    cell.get_by_label(wrong, exact=True).check()
    cell.get_by_text("Not quite.").wait_for()
    hand_in(page)
    assert running_class.command("collect", tmp_path).returncode == 0
    students, unread = read_class(tmp_path)
    assert [student.label for student in students] == [NAMES[0]] and unread == []
    assert wrong in class_page(students, unread)


def test_a_file_of_one_is_not_in_the_other_list(two_students, running_class):
    (one, _), (other, _) = two_students
    one.evaluate("() => jupyterapp.serviceManager.contents.newUntitled({type: 'file', ext: '.txt'})")
    names = "async () => (await jupyterapp.serviceManager.contents.get('')).content.map(file => file.name)"
    assert "untitled.txt" in one.evaluate(names) and "untitled.txt" not in other.evaluate(names)


def test_the_address_of_another_student_stays_closed(two_students, running_class):
    (one, _), (other, _) = two_students
    own = one.url.split("/user/")[1].split("/")[0]
    page = other.context.new_page()
    answer = page.goto(f"{running_class.address}/user/{own}/lab/tree/{NOTEBOOK}")
    assert answer.status in (403, 404) and page.locator(".jp-Notebook").count() == 0
    page.close()


def test_no_address_holds_a_secret(two_students):
    for page, _ in two_students:
        assert not {"token", "pin", WORD} & set(page.url.replace("=", "/").replace("?", "/").split("/"))


def test_a_lesson_is_played_through_by_the_plan_of_90_minutes(two_students, running_class, tmp_path):
    """One student answers every question wrong, the other right; both write, drag, and hand in."""
    plan = PLAN.read_text("utf-8").partition("## 90 minutes")[2].partition("**Cut lines.**")[0]
    names = [name for row in plan.splitlines() for name in re.findall(r"`(\w+)`", row)]
    questions = [name for name in names if isinstance(getattr(learning_rate, name), Question)]
    assert len(names) == 13 and len(questions) == 6
    for (page, _), is_right in zip(two_students, (False, True)):
        for name in names:
            play(page, name, is_right)
        hand_in(page)
        assert page.evaluate(ERRORS) == []
    assert running_class.command("collect", tmp_path).returncode == 0
    students, unread = read_class(tmp_path)
    counted = {count.name.split(".")[1]: count for count in predictions(students)}
    assert len(students) == 2 and unread == [] and list(counted) == questions
    for count in counted.values():
        assert sum(count.counts.values()) == 2 and count.counts[count.right] == 1
    assert all(name in class_page(students, unread) for name in NAMES)


def play(page, name, is_right):
    """What a student does with a question, an exercise or a scene."""
    task = getattr(learning_rate, name)
    if isinstance(task, Question):
        right = task.answer()[0]
        choice = right if is_right else next(choice for choice in task.choices if choice != right)
        cell = run_cell(page, f"predict(lesson.{name})")
        cell.get_by_label(choice, exact=True).check()
        cell.get_by_text("Right." if is_right else "Not quite.").last.wait_for()
    elif isinstance(task, Exercise):
        check = f"exercise(lesson.{name}).check({task.name})"
        run_cell(page, check)  # as it is: nothing is written yet
        write_cell(page, cell_that_ends(page, check), f"{task.solution}\n\n{check}")
        run_cell(page, check).get_by_text("Right!").wait_for()
    else:
        last_line = f"explore(lesson.{name})"
        run_cell(page, last_line).locator(".noUi-handle").first.wait_for()
        drag(page, cell_that_ends(page, last_line), 20)
