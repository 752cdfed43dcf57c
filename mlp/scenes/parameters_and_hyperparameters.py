"""Notebook 1: which numbers does a network learn, and which does a person choose? Four scenes, from a diagram to GPT-3."""
from itertools import islice
from math import prod

import numpy as np

from ..data import Points, blobs
from ..losses import LOSSES, softmax
from ..network import MLP, Parameters, count_parameters
from ..optimizers import GradientDescent, Momentum
from ..plots.curves import Bars
from ..plots.look import GOOD, PAST, TRAINING, counted, logarithmic, panels
from ..plots.diagrams import BusMap, Chosen, LayerDiagram, Margin, Parts, Sizes
from ..published import PARTS, PUBLISHED, Architecture, count_by_part, count_multiply_adds, count_working, size_in_bytes
from ..schedules import Cosine
from ..training import train
from .declarations import Card, Cards, Choice, Exercise, Preset, Question, Seed, Slider, Toggle


def count_paths(sizes):
    """How many ways lead from an input to an output, one unit of every layer on each: all sizes multiplied."""
    return prod(sizes)


class CountOnTheDiagram:
    """Wider or deeper: how fast do parameters grow, and how fast do the paths through the network?"""

    title = "Count on the diagram"
    controls = [
        Choice("n_inputs", (1, 2, 64, 784), 784, "inputs"),
        Slider("width", 1, 100, start=16, whole=True, label="units in the first hidden layer"),
        Slider("depth", 0, 10, start=2, whole=True, label="hidden layers"),
        Toggle("halving", False, "each hidden layer half as wide as the one before"),
        Choice("n_outputs", (1, 2, 10), 10, "outputs"),
    ]
    presets = [
        Preset("by hand", {"n_inputs": 2, "width": 4, "depth": 2, "halving": True, "n_outputs": 1}, "Good to count on your fingers: 12 + 10 + 3."),
        Preset("no hidden layer", {"n_inputs": 784, "depth": 0, "n_outputs": 10}, "Ten digits, but not ten parameters: each digit has a weight for every pixel."),
        Preset("one layer", {"n_inputs": 784, "width": 50, "depth": 1, "halving": False, "n_outputs": 10}, "Nearly all parameters lie in the first gap, at the pixels."),
        Preset("deep", {"n_inputs": 784, "width": 100, "depth": 10, "halving": False, "n_outputs": 10}, "Nine more layers only double the parameters of a single one; the paths are beyond counting."),
    ]
    max_depth = 10

    def __init__(self):
        self.figure, (left, right) = panels(3, 1, size=(10, 4.6), left=0.03, gap=0.24, bottom=0.13)
        self.diagram = LayerDiagram(left, self.max_depth + 2)
        right.set(yscale="log", xlim=(-0.5, 20), ylim=(1, 1e26), xticks=[0, 5, 10], xlabel="hidden layers", ylabel="how many")
        logarithmic(right.yaxis)
        self.growth = Chosen(right, {"parameters": (PAST, "-"), "paths": (GOOD, "-")}, end=0.55)
        self.artists = self.diagram.artists + self.growth.artists

    def restart(self, n_inputs, width, depth, halving, n_outputs):
        def sizes(n_hidden):
            return [n_inputs, *(max(1, width >> k) if halving else width for k in range(n_hidden)), n_outputs]

        self.sizes = sizes(depth)
        self.parameters = Parameters(self.sizes)   # the array itself, with room for every number this network would learn
        self.n_parameters, self.n_paths = len(self.parameters.flat), count_paths(self.sizes)
        n_left_out = sum(size > LayerDiagram.most_drawn for size in self.sizes)
        note = f"Of a layer with more than {LayerDiagram.most_drawn} units, only {LayerDiagram.most_drawn} are drawn." if n_left_out else "Every unit is drawn."
        self.diagram.update(f"{self.n_parameters:,} parameters (grey lines, and a bias for each neuron)", self.sizes, note + " Green: one path.")
        depths = np.arange(self.max_depth + 1)
        curves = {name: [float(count(sizes(k))) for k in depths] for name, count in (("parameters", count_parameters), ("paths", count_paths))}
        self.growth.update(f"{_large(self.n_paths)} path{'s' if self.n_paths > 1 else ''}", depths, depth, curves)

    def summary(self):
        gaps = [f"{n_in} × {n_out} + {n_out}" for n_in, n_out in zip(self.sizes[:-1], self.sizes[1:], strict=True)]
        return (
            f"A network of {'-'.join(map(str, self.sizes))}: {' and '.join(gaps) if len(gaps) < 4 else f'{len(gaps)} gaps'} make {self.n_parameters:,} parameters, "
            f"the length of its flat array. Paths from an input to an output: {_large(self.n_paths)}."
        )


