"""One batch size, several learning rates side by side, measured along four axes."""

import numpy as np
import pytest

from mlp import MLP, GradientDescent, evaluate, train
from mlp.lessons.batch_and_epoch.race import Race
from mlp.lessons.batch_and_epoch.shared import FIVE_HUNDRED
from mlp.lessons.common import CROSS_ENTROPY

HUNDRED = FIVE_HUNDRED.take(slice(100))


def finished(batch_size, equal_epochs=3, equal_updates=20):
    race = Race(batch_size, [0.05, 0.2], HUNDRED, 0, equal_epochs, equal_updates)
    while not race.history.is_over:
        race.advance()
    return race


@pytest.mark.parametrize(("batch_size", "n_updates"), [(8, 39), (100, 20)])
def test_a_race_ends_when_its_epochs_and_its_updates_are_done(batch_size, n_updates):
    race = finished(batch_size)
    assert race.history.updates == race.stops and race.stops[-1] == n_updates


def test_a_finished_race_stays_as_it_is():
    race = finished(100)
    seconds = race.seconds
    race.advance()
    assert race.seconds == seconds and race.n_measured == len(race.stops)


def test_the_loss_is_measured_where_runs_are_compared():
    assert {39, 20} <= set(finished(8).history.updates)


def test_side_by_side_a_network_learns_as_it_would_alone():
    alone = MLP([64, 16, 10], "tanh", seed=0)
    training = train(alone, CROSS_ENTROPY, GradientDescent(0.2), HUNDRED, batch_size=8)
    for _ in range(39):
        next(training)
    assert finished(8).along("updates", 1)[1][-1] == pytest.approx(evaluate(alone, CROSS_ENTROPY, HUNDRED))


def test_every_axis_shows_the_same_losses_at_its_own_positions():
    race = finished(8)
    positions, losses = zip(*(race.along(axis, 0) for axis in ("epochs", "updates", "examples", "seconds")))
    assert all(np.array_equal(losses[0], other) for other in losses)
    epochs, updates, _, seconds = positions
    np.testing.assert_allclose(updates, epochs * 13)
    assert (np.diff(seconds) > 0).all() and seconds[-1] == race.seconds


def test_a_short_last_batch_counts_only_its_own_examples():
    updates, examples = (finished(8).along(axis, 0)[0] for axis in ("updates", "examples"))
    assert examples[updates == 1] == 100 / 13 and examples[-1] == 300


def test_before_the_first_stop_there_is_nothing_to_draw():
    race = Race(8, [0.05, 0.2], HUNDRED, 0, 3, 20)
    for axis in ("epochs", "updates", "examples", "seconds"):
        assert [part.shape for part in race.along(axis, 1)] == [(0,), (0,)]
