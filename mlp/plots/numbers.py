"""How is a number written? The same number always the same way: in titles, labels, axes and summaries.

From 0.0001 to 9999 a number is written in full, beyond that with a power of ten: 0.003, 30, 2 × 10⁵. Zero has
no sign. Functions that round say to how many digits.
"""

import numpy as np

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def short(number):
    """A number with all its digits, up to six: 0.003, 30, 10⁻⁶, 1.2 × 10⁵."""
    if number == 0 or 1e-4 < abs(number) < 1e4 or not np.isfinite(number):
        return f"{number + 0.0:g}"  # + 0.0 turns -0 into 0
    return with_power_of_ten(number)


def with_power_of_ten(number):
    """A number other than 0 as a multiple of a power of ten: 10², 3 × 10⁻¹."""
    digits, exponent = f"{number:.5e}".split("e")
    digits, power = digits.rstrip("0").rstrip("."), power_of_ten(int(exponent))
    return {"1": power, "-1": f"-{power}"}.get(digits, f"{digits} × {power}")


def power_of_ten(exponent):
    """10⁻⁶ for the whole number -6."""
    return "10" + str(exponent).translate(SUPERSCRIPTS)


def tick_label(number, low, high):
    """A number on a logarithmic axis from `low` to `high`, written in the same form as all others there.

    The form is 0.01, 100 on an axis from 0.001 to 1000, and 10⁻², 10² on one that goes a decade beyond.
    """
    lowest, highest = np.ceil(np.log10(low) - 1e-9), np.floor(np.log10(high) + 1e-9)  # the decades within
    return f"{number:g}" if lowest >= -3 and highest <= 3 else with_power_of_ten(number)


def rounded(number, n_digits):
    """A number with so many significant digits: of 0.04217 and three, 0.0422."""
    return short(float(f"{number:.{n_digits}g}"))


def one_digit(number):
    """A number of any size, roughly: 0.02, 3 × 10⁻⁹."""
    return rounded(number, 1)


def two_digits(number):
    """A number of any size in few letters: 0.42, 710, 2 × 10⁵."""
    return rounded(number, 2)


def three_digits(number):
    """A number as a result is told: 0.0422, 711; what rounding has left of zero, below 10⁻¹⁵, is 0."""
    return rounded(number, 3) if abs(number) > 1e-15 else "0"


def three_digits_in_full(number):
    """A small number without a power of ten, to compare its zeros: 0.0000908."""
    return np.format_float_positional(number, precision=3, unique=False, fractional=False, trim="-")


def few_digits(number):
    """A number where there is little room: three digits, two below 0.01, and no spaces: 5×10⁻⁵."""
    return rounded(number, 3 if abs(number) >= 0.01 else 2).replace(" ", "")


def factor(number):
    """A number as it stands in a product: in brackets if it is negative or has a power of ten."""
    text = few_digits(number)
    return f"({text})" if number < 0 or "×" in text else text


def decimals(number, n=2):
    """A number with so many digits after the point: 0.50, -1.25; what rounds to zero has no sign."""
    return f"{round(float(number), n) + 0.0:.{n}f}"


def signed(number, n=2):
    """A difference, with its sign: +0.50, -1.25, +0.00."""
    return f"{round(float(number), n) + 0.0:+.{n}f}"


def added(number, n=2):
    """A number as it stands after another one in a sum: + 0.50, - 1.25."""
    text = signed(number, n)
    return f"{text[0]} {text[1:]}"


def with_unit(number, unit):
    """An amount of information: 0.611 nat; infinite."""
    return "infinite" if np.isinf(number) else f"{number:.3f} {unit}".rstrip()


def counted(n, thing):
    """A number of things in words: 1 step, 1,200 steps."""
    return f"{n:,} {thing}" + ("" if n == 1 else "s")


def large_count(n):
    """A count, exact below ten thousand million, then with three digits: 170,410; 7.84 × 10²³."""
    if n < 10**10:
        return f"{n:,}"
    digits, exponent = f"{n:.2e}".split("e")
    return f"{digits} × {power_of_ten(int(exponent))}"


def in_millions(n):
    """A count, exact below a million, then with three digits: 82,560; 1.53 million."""
    return f"{n / 1e6:.3g} million" if n >= 1e6 else f"{n:,.0f}"


def gigabytes(size):
    """A size to the nearest whole gigabyte, or with two digits below 100."""
    return f"{size:,.0f}" if size >= 100 else two_digits(size)


def milliseconds(time):
    """A time: 0.12 ms, 34 ms."""
    return f"{time:.2g} ms" if time < 10 else f"{time:.0f} ms"


def error_in_words(error):
    """A mean squared error of any size: 0, 0.051, 1,234, over a million."""
    if error < 1e-12:
        return "0"
    if error < 1000:
        return f"{error:.2g}"
    return f"{error:,.0f}" if error < 1e6 else "over a million"


def times(ratio):
    """How many times as much: 7.5 times, 1,234 times."""
    return f"{ratio:.1f} times" if ratio < 10 else f"{ratio:,.0f} times"


def listed(numbers, n=2):
    """Several numbers, with so many digits after the point: 0.12, -1.50."""
    return ", ".join(decimals(number, n) for number in numbers)


def unsigned_zero(numbers):
    """The same numbers, with 0 in the place of -0."""
    return numbers + 0.0
