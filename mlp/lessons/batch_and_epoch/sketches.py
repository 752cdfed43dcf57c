"""Which curves can be drawn before they are computed? A validation loss, and the noise of a gradient."""

from functools import cache

import numpy as np

from ..scene import opening
from ..tasks import Sketch
from .gradient_noise import GradientNoise
from .how_many_epochs import HowManyEpochs


@cache
def _validation_loss():
    scene = HowManyEpochs()
    scene.restart(**opening(scene))
    while scene.advance():
        pass
    losses = np.array(scene.validation_losses)
    facts = {"best": losses.argmin(), "lowest": losses.min(), "last": losses[-1]}
    return np.arange(len(losses)), losses, facts | {"training": scene.losses[-1]}


validation_loss_by_epoch = Sketch(
    "40 noisy points to learn from, 200 epochs. The training loss falls nearly to 0. Draw the loss on the"
    " validation points. Before the training it is 0.7.",
    places=(0, 40, 80, 140, 200),
    limits=(0, 1),
    labels=("epochs", "validation loss"),
    answer=_validation_loss,
    reasons={
        "right": "It is lowest after {best} epochs, {lowest:.2f}; then the network learns the noise.",
        "too high": "The shape is right. The lowest loss is {lowest:.2f}, after {best} epochs.",
        "too low": "The shape is right. It ends at {last:.2f}, because the network learns the noise.",
        "falls": "That is the training loss, {training:.2f} at the end. After epoch {best} it learns noise.",
        "rises": "What is learned first helps everywhere: it falls to {lowest:.2f} in {best} epochs.",
        "flat": "It first learns what holds for all points, to {lowest:.2f}, and only later the noise.",
        "hill": "It is the reverse: the rule is learned in {best} epochs ({lowest:.2f}), then the noise.",
    },
)


@cache
def _spread():
    scene = GradientNoise()
    scene.restart(replacement=True, seed=0, batch_size=1)
    relative = scene.measured / scene.measured[0]
    return scene.sizes, relative, {"four": relative[3], "many": relative[255]}


spread_by_batch_size = Sketch(
    "The gradients of single examples scatter with a spread that we call 1. Draw the spread of the gradients"
    " of larger batches.",
    places=(1, 4, 16, 64, 256),
    limits=(0.003, 3),
    labels=("batch size", "relative spread"),
    scales=("log", "log"),
    answer=_spread,
    reasons={
        "right": "4 times the batch halves the spread: σ / √B.",
        "too high": "Errors cancel in an average: 4 times the batch halves the spread, since √4 = 2.",
        "too low": "Errors cancel only in part: 16 times the batch gives a quarter, since √16 = 4.",
        "flat": "A batch is an average, and errors cancel in it: 4 examples {four:.2f}, 256 {many:.2f}.",
        "rises": "An average of more examples scatters less: of 256 examples {many:.2f}.",
    },
)