def _nine_more_layers():
    shallow, deep = [784, 100, 10], [784, *[100] * 10, 10]
    more, more_paths = count_parameters(deep) / count_parameters(shallow), count_paths(deep) // count_paths(shallow)
    choice = "ten times as many of both" if more_paths < 100 else "twice as many parameters, 10¹⁸ times as many paths" if more < 10 else "10¹⁸ times as many of both"
    first, gap = count_parameters(deep[:2]), count_parameters([100, 100])
    return choice, {"shallow": count_parameters(shallow), "deep": count_parameters(deep), "more": more, "first": first, "gap": gap, "paths": _large(more_paths)}


nine_more_layers = Question(
    "A network of 784-100-10 gets nine more hidden layers of 100 units each. What grows, and about how much?",
    {
        "ten times as many of both": "Each new layer adds {gap:,} parameters, but the first gap, at the 784 inputs, alone has {first:,}. All in all {more:.1f} times as many: {deep:,} instead of {shallow:,}. And paths multiply.",
        "twice as many parameters, 10¹⁸ times as many paths": "Parameters add: nine times {gap:,} more, {deep:,} instead of {shallow:,}. Paths multiply: a hundred times as many with every layer, {paths} times in all.",
        "10¹⁸ times as many of both": "Paths do multiply like that. A parameter belongs to one line, however many paths run over it: {deep:,} instead of {shallow:,}, {more:.1f} times as many.",
    },
    _nine_more_layers,
)


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
        Card("bias", "parameter", "It is learned just like the weights: the optimizer cannot even tell them apart."),
        Card("learning rate", "hyperparameter", "You choose it before training. The model does not need it any more afterwards."),
        Card("epochs", "hyperparameter", "You choose how often training goes through the data."),
        Card("batch size", "hyperparameter", "You choose how many examples each update looks at."),
        Card("iterations", "derived", "They follow: epochs × ⌈examples / batch size⌉."),
        Card("initial scale", "hyperparameter", "You choose how large the first random weights are. The weights are parameters, the scale of their start is not."),
        Card("dropout rate", "hyperparameter", "You choose what share of units is switched off while training."),
        Card("loss function", "hyperparameter", "You choose which one. (The value it gives during training is a score.)"),
        Card("C of an SVM", "hyperparameter", "You choose how much a point in the street or on the wrong side costs. The next scene lets you drag it."),
        Card("SVM coefficients", "parameter", "They are the weights of the SVM's line, learned from the data."),
        Card("support vectors", "derived", "They are points of the data, not numbers to adjust; training decides which of them end up mattering. (An SVM with a kernel must save them, so some lists count them among its parameters.)"),
        Card("regression coefficient", "parameter", "Slope and intercept are what linear regression learns."),
        Card("R²", "score", "It measures how much of the spread the line explains. It is computed after the fit and moves nothing."),
        Card("number of layers", "hyperparameter", "You choose it. It decides how many parameters there are, but is none itself."),
    ],
)


