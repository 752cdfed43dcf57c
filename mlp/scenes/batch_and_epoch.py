"""Notebook 4: how much data for one step, and how often through all of it? Five scenes, from a belt to an early stop."""
from functools import cache
from itertools import islice
from time import perf_counter

import numpy as np

from ..data import circles, digits, split
from ..losses import LOSSES, accuracy, softmax
from ..network import MLP
from ..noise import gradients_of_examples, means_of_batches, principal_plane, spread
from ..optimizers import GradientDescent, Momentum
from ..plots.batches import Belt, ClassMap, Cloud, Growth, Ranking, Runs, SpreadCurve, Stack, Stairs, StopLines
from ..plots.curves import Curves
from ..plots.look import TRAINING, VALIDATION, counted, panels
from ..stopping import early_stop
from ..training import batches, evaluate, train
from .declarations import Choice, Exercise, Preset, Question, Seed, Slider, Toggle

CROSS_ENTROPY = LOSSES["cross-entropy"]
DIGITS = split(digits())
FIVE_HUNDRED = DIGITS.train.take(slice(500))


class ConveyorBelt:
    """Examples on a belt fill one batch after another: when is a step done, and when an epoch?"""

    title = "Conveyor belt"
    controls = [
        Slider("n_examples", 1, 12_000, start=10_000, whole=True, label="examples in the data, N"),
        Slider("batch_size", 1, 512, start=32, whole=True, label="batch size, B"),
        Toggle("drop_last", False, "leave out a last batch that is not full"),
        Choice("pace", ("example by example", "batch by batch", "epoch by epoch"), "batch by batch", "the belt moves", live=True),
    ]
    presets = [
        Preset("to watch", {"n_examples": 20, "batch_size": 6, "drop_last": False, "pace": "example by example"}, "Small enough to count along: three full batches, and one of two."),
        Preset("10,000 by 32", {"n_examples": 10_000, "batch_size": 32, "drop_last": False}, "Usual: the last batch is half full, and nobody minds."),
        Preset("9,985 by 32", {"n_examples": 9_985, "batch_size": 32, "drop_last": False}, "Watch out: 9,985 / 32 is 312.03, and it still takes one batch more than 312."),
        Preset("dropped", {"n_examples": 10_000, "batch_size": 32, "drop_last": True}, "All batches alike, at a price: some examples sit out in every epoch."),
    ]
    n_epochs = 10

    def __init__(self):
        self.figure, (left, right) = panels(1.9, 1, left=0.03, right=0.955, gap=0.36, bottom=0.17)
        self.belt, self.stairs = Belt(left), Stairs(right, "updates in an epoch")
        self.artists = self.belt.artists + self.stairs.artists

    def restart(self, n_examples, batch_size, drop_last, pace):
        self.n_examples, self.batch_size, self.pace = n_examples, batch_size, pace
        self.sizes = _sizes_of_one_epoch(n_examples, batch_size, drop_last)
        self.stream = batches(n_examples, batch_size, drop_last=drop_last)
        self.n_steps, self.n_epochs_done, self.n_filled, self.n_used = 0, 0, 0, 0
        self.now, self.next = next(self.stream), next(self.stream)
        n, per_epoch = len(self.sizes), counted(len(self.sizes), "update")
        self.belt.lay_out(batch_size)
        quotient = f"{n_examples / batch_size:,.2f}".rstrip("0").rstrip(".")
        finding = f"{n_examples:,} / {batch_size} = {quotient}: {per_epoch}"
        self.stairs.update(finding, n_examples, batch_size, n, drop_last and n_examples >= batch_size)
        self._show()

    def change(self, pace):
        self.pace = pace
        self._show()

    def advance(self):
        if self.n_epochs_done < self.n_epochs:
            {"example by example": self._one_example, "batch by batch": self._one_batch, "epoch by epoch": self._one_epoch}[self.pace]()
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

    @property
    def is_full(self):
        return self.n_filled == len(self.now[1])

    @property
    def ends_epoch(self):
        """Whether the batch in the box is the last one of its epoch."""
        return self.next[0] > self.now[0]

    def _bring_next_batch(self):
        if self.is_full:
            self.n_used = 0 if self.ends_epoch else self.n_used + self.n_filled
            self.now, self.next, self.n_filled = self.next, next(self.stream), 0

    def _count_if_full(self):
        if self.is_full:
            self.n_steps += 1
            self.n_epochs_done += self.ends_epoch

    def _show(self):
        n_in_epoch = sum(self.sizes)
        n_gone = self.n_used + self.n_filled
        borders = np.cumsum(self.sizes) / n_in_epoch if len(self.sizes) <= 80 else []
        lit = self.is_full, self.is_full and self.ends_epoch
        numbers = counted(self.n_steps, "step") + " done", counted(self.n_epochs_done, "epoch") + " done"
        finding = f"This batch: {self.n_filled} of {len(self.now[1])}. This epoch: {n_gone:,} of {n_in_epoch:,}"
        self.belt.update(finding, self.n_filled, n_in_epoch - n_gone, self.n_steps % 2 / 2, n_gone / n_in_epoch, borders, lit, numbers, self.pace)

    def summary(self):
        n, last = len(self.sizes), self.sizes[-1]
        left_out = self.n_examples - sum(self.sizes)
        rest = f"; {counted(left_out, 'example')} left out" if left_out else ""
        return (
            f"{counted(self.n_examples, 'example')} in batches of {self.batch_size}: {counted(n, 'update')} in an epoch, the last with {counted(last, 'example')}{rest}. "
            f"{self.n_epochs} epochs are {self.n_epochs * n:,} updates; done so far, {self.pace}: {counted(self.n_steps, 'step')}, {counted(self.n_epochs_done, 'epoch')}."
        )


