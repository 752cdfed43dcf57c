"""Examples on a belt, gradients as a cloud, runs on several axes, bytes in a stack, a map of the classes."""

import numpy as np
from matplotlib.collections import LineCollection

from ...plots.ruler import Ruler
from ...plots.style import CLASS_MAP, DANGER, GOOD, PAST, TRAINING, VALIDATION, logarithmic
from ...plots.text import moving_text, moving_title


class Belt:
    """Examples come in on a belt and fill the slots of a batch; two lamps, and a bar for the epoch below."""

    n_on_belt = 17
    slots_at, slots_width = np.array([61.0, 91.0]), 37.0  # the upper left corner, and how much room there is
    bar_at, bar_height = 3.0, 8.0

    def __init__(self, ax):
        ax.set(xlim=(0, 100), ylim=(0, 100))
        ax.axis("off")
        self.title = moving_title(ax)
        room = ax.get_window_extent()
        self.dots_per_unit, self.units_up = room.width / 100 * 72 / ax.figure.dpi, room.width / room.height
        ax.plot([0, 54], [66, 66], color=PAST)
        ax.plot(
            np.arange(2, 54, 10),
            np.full(6, 62.2),
            color=PAST,
            marker="o",
            markersize=9,
            markerfacecolor="white",
            linestyle="",
        )
        ax.annotate("", (59.5, 71), (54.5, 71), arrowprops={"arrowstyle": "->", "color": PAST})
        for place, height, text in [
            (0, 88, "shuffled examples come"),
            (61, 95, "one batch"),
            (0, 15, "one epoch"),
        ]:
            ax.text(place, height, text, color=PAST)
        ax.plot(
            [0, 100, 100, 0, 0],
            self.bar_at + self.bar_height * np.array([0, 0, 1, 1, 0]),
            color=PAST,
            linewidth=1,
        )
        self.waiting = ax.scatter([], [], marker="s", color=TRAINING, s=(2.2 * self.dots_per_unit) ** 2)
        self.slots = ax.scatter([], [], marker="s", facecolor="none", edgecolor="#bbbbbb", linewidth=0.8)
        self.examples = ax.scatter([], [], marker="s", color=TRAINING, linewidth=0)
        (self.bar,) = ax.fill([0, 0, 0, 0], [0, 0, 0, 0], color=TRAINING, alpha=0.55, linewidth=0)
        self.borders = ax.add_collection(LineCollection([], color="#999999", linewidth=0.8))
        self.lamps = ax.scatter([3.5, 3.5], [46, 32], s=240, edgecolor=PAST, linewidth=1.2)
        self.numbers = [moving_text(ax, 8, height, va="center") for height in (46, 32)]
        self.pace = moving_text(ax, 0, 80, color=PAST)
        self.artists = [
            self.waiting,
            self.slots,
            self.examples,
            self.bar,
            self.borders,
            self.lamps,
            *self.numbers,
            self.pace,
            self.title,
        ]

    def lay_out(self, batch_size):
        """Makes room for `batch_size` examples in the box."""
        n_columns = int(np.ceil(np.sqrt(batch_size)))
        pitch = self.slots_width / max(n_columns, 4)
        row, column = np.divmod(np.arange(batch_size), n_columns)
        self.places = self.slots_at + pitch * np.stack([column + 0.5, -(row + 0.5) * self.units_up], axis=-1)
        self.slots.set_offsets(self.places)
        for squares in (self.slots, self.examples):
            squares.set_sizes([(0.78 * pitch * self.dots_per_unit) ** 2])

    def update(self, finding, n_filled, n_waiting, phase, share_done, borders, lit, numbers, pace):
        """`lit` says which lamps are on (step, epoch), `numbers` is their texts; `borders` are shares of the epoch where batches end."""
        self.title.set_text(finding)
        self.examples.set_offsets(self.places[:n_filled])
        places = 52 - 3.2 * (np.arange(min(n_waiting, self.n_on_belt)) + phase)
        self.waiting.set_offsets(np.stack([places, np.full(len(places), 71.0)], axis=-1))
        low, high = self.bar_at, self.bar_at + self.bar_height
        self.bar.set_xy([(0, low), (0, high), (100 * share_done, high), (100 * share_done, low)])
        self.borders.set_segments([[(100 * place, low), (100 * place, high)] for place in borders])
        self.lamps.set_facecolor([GOOD if on else "white" for on in lit])
        for line, text in zip(self.numbers, numbers, strict=True):
            line.set_text(text)
        self.pace.set_text(pace)


