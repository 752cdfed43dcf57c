"""What is the score where nothing has been tried? A Gaussian process predicts it, and how sure it is.

Jones, Schonlau and Welch 1998; Rasmussen and Williams 2006, chapter 2 for the formulas.
"""

from statistics import NormalDist

import numpy as np

from ..checks import check_seed
from .ranges import check_space, coordinates, draw, settings_at
from .strategies import Round, as_count, numbered
from .trials import HYPERPARAMETERS

# The most likely pair is taken. With a shorter length scale nothing could be predicted between the trials.
LENGTH_SCALES, NOISES = np.geomspace(0.2, 2, 12), np.array([0.01, 0.1, 0.3])
NORMAL = NormalDist()


class Surrogate:
    """A smooth model of the score, from scores `(n,)` at positions `(n, n_coordinates)`.

    `length_scale` is the distance up to which scores are alike. `noise` is the standard deviation of a score
    around the smooth model, as a share of the spread of all scores. Both maximise the marginal likelihood.
    """

    def __init__(self, positions, scores):
        self.positions, self.average = positions, np.mean(scores)
        self.spread = np.std(scores) or 1.0
        standard = (scores - self.average) / self.spread
        kernels = _kernel(positions, positions, LENGTH_SCALES[:, None, None, None])  # (n_lengths, 1, n, n)
        variances = NOISES[:, None, None] ** 2 * np.eye(len(standard))  # (n_noises, n, n)
        covariances = kernels + variances  # (n_lengths, n_noises, n, n)
        roots = np.linalg.cholesky(covariances)
        pulls = np.linalg.solve(covariances, standard[:, None])[..., 0]  # (n_lengths, n_noises, n)
        sizes = np.log(np.diagonal(roots, axis1=-2, axis2=-1)).sum(axis=-1)
        likelihoods = -pulls @ standard / 2 - sizes  # the log marginal likelihood, up to a constant
        fit = np.unravel_index(likelihoods.argmax(), likelihoods.shape)
        self.length_scale, self.noise = LENGTH_SCALES[fit[0]], NOISES[fit[1]]
        self._root, self._pull = roots[fit], pulls[fit]

    def predict(self, positions):
        """The expected score and its standard deviation at positions `(m, n_coordinates)`, both `(m,)`."""
        near = _kernel(positions, self.positions, self.length_scale)  # (m, n)
        explained = np.linalg.solve(self._root, near.T)  # (n, m)
        deviation = np.sqrt(np.maximum(1 - (explained**2).sum(axis=0), 1e-12))
        return self.average + self.spread * near @ self._pull, self.spread * deviation

    def expected_improvement(self, positions, best_score):
        """By how much a trial here beats the best so far, on average (never below 0), `(m,)`."""
        mean, deviation = self.predict(positions)
        lead = (mean - best_score) / deviation
        below = np.array([NORMAL.cdf(number) for number in lead.tolist()])
        density = np.exp(-(lead**2) / 2) / np.sqrt(2 * np.pi)
        return deviation * (lead * below + density)


class Bayesian:
    """`n_first` random settings, then one after another where the surrogate expects the largest improvement.

    A trial without a score counts as worse than the worst score, so the search avoids settings like it.
    """

    def __init__(self, space, n_trials=9, n_epochs=5, n_first=4, seed=0):
        check_space(space, HYPERPARAMETERS)
        check_seed(seed)
        self.space, self.seed = space, seed
        self.n_trials, self.n_epochs = as_count("n_trials", n_trials), as_count("n_epochs", n_epochs)
        self.n_first = min(as_count("n_first", n_first), self.n_trials)
        self.total_epochs = self.n_trials * self.n_epochs

    def propose(self, trials):
        """First `n_first` random trials, later one trial a round."""
        if len(trials) >= self.n_trials:
            return None
        seeds = self.seed if isinstance(self.seed, list) else [self.seed]
        rng = np.random.default_rng([*seeds, len(trials)])
        if not trials:
            return Round(numbered([draw(self.space, rng) for _ in range(self.n_first)]), self.n_epochs)
        candidates = rng.uniform(size=(300, len(self.space)))  # as shares of the ranges
        chosen = candidates[self._most_promising(candidates, trials)]
        return Round(numbered([settings_at(self.space, chosen)], first=len(trials)), self.n_epochs)

    def surrogate(self, trials):
        """What the search believes after these trials."""
        positions = [coordinates(self.space, trial.settings) for trial in trials]
        return Surrogate(np.array(positions), scores_to_learn_from(trials))

    def _most_promising(self, candidates, trials):
        """The index of the candidate with the largest expected improvement."""
        parts = [
            values.coordinates_of_shares(shares)
            for values, shares in zip(self.space.values(), candidates.T, strict=True)
        ]
        best_score = scores_to_learn_from(trials).max()
        return int(self.surrogate(trials).expected_improvement(np.hstack(parts), best_score).argmax())


def scores_to_learn_from(trials):
    """The scores `(n,)`; a nan or infinity lies as far below the worst score as the best lies above it."""
    scores = np.array([trial.score for trial in trials], float)
    known = scores[np.isfinite(scores)]
    if not len(known):
        return np.zeros(len(scores))  # all failed: then any other position is better
    step = np.ptp(known) or 1.0
    return np.where(np.isfinite(scores), scores, known.min() - step)


def _kernel(a, b, length_scale):
    return np.exp(-((a[:, None] - b) ** 2).sum(axis=-1) / (2 * length_scale**2))