def _sizes_of_one_epoch(n_examples, batch_size, drop_last=False):
    """How many examples each batch of the first epoch has, counted from the stream that training uses."""
    sizes = []
    for epoch, index in batches(n_examples, batch_size, drop_last=drop_last):
        if epoch > 1:
            return sizes
        sizes.append(len(index))


def _how_many_updates():
    counts = {n: len(_sizes_of_one_epoch(n, 32)) for n in (10_000, 9_985)}
    return str(counts[9_985]), {"quotient": 9_985 / 32, "counted": counts[9_985], "last": _sizes_of_one_epoch(9_985, 32)[-1], "round": counts[10_000]}


fifteen_fewer = Question(
    "10,000 examples in batches of 32 take 313 updates for one epoch, as 10,000 / 32 = 312.5. How many updates do 9,985 examples take, with 9,985 / 32 = 312.03?",
    {
        "312": "Rounding {quotient:.2f} would give that. But then {last} example would never be seen: the last batch holds only {last}, and it is an update all the same, the {counted}th.",
        "312.03": "An update happens or it does not. A last batch with a single example is a whole update, so there are {counted}.",
        "313": "{counted}, as for 10,000. It is the ceiling, not rounding: what is left over needs one more batch, even if it is only {last} example.",
    },
    _how_many_updates,
)


class GradientNoise:
    """The gradient of a batch is a guess at the gradient of all the data: how far off is it?"""

    title = "Gradient noise"
    controls = [
        Toggle("replacement", False, "put every example back before the next is drawn"),
        Seed(),
        Slider("batch_size", 1, 500, start=8, whole=True, label="batch size, B"),
    ]
    presets = [
        Preset("single examples", {"batch_size": 1}, "Cheap, and rough: some of these steps even make the loss on all the digits worse."),
        Preset("32", {"batch_size": 32}, "A good trade: about a sixteenth of the work, and a usable direction."),
        Preset("everything", {"batch_size": 500, "replacement": False}, "Exact, and expensive: there is only one such batch, so there is no spread at all."),
    ]
    n_batches = 300

    def __init__(self):
        self.figure, (left, right) = panels(1, 1.25, gap=0.24)
        self.model, self.in_plane, self.forward = _gradients_at_a_fixed_point()
        self.truth = self.in_plane.mean(axis=0)
        self.sigma = spread(self.in_plane, self.truth)
        self.sizes = np.arange(1, len(self.in_plane) + 1)
        self.cloud = Cloud(left, 2.2 * self.sigma)
        self.curve = SpreadCurve(right, len(self.in_plane), (0.01 * self.sigma, 1.6 * self.sigma))
        self.artists = self.cloud.artists + self.curve.artists
        self.drawn = None

    def restart(self, replacement, seed, batch_size):
        if (replacement, seed) != self.drawn:
            self._draw(replacement, seed)
        self.batch_size = batch_size
        estimates = self.means[:, batch_size - 1] - self.truth
        self.cloud.update(f"{self.n_batches} batches of {batch_size}: {self._agreeing:.0%} of the steps help", estimates, -self.truth)
        finding = f"Spread {self.measured_here:.3g}; σ / √B alone says {self.root[batch_size - 1]:.3g}"
        self.curve.update(finding, self.measured, self.root, self.finite, batch_size)

    def _draw(self, replacement, seed):
        self.drawn, self.replacement = (replacement, seed), replacement
        means = means_of_batches(np.hstack([self.in_plane, self.forward]), self.n_batches, seed, replacement)   # (n_batches, n, 3)
        self.means, self.agrees = means[..., :2], means[..., 2] > 0
        self.measured = spread(self.means.swapaxes(0, 1), self.truth)   # (n,)
        self.root = self.sigma / np.sqrt(self.sizes)
        self.finite = self.root * (1 if replacement else finite_population(len(self.sizes), self.sizes))

    @property
    def measured_here(self):
        return self.measured[self.batch_size - 1]

    @property
    def _agreeing(self):
        # a short step against such a gradient lowers the loss on all the data
        return self.agrees[:, self.batch_size - 1].mean()

    def summary(self):
        drawn = "with" if self.replacement else "without"
        return (
            f"{self.n_batches} batches of {self.batch_size} out of {len(self.sizes)} digits, drawn {drawn} replacement: in the plane of the picture their gradients lie {self.measured_here:.3g} "
            f"from the gradient of all (root mean square); the formula says {self.finite[self.batch_size - 1]:.3g}. A short step against {self._agreeing:.0%} of them lowers the loss on all {len(self.sizes)}."
        )