class Stairs:
    """Updates in an epoch against the number of examples, near your setting: stairs, and the plain quotient."""

    def __init__(self, ax, y_label):
        ax.set(
            xlim=(0, 3), ylim=(0, 3.5), xticks=[0, 1, 2, 3], yticks=[1, 2, 3], xticklabels=[], yticklabels=[]
        )
        ax.set_xlabel("examples in the data", labelpad=22)
        ax.tick_params(length=0)
        ax.text(-0.82, 1.75, y_label, rotation=90, ha="right", va="center")
        ax.plot([0, 3], [0, 3], color=PAST, linewidth=1.4, linestyle=":")
        ax.text(1.66, 1.4, "N / B", color=PAST, va="center")
        self.title = moving_title(ax)
        self.stairs = ax.add_collection(LineCollection([], color=TRAINING, linewidth=2.4))
        (self.place,) = ax.plot(
            [],
            [],
            color=GOOD,
            marker="o",
            markersize=11,
            linestyle="",
            markeredgecolor="white",
            clip_on=False,
        )
        self.x_names = [moving_text(ax, k, -0.12, ha="center", va="top") for k in range(4)]
        self.y_names = [moving_text(ax, -0.06, k, ha="right", va="center") for k in (1, 2, 3)]
        self.artists = [self.stairs, *self.x_names, *self.y_names, self.place, self.title]

    def update(self, finding, n_examples, batch_size, n_batches, drop_last):
        """The stair that `n_examples` stand on is in the middle, unless there is none below it."""
        self.title.set_text(finding)
        first = max(n_batches - 2 + drop_last, 0)
        self.stairs.set_segments([[(k, k + 1 - drop_last), (k + 1, k + 1 - drop_last)] for k in range(3)])
        self.place.set_data([n_examples / batch_size - first], [n_batches - first])
        for k, name in enumerate(self.x_names):
            name.set_text(f"{(first + k) * batch_size:,}")
        for k, name in enumerate(self.y_names, start=1):
            name.set_text(f"{first + k:,}")


class Cloud:
    """Many estimates of a gradient, seen in a plane: dots round the true one, and the place where a gradient is zero."""

    def __init__(self, ax, reach):
        """`reach` is how far the axes go to every side of the true gradient."""
        ax.set(
            xlim=(-reach, reach),
            ylim=(-reach, reach),
            xlabel="along the 1st principal direction",
            ylabel="along the 2nd",
        )
        self.title = moving_title(ax)
        (self.dots,) = ax.plot(
            [], [], color=TRAINING, marker="o", markersize=4.5, linestyle="", alpha=0.5, markeredgewidth=0
        )
        (self.truth,) = ax.plot(
            [0], [0], color=GOOD, marker="*", markersize=17, linestyle="", markeredgecolor="white"
        )
        (self.zero,) = ax.plot(
            [], [], color=DANGER, marker="x", markersize=9, markeredgewidth=2, linestyle=""
        )
        ax.text(0.02, 0.09, "★ all examples", color=GOOD, transform=ax.transAxes)
        ax.text(0.02, 0.02, "× where a gradient is zero", color=DANGER, transform=ax.transAxes)
        self.artists = [self.dots, self.truth, self.zero, self.title]

    def update(self, finding, estimates, zero):
        """`estimates (n, 2)` and `zero (2,)`, both seen from the true gradient."""
        self.title.set_text(finding)
        self.dots.set_data(*estimates.T)
        self.zero.set_data(zero[:1], zero[1:])


