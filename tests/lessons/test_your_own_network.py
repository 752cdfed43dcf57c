"""Notebook 8: three sick runs, a project with a budget, reasons and a closed test set, its exercises."""

import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import numpy as np
import pytest
from driving import opened, verdict

from mlp.data import Points, blobs, digits, from_csv, line
from mlp.lessons import your_own_network as lesson
from mlp.lessons.your_own_network.exercises import DIAGNOSES, GAPS, SIGNS
from mlp.lessons.your_own_network.patients import N_EPOCHS, curves_of, three_sets
from mlp.lessons.your_own_network.what_next import scores_of_changes
from mlp.live import decide

pytestmark = pytest.mark.filterwarnings("error")
ROOT = Path(__file__).parents[2]
SEEDS = range(5)
SMALL = lesson.FIRST_SETTINGS | {"hidden_sizes": [8], "n_epochs": 2}


def small_project(**options):
    return lesson.Project(blobs(n=100, n_classes=3), goal=0.9, budget=3, **options)


# The sick runs


@pytest.mark.parametrize("seed", SEEDS)
def test_a_healthy_run_ends_with_its_lowest_losses(seed):
    curves = curves_of("healthy", seed)
    assert curves.losses["validation"].argmin() > N_EPOCHS - 5
    assert 0.8 < curves.accuracies["validation"][-1] < 0.95


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_a_stays_near_the_loss_of_guessing(seed):
    curves = curves_of("A", seed)
    assert curves.losses["training"][-1] == pytest.approx(np.log(10), abs=0.06)
    assert curves.accuracies["training"][-1] < 0.2


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_b_learns_wrong_labels_by_heart_and_its_validation_loss_rises(seed):
    curves = curves_of("B", seed)
    assert curves.accuracies["training"][-1] > 0.97
    assert curves.accuracies["validation"][-1] < 0.7
    assert curves.losses["validation"][-1] > 1.05 * curves.losses["validation"].min()


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_c_reads_all_validation_digits_and_fewer_fresh_ones(seed):
    curves = curves_of("C", seed)
    assert curves.accuracies["validation"][-1] == 1
    assert curves.accuracies["fresh"][-1] < 0.93


@pytest.mark.parametrize(("patient", "n_leaks"), [("healthy", 0), ("A", 0), ("B", 0), ("C", 100)])
def test_only_the_data_of_patient_c_leak(patient, n_leaks):
    names = {}
    exec(lesson.find_leaks.solution, names)
    sets = three_sets(patient, seed=0)
    assert len(sets["training"].inputs) == 120 and len(sets["validation"].inputs) == 100
    assert names["my_leaks"](sets["training"].inputs, sets["validation"].inputs) == n_leaks
    assert names["my_leaks"](sets["training"].inputs, sets["fresh"].inputs) == 0


@pytest.mark.parametrize(
    ("patient", "fresh", "told"),
    [
        ("healthy", False, ["training 0.12, validation 0.38", "training 100%, validation 89%"]),
        ("A", False, ["training 2.25", "training 18%"]),
        ("B", False, ["lowest validation loss after epoch 29", "training 100%, validation 59%"]),
        ("C", True, ["training 100%, validation 100%, fresh 91%"]),
    ],
)
def test_the_numbers_that_should_have_been_seen(patient, fresh, told):
    summary = opened(lesson.SickRuns, patient=patient, fresh=fresh).summary()
    assert [words for words in told if words not in summary] == []


def test_fresh_digits_are_shown_only_where_they_are_asked_for():
    scene = opened(lesson.SickRuns, patient="C")
    assert "fresh" not in scene.summary() and scene.losses.names["fresh"].get_text() == ""
    scene.change(fresh=True)
    assert "fresh 91%" in scene.summary() and scene.losses.names["fresh"].get_text() == "fresh"


def test_a_validation_accuracy_that_is_too_good_is_a_mistake_in_the_data():
    assert lesson.too_good.answer()[0] == "a mistake in the data"


def test_a_larger_rate_helps_the_first_run_most_and_dropout_costs_a_point():
    scores = list(scores_of_changes().values())
    assert scores == pytest.approx([0.936, 0.953, 0.928, 0.925], abs=0.0006)
    assert lesson.what_next.answer()[0] == "a larger learning rate: 0.3"


def test_squares_need_a_larger_rate():
    project = lesson.Project(digits(), goal=0.965)
    scores = []
    for rate in (0.05, 0.5):
        squares = {"loss": "mean squared error", "learning_rate": rate}
        scores.append(lesson.train_once(project, lesson.FIRST_SETTINGS | squares).accuracy)
    assert scores == pytest.approx([0.691, 0.933], abs=0.0006)