@cache
def _gradients_at_a_fixed_point():
    """A network after 40 updates, every digit's gradient there in the principal plane `(n, 2)`, and how much it agrees with all `(n, 1)`."""
    model = MLP([64, 16, 10], "tanh")
    for step in islice(train(model, CROSS_ENTROPY, GradientDescent(0.5), FIVE_HUNDRED), 40):
        pass
    gradients = gradients_of_examples(model, CROSS_ENTROPY, FIVE_HUNDRED)
    in_plane = np.round(gradients @ principal_plane(gradients) * 2**30) / 2**30   # multiples of 2⁻³⁰ add up to the same sum in any order
    return model, in_plane, (gradients @ gradients.mean(axis=0))[:, None]


def finite_population(n_examples, batch_size):
    """What drawing without replacement multiplies the spread by: 1 for a single example, 0 for all of them."""
    return np.sqrt((n_examples - batch_size) / (n_examples - 1))


def _sixteen_times():
    scene = GradientNoise()
    scene.restart(replacement=False, seed=0, batch_size=4)
    four, sixty_four = scene.measured[3], scene.measured[63]
    choices = {"half as widely": 2, "about a quarter as widely": 4, "a sixteenth as widely": 16}
    right = min(choices, key=lambda choice: abs(np.log(four / sixty_four / choices[choice])))
    return right, {"four": four, "sixty_four": sixty_four, "ratio": four / sixty_four}


sixteen_times_the_batch = Question(
    "A batch of 64 costs 16 times the work of a batch of 4. How widely do the gradients of such batches scatter, compared with those of 4?",
    {
        "half as widely": "It gains more than that: in the picture below, the spread goes from {four:.2f} to {sixty_four:.2f}, that is {ratio:.1f} times smaller.",
        "about a quarter as widely": "Averages calm down with the root of their number: √16 = 4. In the picture below: {four:.2f} against {sixty_four:.2f}, {ratio:.1f} times. (A little more than 4, as no digit is drawn twice.)",
        "a sixteenth as widely": "That would be a fair price. But errors only partly cancel: 16 times the work gives √16 = 4 times the calm; in the picture below, {four:.2f} against {sixty_four:.2f}.",
    },
    _sixteen_times,
)


class Race:
    """One batch size, the same network with three learning rates side by side, and what each stage has cost."""

    def __init__(self, batch_size, rates, points, seed, equal_epochs, equal_updates):
        self.batch_size, self.points = batch_size, points
        self.per_epoch = int(np.ceil(len(points.inputs) / batch_size))
        self.model = MLP([64, 16, 10], "tanh", seed=seed, n_models=len(rates))
        self.training = train(self.model, CROSS_ENTROPY, GradientDescent(np.reshape(rates, (-1, 1))), points, batch_size, seed)
        self.updates, self.seconds, self.losses = [0], [0.0], [evaluate(self.model, CROSS_ENTROPY, points)]
        compared_at = equal_updates, equal_epochs * self.per_epoch
        n_updates = max(compared_at)
        early, evenly = np.geomspace(1, n_updates, 25), np.linspace(n_updates / 50, n_updates, 50)
        self.stops = sorted({round(stop) for stop in [*early, *evenly, *compared_at]} - {0})

    @property
    def share_done(self):
        return self.updates[-1] / self.stops[-1]

    def advance(self):
        """Trains as far as the next place where the loss is measured."""
        if self.share_done < 1:
            goal = next(stop for stop in self.stops if stop > self.updates[-1])
            began = perf_counter()
            for step in islice(self.training, goal - self.updates[-1]):
                pass
            self.seconds.append(self.seconds[-1] + perf_counter() - began)
            self.updates.append(goal)
            self.losses.append(evaluate(self.model, CROSS_ENTROPY, self.points))

    def along(self, axis, rule):
        """Places on the axis and losses with the learning rate of the rule, `(n,)` each, from the first update on."""
        updates = np.array(self.updates[1:])
        examples = np.minimum(self.batch_size * updates, len(self.points.inputs) * updates / self.per_epoch)
        places = {"epochs": updates / self.per_epoch, "updates": updates, "examples": examples, "seconds": np.array(self.seconds[1:])}
        return places[axis], np.array([losses[rule] for losses in self.losses[1:]])