class ChooseC:
    """A linear support vector machine: you choose C, training finds the line, and some of the points end up mattering."""

    title = "You choose C, training finds the rest"
    controls = [Seed(), Slider("C", 0.01, 100.0, start=1.0, step=0.05, logarithmic=True, label="C (price of a point in the street)")]
    presets = [
        Preset("cheap", {"C": 0.01}, "A street so wide that most points lie in it: most are support vectors."),
        Preset("balanced", {"C": 1.0}, "A compromise: a narrower street, and far fewer support vectors."),
        Preset("expensive", {"C": 100.0}, "The narrowest street: the fewest points decide where it lies, so each of them counts for much."),
    ]
    n_points, n_steps, largest_rate = 60, 1000, 0.3

    def __init__(self):
        self.figure, (left, right) = panels(1, 1.15, gap=0.24)
        self.margin = Margin(left, (-4.6, 4.6), "first input", "second input")
        right.set(xscale="log", xlim=(0.009, 4000), xlabel="C, chosen", ylabel="weights and bias, learned")
        right.set_xticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
        right.minorticks_off()
        self.learned = Chosen(right, {"first weight": (TRAINING, "-"), "second weight": (TRAINING, "--"), "bias": (TRAINING, ":")}, end=0.74)
        self.artists = self.margin.artists + self.learned.artists
        self.seed = None

    def restart(self, seed, C):
        if seed != self.seed:
            self._train_all(seed)
        self.choice = int(np.argmin(np.abs(np.log(self.all_C / C))))
        self.weights, self.bias = self.model.parameters.flat[self.choice, :2], self.model.parameters.flat[self.choice, 2]
        agreement = agreements(self.model.parameters.flat[self.choice], self.points)
        self.is_support, self.n_wrong = agreement < 1.003, int((agreement < 0).sum())   # on the street's edge it is 1, nearly
        finding = f"{self.is_support.sum()} of {self.n_points} points are support vectors"
        self.margin.update(finding, self.weights, self.bias, self.points.inputs, self.points.targets[:, 0], self.is_support)
        numbers = dict(zip(self.learned.lines, self.model.parameters.flat.T, strict=True))
        finding = f"C = {self.chosen:.3g}: learned {_listed(self.weights)} and {self.bias:.2f}"
        self.learned.update(finding, self.all_C, self.choice, numbers)

    def _train_all(self, seed):
        # every C the slider can show, trained side by side, so that a move need not wait
        self.seed = seed
        self.points = two_clouds(self.n_points, seed)
        self.all_C = np.geomspace(0.01, 100, 81)
        self.model = MLP([2, 1], "identity", "zeros", n_models=len(self.all_C))
        for step in islice(train_svm(self.model, self.points, self.all_C, self.n_steps, self.largest_rate), self.n_steps):
            pass
        widen_empty_streets(self.model.parameters.flat, self.points)
        low, high = self.model.parameters.flat.min(), self.model.parameters.flat.max()
        self.learned.ax.set_ylim(low - 0.1 * (high - low), high + 0.1 * (high - low))

    @property
    def chosen(self):
        """The C of the slider, among those that were trained."""
        return self.all_C[self.choice]

    @property
    def street(self):
        """How wide the street between the two dashed lines is."""
        return 2 / np.linalg.norm(self.weights)

    def summary(self):
        return (
            f"C = {self.chosen:.3g} was chosen. Training learned the weights {_listed(self.weights)} and the bias {self.bias:.2f}: the street is "
            f"{self.street:.2f} wide, {self.is_support.sum()} of {self.n_points} points are support vectors (ringed), {self.n_wrong} {'is' if self.n_wrong == 1 else 'are'} on the wrong side."
        )


def two_clouds(n, seed=0):
    """Two clouds that touch, one to the lower left and one to the upper right; targets -1 and +1."""
    clouds = blobs(n, noise=1.0, seed=seed)
    turn = np.array([[-0.8, -0.6], [0.6, -0.8]])
    return Points(clouds.inputs @ turn, 2.0 * clouds.labels[:, None] - 1)


