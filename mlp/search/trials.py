"""What does one setting achieve? Trials of one shape are trained side by side, with a score every epoch."""

from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from ..checks import check_number
from ..losses import LOSSES, accuracy
from ..network import MLP
from ..optimizers import GradientDescent
from ..training import train

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
SHAPING = ("hidden_sizes", "activation", "initialization", "batch_size")  # equal for networks side by side


class Trial(NamedTuple):
    """Settings and their results. A trial with a curve can be trained further from where it is."""

    number: int  # its index among all trials, from 0
    settings: dict
    curve: tuple = ()  # the validation accuracy after every epoch
    parameters: Any = None  # (n_parameters,) after the last epoch
    error: str | None = None  # why there is no score, in one sentence

    @property
    def score(self):
        """The validation accuracy after the last epoch; nan if there is none."""
        return self.curve[-1] if self.curve and self.error is None else np.nan

    @property
    def diverged(self):
        """True if a parameter of the trained network is no longer a finite number."""
        return self.parameters is not None and not np.isfinite(self.parameters).all()


def best(trials):
    """The trial with the highest score, the first of equals. Raises ValueError if no trial has a score."""
    ranked = by_score(trials)
    if not ranked:
        wanted = "at least one must have been trained"
        raise ValueError(f"trials holds {len(trials)} trials, none with a score; {wanted}")
    return ranked[0]


def by_score(trials):
    """The trials that have a score, the best first, equal ones in their order. nan is not a score."""
    return sorted((trial for trial in trials if np.isfinite(trial.score)), key=lambda trial: -trial.score)


def best_so_far(scores):
    """The highest score after each trial, `(n,)`; a nan changes nothing, and stays until there is a score."""
    return np.fmax.accumulate(np.asarray(scores, float))


def score_on_test(trial, test):
    """The accuracy of a trained trial on `test` points. Use it once, on the chosen trial only.

    Raises ValueError if the trial was never trained.
    """
    if trial.parameters is None:
        wanted = "it must be one that a search has trained, such as best(trials)"
        raise ValueError(f"trial {trial.number} was never trained; {wanted}")
    model = _networks([trial], test.inputs.shape[-1], test.targets.shape[-1])
    return float(_scores(model, test)[0])


def groups_of(trials, at_once):
    """The trials in lists that can be trained side by side: equal shapes and epochs, at most `at_once`."""
    by_shape = {}
    for trial in trials:
        full = _full(trial)
        key = (len(trial.curve), *(repr(full[name]) for name in SHAPING))
        by_shape.setdefault(key, []).append(trial)
    return [part for alike in by_shape.values() for part in _parts(alike, -(-len(alike) // at_once))]


def _parts(trials, n_parts):
    """The trials in `n_parts` lists of about equal length."""
    ends = [k * len(trials) // n_parts for k in range(n_parts + 1)]
    return [trials[start:stop] for start, stop in zip(ends, ends[1:], strict=False)]


def train_group(trials, n_epochs, points, validation):
    """Trains up to epoch `n_epochs`, as a stream: the trials after every epoch, with longer curves.

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


def train_to_the_end(trials, n_epochs, points, validation):
    """What a worker does with a group: the trials after the last epoch."""
    latest = {trial.number: trial for trial in trials}
    for finished in train_group(trials, n_epochs, points, validation):
        latest |= {trial.number: trial for trial in finished}
    return list(latest.values())


def halves(trials):
    """Two lists of about equal length: the way to find the one trial that makes its group fail."""
    return _parts(trials, 2)


def check_any_trainable(trials, points):
    """Raises the error of the first trial if no network can be built for any of the trials."""
    errors = []
    for trial in trials:
        try:
            _prepared([trial], points)
            return
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]


def _epochs(trials, n_epochs, points, validation):
    model, optimizer, batch_size = _prepared(trials, points)
    n_updates = -(-len(points.inputs) // batch_size)
    for epoch in range(len(trials[0].curve), n_epochs):
        # every epoch has a shuffle of its own, so a trial that is continued learns as if it had never stopped
        training = train(model, LOSSES["cross-entropy"], optimizer, points, batch_size, seed=[0, epoch])
        for _ in islice(training, n_updates):
            pass
        scores, flat = _scores(model, validation), model.parameters.flat.copy()
        trials = [
            trial._replace(curve=(*trial.curve, float(score)), parameters=own)
            for trial, score, own in zip(trials, scores, flat, strict=True)
        ]
        yield trials


def _prepared(trials, points):
    """The networks side by side, their optimizer and their batch size."""
    model = _networks(trials, points.inputs.shape[-1], points.targets.shape[-1])
    optimizer = GradientDescent(_column(trials, "learning_rate"), _decay(trials))
    batch_size = _full(trials[0])["batch_size"]
    check_number("batch_size", batch_size, at_least=1, whole=True)
    return model, optimizer, batch_size


def _networks(trials, n_in, n_out):
    """One network for each trial, side by side; trained ones with the parameters they have."""
    full = [_full(trial) for trial in trials]
    hidden_sizes = full[0]["hidden_sizes"]
    if not isinstance(hidden_sizes, (tuple, list, np.ndarray)) or np.ndim(hidden_sizes) != 1:
        wanted = "it must list the hidden layers' widths, such as (32,)"
        raise TypeError(f"hidden_sizes is {hidden_sizes!r}; {wanted}")
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
    # a diverged network has a score, too: that of guessing
    with np.errstate(over="ignore", invalid="ignore"):
        return accuracy(model.forward(points.inputs)[-1], points.targets)


def _full(trial):
    return HYPERPARAMETERS | trial.settings


def _column(trials, name):
    """One number for each trial, `(n_models, 1)`."""
    numbers = [_full(trial)[name] for trial in trials]
    for number in numbers:
        check_number(name, number, single=True)
    return np.array(numbers, float)[:, None]


def _decay(trials):
    decay = _column(trials, "weight_decay")
    return decay if decay.any() else 0.0  # the number 0.0 costs nothing
