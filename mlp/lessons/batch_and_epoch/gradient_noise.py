"""How far is the gradient of a batch from the gradient of all the data?"""

from functools import cache

import numpy as np

from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.profiles import Profiles
from ...plots.style import PAST, TRAINING, panels
from ...training import advance, train
from ..common import CROSS_ENTROPY
from ..scene import Preset, Seed, Slider, Toggle
from ..tasks import Question
from .noise import (
    finite_population_correction,
    gradients_of_examples,
    means_of_batches,
    principal_components,
    spread,
)
from .pictures import GradientCloud
from .shared import FIVE_HUNDRED


class GradientNoise:
    """300 batches of one size: their gradients as a cloud, and the spread of such clouds for every size."""

    title = "Gradient noise"
    controls = [
        Toggle("replacement", False, "put each example back"),
        Seed(),
        Slider("batch_size", 1, 500, start=8, integer=True, label="batch size, B"),
    ]
    presets = [
        Preset(
            "single examples",
            {"batch_size": 1},
            "Cheap, and rough: some of these steps even make the loss on all the digits worse.",
        ),
        Preset("32", {"batch_size": 32}, "Good: about a sixteenth of the work, and nearly every step helps."),
        Preset(
            "everything",
            {"batch_size": 500, "replacement": False},
            "Exact, and expensive: there is only one such batch, so there is no spread.",
        ),
    ]
    n_batches = 300

    def __init__(self):
        self.figure, (left, right) = panels(1, 1.25, gap=0.24)
        self.model, self.in_plane, self.alignments = _gradients_at_a_fixed_point()
        self.truth = self.in_plane.mean(axis=0)
        self.sigma = spread(self.in_plane, self.truth)
        self.sizes = np.arange(1, len(self.in_plane) + 1)
        self.cloud = GradientCloud(left, 2.2 * self.sigma)
        limits = (1, len(self.in_plane)), (0.01 * self.sigma, 1.6 * self.sigma)
        colors = {"root": PAST, "finite": PAST, "measured": TRAINING}
        styles = {"root": {"linestyle": ":"}, "measured": {"linewidth": 2.2, "alpha": 0.6}}
        axes = "batch size B", "spread of the cloud", ("log", "log")
        self.curve = Profiles(right, colors, *limits, *axes, styles=styles, room=0)
        formulas = {"root": "dotted: σ / √B", "finite": "grey: σ / √B × √((N - B) / (N - 1))"}
        self.curve.explain(measured="blue: measured", **formulas)
        self.artists = self.cloud.artists + self.curve.artists
        self.drawn = None

    def restart(self, replacement, seed, batch_size):
        if (replacement, seed) != self.drawn:
            self._draw(replacement, seed)
        self.batch_size, here = batch_size, batch_size - 1
        finding = f"{self.n_batches} batches of {batch_size}: {self.share_helping:.0%} of the steps help"
        self.cloud.update(finding, self.means[:, here] - self.truth, -self.truth)
        finding = f"Spread {self.measured_here:.3g}; σ / √B alone says {self.root[here]:.3g}"
        self.curve.point(finding, measured=(batch_size, self.measured_here))

    def _draw(self, replacement, seed):
        self.drawn, self.replacement = (replacement, seed), replacement
        columns = np.hstack([self.in_plane, self.alignments])
        means = means_of_batches(columns, self.n_batches, seed, replacement)  # (n_batches, n, 3)
        self.measured = spread(means[..., :2].swapaxes(0, 1), self.truth)  # (n,)
        # kept for the picture alone, in a third of the memory
        self.means, self.helps = means[..., :2].astype(np.float32), means[..., 2] > 0
        self.root = self.sigma / np.sqrt(self.sizes)
        correction = 1 if replacement else finite_population_correction(len(self.sizes), self.sizes)
        self.finite = self.root * correction
        lines = {"measured": self.measured, "root": self.root, "finite": self.finite}
        lines = {name: np.where(heights > 0, heights, np.nan) for name, heights in lines.items()}
        self.curve.draw(self.sizes, **lines)

    @property
    def measured_here(self):
        """The spread of the batches that are shown."""
        return self.measured[self.batch_size - 1]

    @property
    def share_helping(self):
        """The share of these batches whose gradient, in a short step, lowers the loss on all the data."""
        return self.helps[:, self.batch_size - 1].mean()

    def summary(self):
        drawn = "with" if self.replacement else "without"
        return (
            f"{self.n_batches} batches of {self.batch_size} out of {len(self.sizes)} digits, drawn {drawn}"
            f" replacement. In the plane of the picture their gradients lie {self.measured_here:.3g} from the"
            f" gradient of all (root mean square). The formula says {self.finite[self.batch_size - 1]:.3g}. A"
            f" short step against {self.share_helping:.0%} of them lowers the loss on all {len(self.sizes)}."
        )


@cache
def _gradients_at_a_fixed_point():
    """A network after 40 updates, and the gradients of all digits there.

    Returns the network, the gradients in the plane of their first two principal components `(n, 2)`, and the
    scalar product of each with their mean `(n, 1)`: above 0, a short step lowers the loss on all the data.
    """
    model = MLP([64, 16, 10], "tanh")
    advance(train(model, CROSS_ENTROPY, GradientDescent(0.5), FIVE_HUNDRED), 40)
    gradients = gradients_of_examples(model, CROSS_ENTROPY, FIVE_HUNDRED)
    in_plane = gradients @ principal_components(gradients)
    in_plane = np.round(in_plane * 2**30) / 2**30  # multiples of 2⁻³⁰ have the same sum in any order
    return model, in_plane, (gradients @ gradients.mean(axis=0))[:, None]


def _sixteen_times():
    scene = GradientNoise()
    scene.restart(replacement=False, seed=0, batch_size=4)
    four, sixty_four = scene.measured[3], scene.measured[63]
    choices = {"half as widely": 2, "about a quarter as widely": 4, "a sixteenth as widely": 16}
    right = min(choices, key=lambda choice: abs(np.log(four / sixty_four / choices[choice])))
    return right, {"four": four, "sixty_four": sixty_four, "ratio": four / sixty_four}


sixteen_times_the_batch = Question(
    "A batch of 64 costs 16 times the work of a batch of 4. How widely do the gradients of such batches"
    " scatter, compared with those of 4?",
    {
        "half as widely": (
            "Half is what 4 times the work gives, since √4 = 2. For 16 times the work it is √16 = 4."
            " Measured: from {four:.2f} to {sixty_four:.2f}, {ratio:.1f} times smaller."
        ),
        "about a quarter as widely": (
            "The error of an average shrinks with the root of the number: √16 = 4. Measured: {four:.2f}"
            " against {sixty_four:.2f}, {ratio:.1f} times. That is a little more than 4, because no digit is"
            " drawn twice."
        ),
        "a sixteenth as widely": (
            "That would be a fair price: 16 times the work, a sixteenth of the error. But errors cancel only"
            " in part, so the spread shrinks by √16 = 4: from {four:.2f} to {sixty_four:.2f}."
        ),
    },
    _sixteen_times,
)
