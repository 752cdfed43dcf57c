"""Is it a parameter, a hyperparameter, or something else? Cards to sort."""

from ..tasks import Card, Cards

knobs = Cards(
    "Sort the cards: is it a parameter, a hyperparameter, derived from others, or a score?",
    {
        "parameter": "A parameter is a number inside the model that training changes.",
        "hyperparameter": "A hyperparameter is set by a person, before training.",
        "derived": "What is derived follows from other things; nobody sets it, and no gradient moves it.",
        "score": "A score says how well the model does; it is no part of it.",
    },
    [
        Card("weight", "parameter", "Training moves it at every update, and it is saved with the model."),
        Card(
            "bias",
            "parameter",
            "It is learned just like the weights: the optimizer cannot even tell them apart.",
        ),
        Card(
            "learning rate",
            "hyperparameter",
            "You choose it before training. The model does not need it any more afterwards.",
        ),
        Card("epochs", "hyperparameter", "You choose how often training goes through the data."),
        Card("batch size", "hyperparameter", "You choose how many examples each update looks at."),
        Card("iterations", "derived", "They follow: epochs × ⌈examples / batch size⌉."),
        Card(
            "initial scale",
            "hyperparameter",
            "You choose how large the first random weights are. The weights are parameters, the scale of"
            " their start is not.",
        ),
        Card(
            "dropout rate", "hyperparameter", "You choose what share of units is switched off while training."
        ),
        Card(
            "loss function",
            "hyperparameter",
            "You choose which one. (The value it gives during training is a score.)",
        ),
        Card(
            "C of an SVM",
            "hyperparameter",
            "You choose how much a point in the street or on the wrong side costs. The next scene lets you"
            " drag it.",
        ),
        Card(
            "SVM coefficients", "parameter", "They are the weights of the SVM's line, learned from the data."
        ),
        Card(
            "support vectors",
            "derived",
            "They are points of the data, not numbers to adjust; training decides which of them end up"
            " mattering. (An SVM with a kernel must save them, so some lists count them among its"
            " parameters.)",
        ),
        Card("regression coefficient", "parameter", "Slope and intercept are what linear regression learns."),
        Card(
            "R²",
            "score",
            "It measures how much of the spread the line explains. It is computed after the fit and moves"
            " nothing.",
        ),
        Card(
            "number of layers",
            "hyperparameter",
            "You choose it. It decides how many parameters there are, but it is not a parameter.",
        ),
    ],
)
