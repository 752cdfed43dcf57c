"""When is a step done, and when an epoch?"""

import numpy as np

from ...plots.numbers import counted
from ...plots.style import panels
from ...training import batches
from ..common import DIGITS
from ..scene import Choice, Preset, Slider, Toggle
from ..tasks import Question
from .belt import Belt, Stairs

PACES = ("example by example", "batch by batch", "epoch by epoch")


class ConveyorBelt:
    """Digits on a belt fill batch after batch; one lamp lights after each step, one after each epoch."""

    title = "Conveyor belt"
    controls = [
        Slider("n_examples", 1, 12_000, start=10_000, integer=True, label="examples, N"),
        Slider("batch_size", 1, 512, start=32, integer=True, label="batch size, B"),
        Toggle("drop_last", False, "leave out a batch that is not full"),
        Choice("pace", PACES, "batch by batch", "the belt moves", live=True),
    ]
    presets = [
        Preset(
            "to watch",
            {"n_examples": 20, "batch_size": 6, "drop_last": False, "pace": "example by example"},
            "Good to begin with: few enough to count along, three full batches and one of two.",
        ),
        Preset(
            "10,000 by 32",
            {"n_examples": 10_000, "batch_size": 32, "drop_last": False},
            "Good: the last batch is only half full, and that does no harm.",
        ),
        Preset(
            "9,985 by 32",
            {"n_examples": 9_985, "batch_size": 32, "drop_last": False},
            "A surprise: 9,985 / 32 is 312.03, and it still takes one batch more than 312.",
        ),
        Preset(
            "dropped",
            {"n_examples": 10_000, "batch_size": 32, "drop_last": True},
            "All batches are equally large. The price: every epoch leaves some examples out.",
        ),
    ]
    n_epochs, preview_frames = 10, 3

    def __init__(self):
        self.figure, (left, right) = panels(1.9, 1, left=0.03, right=0.955, gap=0.36, bottom=0.17)
        self.belt, self.stairs = Belt(left), Stairs(right, "updates in an epoch")
        self.artists = self.belt.artists + self.stairs.artists

    def restart(self, n_examples, batch_size, drop_last, pace):
        self.n_examples, self.batch_size, self.pace = n_examples, batch_size, pace
        self.sizes = _sizes_of_one_epoch(n_examples, batch_size, drop_last)
        self.stream = batches(n_examples, batch_size, drop_last=drop_last)
        self.n_steps, self.n_epochs_done, self.n_filled, self.n_used = 0, 0, 0, 0
        self.ahead = []  # batches: the one in the box, and enough of those that come
        self._look_ahead()
        self.belt.lay_out(batch_size)
        self._show_stairs(drop_last and n_examples >= batch_size)
        self._show()

    def change(self, pace):
        self.pace = pace
        self._show()

    def advance(self):
        if self.n_epochs_done < self.n_epochs:
            moves = self._one_example, self._one_batch, self._one_epoch
            moves[PACES.index(self.pace)]()
            self._show()
        return self.n_epochs_done < self.n_epochs

    def _one_example(self):
        self._bring_next_batch()
        self.n_filled += 1
        self._count_if_full()

    def _one_batch(self):
        self._bring_next_batch()
        self.n_filled = len(self.now[1])
        self._count_if_full()

    def _one_epoch(self):
        before = self.n_epochs_done
        while self.n_epochs_done == before:
            self._one_batch()

    def _look_ahead(self):
        while len(self.ahead) < 2 or sum(len(index) for _, index in self.ahead[1:]) < self.belt.n_on_belt:
            self.ahead.append(next(self.stream))

    @property
    def now(self):
        """The epoch and the row numbers of the batch in the box."""
        return self.ahead[0]

    @property
    def is_full(self):
        """True if all examples of the batch are in the box."""
        return self.n_filled == len(self.now[1])

    @property
    def ends_epoch(self):
        """True if the batch in the box is the last one of its epoch."""
        return self.ahead[1][0] > self.now[0]

    def _bring_next_batch(self):
        if self.is_full:
            self.n_used = 0 if self.ends_epoch else self.n_used + self.n_filled
            self.ahead, self.n_filled = self.ahead[1:], 0
            self._look_ahead()

    def _count_if_full(self):
        if self.is_full:
            self.n_steps += 1
            self.n_epochs_done += self.ends_epoch

    def _show_stairs(self, is_dropping):
        n, size, n_updates = self.n_examples, self.batch_size, len(self.sizes)
        quotient = f"{n / size:,.2f}".rstrip("0").rstrip(".")
        finding = f"{n:,} / {size} = {quotient}: {counted(n_updates, 'update')}"
        self.stairs.update(finding, n, size, n_updates, is_dropping)

    def _show(self):
        n_in_epoch, n_gone = sum(self.sizes), self.n_used + self.n_filled
        borders = np.cumsum(self.sizes) / n_in_epoch if len(self.sizes) <= 80 else []
        batch = f"This batch: {self.n_filled} of {len(self.now[1])}"
        self.belt.update(
            f"{batch}. This epoch: {n_gone:,} of {n_in_epoch:,}",
            _pictures(self.now[1][: self.n_filled]),
            _pictures(self._coming()),
            n_gone / n_in_epoch,
            borders,
            (self.is_full, self.is_full and self.ends_epoch),
            (counted(self.n_steps, "step") + " done", counted(self.n_epochs_done, "epoch") + " done"),
            self.pace,
        )

    def _coming(self):
        """The row numbers of the examples that come next in this epoch."""
        rows = np.concatenate([index for epoch, index in self.ahead if epoch == self.now[0]])
        return rows[self.n_filled :]

    def summary(self):
        n, last = len(self.sizes), self.sizes[-1]
        left_out = self.n_examples - sum(self.sizes)
        rest = f"; {counted(left_out, 'example')} left out" if left_out else ""
        return (
            f"{counted(self.n_examples, 'example')} in batches of {self.batch_size}: {counted(n, 'update')}"
            f" in an epoch, the last with {counted(last, 'example')}{rest}. {self.n_epochs} epochs are"
            f" {self.n_epochs * n:,} updates; done so far, {self.pace}: {counted(self.n_steps, 'step')},"
            f" {counted(self.n_epochs_done, 'epoch')}."
        )


