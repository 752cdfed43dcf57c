"""Colours that mean different things are told apart with each kind of colour blindness."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from mlp.plots import style

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear light
SEEN_WITH = {
    "full colour vision": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
MEANINGS = [style.TRAINING, style.VALIDATION, style.DANGER, style.GOOD, style.GRADIENT, style.PAST]
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])
TOLD_APART_SIDE_BY_SIDE = 2.3  # by the observers of Mahy et al. 1994


def linear(color):
    value = np.array(to_rgb(color))
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(light):
    """Lightness and two colour axes, in which equal distances look about equally large (CIE 1976)."""
    x, y, z = np.cbrt(np.maximum(TO_XYZ @ np.clip(light, 0, 1), 1e-9) / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(vision, *colors):
    """How different two colours look to somebody with this colour vision."""
    first, second = (lab(np.array(SEEN_WITH[vision]) @ linear(color)) for color in colors)
    return np.linalg.norm(first - second)


@pytest.mark.parametrize("vision", SEEN_WITH)
def test_colours_of_different_meaning_look_different(vision):
    """Five times what is just told apart side by side: in a picture, they stand apart."""
    for pair in combinations(MEANINGS, 2):
        assert distance(vision, *pair) > 5 * TOLD_APART_SIDE_BY_SIDE, pair


@pytest.mark.parametrize("vision", SEEN_WITH)
def test_the_two_classes_look_as_different_as_a_dark_and_a_light_colour(vision):
    assert distance(vision, style.TRAINING, style.VALIDATION) > 50


def test_a_red_and_a_green_that_the_colour_blind_confuse_are_noticed():
    red, green = "#b5503c", "#7f6b3a"
    assert distance("full colour vision", red, green) > 5 * TOLD_APART_SIDE_BY_SIDE
    assert distance("deuteranopia", red, green) < 5 * TOLD_APART_SIDE_BY_SIDE