class WhichAxis:
    """Four batch sizes, trained once, drawn against four axes: which one is best depends on what you count."""

    title = "Which axis?"
    rules = ("the same for all", "times the root of B", "times B")
    controls = [
        Seed(),
        Slider("learning_rate", 0.01, 0.1, start=0.05, logarithmic=True, label="learning rate for B = 1"),
        Choice("rule", rules, "the same for all", "learning rate for larger B", live=True),
        Choice("axis", ("epochs", "updates", "examples", "seconds"), "epochs", "draw against", live=True),
    ]
    presets = [
        Preset("equal epochs", {"rule": "the same for all", "axis": "epochs"}, "Fair if data are what you pay for. Small batches take more steps out of them."),
        Preset("equal updates", {"rule": "the same for all", "axis": "updates"}, "Fair if updates are what you pay for. Large batches make the better ones."),
        Preset("rate grows with B", {"learning_rate": 0.02, "rule": "times B", "axis": "epochs"}, "Good up to a point: the first curves nearly coincide; for the largest batch the rate is too much."),
    ]
    batch_sizes, equal_epochs, equal_updates = (1, 8, 64, 500), 10, 500
    preview_frames = 25   # not to the end: the ranking there depends on measured seconds, which no stored picture may hold
    limits = {"epochs": (0.0015, 8000), "updates": (0.8, 4e4), "examples": (0.8, 4e6), "seconds": (1e-4, 100)}

    def __init__(self):
        self.figure, (left, right) = panels(1.5, 1, gap=0.22, bottom=0.16)
        names = [f"B = {size}" for size in self.batch_sizes]
        self.runs = Runs(left, names, (0.01, 6), "loss on all 500 digits")
        self.ranking = Ranking(right, names, list(self.limits))
        self.artists = self.runs.artists + self.ranking.artists
        self.axis = None

    def restart(self, seed, learning_rate, rule, axis):
        sizes = np.array(self.batch_sizes)
        rates = learning_rate * np.stack([np.ones(4), np.sqrt(sizes), sizes], axis=-1)   # (4 batch sizes, 3 rules)
        self.learning_rate, self.rule = learning_rate, rule
        self.races = [
            Race(size, own, FIVE_HUNDRED, seed, self.equal_epochs, self.equal_updates) for size, own in zip(self.batch_sizes, rates, strict=True)
        ]
        self._use_axis(axis)
        self._show()

    def change(self, rule=None, axis=None):
        self.rule = rule or self.rule
        self._use_axis(axis or self.axis)
        self._show()

    def advance(self):
        for race in self.races:
            race.advance()
        self._show()
        return self.share_done < 1

    def _use_axis(self, axis):
        if axis != self.axis:
            self.axis = axis
            self.runs.use_axis("seconds of training, on this computer" if axis == "seconds" else axis, self.limits[axis])

    @property
    def share_done(self):
        """How much of all training is done, from 0 to 1."""
        return sum(len(race.updates) - 1 for race in self.races) / sum(len(race.stops) for race in self.races)

    def finish(self, axis):
        """Where on the axis the runs are compared: as far as all of them have come."""
        places = {"epochs": self.equal_epochs, "updates": self.equal_updates, "examples": self.equal_epochs * len(FIVE_HUNDRED.inputs)}
        return places[axis] if axis in places else min(race.seconds[-1] for race in self.races)

    def losses_at_finish(self, axis):
        """The loss of every batch size where the runs are compared, `(4,)`; to be asked when all runs are done."""
        rule = self.rules.index(self.rule)
        return np.array([np.interp(np.log(self.finish(axis)), np.log(x), y) for x, y in (race.along(axis, rule) for race in self.races)])

    def _show(self):
        rule = self.rules.index(self.rule)
        is_done = self.share_done == 1
        runs = [race.along(self.axis, rule) for race in self.races]
        title = self._order(self.axis) if is_done else f"Training, {self.share_done:.0%} done" if self.share_done else "Press Play: four trainings, side by side"
        finish = self.finish(self.axis) if is_done else None
        self.runs.update(title, runs, finish, f"equal {self.axis}", self.share_done)
        ranks = np.empty((4, 0))
        if is_done:
            ranks = np.stack([1 + np.argsort(np.argsort(self.losses_at_finish(axis))) for axis in self.limits], axis=-1)
        self.ranking.update("The ranking, axis by axis" if is_done else "The ranking comes at the end", ranks, list(self.limits).index(self.axis))

    def _order(self, axis):
        losses = self.losses_at_finish(axis)
        best, worst = np.argmin(losses), np.argmax(losses)
        return f"Equal {axis}: best B = {self.batch_sizes[best]} ({losses[best]:.2g}), worst B = {self.batch_sizes[worst]} ({losses[worst]:.2g})"

    def first_against_last(self):
        """One sentence: who is ahead, the smallest or the largest batch, in equal epochs and in equal updates."""
        pairs = {axis: self.losses_at_finish(axis)[[0, -1]] for axis in ("epochs", "updates")}
        ahead = {axis: self.batch_sizes[0] if pair[0] < pair[1] else self.batch_sizes[-1] for axis, pair in pairs.items()}
        told = [
            f"after {count} {axis} B = {self.batch_sizes[0]} has a loss of {pairs[axis][0]:.2g}, B = {self.batch_sizes[-1]} of {pairs[axis][1]:.2g}"
            for axis, count in (("epochs", self.equal_epochs), ("updates", self.equal_updates))
        ]
        verdict = "the ranking flips" if ahead["epochs"] != ahead["updates"] else f"B = {ahead['epochs']} is ahead both times"
        return f"{'; '.join(told)}: {verdict}.".replace("after", "After", 1)

    def summary(self):
        if self.share_done < 1:
            sizes = ", ".join(map(str, self.batch_sizes))
            return f"Batch sizes {sizes}, learning rate {self.learning_rate:.2g} ({self.rule}): {self.share_done:.0%} of the training done."
        return f"{self._order(self.axis)}. {self.first_against_last()}"


