"""The first run is not good enough: which change helps most?"""

from functools import cache

from ...data import digits
from ..tasks import Question
from .plain import FIRST_SETTINGS, train_once
from .project import Project

CHANGES = {
    "a larger learning rate: 0.3": {"learning_rate": 0.3},
    "dropout: 0.2": {"dropout_rate": 0.2},
    "a narrower network: width 16": {"hidden_sizes": [16]},
}


@cache
def scores_of_changes():
    """The validation accuracy of the first run, "as it is", and after each change alone."""
    project = Project(digits(), goal=1.0)
    changes = {"as it is": {}} | CHANGES
    return {name: train_once(project, FIRST_SETTINGS | change).accuracy for name, change in changes.items()}


def _what_next():
    scores = scores_of_changes()
    first, larger, dropout, narrower = scores.values()
    facts = {"first": first, "larger": larger, "dropout": dropout, "narrower": narrower}
    return max(CHANGES, key=scores.get), facts


what_next = Question(
    "After 15 epochs both losses of the first run still fall. Its training accuracy is hardly better than its"
    " validation accuracy. You may change one thing. What helps most?",
    {
        "a larger learning rate: 0.3": (
            "The network has not learned enough yet, so let it take longer steps. From {first:.1%} to"
            " {larger:.1%}."
        ),
        "dropout: 0.2": (
            "Dropout helps against learning by heart. This network does not even know its training data."
            " From {first:.1%} to {dropout:.1%}."
        ),
        "a narrower network: width 16": (
            "A narrower network can learn less, and this one has learned too little already. From"
            " {first:.1%} to {narrower:.1%}."
        ),
    },
    _what_next,
)
