"""Which curves can be drawn before they are computed? Accuracy against the dropout rate."""

from functools import cache

from ..tasks import Sketch
from .noisy_labels import NoisyLabels


def accuracies_of(seed):
    """The validation accuracy of a training run with each dropout rate, `(n_rates,)`."""
    scene = NoisyLabels()
    scene.restart(share_wrong=0.2, weight_decay=0.0, seed=seed, dropout_rate=0.0)
    scene.history.advance(scene.n_steps)
    return scene.validation_accuracy


@cache
def _accuracy():
    accuracies = accuracies_of(seed=0)
    rates, best = NoisyLabels.dropout_rates, accuracies.argmax()
    facts = {"without": accuracies[0], "best": accuracies[best], "rate": rates[best], "last": accuracies[-1]}
    return rates, accuracies, facts


accuracy_by_dropout_rate = Sketch(
    "100 digits to learn from, 20 of them with a wrong label. Ten networks learn them for 400 updates,"
    " with dropout rates from 0 to 0.9. Draw their accuracy on the validation digits.",
    places=(0, 0.3, 0.6, 0.8, 0.9),
    limits=(0.5, 1),
    labels=("dropout rate", "validation accuracy"),
    answer=_accuracy,
    reasons={
        "right": "Some dropout leaves less room for wrong labels; at 0.9 too few neurons are left to learn.",
        "too high": "The wrong labels cost more than you think: the best rate, {rate:.1f}, reads {best:.0%}.",
        "too low": "The 80 right labels teach enough: even without dropout it reads {without:.0%}.",
        "rises": "At 0.9 only one neuron in ten is left: the network underfits, {last:.0%}.",
        "falls": "Without dropout it learns wrong labels, {without:.0%}; at {rate:.1f} it reads {best:.0%}.",
        "flat": "Some dropout helps, {best:.0%} at {rate:.1f}, and too much of it harms: {last:.0%}.",
        "valley": "It is the reverse: some dropout helps, {best:.0%} at {rate:.1f}, and the ends are worse.",
    },
)