def _run_to_the_end(scene):
    scene.restart(**{control.name: control.start for control in scene.controls})
    while scene.advance():
        pass
    return scene


@cache
def _same_epochs():
    losses = {}
    for size, n_updates in ((1, 5000), (500, 10)):
        model = MLP([64, 16, 10], "tanh")
        training = train(model, CROSS_ENTROPY, GradientDescent(0.05), FIVE_HUNDRED, batch_size=size)
        for step in islice(training, n_updates):
            pass
        losses[size] = evaluate(model, CROSS_ENTROPY, FIVE_HUNDRED)
    right = "B = 1, by far" if 2 * losses[1] < losses[500] else "B = 500, by far" if 2 * losses[500] < losses[1] else "about the same"
    return right, {"one": losses[1], "all": losses[500]}


after_ten_epochs = Question(
    "500 digits, ten epochs, the same learning rate of 0.05. Which batch size ends at the lower loss, B = 1 or B = 500?",
    {
        "B = 1, by far": "Ten epochs are 5,000 updates for B = 1 and only 10 for B = 500: a loss of {one:.2f} against {all:.2f}. Rough steps, but so many of them.",
        "about the same": "They see the same examples equally often. But B = 500 makes 10 updates out of them, B = 1 makes 5,000: {all:.2f} against {one:.2f}.",
        "B = 500, by far": "Its gradients are exact, but it takes only 10 steps: a loss of {all:.2f}. The 5,000 rough steps of B = 1 get to {one:.2f}.",
    },
    _same_epochs,
)


