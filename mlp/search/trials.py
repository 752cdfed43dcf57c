"""What does one setting achieve? Trials of one shape are trained side by side, epoch by epoch, and scored on validation data."""

from typing import Any, NamedTuple

import numpy as np

from ..checks import check_number
from ..losses import LOSSES, accuracy
from ..network import MLP
from ..optimizers import GradientDescent
from ..training import advance, train

# The hyperparameters a search knows, with the value each has where a search does not set it.
HYPERPARAMETERS = {
    "learning_rate": 0.1,
    "weight_decay": 0.0,
    "scale": 1.0,
    "seed": 0,
    "hidden_sizes": (32,),
    "activation": "relu",
    "initialization": "he",
    "batch_size": 32,
}
SHAPING = (
    "hidden_sizes",
    "activation",
    "initialization",
    "batch_size",
)  # what networks side by side must share


class Trial(NamedTuple):
    """Settings and what came of them. A trial with a curve can be trained further from where it is."""

    number: int  # its place among all trials, from 0
    settings: dict
    curve: tuple = ()  # the share of validation points right after every epoch
    parameters: Any = None  # (n_parameters,) after the last epoch
    error: str | None = None  # why there is no score, in one sentence

    @property
    def score(self):
        """The share of validation points right after the last epoch; nan without any."""
        return self.curve[-1] if self.curve and self.error is None else np.nan

    @property
    def diverged(self):
        return self.parameters is not None and not np.isfinite(self.parameters).all()


def best(trials):
    """The trial with the highest validation score, the first of equals. ValueError if none has one."""
    scored = [trial for trial in trials if np.isfinite(trial.score)]
    if not scored:
        raise ValueError(
            f"trials holds {len(trials)} trials, none with a score; at least one must have been trained"
        )
    return max(scored, key=lambda trial: trial.score)


def score_on_test(trial, test):
    """The share of `test` points that a trained trial gets right: for the last word, once, on the trial that was chosen. ValueError for one that was never trained."""
    if trial.parameters is None:
        raise ValueError(
            f"trial {trial.number} was never trained; it must be one that a search has trained, such as"
            " best(trials)"
        )
    model = _networks([trial], test.inputs.shape[-1], test.targets.shape[-1])
    return float(_scores(model, test)[0])


def groups_of(trials, at_once):
    """The trials in lists that can be trained side by side: of one shape, equally far trained, at most `at_once`."""
    by_shape = {}
    for trial in trials:
        full = _full(trial)
        key = (len(trial.curve), *(repr(full[name]) for name in SHAPING))
        by_shape.setdefault(key, []).append(trial)
    groups = []
    for alike in by_shape.values():
        n_groups = -(-len(alike) // at_once)
        groups += [
            alike[k * len(alike) // n_groups : (k + 1) * len(alike) // n_groups] for k in range(n_groups)
        ]  # of about equal size
    return groups


def train_group(trials, n_epochs, points, validation):
    """Trains up to `n_epochs` in all, as a stream: after every epoch, the trials with one more point on their curves.

    A trial that raises an error keeps it, in words, and the others of the group are trained without it.
    """
    try:
        yield from _epochs(trials, n_epochs, points, validation)
    except Exception as error:
        if len(trials) == 1:
            yield [trials[0]._replace(error=f"{type(error).__name__}: {error}")]
        else:
            for half in halves(trials):
                yield from train_group(half, n_epochs, points, validation)


def halves(trials):
    """Two lists of about equal length: the way to find the one trial that brings down a group."""
    return [trials[: len(trials) // 2], trials[len(trials) // 2 :]]


def _epochs(trials, n_epochs, points, validation):
    model = _networks(trials, points.inputs.shape[-1], points.targets.shape[-1])
    optimizer = GradientDescent(_column(trials, "learning_rate"), _decay(trials))
    batch_size = _full(trials[0])["batch_size"]
    check_number("batch_size", batch_size, at_least=1, whole=True)
    n_updates = -(-len(points.inputs) // batch_size)
    for epoch in range(len(trials[0].curve), n_epochs):
        # every epoch has a shuffle of its own, so a trial that is taken up again goes on as if it had never stopped
        training = train(model, LOSSES["cross-entropy"], optimizer, points, batch_size, seed=[0, epoch])
        advance(training, n_updates)
        scores, flat = _scores(model, validation), model.parameters.flat.copy()
        trials = [
            trial._replace(curve=(*trial.curve, float(score)), parameters=own)
            for trial, score, own in zip(trials, scores, flat, strict=True)
        ]
        yield trials


def _networks(trials, n_in, n_out):
    """One network per trial, side by side; trained ones with the parameters they have."""
    full = [_full(trial) for trial in trials]
    hidden_sizes = full[0]["hidden_sizes"]
    if not isinstance(hidden_sizes, (tuple, list)):
        raise TypeError(
            f"hidden_sizes is {hidden_sizes!r}; it must list the hidden layers' widths, such as (32,)"
        )
    model = MLP(
        [n_in, *hidden_sizes, n_out],
        full[0]["activation"],
        full[0]["initialization"],
        scale=_column(trials, "scale")[:, 0],
        seed=[settings["seed"] for settings in full],
        n_models=len(trials),
    )
    if trials[0].parameters is not None:
        model.parameters.flat[...] = [trial.parameters for trial in trials]
    return model


def _scores(model, points):
    with np.errstate(
        over="ignore", invalid="ignore"
    ):  # a diverged network has a score, too: that of guessing
        return accuracy(model.forward(points.inputs)[-1], points.targets)


def _full(trial):
    return HYPERPARAMETERS | trial.settings


def _column(trials, name):
    values = [_full(trial)[name] for trial in trials]
    for value in values:
        check_number(name, value, single=True)
    return np.array(values, float)[:, None]  # (n_models, 1)


def _decay(trials):
    decay = _column(trials, "weight_decay")
    return decay if decay.any() else 0.0  # the number 0.0 costs nothing
