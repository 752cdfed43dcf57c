"""A linear support vector machine: you choose C, training finds the line, and some of the points end up mattering."""

from itertools import islice

import numpy as np

from ...data import Points, blobs
from ...losses import LOSSES
from ...network import MLP
from ...optimizers import Momentum
from ...plots.numbers import decimals, listed
from ...plots.profiles import Profiles
from ...plots.style import TRAINING, panels
from ...schedules import Cosine
from ...training import train
from ..scene import Preset, Seed, Slider
from ..tasks import Question
from .pictures import Margin


class ChooseC:
    """A linear support vector machine: you choose C, training finds the line, and some of the points end up mattering."""

    title = "You choose C, training finds the rest"
    controls = [
        Seed(),
        Slider(
            "C",
            0.01,
            100.0,
            start=1.0,
            step=0.05,
            logarithmic=True,
            label="C (price of a point in the street)",
        ),
    ]
    presets = [
        Preset(
            "cheap", {"C": 0.01}, "A street so wide that most points lie in it: most are support vectors."
        ),
        Preset("balanced", {"C": 1.0}, "A compromise: a narrower street, and far fewer support vectors."),
        Preset(
            "expensive",
            {"C": 100.0},
            "The narrowest street: the fewest points decide where it lies, so each of them counts for much.",
        ),
    ]
    n_points, n_steps, largest_rate = 60, 1000, 0.3

    def __init__(self):
        self.figure, (left, right) = panels(1, 1.15, gap=0.24)
        self.margin = Margin(left, (-4.6, 4.6), "first input", "second input")
        styles = {"first weight": "-", "second weight": "--", "bias": ":"}
        axes = (0.009, 100), (-1, 1), "C, chosen", "weights and bias, learned", ("log", "linear")
        self.learned = Profiles(
            right,
            dict.fromkeys(styles, TRAINING),
            *axes,
            x_ticks=[0.01, 0.1, 1, 10, 100],
            room=0.29,
            styles={name: {"linestyle": style} for name, style in styles.items()},
        )
        self.artists = self.margin.artists + self.learned.artists
        self.seed = None

    def restart(self, seed, C):
        if seed != self.seed:
            self._train_all(seed)
        self.choice = int(np.argmin(np.abs(np.log(self.all_C / C))))
        self.weights, self.bias = (
            self.model.parameters.flat[self.choice, :2],
            self.model.parameters.flat[self.choice, 2],
        )
        agreement = agreements(self.model.parameters.flat[self.choice], self.points)
        self.is_support, self.n_wrong = (
            agreement < 1.003,
            int((agreement < 0).sum()),
        )  # on the street's edge it is 1, nearly
        finding = f"{self.is_support.sum()} of {self.n_points} points are support vectors"
        self.margin.update(
            finding, self.weights, self.bias, self.points.inputs, self.points.targets[:, 0], self.is_support
        )
        numbers = dict(zip(self.learned.lines, self.model.parameters.flat.T, strict=True))
        finding = f"C = {self.chosen:.3g}: learned {listed(self.weights)} and {decimals(self.bias)}"
        self.learned.update(finding, self.all_C, self.choice, **numbers)

    def _train_all(self, seed):
        # every C the slider can show, trained side by side, so that a move need not wait
        self.seed = seed
        self.points = two_clouds(self.n_points, seed)
        self.all_C = np.geomspace(0.01, 100, 81)
        self.model = MLP([2, 1], "identity", "zeros", n_models=len(self.all_C))
        for step in islice(
            train_svm(self.model, self.points, self.all_C, self.n_steps, self.largest_rate), self.n_steps
        ):
            pass
        widen_empty_streets(self.model.parameters.flat, self.points)
        low, high = self.model.parameters.flat.min(), self.model.parameters.flat.max()
        self.learned.set_heights(low - 0.1 * (high - low), high + 0.1 * (high - low))

    @property
    def chosen(self):
        """The C of the slider, among those that were trained."""
        return self.all_C[self.choice]

    @property
    def street(self):
        """How wide the street between the two dashed lines is."""
        return 2 / np.linalg.norm(self.weights)

    def summary(self):
        return (
            f"C = {self.chosen:.3g} was chosen. Training learned the weights {listed(self.weights)} and the"
            f" bias {decimals(self.bias)}: the street is {self.street:.2f} wide, {self.is_support.sum()} of"
            f" {self.n_points} points are support vectors (ringed), {self.n_wrong}"
            f" {'is' if self.n_wrong == 1 else 'are'} on the wrong side."
        )