# The project


def test_a_run_more_than_the_budget_is_refused():
    project = small_project()
    for _ in range(3):
        project.begin(SMALL)
    assert project.n_left == 0
    with pytest.raises(RuntimeError, match="all 3 training runs"):
        project.begin(SMALL)


def test_a_run_measures_each_epoch_and_keeps_a_network_of_its_own():
    project = small_project()
    run = lesson.train_once(project, SMALL)
    assert run.n_epochs == len(run.losses["validation"]) == len(run.accuracies["training"]) == 2
    guesses = run.model.forward(project.validation.inputs)[-1].argmax(axis=1)
    assert run.accuracy == np.mean(guesses == project.validation.labels)
    again = lesson.train_once(project, SMALL)
    again.model.parameters.flat[:] = 0
    assert run.model.parameters.flat.any()


def test_a_diverged_run_is_measured_and_ends():
    run = lesson.train_once(
        small_project(), SMALL | {"learning_rate": 1e9, "loss": "mean squared error", "n_epochs": 50}
    )
    assert 0 < run.n_epochs < 50
    assert np.isfinite(run.accuracy)


def test_the_test_set_opens_once_and_then_the_project_is_closed():
    project = small_project()
    run = lesson.train_once(project, SMALL)
    with pytest.raises(RuntimeError, match="no run is chosen"):
        project.open_test()
    project.choose(run)
    test = project.open_test()
    guesses = run.model.forward(test.inputs)[-1].argmax(axis=1)
    assert project.test_accuracy == np.mean(guesses == test.labels)
    for refused in (project.open_test, lambda: project.begin(SMALL), lambda: project.choose(run)):
        with pytest.raises(RuntimeError, match="the test set (is open|was opened before)"):
            refused()


def test_the_three_sets_share_no_example():
    project = small_project()
    project.choose(lesson.train_once(project, SMALL))
    rows = np.concatenate([project.training.inputs, project.validation.inputs, project.open_test().inputs])
    assert len(np.unique(rows, axis=0)) == 100


def test_columns_are_standardised_with_training_numbers_only():
    table = from_csv(ROOT / "notebooks" / "data" / "penguins.csv")
    project = lesson.Project(table, goal=0.9, standardise=True)
    np.testing.assert_allclose(project.training.inputs.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(project.training.inputs.std(axis=0), 1)
    assert abs(project.validation.inputs.mean(axis=0)).max() > 1e-3


def test_a_column_that_never_changes_is_no_division_by_zero():
    points = blobs(n=50)
    still = Points(np.column_stack([points.inputs, np.full(50, 7.0)]), points.targets)
    project = lesson.Project(still, goal=0.9, standardise=True)
    assert not project.training.inputs[:, 2].any()


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        ({"points": line(), "goal": 0.9}, ValueError, "points.targets has 1 column"),
        ({"points": "digits", "goal": 0.9}, TypeError, "points is 'digits'"),
        ({"points": blobs(), "goal": 96.5}, ValueError, "goal is 96.5"),
        ({"points": blobs(), "goal": 0.9, "budget": 0}, ValueError, "budget is 0"),
    ],
)
def test_what_a_project_cannot_use_is_named(arguments, error, told):
    with pytest.raises(error, match=re.escape(told)):
        lesson.Project(**arguments)


def test_only_a_run_of_this_project_can_be_chosen():
    project, other = small_project(), small_project()
    with pytest.raises(ValueError, match="run is run 1"):
        project.choose(lesson.train_once(other, SMALL))
    with pytest.raises(ValueError, match="runs holds 0 runs"):
        project.best()


# Decisions and report


def test_what_is_typed_is_kept_in_the_project_and_stays_when_the_cell_runs_again():
    project = small_project()
    box = decide(project, "loss", "cross-entropy")
    assert repr(box) == "loss: cross-entropy. Why? (no reason written yet)"
    box.type("Three classes.")
    assert project.decisions["loss"] == ("cross-entropy", "Three classes.")
    again = decide(project, "loss", "hinge")
    assert repr(again) == "loss: hinge. Why? (Three classes.)"
    assert decide(project, "loss", "hinge", reason="A new one.")._reason.value == "A new one."
    assert again._repr_mimebundle_()["text/plain"] == "loss: hinge. Why? (A new one.)"


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.opened, self.text = [], ""

    def handle_starttag(self, tag, attributes):
        if tag != "meta":
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag

    def handle_data(self, data):
        self.text += data + "\n"


def finished_project():
    project = small_project(name="<b>Ada</b> & 수진")
    run = lesson.train_once(project, SMALL | {"learning_rate": 0.1234567})
    project.decide("learning rate", 0.1, "2 < 3 <script>")
    project.decide("batch size", 32)
    project.choose(run)
    project.open_test()
    return project