def train_svm(model, points, C, n_steps, learning_rate=0.3):
    """The training stream of linear support vector machines side by side: the hinge loss, and weight decay tied to `C (n_models,)`.

    ½|w|² + C × (sum of hinge losses), divided by C × n, is the mean hinge loss with a weight decay of 1 / (C × n); the bias is left free.
    """
    decay = np.zeros_like(model.parameters.flat)   # (n_models, 3)
    decay[:, :2] = 1 / (np.asarray(C)[:, None] * len(points.inputs))
    optimizer = Momentum(learning_rate, weight_decay=decay)
    return train(model, LOSSES["hinge"], optimizer, points, batch_size=len(points.inputs), schedule=Cosine(learning_rate, n_steps))


def agreements(parameters, points):
    """Target × output of every point, `(..., n)`, for lines `(..., 3)`: below 0 on the wrong side, 1 on the street's edge."""
    return points.targets[:, 0] * (parameters[..., :2] @ points.inputs.T + parameters[..., 2:])


def widen_empty_streets(parameters, points):
    """Moves the lines, `parameters (n_models, 3)`, whose street no point is in, to the middle, and widens it to the nearest points, in place.

    Training does the same, but ever more slowly: where no point costs anything, only the small weight decay is left.
    """
    agreement = agreements(parameters, points)
    above, below = (agreement[:, points.targets[:, 0] == side].min(axis=-1) for side in (1, -1))
    is_empty = np.minimum(above, below) > 1
    parameters[is_empty, 2] += (below - above)[is_empty] / 2
    parameters[is_empty] /= ((above + below) / 2)[is_empty, None]


def _dearer():
    scene = ChooseC()
    streets, supports = [], []
    for C in (0.1, 10.0):
        scene.restart(seed=0, C=C)
        streets.append(scene.street)
        supports.append(int(scene.is_support.sum()))
    choice = "wider" if streets[1] > 1.05 * streets[0] else "narrower" if streets[1] < 0.95 * streets[0] else "as wide as before"
    return choice, {"before": streets[0], "after": streets[1], "n_before": supports[0], "n_after": supports[1]}


dearer_points = Question(
    "C is the price of a point that lies in the street or beyond. You raise it from 0.1 to 10. The street between the dashed lines becomes …",
    {
        "wider": "A wider street has more points in it, and those are expensive now. It shrinks from {before:.2f} to {after:.2f}.",
        "narrower": "Points in the street are expensive now, so training makes it narrow: {after:.2f} instead of {before:.2f}, with {n_after} support vectors instead of {n_before}.",
        "as wide as before": "C is not a parameter, but it decides which parameters training finds: the street shrinks from {before:.2f} to {after:.2f}.",
    },
    _dearer,
)


ALL, STRONGEST, POSITIVE = "all buses at once", "only the strongest bus", "all but the negative"