class SpreadCurve:
    """The spread of a cloud against the batch size: measured, and by two formulas."""

    def __init__(self, ax, n_examples, limits):
        ax.set(
            xscale="log",
            yscale="log",
            xlim=(1, n_examples),
            ylim=limits,
            xlabel="batch size B",
            ylabel="spread of the cloud",
        )
        logarithmic(ax.xaxis)
        logarithmic(ax.yaxis)
        self.limits = limits
        self.title = moving_title(ax)
        (self.root,) = ax.plot([], [], color=PAST, linestyle=":")
        (self.finite,) = ax.plot([], [], color=PAST, linewidth=1.4)
        (self.measured,) = ax.plot([], [], color=TRAINING, linewidth=2.2, alpha=0.6)
        (self.place,) = ax.plot(
            [],
            [],
            color=TRAINING,
            marker="o",
            markersize=11,
            linestyle="",
            markeredgecolor="white",
            clip_on=False,
        )
        ax.text(0.04, 0.2, "blue: measured", color=TRAINING, transform=ax.transAxes)
        ax.text(0.04, 0.12, "dotted: σ / √B", color=PAST, transform=ax.transAxes)
        ax.text(0.04, 0.04, "grey: σ / √B × √((N - B) / (N - 1))", color=PAST, transform=ax.transAxes)
        self.artists = [self.root, self.finite, self.measured, self.place, self.title]

    def update(self, finding, measured, root, finite, batch_size):
        """Three curves `(n,)` over the batch sizes 1 to n, and where you are."""
        self.title.set_text(finding)
        sizes = np.arange(1, len(measured) + 1)
        for line, heights in [(self.measured, measured), (self.root, root), (self.finite, finite)]:
            line.set_data(sizes, np.where(heights > 0, heights, np.nan))
        self.place.set_data([batch_size], np.clip(measured[batch_size - 1 : batch_size], *self.limits))


class Runs:
    """Several runs over an axis that can be exchanged: the darker a line, the larger its batch."""

    shades = ["#6fb4e0", "#2e8fcb", "#0072B2", "#003b5c"]
    dashes = ["-", (0, (6, 1.5)), (0, (3, 1.2)), (0, (1, 1))]

    def __init__(self, ax, names, limits, y_label):
        ax.set(yscale="log", ylim=limits, ylabel=y_label)
        logarithmic(ax.yaxis)
        self.ruler, self.limits = Ruler(ax, is_logarithmic=True), limits
        self.title = moving_title(ax)
        self.finish = ax.axvline(1, color=DANGER, linestyle="--", linewidth=1.4)
        self.finish_name = moving_text(
            ax, color=DANGER, ha="right", va="bottom", transform=ax.get_xaxis_transform()
        )
        (self.progress,) = ax.plot(
            [], [], color=PAST, linewidth=5, solid_capstyle="butt", clip_on=False, transform=ax.transAxes
        )
        styles = list(zip(names, self.shades, self.dashes, strict=True))
        self.lines = [
            ax.plot([], [], color=color, linestyle=dash, linewidth=2.2)[0] for _, color, dash in styles
        ]
        ax.legend(
            self.lines, names, loc="lower left", handlelength=2.6
        )  # the ends lie too close together for names there
        self.artists = [
            *self.ruler.artists,
            self.finish,
            *self.lines,
            self.finish_name,
            self.progress,
            self.title,
        ]

    def use_axis(self, label, limits):
        """Another axis below the runs."""
        self.ruler.use(*limits, label)

    def update(self, finding, runs, finish, finish_name, share_done):
        """`runs` is a list of places and heights, `(n,)` each; `finish` is where they are compared, or None. The bar on top is gone when all is done."""
        self.title.set_text(finding)
        self.progress.set_data([0, share_done % 1], [1, 1])
        self.finish.set_visible(finish is not None)
        self.finish_name.set_text(finish_name if finish is not None else "")
        if finish is not None:
            self.finish.set_xdata([self.ruler.share(finish)] * 2)
            self.finish_name.set_position((self.ruler.share(0.9 * finish), 0.02))
        for line, (x, y) in zip(self.lines, runs, strict=True):
            line.set_data(self.ruler.share(x), np.clip(y, *self.limits))


