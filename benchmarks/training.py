"""How long does a training step take, next to PyTorch, scikit-learn and the bare matrix products?

    python benchmarks/training.py

Everything runs on one core, in turns. A ratio is the median over the turns of the ratio within a turn, so a
machine that is slow for a while slows both sides: ratios count, not microseconds.
"""

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")  # read when numpy loads

import subprocess
import sys
import time
import warnings
from itertools import count, islice, pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # works without installing, too
from mlp.data import Points, digits, moons, one_hot
from mlp.lessons.backpropagation import VanishingAndExploding
from mlp.losses import LOSSES
from mlp.network import MLP
from mlp.optimizers import GradientDescent
from mlp.training import train

try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None
try:
    from sklearn.neural_network import MLPClassifier
except ImportError:
    MLPClassifier = None

N_TURNS = 25
RATE = 0.05


def ours(sizes, points, batch_size, dtype=float, n_models=None):
    """Takes the next `n` steps of a training run without end."""
    points = Points(points.inputs.astype(dtype), points.targets.astype(dtype))
    model = MLP(sizes, activation="relu", initialization="he", n_models=n_models, dtype=dtype)
    training = train(model, LOSSES["cross-entropy"], GradientDescent(RATE), points, batch_size=batch_size)
    return lambda n: _drain(islice(training, n))


def pytorch(sizes, points, batch_size):
    """The same steps in eager PyTorch, on tensors made beforehand, with one permutation for each epoch."""
    torch.manual_seed(0)
    inputs, labels = torch.tensor(points.inputs, dtype=torch.float32), torch.tensor(points.labels)
    layers = [torch.nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in pairwise(sizes[1:]):
        layers += [torch.nn.ReLU(), torch.nn.Linear(n_in, n_out)]
    model, loss_function = torch.nn.Sequential(*layers), torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)

    def steps():
        while True:
            for index in torch.randperm(len(inputs)).split(batch_size):
                loss = loss_function(model(inputs[index]), labels[index])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                yield loss.item()  # our `Step` carries the loss as a number, too

    stream = steps()
    return lambda n: _drain(islice(stream, n))