class EveryBusAtOnce:
    """A network picks the next word. Does its answer come along the thickest line, or along all of them?"""

    title = "Every bus at once"
    first_names = ["na-neun 1", "na-neun 2", "neo-reul 1", "neo-reul 2"]
    last_names = ["saranghae (love)", "joahae (like)", "miwohae (hate)"]
    sentence = np.array([[1.0, 0.4, -0.6, 0.9]])   # the word vectors of na-neun (I) and neo-reul (you), two numbers each
    controls = [
        Seed(start=28),
        Choice("riding", (ALL, STRONGEST, POSITIVE), ALL, "ride", live=True),
        Choice("praised", ("nothing yet", *last_names), "nothing yet", "praise (and scold the others)", live=True),
        Slider("learning_rate", 0.01, 1.0, start=0.1, logarithmic=True, label="learning rate", live=True),
    ]
    presets = [
        Preset("one ride", {"seed": 28, "riding": STRONGEST, "praised": "nothing yet"}, "Bad way to read a network: the thickest line goes somewhere else."),
        Preset("teach it", {"seed": 28, "riding": ALL, "praised": last_names[0]}, "Good: every bus changes a little, and together they change the answer."),
    ]
    sizes, n_steps = [4, 4, 3], 300

    def __init__(self):
        self.figure, (left, right) = panels(2.6, 1, left=0.02, gap=0.16, bottom=0.17)
        self.map = BusMap(left, self.sizes, self.first_names, self.last_names)
        self.bars = Bars(right, [name.replace(" ", "\n") for name in self.last_names], [PAST] * 3, "", "chance of the word")
        self.artists = self.map.artists + self.bars.artists

    def restart(self, seed, riding, praised, learning_rate):
        self.model = MLP(self.sizes, "tanh", "xavier", scale=1.5, seed=seed)
        self.ridden = MLP(self.sizes, "tanh", "zeros")
        self.optimizer = GradientDescent(learning_rate)
        self.n_done, self.riding = 0, riding
        self._praise(praised)
        self._show()

    def change(self, riding=None, praised=None, learning_rate=None):
        self.riding = riding or self.riding
        self.optimizer.learning_rate = learning_rate or self.optimizer.learning_rate
        if praised is not None:
            self._praise(praised)
        self._show()

    def advance(self):
        if not self._is_over:
            next(self.training)
            self.n_done += 1
            self._show()
        return not self._is_over

    @property
    def _is_over(self):
        return self.training is None or self.n_done >= self.n_steps

    def _praise(self, praised):
        self.praised, self.training = praised, None
        if praised in self.last_names:
            target = np.eye(3)[[self.last_names.index(praised)]]   # (1, 3): 1 is praise, 0 is scolding
            self.training = train(self.model, LOSSES["cross-entropy"], self.optimizer, Points(self.sentence, target))

    def _show(self):
        self.ridden.parameters.flat[...] = self.model.parameters.flat
        for k, weights in enumerate(self.ridden.parameters.weights):
            weights *= self._runs(k)
        layer_outputs = [outputs[0] for outputs in self.ridden.forward(self.sentence)]
        self.chances = softmax(layer_outputs[-1])   # (3,)
        self.arrival = self.route[-1] if self.riding == STRONGEST else int(self.chances.argmax())
        verb = {ALL: "say", STRONGEST: "leads to", POSITIVE: "would say"}[self.riding]
        word, rate = _korean(self.last_names[self.arrival]), self.optimizer.learning_rate
        finding = f"{self.riding.capitalize()} {verb} {word} after {counted(self.n_done, 'update')} (rate now {rate:.2g})"
        self.map.update(finding, self.ridden.parameters.weights, layer_outputs, self.arrival)
        self.bars.update("No praise yet" if self.training is None else f"Praised: {self.praised}", self.chances)

    def _runs(self, k):
        """Which buses run between layers k and k + 1: 1 or 0 for each."""
        weights = self.model.parameters.weights[k]
        if self.riding == STRONGEST:
            runs = np.zeros_like(weights)
            runs[self.route[k], self.route[k + 1]] = 1
            return runs
        return weights > 0 if self.riding == POSITIVE else np.ones_like(weights)

    @property
    def route(self):
        """The stops on the way of one passenger who takes the thickest line everywhere."""
        first, last = (np.abs(weights) for weights in self.model.parameters.weights)
        start, change = np.unravel_index(first.argmax(), first.shape)
        return int(start), int(change), int(last[change].argmax())

    @property
    def answer(self):
        """The word the whole network chooses, whatever is ridden at the moment."""
        return self.last_names[self.model.forward(self.sentence)[-1][0].argmax()]

    def summary(self):
        chances = ", ".join(f"{_korean(name)} {chance:.0%}" for name, chance in zip(self.last_names, self.chances, strict=True))
        praise = "Nothing has been praised yet." if self.training is None else f"Praised: {self.praised}."
        if self.n_done >= self.n_steps:
            praise += " The run is over: press Restart."
        return (
            f"{counted(self.n_done, 'update')}; the rate is now {self.optimizer.learning_rate:.2g}. Riding {self.riding}: {chances}. The whole network says {self.answer}; "
            f"the thickest lines lead to {self.last_names[self.route[-1]]}. {praise}"
        )


