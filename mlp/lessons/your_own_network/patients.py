"""Four training runs on 120 digits, one healthy and three sick: what do their curves look like?"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ...data import Points, one_hot
from ...losses import accuracy
from ...network import MLP
from ...optimizers import GradientDescent
from ...training import evaluate, train
from ..common import CROSS_ENTROPY, DIGITS

N_TRAINING, N_VALIDATION, N_EPOCHS, BATCH_SIZE = 120, 100, 80, 20
PATIENTS = ("healthy", "A", "B", "C")
RATES = {"healthy": 0.05, "A": 2.0, "B": 0.3, "C": 0.1}
SHARE_WRONG = 0.3  # of patient B's labels
SETS = ("training", "validation", "fresh")


class Curves(NamedTuple):
    """Loss and accuracy after every epoch, from epoch 0: dicts from a set's name to a list."""

    losses: dict
    accuracies: dict


def three_sets(patient, seed):
    """The training, validation and fresh digits of a patient, as a dict.

    Fresh digits are neither learned from nor used to choose anything. In patient C the 120 training digits
    hold all 100 validation digits.
    """
    digits = DIGITS.train
    order = np.random.default_rng(seed).permutation(len(digits.inputs))
    learned, validation, fresh = np.split(order, [N_TRAINING, N_TRAINING + N_VALIDATION])
    if patient == "C":
        learned = np.concatenate([learned[: N_TRAINING - N_VALIDATION], validation])
    training = digits.take(learned)
    if patient == "B":
        training = _with_wrong_labels(training, seed)
    return dict(zip(SETS, (training, digits.take(validation), digits.take(fresh)), strict=True))


@lru_cache(maxsize=64)
def curves_of(patient, seed):
    """The `Curves` of a patient's training run."""
    sets = three_sets(patient, seed)
    model = MLP([64, 64, 10], "relu", "he", seed=seed)
    optimizer = GradientDescent(RATES[patient])
    training = train(model, CROSS_ENTROPY, optimizer, sets["training"], BATCH_SIZE, seed=seed)
    measured = [_measure(model, sets)]
    for _ in range(N_EPOCHS):
        for _ in range(N_TRAINING // BATCH_SIZE):
            next(training)
        measured.append(_measure(model, sets))
    losses, accuracies = np.array(measured).transpose(1, 2, 0)  # each (3, N_EPOCHS + 1)
    return Curves(dict(zip(SETS, losses, strict=True)), dict(zip(SETS, accuracies, strict=True)))


def _measure(model, sets):
    losses = [evaluate(model, CROSS_ENTROPY, points) for points in sets.values()]
    shares = [accuracy(model.forward(points.inputs)[-1], points.targets) for points in sets.values()]
    return losses, shares


def _with_wrong_labels(points, seed):
    """The points, a share of them with the label of another class."""
    rng, labels = np.random.default_rng(seed), points.labels
    wrong = rng.permutation(len(labels))[: round(SHARE_WRONG * len(labels))]
    labels[wrong] = (labels[wrong] + rng.integers(1, 10, len(wrong))) % 10
    return Points(points.inputs, one_hot(labels, 10))
