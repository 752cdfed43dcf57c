"""What does the score look like where nobody has tried yet? A Gaussian process guesses, and says how sure it is.

Jones, Schonlau and Welch 1998; Rasmussen and Williams 2006, chapter 2 for the formulas.
"""

import math

import numpy as np

from ..checks import check_number, check_seed
from .ranges import check_space, coordinates, draw, settings_at
from .strategies import Round, numbered
from .trials import HYPERPARAMETERS

LENGTH_SCALES, NOISES = (
    np.geomspace(0.2, 2, 12),
    np.array([0.01, 0.1, 0.3]),
)  # the likeliest is taken; shorter ones would guess nothing


class Surrogate:
    """A smooth guess at the score, from scores `(n,)` at places `(n, n_coordinates)`.

    `length_scale` says how far a score reaches, `noise` how much it wavers as a share of the spread; both are fitted.
    """

    def __init__(self, places, scores):
        self.places, self.middle = places, np.mean(scores)
        self.spread = np.std(scores) or 1.0
        standard = (scores - self.middle) / self.spread
        kernels = _kernel(places, places, LENGTH_SCALES[:, None, None, None])  # (n_lengths, 1, n, n)
        covariances = kernels + NOISES[:, None, None] ** 2 * np.eye(
            len(standard)
        )  # (n_lengths, n_noises, n, n)
        roots = np.linalg.cholesky(covariances)
        pulls = np.linalg.solve(covariances, standard[:, None])[..., 0]  # (n_lengths, n_noises, n)
        sizes = np.log(np.diagonal(roots, axis1=-2, axis2=-1)).sum(axis=-1)
        likelihoods = (
            -pulls @ standard / 2 - sizes
        )  # how likely the scores are: their logarithm, but for a constant
        fit = np.unravel_index(likelihoods.argmax(), likelihoods.shape)
        self.length_scale, self.noise = LENGTH_SCALES[fit[0]], NOISES[fit[1]]
        self._root, self._pull = roots[fit], pulls[fit]

    def guess(self, places):
        """The expected score and its standard deviation at places `(m, n_coordinates)`, both `(m,)`."""
        near = _kernel(places, self.places, self.length_scale)  # (m, n)
        explained = np.linalg.solve(self._root, near.T)  # (n, m)
        deviation = np.sqrt(np.maximum(1 - (explained**2).sum(axis=0), 1e-12))
        return self.middle + self.spread * near @ self._pull, self.spread * deviation

    def expected_improvement(self, places, best_score):
        """By how much a trial at these places beats the best so far, on average (never below 0), `(m,)`."""
        mean, deviation = self.guess(places)
        lead = (mean - best_score) / deviation
        below = np.array(
            [0.5 * (1 + math.erf(number / math.sqrt(2))) for number in lead]
        )  # the normal distribution
        return deviation * (lead * below + np.exp(-(lead**2) / 2) / math.sqrt(2 * math.pi))


class Bayesian:
    """`n_first` random settings, then one after another where the surrogate expects the largest improvement."""

    def __init__(self, space, n_trials=9, n_epochs=5, n_first=4, seed=0):
        self.space = check_space(space, HYPERPARAMETERS)
        check_number("n_trials", n_trials, at_least=1, whole=True)
        check_number("n_epochs", n_epochs, at_least=1, whole=True)
        check_number("n_first", n_first, at_least=1, whole=True)
        check_seed(seed)
        self.n_trials, self.n_epochs, self.n_first = n_trials, n_epochs, min(n_first, n_trials)
        self.seed, self.n_epochs_in_all = seed, n_trials * n_epochs

    def propose(self, trials):
        if len(trials) >= self.n_trials:
            return None
        rng = np.random.default_rng([self.seed, len(trials)])
        if not trials:
            return Round(numbered([draw(self.space, rng) for _ in range(self.n_first)]), self.n_epochs)
        candidates = rng.uniform(size=(300, len(self.space)))  # as shares of the ranges
        scored = [trial for trial in trials if np.isfinite(trial.score)]
        chosen = self._most_promising(candidates, scored) if scored else candidates[0]
        return Round(numbered([settings_at(self.space, chosen)], first=len(trials)), self.n_epochs)

    def surrogate(self, scored):
        """What the search believes after these trials."""
        return Surrogate(
            np.array([coordinates(self.space, trial.settings) for trial in scored]),
            np.array([trial.score for trial in scored]),
        )

    def _most_promising(self, candidates, scored):
        places = np.hstack(
            [
                values.coordinates_of_shares(shares)
                for values, shares in zip(self.space.values(), candidates.T)
            ]
        )
        improvement = self.surrogate(scored).expected_improvement(
            places, max(trial.score for trial in scored)
        )
        return candidates[int(improvement.argmax())]


def _kernel(a, b, length_scale):
    return np.exp(-((a[:, None] - b) ** 2).sum(axis=-1) / (2 * length_scale**2))