def _all_aboard():
    scene = EveryBusAtOnce()
    answers = {}
    for riding in (ALL, STRONGEST, POSITIVE):
        scene.restart(seed=28, riding=riding, praised="nothing yet", learning_rate=0.1)
        answers[riding] = scene.last_names[scene.arrival], scene.chances.max()
    facts = {"route": answers[STRONGEST][0], "says": answers[ALL][0], "chance": answers[ALL][1], "positive": answers[POSITIVE][0]}
    return answers[ALL][0], facts


where_do_all_buses_lead = Question(
    "In an untrained network (seed 28) the thickest line, and the thickest one from where it arrives, lead to saranghae (love). The network rides all lines at once. What does it say?",
    {
        "saranghae (love)": "That is where one passenger gets, on the thickest lines: {route}. The network adds up what all lines bring to each stop, and says {says} ({chance:.0%}).",
        "joahae (like)": "All lines together bring most to {says} ({chance:.0%}), though the thickest lead to {route}. Without the negative lines it would be {positive}.",
        "miwohae (hate)": "So it would be if the negative lines did not run: {positive}. They do, and carry away from that stop: the network says {says} ({chance:.0%}).",
    },
    _all_aboard,
)


AS_MANY = "as many as heads"
FAMILIES = {
    "GPT": {"has_biases": True, "is_gated": False, "is_tied": True},
    "Mistral": {"has_biases": False, "is_gated": True, "is_tied": False},
}


def _settings(name):
    """A published model in terms of the controls below."""
    a = PUBLISHED[name]
    return {
        "family": "GPT" if a.has_biases else "Mistral",
        "n_layers": a.n_layers,
        "width": a.width,
        "n_heads": a.n_heads,
        "n_key_value_heads": AS_MANY if a.n_key_value_heads == a.n_heads else a.n_key_value_heads,
        "feedforward": a.feedforward_size / a.width,
        "vocabulary_size": a.vocabulary_size,
        "n_positions": a.n_positions,
        "n_experts": a.n_experts,
    }