class Ranking:
    """Who comes first, second, third … on each of several axes, joined by lines: where they cross, the order flips."""

    def __init__(self, ax, names, columns):
        n = len(names)
        ax.set(xlim=(-0.4, len(columns) + 0.15), ylim=(n + 0.5, 0.5), yticks=range(1, n + 1))
        ax.set_yticklabels(["best", *[""] * (n - 2), "worst"])
        ax.set_xticks(range(len(columns)), [f"equal\n{column}" for column in columns])
        ax.grid(False)
        self.title = moving_title(ax)
        styles = list(zip(names, Runs.shades, Runs.dashes, strict=True))
        self.lines = [
            ax.plot([], [], color=color, linestyle=dash, marker="o", markersize=9, linewidth=2.2)[0]
            for _, color, dash in styles
        ]
        self.names = [moving_text(ax, 0, 0, name, color=color, va="center") for name, color, _ in styles]
        self.column = ax.axvspan(-0.3, 0.3, color="#eeeeee", zorder=0)
        self.artists = [self.column, *self.lines, *self.names, self.title]

    def update(self, finding, ranks, column):
        """`ranks (n_runs, n_columns)` from 1; `column` is the one that is shown beside. No ranks, nothing drawn."""
        self.title.set_text(finding)
        self.column.set_x(column - 0.3)
        for line, name, row in zip(self.lines, self.names, ranks, strict=True):
            line.set_data(np.arange(len(row)), row)
            name.set_visible(len(row) > 0)
            if len(row):
                name.set_position((len(row) - 0.82, row[-1]))


class Stack:
    """Kinds of bytes on top of one another, and a dashed bar that they must stay under."""

    hatches = ["", "///", ""]
    colors = [PAST, "#b5b5b5", TRAINING]

    def __init__(self, ax, names, limit):
        ax.set(xlim=(-1.15, 2.0), ylim=(0, limit), xticks=[], ylabel="kilobytes")
        self.title = moving_title(ax)
        kinds = zip(names, self.colors, self.hatches, strict=True)
        self.bars = [
            ax.bar([0], [0], width=0.8, color=color, hatch=hatch, edgecolor="white", label=name)[0]
            for name, color, hatch in kinds
        ]
        self.names = [moving_text(ax, 0.5, 0, va="center", color="#333333") for _ in names]
        self.order, self.limit = names, limit
        (self.bar,) = ax.plot([-1.15, 0.45], [0, 0], color=DANGER, linestyle="--")
        self.bar_name = moving_text(ax, -1.1, 0, "the bar", va="bottom", color=DANGER)
        self.artists = [*self.bars, self.bar, self.bar_name, *self.names, self.title]

    def update(self, finding, heights, bar):
        """`heights` in the order of the names."""
        self.title.set_text(finding)
        below = np.concatenate([[0], np.cumsum(heights)])
        places = _apart((below[:-1] + below[1:]) / 2, 0.04 * self.limit, 0.067 * self.limit)
        for k, name in enumerate(self.order):
            self.bars[k].set(y=below[k], height=heights[k])
            self.names[k].set_text(f"{name} {heights[k]:,.0f} kB")
            self.names[k].set_y(min(places[k], 0.96 * self.limit))
        self.bar.set_ydata([bar, bar])
        self.bar_name.set_y(bar)


class Growth:
    """Lines of bytes over the batch size, your batch, and the dashed bar."""

    def __init__(self, ax, largest, limit):
        ax.set(xlim=(0, largest), ylim=(0, limit), xlabel="batch size", ylabel="kilobytes")
        self.title = moving_title(ax)
        (self.fixed,) = ax.plot([], [], color=PAST)
        (self.growing,) = ax.plot([], [], color=TRAINING)
        self.bar = ax.axhline(0, color=DANGER, linestyle="--")
        (self.place,) = ax.plot(
            [],
            [],
            color=TRAINING,
            marker="o",
            markersize=11,
            linestyle="",
            markeredgecolor="white",
            clip_on=False,
        )
        self.names = [
            moving_text(ax, 0.98 * largest, 0, ha="right", va="bottom", color=color)
            for color in (PAST, TRAINING)
        ]
        self.largest, self.limit = largest, limit
        self.artists = [self.fixed, self.growing, self.bar, *self.names, self.place, self.title]

    def update(self, finding, fixed, each, batch_size, bar):
        """`fixed` kilobytes whatever the batch, and `each` more for every example in it."""
        self.title.set_text(finding)
        ends = np.array([0, self.largest])
        self.fixed.set_data(ends, [fixed, fixed])
        self.growing.set_data(ends, fixed + each * ends)
        self.place.set_data([batch_size], [min(fixed + each * batch_size, self.limit)])
        self.bar.set_ydata([bar, bar])
        self.names[0].set_text(
            "parameters and their gradient" if fixed < 0.9 * bar - 0.1 * self.limit or fixed > bar else ""
        )
        self.names[0].set_y(fixed)
        end = min(self.largest, (0.9 * self.limit - fixed) / each)
        self.names[1].set_position((0.97 * end - 0.01 * self.largest, fixed + each * end))
        self.names[1].set_text("all together")


