"""Is it a parameter, a hyperparameter, or something else? Cards to sort."""

from ..tasks import Card, Cards

knobs = Cards(
    "Sort the cards: is it a parameter, a hyperparameter, derived from others, or a score?",
    {
        "parameter": "A parameter is a number inside the model that training changes.",
        "hyperparameter": "A hyperparameter is set by a person, before training.",
        "derived": "What is derived follows from other things: nobody sets it, and no update moves it.",
        "score": "A score says how well the model does. It is no part of the model.",
    },
    [
        Card("weight", "parameter", "Training moves it at every update, and it is saved with the model."),
        Card("bias", "parameter", "It is learned just like the weights. To the optimizer they are the same."),
        Card("learning rate", "hyperparameter", "You choose it. The trained model no longer needs it."),
        Card("epochs", "hyperparameter", "You choose how often training goes through the data."),
        Card("batch size", "hyperparameter", "You choose how many examples each update looks at."),
        Card("iterations", "derived", "They follow: epochs × ⌈examples / batch size⌉."),
        Card(
            "initial scale",
            "hyperparameter",
            "You choose how large the initial weights are. These weights are parameters; their scale is not.",
        ),
        Card("dropout rate", "hyperparameter", "You choose what share of units is off during training."),
        Card(
            "loss function",
            "hyperparameter",
            "You choose which one. The value that it gives during training is a score.",
        ),
        Card(
            "C of an SVM",
            "hyperparameter",
            "You choose what a point in the street or on the wrong side costs. You can drag it in scene 2.",
        ),
        Card("SVM coefficients", "parameter", "They are the weights of the SVM's line, learned from data."),
        Card(
            "support vectors",
            "derived",
            "They are points of the data, and training decides which points matter. An SVM with a kernel must"
            " save them, so some lists count them among its parameters.",
        ),
        Card(
            "regression coefficient",
            "parameter",
            "Slope and intercept are what linear regression learns. Their Korean name is 회귀계수.",
        ),
        Card(
            "R²",
            "score",
            "It says how much of the spread the line explains, and is computed after the fit. Its Korean"
            " name, 결정계수, is often mixed up with 회귀계수, the regression coefficient.",
        ),
        Card(
            "number of layers",
            "hyperparameter",
            "You choose it. It decides how many parameters there are, but it is not a parameter.",
        ),
    ],
)