class CountTheFamous:
    """The parameters of a language model, part by part: what do layers, width, heads and experts cost?"""

    title = "Count the famous ones"
    controls = [
        Slider("n_layers", 1, 96, start=12, whole=True, label="layers"),
        Slider("width", 128, 12_288, start=768, step=128, whole=True, label="width"),
        Choice("n_heads", (1, 2, 4, 8, 12, 16, 32, 96), 12, "heads"),
        Choice("n_key_value_heads", (AS_MANY, 1, 2, 4, 8), AS_MANY, "key-value heads"),
        Slider("feedforward", 0.5, 8.0, start=4.0, step=0.5, label="feed-forward width / width"),
        Slider("vocabulary_size", 1000, 131_072, start=50_257, whole=True, label="vocabulary"),
        Choice("n_positions", (0, 1024, 2048), 1024, "learned positions"),
        Choice("n_experts", (1, 2, 4, 8, 16), 1, "experts (at most 2 used)"),
        Choice("family", tuple(FAMILIES), "GPT", "family"),
    ]
    presets = [
        Preset("GPT-2 small", _settings("GPT-2 small"), "Small enough for a phone. Three tenths of it are a list of word vectors. Now change the number of heads."),
        Preset("GPT-3", _settings("GPT-3"), "Nearly all of it is attention and feed-forward; too large for any single machine drawn here."),
        Preset("Mistral 7B", _settings("Mistral 7B"), "32 heads, but only 8 for keys and values: fewer of those do save parameters."),
        Preset("Solar 10.7B", _settings("Solar 10.7B"), "Mistral with 16 more layers, and nothing else."),
        Preset("Mixtral 8x7B", _settings("Mixtral 8x7B"), "Not 56 billion: only the feed-forward parts are there eight times, and two of them work on a token."),
    ]
    bits = (32, 16, 8, 4)

    def __init__(self):
        self.figure, (left, right) = panels(3, 2, size=(10, 4.4), left=0.03, bottom=0.22, gap=0.2)
        self.parts = Parts(left, PARTS)
        self.sizes = Sizes(right, [str(bits) for bits in self.bits], (1e-4, 1e6), {"8 GB: a phone": 8, "80 GB: a large GPU": 80})
        self.artists = self.parts.artists + self.sizes.artists

    def restart(self, n_layers, width, n_heads, n_key_value_heads, feedforward, vocabulary_size, n_positions, n_experts, family):
        self.architecture = Architecture(
            n_layers, width, n_heads, n_heads if n_key_value_heads == AS_MANY else n_key_value_heads, int(feedforward * width), vocabulary_size,
            n_positions, n_experts=n_experts, n_experts_used=min(2, n_experts), **FAMILIES[family],
        )   # fmt: skip
        self.key_value_words = "as many" if n_key_value_heads == AS_MANY else f"{n_key_value_heads}"
        try:
            self.counts, self.trouble = count_by_part(self.architecture), None
        except ValueError as error:
            self.counts, self.trouble = dict.fromkeys(PARTS, 0), str(error)
        self._show()

    def _show(self):
        if self.trouble is not None:
            self.parts.update(f"No such model: {self.trouble}", [0] * len(PARTS), [("", [0] * len(PARTS))] * 2, self.caption)
            self.sizes.update("", [0.0] * len(self.bits))
            return
        counts, resting = list(self.counts.values()), self.total - count_working(self.architecture)
        working = [count - resting if part == "feed-forward" else count for part, count in self.counts.items()]
        rows = [(f"stored: {self.total:,}", counts), (f"working on one token: {sum(working):,}", working)]
        self.parts.update(f"{counted(self.architecture.n_layers, 'layer')}, {counted(self.architecture.n_heads, 'head')}: {self.total:,} parameters", counts, rows, self.caption)
        self.sizes.update(f"{size_in_bytes(self.total, 16) / 1e9:.3g} GB at 16 bits", [size_in_bytes(self.total, bits) / 1e9 for bits in self.bits])

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def caption(self):
        a = self.architecture
        experts = f" × {a.n_experts} experts" if a.n_experts > 1 else ""
        return (
            f"{counted(a.n_layers, 'layer')} of width {a.width:,} · {counted(a.n_heads, 'head')} ({self.key_value_words} key-value) · "
            f"feed-forward {a.feedforward_size:,}{experts} · {a.vocabulary_size:,} tokens · {a.n_positions:,} positions"
        )

    def summary(self):
        if self.trouble is not None:
            return f"{self.caption}. No such model: {self.trouble}."
        parts = ", ".join(f"{part} {count:,}" for part, count in self.counts.items() if count)
        return (
            f"{self.caption}. {self.total:,} parameters ({parts}), {size_in_bytes(self.total, 16) / 1e9:.3g} GB at 16 bits. {count_working(self.architecture):,} of them "
            f"work on a token, with {count_multiply_adds(self.architecture):,} multiply-adds."
        )