def _pictures(rows):
    """Digits for these rows; the same ones come again where the data have more rows than there are digits."""
    digits = DIGITS.train.inputs
    return digits[rows % len(digits)]


def _sizes_of_one_epoch(n_examples, batch_size, drop_last=False):
    """The number of examples in each batch of the first epoch, counted from the stream that training uses."""
    sizes = []
    for epoch, index in batches(n_examples, batch_size, drop_last=drop_last):
        if epoch > 1:
            return sizes
        sizes.append(len(index))


def _how_many_updates():
    counts = {n: len(_sizes_of_one_epoch(n, 32)) for n in (10_000, 9_985)}
    return str(counts[9_985]), {
        "quotient": 9_985 / 32,
        "counted": counts[9_985],
        "last": _sizes_of_one_epoch(9_985, 32)[-1],
        "round": counts[10_000],
    }


fifteen_fewer = Question(
    "10,000 examples in batches of 32 take 313 updates for one epoch, as 10,000 / 32 = 312.5. How many"
    " updates do 9,985 examples take, with 9,985 / 32 = 312.03?",
    {
        "312": (
            "Rounding {quotient:.2f} would give that. But then {last} example would be left out of every"
            " epoch. The last batch holds only {last}, and it is still an update, the {counted}th."
        ),
        "312.03": (
            "An update happens or it does not. A last batch with a single example is a whole update, so there"
            " are {counted}."
        ),
        "313": (
            "{counted}, as for 10,000. It is the ceiling, not rounding: what is left over needs one more"
            " batch, even if it is only {last} example."
        ),
    },
    _how_many_updates,
)