class StopLines:
    """Upright lines over a run: where you stop it, and where a rule would."""

    def __init__(self, ax, n_steps):
        self.n_steps = n_steps
        self.yours = ax.axvline(0, color="#333333", linewidth=2)
        self.rules = ax.axvline(0, color=DANGER, linestyle="--", linewidth=1.4)
        (self.kept,) = ax.plot(
            [],
            [],
            color=GOOD,
            marker="*",
            markersize=16,
            markeredgecolor="white",
            linestyle="",
            clip_on=False,
        )
        inside = {"transform": ax.get_xaxis_transform(), "va": "top"}
        self.names = [
            moving_text(ax, 0, 0.98, "you stop", color="#333333", **inside),
            moving_text(ax, 0, 0.9, "the rule stops", color=DANGER, **inside),
        ]
        self.artists = [self.rules, self.yours, self.kept, *self.names]

    def update(self, stop, rule_stop, kept, height):
        """Epochs of your stop, of the rule's, and of what it keeps, at its validation loss; None where there is none yet."""
        self.yours.set_xdata([stop, stop])
        self._name(0, stop, rule_stop)
        for line in (self.rules, self.names[1]):
            line.set_visible(rule_stop is not None)
        if rule_stop is not None:
            self.rules.set_xdata([rule_stop, rule_stop])
            self._name(1, rule_stop, stop)
        self.kept.set_data([kept] if kept is not None else [], [height] if kept is not None else [])

    def _name(self, number, place, other):
        # to the right of its line; if the other line is in the way there, to the left; or else behind both
        width, gap = (0.16, 0.26)[number] * self.n_steps, 0.012 * self.n_steps
        is_blocked = other is not None and 0 <= other - place < width
        to_the_left = place > 1.18 * self.n_steps - width or (is_blocked and place > width)
        self.names[number].set_ha("right" if to_the_left else "left")
        self.names[number].set_x(place - gap if to_the_left else other + gap if is_blocked else place + gap)


class ClassMap:
    """What a network says everywhere in a square, and the points it has seen and not seen."""

    def __init__(self, ax, reach, resolution=50):
        side = np.linspace(-reach, reach, resolution)
        self.grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)  # (resolution², 2)
        self.resolution = resolution
        ax.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel="first input", ylabel="second input")
        ax.grid(False)
        self.title = moving_title(ax)
        blank = np.full((resolution, resolution), 0.5)
        corners = (-reach, reach, -reach, reach)
        self.map = ax.imshow(
            blank,
            cmap=CLASS_MAP,
            vmin=0,
            vmax=1,
            extent=corners,
            origin="lower",
            aspect="auto",
            interpolation="bilinear",
        )
        looks = [("o", TRAINING), ("^", VALIDATION)]
        self.points = [
            ax.plot([], [], marker=marker, color=color, markersize=7, linestyle="", markeredgecolor="white")[
                0
            ]
            for marker, color in looks
        ]
        self.artists = [self.map, *self.points, self.title]

    def show_points(self, inputs, labels):
        """Circles for class 0, triangles for class 1."""
        for k, points in enumerate(self.points):
            points.set_data(*inputs[labels == k].T)

    def update(self, finding, shares):
        """`shares` of class 1 at every place of the `grid`, `(resolution²,)`."""
        self.title.set_text(finding)
        self.map.set_data(shares.reshape(self.resolution, self.resolution))


def _apart(places, lowest, distance):
    """The same heights, lifted where they would be below `lowest` or closer than `distance`."""
    lifted = []
    for place in places:
        lifted.append(max(place, lifted[-1] + distance if lifted else lowest))
    return lifted