def _one_head():
    blocks = {}
    for n_heads in (1, 12):
        one_layer = PUBLISHED["GPT-2 small"]._replace(n_layers=1, n_heads=n_heads, n_key_value_heads=n_heads)
        none = count_by_part(one_layer)
        blocks[n_heads] = none["attention"] + none["feed-forward"] + 4 * one_layer.width   # and two normalisations
    choice = "fewer" if blocks[1] < blocks[12] else "more" if blocks[1] > blocks[12] else "exactly as many"
    return choice, {"one": blocks[1], "twelve": blocks[12], "head": 768 // 12}


one_head_or_twelve = Question(
    "Every block of GPT-2 small has 12 attention heads. How many parameters has a block with a single head instead?",
    {
        "fewer": "Heads are not added, the width is divided among them: 12 heads of {head} numbers, or one of 768. A block has {one:,} either way.",
        "exactly as many": "Heads share the width: 12 × {head} = 768. So a block has {one:,} parameters, with one head as with twelve.",
        "more": "A single head is larger, that is true: 768 numbers instead of {head}. But there is only one, and the block has {one:,} either way.",
    },
    _one_head,
)


def _check_count(answer):
    given, right = answer([2, 4, 2, 1]), count_parameters([2, 4, 2, 1])
    if given == 2 * 4 + 4 * 2 + 2 * 1:
        return "Those are the weights. Every unit behind a gap has a bias, too."
    if given == count_paths([2, 4, 2, 1]):
        return "Those are the paths: sizes multiplied. Parameters add up, gap by gap."
    if given == right + 2:
        return "The inputs have no biases: nothing is computed there."
    if given == 2 * 4 + 4 * 2 + 2 * 1 + 2 + 4 + 2:
        return "Nearly: the bias belongs to the units behind the gap, not to those before it: in × out + out."
    if given == 2 * 4 + 4:
        return "That is the first gap only. Go on to the last pair of layers."
    if given != right:
        return f"A network of 2-4-2-1 has 12 + 10 + 3 = {right} parameters; yours has {given}."
    return None if answer([784, 10]) == 7850 else f"Right for 2-4-2-1, but 784-10 has 784 × 10 + 10 = 7,850 parameters; yours has {answer([784, 10])}."


write_count = Exercise(
    name="my_count",
    task="return the number of parameters of a network with these layer sizes.",
    check=_check_count,
    hint="Go through the pairs of neighbours, zip(sizes[:-1], sizes[1:]), and add n_in × n_out weights and n_out biases for each.",
    solution=(
        "def my_count(sizes):\n"
        "    total = 0\n"
        "    for n_in, n_out in zip(sizes[:-1], sizes[1:]):\n"
        "        total += n_in * n_out + n_out\n"
        "    return total\n"
    ),
    example=([2, 1],),
)


def _check_attention(answer):
    given, right = answer(4096, 32, 8), 2 * 4096**2 + 2 * 4096 * 1024
    head_size = 4096 // 32
    if given == 4 * 4096**2:
        return "That is right for 32 key-value heads. With 8, keys and values are narrower: 8 × 128 = 1,024 numbers each."
    if given == 4096**2 + 2 * 4096 * 1024:
        return "One matrix is missing: after the heads, the way out mixes them, width × width."
    if given in (32 * 4 * 4096**2, 32 * right):
        return "Heads share the width, each is only width / n_heads wide. They do not multiply it."
    if given == 2 * 4096**2 + 4096 * 1024:
        return "Keys and values have a matrix each."
    if given == 2 * 4096**2 + 2 * 4096 * head_size:
        return "That has one key-value head only. Each is 128 wide, and there are 8."
    if given != right:
        return f"With width 4096, 32 heads and 8 key-value heads there are {right:,} weights; yours are {given:,}."
    return None if answer(768, 12, 12) == 4 * 768**2 else "Right for 8 key-value heads, but with 12 of 12 at width 768 there must be 4 × 768²."


write_attention = Exercise(
    name="my_attention",
    task="return the number of weights in the attention of one block (no biases).",
    check=_check_attention,
    hint="A head is width / n_heads wide. Queries and the way out are width × width; keys and values are width × (n_key_value_heads × head size) each.",
    solution=(
        "def my_attention(width, n_heads, n_key_value_heads):\n"
        "    head_size = width // n_heads\n"
        "    key_value_size = n_key_value_heads * head_size\n"
        "    return 2 * width * width + 2 * width * key_value_size\n"
    ),
    example=(8, 2, 1),
)


def _large(number):
    """A count in full, or from ten thousand million on with three digits and a power of ten."""
    if number < 10**10:
        return f"{number:,}"
    digits, exponent = f"{number:.2e}".split("e")
    return f"{digits} × 10{str(int(exponent)).translate(str.maketrans('0123456789', '⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


def _listed(numbers):
    return ", ".join(f"{number:.2f}" for number in numbers)


def _korean(name):
    return name.split(" ")[0]