class MemoryOfABatch:
    """Training keeps every layer's outputs for the backward pass: how many examples at once fit under the bar?"""

    title = "Memory"
    controls = [
        Slider("width", 8, 128, start=64, step=8, whole=True, label="width of the hidden layers"),
        Slider("n_hidden", 1, 4, start=2, whole=True, label="number of hidden layers"),
        Slider("bar", 200, 3000, start=1000, step=50, whole=True, label="the bar, in kilobytes"),
        Slider("batch_size", 1, 1024, start=64, whole=True, label="batch size, B"),
    ]
    presets = [
        Preset("one by one", {"batch_size": 1}, "Hardly any activations: nearly all the memory is the network itself."),
        Preset("too much", {"width": 64, "n_hidden": 2, "bar": 1000, "batch_size": 512}, "Bad: a real machine would stop with an out-of-memory error."),
        Preset("wide", {"width": 128, "n_hidden": 4, "bar": 1000, "batch_size": 64}, "Here the network itself takes most of the bar, and little is left for the batch."),
    ]
    highest = 3200   # kilobytes

    def __init__(self):
        self.figure, (left, right) = panels(1, 1.25, gap=0.24)
        self.stack = Stack(left, ["parameters", "gradient", "activations"], self.highest)
        self.growth = Growth(right, 1024, self.highest)
        self.artists = self.stack.artists + self.growth.artists
        self.inputs = np.zeros((1024, 64))

    def restart(self, width, n_hidden, bar, batch_size):
        self.batch_size, self.bar = batch_size, bar
        self.model = MLP([64, *[width] * n_hidden, 10], "tanh", "zeros")
        self.parameters, self.gradient = self.model.parameters.flat.nbytes, self.model.gradient.flat.nbytes
        self.activations = self.bytes_of(batch_size)
        self.stack.update(self.verdict[0].upper() + self.verdict[1:], np.array([self.parameters, self.gradient, self.activations]) / 1000, bar)
        fixed, each = (self.parameters + self.gradient) / 1000, self.bytes_of(1) / 1000
        self.growth.update(f"{each:.3g} kB for each example, {fixed:,.0f} kB without any", fixed, each, batch_size, bar)

    def bytes_of(self, batch_size):
        """Bytes of all the arrays that `forward` returns for a batch: the inputs, and every layer's outputs."""
        return sum(outputs.nbytes for outputs in self.model.forward(self.inputs[:batch_size]))

    @property
    def total(self):
        return self.parameters + self.gradient + self.activations

    @property
    def verdict(self):
        """Whether it fits, in a few words."""
        room = 1000 * self.bar - self.total
        if room < 0:
            return f"{-room / 1000:,.0f} kB too much"
        one_more = self.bytes_of(self.batch_size + 1) - self.activations if self.batch_size < 1024 else np.inf
        return "fits, and not one example more would" if room < one_more < np.inf else f"fits, with {room / 1000:,.0f} kB to spare"

    def summary(self):
        sizes = "-".join(map(str, self.model.sizes))
        return (
            f"Network {sizes}, batch of {self.batch_size}: parameters {self.parameters:,} bytes, gradient {self.gradient:,}, activations {self.activations:,}, "
            f"{self.total / 1000:,.0f} kB in all under a bar of {self.bar:,} kB: {self.verdict}."
        )


def _doubled():
    scene = MemoryOfABatch()
    scene.restart(width=64, n_hidden=2, bar=1000, batch_size=64)
    once, parameters = scene.activations, scene.parameters
    scene.restart(width=64, n_hidden=2, bar=1000, batch_size=128)
    grew = [name for name, before, after in (("parameters", parameters, scene.parameters), ("activations", once, scene.activations)) if after == 2 * before]
    right = {("activations",): "only the activations", ("parameters",): "only the parameters"}.get(tuple(grew), "both")
    return right, {"once": once, "twice": scene.activations, "parameters": parameters}


double_the_batch = Question(
    "You double the batch size. What takes twice the memory?",
    {
        "only the activations": "Every example needs its own row in every layer's output: {once:,} bytes become {twice:,}. The {parameters:,} bytes of parameters are shared by all.",
        "only the parameters": "The parameters belong to the network, not to the data: {parameters:,} bytes before and after. The activations go from {once:,} to {twice:,} bytes.",
        "both": "The activations do ({once:,} to {twice:,} bytes). The parameters are the same for every example, and stay at {parameters:,} bytes.",
    },
    _doubled,
)