def two_clouds(n, seed=0):
    """Two clouds that touch, one to the lower left and one to the upper right; targets -1 and +1."""
    clouds = blobs(n, noise=1.0, seed=seed)
    turn = np.array([[-0.8, -0.6], [0.6, -0.8]])
    return Points(clouds.inputs @ turn, 2.0 * clouds.labels[:, None] - 1)


def train_svm(model, points, C, n_steps, learning_rate=0.3):
    """The training stream of linear support vector machines side by side: the hinge loss, and weight decay tied to `C (n_models,)`.

    ½|w|² + C × (sum of hinge losses), divided by C × n, is the mean hinge loss with a weight decay of 1 / (C × n); the bias is left free.
    """
    decay = np.zeros_like(model.parameters.flat)  # (n_models, 3)
    decay[:, :2] = 1 / (np.asarray(C)[:, None] * len(points.inputs))
    optimizer = Momentum(learning_rate, weight_decay=decay)
    return train(
        model,
        LOSSES["hinge"],
        optimizer,
        points,
        batch_size=len(points.inputs),
        schedule=Cosine(learning_rate, n_steps),
    )


def agreements(parameters, points):
    """Target × output of every point, `(..., n)`, for lines `(..., 3)`: below 0 on the wrong side, 1 on the street's edge."""
    return points.targets[:, 0] * (parameters[..., :2] @ points.inputs.T + parameters[..., 2:])


def widen_empty_streets(parameters, points):
    """Moves the lines, `parameters (n_models, 3)`, whose street no point is in, to the middle, and widens it to the nearest points, in place.

    Training does the same, but ever more slowly: where no point costs anything, only the small weight decay is left.
    """
    agreement = agreements(parameters, points)
    above, below = (agreement[:, points.targets[:, 0] == side].min(axis=-1) for side in (1, -1))
    is_empty = np.minimum(above, below) > 1
    parameters[is_empty, 2] += (below - above)[is_empty] / 2
    parameters[is_empty] /= ((above + below) / 2)[is_empty, None]


def _dearer():
    scene = ChooseC()
    streets, supports = [], []
    for C in (0.1, 10.0):
        scene.restart(seed=0, C=C)
        streets.append(scene.street)
        supports.append(int(scene.is_support.sum()))
    choice = (
        "wider"
        if streets[1] > 1.05 * streets[0]
        else "narrower"
        if streets[1] < 0.95 * streets[0]
        else "as wide as before"
    )
    return choice, {
        "before": streets[0],
        "after": streets[1],
        "n_before": supports[0],
        "n_after": supports[1],
    }


dearer_points = Question(
    "C is the price of a point that lies in the street or beyond. You raise it from 0.1 to 10. The street"
    " between the dashed lines becomes …",
    {
        "wider": (
            "A wider street has more points in it, and those are expensive now. It shrinks from {before:.2f}"
            " to {after:.2f}."
        ),
        "narrower": (
            "Points in the street are expensive now, so training makes it narrow: {after:.2f} instead of"
            " {before:.2f}, with {n_after} support vectors instead of {n_before}."
        ),
        "as wide as before": (
            "C is not a parameter, but it decides which parameters training finds: the street shrinks from"
            " {before:.2f} to {after:.2f}."
        ),
    },
    _dearer,
)
