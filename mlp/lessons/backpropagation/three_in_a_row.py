"""How do three functions in a row pass a change on? Values on the way there, slopes on the way back."""

import numpy as np

from ...plots.numbers import factor, short, unsigned_zero
from ...plots.style import GRADIENT, panels
from ..scene import Preset, Slider
from ..tasks import Question
from .graph import VALUE, Blackboard, Graph


class ThreeInARow:
    """Values forward and slopes backward through three functions, one at a time. Which number comes next?"""

    title = "Three functions in a row"
    controls = [
        Slider("x", -2.0, 3.0, start=2.0, step=0.5, label="x"),
        Slider("stage", 0, 7, start=0, integer=True, stepped=True, label="stage (4-7: backward)"),
        Slider("guess", -30.0, 30.0, start=0.0, step=0.5, label="your next number"),
    ]
    presets = [
        Preset(
            "both ways",
            {"x": 2.0, "stage": 7},
            "All seven numbers: the slope -6 is the product of three local slopes.",
        ),
        Preset(
            "a flat place",
            {"x": 0.5, "stage": 7},
            "Where g is 0, its square is flat: one zero in the chain, and everything before it gets zero.",
        ),
    ]
    stages = ("g", "f", "F", "∂F/∂F", "∂F/∂f", "∂F/∂g", "∂F/∂x")
    n_forward, preview = 3, {"stage": 4}

    def __init__(self):
        self.figure, (ax,) = panels(1, size=(6.3, 4), left=0.03, right=0.97, bottom=0.38, top=0.9)
        places = {name: (x, 105) for name, x in zip("xgfF", (46, 213, 380, 547), strict=True)}
        edges = {f"to {end}": (places[start], places[end], 0.5) for start, end in ("xg", "gf", "fF")}
        self.graph = Graph(ax, (592, 200), places, edges, label_width=66, radius=36)
        self.board = Blackboard(self.figure, 0.36, n_columns=1, left=0.06)
        self.artists = [*self.graph.artists, *self.board.artists]

    def restart(self, x, stage, guess):
        self.x, self.stage, self.guess = x, stage, guess
        self.numbers = numbers_of_the_chain(x)
        self.lines = self._lines()
        self._show_graph()
        self._show_board()

    @property
    def is_complete(self):
        """True if all seven numbers are shown."""
        return self.stage == len(self.stages)

    @property
    def finding(self):
        """How many numbers are known, in a few words."""
        n_back = self.stage - self.n_forward
        if self.stage == 0:
            return "nothing is computed yet"
        if n_back <= 0:
            return f"{self.stage} of 3 values"
        if not self.is_complete:
            return f"all values, {n_back} of 4 slopes"
        return f"F = {short(self.numbers[2])}, and it changes {short(self.numbers[6])} times as fast as x"

    @property
    def feedback(self):
        """What to say about the guessed number."""
        if self.guess == self.numbers[self.stage]:
            return "right. Press Next."
        if self.stage < self.n_forward:
            return "not yet."
        if self.stage == self.n_forward:
            return "not yet. How fast does F grow when F grows?"
        return self._mistake()

    def _mistake(self):
        """What went wrong in a guessed slope that is not right."""
        local = (-0.5, 2 * self.numbers[0], 2.0)[self.stage - self.n_forward - 1]
        if self.guess == local:
            return "that is the local slope. Multiply it by the slope that arrives."
        if self.guess == local + self.numbers[self.stage - 1]:
            return "slopes in a row multiply; you have added them."
        if self.guess == -self.numbers[self.stage]:
            return "the sign is the other way round."
        return "not yet. Local slope × the slope that arrives."

    def _lines(self):
        """How each number is found, one line for each stage."""
        g, f, end, _, _, at_g, at_x = self.numbers
        return [
            f"g = 2x - 1 = 2 × {factor(self.x)} - 1 = {short(g)}",
            f"f = g² = {factor(g)}² = {short(f)}",
            f"F = 1 - f / 2 = 1 - {short(f)} / 2 = {short(end)}",
            "∂F/∂F = 1: if F grows by ε, F grows by ε",
            "∂F/∂f = ∂F/∂F × (local slope of 1 - f / 2) = 1 × (-0.5) = -0.5",
            f"∂F/∂g = ∂F/∂f × (local slope of g²: 2g) = (-0.5) × {factor(2 * g)} = {short(at_g)}",
            f"∂F/∂x = ∂F/∂g × (local slope of 2x - 1) = {factor(at_g)} × 2 = {short(at_x)}",
        ]

    def _show_graph(self):
        n_back = max(0, self.stage - self.n_forward)
        path = ["F", "to F", "f", "to f", "g", "to g", "x"][: max(0, 2 * n_back - 1)]
        fresh = ["x", *"gfFFfgx"][self.stage]
        finding = f"x = {short(self.x)}: {self.finding}"
        self.graph.update(self._values(), self._slopes(n_back), path, [fresh], finding)

    def _values(self):
        """The texts of the values that are known, by name, and the functions on the edges."""
        known = zip("gfF", self.numbers[: self.stage])
        values = {"x": short(self.x), "to g": "2x - 1", "to f": "g²", "to F": "1 - f / 2"}
        return values | {name: short(number) for name, number in known}

    def _slopes(self, n_back):
        """The texts of the first `n_back` slopes on the way back, and of the local slopes between them."""
        slopes = zip("FfgxF"[:n_back], self.numbers[self.n_forward :])
        local = zip("Ffg"[: max(0, n_back - 1)], (-0.5, 2 * self.numbers[0], 2))
        texts = {name: f"∂ {short(slope)}" for name, slope in slopes}
        return texts | {f"to {name}": f"slope {short(slope)}" for name, slope in local}

    def _show_board(self):
        heading = "All numbers are there. Go back with the slider, or move x."
        heading = heading if self.is_complete else f"Next: {self.stages[self.stage]} = ?"
        newest = self.lines[self.stage - 1] if self.stage else "Only x is given."
        last = self._nudged() if self.is_complete else f"Your number {short(self.guess)}: {self.feedback}"
        color = GRADIENT if self.stage > self.n_forward else VALUE
        self.board.update(heading, ["Now:   " + newest, "", last], color=color)

    def _nudged(self, step=0.001):
        change = numbers_of_the_chain(self.x + step)[2] - self.numbers[2]
        return f"Check: x + {step} changes F by {change:.6f}; divided by {step} that is {change / step:.3f}."

    def summary(self):
        newest = f" The newest: {self.lines[self.stage - 1]}." if self.stage else ""
        yours = f" {self._nudged()}" if self.is_complete else self._about_the_guess()
        return f"x = {short(self.x)}: {self.finding}.{newest}{yours}"

    def _about_the_guess(self):
        return f" Your number for {self.stages[self.stage]} is {short(self.guess)}: {self.feedback}"


