"""Does a Bayesian search narrow its range? A question, answered by forty searches on the stored table."""

from ..tasks import Question
from .repeated_searches import jumps

N_REPETITIONS = 40


def _where_next():
    n_far = jumps(n_repetitions=N_REPETITIONS)
    facts = {"far": n_far, "n": N_REPETITIONS}
    return ("from the whole range" if n_far else "from a narrower range around the best so far"), facts


where_the_ninth_comes_from = Question(
    "Bayesian search has trained eight of its nine networks. From where does it choose the ninth setting?",
    {
        "from a narrower range around the best so far": (
            "The range stays as it is. In {far} of {n} searches it chose a setting more than half of the"
            " range away from the best so far. It knew little about that place."
        ),
        "from the whole range": (
            "Often it stays near the best so far, because it expects most there. But in {far} of {n} searches"
            " it went more than half of the range away, to a place about which it knew little."
        ),
        "from the values that it has tried already": (
            "It can compute its guess at any place of the range, also between the old values. In {far} of {n}"
            " searches it went more than half of the range away from the best so far."
        ),
    },
    _where_next,
)
