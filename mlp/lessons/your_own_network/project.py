"""One task with all its decisions: a budget of training runs, reasons, and a test set that opens once."""

from typing import Any, NamedTuple

from ...checks import check_can, check_number
from ...data import Points, check_arrays, split
from ...losses import accuracy
from .report import Report
from .run import Run


class Decision(NamedTuple):
    """What was chosen, and why. The reason is "" as long as nobody has written one."""

    choice: Any
    reason: str = ""


class Project:
    """Points, a `goal` for the validation accuracy, and a budget of training runs.

    `training` and `validation` are Points to use as often as you like. The test points stay closed until
    `open_test`. With `standardise`, every column of inputs gets the mean 0 and the standard deviation 1 of
    the training points. `runs` and `decisions` hold all that was done, in order.
    Raises TypeError or ValueError for an argument that it cannot use.
    """

    def __init__(self, points, goal, budget=20, name="My network", standardise=False, seed=8):
        check_arrays(points)
        if points.targets.shape[-1] < 2:
            what = f"points.targets has {points.targets.shape[-1]} column"
            raise ValueError(f"{what}; a project compares accuracies, so it must have one for each class")
        check_number("goal", goal, above=0, at_most=1, single=True)
        check_number("budget", budget, at_least=1, whole=True)
        self.training, self.validation, self._test = split(points, seed=seed)
        if standardise:
            self._standardise()
        self.name, self.goal, self.budget = name, goal, budget
        self.runs, self.decisions = [], {}
        self.chosen, self.test_accuracy = None, None

    def _standardise(self):
        mean, spread = self.training.inputs.mean(axis=0), self.training.inputs.std(axis=0)
        spread[spread == 0] = 1  # a column that never changes stays at 0
        for part in ("training", "validation", "_test"):
            points = getattr(self, part)
            setattr(self, part, Points((points.inputs - mean) / spread, points.targets))

    @property
    def n_left(self):
        """How many training runs are left of the budget."""
        return self.budget - len(self.runs)

    def begin(self, settings):
        """A new `Run` with these settings, a dict; it costs one of the budget.

        Raises RuntimeError if the budget is used up or the test set is open.
        """
        check_can("settings", settings, "items", "a dict, such as {'learning_rate': 0.1}")
        if self.test_accuracy is not None:
            raise RuntimeError("the test set is open, so this project takes no more training runs")
        if self.n_left == 0:
            raise RuntimeError(f"all {self.budget} training runs of the budget are used; choose one of them")
        run = Run(len(self.runs) + 1, dict(settings), self.training, self.validation)
        self.runs.append(run)
        return run

    def best(self):
        """The run with the highest validation accuracy, the first of equals."""
        measured = [run for run in self.runs if run.n_epochs]
        if not measured:
            raise ValueError(f"runs holds {len(self.runs)} runs, none with an epoch; record one first")
        return max(measured, key=lambda run: run.accuracy)

    def decide(self, what, choice, reason=""):
        """Keeps a decision. A reason that was written before stays, unless a new one is given."""
        before = self.decisions.get(what)
        kept = before.reason if before and not reason else reason
        self.decisions[what] = Decision(choice, kept)

    def choose(self, run):
        """Makes this run the one whose network meets the test set."""
        if not any(run is own for own in self.runs):
            raise ValueError(f"run is {run!r:.60}; it must be one of this project's runs")
        if self.test_accuracy is not None:
            raise RuntimeError("the test set is open, so the choice stays as it is")
        self.chosen = run

    def open_test(self):
        """The test points; the accuracy of the chosen run's network on them is `test_accuracy`.

        Works once. Raises RuntimeError if no run is chosen, and at every later call.
        """
        if self.chosen is None:
            raise RuntimeError("no run is chosen; call project.choose(run) before the test set opens")
        if self.test_accuracy is not None:
            result = f"the result stays {self.test_accuracy:.1%}"
            raise RuntimeError(f"the test set was opened before, and it opens only once; {result}")
        outputs = self.chosen.model.forward(self._test.inputs)[-1]
        self.test_accuracy = float(accuracy(outputs, self._test.targets))
        return self._test

    def report(self):
        """All decisions, reasons, runs and scores as a page; the last value of a cell shows it."""
        return Report(self)

    def write_report(self, path):
        """Writes the report as an HTML file, which every browser shows."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.report().page())

    def __repr__(self):
        n_training, n_validation = len(self.training.inputs), len(self.validation.inputs)
        sizes = f"{n_training:,} training and {n_validation:,} validation examples"
        used = f"{len(self.runs)} of {self.budget} training runs used"
        return f"{self.name}: {sizes}, goal {self.goal:.1%}, {used}"
