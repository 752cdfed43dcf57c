"""The training run that the notebook writes out in plain code, for its solutions and tests."""

from ...losses import LOSSES
from ...network import MLP
from ...optimizers import GradientDescent
from ...training import train

FIRST_SETTINGS = {
    "loss": "cross-entropy",
    "hidden_sizes": [32],
    "learning_rate": 0.05,
    "batch_size": 32,
    "weight_decay": 0.0,
    "dropout_rate": 0.0,
    "n_epochs": 15,
    "seed": 0,
}


def train_once(project, settings):
    """A run of the project with these settings, trained and recorded after every epoch."""
    run = project.begin(settings)
    points, batch_size = project.training, settings["batch_size"]
    sizes = [points.inputs.shape[1]] + settings["hidden_sizes"] + [points.targets.shape[1]]
    model = MLP(sizes, "relu", "he", seed=settings["seed"])
    optimizer = GradientDescent(settings["learning_rate"], settings["weight_decay"])
    loss, dropout_rate = LOSSES[settings["loss"]], settings["dropout_rate"]
    training = train(model, loss, optimizer, points, batch_size, settings["seed"], dropout_rate=dropout_rate)
    for _ in range(settings["n_epochs"]):
        for _ in range(-(-len(points.inputs) // batch_size)):
            step = next(training)
            if step.diverged:  # the stream ends here
                run.record(model)
                return run
        run.record(model)
    return run
