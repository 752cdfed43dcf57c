"""Successive halving: most networks are given up after a few epochs. Is the best one among them?"""

from ...plots.curves import Bars
from ...plots.style import GOOD, PAST, panels
from ...search import Halving, Logarithmic, Random, best, run
from ..common import DIGITS
from ..scene import Choice, Preset, Seed, Slider, Toggle
from ..tasks import Question
from .scores import LearningCurves


class GivingUpEarly:
    """27 networks train for one epoch; the best third continues, three times as long, until one is left."""

    title = "Giving up early"
    controls = [
        Choice("factor", (2, 3), 3, "keep one of"),
        Slider("n_epochs", 1, 3, start=1, integer=True, label="epochs to the first cut"),
        Seed(),
        Toggle("reveal", False, "then train the others to the end, too"),
    ]
    presets = [
        Preset(
            "a late bloomer",
            {"factor": 3, "n_epochs": 1, "seed": 0, "reveal": True},
            "Usual here: tiny initial weights begin slowly, and the best in the end is given up early.",
        ),
        Preset(
            "more patience",
            {"factor": 3, "n_epochs": 3, "seed": 0, "reveal": True},
            "Three epochs tell more than one, and cost three times as much: 243 epochs instead of 81.",
        ),
    ]
    space = {"learning_rate": Logarithmic(0.01, 3.0), "scale": Logarithmic(0.003, 3.0)}
    n_trials, preview_frames = 27, 40

    def __init__(self):
        self.figure, (left, right) = panels(5, 2)
        self.learning_curves = LearningCurves(left, (0, 1.05), "validation accuracy")
        names, y_label = ["halving", "all to the end"], "epochs of training, as a share"
        self.bars = Bars(right, names, [GOOD, PAST], "", y_label)
        self.artists = self.learning_curves.artists + self.bars.artists

    def restart(self, factor, n_epochs, seed, reveal):
        self.search = Halving(self.space, self.n_trials, n_epochs, factor, seed)
        self.n_last = self.search.rungs[-1][1]
        self.full = Random(self.space, self.n_trials, self.n_last, seed)  # the seed draws the same settings
        self.stream, self.rest = (
            run(search, DIGITS.train, DIGITS.validation, at_once=self.n_trials)  # all curves grow together
            for search in (self.search, self.full)
        )
        self.reveal, self.trials, self.all_trials, self.is_over = reveal, [], [], False
        self.n_epochs_done = 0
        self.learning_curves.use_epochs(self.n_last)
        self._show()

    def advance(self):
        if not self.is_over:
            progress = next(self.stream, None)
            self.is_over = progress is None
            if progress is not None:
                self.trials, self.n_epochs_done = progress.trials, progress.n_epochs_done
        elif self.reveal and not self.is_complete:
            self.all_trials = next(self.rest).trials
        self._show()
        return not self.is_over or (self.reveal and not self.is_complete)

    @property
    def is_complete(self):
        """True if the others were trained to the end as well."""
        return bool(self.all_trials) and len(self.all_trials[-1].curve) == self.n_last

    @property
    def given_up(self):
        """The numbers of the trials that halving has given up so far."""
        reached = max((len(trial.curve) for trial in self.trials), default=0)
        return {trial.number for trial in self.trials if len(trial.curve) < reached}

    @property
    def late_bloomer(self):
        """The best of those given up, trained to the end, if it beats the one that was kept; else None."""
        if not self.is_complete:
            return None
        given_up = self.given_up
        late = best([trial for trial in self.all_trials if trial.number in given_up])
        return late if late.score > self.winner.score else None

    @property
    def winner(self):
        """The best of those that came furthest."""
        reached = max(len(trial.curve) for trial in self.trials)
        return best([trial for trial in self.trials if len(trial.curve) == reached])

    def _show(self):
        shown = self.all_trials or self.trials
        numbers = self.given_up
        going = [trial.curve for trial in self.trials if trial.curve and trial.number not in numbers]
        given_up = [trial.curve for trial in shown if trial.curve and trial.number in numbers]
        late = self.late_bloomer
        self.learning_curves.update(self.finding, going, given_up, late and late.curve)
        whole = self.full.total_epochs
        self.bars.update(f"{self.n_epochs_done} of {whole} epochs", [self.n_epochs_done / whole, 1.0])

    @property
    def finding(self):
        """How far the search is, in a few words."""
        if not self.trials:
            return f"{self.n_trials} networks are ready"
        n_left = self.n_trials - len(self.given_up)
        if not self.is_over:
            return f"Going on: {n_left} of {self.n_trials} networks"
        if self.is_complete and self.late_bloomer:
            return f"Kept: {self.winner.score:.1%}. Given up: a late {self.late_bloomer.score:.1%}"
        return f"The one that was kept: {self.winner.score:.1%}"

    def summary(self):
        (n_first, _), (n_second, _), *_ = self.search.rungs
        cuts = ", ".join(f"{n_left} to epoch {up_to}" for n_left, up_to in self.search.rungs)
        plan = f"Keep one of {n_first // n_second}: {cuts}."
        ends = " The others are trained to the end afterwards." if self.reveal else ""
        total = self.full.total_epochs
        if not self.trials:
            return f"{plan} {self.search.total_epochs} epochs of training instead of {total}.{ends}"
        kept = f"best of those that go on: {self.winner.score:.1%}"
        return f"{plan} {self.n_epochs_done} epochs of {total} spent; {kept}.{self._what_was_lost()}{ends}"

    def _what_was_lost(self):
        late = self.late_bloomer
        if late is None:
            return " None of those given up would have been better." if self.is_complete else ""
        epoch = len(self.trials[late.number].curve)
        return (
            f" One that was given up after epoch {epoch}, at {late.curve[epoch - 1]:.0%}, reaches"
            f" {late.score:.1%} in the end."
        )


def _first_is_last():
    search = Random(GivingUpEarly.space, GivingUpEarly.n_trials, 27, seed=0)
    *_, progress = run(search, DIGITS.train, DIGITS.validation)
    ranked = sorted(progress.trials, key=lambda trial: -trial.curve[0])
    late = best(progress.trials)
    index = [trial.number for trial in ranked].index(late.number)
    part = ("first", "middle", "last")[index // 9]
    return f"it is among the {part} nine", {
        "rank": index + 1,
        "first": late.curve[0],
        "last": late.score,
        "leader": ranked[0].score,
        "scale": late.settings["scale"],
        "leader_scale": ranked[0].settings["scale"],
    }


where_is_the_best = Question(
    "27 networks differ in learning rate and in the size of their initial weights. One of them is the best"
    " after 27 epochs. What is its place after the first epoch? The seed is 0.",
    {
        "it is among the first nine": (
            "The first leader has initial weights of {leader_scale:.2g} times the usual size, this one of"
            " {scale:.2g} times. So it begins slowly, as number {rank} with {first:.0%}. It ends at"
            " {last:.1%}, the first leader at {leader:.1%}."
        ),
        "it is among the middle nine": (
            "Its initial weights have only {scale:.2g} times the usual size. So it begins slowly, as number"
            " {rank} with {first:.0%}. It ends at {last:.1%}, the first leader at {leader:.1%}."
        ),
        "it is among the last nine": (
            "Not so far back: after one epoch the last nine still guess. This one begins slowly, too, but is"
            " number {rank} with {first:.0%}. It ends at {last:.1%}, the first leader at {leader:.1%}."
        ),
    },
    _first_is_last,
)
