"""How is a number written? The same number always the same way, in titles, labels and on axes."""


def short(value):
    """A number as a label writes it: 0.003, 30, 10⁻⁶."""
    if 1e-4 < value < 1e5 or value <= 0:
        return f"{value:g}"
    digits, exponent = f"{value:.0e}".split("e")
    power = "10" + str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return power if digits == "1" else f"{digits} × {power}"


def two_digits(number):
    """A number of any size in few letters: 0.42, 710, 2 × 10⁵."""
    return short(float(f"{number:.2g}"))


def counted(n, thing):
    """A number of things in words: 1 step, 1,200 steps."""
    return f"{n:,} {thing}" + ("" if n == 1 else "s")
