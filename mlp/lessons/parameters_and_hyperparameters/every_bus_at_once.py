"""Which lines of a network decide its answer: the thickest, or all of them together?"""

import numpy as np

from ...data import Points
from ...losses import LOSSES, softmax
from ...network import MLP
from ...optimizers import GradientDescent
from ...plots.curves import Bars
from ...plots.numbers import counted, decimals, signed
from ...plots.style import PAST, panels
from ...training import train
from ..scene import Choice, Preset, Seed, Slider, opening
from ..tasks import Question
from .diagrams import BusMap
from .paths import only_along, thickest_path

NOTHING = "nothing yet"  # to be praised
ALL, STRONGEST, POSITIVE = "all buses at once", "only the strongest bus", "all but the negative"
WEIGHT, BROUGHT = "|weight|", "|weight × activation|"  # what the width of a line shows


class EveryBusAtOnce:
    """A network picks the next word. Does its answer come along the thickest line, or along all of them?"""

    title = "Every bus at once"
    first_names = ["na-neun 1", "na-neun 2", "neo-reul 1", "neo-reul 2"]
    last_names = ["saranghae (love)", "joahae (like)", "miwohae (hate)"]
    # the word vectors of na-neun (I) and neo-reul (you), two numbers each
    sentence = np.array([[1.0, 0.4, -0.6, 0.9]])
    controls = [
        Seed(start=28),
        Choice("riding", (ALL, STRONGEST, POSITIVE), ALL, "ride", live=True),
        Choice("line_width", (WEIGHT, BROUGHT), WEIGHT, "line width", live=True),
        Choice("praised", (NOTHING, *last_names), NOTHING, "praise, scold the others", live=True),
        Slider("learning_rate", 0.01, 1.0, start=0.1, logarithmic=True, label="learning rate", live=True),
    ]
    presets = [
        Preset(
            "one ride",
            {"seed": 28, "riding": STRONGEST, "line_width": WEIGHT, "praised": NOTHING},
            "A bad way to read a network: the thickest lines lead to another word than all lines together.",
        ),
        Preset(
            "what each bus brings",
            {"seed": 28, "riding": ALL, "line_width": BROUGHT, "praised": NOTHING},
            "Better: weight × activation is what arrives. A blue line now speaks for its stop.",
        ),
        Preset(
            "teach it",
            {"seed": 28, "riding": ALL, "praised": last_names[0]},
            "Good: every bus changes a little, and together they change the answer.",
        ),
    ]
    sizes, n_steps = [4, 4, 3], 300

    def __init__(self):
        self.figure, (left, right) = panels(2.6, 1, left=0.02, gap=0.16, bottom=0.17)
        self.map = BusMap(left, self.sizes, self.first_names, self.last_names)
        names = [name.replace(" ", "\n") for name in self.last_names]
        self.bars = Bars(right, names, [PAST] * 3, "", "chance of the word")
        self.artists = self.map.artists + self.bars.artists

    def restart(self, seed, riding, line_width, praised, learning_rate):
        self.model = MLP(self.sizes, "tanh", "xavier", scale=1.5, seed=seed)
        self.ridden = MLP(self.sizes, "tanh", "zeros")
        self.optimizer = GradientDescent(learning_rate)
        self.n_done, self.riding, self.line_width = 0, riding, line_width
        self._praise(praised)
        self._show()

    def change(self, riding, line_width, praised, learning_rate):
        self.riding, self.line_width, self.optimizer.learning_rate = riding, line_width, learning_rate
        if praised != self.praised:
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
            target = np.eye(3)[[self.last_names.index(praised)]]  # (1, 3): 1 is praise, 0 is scolding
            example = Points(self.sentence, target)
            self.training = train(self.model, LOSSES["cross-entropy"], self.optimizer, example)

    def _show(self):
        self._ride()
        self.layer_outputs = [outputs[0] for outputs in self.ridden.forward(self.sentence)]
        self.chances = softmax(self.layer_outputs[-1])  # (3,)
        self.arrival = self.route[-1] if self.riding == STRONGEST else int(self.chances.argmax())
        lines = self.brought if self.line_width == BROUGHT else self.ridden.parameters.weights
        note = f"Line width: {self.line_width}. Blue is positive, dashed is negative."
        self.map.update(self._finding, lines, self.layer_outputs, self.arrival, note)
        praise = "No praise yet" if self.training is None else f"Praised: {self.praised}"
        self.bars.update(praise, self.chances)

    def _ride(self):
        """Copies the model into `ridden`, but for the lines that do not run."""
        self.ridden.parameters.flat[...] = self.model.parameters.flat
        weights = self.model.parameters.weights
        if self.riding == STRONGEST:
            weights = only_along(self.route, weights)
        if self.riding == POSITIVE:
            weights = [np.maximum(layer, 0) for layer in weights]
        for ridden, running in zip(self.ridden.parameters.weights, weights, strict=True):
            ridden[...] = running

    @property
    def brought(self):
        """What each running line brings to its stop, weight × activation: an array for each gap."""
        gaps = zip(self.layer_outputs[:-1], self.ridden.parameters.weights, strict=True)
        return [outputs[:, None] * weights for outputs, weights in gaps]

    @property
    def helper(self):
        """The index of the hidden neuron that brings most to the stop of arrival."""
        return int(self.brought[-1][:, self.arrival].argmax())

    @property
    def help_as_product(self):
        """What the helper brings, in words: activation × weight = product."""
        sent, weight = self.layer_outputs[1], self.ridden.parameters.weights[-1][:, self.arrival]
        factors = f"{decimals(sent[self.helper])} × {decimals(weight[self.helper])}"
        return f"{factors} = {signed(self.brought[-1][self.helper, self.arrival])}"

    @property
    def _finding(self):
        verb = {ALL: "say", STRONGEST: "leads to", POSITIVE: "would say"}[self.riding]
        word, rate = _korean(self.last_names[self.arrival]), self.optimizer.learning_rate
        updates = counted(self.n_done, "update")
        return f"{self.riding.capitalize()} {verb} {word} after {updates} (rate now {rate:.2g})"

    @property
    def route(self):
        """The stops of a passenger who takes the thickest line everywhere."""
        return thickest_path(self.model.parameters.weights)

    @property
    def answer(self):
        """The word that the whole network chooses, whichever lines run at the moment."""
        return self.last_names[self.model.forward(self.sentence)[-1][0].argmax()]

    def summary(self):
        words = zip(self.last_names, self.chances, strict=True)
        chances = ", ".join(f"{_korean(name)} {chance:.0%}" for name, chance in words)
        praise = "Nothing has been praised yet." if self.training is None else f"Praised: {self.praised}."
        if self.n_done >= self.n_steps:
            praise += " The run is over: press Restart."
        if self.line_width == BROUGHT:
            praise += f" The lines are as wide as {BROUGHT}."
        return (
            f"{counted(self.n_done, 'update')}; the rate is now {self.optimizer.learning_rate:.2g}. Riding"
            f" {self.riding}: {chances}. The whole network says {self.answer}; the thickest lines lead to"
            f" {self.last_names[self.route[-1]]}. {self._help_in_words} {praise}"
        )

    @property
    def _help_in_words(self):
        word, neuron = _korean(self.last_names[self.arrival]), self.helper + 1
        return f"To {word}, hidden neuron {neuron} brings most: {self.help_as_product}."