def test_a_report_holds_decisions_reasons_runs_and_scores_in_text_and_in_html(tmp_path):
    project = finished_project()
    project.write_report(tmp_path / "report.html")
    page = Tags()
    page.feed((tmp_path / "report.html").read_text("utf-8"))
    page.close()
    assert page.opened == []
    parts = ["<b>Ada</b> & 수진", "2 < 3 <script>", "(no reason written yet)", "1 (chosen)"]
    parts += ["learning_rate", "0.123", f"validation accuracy is {project.chosen.accuracy:.1%}"]
    parts += [f"Test accuracy: {project.test_accuracy:.1%}, opened once."]
    for told in (repr(project.report()), page.text):
        assert [part for part in parts if part not in told] == []


def test_a_report_can_be_read_at_any_time():
    project = small_project()
    assert "No run is chosen yet." in repr(project.report())
    project.begin(SMALL)
    assert "not recorded" in repr(project.report())
    project.begin({"my_own_setting": [3, 4]})
    assert "[3, 4]" in repr(project.report())
    run = lesson.train_once(project, SMALL)
    project.choose(run)
    assert "The test set is closed." in repr(project.report())


def test_pictures_of_a_project_show_the_run_and_all_scores():
    project = small_project()
    run = lesson.train_once(project, SMALL)
    left, right = lesson.draw_run(run, project.goal).axes
    np.testing.assert_array_equal(left.lines[0].get_ydata(), run.losses["training"])
    np.testing.assert_array_equal(right.lines[1].get_ydata(), run.accuracies["validation"])
    (ax,) = lesson.draw_scores(project).axes
    np.testing.assert_allclose(ax.lines[0].get_ydata(), max(run.accuracy, project.goal - 0.1))
    assert f"accuracy {run.accuracy:.1%}" in lesson.run_in_words(run)
    assert all(tick == int(tick) for tick in left.get_xticks())


@pytest.mark.parametrize(("accuracies", "told"), [((0.9, 0.2, 0.3), ["lower than this: 2"]), ((0.9,), [])])
def test_a_picture_of_all_scores_says_how_many_lie_below_it(accuracies, told):
    project = small_project()
    for accuracy in accuracies:
        run = lesson.train_once(project, SMALL)
        run.accuracies["validation"][-1] = accuracy
    (ax,) = lesson.draw_scores(project).axes
    assert [text.get_text() for text in ax.texts if "lower" in text.get_text()] == told


# Exercises


@pytest.mark.parametrize("patient", range(3))
@pytest.mark.parametrize("given", SIGNS)
def test_a_wrong_diagnosis_is_told_what_that_illness_looks_like(patient, given):
    answer = [*DIAGNOSES.values()]
    if answer[patient] == given:
        return
    answer[patient] = given
    told = verdict(lesson.diagnose, repr_of("my_diagnosis", answer))
    assert SIGNS[given] in told and f"patient {'ABC'[patient]}?" in told


def repr_of(name, answer):
    return f"{name} = {answer!r}"


@pytest.mark.parametrize(
    ("answer", "told"),
    [("leak", "list of 3"), (["leak"], "list of 3"), (["flu", "leak", "leak"], "A is 'flu'")],
)
def test_a_diagnosis_that_is_no_list_of_known_reasons_is_told(answer, told):
    assert told in verdict(lesson.diagnose, repr_of("my_diagnosis", answer))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("sum((t == row).all(axis=1).sum() for row in v)", "You count pairs"),
        ("sum((row == v).all(axis=1).any() for row in t)", "You count pairs, or training rows"),
        ("sum((t == row).any() for row in v)", "Compare whole rows"),
        ("np.mean([(t == row).all(axis=1).any() for row in v])", "That is a share"),
        ("0", "you find none"),
        ("True", "must return one number"),
        ("1", "The row [3, 4]"),
        ("len({*map(tuple, t)} & {*map(tuple, v)})", "also if two of them are alike"),
    ],
)
def test_a_mistake_in_counting_leaks_gets_its_own_sentence(body, told):
    source = f"def my_leaks(t, v):\n    return {body}\n"
    assert told in verdict(lesson.find_leaks, source)


