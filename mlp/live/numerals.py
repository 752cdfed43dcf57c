"""The number beside a slider: written with as many digits as its steps need, read however a hand types it."""

import math
import re

SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
SPACES = re.compile(r"\s")  # also the narrow ones that separate thousands
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
POWER_OF_TEN = re.compile(r"(?:(.+)[×*·])?10\^?([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")


def read_number(words):
    """The number that these words mean, None if they mean none: 0,05 and 1 000 and −5 and 3 × 10⁻⁵."""
    words = SPACES.sub("", words).replace("−", "-")
    power = POWER_OF_TEN.fullmatch(words)
    if power:
        words = f"{power[1] or 1}e{power[2].translate(SUPERSCRIPTS)}"
    mark = "" if THOUSANDS.fullmatch(words) else "."  # 1,000 is a thousand, 0,05 is a part of one
    try:
        number = float(words.replace(",", mark))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def nearest(control, number):
    """The value of a slider that is nearest to a number: the number itself, a whole one, or an end."""
    inside = min(max(number, control.low), control.high)
    return round(inside) if control.integer else inside


def rounded(control, value):
    """A slider's value with no more digits than its steps need: the number shown is the number used."""
    if control.integer:
        return value
    if control.logarithmic:
        value = float(f"{value:.{digits_of(control)}g}")
    else:
        value = round(value, decimals_of(control))
    return min(max(value, control.low), control.high)


def written(control, value):
    """A slider's value in words, as exact as it is, with a real minus: 12,000 or −0.50 or 3 × 10⁻⁵."""
    if control.integer:
        words = f"{value:,}"
    elif control.logarithmic:
        words = _with_power(f"{value:.6g}")
    else:
        words = f"{value:.{decimals_of(control)}f}"
        words = words if math.isclose(float(words), value, abs_tol=1e-9) else f"{value:.6g}"
    return words.replace("-", "−")


def digits_of(control):
    """How many digits it takes to change with every step of a logarithmic slider."""
    digits = 1 + math.ceil(-math.log10(10**control.decades_per_step - 1))  # a step is a factor of 10**step
    return max(digits, 3)


def decimals_of(control):
    """How many decimals it takes to write every step of a linear slider."""
    return max(math.ceil(-math.log10(step_of(control))), 2)


def step_of(control):
    """One step of a slider; of a logarithmic one, in powers of ten."""
    if control.logarithmic:
        return control.decades_per_step
    return control.step or (1 if control.integer else 0.1)


def n_steps_of(control):
    """How many steps a slider has from end to end."""
    low, high = (math.log10(end) if control.logarithmic else end for end in (control.low, control.high))
    return round((high - low) / step_of(control))


def _with_power(words):
    """1e-06 as 10⁻⁶, 3e-05 as 3 × 10⁻⁵."""
    if "e" not in words:
        return words
    digits, exponent = words.split("e")
    power = "10" + str(int(exponent)).translate({after: before for before, after in SUPERSCRIPTS.items()})
    return power if digits == "1" else f"{digits} × {power}"