def _all_aboard():
    scene = EveryBusAtOnce()
    answers = {}
    for riding in (POSITIVE, STRONGEST, ALL):
        scene.restart(**opening(scene) | {"riding": riding})
        answers[riding] = scene.last_names[scene.arrival]
    facts = {
        "route": answers[STRONGEST],
        "says": answers[ALL],
        "chance": scene.chances.max(),
        "positive": answers[POSITIVE],
        "product": scene.help_as_product,
    }
    return answers[ALL], facts


where_do_all_buses_lead = Question(
    "A network is untrained (seed 28). You start on its thickest line and always take the next thickest: you"
    " arrive at saranghae (love). The network adds up what all lines bring. What does it say?",
    {
        "saranghae (love)": (
            "That is where one passenger gets, on the thickest lines: {route}. But the network adds up what"
            " all lines bring to each stop. It says {says} ({chance:.0%})."
        ),
        "joahae (like)": (
            "All lines together bring most to {says} ({chance:.0%}), but the thickest lead to {route}."
            " What a line brings is activation × weight: {product} from the fourth neuron."
        ),
        "miwohae (hate)": (
            "The positive lines alone lead to {positive}. But a negative line may help its stop."
            " One brings {product} to {says}, and the network says {says} ({chance:.0%})."
        ),
    },
    _all_aboard,
)


def _korean(name):
    return name.split(" ")[0]
