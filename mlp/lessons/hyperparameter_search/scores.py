"""What a search has scored: curves while it trains, the best so far, and the results of many searches."""

import numpy as np
from matplotlib.collections import LineCollection

from ...plots.marks import Upright, dot, star, threshold
from ...plots.ruler import Ruler
from ...plots.style import DANGER, GOOD, PAST, TRAINING, VALIDATION, logarithmic
from ...plots.text import moving_text, moving_title
from ...search import best_so_far


class LearningCurves:
    """Many curves at once: those that go on, those that were given up, and one that came late."""

    def __init__(self, ax, y_limits, y_label):
        ax.set(ylim=y_limits, ylabel=y_label)
        self.ruler, self.title = Ruler(ax), moving_title(ax)
        self.given_up = ax.add_collection(LineCollection([], colors=PAST, linewidths=1.4, alpha=0.35))
        self.ends = ax.plot([], [], color=PAST, marker="x", markersize=5, linestyle="", alpha=0.7)[0]
        self.going = ax.add_collection(LineCollection([], colors=TRAINING, linewidths=1.8))
        self.late = ax.plot([], [], color=DANGER, linestyle="--")[0]
        self.late_name = moving_text(ax, color=DANGER, ha="right", va="top")
        self.artists = [*self.ruler.artists, self.given_up, self.ends, self.going]
        self.artists += [self.late, self.late_name, self.title]

    def use_epochs(self, n_epochs):
        """Another number of epochs on the x axis."""
        self.ruler.use(0, 1.04 * n_epochs, "epochs")

    def update(self, finding, going, given_up, late):
        """`going` and `given_up` list curves from x = 1; `late` is one curve, or None."""
        self.title.set_text(finding)
        self.going.set_segments([self._from_one(curve) for curve in going])
        self.given_up.set_segments([self._from_one(curve) for curve in given_up])
        lengths = [len(curve) for curve in given_up]
        self.ends.set_data(self.ruler.share(lengths), [curve[-1] for curve in given_up])
        self.late.set_data(*(self._from_one(late).T if late is not None else ([], [])))
        self.late_name.set_text("the late bloomer" if late is not None else "")
        if late is not None:
            half = len(late) // 2
            self.late_name.set_position((self.ruler.share(len(late)), late[half] - 0.12))

    def _from_one(self, curve):
        return np.column_stack([self.ruler.share(np.arange(1, len(curve) + 1)), curve])


class ScoresOverRate:
    """Trials over their learning rate, the best with a star; the whole curve in grey behind them."""

    def __init__(self, ax, x_limits, y_limits):
        ax.set(xscale="log", xlim=x_limits, ylim=y_limits)
        ax.set(xlabel="learning rate", ylabel="validation accuracy")
        logarithmic(ax.xaxis)
        self.title = moving_title(ax)
        (self.curve,) = ax.plot([], [], color=PAST, linewidth=1.4, alpha=0.8)
        self.points, self.best = dot(ax, VALIDATION, size=8, marker="^"), star(ax, clip_on=False)
        self.mark = Upright(ax, height=0.02)
        self.artists = [self.curve, *self.mark.artists, self.points, self.best, self.title]

    def update(self, finding, tried, mark_at, mark_name):
        """`tried` lists pairs of rate and score; the dashed line is at `mark_at`, None hides it."""
        self.title.set_text(finding)
        rates, scores = np.reshape(tried, (-1, 2)).T
        self.points.set_data(rates, scores)
        first = [int(scores.argmax())] if len(scores) else []
        self.best.set_data(rates[first], scores[first])
        self.mark.move(mark_at, mark_name)

    def draw_curve(self, rates, scores):
        """The score at every rate, `(n,)` both; no scores hide the curve."""
        self.curve.set_data(rates[: len(scores)], scores)


class ScoresSoFar:
    """One score after another as points, and the best so far as a line; a dashed line says what is true."""

    def __init__(self, ax, n_most, y_limits, x_label, y_label, truth, name):
        ax.set(xlim=(0, n_most + 1), ylim=y_limits, xlabel=x_label, ylabel=y_label)
        threshold(ax, y=truth)
        ax.text(n_most, y_limits[0], name, color=DANGER, ha="right", va="bottom")
        self.title = moving_title(ax)
        flat = {"marker": "^", "alpha": 0.7, "markeredgewidth": 0}
        self.points = dot(ax, VALIDATION, size=6, **flat)
        (self.best,) = ax.plot([], [], color=GOOD, drawstyle="steps-post")
        self.artists = [self.points, self.best, self.title]

    def update(self, finding, scores):
        """`scores (n,)` in the order of the trials."""
        self.title.set_text(finding)
        number = np.arange(1, len(scores) + 1)
        self.points.set_data(number, scores)
        self.best.set_data(number, best_so_far(scores))


class ResultDots:
    """All results of several searches as dots in columns, their averages as lines with their ±."""

    def __init__(self, ax, colors, y_limits, y_label):
        """`colors` maps each search's name to its colour."""
        ax.set(xlim=(-0.6, len(colors) - 0.4), ylim=y_limits, ylabel=y_label)
        ax.set_xticks(range(len(colors)), list(colors))
        self.limits, self.title, self.names = y_limits, moving_title(ax), list(colors)
        flat = {"alpha": 0.4, "markeredgewidth": 0}
        self.dots = {name: dot(ax, color, size=5, **flat) for name, color in colors.items()}
        self.averages = {name: ax.plot([], [], color=color, linewidth=3)[0] for name, color in colors.items()}
        self.errors = {name: ax.plot([], [], color="#333333", linewidth=2)[0] for name in colors}
        lines = [*self.averages.values(), *self.errors.values()]
        self.artists = [*self.dots.values(), *lines, self.title]

    def update(self, finding, averages, **results):
        """`results` gives by name the numbers `(n,)`, `averages` their average and its ±."""
        self.title.set_text(finding)
        for name, numbers in results.items():
            column = self.names.index(name)
            aside = 0.25 * np.sin(7.1 * np.arange(len(numbers)))  # dots do not hide one another
            self.dots[name].set_data(column + aside, np.clip(numbers, *self.limits))
            average, error = averages[name]
            ends = np.clip([average - error, average + error], *self.limits)
            self.errors[name].set_data([column, column], ends)
            height = np.clip(average, *self.limits)
            self.averages[name].set_data([column - 0.35, column + 0.35], [height, height])
