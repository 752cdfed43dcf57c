"""A small package to learn how a neural network is trained, in numpy only. Start reading with network.py."""

from .activations import ACTIVATIONS
from .losses import LOSSES, accuracy, softmax
from .network import MLP, Parameters, count_parameters
from .optimizers import Adam, GradientDescent, Momentum
from .schedules import SCHEDULES, Constant, Cosine, StepDecay, WarmUp
from .training import Step, advance, batches, evaluate, train

__version__ = "0.2.0"
