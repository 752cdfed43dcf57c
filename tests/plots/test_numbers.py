"""How numbers are written: one line for every rule."""

import numpy as np
import pytest

from mlp.plots import numbers


@pytest.mark.parametrize(
    "write, number, text",
    [
        ("short", 0.003, "0.003"),
        ("short", 0.00011, "0.00011"),
        ("short", 1e-4, "10⁻⁴"),
        ("short", 9999, "9999"),
        ("short", 10_000, "10⁴"),
        ("short", 1e12, "10¹²"),
        ("short", 120_000, "1.2 × 10⁵"),
        ("short", 3e-9, "3 × 10⁻⁹"),
        ("short", -1e-6, "-10⁻⁶"),
        ("short", -2e-6, "-2 × 10⁻⁶"),
        ("short", -0.5, "-0.5"),
        ("short", -0.0, "0"),
        ("short", np.inf, "inf"),
        ("power_of_ten", -6, "10⁻⁶"),
        ("one_digit", 0.0234, "0.02"),
        ("one_digit", 0, "0"),
        ("two_digits", 123_456, "1.2 × 10⁵"),
        ("two_digits", 711, "710"),
        ("three_digits", 0.04217, "0.0422"),
        ("three_digits", -3e-16, "0"),
        ("three_digits_in_full", 9.0834e-05, "0.0000908"),
        ("few_digits", 0.12345, "0.123"),
        ("few_digits", 0.0012345, "0.0012"),
        ("few_digits", 5.01e-5, "5×10⁻⁵"),
        ("few_digits", -0.0, "0"),
        ("factor", 2.5, "2.5"),
        ("factor", -2.5, "(-2.5)"),
        ("factor", 5e-5, "(5×10⁻⁵)"),
        ("factor", -0.0, "0"),
        ("decimals", 0.5, "0.50"),
        ("decimals", -0.001, "0.00"),
        ("signed", 0.5, "+0.50"),
        ("signed", -0.001, "+0.00"),
        ("added", -1.25, "- 1.25"),
        ("added", 0.5, "+ 0.50"),
        ("added", -0.001, "+ 0.00"),
        ("large_count", 170_410, "170,410"),
        ("large_count", 9_999_999_999, "9,999,999,999"),
        ("large_count", 784 * 10**21, "7.84 × 10²³"),
        ("in_millions", 82_560, "82,560"),
        ("in_millions", 1_527_000, "1.53 million"),
        ("gigabytes", 174.6, "175"),
        ("gigabytes", 1234.5, "1,234"),
        ("gigabytes", 0.0125, "0.013"),
        ("milliseconds", 0.1234, "0.12 ms"),
        ("milliseconds", 34.2, "34 ms"),
        ("error_in_words", 1e-20, "0"),
        ("error_in_words", 0.0512, "0.051"),
        ("error_in_words", 1234.4, "1,234"),
        ("error_in_words", 2e6, "over a million"),
        ("times", 7.46, "7.5 times"),
        ("times", 1234.4, "1,234 times"),
        ("listed", [0.123, -1.5, -0.0], "0.12, -1.50, 0.00"),
    ],
)
def test_a_number_is_written(write, number, text):
    assert getattr(numbers, write)(number) == text


@pytest.mark.parametrize(
    "number, low, high, text",
    [
        (0.01, 0.001, 1000, "0.01"),
        (0.01, 0.001, 10_000, "10⁻²"),
        (1, 1e-4, 1, "10⁰"),
        (1000, 1, 9999, "1000"),
    ],
)
def test_a_logarithmic_axis_decides_the_form_of_its_numbers(number, low, high, text):
    assert numbers.tick_label(number, low, high) == text


@pytest.mark.parametrize("n, text", [(0, "0 steps"), (1, "1 step"), (1200, "1,200 steps")])
def test_things_are_counted_in_words(n, text):
    assert numbers.counted(n, "step") == text


@pytest.mark.parametrize(
    "number, unit, text", [(0.6109, "nat", "0.611 nat"), (np.inf, "bit", "infinite"), (1.5, "", "1.500")]
)
def test_an_amount_of_information_has_its_unit(number, unit, text):
    assert numbers.with_unit(number, unit) == text


@pytest.mark.parametrize("write", ["short", "one_digit", "two_digits", "few_digits", "decimals", "factor"])
@pytest.mark.parametrize("zero", [-0.0, np.float64(-0.0), np.float32(-0.0)])
def test_zero_has_no_sign(write, zero):
    assert "-" not in getattr(numbers, write)(zero)


def test_a_negative_zero_becomes_a_zero_in_an_array_too():
    assert not np.signbit(numbers.unsigned_zero(np.array([-0.0, 1.0]))).any()
