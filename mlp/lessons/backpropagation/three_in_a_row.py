"""Three functions, one after the other: values on the way there, slopes on the way back. Which number comes next?"""

import numpy as np

from ...plots.numbers import factor, short, unsigned_zero
from ...plots.style import GRADIENT, panels
from ..scene import Preset, Slider
from ..tasks import Question
from .graph import VALUE, Blackboard, Graph


class ThreeInARow:
    """Three functions, one after the other: values on the way there, slopes on the way back. Which number comes next?"""

    title = "Three functions in a row"
    controls = [
        Slider("x", -2.0, 3.0, start=2.0, step=0.5, label="x"),
        Slider("stage", 0, 7, start=0, whole=True, stepped=True, label="stage: 1-3 forward, 4-7 backward"),
        Slider("guess", -30.0, 30.0, start=0.0, step=0.5, label="the next number, by you"),
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
        self.figure, (ax,) = panels(1, size=(10, 4), left=0.03, right=0.97, bottom=0.38, top=0.9)
        places = {name: (x, 105) for name, x in zip("xgfF", (70, 330, 590, 850), strict=True)}
        edges = {name: (places[start], places[name], 0.5) for start, name in ("xg", "gf", "fF")}
        edges = {f"to {name}": edge for name, edge in edges.items()}
        self.graph = Graph(ax, (940, 200), places, edges, label_width=96, radius=36)
        self.board = Blackboard(self.figure, 0.36, n_columns=1, left=0.06)
        self.artists = [*self.graph.artists, *self.board.artists]

    def restart(self, x, stage, guess):
        self.x, self.stage, self.guess = x, stage, guess
        self.numbers, self.lines = self._computed(x)
        self.graph.update(*self._shown(), finding=f"x = {short(x)}: {self.fate}")
        heading = (
            f"Next: {self.stages[stage]} = ?"
            if stage < 7
            else "All numbers are there. Go back with the slider, or move x."
        )
        newest = self.lines[stage - 1] if stage else "Only x is given."
        verdict = f"Your number {short(guess)}: {self.verdict}" if stage < 7 else self._nudged()
        self.board.update(
            heading, ["Now:   " + newest, "", verdict], color=GRADIENT if stage > self.n_forward else VALUE
        )

    @staticmethod
    def _computed(x):
        """The numbers of all stages, and how each was found."""
        g = 2 * x - 1
        f = g**2
        end = 1 - f / 2
        numbers = [unsigned_zero(number) for number in (g, f, end, 1.0, -0.5, -g, -2 * g)]
        lines = [
            f"g = 2x - 1 = 2 × {factor(x)} - 1 = {short(g)}",
            f"f = g² = {factor(g)}² = {short(f)}",
            f"F = 1 - f / 2 = 1 - {short(f)} / 2 = {short(end)}",
            "∂F/∂F = 1: if F grows by ε, F grows by ε",
            "∂F/∂f = ∂F/∂F × (local slope of 1 - f / 2) = 1 × (-0.5) = -0.5",
            f"∂F/∂g = ∂F/∂f × (local slope of g²: 2g) = (-0.5) × {factor(2 * g)} = {short(numbers[5])}",
            f"∂F/∂x = ∂F/∂g × (local slope of 2x - 1) = {factor(numbers[5])} × 2 = {short(numbers[6])}",
        ]
        return numbers, lines

    def _shown(self):
        """The texts at nodes and edges as far as the stage has come, the path, and what is new."""
        values = {"x": short(self.x)} | {
            name: short(number) for name, number in zip("gfF", self.numbers[: self.stage])
        }
        values |= {"to g": "2x - 1", "to f": "g²", "to F": "1 - f / 2"}
        slopes = {
            f"to {name}": f"slope {short(slope)}"
            for name, slope in (("F", -0.5), ("f", 2 * self.numbers[0]), ("g", 2))
        }
        n_back = max(0, self.stage - self.n_forward)
        backwards = zip("FfgxF"[:n_back], self.numbers[self.n_forward :], strict=False)
        gradients = {name: f"∂ {short(number)}" for name, number in backwards}
        gradients |= dict(list(slopes.items())[: max(0, n_back - 1)])
        lit = ["F", "to F", "f", "to f", "g", "to g", "x"][: max(0, 2 * n_back - 1)]
        fresh = ["x", *"gfFFfgx"][self.stage]
        return values, gradients, lit, [fresh]

    @property
    def verdict(self):
        """What is to be said about the guessed number."""
        right = self.numbers[self.stage]
        if self.guess == right:
            return "right. Press Next."
        if self.stage <= self.n_forward:
            return (
                "not yet." if self.stage < self.n_forward else "not yet. How fast does F grow when F grows?"
            )
        local = (-0.5, 2 * self.numbers[0], 2.0)[self.stage - self.n_forward - 1]
        arriving = self.numbers[self.stage - 1]
        if self.guess == local:
            return "that is the local slope. Multiply it by the slope that arrives."
        if self.guess == local + arriving:
            return "slopes in a row multiply; you have added them."
        return (
            "the sign is the other way round."
            if self.guess == -right
            else "not yet. Local slope × the slope that arrives."
        )

    @property
    def fate(self):
        """How far the stage has come, in a few words."""
        if self.stage == 0:
            return "nothing is computed yet"
        if self.stage <= self.n_forward:
            return f"{self.stage} of 3 values"
        n_back = self.stage - self.n_forward
        return (
            f"all values, {n_back} of 4 slopes"
            if self.stage < 7
            else f"F = {self.numbers[2]:g}, and it changes {self.numbers[6]:g} times as fast as x"
        )

    def _nudged(self, nudge=0.001):
        there = self._computed(self.x + nudge)[0][2]
        return (
            f"Check: x + {nudge} changes F by {there - self.numbers[2]:.6f}; divided by {nudge} that is"
            f" {(there - self.numbers[2]) / nudge:.3f}."
        )

    def summary(self):
        newest = f" The newest: {self.lines[self.stage - 1]}." if self.stage else ""
        yours = (
            f" Your number for {self.stages[self.stage]} is {self.guess:g}: {self.verdict}"
            if self.stage < 7
            else f" {self._nudged()}"
        )
        return f"x = {self.x:g}: {self.fate}.{newest}{yours}"


def _chain():
    numbers = ThreeInARow._computed(2.0)[0]
    facts = {"slope": numbers[6], "sum": 2 + 2 * numbers[0] - 0.5, "without": 2 * 2 * numbers[0]}
    known = {"-0.5": -0.5, "7.5": facts["sum"], "12": facts["without"], "-6": -0.5 * facts["without"]}
    return next(choice for choice, number in known.items() if np.isclose(number, numbers[6])), facts


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
