"""At which values does a control stop on the website?"""

import math

from mlp.lessons.scene import Choice, Seed, Toggle

N_SEEDS = 4
SERIES = [  # round numbers in a decade, the densest first
    (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8),
    (1, 1.5, 2, 3, 5, 7),
    (1, 2, 3, 5),
    (1, 3),
    (1,),
]
MULTIPLES = [digit * 10**power for power in range(8) for digit in (1, 2, 5)]


def positions(control, asked=(), most=25):
    """The values of a control, in order: round numbers, both ends, its start, and the `asked` ones.

    There are about `most` of them: a few more if many are asked for. All options of a choice are there.
    """
    if isinstance(control, Toggle):
        return [False, True]
    if isinstance(control, Choice):
        return list(control.options)
    wanted = list(dict.fromkeys([control.start, *asked]))
    if isinstance(control, Seed):
        return _seeds(wanted)
    wanted += [end for end in (control.low, control.high) if not _is_near(control, end, wanted)]
    numbers = _logarithmic if control.logarithmic else _linear
    kept = [value for value in numbers(control, most) if not _is_near(control, value, wanted)]
    return sorted([*wanted, *kept])


def _seeds(wanted):
    """The asked seeds, and those that the button "Another seed" of a notebook draws next."""
    seed, seeds = wanted[0], list(wanted)
    while len(seeds) < N_SEEDS:
        seed = (seed * 31 + 17) % 1000
        seeds += [seed] if seed not in seeds else []
    return seeds


def step_of(control):
    """The smallest distance between two values of a linear slider."""
    return control.step or (1 if control.integer else 0.1)


def _linear(control, most):
    """Multiples of a round number of steps that lie between the ends."""
    step = step_of(control)
    for multiple in MULTIPLES:
        distance = multiple * step
        first, last = math.ceil(control.low / distance - 1e-9), math.floor(control.high / distance + 1e-9)
        if last - first < most:
            break
    values = [round(k * distance, 10) for k in range(first, last + 1)]
    values = [value for value in values if _is_whole((value - control.low) / step)]
    return [int(value) for value in values] if control.integer else values


def _logarithmic(control, most):
    """Round numbers, unless the slider makes long steps: then some of those."""
    low, high = math.log10(control.low), math.log10(control.high)
    if control.decades_per_step >= 0.1:
        return _long_steps(control, low, high, most)
    powers = range(math.floor(low), math.floor(high) + 1)
    for series in SERIES:
        values = [float(f"{digit}e{power}") for power in powers for digit in series]
        values = [value for value in values if control.low <= value <= control.high]
        if len(values) <= most:
            break
    return values


def _long_steps(control, low, high, most):
    """Every step of a logarithmic slider, or every fifth or tenth one if there are many."""
    n_steps = round((high - low) / control.decades_per_step)
    stride = next(stride for stride in MULTIPLES if stride != 2 and n_steps / stride < most)
    return [10 ** (low + k * control.decades_per_step) for k in range(0, n_steps + 1, stride)]


def _is_near(control, value, others):
    """Whether one of the others is less than half a step away."""
    if control.logarithmic:
        nearest = 0.5 * min(control.decades_per_step, 0.1)
        return any(abs(math.log10(value / other)) < nearest for other in others)
    return any(abs(value - other) < 0.5 * step_of(control) for other in others)


def _is_whole(number):
    return abs(number - round(number)) < 1e-6