def scikit_learn(sizes, points, batch_size, by_epoch):
    """As many steps in scikit-learn: whole epochs of one `fit`, or of one `partial_fit` after another."""
    settings = dict(
        hidden_layer_sizes=sizes[1:-1],
        activation="relu",
        solver="sgd",
        alpha=0,
        momentum=0,
        nesterovs_momentum=False,
    )
    settings |= dict(
        batch_size=batch_size, learning_rate_init=RATE, tol=0, n_iter_no_change=10**6, random_state=0
    )
    inputs, labels = points.inputs, points.labels
    per_epoch = -(-len(inputs) // batch_size)
    classes = np.unique(labels)
    model = MLPClassifier(**settings)

    def run(n):
        n_epochs = max(1, round(n / per_epoch))
        if by_epoch:
            for _ in range(n_epochs):
                model.partial_fit(inputs, labels, classes=classes)
        else:
            MLPClassifier(max_iter=n_epochs, **settings).fit(inputs, labels)
        return n_epochs * per_epoch

    return run


def bare_products(sizes, batch_size, dtype):
    """The five matrix products of a step through two layers, and nothing else."""
    n_in, n_hidden, n_out = sizes
    rng = np.random.default_rng(0)
    shapes = {"inputs": (batch_size, n_in), "hidden": (batch_size, n_hidden), "delta": (batch_size, n_out)}
    shapes |= {"first": (n_in, n_hidden), "second": (n_hidden, n_out)}
    arrays = {name: rng.standard_normal(shape).astype(dtype) for name, shape in shapes.items()}
    inputs, hidden, delta, first, second = arrays.values()

    def run(n):
        for _ in range(n):
            inputs @ first
            hidden @ second
            hidden.mT @ delta
            back = delta @ second.mT
            inputs.mT @ back
        return n

    return run


def by_hand(sizes, points, batch_size, dtype):
    """The same steps, written for this one network of two layers: no checks, every array is made once."""
    inputs, targets = (part.astype(dtype) for part in points[:2])
    model, rng = MLP(sizes, activation="relu", initialization="he", dtype=dtype), np.random.default_rng(0)
    parameters, gradient = model.parameters, model.gradient
    first, second = parameters.weights
    change, batch = np.empty_like(parameters.flat), np.empty((batch_size, sizes[0]), dtype)
    ones = np.ones((1, batch_size), dtype)

    def steps():
        while True:
            for index in np.split(rng.permutation(len(inputs)), len(inputs) // batch_size):
                inputs.take(index, axis=0, out=batch, mode="clip")
                hidden = batch @ first
                hidden += parameters.biases[0]
                np.maximum(hidden, 0, out=hidden)
                logits = hidden @ second
                logits += parameters.biases[1]
                logits -= logits.max(axis=1, keepdims=True)
                delta = np.exp(logits)
                sums, batch_targets = delta.sum(axis=1, keepdims=True), targets.take(index, axis=0)
                loss = (np.log(sums).sum() - np.vdot(batch_targets, logits)) / batch_size
                delta /= sums
                delta -= batch_targets
                delta /= batch_size
                np.matmul(hidden.mT, delta, out=gradient.weights[1])
                np.matmul(ones, delta, out=gradient.biases[1])
                back = delta @ second.mT
                back *= hidden > 0
                np.matmul(batch.mT, back, out=gradient.weights[0])
                np.matmul(ones, back, out=gradient.biases[0])
                np.multiply(gradient.flat, dtype(RATE), out=change)
                np.subtract(parameters.flat, change, out=parameters.flat)
                yield loss

    stream = steps()
    return lambda n: _drain(islice(stream, n))


def fresh_import(module):
    """Importing `module` in a Python process of its own."""

    def run(n):
        subprocess.run([sys.executable, "-c", f"import {module}"], check=True, cwd=Path(__file__).parents[1])
        return 1

    return run


def _drain(steps):
    return sum(1 for _ in steps)


def measure(contestants, n_steps, n_turns=N_TURNS):
    """Seconds per step of each contestant in every turn, `(n_turns,)` each."""
    seconds = {name: [] for name in contestants}
    for run in contestants.values():
        run(n_steps)  # a first turn to warm up
    for _ in range(n_turns):
        for name, run in contestants.items():
            start = time.perf_counter()
            n_done = run(n_steps)
            seconds[name].append((time.perf_counter() - start) / n_done)
    return {name: np.array(times) for name, times in seconds.items()}


def report(what, ratios, goal, at_least):
    ratio = np.median(ratios)
    met = ratio >= goal if at_least else ratio <= goal
    print(
        f"  {what:<58} {ratio:6.2f} ×   goal {'≥' if at_least else '≤'} {goal:g} ×  "
        f" {'met' if met else 'MISSED'}"
    )


def show(title, times):
    print(
        f"\n{title}: "
        + ", ".join(f"{name} {1e6 * np.median(seconds):,.0f} µs" for name, seconds in times.items())
    )


def against_peers(sizes, points, n_steps):
    contestants = {"mlp": ours(sizes, points, 32)}
    if torch:
        contestants["PyTorch"] = pytorch(sizes, points, 32)
    if MLPClassifier:
        contestants["scikit-learn fit"] = scikit_learn(sizes, points, 32, by_epoch=False)
        contestants["scikit-learn partial_fit"] = scikit_learn(sizes, points, 32, by_epoch=True)
    times = measure(contestants, n_steps)
    show(f"One step at {'-'.join(map(str, sizes))}, batch 32", times)
    if torch:
        report("PyTorch eager takes", times["PyTorch"] / times["mlp"], 4, at_least=True)
    if MLPClassifier:
        fastest = min(times["scikit-learn fit"], times["scikit-learn partial_fit"], key=np.median)
        report("scikit-learn, the faster of its two ways, takes", fastest / times["mlp"], 3.5, at_least=True)


def large_network():
    sizes, rng = [784, 128, 10], np.random.default_rng(0)
    points = Points(rng.uniform(size=(1280, 784)), one_hot(np.arange(1280) % 10, 10))
    contestants = {
        "mlp": ours(sizes, points, 128, np.float32),
        "by hand": by_hand(sizes, points, 128, np.float32),
        "bare products": bare_products(sizes, 128, np.float32),
    }
    if torch:
        contestants["PyTorch"] = pytorch(sizes, points, 128)
    times = measure(contestants, 30)
    show("One step at 784-128-10, batch 128, float32", times)
    if torch:
        report("mlp against PyTorch", times["mlp"] / times["PyTorch"], 1, at_least=False)
    report("mlp against the bare matrix products", times["mlp"] / times["bare products"], 1.3, at_least=False)
    report(
        "the same step by hand against the bare products",
        times["by hand"] / times["bare products"],
        1.3,
        at_least=False,
    )


def side_by_side():
    sizes, points = [2, 16, 16, 2], moons(640)
    contestants = {"one": ours(sizes, points, 32), "16": ours(sizes, points, 32, n_models=16)}
    contestants |= {
        "one in float32": ours(sizes, points, 32, np.float32),
        "64 in float32": ours(sizes, points, 32, np.float32, 64),
    }
    times = measure(contestants, 100)
    show("One step at 2-16-16-2, batch 32, models side by side", times)
    report("16 side by side, per model, against one", times["16"] / 16 / times["one"], 0.35, at_least=False)
    report(
        "64 in float32, per model, against one",
        times["64 in float32"] / 64 / times["one"],
        0.2,
        at_least=False,
    )
    report(
        "64 in float32, per model, against one in float32",
        times["64 in float32"] / 64 / times["one in float32"],
        0.2,
        at_least=False,
    )


def maps():
    """Scene 5.6: 20 depths × 20 scales × 3 activations, one pass forward and backward each."""
    scene, seeds = VanishingAndExploding(), count()

    def run(n):
        seed = next(seeds)  # another seed draws all maps anew
        for activation in scene.controls[0].options:
            scene.restart(activation=activation, seed=seed, depth=20, scale=1.0)
        return 1

    times = measure({"all three maps": run}, 1)
    show("Scene 5.6", times)
    report("of the second they may take, the three maps take", times["all three maps"], 1, at_least=False)


def imports():
    times = measure({"numpy": fresh_import("numpy"), "mlp": fresh_import("mlp")}, 1, n_turns=15)
    show("Import in a fresh process", times)
    report("import mlp against import numpy", times["mlp"] / times["numpy"], 1.2, at_least=False)


if __name__ == "__main__":
    for name, module in (("PyTorch", torch), ("scikit-learn", MLPClassifier)):
        if module is None:
            print(f"{name} is not installed: its comparisons are left out.")
    warnings.filterwarnings(
        "ignore", message=".*Maximum iterations"
    )  # we ask scikit-learn for a fixed number of epochs
    against_peers([2, 16, 16, 2], moons(640), 200)
    against_peers([64, 32, 10], digits(), 228)
    large_network()
    side_by_side()
    maps()
    imports()
