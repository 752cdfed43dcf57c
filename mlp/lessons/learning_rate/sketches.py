"""Which curves can be drawn before they are computed? The loss at a learning rate of 3."""

from functools import cache

import numpy as np

from ..common import GUESSING
from ..tasks import Sketch
from .rate_in_your_hand import RateInYourHand


@cache
def _loss_at_three():
    scene = RateInYourHand()
    scene.restart("relu", seed=0, learning_rate=3.0)
    for _ in range(600 // scene.steps_a_frame):
        scene.advance()
    facts = {"guessing": GUESSING, "awake": scene.count_awake(), "last": scene.history.losses[-1]}
    return np.array(scene.history.updates), np.array(scene.history.losses), facts


loss_at_three = Sketch(
    "A learning rate of 1 is good for this network: the loss falls to about 0.02. Draw its training loss at a"
    " rate of 3. Guessing costs 2.3.",
    places=(20, 100, 200, 400, 600),
    limits=(0.01, 100),
    labels=("updates", "training loss"),
    scales=("linear", "log"),
    answer=_loss_at_three,
    reasons={
        "right": "The first steps switch the ReLU neurons off: {awake} of 32 are awake. It can only guess.",
        "too high": "It does not grow: with its neurons off, the network guesses: {guessing:.2f}.",
        "too low": "Only {awake} of 32 neurons are awake: the network learns nothing and guesses.",
        "falls": "The first steps switch the neurons off ({awake} of 32 are awake), so nothing is learned.",
        "rises": "It cannot explode: neurons that are off give 0, so the outputs stay small.",
    },
)