class HowManyEpochs:
    """Training loss falls, validation loss turns: put the stop line, or let a rule with patience do it."""

    title = "How many epochs?"
    controls = [
        Seed(start=8),
        Slider("stop", 1, 200, start=10, whole=True, label="you stop after epoch", live=True),
        Slider("patience", 1, 60, start=15, whole=True, label="patience of the rule, in epochs", live=True),
    ]
    presets = [
        Preset("too few", {"seed": 8, "stop": 10}, "Underfitting: the network can hardly tell the classes apart yet."),
        Preset("about right", {"seed": 8, "stop": 40}, "Good: the validation loss is at its lowest."),
        Preset("too many", {"seed": 8, "stop": 200}, "Overfitting: the network bends round single points that are only noise."),
        Preset("no patience", {"seed": 8, "stop": 2, "patience": 1}, "Bad: the first little bump ends the training."),
    ]
    n_epochs, epochs_a_frame, batch_size, preview_frames = 200, 5, 20, 40

    def __init__(self):
        self.figure, (left, right) = panels(1.7, 1, gap=0.2)
        self.curves = Curves(left, {"training": TRAINING, "validation": VALIDATION}, self.n_epochs, (0, 1.3), "loss", x_label="epochs", logarithmic_y=False)
        self.lines = StopLines(left, self.n_epochs)
        self.map = ClassMap(right, 1.7)
        self.artists = [*self.curves.artists[:2], *self.lines.artists, *self.curves.artists[2:], *self.map.artists]

    def restart(self, seed, stop, patience):
        self.points, self.validation = circles(40, 0.2, seed), circles(200, 0.2, seed + 10_000)
        self.model = MLP([2, 16, 2], "tanh", seed=seed)
        self.training = train(self.model, CROSS_ENTROPY, Momentum(0.2), self.points, self.batch_size, seed)
        self.snapshots, self.losses, self.validation_losses = [], [], []
        self.map.show_points(self.points.inputs, self.points.labels)
        self.stop, self.patience = stop, patience
        self._measure()
        self._show()

    def change(self, stop=None, patience=None):
        self.stop, self.patience = stop or self.stop, patience or self.patience
        self._show()

    def advance(self):
        for _ in range(min(self.epochs_a_frame, self.n_epochs - self.n_done)):
            for step in islice(self.training, len(self.points.inputs) // self.batch_size):
                pass
            self._measure()
        self._show()
        return self.n_done < self.n_epochs

    @property
    def n_done(self):
        """Epochs trained so far; the lists hold one entry more, for the start."""
        return len(self.losses) - 1

    def _measure(self):
        self.snapshots.append(self.model.parameters.flat.copy())
        self.losses.append(evaluate(self.model, CROSS_ENTROPY, self.points))
        self.validation_losses.append(evaluate(self.model, CROSS_ENTROPY, self.validation))

    @property
    def kept_and_stopped(self):
        """The epoch that early stopping keeps, and the one where it stops; None if that has not come yet."""
        return early_stop(self.validation_losses, self.patience)

    def _show(self):
        kept, stopped = self.kept_and_stopped
        shown = min(self.stop, self.n_done)
        epochs = np.arange(self.n_done + 1 if self.n_done else 0)   # a single point would be no curve
        lines = {"training": self.losses, "validation": self.validation_losses}
        self.curves.update(self._finding, **{name: (epochs, losses[: len(epochs)]) for name, losses in lines.items()})
        self.lines.update(self.stop, stopped, kept if self.n_done else None, self.validation_losses[kept])
        network = MLP([2, 16, 2], "tanh", "zeros")
        network.parameters.flat[...] = self.snapshots[shown]
        right = accuracy(network.forward(self.validation.inputs)[-1], self.validation.targets)
        self.map.update(f"After {counted(shown, 'epoch')}: {right:.0%} right", softmax(network.forward(self.map.grid)[-1])[:, 1])

    @property
    def _finding(self):
        if self.stop > self.n_done:
            return f"Epoch {self.n_done} of {self.n_epochs}: press Play to train on" if self.n_done == 0 else f"Epoch {self.n_done} of {self.n_epochs}, not yet at your line"
        return f"You stop after {self.stop}: {self.losses[self.stop]:.2f} (training), {self.validation_losses[self.stop]:.2f} (validation)"

    def summary(self):
        if self.n_done == 0:
            return f"40 points to learn from, 200 to validate, up to {self.n_epochs} epochs; your stop line is at {self.stop}. Press Play to train."
        kept, stopped = self.kept_and_stopped
        rule = f"never stops in {self.n_done} epochs" if stopped is None else f"stops after epoch {stopped}"
        return f"{self._finding}. Early stopping with patience {self.patience} {rule} and keeps epoch {kept}, with a validation loss of {self.validation_losses[kept]:.2f}."


def _last_or_best():
    scene = _run_to_the_end(HowManyEpochs())
    losses = scene.validation_losses
    best, last = int(np.argmin(losses)), losses[-1]
    right = "lower" if last < 0.95 * losses[100] else "higher" if last > 1.05 * losses[100] else "about the same"
    return right, {"best": best, "lowest": losses[best], "hundred": losses[100], "last": last, "training": scene.losses[-1]}


another_hundred = Question(
    "After 100 epochs the training loss is still falling. You train 100 epochs more. What happens to the loss on the validation points?",
    {
        "lower": "The training loss does go down, to {training:.2f}. But the validation loss was best after {best} epochs ({lowest:.2f}) and climbs from {hundred:.2f} to {last:.2f}: the network learns the noise.",
        "about the same": "It does not wait: from {hundred:.2f} after 100 epochs it climbs to {last:.2f}, while the training loss sinks to {training:.2f}. That gap is overfitting.",
        "higher": "From {hundred:.2f} to {last:.2f}; it was best after {best} epochs, with {lowest:.2f}. What still improves is the memory of 40 points, noise included.",
    },
    _last_or_best,
)


def _check_epoch_ends(answer):
    given, right = [int(step) for step in _as_list(answer(10_000, 32, 1_000))], [313, 626, 939]
    if given == [625]:
        return "The lamp lights at step 625 only: 10,000 / 32 is 312.5, and a whole step is a multiple of 312.5 only every second time. How many batches does one epoch have?"
    if given == [312, 624, 936]:
        return "An epoch of 312 steps leaves the last 16 examples out: // cuts off, and round(312.5) is 312. A batch that is not full is a step as well."
    if given == [0, *right] or given == [step - 1 for step in right]:
        return "Count the steps from 1: the first epoch ends at step 313, when 313 batches are done."
    if given != right:
        return f"With 10,000 examples, batches of 32 and 1,000 steps, the lamp must light at 313, 626, 939; yours lights at {_listed(given)}."
    if _as_list(answer(9_985, 32, 320)) != [313]:
        return "Right for 10,000 examples, but 9,985 need 313 batches too. It is the ceiling, not rounding."
    given = _as_list(answer(64, 32, 4))
    if given == [2]:
        return "The last step counts, too: with 64 examples, batches of 32 and 4 steps, the lamp must light at 2 and 4. range(1, n_steps) ends before n_steps."
    return None if given == [2, 4] else "With 64 examples in batches of 32 there is nothing left over: an epoch has 2 steps, not 3."


repair_the_lamp = Exercise(
    name="my_epoch_ends",
    task="return the list of all steps, from 1 to n_steps, after which an epoch is complete.",
    check=_check_epoch_ends,
    hint="First count the batches of one epoch as a whole number: np.ceil, or -(-n_examples // batch_size). Then collect the steps that are multiples of it.",
    solution=(
        "def my_epoch_ends(n_examples, batch_size, n_steps):\n"
        "    per_epoch = -(-n_examples // batch_size)      # the ceiling, in whole numbers\n"
        "    return [step for step in range(1, n_steps + 1) if step % per_epoch == 0]\n"
    ),
    example=(10, 4, 6),
)


def _check_early_stop(answer):
    losses = [0.9, 0.7, 0.8, 0.6, 0.65, 0.5, 0.55, 0.52, 0.51, 0.4]
    given, right = tuple(_as_list(answer(losses, 3))), early_stop(losses, 3)
    if given == right[::-1]:
        return "The right two numbers in the wrong order: first the epoch that is kept, then the one where training stops."
    if given == (right[1], right[1]):
        return "You keep the epoch where training stops. Early stopping goes back to the best epoch seen so far."
    if given[-1:] == (2,):
        return "It stops at the first bump: with patience 3, epoch 2 is only the first one without a new best."
    if given == (5, 6):
        return "That counts all epochs without a new best. The count starts again whenever there is a new best one."
    if given[:1] == (9,):
        return "The loss of epoch 9 is the lowest of all, but training has stopped before it comes: epochs 6, 7, 8 bring no new best, and patience 3 is used up."
    if given == (5, 7):
        return "One too early: after the best epoch 5, the epochs 6, 7 and 8 are three without a new best. It stops at 8."
    if given != right:
        return f"With patience 3 and the losses {_listed(losses)} it keeps epoch {right[0]} and stops at {right[1]}; yours gives {_listed(given)}."
    falling = tuple(_as_list(answer([3.0, 2.0, 1.0], 2)))
    if falling != (2, None):
        return f"If the losses go on falling, training never stops: return the best epoch and None. For 3, 2, 1 and patience 2 that is 2, None; yours gives {_listed(falling)}."
    level = tuple(_as_list(answer([1.0, 1.0, 1.0], 2)))
    return None if level == (0, 2) else f"An equal loss is no new best. For 1, 1, 1 and patience 2 the answer is 0, 2; yours gives {_listed(level)}."


write_early_stop = Exercise(
    name="my_early_stop",
    task="return (kept, stopped): the best epoch, and the one at which `patience` epochs in a row have brought no new best.",
    check=_check_early_stop,
    hint="Remember the best epoch so far. Go through the losses: a lower one becomes the best; else, if the best is `patience` epochs ago, return both numbers.",
    solution=(
        "def my_early_stop(validation_losses, patience):\n"
        "    best = 0\n"
        "    for epoch, loss in enumerate(validation_losses):\n"
        "        if loss < validation_losses[best]:\n"
        "            best = epoch\n"
        "        elif epoch - best >= patience:\n"
        "            return best, epoch\n"
        "    return best, None\n"
    ),
    example=([3.0, 2.0, 2.5], 1),
)


def _as_list(given):
    return [] if given is None else list(given)


def _listed(numbers):
    return ", ".join("None" if number is None else f"{number:,.3g}" if isinstance(number, float) else str(number) for number in numbers) or "nothing"