def test_an_answer_that_changes_its_inputs_is_judged_on_fresh_ones():
    spoiling = lesson.find_leaks.solution.replace("    return", "    training_inputs[:] = 0\n    return")
    assert verdict(lesson.find_leaks, spoiling) == "Right!"
    assert verdict(lesson.find_leaks, lesson.find_leaks.solution) == "Right!"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("np.sqrt(a * (1 - a) / n)", "one standard deviation"),
        ("2 * a * (1 - a) / n", "square root is missing"),
        ("2 * np.sqrt(a * (1 - a)) / n", "n stands under the root"),
        ("2 * np.sqrt(a * (1 - a))", "Divide by n"),
        ("2 * np.sqrt(a / n)", "multiply accuracy by 1 - accuracy"),
        ("200 * np.sqrt(a * (1 - a) / n)", "in per cent"),
        ("0.03", "For accuracy 0.5"),
        ("7", "± is 0.030"),
    ],
)
def test_a_mistake_in_plus_minus_gets_its_own_sentence(body, told):
    assert told in verdict(lesson.write_plus_minus, f"def my_plus_minus(a, n):\n    return {body}\n")


@pytest.mark.parametrize("wrong", range(4))
def test_a_wrong_judgement_is_told_gap_and_plus_minus(wrong):
    answer = ["may be luck", "more than luck", "more than luck", "may be luck"]
    answer[wrong] = "more than luck" if answer[wrong] == "may be luck" else "may be luck"
    told = verdict(lesson.judge_the_gaps, repr_of("my_judgements", answer))
    assert f"{[*GAPS][wrong]}: the gap of" in told and "than ±" in told


def trained(validation_accuracy, **change):
    """A run with these settings whose validation accuracy is set by hand."""
    run = lesson.Project(digits(), goal=0.9).begin(lesson.FIRST_SETTINGS | change)
    for accuracies in (run.accuracies, run.losses):
        accuracies["training"].append(0.5)
        accuracies["validation"].append(validation_accuracy)
    return run


@pytest.mark.parametrize(
    ("score", "change", "claim", "told"),
    [
        (0.955, {"dropout_rate": 0.2}, "cannot tell", "Right!"),
        (0.955, {"dropout_rate": 0.2}, "better", "it may be luck"),
        (0.90, {"dropout_rate": 0.2}, "worse", "Right!"),
        (0.90, {"dropout_rate": 0.2}, "cannot tell", "more than luck"),
        (0.90, {"dropout_rate": 0.2}, "better", "is worse, not better"),
        (0.90, {"dropout_rate": 0.2, "batch_size": 8}, "worse", "You changed batch_size and dropout_rate"),
        (0.955, {"seed": 3}, "cannot tell", "Only the seed differs"),
        (0.955, {}, "cannot tell", "the same settings"),
        (0.955, {"seed": 3}, "good", "The third is 'good'"),
    ],
)
def test_an_experiment_changes_one_thing_and_claims_no_more_than_it_shows(score, change, claim, told):
    answer = [trained(0.95), trained(score, **change), claim]
    assert told in verdict(lesson.one_last_experiment, answer)


def test_an_experiment_without_runs_is_told():
    assert "list of 3" in verdict(lesson.one_last_experiment, "my_experiment = ['better']")
    assert "must be runs" in verdict(lesson.one_last_experiment, "my_experiment = [0.9, 0.95, 'better']")


# The notebook and the answers for teachers


def code_of_the_notebook():
    cells = nbformat.read(ROOT / "notebooks" / "08_your_own_network.ipynb", as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


def test_the_notebook_runs_with_a_table_of_ones_own(monkeypatch, tmp_path):
    table = "points = from_csv(" + repr(str(ROOT / "notebooks" / "data" / "penguins.csv")) + ")"
    names = {}
    monkeypatch.chdir(tmp_path)
    for source in code_of_the_notebook():
        exec(source.replace("points = digits()", table), names)
    assert names["project"].test_accuracy > 0.9
    wrong_and_right = names["shown"]
    assert len(wrong_and_right) == min(names["is_wrong"].sum(), 12) + 4
    assert all(", it says " in words for words in wrong_and_right)
    assert list(tmp_path.iterdir()) == []


def test_the_plain_code_of_the_notebook_trains_as_the_lesson_does():
    source = next(source for source in code_of_the_notebook() if "def train_once" in source)
    names = {"np": np, "project": small_project()}
    exec(source.split("first_settings")[0], names)
    theirs, ours = names["train_once"](SMALL), lesson.train_once(small_project(), SMALL)
    np.testing.assert_array_equal(theirs.model.parameters.flat, ours.model.parameters.flat)
    assert theirs.losses == ours.losses


def test_the_answers_for_teachers_count_the_digits_that_are_needed():
    words = (ROOT / "docs" / "teaching" / "08_your_own_network.md").read_text("utf-8")
    n = int(re.search(r"more than luck\?\*\* ([\d,]+)\.", words)[1].replace(",", ""))
    assert not lesson.may_be_luck(0.965, 0.955, n)
    assert lesson.may_be_luck(0.965, 0.955, n - 2)