def numbers_of_the_chain(x):
    """The values of g = 2x - 1, f = g² and F = 1 - f / 2, and the slopes of F at F, f, g and x."""
    g = 2 * x - 1
    f = g**2
    numbers = [g, f, 1 - f / 2, 1.0, -0.5, -g, -2 * g]
    return [unsigned_zero(number) for number in numbers]


def _chain():
    g, _, _, _, at_f, _, at_x = numbers_of_the_chain(2.0)
    facts = {"slope": at_x, "sum": 2 + 2 * g + at_f, "without": 2 * 2 * g}
    known = {"-0.5": at_f, "7.5": facts["sum"], "12": facts["without"], "-6": at_f * facts["without"]}
    return next(choice for choice, number in known.items() if np.isclose(number, at_x)), facts


slope_of_a_chain = Question(
    "x = 2 goes through g = 2x - 1, f = g² and F = 1 - f / 2. There the local slopes are 2, 6 and -0.5. How"
    " many times as fast as x does F change?",
    {
        "-0.5": (
            "That is the last function alone. Before it, the change has already been multiplied by 2 and by"
            " 6: together {slope:g}."
        ),
        "7.5": (
            "That is the sum. A change of x is doubled by g, that double is made six times larger by f, so"
            " slopes multiply: {slope:g}."
        ),
        "12": "That is as far as f. The last function still multiplies by -0.5, which gives {slope:g}.",
        "-6": "2 × 6 × (-0.5): every function multiplies the change that reaches it.",
    },
    _chain,
)
